"""A text made plain for the detectors: one way to write a space, a dash, a digit and a letter, and the way back.

People and programs write the same thing in many ways: a no-break space between digits, a typographic dash, a letter
with a loose accent, a soft hyphen in the middle of a word, full-width digits. Folding takes that away, so that every
detector has one spelling to look for; `Folded.span` leads from a place in the plain text back to the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

BLANK: Final = "█"
"""Stands for what was found already or masked: part of no word and no number, and no separator either."""

_NOT_PLAIN: Final = re.compile(r"[^\x00-\x7f]|\*")
_AS: Final = {
    BLANK: BLANK,
    "*": "",  # makes words bold or italic, also within a name or a number, and is not printed then
    "\x85": "\n",
    "\ufffe": "",  # PDFium writes it where a line ends in a hyphen
    "−": "-",
    **dict.fromkeys("‘’‛′´ʼ＇", "'"),
    "ß": "ss",
    "ẞ": "SS",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ł": "l",
    "Ł": "L",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ı": "i",
    "þ": "th",
    "Þ": "Th",
    "ð": "d",
    "Ð": "D",
    "ħ": "h",
    "Ħ": "H",
}
_AS_CATEGORY: Final = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-", "Cf": "", "Mn": ""}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made plain.

    Attributes:
        text: the plain text.
        original: the text as it was.
        plain_marks: places in the plain text from which the distance to the original changes, ascending.
        original_marks: the places in the original that belong to them.
    """

    text: str
    original: str
    plain_marks: tuple[int, ...]
    original_marks: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the original, with what was dropped inside or right behind it."""
        first = self._place(start)
        return first, max(self._place(end), self._place(end - 1) + 1, first)

    def _place(self, plain: int) -> int:
        if plain >= len(self.text):
            return len(self.original)
        nearest = bisect_right(self.plain_marks, plain) - 1
        if nearest < 0:
            return plain
        return self.original_marks[nearest] + (plain - self.plain_marks[nearest])


def fold(text: str) -> Folded:
    """Return `text` made plain; takes time in proportion to its length."""
    pieces: list[str] = []
    plain_marks: list[int] = []
    original_marks: list[int] = []
    done = length = 0
    for found in _NOT_PLAIN.finditer(text):
        at = found.start()
        plain = _plain(text[at])
        pieces += (text[done:at], plain)
        length += at - done + len(plain)
        done = at + 1
        if len(plain) != 1:
            # A letter that became two: both come from the same place.
            for extra in range(1, len(plain)):
                plain_marks.append(length - len(plain) + extra)
                original_marks.append(at)
            plain_marks.append(length)
            original_marks.append(done)
    pieces.append(text[done:])
    return Folded("".join(pieces), text, *_without_doubles(plain_marks, original_marks))


def _without_doubles(plain: list[int], original: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keep the last of several marks at one place: of a row of dropped characters only the end counts."""
    kept = dict(zip(plain, original, strict=True))
    return tuple(kept), tuple(kept.values())


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Return what a character outside ASCII becomes; nothing for what is invisible."""
    if char in _AS:
        return _AS[char]
    category = unicodedata.category(char)
    if category in _AS_CATEGORY:
        return _AS_CATEGORY[category]
    if category == "Nd":
        return str(unicodedata.decimal(char))
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) != "Mn")
    # A raised figure belongs to a footnote, not to the number before it; one character may not become a whole address.
    return char if category in ("No", "Nl") or not 1 <= len(bare) <= 4 or "@" in bare[1:] else bare
