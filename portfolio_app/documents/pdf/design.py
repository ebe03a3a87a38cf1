"""The look of a document: the page, its grid, the type scale and the few colours. All measures are in points.

The page is A4 with a margin column for dates and labels and a main column of about 75 characters. Headings of
chapters and sections hang in the margin column; running text never does. Tables, tiles and charts take the full
width.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PAGE_WIDTH: Final = 595.2756
PAGE_HEIGHT: Final = 841.8898

LEFT: Final = 56.0
RIGHT: Final = PAGE_WIDTH - 56.0
TOP: Final = PAGE_HEIGHT - 76.0
BOTTOM: Final = 70.0
FULL_WIDTH: Final = RIGHT - LEFT

MARGIN_COLUMN: Final = 94.0
GUTTER: Final = 16.0
MAIN: Final = LEFT + MARGIN_COLUMN + GUTTER
MAIN_WIDTH: Final = RIGHT - MAIN

RUNNING_HEAD_Y: Final = PAGE_HEIGHT - 44.0
RUNNING_FOOT_Y: Final = 38.0
CHAPTER_TOP: Final = PAGE_HEIGHT - 104.0


class Weight(StrEnum):
    """The cuts of the typeface, by the file that holds them."""

    REGULAR = "SourceSans3-Regular"
    ITALIC = "SourceSans3-It"
    SEMIBOLD = "SourceSans3-Semibold"
    SEMIBOLD_ITALIC = "SourceSans3-SemiboldIt"


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, components 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def fill(self) -> str:
        """The PDF operator that fills with it."""
        return f"{self.red:g} {self.green:g} {self.blue:g} rg"

    @property
    def stroke(self) -> str:
        """The PDF operator that draws lines with it."""
        return f"{self.red:g} {self.green:g} {self.blue:g} RG"


def _hex(code: str) -> Colour:
    red, green, blue = (round(int(code[at : at + 2], 16) / 255, 3) for at in (0, 2, 4))
    return Colour(red, green, blue)


# Every text colour has a contrast of 4.5 to 1 or more on white and on the tint.
INK: Final = _hex("1c2226")
QUIET: Final = _hex("59646b")
ACCENT: Final = _hex("17506a")
GOOD: Final = _hex("22613f")
ATTENTION: Final = _hex("974800")
RULE: Final = _hex("c9d0d4")
TINT: Final = _hex("f1f4f5")
TRACK: Final = _hex("dfe5e8")
PAPER: Final = _hex("ffffff")
SERIES: Final = tuple(_hex(code) for code in ("17506a", "b4561b", "3f8463", "7a5c9e", "8c7a1f", "606c74"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text is set: cut, size and leading in points, colour."""

    weight: Weight
    size: float
    leading: float
    colour: Colour = INK

    @property
    def baseline(self) -> float:
        """How far below the top of its line the baseline lies: the capitals stand in the middle of the leading."""
        return self.leading / 2 + self.size * 0.33


BODY: Final = Style(Weight.REGULAR, 10, 14)
LEAD: Final = Style(Weight.REGULAR, 12.5, 18)
BODY_QUIET: Final = Style(Weight.REGULAR, 9, 13, QUIET)
CHAPTER: Final = Style(Weight.SEMIBOLD, 26, 31, ACCENT)
PART: Final = Style(Weight.SEMIBOLD, 18, 23, ACCENT)
SECTION: Final = Style(Weight.SEMIBOLD, 15, 20, ACCENT)
SECTION_CLOSE: Final = Style(Weight.SEMIBOLD, 13, 18, ACCENT)
RECORD: Final = Style(Weight.SEMIBOLD, 11.5, 16)
MARGIN_LABEL: Final = Style(Weight.REGULAR, 8.75, 14, QUIET)
ENTRY_TITLE: Final = Style(Weight.SEMIBOLD, 10.5, 14)
TABLE_HEAD: Final = Style(Weight.SEMIBOLD, 8.25, 11, QUIET)
TABLE_TEXT: Final = Style(Weight.REGULAR, 9, 12)
TABLE_STRONG: Final = Style(Weight.SEMIBOLD, 9, 12)
CAPTION: Final = Style(Weight.REGULAR, 8.75, 12, QUIET)
RUNNING: Final = Style(Weight.REGULAR, 8, 10, QUIET)
FIGURE_VALUE: Final = Style(Weight.SEMIBOLD, 25, 29)
FIGURE_LABEL: Final = Style(Weight.REGULAR, 8.75, 11.5, QUIET)
COVER_KICKER: Final = Style(Weight.SEMIBOLD, 11, 15, PAPER)
COVER_TITLE: Final = Style(Weight.SEMIBOLD, 38, 43, PAPER)
COVER_SUBTITLE: Final = Style(Weight.REGULAR, 14, 20, PAPER)
TITLE: Final = Style(Weight.SEMIBOLD, 28, 33, ACCENT)
