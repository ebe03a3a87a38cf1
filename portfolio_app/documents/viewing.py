"""Pages of a PDF as pictures for a screen, drawn one by one as they are looked at; nothing is written anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pypdfium2

_LARGEST_SIDE: Final = 4000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture.

    Attributes:
        width: in pixels.
        height: in pixels.
        pixels: row by row, four bytes each: blue, green, red, and one that means nothing.
    """

    width: int
    height: int
    pixels: bytes


class PageViewer:
    """Draws the pages of one PDF. Close it when it is no longer looked at."""

    def __init__(self, content: bytes) -> None:
        """Take the whole file; it stays in memory until `close`."""
        self._pdf = pypdfium2.PdfDocument(content)

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._pdf)

    def label(self, number: int) -> str:
        """Return what a page is called, from 0: `i`, `1`, `A-1`; empty when it has no label."""
        return str(self._pdf.get_page_label(number))

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page, in points."""
        width, height = self._pdf.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, width: int) -> PagePicture:
        """Draw a page, from 0, so that it is `width` pixels wide; a very long one is drawn smaller."""
        page = self._pdf[number]
        try:
            wide, high = page.get_size()
            scale = min(width / wide, _LARGEST_SIDE / wide, _LARGEST_SIDE / high)
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True, may_draw_forms=False)
            return PagePicture(bitmap.width, bitmap.height, bytes(bitmap.buffer)[: bitmap.stride * bitmap.height])
        finally:
            page.close()

    def close(self) -> None:
        """Let the file go."""
        self._pdf.close()
