"""Writing into a new database as much of the history as can be read, so that its chain holds again.

As far as the chain goes unbroken it is written as it was, hash by hash. Behind the first gap the operations that can
still be read are written anew, each with what it changed as seen from the state that the new history has reached; a
last operation, `repair`, brings that state to the records as they were saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert

from portfolio_app.domain.fields import Record
from portfolio_app.storage.history import (
    History,
    PlainRecord,
    RecordChange,
    difference,
    record_from_history,
    with_difference,
    write_operation,
)
from portfolio_app.storage.repair.findings import FoundDatabase
from portfolio_app.storage.tables import CHANGE, OPERATION

REPAIR: Final = "repair"

State = dict[str, tuple[str, PlainRecord]]
"""Kind and fields of records, by id."""


class Rejoined:
    """The history as far as it was written into the new database.

    Attributes:
        state: the records as the history has them.
        unbroken: how many operations stand there as they were written.
        rewritten: how many operations behind the first gap were written anew.
        is_complete: every operation that ever was is there as it was written.
    """

    def __init__(self, connection: Connection, found: FoundDatabase) -> None:
        """Write what `found` has of the history into an empty one."""
        self.state: State = {}
        self.rewritten = 0
        self._connection = connection
        self._new_numbers: dict[int, int] = {}
        self.unbroken = self._write_unbroken(found)
        self.is_complete = found.history_end_is_known and self.unbroken == found.last_operation
        if not self.is_complete:
            for number in sorted(number for number in found.operations if number > self.unbroken):
                self._write_anew(found.operations[number], found)

    def finish(self, records: Mapping[str, Record], name: str, now: datetime) -> int:
        """Bring the history to the records that were saved, and return how many it had otherwise."""
        changes = list(self._changes_to(records))
        if changes:
            summary: dict[str, Any] = {}
            for change in changes:
                of_action = summary.setdefault(change.action, {})
                of_action[change.kind] = of_action.get(change.kind, 0) + 1
            write_operation(self._connection, name, now, summary, changes, is_final=True)
            self._apply(changes)
        return len(changes)

    def put_in_bin(self, record: Record, name: str, now: datetime) -> None:
        """Keep a record that cannot stand on its own any more as one that was deleted: its words are not lost."""
        plain = record.to_plain()
        for change in (
            RecordChange(record.kind.key, record.id, "added", None, plain),
            RecordChange(record.kind.key, record.id, "deleted", plain, None),
        ):
            write_operation(self._connection, name, now, {change.action: {change.kind: 1}}, [change])

    def _write_unbroken(self, found: FoundDatabase) -> int:
        complete = []
        for number in range(1, found.last_operation + 1):
            row = found.operations.get(number)
            if row is None or not all(place in found.changes for place in _places(row)):
                break
            complete.append(row)
        if complete:
            changes = [found.changes[place] for row in complete for place in _places(row)]
            self._connection.execute(insert(OPERATION), complete)
            if changes:
                self._connection.execute(insert(CHANGE), changes)
        broken = History(self._connection).first_broken()
        if broken is not None:
            self._connection.execute(delete(CHANGE).where(CHANGE.c.operation >= broken))
            self._connection.execute(delete(OPERATION).where(OPERATION.c.number >= broken))
        unbroken = len(complete) if broken is None else broken - 1
        for row in complete[:unbroken]:
            self._new_numbers[row["number"]] = row["number"]
            self._apply(_change(found.changes[place]) for place in _places(row))
        return unbroken

    def _write_anew(self, row: dict[str, Any], found: FoundDatabase) -> None:
        read = (_change(found.changes[place]) for place in _places(row) if place in found.changes)
        changes: list[RecordChange] = []
        for change in read:
            seen = self._seen_from_here(change)
            if seen is not None:
                self._apply((seen,))
                changes.append(seen)
        if not changes:
            return
        self._new_numbers[row["number"]] = write_operation(
            self._connection,
            row["name"],
            datetime.fromisoformat(row["at"]),
            json.loads(row["summary"]),
            changes,
            reverses=self._new_numbers.get(row["reverses"]),
            is_final=bool(row["is_final"]),
        )
        self.rewritten += 1

    def _seen_from_here(self, change: RecordChange) -> RecordChange | None:
        """Return a change as it alters the state that was reached; None when it alters nothing there."""
        here = self.state.get(change.id)
        if change.action == "added" and here is None and change.after is not None:
            return RecordChange(change.kind, change.id, "added", None, change.after)
        if change.action == "deleted" and here is not None:
            return RecordChange(change.kind, change.id, "deleted", here[1], None)
        if change.action == "changed" and here is not None and change.after is not None:
            before, after = difference(here[1], with_difference(here[1], change.after))
            return RecordChange(change.kind, change.id, "changed", before, after) if after else None
        return None

    def _apply(self, changes: Iterable[RecordChange]) -> None:
        for change in changes:
            if change.action == "deleted" or change.erased:
                self.state.pop(change.id, None)
            elif change.action == "added" and change.after is not None:
                self.state[change.id] = (change.kind, change.after)
            elif change.after is not None and change.id in self.state:
                kind, plain = self.state[change.id]
                self.state[change.id] = (kind, with_difference(plain, change.after))

    def _changes_to(self, records: Mapping[str, Record]) -> Iterator[RecordChange]:
        for record_id, (kind, plain) in sorted(self.state.items()):
            if record_id not in records:
                yield RecordChange(kind, record_id, "deleted", plain, None)
        for record_id, record in sorted(records.items()):
            kind_and_plain = self.state.get(record_id)
            if kind_and_plain is None:
                yield RecordChange(record.kind.key, record_id, "added", None, record.to_plain())
                continue
            before, after = difference(kind_and_plain[1], record.to_plain())
            if after:
                yield RecordChange(record.kind.key, record_id, "changed", before, after)


def with_history_of(found: FoundDatabase, backup: FoundDatabase) -> None:
    """Fill the gaps in a history from that of a backup, as far as both are the same history."""
    for number, row in backup.operations.items():
        own = found.operations.setdefault(number, row)
        if own["hash"] != row["hash"]:
            continue  # the vault went another way since, as after a restore
        for place in _places(row):
            change = backup.changes.get(place)
            if change is not None:
                found.changes.setdefault(place, change)
    found.last_operation = max(found.last_operation, backup.last_operation)


def record_of(state: State, record_id: str) -> Record | None:
    """Return a record as the history has it, or None."""
    kind, plain = state.get(record_id, ("", {}))
    return record_from_history(kind, record_id, plain) if kind else None


def _places(row: dict[str, Any]) -> range:
    return range(row["first_change"], row["first_change"] + row["changes"])


def _change(row: dict[str, Any]) -> RecordChange:
    before, after = (None if row[name] is None else json.loads(row[name]) for name in ("before", "after"))
    return RecordChange(row["kind"], row["record_id"], row["action"], before, after, erased=bool(row["erased"]))
