"""The making of the files themselves: written whole or not at all, and entered in the log of what left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.exports.preparing import PreparedCv, PreparedDossier, prepare_cv, prepare_dossier
from portfolio_app.services.exports.privacy import cleared_cv, cleared_dossier
from portfolio_app.services.exports.requests import CvRequest, DossierRequest, SigningKey, Written
from portfolio_app.services.looking_back import withheld_since
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import COLLECTING, Cancelled, Progress, StoppedError, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.builders import CvMaterial, PastState, SignedBy
    from portfolio_app.documents.pdf import PdfResult
    from portfolio_app.documents.signing import Credentials
    from portfolio_app.services.portfolio import Portfolio

_STAGES: Final = {
    "text": Text("Bladzijden opmaken", "Setting pages"),
    "annexes": Text("Bijlagen plaatsen", "Placing annexes"),
    "save": Text("Opslaan", "Saving"),
}
_FILE_GONE: Final = Text(
    "{name}: het bestand dat er toen bij hoorde, is niet meer in de kluis.",
    "{name}: the file that belonged to it then is no longer in the vault.",
)
_WITHHELD_SINCE: Final = Text(
    "Let op: aantal gegevens in dit document dat sindsdien is verwijderd of afgeschermd: {n}.",
    "Mind: number of records in this document that were deleted or withheld since: {n}.",
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
    path = writable_path(request.path, _DOSSIER_ENDINGS)
    signature = None if request.signing is None else _Signature.opened(request.signing, portfolio.clock)
    progress(COLLECTING, 0, 1)
    prepared = prepare_dossier(portfolio, request)
    shown = cleared_dossier(prepared, progress, cancelled)
    document = dossier_document(portfolio, shown, signature.named() if signature else None)
    finish = partial(signature.put, place=shown.request.place) if signature else None
    written = _write_pdf(document, path, progress, cancelled, finish)
    written = _told_of_past(portfolio, written, prepared.past, prepared.seen, Audience.REGISTER)
    _log(
        portfolio,
        written,
        {
            "document_kind": DocumentKind.DOSSIER,
            "register": (prepared.register,),
            "period_start": prepared.period.start,
            "period_end": prepared.period.end,
            "recipient": request.recipient,
            "made_on": _made_on(portfolio, prepared.past, prepared.dated),
            "sections": request.sections,
            "left_out": request.left_out,
        },
    )
    return written


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
    path = writable_path(request.path, _CV_ENDINGS)
    progress(COLLECTING, 0, 1)
    prepared = prepare_cv(portfolio, request)
    material = cv_material(portfolio, prepared, progress, cancelled)
    match path.suffix.lower():
        case ".json":
            written = _write_json(material, prepared.language, path)
        case ".docx":
            written = _write_docx(_cv(material, prepared.language), path)
        case _:
            written = _write_pdf(_cv(material, prepared.language), path, progress, cancelled)
    written = _told_of_past(portfolio, written, prepared.past, prepared.seen, prepared.audience)
    _log(
        portfolio,
        written,
        {
            "document_kind": DocumentKind.CV,
            "version": prepared.view.name,
            "recipient": request.recipient,
            "made_on": _made_on(portfolio, prepared.past, prepared.dated),
        },
    )
    return written


def dossier_document(portfolio: Portfolio, cleared: PreparedDossier, signed_by: SignedBy | None = None) -> Document:
    """Return a dossier that passed the privacy check, as a document to be written or looked at.

    Raises:
        EnvironmentRefusedError: as `write_dossier`.
    """
    from portfolio_app.documents.builders import build_dossier

    return build_dossier(cleared.material(portfolio), cleared.options(signed_by))


def cv_material(
    portfolio: Portfolio,
    prepared: PreparedCv,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> CvMaterial:
    """Return what a CV is made of, after it passed the privacy check.

    Raises:
        PersonalDataFoundError, EnvironmentRefusedError, StoppedError: as `write_cv`.
    """
    return cleared_cv(prepared, progress, cancelled).material(portfolio)


def pdf_into(target: Path | BinaryIO, document: Document, progress: Progress, cancelled: Cancelled) -> PdfResult:
    """Write a document as PDF to a file or into memory, without a signature and without an entry in the log.

    Raises:
        StoppedError: `cancelled` said so.
        EnvironmentRefusedError: the system refused.
    """
    return _pdf(target, document, progress, cancelled, None)


def writable_path(path: Path | None, endings: tuple[str, ...]) -> Path:
    """Return the target, after refusing one that cannot do before any work is done for it.

    Raises:
        WrongUseError: there is none, its ending is not one of `endings`, or its folder does not exist.
    """
    if path is None:
        raise WrongUseError(Text("Noem het bestand om te maken.", "Name the file to make."))
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


def _told_of_past(
    portfolio: Portfolio, written: Written, past: PastState | None, seen: Snapshot, audience: Audience
) -> Written:
    """Add to what was written of the past what its owner should know before it goes to anybody."""
    if past is None:
        return written
    without_file = seen.all_of(sorted(past.without_file), Evidence)
    problems = [*written.problems, *(_FILE_GONE.fill(name=evidence.name) for evidence in without_file)]
    withheld = withheld_since(seen, portfolio.snapshot(), audience)
    if withheld:
        problems.append(_WITHHELD_SINCE.fill(n=withheld))
    return replace(written, problems=tuple(problems))


def _made_on(portfolio: Portfolio, past: PastState | None, dated: date) -> date:
    """Return the day for the log of what left: a document of the past leaves today all the same."""
    return portfolio.clock.today() if past else dated


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

    def put(self, file: BinaryIO, place: str) -> None:
        from portfolio_app.documents.signing import sign

        sign(file, self.credentials, self.clock.now(), place)


def _cv(material: CvMaterial, language: Language) -> Document:
    from portfolio_app.documents.builders import build_cv

    return build_cv(material, language)


def _pdf(
    target: Path | BinaryIO,
    document: Document,
    progress: Progress,
    cancelled: Cancelled,
    finish: Callable[[BinaryIO], None] | None,
) -> PdfResult:
    from portfolio_app.documents.pdf import WritingCancelledError, write_pdf

    def tell(stage: str, done: int, total: int) -> None:
        progress(_STAGES[stage], done, total)

    try:
        return write_pdf(document, target, progress=tell, cancelled=cancelled, finish=finish)
    except WritingCancelledError as stopped:
        raise StoppedError from stopped


def _write_pdf(
    document: Document,
    path: Path,
    progress: Progress,
    cancelled: Cancelled,
    finish: Callable[[BinaryIO], None] | None = None,
) -> Written:
    result = _pdf(path, document, progress, cancelled, finish)
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


def _log(portfolio: Portfolio, written: Written, values: dict[str, object]) -> None:
    known = {
        "file_name": written.path.name[-255:],
        "folder": str(written.path.absolute().parent)[:1000],
        "sha256": written.sha256,
        "pages": written.pages or None,
    }
    if not portfolio.vault.read_only:
        portfolio.add(Outgoing.kind, {**known, **values}, operation=OperationName.EXPORT)
