"""The making of documents for others: let through the privacy gate, built, and written out as PDF.

Whoever writes, shows or prints a dossier or a CV has it made here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.services.exports.preparing import PreparedCv, PreparedDossier
from portfolio_app.services.exports.privacy import cleared_cv
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.builders import CvMaterial, SignedBy
    from portfolio_app.documents.pdf import PdfResult
    from portfolio_app.documents.signing import DossierSignature
    from portfolio_app.services.portfolio import Portfolio

_STAGES: Final = {
    "text": Text("Bladzijden opmaken", "Setting pages"),
    "annexes": Text("Bijlagen plaatsen", "Placing annexes"),
    "save": Text("Opslaan", "Saving"),
}


def dossier_document(portfolio: Portfolio, cleared: PreparedDossier, signed_by: SignedBy | None = None) -> Document:
    """Return a dossier that was let through the privacy gate, as a document.

    Raises:
        EnvironmentRefusedError: evidence is missing or damaged.
    """
    from portfolio_app.documents.builders import build_dossier

    return build_dossier(cleared.material(portfolio), cleared.options(signed_by))


def cv_material(
    portfolio: Portfolio,
    prepared: PreparedCv,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> CvMaterial:
    """Let a CV through the privacy gate, and return what it is made of.

    Raises:
        PersonalDataFoundError: something is open, and the request does not say to cover that.
        EnvironmentRefusedError: the portrait is missing or damaged.
        StoppedError: `cancelled` said so.
    """
    return cleared_cv(prepared, progress, cancelled).material(portfolio)


def cv_document(material: CvMaterial, language: Language) -> Document:
    """Return a CV as a document."""
    from portfolio_app.documents.builders import build_cv

    return build_cv(material, language)


def pdf_into(
    target: Path | BinaryIO,
    document: Document,
    progress: Progress,
    cancelled: Cancelled,
    signing: DossierSignature | None = None,
) -> PdfResult:
    """Write a document as PDF to a file or into memory; `signing` puts a signature to it.

    Raises:
        StoppedError: `cancelled` said so; nothing was written.
        EnvironmentRefusedError: the system refused; nothing was written.
    """
    from portfolio_app.documents.pdf import WritingCancelledError, write_pdf

    def tell(stage: str, done: int, total: int) -> None:
        progress(_STAGES[stage], done, total)

    try:
        return write_pdf(document, target, progress=tell, cancelled=cancelled, signing=signing)
    except WritingCancelledError as stopped:
        raise StoppedError from stopped
