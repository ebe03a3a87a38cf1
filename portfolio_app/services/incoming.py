"""Files that come in, one or many: attached to a record, kept as evidence, or made into activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.certificates import Recognised, recognise
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.services.evidence import FileContent
from portfolio_app.services.operations import OperationName

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio, Saved
    from portfolio_app.services.progress import Progress
    from portfolio_app.storage.history import ChangeSet

_STAGE: Final = Text("Bestanden overnemen", "Adding files")
_FOLDER: Final = Text("Dit is een map.", "This is a folder.")
_OPEN_FOLDER: Final = Text("Kies de bestanden die erin staan.", "Choose the files in it.")

Incoming = Path | FileContent


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one file.

    Attributes:
        name: of the file.
        evidence: the piece of evidence that it is now; None when it was refused.
        recognised: what its text tells of an activity.
        activity: the activity that was made of it, if one was.
        changes: what was written, in this order.
        refusal: why it was refused, if it was.
    """

    name: str
    evidence: Record | None = None
    recognised: Recognised = field(default_factory=Recognised)
    activity: Record | None = None
    changes: tuple[ChangeSet, ...] = ()
    refusal: VakdossierError | None = None


def take_in_files(
    portfolio: Portfolio,
    files: Sequence[Incoming],
    *,
    record_id: str = "",
    make_activities: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[TakenIn, ...]:
    """Take files in, each as a step of its own; one that is refused does not hold up the others.

    Args:
        portfolio: takes them in.
        files: where they are, or what is in them.
        record_id: the record to attach them to; empty for none.
        make_activities: make an activity of each of which title and day are recognised.
        progress: is told how far it is.
        cancelled: asked before each file; those that are left then are not taken in and not told of.
    """
    results: list[TakenIn] = []
    for number, file in enumerate(files):
        if cancelled():
            break
        if progress is not None:
            progress(_STAGE, number, len(files))
        results.append(_taken_in(portfolio, file, record_id, make_activities=make_activities))
    return tuple(results)


def _taken_in(portfolio: Portfolio, file: Incoming, record_id: str, *, make_activities: bool) -> TakenIn:
    try:
        if isinstance(file, Path) and file.is_dir():
            raise WrongUseError(_FOLDER, _OPEN_FOLDER)
        saved = portfolio.attach(record_id, file) if record_id else portfolio.add_evidence(file)
    except (WrongUseError, EnvironmentRefusedError) as refusal:
        return TakenIn(file.name, refusal=refusal)
    found = _recognised(portfolio, saved.record)
    if not make_activities or not found.tells_enough:
        return TakenIn(file.name, saved.record, found, changes=(saved.changes,))
    try:
        made = _made_activity(portfolio, saved.record, found)
    except WrongUseError:  # what was recognised does not make a whole; the person fills it in
        return TakenIn(file.name, saved.record, found, changes=(saved.changes,))
    return TakenIn(file.name, saved.record, found, made.record, (saved.changes, made.changes))


def activity_values(portfolio: Portfolio, evidence: Record) -> dict[str, Any]:
    """Return the values with which an activity of a piece of evidence begins that is in the portfolio already."""
    return values_for(_recognised(portfolio, evidence), evidence)


def _recognised(portfolio: Portfolio, evidence: Record) -> Recognised:
    ids = tuple(register.id for register in portfolio.registers.registers)
    return recognise(getattr(evidence, "text", ""), portfolio.clock.today(), ids)


def values_for(found: Recognised, evidence: Record) -> dict[str, Any]:
    """Return the values with which a form for an activity begins: what was recognised, and the evidence of it."""
    return {**found.values(), "evidence": (evidence.id,)}


def _made_activity(portfolio: Portfolio, evidence: Record, found: Recognised) -> Saved:
    if evidence.kind is not Evidence.kind:
        raise TypeError(f"no evidence: {evidence.kind.key}")
    values = {"activity_kind": ActivityKind.OVERIG, **values_for(found, evidence)}
    return portfolio.add(Activity.kind, values, operation=OperationName.ATTACH)
