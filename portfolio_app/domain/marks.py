"""The few marks with which a person sets off words in plain text: **bold**, *italic*, a list, a > quotation.

Nothing else is markup, and a text without these marks reads as it was typed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

WORDS_A_MINUTE: Final = 220
"""How fast a person reads Dutch prose to themselves (Brysbaert 2019 has 238 for English; Dutch words are longer)."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_OPENING: Final = re.compile(r"\s*(?:(?P<list>[-*•–])|(?P<quote>>))[ \u00a0]+")
_STRESS: Final = re.compile(
    r"(?<![\w*])(?:(?P<strong>\*\*)(?=[^\s*])(?P<bold>[^*]*?[^\s*])\*\*|\*(?=[^\s*])(?P<italic>[^*]*?[^\s*])\*)(?![\w*])"
)


class Opening(Enum):
    """How a line begins."""

    NONE = auto()
    LIST = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a line in one manner of writing.

    Attributes:
        text: the words without their marks.
        start: where they stand in the line as it was typed, with their marks.
        end: where they end there.
        bold: between double asterisks.
        italic: between single asterisks.
    """

    text: str
    start: int
    end: int
    bold: bool = False
    italic: bool = False


def opening_of(line: str) -> tuple[Opening, int]:
    """Return how a line begins, and how many signs that takes."""
    found = _OPENING.match(line)
    if found is None:
        return Opening.NONE, 0
    return (Opening.QUOTE if found["quote"] else Opening.LIST), found.end()


def stretches(line: str, start: int = 0) -> tuple[Stretch, ...]:
    """Return the words of a line from `start` on, cut where the manner of writing changes."""
    found: list[Stretch] = []
    at = start
    for match in _STRESS.finditer(line, start):
        if match.start() > at:
            found.append(Stretch(line[at : match.start()], at, match.start()))
        bold = match["strong"] is not None
        words = match["bold"] if bold else match["italic"]
        found.append(Stretch(words, match.start(), match.end(), bold=bold, italic=not bold))
        at = match.end()
    if at < len(line):
        found.append(Stretch(line[at:], at, len(line)))
    return tuple(found)


def without_marks(line: str) -> str:
    """Return a line without what opens it and without its asterisks."""
    return "".join(stretch.text for stretch in stretches(line, opening_of(line)[1]))


def count_words(text: str) -> int:
    """Return how many words a text has; a number counts as one, marks and signs as none."""
    return sum(1 for _ in _WORD.finditer(text))


def minutes_to_read(words: int) -> int:
    """Return in how many minutes that many words are read, rounded up; 0 for none."""
    return math.ceil(words / WORDS_A_MINUTE)
