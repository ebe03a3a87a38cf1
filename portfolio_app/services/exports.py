"""Documents from a portfolio: snapshot, audience filter, builder, writer, and the entry in the log of what left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.permissions import permission_numbers
from portfolio_app.domain.records.cv_view import CvLanguage, CvView
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.rules import Period, RegisterStanding, standings
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.evidence import ReadyEvidence
from portfolio_app.services.looking_back import state_of, withheld_since
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.builders import CvMaterial, PastState, SignedBy
    from portfolio_app.documents.signing import Credentials
    from portfolio_app.services.portfolio import Portfolio

_COLLECTING = Text("Gegevens verzamelen", "Collecting records")
_STAGES = {
    "text": Text("Bladzijden opmaken", "Setting pages"),
    "annexes": Text("Bijlagen plaatsen", "Placing annexes"),
    "save": Text("Opslaan", "Saving"),
}
_FILE_GONE = Text(
    "{name}: het bestand dat er toen bij hoorde, is niet meer in de kluis.",
    "{name}: the file that belonged to it then is no longer in the vault.",
)
_WITHHELD_SINCE = Text(
    "Let op: aantal gegevens in dit document dat sindsdien is verwijderd of afgeschermd: {n}.",
    "Mind: number of records in this document that were deleted or withheld since: {n}.",
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What a dossier is signed with: a file with certificate and key (PKCS#12), and its own passphrase."""

    certificate: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """A dossier to be made.

    Attributes:
        register: id of the register.
        path: the PDF to write.
        first: first day of the period; the register's own current period when None.
        last: last day of the period.
        dated: the day of the dossier, by which everything is judged; `as_of` or today when None.
        language: of what the program itself words.
        recipient: for the log.
        signing: sign it digitally with this; not when None.
        as_of: of the records as they were at the end of this day; as they are now when None.
    """

    register: str
    path: Path
    first: date | None = None
    last: date | None = None
    dated: date | None = None
    language: Language = "nl"
    with_photo: bool = False
    with_details: bool = True
    with_annexes: bool = True
    place: str = ""
    recipient: str = ""
    signing: SigningKey | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class CvRequest:
    """A CV to be made.

    Attributes:
        view: name or id of the view; see `CvView`.
        path: the file to write; its ending says as what: `.pdf`, `.docx` or `.json`.
        dated: the day of the CV; `as_of` or today when None.
        language: the view's language when None.
        recipient: for the log.
        as_of: of the records as they were at the end of this day; as they are now when None.
    """

    view: str
    path: Path
    dated: date | None = None
    language: Language | None = None
    recipient: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was written.

    Attributes:
        path: the file.
        pages: how many pages; 0 where the format has none of its own.
        sha256: of the file, as the log has it.
        problems: what could not be shown as it is, each in one sentence.
    """

    path: Path
    pages: int
    sha256: str
    problems: tuple[Text, ...] = ()


def write_dossier(
    portfolio: Portfolio,
    request: DossierRequest,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Written:
    """Write the dossier for a register and enter it in the log of what left.

    Raises:
        WrongUseError: the register is unknown, there is no person or no period, or a text holds unknown characters.
        EnvironmentRefusedError: evidence is missing or damaged, or the file cannot be written; nothing was written.
        CertificateRefusedError: it cannot be signed with that certificate now; nothing was written.
        WrongCertificatePassphraseError: the passphrase is not that of the certificate's file; nothing was written.
        StoppedError: `cancelled` said so; nothing was written.
    """
    from portfolio_app.documents.builders import DossierMaterial, DossierOptions, RegisterData, build_dossier

    refuse_folderless(request.path, (".pdf",))
    register = portfolio.known_register(request.register)
    if register is None:
        raise WrongUseError(
            Text("Noem het register waarvoor het dossier is.", "Name the register that the dossier is for.")
        )
    signature = None if request.signing is None else _Signature.opened(request.signing, portfolio.clock, request.place)
    dated = request.dated or request.as_of or portfolio.clock.today()
    progress(_COLLECTING, 0, 1)
    everything, past = _records(portfolio, request.as_of)
    _person(everything)
    period, judged = _judged(portfolio, everything, register, request, dated)
    seen = everything.for_audience(Audience.REGISTER)
    ready = ReadyEvidence(portfolio.vault.evidence, portfolio.intake)
    material = DossierMaterial(
        snapshot=seen,
        standings=judged,
        permissions=permission_numbers(everything, period.start, min(period.end, dated)),
        register=RegisterData.of(portfolio.registers, register),
        first=period.start,
        last=period.end,
        dated=dated,
        read_evidence=portfolio.read_evidence,
        past=past,
        evidence_pages=ready.pages,
        evidence_head=ready.head,
    )
    document = build_dossier(
        material,
        DossierOptions(
            language=request.language,
            with_photo=request.with_photo,
            sections=()
            if request.with_details
            else tuple(each for each in DossierSection if each is not DossierSection.DETAILS),
            with_annexes=request.with_annexes,
            place=request.place,
            signed_by=signature.named() if signature else None,
        ),
    )
    written = _write_pdf(document, request.path, progress, cancelled, signature.put if signature else None)
    written = _told_of_past(portfolio, written, past, seen, Audience.REGISTER)
    _log(
        portfolio,
        written,
        {
            "document_kind": DocumentKind.DOSSIER,
            "register": (register,),
            "period_start": period.start,
            "period_end": period.end,
            "recipient": request.recipient,
            "made_on": _made_on(portfolio, past, dated),
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
        WrongUseError: there is no such view or no person, or the file's ending is not known.
        EnvironmentRefusedError: the file cannot be written; nothing was written.
        StoppedError: `cancelled` said so; nothing was written.
    """
    from portfolio_app.documents.builders import CvMaterial, RegisterData, build_cv

    refuse_folderless(request.path, (".pdf", ".docx", ".json"))
    dated = request.dated or request.as_of or portfolio.clock.today()
    progress(_COLLECTING, 0, 1)
    everything, past = _records(portfolio, request.as_of)
    view = view_called(everything, request.view)
    language: Language = request.language or ("en" if view.language is CvLanguage.EN else "nl")
    audience = view.audience if isinstance(view.audience, Audience) else Audience.PUBLIC
    seen = everything.for_audience(audience)
    person = _person(seen)
    photo = seen.get(person.photo, Evidence) if view.show_photo else None
    material = CvMaterial(
        snapshot=seen,
        view=view,
        describe=RegisterData.describer(portfolio.registers),
        dated=dated,
        photo=portfolio.read_evidence(photo) if photo and photo.sha256 else None,
        past=past,
    )
    if request.path.suffix.lower() == ".json":
        written = _write_json(material, language, request.path)
    else:
        document = build_cv(material, language)
        if request.path.suffix.lower() == ".docx":
            written = _write_docx(document, request.path)
        else:
            written = _write_pdf(document, request.path, progress, cancelled)
    written = _told_of_past(portfolio, written, past, seen, audience)
    _log(
        portfolio,
        written,
        {
            "document_kind": DocumentKind.CV,
            "version": view.name,
            "recipient": request.recipient,
            "made_on": _made_on(portfolio, past, dated),
        },
    )
    return written


