"""The making of the files themselves: written whole or not at all, and entered in the log of what left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.exports.leaving import enter
from portfolio_app.services.exports.making import cv_document, cv_material, dossier_document, pdf_into
from portfolio_app.services.exports.preparing import PreparedCv, PreparedDossier, prepare_cv, prepare_dossier
from portfolio_app.services.exports.privacy import cleared_dossier
from portfolio_app.services.exports.requests import CvRequest, DossierRequest, SigningKey, Written
from portfolio_app.services.looking_back import withheld_since
from portfolio_app.services.progress import COLLECTING, Cancelled, Progress, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.builders import CvMaterial, SignedBy
    from portfolio_app.documents.signing import Credentials, DossierSignature
    from portfolio_app.services.portfolio import Portfolio

_FILE_GONE: Final = Text(
    "{name}: het bestand dat er toen bij hoorde, is niet meer in het portfolio.",
    "{name}: the file that belonged to it then is no longer in the portfolio.",
)
_WITHHELD_SINCE: Final = Text(
    "Let op: aantal gegevens in dit document dat sindsdien is verwijderd of afgeschermd: {n}.",
    "Note: number of records in this document that have since been deleted or withheld: {n}.",
)
_DOSSIER_ENDINGS: Final = (".pdf",)
_CV_ENDINGS: Final = (".pdf", ".docx", ".json")


def write_dossier(
    portfolio: Portfolio,
    request: DossierRequest,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Written:
    """Write the dossier for a register and enter it in the log of what left.

    Raises:
        WrongUseError: the register or the view is unknown, there is no person, no period or no path, or a text holds
            unknown characters.
        PersonalDataFoundError: the privacy check found what nothing was decided of; nothing was written.
        EnvironmentRefusedError: evidence is missing or damaged, or the file cannot be written; nothing was written.
        CertificateRefusedError: it cannot be signed with that certificate now; nothing was written.
        WrongCertificatePassphraseError: the passphrase is not that of the certificate's file; nothing was written.
        StoppedError: `cancelled` said so; nothing was written.
    """
    path = _writable_path(request.path, _DOSSIER_ENDINGS)
    signature = None if request.signing is None else _Signature.opened(request.signing, portfolio.clock)
    progress(COLLECTING, 0, 1)
    prepared = prepare_dossier(portfolio, request)
    cleared = cleared_dossier(prepared, progress, cancelled)
    document = dossier_document(portfolio, cleared, signature.named() if signature else None)
    signing = signature.at(cleared.request.place) if signature else None
    return _left(portfolio, prepared, _write_pdf(document, path, progress, cancelled, signing))


def write_cv(
    portfolio: Portfolio,
    request: CvRequest,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Written:
    """Write a CV by one of its views and enter it in the log of what left.

    Raises:
        WrongUseError: there is no such view, no person or no path, or the file's ending is not known.
        PersonalDataFoundError: the privacy check found what nothing was decided of; nothing was written.
        EnvironmentRefusedError: the file cannot be written; nothing was written.
        StoppedError: `cancelled` said so; nothing was written.
    """
    path = _writable_path(request.path, _CV_ENDINGS)
    progress(COLLECTING, 0, 1)
    prepared = prepare_cv(portfolio, request)
    material, language = cv_material(portfolio, prepared, progress, cancelled), prepared.language
    match path.suffix.lower():
        case ".json":
            written = _write_json(material, language, path)
        case ".docx":
            written = _write_docx(cv_document(material, language), path)
        case _:
            written = _write_pdf(cv_document(material, language), path, progress, cancelled)
    return _left(portfolio, prepared, written)


def _writable_path(path: Path | None, endings: tuple[str, ...]) -> Path:
    """Return the target, after refusing one that cannot do before any work is done for it.

    Raises:
        WrongUseError: there is none, its ending is not one of `endings`, or its folder does not exist.
    """
    if path is None:
        raise WrongUseError(Text("Noem het bestand om te maken.", "Give the name of the file to make."))
    refuse_folderless(path, endings)
    return path


def refuse_folderless(path: Path, endings: tuple[str, ...]) -> None:
    """Refuse a target before any work is done for it.

    Raises:
        WrongUseError: its ending is not one of `endings`, or its folder does not exist.
    """
    if path.suffix.lower() not in endings:
        raise WrongUseError(
            Text(
                "Geef het bestand een naam die eindigt op {endings}.", "Give the file a name that ends in {endings}."
            ).fill(endings=", ".join(endings))
        )
    if not path.absolute().parent.is_dir():
        raise WrongUseError(
            Text("De map voor dit bestand bestaat niet.", "The folder for this file does not exist."),
            Text("Maak de map, of kies een andere.", "Make the folder, or choose another."),
        )


def _left(portfolio: Portfolio, prepared: PreparedDossier | PreparedCv, written: Written) -> Written:
    """Enter what was written in the log, and add what its owner should know before it goes to anybody."""
    written = _told_of_past(portfolio, prepared, written)
    enter(portfolio, prepared.entry(portfolio.clock.today()), written.sha256, written.path, written.pages)
    return written


def _told_of_past(portfolio: Portfolio, prepared: PreparedDossier | PreparedCv, written: Written) -> Written:
    """Add to what was written of the past what is not as it was then."""
    if prepared.past is None:
        return written
    without_file = prepared.seen.all_of(sorted(prepared.past.without_file), Evidence)
    problems = [*written.problems, *(_FILE_GONE.fill(name=evidence.name) for evidence in without_file)]
    withheld = withheld_since(prepared.seen, portfolio.snapshot(), prepared.audience)
    if withheld:
        problems.append(_WITHHELD_SINCE.fill(n=withheld))
    return replace(written, problems=tuple(problems))


@dataclass(frozen=True, slots=True)
class _Signature:
    """The digital signature that a dossier is to bear."""

    credentials: Credentials
    clock: Clock

    @classmethod
    def opened(cls, key: SigningKey, clock: Clock) -> _Signature:
        from portfolio_app.documents.signing import LARGEST_PKCS12, open_credentials

        try:
            with key.certificate.open("rb") as file:
                content = file.read(LARGEST_PKCS12 + 1)
        except OSError as error:
            raise refusal_from(error, Text("Het lezen van het certificaat", "Reading the certificate")) from error
        return cls(open_credentials(content, key.passphrase, clock.now()), clock)

    def named(self) -> SignedBy:
        from portfolio_app.documents.builders import SignedBy

        return SignedBy(self.credentials.name, self.credentials.issuer, self.clock.today())

    def at(self, place: str) -> DossierSignature:
        from portfolio_app.documents.signing import DossierSignature

        return DossierSignature(self.credentials, self.clock.now(), place)


def _write_pdf(
    document: Document,
    path: Path,
    progress: Progress,
    cancelled: Cancelled,
    signing: DossierSignature | None = None,
) -> Written:
    result = pdf_into(path, document, progress, cancelled, signing)
    problems = tuple(
        Text("{label}: {reason}", "{label}: {reason}").fill(label=problem.label, reason=problem.reason)
        for problem in result.problems
    )
    return Written(path, result.pages, result.sha256, problems)


def _write_docx(document: Document, path: Path) -> Written:
    from portfolio_app.documents.docx import docx_bytes

    return _write_bytes(docx_bytes(document), path)


def _write_json(material: CvMaterial, language: Language, path: Path) -> Written:
    from portfolio_app.exchange.json_resume import json_resume_bytes

    return _write_bytes(json_resume_bytes(material, language), path)


def _write_bytes(content: bytes, path: Path) -> Written:
    import hashlib

    write_atomically(path, content, Text("Het opslaan van het cv", "Saving the CV"))
    return Written(path, 0, hashlib.sha256(content).hexdigest())
