"""Whether a passphrase is strong enough for an archive, and one that is.

Why so strict: the format (see `protection`) lets a guesser try some ten million passphrases a second on one graphics
card, and whoever has the file has all the time of the world. 64 bits take one card some 29,000 years.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from portfolio_app.exchange.archive.errors import WeakPassphraseError

RandomBytes = Callable[[int], bytes]

LEAST_BITS: Final = 64.0
LONGEST: Final = 99
"""Some programs that open such files take no more."""

_ALPHABET: Final = "23456789abcdefghjkmnpqrstvwxyzAB"
_GROUPS, _GROUP = 6, 4
_RUNS: Final = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9]+")
_LETTER, _DIGIT, _SIGN = 4.7, 3.3, 3.0
_WORD, _NUMBER, _SIGNS = 12.9, 10.0, 6.0
"""What a whole word, number or row of signs adds at most: people choose from some thousands of words, and years."""


def refuse_weak(passphrase: str, random_bytes: RandomBytes) -> None:
    """Refuse a passphrase that is easily guessed, or that other programs cannot take.

    Raises:
        WeakPassphraseError: proposes a better one.
    """
    portable = passphrase.isascii() and passphrase.isprintable() and len(passphrase) <= LONGEST
    if not portable or bits_of(passphrase) < LEAST_BITS:
        raise WeakPassphraseError(suggested(random_bytes))


def bits_of(passphrase: str) -> float:
    """Return how many bits a guesser must guess, on the safe side: a word counts as a word, twice the same as once."""
    runs = {run.lower() for run in _RUNS.findall(passphrase)}
    return sum(map(_bits_of_run, runs))


def suggested(random_bytes: RandomBytes) -> str:
    """Return a random passphrase of 120 bits, in groups that can be copied by hand."""
    while True:
        signs = [_ALPHABET[byte & 31] for byte in random_bytes(_GROUPS * _GROUP)]
        passphrase = "-".join("".join(signs[at : at + _GROUP]) for at in range(0, len(signs), _GROUP))
        if bits_of(passphrase) >= LEAST_BITS:
            return passphrase


def _bits_of_run(run: str) -> float:
    if run.isalpha():
        return min(_LETTER * len(set(run)), _WORD)
    if run.isdigit():
        return min(_DIGIT * len(set(run)), _NUMBER)
    return min(_SIGN * len(set(run)), _SIGNS)
