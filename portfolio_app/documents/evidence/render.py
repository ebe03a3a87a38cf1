"""What PDFium sees: the text layer of a PDF, and its pages as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import pypdfium2

from portfolio_app.documents.evidence.limits import MAX_RENDERED_SIDE, MAX_TEXT_CHARACTERS, RENDER_DPI
from portfolio_app.documents.evidence.sanitise import damaged

_JPEG_QUALITY: Final = 80


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Give a PDF as PDFium reads it.

    Raises:
        EvidenceRefusedError: PDFium cannot read it.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    try:
        yield document
    finally:
        document.close()


def text_of(content: bytes) -> str:
    """Return the text layer of a PDF, pages parted by a form feed, up to a limit; empty for a scan.

    Raises:
        EvidenceRefusedError: PDFium cannot read it.
    """
    pages: list[str] = []
    length = 0
    with opened(content) as document:
        for page in document:
            text = page.get_textpage().get_text_bounded()
            pages.append(text)
            length += len(text)
            if length > MAX_TEXT_CHARACTERS:
                break
    return "\f".join(pages)[:MAX_TEXT_CHARACTERS] if any(page.strip() for page in pages) else ""


def page_sizes(content: bytes) -> list[tuple[float, float]]:
    """Return width and height in points of each page, as a person sees it.

    Raises:
        EvidenceRefusedError: PDFium cannot read it.
    """
    with opened(content) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def render_pages(content: bytes) -> Iterator[tuple[bytes, float, float]]:
    """Yield each page of a PDF as a JPEG, with its width and height in points as a person sees it.

    Raises:
        EvidenceRefusedError: PDFium cannot read it.
    """
    with opened(content) as document:
        for page in document:
            width, height = page.get_size()
            scale = min(RENDER_DPI / 72, MAX_RENDERED_SIDE / max(width, height))
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            buffer = BytesIO()
            picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
            yield buffer.getvalue(), width, height