def view_called(snapshot: Snapshot, name: str) -> CvView:
    """Return the CV view with that name or id; where nobody made views yet, `client`, `register` and `full` are there.

    Raises:
        WrongUseError: there is no such view; names those that there are.
    """
    views = snapshot.of(CvView) or usual_views()
    for view in views:
        if name.casefold() in (view.name.casefold(), view.id):
            return view
    raise WrongUseError(
        Text("Er is geen cv-versie “{name}”. Wel: {known}.", "There is no CV view “{name}”. There are: {known}.").fill(
            name=name[:40], known=", ".join(view.name for view in views)
        )
    )


def usual_views() -> tuple[CvView, ...]:
    """Return the views that everybody has until they make their own."""
    return (
        CvView(id="view-client", name="client", audience=Audience.PUBLIC, show_photo=True, training_years=3),
        CvView(id="view-register", name="register", audience=Audience.REGISTER, training_years=5),
        CvView(id="view-full", name="full", audience=Audience.REGISTER, show_photo=True),
    )


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


def _records(portfolio: Portfolio, as_of: date | None) -> tuple[Snapshot, PastState | None]:
    """Return the records that a document is made of; of a day in the past, also what has to be told of that."""
    if as_of is None:
        return portfolio.snapshot(), None
    from portfolio_app.documents.builders import PastState

    then = state_of(portfolio, as_of)
    return then.snapshot, PastState(then.day, then.without_file)


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


