"""What was found of the records and the history of a database, damaged or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Table

from portfolio_app.domain.fields import Record
from portfolio_app.domain.values import ValueProblem
from portfolio_app.storage.driver import DatabasePlace
from portfolio_app.storage.kept import NOT_FROM_RECORDS
from portfolio_app.storage.repair.salvage import Salvager
from portfolio_app.storage.tables import CHANGE, OPERATION, kind_tables

_KEPT: Final = ("revision", "created_at", "changed_at")


class FoundRecord(NamedTuple):
    """A record as its table still holds it.

    Attributes:
        number: its place in the order in which records were made.
        kept: revision, and when it was made and changed.
    """

    record: Record
    number: int
    kept: dict[str, Any]


@dataclass(slots=True)
class FoundDatabase:
    """What could be read of a database.

    Attributes:
        records: by id.
        register: the kind and number of every record, by id, as far as the register of records can be read.
        register_is_whole: all of the register could be read, so that what it does not name was deleted.
        operations: the rows of the history, by column, by number.
        changes: the same of what they changed.
        last_operation: its number; 0 when nothing was ever done.
        history_end_is_known: there was no later operation than that.
        beside: what is kept beside the records and cannot be made again, by name; see `storage.kept`.
    """

    records: dict[str, FoundRecord] = field(default_factory=dict)
    register: dict[str, tuple[str, int]] = field(default_factory=dict)
    register_is_whole: bool = True
    operations: dict[int, dict[str, Any]] = field(default_factory=dict)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    last_operation: int = 0
    history_end_is_known: bool = True
    beside: dict[str, str] = field(default_factory=dict)


def find_all(place: DatabasePlace) -> FoundDatabase:
    """Return all that can be read of a database that nobody writes in."""
    salvager = Salvager(place)
    try:
        found = FoundDatabase()
        end, is_exact = _find_register(salvager, found)
        _find_records(salvager, found, end, is_exact=is_exact)
        _find_history(salvager, found)
        for name in NOT_FROM_RECORDS:
            words = salvager.value("SELECT value FROM meta WHERE key = ?", name)
            if words is not None:
                found.beside[name] = words
    finally:
        salvager.close()
    return found


def _find_register(salvager: Salvager, found: FoundDatabase) -> tuple[int, bool]:
    end, is_exact = salvager.highest(
        "SELECT max(number) FROM record",
        "SELECT max(number) FROM record INDEXED BY sqlite_autoindex_record_1",
        *(f'SELECT max(record_number) FROM "{key}"' for key in kind_tables()),  # noqa: S608 - names of our own
    )
    register = salvager.table("record", "number", ("id", "kind"), end, is_exact=is_exact)
    found.register = {record_id: (kind, number) for number, (record_id, kind) in register.rows.items()}
    found.register_is_whole = is_exact and not register.unreadable
    return end, is_exact


def _find_records(salvager: Salvager, found: FoundDatabase, end: int, *, is_exact: bool) -> None:
    for kind_table in kind_tables().values():
        columns = (*kind_table.columns, *_KEPT)
        table = salvager.table(kind_table.kind.key, "record_number", columns, end, is_exact=is_exact)
        for number, row in table.rows.items():
            try:
                record = kind_table.record_from(row[: len(kind_table.columns)])
            except ValueProblem:
                continue  # the history may know better
            if record.id:
                kept = dict(zip(_KEPT, row[len(kind_table.columns) :], strict=True))
                found.records[record.id] = FoundRecord(record, number, kept)


def _find_history(salvager: Salvager, found: FoundDatabase) -> None:
    end, is_exact = salvager.highest(
        "SELECT max(number) FROM operation",
        "SELECT max(operation) FROM change INDEXED BY change_record",
        "SELECT max(operation) FROM change",
    )
    found.operations = _salvaged(salvager, OPERATION, end, is_exact=is_exact)
    last, last_is_exact = salvager.highest(
        "SELECT max(number) FROM change",
        "SELECT max(number) FROM change INDEXED BY change_record",
        "SELECT max(first_change + changes - 1) FROM operation",
    )
    found.changes = _salvaged(salvager, CHANGE, last, is_exact=last_is_exact)
    found.last_operation = max([end, *found.operations])
    found.history_end_is_known = is_exact


def _salvaged(salvager: Salvager, table: Table, end: int, *, is_exact: bool) -> dict[int, dict[str, Any]]:
    """Return the rows of a table of the history by their number, each by its columns."""
    names = tuple(column.name for column in table.columns if column.name != "number")
    salvaged = salvager.table(table.name, "number", names, end, is_exact=is_exact)
    return {number: {"number": number, **dict(zip(names, row, strict=True))} for number, row in salvaged.rows.items()}
