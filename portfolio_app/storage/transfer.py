"""Everything in a vault, to be taken elsewhere and put into an empty one without loss.

What is put in is not written as new: records keep their revisions and moments, and the history its chain of hashes. The
caller saw to it that each record and entry is one that the program could have written; here they are judged together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.values import Reference, References
from portfolio_app.storage.backups.contents import evidence_hashes
from portfolio_app.storage.database import Database
from portfolio_app.storage.history import History
from portfolio_app.storage.past import Past
from portfolio_app.storage.repository import RecordTitle, Repository
from portfolio_app.storage.rows import RowWriter
from portfolio_app.storage.tables import (
    CHANGE,
    LINK,
    OPERATION,
    RECORD,
    kind_tables,
    number_of_wanted,
    order_terms,
    ordered_by,
    table_of,
)
from portfolio_app.storage.vault import Vault

Row = dict[str, Any]
"""One entry of the history, by column; what is JSON in the database is text, as it was hashed."""

_BATCH: Final = 1_000
_NOTHING_PUT: Final = Text("Er is niets overgenomen.", "Nothing was imported.")
_Item = TypeVar("_Item")


class TransferRefusedError(EnvironmentRefusedError):
    """What was to be put into a vault does not hold together, or the vault is not empty; nothing was put in.

    Args:
        why: what is wrong, as a sentence.
        remedy: what to do about it.
    """

    def __init__(self, why: Text, remedy: Text = _NOTHING_PUT) -> None:
        super().__init__(why, remedy)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with what the vault knows of it besides its fields.

    Attributes:
        revision: counts its changes, from 1.
        created_at, changed_at: moments as they stand in the database.
    """

    record: Record
    revision: int
    created_at: str
    changed_at: str


