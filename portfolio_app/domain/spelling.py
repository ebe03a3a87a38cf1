"""The words of a line that can be looked up, and those that nobody looks up: numbers, codes, addresses, shouts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ADDRESS: Final = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+(?:['’‘\u00ad-][^\W_]+)*")
_HAS_SIGN: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line.

    Attributes:
        text: as it is written.
        start: where it begins in the line.
        end: behind its last sign.
    """

    text: str
    start: int
    end: int


def words_of(line: str) -> tuple[Word, ...]:
    """Return the words of a line to be looked up.

    What has a digit in it, is written in capitals only (an abbreviation), stands in a web or mail address, or is a
    part of a name with dots in it (a code, a file), is not a word in this sense. Marks around it are no part of it.
    """
    addresses = [found.span() for found in _ADDRESS.finditer(line)]
    found: list[Word] = []
    for each in _WORD.finditer(line):
        text, (start, end) = each[0], each.span()
        if len(text) < 2 or _HAS_SIGN.search(text) or text.isupper():
            continue
        if _is_joined(line, start, end) or any(first <= start < last for first, last in addresses):
            continue
        found.append(Word(text, start, end))
    return tuple(found)


def _is_joined(line: str, start: int, end: int) -> bool:
    """Tell whether a word is a part of something with dots or underscores within it: `RNVC.UC6`, `plan_a`."""
    before = start > 1 and line[start - 1] in "._\\" and line[start - 2].isalnum()
    after = end + 1 < len(line) and line[end] in "._\\" and line[end + 1].isalnum()
    return before or after or (end < len(line) and line[end] == "_") or (start > 0 and line[start - 1] in "_#@")