def _person(snapshot: Snapshot) -> Person:
    person = snapshot.only(Person)
    if person is None:
        raise WrongUseError(
            Text("Uw persoonsgegevens zijn nog leeg.", "Your personal details are still empty."),
            Text("Vul ze eerst in.", "Fill them in first."),
        )
    return person


def _judged(
    portfolio: Portfolio, snapshot: Snapshot, register: str, request: DossierRequest, dated: date
) -> tuple[Period, tuple[RegisterStanding, ...]]:
    """Return the period of the dossier, and how the register judges it."""
    first, last = request.first, request.last
    if first is None or last is None:
        current = standings(portfolio.rule_sets, snapshot, dated, register)
        if not current:
            raise WrongUseError(
                Text(
                    "Bij dit register staat geen registratie; de periode is niet bekend.",
                    "There is no registration for this register; the period is not known.",
                ),
                Text("Noem de eerste en de laatste dag.", "Name the first and the last day."),
            )
        period = current[0].period
        if first is None and last is None:
            return period, current
        first, last = first or period.start, last or period.end
    if last < first:
        raise WrongUseError(Text("De periode eindigt voor zij begint.", "The period ends before it starts."))
    period = Period(first, last)
    return period, standings(portfolio.rule_sets, snapshot, dated, register, period=period)


@dataclass(frozen=True, slots=True)
class _Signature:
    """The digital signature that a dossier is to bear."""

    credentials: Credentials
    clock: Clock
    place: str

    @classmethod
    def opened(cls, key: SigningKey, clock: Clock, place: str) -> _Signature:
        from portfolio_app.documents.signing import LARGEST_PKCS12, open_credentials

        try:
            with key.certificate.open("rb") as file:
                content = file.read(LARGEST_PKCS12 + 1)
        except OSError as error:
            raise refusal_from(error, Text("Het lezen van het certificaat", "Reading the certificate")) from error
        return cls(open_credentials(content, key.passphrase, clock.now()), clock, place)

    def named(self) -> SignedBy:
        from portfolio_app.documents.builders import SignedBy

        return SignedBy(self.credentials.name, self.credentials.issuer, self.clock.today())

    def put(self, file: BinaryIO) -> None:
        from portfolio_app.documents.signing import sign

        sign(file, self.credentials, self.clock.now(), self.place)


def _write_pdf(
    document: Document,
    path: Path,
    progress: Progress,
    cancelled: Cancelled,
    finish: Callable[[BinaryIO], None] | None = None,
) -> Written:
    from portfolio_app.documents.pdf import WritingCancelledError, write_pdf

    def tell(stage: str, done: int, total: int) -> None:
        progress(_STAGES[stage], done, total)

    try:
        result = write_pdf(document, path, progress=tell, cancelled=cancelled, finish=finish)
    except WritingCancelledError as stopped:
        raise StoppedError from stopped
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
    known = {"file_name": written.path.name[-255:], "sha256": written.sha256, "pages": written.pages or None}
    if not portfolio.vault.read_only:
        portfolio.add(Outgoing.kind, {**known, **values}, operation=OperationName.EXPORT)
