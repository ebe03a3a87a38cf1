"""The records of an open vault: reading them, changing them in named operations, finding them, and taking back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from portfolio_app.common.clock import Clock
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.naming import Naming, by_title
from portfolio_app.storage.database import Database
from portfolio_app.storage.driver import DatabasePlace
from portfolio_app.storage.errors import NothingToUndoError
from portfolio_app.storage.history import ChangeSet, History, Operation
from portfolio_app.storage.past import Past
from portfolio_app.storage.repository import Repository
from portfolio_app.storage.search import SearchHit, add_to_index, find_in_index, indexed_text
from portfolio_app.storage.tables import META, RECORD, SEARCH, kind_tables
from portfolio_app.storage.unit import UnitOfWork

UNDO: Final = "undo"
REDO: Final = "redo"
_SEARCH_DECLARATION: Final = "search declaration"


class Reading(NamedTuple):
    """What one transaction that reads can see.

    Attributes:
        records: the records.
        history: what was done to them.
        past: how they were.
    """

    records: Repository
    history: History
    past: Past


class Storage:
    """The records of a vault. May be used from several threads; writing is done by one at a time.

    Args:
        place: where the database is and what opens it.
        clock: gives the moments that are kept.

    Attributes:
        naming: says what a record is called where one is refused; whoever knows the registers puts words in the place
            of codes here.

    Raises:
        EnvironmentRefusedError: the database cannot be opened.
    """

    def __init__(self, place: DatabasePlace, clock: Clock) -> None:
        self._database = Database(place)
        self._clock = clock
        self.naming: Naming = by_title
        if not place.read_only:
            self._bring_search_up_to_date()

    @contextmanager
    def transaction(self, name: str) -> Iterator[UnitOfWork]:
        """Give a unit of work; all that is done with it is kept when the block ends, and nothing when it raises.

        After the block `change_set` of the unit says what was changed. Only then may success be announced.

        Args:
            name: what is done, as a stable key such as `edit` or `import`; stands in the history.

        Raises:
            RecordRefusedError: a link leads to what is not there.
            VaultReadOnlyError: the vault is open for reading only.
            VaultFileGoneError: the file was moved or deleted; nothing was kept.
            EnvironmentRefusedError: the system refused; nothing was kept.
        """
        with self._database.writing() as connection:
            unit = UnitOfWork(connection, str(name), self._clock.now(), self.naming)
            try:
                yield unit
                changes = unit.finish()
            finally:
                unit.close(None)
        unit.close(changes)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give readers that all see the vault at the same moment.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self._database.reading() as connection:
            yield Reading(Repository(connection), History(connection), Past(connection))

    def snapshot(self) -> Snapshot:
        """Return all records at this moment.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self.reading() as now:
            return now.records.snapshot()

    def as_of(self, moment: datetime) -> Snapshot:
        """Return all records as they were at `moment`, an aware one.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self.reading() as now:
            return now.past.as_of(moment)

    def search(
        self, words: str, language: Language = "nl", *, kinds: Collection[str] = (), limit: int = 20
    ) -> list[SearchHit]:
        """Return the records in which all the words occur, the last one also as the start of a word.

        First come those in whose title they occur, each part newest first.

        Args:
            words: what a person typed; no sign in it has a meaning.
            language: of the titles.
            kinds: keys of the kinds to search; all when empty.
            limit: at most so many.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return find_in_index(connection, words, language, kinds, limit)

    def rebuild_search(self) -> None:
        """Make the search index anew from the records.

        Raises:
            EnvironmentRefusedError: the system refused; the old index is still there.
        """
        with self._database.writing() as connection:
            _rebuild(connection)

    def kept(self, name: str) -> str | None:
        """Return what is kept under a name (see `kept`), or None when nothing is.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return connection.execute(select(META.c.value).where(META.c.key == name)).scalar()

    def keep(self, name: str, words: str) -> None:
        """Keep `words` under a name in place of what was kept there; nothing is written when that is the same.

        Raises:
            VaultReadOnlyError: the vault is open for reading only.
            EnvironmentRefusedError: the system refused; what was kept before is still there.
        """
        if self.kept(name) != words:
            self.keep_all({name: words})

    def keep_all(self, kept: Mapping[str, str]) -> None:
        """Keep words under several names, all or none of them; see `keep`."""
        with self._database.writing() as connection:
            connection.execute(delete(META).where(META.c.key.in_(kept)))
            connection.execute(insert(META), [{"key": name, "value": words} for name, words in kept.items()])

    def undoable(self) -> Operation | None:
        """Return the operation that `undo` would undo, or None."""
        with self.reading() as now:
            return now.history.undoable()

    def redoable(self) -> Operation | None:
        """Return the undoing that `redo` would take back, or None."""
        with self.reading() as now:
            return now.history.redoable()

    def undo(self) -> ChangeSet:
        """Take back the newest operation that was not taken back; also one of days ago.

        Raises:
            NothingToUndoError: there is none.
            EnvironmentRefusedError: the system refused; nothing was changed.
        """
        with self.transaction(UNDO) as unit:
            history = unit.history
            operation = history.undoable()
            if operation is None:
                raise NothingToUndoError(
                    Text("Er is niets om ongedaan te maken.", "There is nothing to undo."),
                )
            unit.reverse(history.changes_of(operation.number), operation.number)
        return unit.change_set

    def redo(self) -> ChangeSet:
        """Do again what was undone last, unless something else was done since.

        Raises:
            NothingToUndoError: there is nothing to do again.
            EnvironmentRefusedError: the system refused; nothing was changed.
        """
        with self.transaction(REDO) as unit:
            history = unit.history
            operation = history.redoable()
            if operation is None:
                raise NothingToUndoError(Text("Er is niets om opnieuw te doen.", "There is nothing to redo."))
            unit.reverse(history.changes_of(operation.number), operation.number)
        return unit.change_set

    def close(self) -> None:
        """Close all connections to the database."""
        self._database.close()

    def _bring_search_up_to_date(self) -> None:
        """Make the index anew when the declarations say otherwise than before what is searched."""
        with self._database.reading() as connection:
            known = connection.execute(select(META.c.value).where(META.c.key == _SEARCH_DECLARATION)).scalar()
        if known != _search_declaration():
            self.rebuild_search()


def _rebuild(connection: Connection) -> None:
    connection.execute(delete(SEARCH))
    numbers = {row.id: row.number for row in connection.execute(select(RECORD.c.id, RECORD.c.number))}
    for kind_table in kind_tables().values():
        rows = connection.execute(select(*(kind_table.table.c[name] for name in kind_table.columns)))
        while some := rows.fetchmany(500):
            records = map(kind_table.record_from, some)
            add_to_index(connection, ((numbers[record.id], indexed_text(record)) for record in records))
    connection.execute(delete(META).where(META.c.key == _SEARCH_DECLARATION))
    connection.execute(insert(META), {"key": _SEARCH_DECLARATION, "value": _search_declaration()})


def _search_declaration() -> str:
    """Return a text that differs when what is searched differs."""
    declared = [
        [kind.key, kind.title_fields, [[spec.name, int(spec.search)] for spec in kind.fields if spec.search]]
        for kind in KINDS
    ]
    return hashlib.sha256(json.dumps(declared).encode()).hexdigest()
