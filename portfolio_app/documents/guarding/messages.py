"""What the program and the process that looks at files say to each other: messages of JSON with bytes behind it.

Each is a line of fixed form, two lengths, then the JSON, then the bytes. Nothing in it can be taken for code: what a
hostile file makes of the process that looks at it, it can only send words and bytes.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any, Final

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.limits import MAX_ANSWER_BYTES, MAX_ANSWER_HEAD_BYTES

READY: Final = {"ready": True}
"""What the process says first: it could be started and has all it needs."""

TOLD: Final = "told"
"""The one key of a message that is no answer yet: how far the process is."""

_LENGTHS: Final = struct.Struct(">QQ")


class BrokenMessageError(Exception):
    """The other side said nothing more, or something that is no message."""


def send(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write a message; raises `OSError` when nobody listens any more."""
    words = json.dumps(head).encode("ascii")
    pipe.write(_LENGTHS.pack(len(words), len(body)))
    pipe.write(words)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read a message.

    Raises:
        BrokenMessageError: there is none, or it is none.
    """
    words_length, body_length = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    if words_length > MAX_ANSWER_HEAD_BYTES or body_length > MAX_ANSWER_BYTES:
        raise BrokenMessageError
    try:
        head = json.loads(_exactly(pipe, words_length))
    except ValueError as error:
        raise BrokenMessageError from error
    if not isinstance(head, dict):
        raise BrokenMessageError
    return head, _exactly(pipe, body_length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) != length:
        raise BrokenMessageError
    return found


def plain_text(text: Text) -> list[str]:
    """Return a text as a message holds it; `Text(*plain)` is the way back."""
    return [text.nl, text.en]
