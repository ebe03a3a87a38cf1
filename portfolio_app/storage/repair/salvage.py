"""Reading what can still be read of a damaged database.

A connection that met a damaged page goes on failing where a fresh one would still read, so it is opened anew after
every error: on the same damage that lost 4 records instead of 2,637.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage.backups.files import new_private_file
from portfolio_app.storage.driver import (
    Connection,
    DatabasePlace,
    _settings,
    _uri,
    connect,
    create_empty,
    driver_module,
    translated,
)
from portfolio_app.storage.migrations import migrate

PAGE_BYTES: Final = 4096
_CHUNK: Final = 256
_PAGE_NUMBER: Final = re.compile(r"\d+$")
_SLACK: Final = 2_000
"""How far to go on trying behind the highest number seen, when the end of a table cannot be read."""


@dataclass(slots=True)
class SalvagedTable:
    """What could be read of one table.

    Attributes:
        rows: by number; without the number itself.
        unreadable: numbers at which there was damage; not every one of them need have been a row.
    """

    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)


class Salvager:
    """Reads tables of a database that may be damaged; close it when done.

    Args:
        place: of a copy of the database that nobody writes in.
    """

    def __init__(self, place: DatabasePlace) -> None:
        self._place = place.replaced(read_only=True)
        self._connection: Connection | None = None
        self._errors = driver_module().Error

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns that a table has in this database; nothing when there is no such table."""
        return tuple(row[1] for row in self._run(f'PRAGMA table_info("{table}")') or ())

    def highest(self, *statements: str) -> tuple[int, bool]:
        """Return the highest number that the statements give, and whether that is sure.

        Args:
            statements: the first two each see every row, by different ways; the others only some.
        """
        answers = [self._run(statement) for statement in statements]
        numbers = [int(rows[0][0]) for rows in answers if rows and rows[0][0] is not None]
        return max(numbers, default=0), any(rows is not None for rows in answers[:2])

    def table(
        self, name: str, key: str, columns: Sequence[str], highest: int, *, is_exact: bool = True
    ) -> SalvagedTable:
        """Return all that can be read of a table.

        Args:
            name: of the table.
            key: its column of whole numbers that is its primary key.
            columns: what to read besides; a column that this database does not have is read as None.
            highest: no row has a higher number than this.
            is_exact: `highest` is sure; otherwise it is gone on some way behind it.
        """
        there = self.columns(name)
        chosen = ", ".join(f'"{column}"' if column in there else "NULL" for column in columns)
        statement = f'SELECT "{key}", {chosen} FROM "{name}" WHERE "{key}" > ? ORDER BY "{key}" LIMIT ?'  # noqa: S608 - names of our own
        found = SalvagedTable()
        end = highest if is_exact else highest + _SLACK
        position, size = 0, _CHUNK
        while position < end:
            rows = self._run(statement, (position, size))
            if rows is None and size > 1:
                size = 1  # now row by row up to the damage
            elif rows is None:
                position += 1
                found.unreadable.append(position)
            elif not rows:
                break
            else:
                found.rows.update((row[0], row[1:]) for row in rows)
                position = rows[-1][0]
                size = min(_CHUNK, size * 2)
        return found

    def value(self, statement: str, key: str) -> str | None:
        """Return the one value that a statement gives for a key; None when it is not there, or damaged."""
        rows = self._run(statement, (key,))
        return str(rows[0][0]) if rows and rows[0][0] is not None else None

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(self._errors):  # it may have met damage
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]] | None:
        """Return the rows, or None when there is damage where they should be."""
        try:
            if self._connection is None:
                self._connection = connect(self._place)
            return self._connection.execute(statement, values).fetchall()
        except EnvironmentRefusedError:
            self.close()
            return None
        except self._errors as error:
            self.close()
            if isinstance(translated(error), EnvironmentRefusedError):
                return None
            raise


def damaged_pages(place: DatabasePlace) -> tuple[int, ...]:
    """Return the numbers, from 1, of the pages that do not fit their seal; only the first when nothing can be told."""
    try:
        connection = driver_module().connect(_uri(place.path, "ro"), uri=True, isolation_level=None)
    except driver_module().Error:
        return (1,)
    try:
        # Without reading anything, as the usual way of connecting does: even the first page may be damaged.
        for statement in _settings(place.replaced(read_only=True))[:2]:
            connection.execute(statement)
        found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    except driver_module().Error:
        return (1,)
    finally:
        connection.close()
    numbers = (_PAGE_NUMBER.search(row[0]) for row in found)
    return tuple(int(number.group()) for number in numbers if number is not None)


