"""What was done, when, and what it changed: the ground under undo, "as it was then", the bin and trust.

Every operation names the hash of the one before it and is hashed itself together with the hashes of its changes, so
that nothing in the middle can be altered unnoticed. The content of a change is hashed apart: when a person must be
forgotten it can be erased, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, insert, not_, select, update

from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import Plain, ValueType
from portfolio_app.storage.database import Prepared
from portfolio_app.storage.repository import RecordTitle, Repository
from portfolio_app.storage.tables import CHANGE, OPERATION, RECORD, order_terms

PlainRecord = dict[str, Plain]
Action = Literal["added", "changed", "deleted"]

_FIRST_HASH: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to one record.

    Attributes:
        kind: key of its kind.
        before: its fields before; all of them when it was deleted, the changed ones when it was changed, where a field
            that was empty is None. None when it was added, or when the content was erased.
        after: the same, after.
        erased: the content was taken out of the history for good.
    """

    kind: str
    id: str
    action: Action
    before: PlainRecord | None
    after: PlainRecord | None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one operation changed, for whoever shows records to know what to read again.

    Attributes:
        operation: its number in the history; None when nothing was changed.
        name: what was done, as a stable key.
        changes: record by record, in the order in which it was done.
    """

    operation: int | None
    name: str
    changes: tuple[RecordChange, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The keys of the kinds of which records were changed."""
        return frozenset(change.kind for change in self.changes)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the records that were changed."""
        return frozenset(change.id for change in self.changes)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the history.

    Attributes:
        name: what was done, as a stable key.
        summary: how many records of each kind were added, changed and deleted, and the subject: kind and id of the
            first of them. Words are not kept here, so that what was erased does not go on living in a summary.
        subject: what the record that stands for the operation is called now, or was called last; None when it was
            erased.
        reverses: the operation that this one undid (or the undoing that this one took back).
    """

    number: int
    name: str
    at: datetime
    summary: dict[str, Any]
    reverses: int | None
    subject: RecordTitle | None = None


@dataclass(frozen=True, slots=True)
class BinEntry:
    """A record that was deleted and can be brought back."""

    record: Record
    operation: int
    deleted_at: datetime


