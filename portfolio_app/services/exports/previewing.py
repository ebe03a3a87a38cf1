"""A look at a document before it leaves: made in memory, by the same builders and the same writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Language
from portfolio_app.domain.records.dossier_profile import EvidenceChoice
from portfolio_app.services.exports.leaving import enter_printed
from portfolio_app.services.exports.making import cv_document, cv_material, dossier_document, pdf_into
from portfolio_app.services.exports.preparing import prepare_cv, prepare_dossier
from portfolio_app.services.exports.privacy import cleared_dossier
from portfolio_app.services.exports.requests import CvRequest, DossierRequest
from portfolio_app.services.progress import COLLECTING, Cancelled, Progress, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.viewing import PageViewer
    from portfolio_app.services.portfolio import Portfolio

MOST_EVIDENCE: Final = 60_000_000
"""Bytes of evidence in a preview; with more, the preview leaves the evidence out, since it is held in memory."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A document to look at.

    Attributes:
        viewer: draws its pages; to be closed by whoever asked for the preview.
        pdf: the same as a file, to be printed.
        entry: what the log of what left says of it when it is printed.
        with_evidence: False when the evidence was too large to come along.
    """

    viewer: PageViewer
    pdf: bytes
    entry: Mapping[str, object]
    with_evidence: bool = True


def preview_dossier(
    portfolio: Portfolio,
    request: DossierRequest,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Preview:
    """Return a dossier to look at; what nothing was decided of is covered in it, and it is not signed.

    Raises:
        WrongUseError, EnvironmentRefusedError, StoppedError: as `write_dossier`.
    """
    progress(COLLECTING, 0, 1)
    prepared = prepare_dossier(portfolio, replace(request, mask=True))
    fits = sum(each.size or 0 for each in prepared.going_along()) <= MOST_EVIDENCE
    if not fits:
        prepared = replace(prepared, request=replace(prepared.request, evidence=EvidenceChoice.NONE))
    document = dossier_document(portfolio, cleared_dossier(prepared, progress, cancelled))
    return _preview(document, prepared.entry(portfolio.clock.today()), progress, cancelled, with_evidence=fits)


def preview_cv(
    portfolio: Portfolio,
    request: CvRequest,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Preview:
    """Return a CV to look at.

    Raises:
        WrongUseError, EnvironmentRefusedError, StoppedError: as `write_cv`.
    """
    progress(COLLECTING, 0, 1)
    prepared = prepare_cv(portfolio, replace(request, mask=True))
    document = cv_document(cv_material(portfolio, prepared, progress, cancelled), prepared.language)
    return _preview(document, prepared.entry(portfolio.clock.today()), progress, cancelled)


def note_preview_printed(portfolio: Portfolio, preview: Preview, language: Language) -> None:
    """Enter in the log of what left that this was printed for somebody else; nothing in a vault that is read only.

    Raises:
        EnvironmentRefusedError: it could not be written.
    """
    enter_printed(portfolio, preview.entry, preview.pdf, language, len(preview.viewer))


def _preview(
    document: Document,
    entry: Mapping[str, object],
    progress: Progress,
    cancelled: Cancelled,
    *,
    with_evidence: bool = True,
) -> Preview:
    from portfolio_app.documents.viewing import PageViewer

    memory = BytesIO()
    pdf_into(memory, document, progress, cancelled)
    pdf = memory.getvalue()
    return Preview(PageViewer(pdf), pdf, entry, with_evidence)
