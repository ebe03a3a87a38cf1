"""What the program and the process that looks at files say to each other: messages of JSON with bytes behind it.

Each is a line of fixed form, two lengths, then the JSON, then the bytes. Nothing in it can be taken for code: what a
hostile file makes of the process that looks at it, it can only send words and bytes.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any, Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.intake import EvidenceFacts, PageSize
from portfolio_app.documents.evidence.limits import MAX_ANSWER_BYTES, MAX_ANSWER_HEAD_BYTES
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

READY: Final = {"ready": True}
"""What the process says first: it could be started and has all it needs."""

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


def facts_as_message(facts: EvidenceFacts) -> tuple[dict[str, Any], bytes]:
    """Return what is known of a file as a message."""
    head = {
        "media": facts.media_type.value,
        "sizes": [[size.width, size.height] for size in facts.page_sizes],
        "text": facts.text,
        "archival": facts.archival,
        "problems": [_plain(problem) for problem in facts.problems],
        "prepared": facts.prepared is not None,
    }
    return head, facts.prepared or b""


def refusal_as_message(refusal: EvidenceRefusedError) -> dict[str, Any]:
    """Return a refusal as a message."""
    return {"refused": [_plain(refusal.message), _plain(refusal.remedy)]}


def facts_of(head: dict[str, Any], body: bytes) -> EvidenceFacts:
    """Return what a message tells of a file.

    Raises:
        EvidenceRefusedError: it tells that the file was refused.
        BrokenMessageError: it tells neither.
    """
    try:
        if "refused" in head:
            message, remedy = head["refused"]
            raise EvidenceRefusedError(Text(*message), Text(*remedy))
        return EvidenceFacts(
            AnnexMedia(head["media"]),
            tuple(PageSize(float(width), float(height)) for width, height in head["sizes"]),
            str(head["text"]),
            archival=bool(head["archival"]),
            problems=tuple(Text(*problem) for problem in head["problems"]),
            prepared=body if head["prepared"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessageError from error


def _plain(text: Text) -> list[str]:
    return [text.nl, text.en]