class History:
    """The history as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`."""
        self._connection = connection

    def operations(self, limit: int = 50, *, before: int | None = None) -> list[Operation]:
        """Return the newest operations, newest first; with `before` only those with a lower number."""
        statement = select(*_OPERATION_COLUMNS).order_by(OPERATION.c.number.desc()).limit(limit)
        if before is not None:
            statement = statement.where(OPERATION.c.number < before)
        return self._with_subjects([_operation(row) for row in self._connection.execute(statement)])

    def changes_of(self, operation: int) -> list[RecordChange]:
        """Return what an operation changed, in order."""
        return [_change(row) for row in self._connection.execute(_CHANGES_OF, {"wanted": operation})]

    def changes_to(self, record_id: str) -> list[tuple[Operation, RecordChange]]:
        """Return what happened to a record, newest first."""
        statement = (
            select(*_OPERATION_COLUMNS, *_CHANGE_COLUMNS)
            .join_from(CHANGE, OPERATION, OPERATION.c.number == CHANGE.c.operation)
            .where(CHANGE.c.record_id == record_id)
            .order_by(CHANGE.c.number.desc())
        )
        width = len(_OPERATION_COLUMNS)
        return [(_operation(row[:width]), _change(row[width:])) for row in self._connection.execute(statement)]

    def undoable(self) -> Operation | None:
        """Return the operation that `undo` would undo: the newest that was not undone already."""
        return self._first(_UNDOABLE)

    def redoable(self) -> Operation | None:
        """Return the undoing that `redo` would take back: the newest, if nothing new was done since."""
        return self._first(_REDOABLE)

    def bin(self, limit: int = 100) -> list[BinEntry]:
        """Return records that were deleted and can be brought back, the last deleted first."""
        found = (_bin_entry(row) for row in self._connection.execute(_BIN.limit(limit)))
        return [entry for entry in found if entry is not None]

    def binned(self, record_id: str) -> BinEntry | None:
        """Return a record that was deleted and can be brought back, or None."""
        row = self._connection.execute(_BIN.where(CHANGE.c.record_id == record_id)).first()
        return None if row is None else _bin_entry(row)

    def as_of(self, moment: datetime) -> Snapshot:
        """Return all records as they were at `moment`, reckoned back from today; what was erased is left out."""
        state = self._state_after(OPERATION.c.at <= stored_moment(moment))
        by_kind: dict[str, list[Record]] = {kind.key: [] for kind in KINDS}
        for record_id, (kind, plain) in state.items():
            record = record_from_history(kind, record_id, plain)
            if record is not None:
                by_kind[kind].append(record)
        return Snapshot(record for kind in KINDS for record in _in_order(kind, by_kind[kind.key]))

    def explains_everything(self) -> bool:
        """Tell whether taking back all that was ever done leaves nothing: no record was written past the history."""
        return not self._state_after(OPERATION.c.number <= 0)

    def first_broken(self) -> int | None:
        """Return the number of the first operation that is not as it was written; None when the whole chain holds."""
        previous = _FIRST_HASH
        expected = 1
        for row in self._connection.execute(_HASHED_OPERATIONS).all():
            changes = self._connection.execute(_HASHED_CHANGES, {"wanted": row.number}).all()
            for change in changes:
                if not change.erased and change.hash != _change_hash(*change[:5]):
                    return int(row.number)
            hashed = _operation_hash(previous, *row[:8], [change.hash for change in changes])
            if row.number != expected or row.previous_hash != previous or row.hash != hashed:
                return int(row.number)
            previous = row.hash
            expected += 1
        return None

    def _state_after(self, kept: ColumnElement[bool]) -> dict[str, tuple[str, PlainRecord]]:
        """Return kind and fields of all records after the operations for which `kept` holds."""
        state = {record.id: (record.kind.key, record.to_plain()) for record in Repository(self._connection).snapshot()}
        taken_back = (
            select(*_CHANGE_COLUMNS)
            .join_from(CHANGE, OPERATION, OPERATION.c.number == CHANGE.c.operation)
            .where(not_(kept))
            .order_by(CHANGE.c.number.desc())
        )
        for row in self._connection.execute(taken_back):
            _take_back(state, _change(row))
        return state

    def _first(self, statement: Any) -> Operation | None:  # noqa: ANN401 - a select of the columns of an operation
        row = self._connection.execute(statement).first()
        return None if row is None else self._with_subjects([_operation(row)])[0]

    def _with_subjects(self, operations: list[Operation]) -> list[Operation]:
        """Return the operations with what their subjects are called, which is not kept with them."""
        ids = {operation.number: operation.summary.get("subject", {}).get("id", "") for operation in operations}
        titles = Repository(self._connection).titles(ids.values())
        for record_id in set(ids.values()) - titles.keys():
            entry = self.binned(record_id)
            if entry is not None:
                record = entry.record
                titles[record_id] = RecordTitle(record.kind.key, record_id, record.title("nl"), record.title("en"))
        return [replace(operation, subject=titles.get(ids[operation.number])) for operation in operations]


def write_operation(
    connection: Connection,
    name: str,
    at: datetime,
    summary: dict[str, Any],
    changes: Sequence[RecordChange],
    *,
    reverses: int | None = None,
    is_final: bool = False,
) -> int:
    """Add an operation to the history and return its number; what came before a final one can no longer be undone."""
    last = connection.execute(_LAST).first()
    number, previous = (last.number + 1, last.hash) if last else (1, _FIRST_HASH)
    first_change = last.first_change + last.changes if last else 1
    rows = [_change_row(number, place, change) for place, change in enumerate(changes, start=first_change)]
    operation = {
        "number": number,
        "name": name,
        "at": stored_moment(at),
        "summary": _json(summary),
        "reverses": reverses,
        "is_final": int(is_final),
        "first_change": first_change,
        "changes": len(rows),
    }
    hashed = _operation_hash(previous, *operation.values(), [row["hash"] for row in rows])
    _ADD_OPERATION.run(connection, {**operation, "previous_hash": previous, "hash": hashed})
    if rows:
        _ADD_CHANGE.run(connection, *rows)
    return number


