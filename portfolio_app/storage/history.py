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

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, insert, select, update

from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import Plain
from portfolio_app.storage.database import Prepared
from portfolio_app.storage.repository import RecordTitle, Repository
from portfolio_app.storage.tables import CHANGE, OPERATION, RECORD

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
        is_undone: it was undone and not done again; only `Past` tells.
    """

    number: int
    name: str
    at: datetime
    summary: dict[str, Any]
    reverses: int | None
    subject: RecordTitle | None = None
    is_undone: bool = False


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
        statement = select(*OPERATION_COLUMNS).order_by(OPERATION.c.number.desc()).limit(limit)
        if before is not None:
            statement = statement.where(OPERATION.c.number < before)
        return self.with_subjects([operation_of(row) for row in self._connection.execute(statement)])

    def changes_of(self, operation: int) -> list[RecordChange]:
        """Return what an operation changed, in order."""
        return [change_of(row) for row in self._connection.execute(_CHANGES_OF, {"wanted": operation})]

    def changes_to(self, record_id: str) -> list[tuple[Operation, RecordChange]]:
        """Return what happened to a record, newest first."""
        statement = (
            select(*OPERATION_COLUMNS, *CHANGE_COLUMNS)
            .join_from(CHANGE, OPERATION, OPERATION.c.number == CHANGE.c.operation)
            .where(CHANGE.c.record_id == record_id)
            .order_by(CHANGE.c.number.desc())
        )
        width = len(OPERATION_COLUMNS)
        return [(operation_of(row[:width]), change_of(row[width:])) for row in self._connection.execute(statement)]

    def undoable(self) -> Operation | None:
        """Return the operation that `undo` would undo: the newest that was not undone already."""
        return self._first(_UNDOABLE)

    def redoable(self) -> Operation | None:
        """Return the undoing that `redo` would take back: the newest, if nothing new was done since."""
        return self._first(_REDOABLE)

    def binned(self, record_id: str) -> BinEntry | None:
        """Return a record that was deleted and can be brought back, or None."""
        row = self._connection.execute(BIN.where(CHANGE.c.record_id == record_id)).first()
        return None if row is None else bin_entry_of(row)

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

    def _first(self, statement: Any) -> Operation | None:  # noqa: ANN401 - a select of the columns of an operation
        row = self._connection.execute(statement).first()
        return None if row is None else self.with_subjects([operation_of(row)])[0]

    def with_subjects(self, operations: list[Operation]) -> list[Operation]:
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


def operation_of(row: Any) -> Operation:  # noqa: ANN401 - a row of the database
    """Return the operation of the values of `OPERATION_COLUMNS`."""
    number, name, at, summary, reverses = row
    return Operation(number, name, datetime.fromisoformat(at), json.loads(summary), reverses)


def change_of(row: Any) -> RecordChange:  # noqa: ANN401 - a row of the database
    """Return the change of the values of `CHANGE_COLUMNS`."""
    kind, record_id, action, before, after, erased = row
    return RecordChange(kind, record_id, action, _loaded(before), _loaded(after), erased=bool(erased))


def bin_entry_of(row: Any) -> BinEntry | None:  # noqa: ANN401 - a row of the database
    """Return the entry of a row of `BIN`; None when it is of a kind that is not known here."""
    record = record_from_history(row.kind, row.record_id, json.loads(row.before))
    return None if record is None else BinEntry(record, row.operation, datetime.fromisoformat(row.at))


def _loaded(stored: str | None) -> PlainRecord | None:
    return None if stored is None else json.loads(stored)


_KINDS_BY_KEY: Final[dict[str, RecordKind]] = {kind.key: kind for kind in KINDS}
OPERATION_COLUMNS: Final = (
    OPERATION.c.number,
    OPERATION.c.name,
    OPERATION.c.at,
    OPERATION.c.summary,
    OPERATION.c.reverses,
)
CHANGE_COLUMNS: Final = (
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
    *OPERATION_COLUMNS,
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
_CHANGES_OF: Final = select(*CHANGE_COLUMNS).where(*_changes_of_wanted).order_by(CHANGE.c.number)
_HASHED_CHANGES: Final = select(*CHANGE_COLUMNS, CHANGE.c.hash).where(*_changes_of_wanted).order_by(CHANGE.c.number)
_ERASE: Final = (
    update(CHANGE).where(CHANGE.c.record_id == bindparam("erased_id")).values(before=None, after=None, erased=1)
)

_undoing = OPERATION.alias("undoing")
_redoing = OPERATION.alias("redoing")
_latest = OPERATION.alias("latest")
_was_redone: Final = exists().where(_redoing.c.reverses == _undoing.c.number)


def was_undone(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that the operation with that number was undone and not done again."""
    return exists().where(and_(_undoing.c.reverses == number, ~_was_redone))


_UNDOABLE: Final = (
    select(*OPERATION_COLUMNS)
    .where(
        OPERATION.c.reverses.is_(None),
        OPERATION.c.number
        > select(func.coalesce(func.max(_latest.c.number), 0)).where(_latest.c.is_final == 1).scalar_subquery(),
        ~was_undone(OPERATION.c.number),
    )
    .order_by(OPERATION.c.number.desc())
    .limit(1)
)
# What undoes an operation that itself undoes nothing, was not taken back, and is newer than all else that was done.
_REDOABLE: Final = (
    select(*(_undoing.c[column.name] for column in OPERATION_COLUMNS))
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
BIN: Final = (
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
