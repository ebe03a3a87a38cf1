"""What writing a PDF gives back."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text


@dataclass(frozen=True, slots=True)
class AnnexPages:
    """Where an annex stands: its label and anchor, its first page in the file from 1, how many, and its hash."""

    label: str
    anchor: str
    first_page: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PdfProblem:
    """An annex that could not be shown as it is; the document has a page in its place that says so."""

    label: str
    file_name: str
    reason: Text


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A written PDF: pages, size in bytes, SHA-256, where the annexes stand, and what could not be shown."""

    pages: int
    size: int
    sha256: str
    annexes: tuple[AnnexPages, ...] = ()
    problems: tuple[PdfProblem, ...] = ()


class WritingCancelledError(WrongUseError):
    """The person stopped the writing; nothing was written."""

    def __init__(self) -> None:
        super().__init__(Text("Het maken van het document is gestopt.", "Making the document was stopped."))
