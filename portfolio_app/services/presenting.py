"""Showing the CV to a client on the screen: only what is public, logged, and left only by who knows the passphrase."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.outgoing import DocumentKind
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.exports import CvRequest, cleared_cv, prepare_cv, usual_views
from portfolio_app.services.exports.leaving import enter
from portfolio_app.services.printing import pdf_in_memory
from portfolio_app.services.progress import Cancelled, Progress, never_cancelled, no_progress
from portfolio_app.storage.errors import WrongPassphraseError

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_SHOWN = Text("Op het scherm laten zien", "Shown on the screen")


@dataclass(frozen=True, slots=True)
class ShownCv:
    """The CV as a client may see it.

    Attributes:
        pdf: its pages.
        view: the name of the view.
        language: of the CV.
        current_on: the day on which its owner last confirmed it; the day of showing when that never happened.
        confirmed: its owner confirmed it on that day.
        problem: what could not be shown, for its owner; None when nothing.
    """

    pdf: bytes
    view: str
    language: Language
    current_on: date
    confirmed: bool
    problem: VakdossierError | None = None


def public_views(snapshot: Snapshot) -> tuple[CvView, ...]:
    """Return the views of the CV that were made for the public."""
    views = snapshot.of(CvView) or usual_views()
    return tuple(view for view in views if view.audience is Audience.PUBLIC)


def views_for_clients(portfolio: Portfolio) -> tuple[str, ...]:
    """Return the names of the views of the CV that a client may see."""
    return tuple(view.name for view in public_views(portfolio.snapshot()))


def cv_for_client(
    portfolio: Portfolio,
    view_name: str,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ShownCv:
    """Return the CV by one of its public views; the audience filter is that of the public, whatever the view says.

    Raises:
        WrongUseError: there is no such view, or it is not for the public, or the person is not filled in.
        StoppedError: `cancelled` said so.
    """
    from portfolio_app.documents.builders import CvMaterial, RegisterData, build_cv

    # A client waits: what the privacy check finds and nobody decided of is covered rather than asked.
    prepared = prepare_cv(portfolio, CvRequest(view_name, mask=True))
    view = prepared.view
    if view.audience is not Audience.PUBLIC:
        raise WrongUseError(
            Text("Deze cv-versie is niet voor cliënten.", "This view of the CV is not for clients."),
            Text("Kies een versie die openbaar is.", "Choose a view that is public."),
        )
    seen = cleared_cv(prepared, progress, cancelled).seen
    person = seen.only(Person)
    today = portfolio.clock.today()
    language = prepared.language
    photo, problem = _portrait(portfolio, seen, person) if person and view.show_photo else (None, None)
    material = CvMaterial(
        snapshot=seen,
        view=view,
        describe=RegisterData.describer(portfolio.registers),
        dated=today,
        photo=photo,
    )
    pdf = pdf_in_memory(build_cv(material, language), progress, cancelled)
    confirmed = person.cv_confirmed_on if person else None
    return ShownCv(pdf, view.name, language, confirmed or today, confirmed is not None, problem)


def note_shown(portfolio: Portfolio, shown: ShownCv, recipient: str) -> None:
    """Enter in the log of what left that this CV was shown, to whom, today; nothing in a vault that is read only."""
    values = {**_entry(portfolio, shown, recipient), "ground": _SHOWN.say(shown.language)}
    enter(portfolio, values, _hash(shown))


def hand_over(portfolio: Portfolio, shown: ShownCv, folder: Path, recipient: str) -> Path:
    """Write the CV that is shown as a PDF in `folder`, under a name that is free, and enter it in the log.

    Returns:
        The file.

    Raises:
        EnvironmentRefusedError: the file cannot be written; nothing was written.
    """
    from portfolio_app.common.atomic import write_atomically

    day = portfolio.clock.today()
    target = _free(folder, f"cv-{day.isoformat()}")
    write_atomically(target, shown.pdf, Text("Het opslaan van het cv", "Saving the CV"))
    enter(portfolio, _entry(portfolio, shown, recipient), _hash(shown), target)
    return target


def _entry(portfolio: Portfolio, shown: ShownCv, recipient: str) -> dict[str, object]:
    return {
        "document_kind": DocumentKind.CV,
        "version": shown.view,
        "recipient": recipient,
        "made_on": portfolio.clock.today(),
    }


def _hash(shown: ShownCv) -> str:
    return hashlib.sha256(shown.pdf).hexdigest()


def is_passphrase(portfolio: Portfolio, passphrase: str) -> bool:
    """Tell whether `passphrase` opens the vault that is open now; takes the time that guessing is to take."""
    from portfolio_app.storage.header import read_header
    from portfolio_app.storage.vault import Secret

    if not passphrase:
        return False
    try:
        Secret(passphrase=passphrase).unlock(read_header(portfolio.vault.path).header)
    except WrongPassphraseError:
        return False
    return True


def _portrait(portfolio: Portfolio, seen: Snapshot, person: Person) -> tuple[bytes | None, VakdossierError | None]:
    """Return the portrait; a client who waits sees the CV without it when its file is missing or damaged."""
    photo = seen.get(person.photo, Evidence)
    if photo is None or not photo.sha256:
        return None, None
    try:
        return portfolio.read_evidence(photo), None
    except EnvironmentRefusedError as error:
        return None, error


def _free(folder: Path, stem: str) -> Path:
    target, number = folder / f"{stem}.pdf", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}.pdf", number + 1
    return target
