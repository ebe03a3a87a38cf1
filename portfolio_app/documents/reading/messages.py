"""The words of a file as messages between the program and the process that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.documents.guarding.messages import BrokenMessageError, plain_text
from portfolio_app.documents.reading.files import read_words
from portfolio_app.documents.reading.passages import Attachment, Passage, Unit, Words

QUESTION: Final = {"task": "read-words"}
"""Asks for the words of the file that goes along."""


def words_as_asked(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Read a file, and return its words, or why it is refused, as a message."""
    try:
        return words_as_message(read_words(content))
    except WrongUseError as refusal:
        return {"refused": [plain_text(refusal.message), plain_text(refusal.remedy)]}, b""


def words_as_message(words: Words) -> tuple[dict[str, Any], bytes]:
    """Return words as a message: what may be long stands behind it, piece by piece."""
    texts = [each.text.encode("utf-8", "surrogatepass") for each in words.passages]
    contents = [each.content for each in words.attachments]
    head = {
        "passages": [
            [plain_text(each.place), each.unit.name, len(text)]
            for each, text in zip(words.passages, texts, strict=True)
        ],
        "unread": [plain_text(each) for each in words.unread],
        "attachments": [[each.name, len(each.content)] for each in words.attachments],
    }
    return head, b"".join((*texts, *contents))


def words_from(head: dict[str, Any], body: bytes) -> Words:
    """Return the words that a message holds.

    Raises:
        WrongUseError: it tells that the file was refused.
        BrokenMessageError: it tells neither.
    """
    try:
        if "refused" in head:
            message, remedy = head["refused"]
            raise WrongUseError(Text(*message), Text(*remedy))
        lengths = [int(each[-1]) for each in (*head["passages"], *head["attachments"])]
        pieces = _pieces(body, lengths)
        passages = tuple(
            Passage(Text(*place), next(pieces).decode("utf-8", "surrogatepass"), Unit[unit])
            for place, unit, _ in head["passages"]
        )
        attachments = tuple(Attachment(str(name), next(pieces)) for name, _ in head["attachments"])
        return Words(passages, tuple(Text(*each) for each in head["unread"]), attachments)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessageError from error


def _pieces(body: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    """Return the pieces of which a body was put together, one by one."""
    if min(lengths, default=0) < 0 or sum(lengths) != len(body):
        raise ValueError("the body is not of the length that was told")
    ends = list(accumulate(lengths))
    return (body[end - length : end] for end, length in zip(ends, lengths, strict=True))
