"""Record ids: short, random, without characters that people confuse."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH: Final = 16

RandomBytes = Callable[[int], bytes]
IdSource = Callable[[], str]


def random_id(random_bytes: RandomBytes = secrets.token_bytes) -> str:
    """Return a new record id of 80 random bits, in Crockford's base 32.

    Args:
        random_bytes: gives that many random bytes; a seeded one makes the ids of sample data repeatable.
    """
    return "".join(_ALPHABET[byte & 31] for byte in random_bytes(_LENGTH))
