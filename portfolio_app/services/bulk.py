"""One field changed in many records at once: looked at first, then done as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.values import Choices, Codes, References
from portfolio_app.services.operations import OperationName
from portfolio_app.services.validation import refuse_unknown_codes
from portfolio_app.storage.repository import ListQuery

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet


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


def apply(portfolio: Portfolio, kind: RecordKind, ids: Sequence[str], change: BulkChange) -> ChangeSet:
    """Make a change to the records with these ids, in one step.

    Raises:
        WrongUseError: one of them cannot have the value; none was changed.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    registers, rule_sets = portfolio.registers, portfolio.rule_sets
    with portfolio.vault.storage.transaction(OperationName.CHANGE) as unit:
        for before in unit.records.all(kind.record_type, ListQuery(ids=tuple(ids))):
            after = _after(before, change)
            if after != before:
                refuse_unknown_codes(after, before, registers, rule_sets)
                unit.update(after)
    return unit.change_set


def _after(record: Record, change: BulkChange) -> Record:
    value = change.value
    if change.adding:
        value = tuple(dict.fromkeys((*getattr(record, change.field), *value)))
    return record.with_values(**{change.field: value})
