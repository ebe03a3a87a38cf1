"""The words of a file in pieces, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from portfolio_app.common.text import Text


class Unit(Enum):
    """What a line of a passage is called when a person is led to it."""

    NONE = Text("{place}", "{place}")
    LINE = Text("{place}regel {n}", "{place}line {n}")
    PARAGRAPH = Text("{place}, alinea {n}", "{place}, paragraph {n}")

    def place(self, place: Text, number: int) -> Text:
        """Return the place of line `number` (from 1) of the passage at `place`."""
        return self.value.fill(place=place, n=number)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a file.

    Attributes:
        place: where in the file it stands.
        text: its words; a line of it is one `unit`.
    """

    place: Text
    text: str
    unit: Unit = Unit.NONE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """What can be read in a file.

    Attributes:
        passages: all its words.
        unread: what could not be read and must be looked at by a person, each in one sentence.
        attachments: the files inside it.
    """

    passages: tuple[Passage, ...]
    unread: tuple[Text, ...] = ()
    attachments: tuple[Attachment, ...] = ()
