"""Where a sheet of evidence stands on its page, under the strip that names it: never larger than it is."""

from __future__ import annotations

from typing import Final, NamedTuple

from portfolio_app.documents.pdf import design

EDGE: Final = 34.0
"""White beside a sheet, in points."""

_STRIP: Final = 56.0
_FOOT: Final = 46.0
_LYING: Final = 1.05
"""How much wider than high a sheet is that gets a page on its side."""


class Place(NamedTuple):
    """The size of the page and the box of the sheet on it, in points."""

    page_width: float
    page_height: float
    left: float
    bottom: float
    width: float
    height: float


def place_of(width: float, height: float) -> Place:
    """Return the place of a sheet of this size in points."""
    wide, high = design.PAGE_WIDTH, design.PAGE_HEIGHT
    if width > height * _LYING:
        wide, high = high, wide
    scale = min((wide - 2 * EDGE) / width, (high - _STRIP - _FOOT) / height, 1.0)
    shown, tall = width * scale, height * scale
    return Place(wide, high, (wide - shown) / 2, high - _STRIP - tall, shown, tall)
