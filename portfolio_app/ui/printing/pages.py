"""The pages of a PDF of our own as pictures; rendered on the database thread, since PDFium knows only one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtGui import QImage

_POINTS: Final = 72


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on a page, and how large it is in points."""

    width: float
    height: float
    text: str


def pages_of(pdf: bytes) -> tuple[PageText, ...]:
    """Return size and text of each page."""
    with _opened(pdf) as document:
        return tuple(_text_of(page) for page in document)


def rendered(pdf: bytes, number: int, dots_per_inch: float) -> QImage:
    """Return page `number` (the first is 0) as a picture."""
    with _opened(pdf) as document:
        bitmap = document[number].render(scale=dots_per_inch / _POINTS, may_draw_forms=False, rev_byteorder=True)
        format_ = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, format_[bitmap.n_channels])
        return picture.copy()  # the bitmap's own memory goes with it


def _text_of(page: Any) -> PageText:
    width, height = page.get_size()
    return PageText(width, height, page.get_textpage().get_text_bounded().strip())


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()
