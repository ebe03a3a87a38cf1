"""The Word writer: the same blocks as a DOCX that its owner can still edit.

Importing this costs nothing; the library behind it is loaded by the first document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document

__all__ = ["docx_bytes"]


def docx_bytes(document: Document) -> bytes:
    """Return a document as DOCX; the same document gives the same bytes.

    A chart becomes the table of its numbers. Annexes are named, not shown: evidence stands on pages only in the PDF.

    Raises:
        ValueError: a picture is no PNG or JPEG.
    """
    from portfolio_app.documents.docx.writer import DocxWriter  # python-docx: only when a document is made

    return DocxWriter(document).write()
