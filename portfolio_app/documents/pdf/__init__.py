"""The PDF writer: blocks in, one tagged archival file out (PDF/A-3a and PDF/UA-1).

Importing this costs nothing; the libraries behind it are loaded by the first document.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from portfolio_app.documents.pdf.result import AnnexPages, PdfProblem, PdfResult, WritingCancelledError

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.pdf.output import Signing

__all__ = ["AnnexPages", "PdfProblem", "PdfResult", "WritingCancelledError", "write_pdf"]

Progress = Callable[[str, int, int], None]
"""Is told the stage (`text`, `annexes`, `save`), how much of it is done, and how much there is."""


def write_pdf(
    document: Document,
    target: Path | BinaryIO,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    name_missing_glyphs: bool = False,
    signing: Signing | None = None,
) -> PdfResult:
    """Write a document as PDF. The same document gives the same bytes.

    Args:
        document: what is written.
        target: where to; a path is written whole or not at all, a binary file is written to as it stands.
        progress: told how far the writing is.
        cancelled: asked now and then whether to stop.
        signing: puts a signature into the first field that the document has for one.
        name_missing_glyphs: draw the names of characters that the typeface lacks, instead of refusing.

    Raises:
        MissingGlyphs: the text holds characters that the typeface cannot show (see `repertoire`); nothing was written.
        WritingCancelledError: `cancelled` said so; nothing was written.
        EnvironmentRefusedError: the system refused the file: full, read-only, in use.
        ValueError: the document contradicts itself: a link to an unknown anchor, a row of the wrong length; or it is to
            be signed and has no field for that.
    """
    from portfolio_app.documents.pdf.writer import Writer  # reportlab and pikepdf: only when a document is made

    return Writer(document, progress, cancelled, signing, name_missing_glyphs=name_missing_glyphs).write(target)