def working_copy(place: DatabasePlace, folder: Path, donors: Sequence[DatabasePlace]) -> DatabasePlace | None:
    """Copy a damaged database into `folder` in a form that can at least be opened; None when that cannot be done.

    What a transaction left half-done is taken back in the copy. Pages without which no table can be found (those that
    hold the definitions of the tables) are taken from a sound database with the same key and the same tables, where
    they stand in the same place.

    Args:
        place: the damaged database; it is only read.
        folder: to work in.
        donors: sound databases of the same vault, the newest first; a new, empty one is tried last.

    Raises:
        OSError: the system refused.
    """
    copy = place.replaced(path=folder / place.path.name, read_only=False)
    _copy_readable(place.path, copy.path)
    journal = place.path.with_name(f"{place.path.name}-journal")
    copied_journal = copy.path.with_name(journal.name)
    if journal.is_file() and journal.stat().st_size:
        _copy_readable(journal, copied_journal)
        if _opens(copy):
            return copy
        copied_journal.unlink(missing_ok=True)
    if _opens(copy):
        return copy
    damaged = damaged_pages(copy)
    for donor in (*donors, None):
        grown = _grown_donor(donor, copy, folder)
        if grown is not None:
            _take_definitions(copy, grown, damaged)
            if _opens(copy):
                return copy
    return None


def _opens(place: DatabasePlace) -> bool:
    try:
        connect(place).close()
    except EnvironmentRefusedError:
        return False
    return True


def _grown_donor(donor: DatabasePlace | None, like: DatabasePlace, folder: Path) -> DatabasePlace | None:
    """Return a copy of a donor, or a new database, that says of itself that it is at least as long as the damaged one.

    Its first page says how long it is; pages behind that would not be looked at.
    """
    grown = like.replaced(path=folder / "donor.db", read_only=False)
    grown.path.unlink(missing_ok=True)
    try:
        if donor is None:
            create_empty(grown)
        else:
            _copy_readable(donor.path, grown.path)
        connection = connect(grown)
        try:
            if donor is None:
                migrate(connection)
            missing = like.path.stat().st_size - grown.path.stat().st_size
            if missing > 0:
                filler = "INSERT INTO meta (key, value) VALUES ('filler', printf('%.*c', ?, 'x'))"
                connection.execute(filler, (missing + PAGE_BYTES,))
        finally:
            connection.close()
    except (EnvironmentRefusedError, driver_module().Error):
        return None
    return grown


def _take_definitions(copy: DatabasePlace, donor: DatabasePlace, damaged: Sequence[int]) -> None:
    """Put those pages of the donor in the place of damaged ones without which it could not be opened either."""
    with copy.path.open("rb+") as file, donor.path.open("rb+", buffering=0) as sound:
        for number in damaged:
            start = (number - 1) * PAGE_BYTES
            sound.seek(start)
            page = sound.read(PAGE_BYTES)
            if len(page) < PAGE_BYTES:
                continue
            sound.seek(start)
            sound.write(bytes(PAGE_BYTES))
            is_needed = not _opens(donor)
            sound.seek(start)
            sound.write(page)
            if is_needed:
                file.seek(start)
                file.write(page)
        if 1 in damaged:
            file.truncate(max(copy.path.stat().st_size, donor.path.stat().st_size))


def _copy_readable(source: Path, target: Path) -> None:
    """Copy a file; what the disk does not give becomes zeros, which no seal fits.

    Raises:
        OSError: the file cannot be opened, or the copy cannot be written.
    """
    size = source.stat().st_size
    with source.open("rb", buffering=0) as damaged, new_private_file(target) as copy:
        for start in range(0, size, PAGE_BYTES):
            length = min(PAGE_BYTES, size - start)
            try:
                damaged.seek(start)
                page = damaged.read(length)
            except OSError:
                page = b""
            copy.write(page.ljust(length, b"\0"))