def erase_content(connection: Connection, record_ids: Iterable[str]) -> None:
    """Take what records contained out of the history for good; that something was done to them stays."""
    connection.execute(_ERASE, [{"erased_id": record_id} for record_id in record_ids])


def record_from_history(kind: str, record_id: str, plain: PlainRecord) -> Record | None:
    """Return the record that the history holds, as far as today's declarations know its kind and fields."""
    declared = _KINDS_BY_KEY.get(kind)
    if declared is None:
        return None
    known = {spec.name for spec in declared.fields}
    return declared.from_plain(record_id, {name: value for name, value in plain.items() if name in known})


def difference(before: PlainRecord, after: PlainRecord) -> tuple[PlainRecord, PlainRecord]:
    """Return the fields that differ, as they were and as they are; None for a field that says nothing."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in changed}, {name: after.get(name) for name in changed}


def with_difference(plain: PlainRecord, fields: PlainRecord) -> PlainRecord:
    """Return `plain` with some fields put to other values; None empties a field."""
    return {name: value for name, value in {**plain, **fields}.items() if value is not None}


def stored_moment(moment: datetime) -> str:
    """Return a moment as it stands in the database: all of equal length, so that they sort."""
    return moment.isoformat(timespec="microseconds")


def _in_order(kind: RecordKind, records: list[Record]) -> list[Record]:
    ordered = sorted(records, key=lambda record: record.id)
    for name, downward in reversed(order_terms(kind)):
        value_type = kind.field(name).type

        def place(record: Record, name: str = name, value_type: ValueType[Any] = value_type) -> tuple[bool, str | int]:
            stored = value_type.to_column(getattr(record, name))
            return stored is not None, stored.lower() if isinstance(stored, str) else stored or 0

        ordered.sort(key=place, reverse=downward)
    return ordered


def _take_back(state: dict[str, tuple[str, PlainRecord]], change: RecordChange) -> None:
    if change.erased or change.action == "added":
        state.pop(change.id, None)
    elif change.action == "deleted" and change.before is not None:
        state[change.id] = (change.kind, change.before)
    elif change.before is not None and change.id in state:
        kind, plain = state[change.id]
        state[change.id] = (kind, with_difference(plain, change.before))


def _change_row(operation: int, number: int, change: RecordChange) -> dict[str, Any]:
    before = None if change.before is None else _json(change.before)
    after = None if change.after is None else _json(change.after)
    return {
        "number": number,
        "operation": operation,
        "kind": change.kind,
        "record_id": change.id,
        "action": change.action,
        "before": before,
        "after": after,
        "erased": 0,
        "hash": _change_hash(change.kind, change.id, change.action, before, after),
    }


def _change_hash(*stored: str | None) -> str:
    """Return the hash of kind, id, action, before and after as they are stored."""
    return hashlib.sha256(_json(stored).encode("utf-8", "surrogatepass")).hexdigest()


def _operation_hash(*stored: object) -> str:
    """Return the hash of the previous hash, the operation's own columns and the hashes of its changes."""
    return hashlib.sha256(_json(stored).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _operation(row: Any) -> Operation:  # noqa: ANN401 - a row of the database
    number, name, at, summary, reverses = row
    return Operation(number, name, datetime.fromisoformat(at), json.loads(summary), reverses)


def _change(row: Any) -> RecordChange:  # noqa: ANN401 - a row of the database
    kind, record_id, action, before, after, erased = row
    return RecordChange(kind, record_id, action, _loaded(before), _loaded(after), erased=bool(erased))


def _bin_entry(row: Any) -> BinEntry | None:  # noqa: ANN401 - a row of the database
    record = record_from_history(row.kind, row.record_id, json.loads(row.before))
    return None if record is None else BinEntry(record, row.operation, datetime.fromisoformat(row.at))


def _loaded(stored: str | None) -> PlainRecord | None:
    return None if stored is None else json.loads(stored)


_KINDS_BY_KEY: Final[dict[str, RecordKind]] = {kind.key: kind for kind in KINDS}
_OPERATION_COLUMNS: Final = (
    OPERATION.c.number,
    OPERATION.c.name,
    OPERATION.c.at,
    OPERATION.c.summary,
    OPERATION.c.reverses,
)
_CHANGE_COLUMNS: Final = (
    CHANGE.c.kind,
    CHANGE.c.record_id,
    CHANGE.c.action,
    CHANGE.c.before,
    CHANGE.c.after,
    CHANGE.c.erased,
)
_LAST: Final = (
    select(OPERATION.c.number, OPERATION.c.hash, OPERATION.c.first_change, OPERATION.c.changes)
    .order_by(OPERATION.c.number.desc())
    .limit(1)
)
_ADD_OPERATION: Final = Prepared(insert(OPERATION))
_ADD_CHANGE: Final = Prepared(insert(CHANGE))
_HASHED_OPERATIONS: Final = select(
    *_OPERATION_COLUMNS,
    OPERATION.c.is_final,
    OPERATION.c.first_change,
    OPERATION.c.changes,
    OPERATION.c.previous_hash,
    OPERATION.c.hash,
).order_by(OPERATION.c.number)
# The changes of an operation stand in a row, so that no index is needed to find them.
_changes_of_wanted: Final = (
    CHANGE.c.number >= OPERATION.c.first_change,
    CHANGE.c.number < OPERATION.c.first_change + OPERATION.c.changes,
    OPERATION.c.number == bindparam("wanted"),
)
_CHANGES_OF: Final = select(*_CHANGE_COLUMNS).where(*_changes_of_wanted).order_by(CHANGE.c.number)
_HASHED_CHANGES: Final = select(*_CHANGE_COLUMNS, CHANGE.c.hash).where(*_changes_of_wanted).order_by(CHANGE.c.number)
_ERASE: Final = (
    update(CHANGE).where(CHANGE.c.record_id == bindparam("erased_id")).values(before=None, after=None, erased=1)
)

_undoing = OPERATION.alias("undoing")
_redoing = OPERATION.alias("redoing")
_latest = OPERATION.alias("latest")
_was_redone: Final = exists().where(_redoing.c.reverses == _undoing.c.number)
_UNDOABLE: Final = (
    select(*_OPERATION_COLUMNS)
    .where(
        OPERATION.c.reverses.is_(None),
        OPERATION.c.number
        > select(func.coalesce(func.max(_latest.c.number), 0)).where(_latest.c.is_final == 1).scalar_subquery(),
        ~exists().where(and_(_undoing.c.reverses == OPERATION.c.number, ~_was_redone)),
    )
    .order_by(OPERATION.c.number.desc())
    .limit(1)
)
# What undoes an operation that itself undoes nothing, was not taken back, and is newer than all else that was done.
_REDOABLE: Final = (
    select(*(_undoing.c[column.name] for column in _OPERATION_COLUMNS))
    .join_from(_undoing, OPERATION, OPERATION.c.number == _undoing.c.reverses)
    .where(
        OPERATION.c.reverses.is_(None),
        ~_was_redone,
        _undoing.c.number
        > select(func.coalesce(func.max(_latest.c.number), 0)).where(_latest.c.reverses.is_(None)).scalar_subquery(),
    )
    .order_by(_undoing.c.number.desc())
    .limit(1)
)

_later = CHANGE.alias("later")
_BIN: Final = (
    select(CHANGE.c.kind, CHANGE.c.record_id, CHANGE.c.before, CHANGE.c.operation, OPERATION.c.at)
    .join_from(CHANGE, OPERATION, OPERATION.c.number == CHANGE.c.operation)
    .where(
        CHANGE.c.action == "deleted",
        CHANGE.c.erased == 0,
        ~exists().where(RECORD.c.id == CHANGE.c.record_id),
        ~exists().where(and_(_later.c.record_id == CHANGE.c.record_id, _later.c.operation > CHANGE.c.operation)),
    )
    .order_by(CHANGE.c.number.desc())
)
