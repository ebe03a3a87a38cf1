"""What changed since a dossier left: the records that it held then against those that it would hold now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.services.exports.preparing import prepare_dossier
from portfolio_app.services.exports.requests import DossierRequest

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_NO_DOSSIER: Final = Text(
    "Dit uitgegane document is geen dossier van een register.",
    "This outgoing document is not a dossier for a register.",
)
_NOT_KNOWN: Final = Text(
    "Van dit dossier is niet bekend wat erin stond: het is niet met dit portfolio gemaakt.",
    "What this dossier contained is not known: it was not made from this portfolio.",
)


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record that a dossier would now show otherwise.

    Attributes:
        record: as it is now; as it was, when it stands in it no longer.
        fields: the labels of the fields that differ, as far as the register may see them.
    """

    record: Record
    fields: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What the same dossier would hold now and did not then, and the other way round.

    Attributes:
        outgoing: the dossier that left.
        at: when it left.
        added: what would come with it.
        changed: what would be told otherwise.
        removed: what would no longer stand in it.
    """

    outgoing: Outgoing
    at: datetime
    added: tuple[ChangedRecord, ...]
    changed: tuple[ChangedRecord, ...]
    removed: tuple[ChangedRecord, ...]

    @property
    def nothing(self) -> bool:
        """Whether it would be the same."""
        return not (self.added or self.changed or self.removed)


def changes_since(portfolio: Portfolio, outgoing_id: str) -> ChangesSince:
    """Return what changed in the records of a dossier since it left, in its period and its sections.

    Raises:
        WrongUseError: it is no dossier, or was not made from this portfolio.
    """
    outgoing = portfolio.record(Outgoing.kind, outgoing_id)
    if (
        not isinstance(outgoing, Outgoing)
        or outgoing.document_kind is not DocumentKind.DOSSIER
        or not (outgoing.register and outgoing.period_start and outgoing.period_end)
    ):
        raise WrongUseError(_NO_DOSSIER)
    at = _left_at(portfolio, outgoing)
    then = _held(portfolio, outgoing, then=at)
    now = _held(portfolio, outgoing)
    return ChangesSince(
        outgoing,
        at,
        tuple(ChangedRecord(record) for record_id, record in now.items() if record_id not in then),
        tuple(
            ChangedRecord(record, differing)
            for record_id, record in now.items()
            if record_id in then and (differing := _differing(then[record_id], record))
        ),
        tuple(ChangedRecord(record) for record_id, record in then.items() if record_id not in now),
    )


def _left_at(portfolio: Portfolio, outgoing: Outgoing) -> datetime:
    """Return when the entry of a dossier was made by the making of the dossier itself."""
    with portfolio.vault.storage.reading() as now:
        for operation, change in reversed(now.history.changes_to(outgoing.id)):
            if change.action == "added" and operation.name == "export":
                return operation.at
    raise WrongUseError(_NOT_KNOWN)


def _held(portfolio: Portfolio, outgoing: Outgoing, then: datetime | None = None) -> dict[str, Record]:
    everything = portfolio.snapshot() if then is None else portfolio.vault.storage.as_of(then)
    known = {record.id for record in everything}
    request = DossierRequest(
        register=outgoing.register[0],
        first=outgoing.period_start,
        last=outgoing.period_end,
        dated=outgoing.made_on,
        sections=tuple(each for each in outgoing.sections if isinstance(each, DossierSection)),
        left_out=tuple(each for each in outgoing.left_out if each in known),
    )
    selection = prepare_dossier(portfolio, request, everything).selection
    records = (*selection.records(), *(place.evidence for place in selection.annexes))
    return {record.id: record for record in records}


def _differing(then: Record, now: Record) -> tuple[Text, ...]:
    return tuple(spec.label for spec in now.kind.fields if getattr(then, spec.name) != getattr(now, spec.name))