class Everything:
    """All that a vault holds but the content of the evidence, as one transaction sees it; read piece by piece."""

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`."""
        self._connection = connection

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind, by key; kinds without any are left out."""
        return Repository(self._connection).counts()

    def titles(self, ids: Iterable[str]) -> dict[str, RecordTitle]:
        """Return what the records with these ids are called."""
        return Repository(self._connection).titles(ids)

    def ids(self, kind: RecordKind) -> Iterator[str]:
        """Go through the ids of the records of a kind, in its own order."""
        for (record_id,) in self._rows_of(kind, ("id",)):
            yield record_id

    def records(self, kind: RecordKind) -> Iterator[StoredRecord]:
        """Go through the records of a kind, in its own order."""
        kind_table = table_of(kind)
        for row in self._rows_of(kind, (*kind_table.columns, "revision", "created_at", "changed_at")):
            yield StoredRecord(kind_table.record_from(row[:-3]), *row[-3:])

    def operations(self) -> Iterator[Row]:
        """Go through the history, from its start."""
        for row in self._connection.execute(select(OPERATION).order_by(OPERATION.c.number)).mappings():
            yield {**row, "is_final": bool(row["is_final"])}

    def changes(self) -> Iterator[Row]:
        """Go through what the operations changed, from the start."""
        for row in self._connection.execute(select(CHANGE).order_by(CHANGE.c.number)).mappings():
            yield {**row, "erased": bool(row["erased"])}

    def evidence_hashes(self) -> frozenset[str]:
        """Return the hashes of all evidence that the records or their history name."""
        straight: Any = self._connection.connection.driver_connection
        return evidence_hashes(straight)

    def erased_ids(self) -> frozenset[str]:
        """Return the ids of the records that were taken out of the history for good."""
        erased = select(CHANGE.c.record_id).where(CHANGE.c.erased == 1).distinct()
        return frozenset(self._connection.execute(erased).scalars())

    def is_untouched(self) -> bool:
        """Tell whether nothing was ever done in this vault."""
        something = self._connection.execute(select(RECORD.c.number).limit(1)).first()
        return something is None and self._connection.execute(select(OPERATION.c.number).limit(1)).first() is None

    def _rows_of(self, kind: RecordKind, columns: Sequence[str]) -> Iterator[Any]:
        table = table_of(kind).table
        statement = select(*(table.c[name] for name in columns))
        for name, downward in order_terms(kind):
            statement = statement.order_by(*ordered_by(kind, name, table.c[name], downward=downward))
        found = self._connection.execute(statement.order_by(table.c.id))
        while some := found.fetchmany(_BATCH):
            yield from some


@contextmanager
def everything_in(vault: Vault) -> Iterator[Everything]:
    """Give a reader of all that the vault holds at this moment.

    Raises:
        EnvironmentRefusedError: the database cannot be read.
    """
    database = Database(vault.place)
    try:
        with database.reading() as connection:
            yield Everything(connection)
    finally:
        database.close()


def put_everything(
    vault: Vault,
    records: Iterable[StoredRecord],
    operations: Iterable[Row],
    changes: Iterable[Row],
    now: datetime,
    *,
    rehearse: bool = False,
) -> None:
    """Put records with their history into a vault in which nothing was ever done: all of it, or nothing.

    Args:
        vault: open for writing; its evidence is put in apart.
        records: each one complete; they may link to each other in any order.
        operations: the history of these records, from its start.
        changes: what the operations changed, in order.
        now: the moment.
        rehearse: do everything but the last step, so that nothing changes.

    Raises:
        TransferRefusedError: they do not hold together, or the vault is not untouched.
        VaultReadOnlyError, EnvironmentRefusedError: the system refused.
    """
    database = Database(vault.place)
    try:
        with database.writing() as connection:
            if not Everything(connection).is_untouched():
                raise TransferRefusedError(_NOT_EMPTY)
            try:
                _put_records(connection, records, now)
                _put_history(connection, operations, changes)
            except IntegrityError as error:
                raise TransferRefusedError(_TWICE) from error
            _refuse_bad_links(connection)
            _refuse_bad_history(connection)
            if rehearse:
                raise _RehearsedError
    except _RehearsedError:
        pass
    finally:
        database.close()


class _RehearsedError(Exception):
    """All went well, and nothing is to be kept."""


def _put_records(connection: Connection, records: Iterable[StoredRecord], now: datetime) -> None:
    writer = RowWriter(connection, now)
    for batch in _batches(records):
        ids = [stored.record.id for stored in batch]
        if len(set(ids)) < len(ids) or writer.kinds_of(ids):
            raise TransferRefusedError(_TWICE)
        writer.insert([stored.record for stored in batch])
        for kind in {stored.record.kind.key for stored in batch}:
            table = table_of(kind).table
            states = update(table).where(table.c.record_number == number_of_wanted())
            connection.execute(
                states.values({name: bindparam(f"its_{name}") for name in ("revision", "created_at", "changed_at")}),
                [
                    {
                        "wanted": stored.record.id,
                        "its_revision": stored.revision,
                        "its_created_at": stored.created_at,
                        "its_changed_at": stored.changed_at,
                    }
                    for stored in batch
                    if stored.record.kind.key == kind
                ],
            )
    counts = Repository(connection).counts()
    for kind_table in kind_tables().values():
        if kind_table.kind.singleton and counts.get(kind_table.kind.key, 0) > 1:
            raise TransferRefusedError(_ONLY_ONE.fill(kind=kind_table.kind.label))


def _put_history(connection: Connection, operations: Iterable[Row], changes: Iterable[Row]) -> None:
    for table, rows in ((OPERATION, operations), (CHANGE, changes)):
        for batch in _batches(rows):
            connection.execute(insert(table), batch)


def _refuse_bad_links(connection: Connection) -> None:
    dead = select(func.count()).select_from(LINK).outerjoin(RECORD, RECORD.c.id == LINK.c.target_id)
    if connection.execute(dead.where(RECORD.c.id.is_(None))).scalar_one():
        raise TransferRefusedError(_DEAD_LINK)
    kinds = select(LINK.c.source_kind, LINK.c.field, RECORD.c.kind).join_from(
        LINK, RECORD, RECORD.c.id == LINK.c.target_id
    )
    for source, field, target in connection.execute(kinds.distinct()):
        value_type = table_of(source).kind.field(field).type
        if isinstance(value_type, Reference | References) and value_type.kinds and target not in value_type.kinds:
            raise TransferRefusedError(_DEAD_LINK)


def _refuse_bad_history(connection: Connection) -> None:
    in_place = and_(
        CHANGE.c.operation == OPERATION.c.number,
        CHANGE.c.number >= OPERATION.c.first_change,
        CHANGE.c.number < OPERATION.c.first_change + OPERATION.c.changes,
    )
    placed = connection.execute(select(func.count()).select_from(CHANGE).join(OPERATION, in_place)).scalar_one()
    there = connection.execute(select(func.count()).select_from(CHANGE)).scalar_one()
    meant = connection.execute(select(func.coalesce(func.sum(OPERATION.c.changes), 0))).scalar_one()
    history = History(connection)
    if not placed == there == meant or history.first_broken() is not None or not Past(connection).explains_everything():
        raise TransferRefusedError(_BAD_HISTORY, _WITHOUT_HISTORY)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


_NOT_EMPTY: Final = Text("Het portfolio is niet leeg.", "The portfolio is not empty.")
_TWICE: Final = Text("Een kenmerk of nummer komt tweemaal voor.", "An id or a number occurs twice.")
_ONLY_ONE: Final = Text("Van “{kind}” kan er maar één zijn.", "There can be only one of “{kind}”.")
_DEAD_LINK: Final = Text(
    "Een gegeven verwijst naar iets dat er niet is of daar niet hoort.",
    "A record links to something that is not there or does not belong there.",
)
_BAD_HISTORY: Final = Text(
    "De geschiedenis is niet zoals zij geschreven werd.", "The history is not as it was written."
)
_WITHOUT_HISTORY: Final = Text(
    "Er is niets overgenomen. Neem de gegevens over zonder de geschiedenis.",
    "Nothing was imported. Import the records without the history.",
)
