"""Many records at once: a field changed, looked at first, or all deleted; one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.values import Choices, Codes, References
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress
from portfolio_app.services.validation import refuse_unknown_codes
from portfolio_app.storage.repository import ListQuery

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

T = TypeVar("T")

_CHANGING: Final = Text("Gegevens wijzigen", "Changing records")
_DELETING: Final = Text("Gegevens verwijderen", "Deleting records")
_TOLD_EVERY: Final = 50


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What becomes of one field.

    Attributes:
        field: its name.
        value: of the field's own type.
        adding: the value comes to what is there already; only for fields that hold several (`can_add`).
    """

    field: str
    value: Any
    adding: bool = False


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a change would do.

    Attributes:
        changed: how many records would be changed.
        same: how many have the value already.
        refused: how many cannot have it; with one of these the change is not made.
        reason: why the first of these cannot.
    """

    changed: int
    same: int
    refused: int
    reason: Text | None = None


def can_add(spec: FieldSpec) -> bool:
    """Tell whether a field holds several values, to which others can be added."""
    return isinstance(spec.type, References | Codes | Choices)


def preview(portfolio: Portfolio, kind: RecordKind, ids: Sequence[str], change: BulkChange) -> BulkPreview:
    """Return what a change would do to the records with these ids."""
    changed = same = refused = 0
    reason: Text | None = None
    for record in portfolio.records(kind, ListQuery(ids=tuple(ids))).records:
        after = _after(record, change)
        problems = after.problems()
        if after == record:
            same += 1
        elif problems:
            refused += 1
            reason = reason or problems[0].problem
        else:
            changed += 1
    return BulkPreview(changed, same, refused, reason)


def apply(
    portfolio: Portfolio,
    kind: RecordKind,
    ids: Sequence[str],
    change: BulkChange,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ChangeSet:
    """Make a change to the records with these ids, in one step.

    Raises:
        WrongUseError: one of them cannot have the value; none was changed.
        StoppedError: `cancelled` said so; none was changed.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    registers, rule_sets = portfolio.registers, portfolio.rule_sets
    with portfolio.vault.storage.transaction(OperationName.CHANGE) as unit:
        records = unit.records.all(kind.record_type, ListQuery(ids=tuple(ids)))
        for before in _stoppable(records, _CHANGING, progress, cancelled):
            after = _after(before, change)
            if after != before:
                refuse_unknown_codes(after, before, registers, rule_sets)
                unit.update(after)
    return unit.change_set


def delete(
    portfolio: Portfolio,
    ids: Sequence[str],
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ChangeSet:
    """Delete records with their parts, in one step; links to them from other records are taken out.

    Raises:
        WrongUseError: there is no such record, or another cannot be without it; nothing changed.
        StoppedError: `cancelled` said so; nothing changed.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    with portfolio.vault.storage.transaction(OperationName.DELETE) as unit:
        for record_id in _stoppable(tuple(dict.fromkeys(ids)), _DELETING, progress, cancelled):
            unit.delete(record_id)
    return unit.change_set


def _stoppable(items: Sequence[T], stage: Text, progress: Progress, cancelled: Cancelled) -> Iterator[T]:
    """Yield items, tell now and then how far that is, and stop when that is asked, also after the last."""
    for done, item in enumerate(items):
        if done % _TOLD_EVERY == 0:
            if cancelled():
                raise StoppedError
            progress(stage, done, len(items))
        yield item
    if cancelled():
        raise StoppedError


def _after(record: Record, change: BulkChange) -> Record:
    value = change.value
    if change.adding:
        value = tuple(dict.fromkeys((*getattr(record, change.field), *value)))
    return record.with_values(**{change.field: value})
