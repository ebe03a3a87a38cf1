"""The bare connection to the encrypted database, and what its errors mean.

Nothing here needs SQLAlchemy, so that a lock screen can be painted and a first page filled before that is loaded.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Final, Protocol
from urllib.parse import quote

from portfolio_app.common.atomic import PRIVATE_FILE, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, sync_file, sync_folder
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.errors import DamagedDatabaseError, UnfinishedChangeError, VaultReadOnlyError
from portfolio_app.storage.keys import DataKey

DATABASE_NAME: Final = "portfolio.db"

_OPENING: Final = Text("Het openen van het portfolio", "Opening the portfolio")
_COPYING: Final = Text("Het maken van de reservekopie", "Making the backup")
_BUSY_SECONDS: Final = 10.0
_PAGES_A_STEP: Final = 2_048
_STUCK_SECONDS: Final = 30.0


class Cursor(Protocol):
    """What a statement of the driver gives back."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None after the last."""
        ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""
        ...


class Connection(Protocol):
    """As much of a connection of the driver as this package uses."""

    in_transaction: bool

    def execute(self, statement: str, values: tuple[object, ...] = (), /) -> Cursor:
        """Run one statement."""
        ...

    def backup(
        self,
        target: Any,  # noqa: ANN401 - the driver takes its own type only
        /,
        *,
        pages: int = -1,
        progress: Callable[[int, int, int], object] | None = None,
    ) -> None:
        """Copy the whole database into another open connection, so many pages a step, and tell about every step."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class DatabasePlace(Value):
    """Where a database is and what opens it.

    Attributes:
        path: the file.
        key: the vault's data key.
        salt: the salt from the vault's header.
        read_only: never write in it, not even to recover.
    """

    path: Path
    key: DataKey
    salt: bytes
    read_only: bool = False


def connect(place: DatabasePlace) -> Connection:
    """Return an open connection of the driver, in autocommit mode, with the settings that the vault relies on.

    The connection may be used in any thread, by one at a time.

    Raises:
        EnvironmentRefusedError: not there, no rights, locked.
        DamagedDatabaseError: it is not a database that this key opens.
        UnfinishedChangeError: a change must be rolled back first, and it is opened for reading only.
    """
    sqlcipher = driver_module()
    try:
        # sqlite opens a missing or unreadable file with a message that says neither
        with place.path.open("rb"):
            pass
    except OSError as error:
        raise refusal_from(error, _OPENING) from error
    try:
        connection: Connection = sqlcipher.connect(
            _uri(place.path, "ro" if place.read_only else "rw"),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_SECONDS,
        )
    except sqlcipher.Error as error:
        raise translated(error) from error
    try:
        for statement in _settings(place):
            connection.execute(statement)
    except sqlcipher.Error as error:
        connection.close()
        if place.read_only and error_name(error) == "SQLITE_READONLY":
            # A reader writes for one reason only: to roll back what somebody who was killed left half done.
            raise UnfinishedChangeError from error
        raise translated(error) from error
    return connection


def create_empty(place: DatabasePlace) -> None:
    """Make the file of a new database, readable by its owner only.

    Raises:
        EnvironmentRefusedError: it exists already, or the system refused.
    """
    try:
        os.close(os.open(place.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    except OSError as error:
        raise refusal_from(error, _OPENING) from error


def copy_database(
    source: Connection, place: DatabasePlace, target: Path, *, tick: Callable[[], object] = lambda: None
) -> None:
    """Copy an open database to a new file under the same key, and check the copy by opening and reading all of it.

    The copy is made by the database itself page by page, never by copying the file, which could be half-way a change.

    Args:
        source: an open connection of the driver to the database.
        place: of the database; gives the key.
        target: the file to make. An older copy of that name is replaced once the new one is good.
        tick: called after every part of the copying; what it raises stops it.

    Raises:
        EnvironmentRefusedError: the system refused, or something keeps it locked; there is no new copy, the older one
            stands.
        DamagedDatabaseError: the copy is not good, so neither may be the original.
    """
    part = target.with_name(f"{TEMPORARY_PREFIX}{target.name}{TEMPORARY_SUFFIX}")
    copy_place = place.replaced(path=part, read_only=False)
    try:
        part.unlink(missing_ok=True)
        create_empty(copy_place)
        copy = connect(copy_place)
        try:
            source.backup(copy, pages=_PAGES_A_STEP, progress=_watched(tick))
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DamagedDatabaseError
        finally:
            copy.close()
        with part.open("rb+") as file:
            sync_file(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise refusal_from(error, _COPYING) from error
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):  # gone when it took its name; and the first error is the one to tell
                leftover.unlink(missing_ok=True)


def _watched(tick: Callable[[], object]) -> Callable[[int, int, int], None]:
    """Return what looks after every step whether the copying still gets on: by itself it would try for ever."""
    last, since = -1, time.monotonic()

    def step(_status: int, remaining: int, _pages: int) -> None:
        nonlocal last, since
        tick()
        if remaining != last:
            last, since = remaining, time.monotonic()
        elif time.monotonic() - since > _STUCK_SECONDS:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    return step


def driver_module() -> ModuleType:
    """Return the driver, for those who need its exception types."""
    import sqlcipher3.dbapi2

    module: ModuleType = sqlcipher3.dbapi2
    return module


def translated(error: Exception) -> EnvironmentRefusedError | Exception:
    """Return what an error of the driver means for the person, or the error itself when it is a mistake of ours."""
    name = error_name(error)
    for start, make in _MEANINGS:
        if name.startswith(start):
            return make()
    return error


def error_name(error: BaseException | None) -> str:
    """Return what sqlite calls an error of the driver, such as `SQLITE_FULL`; empty for any other.

    What goes wrong while a database is copied comes without its name, only with sqlite's words for it.
    """
    return str(getattr(error, "sqlite_errorname", "")) or _NAMES_BY_WORDS.get(str(error), "")


def _settings(place: DatabasePlace) -> tuple[str, ...]:
    # Key and salt together: without the salt sqlcipher takes it from the first bytes of the file, which may be damaged.
    raw_key = place.key.derive("database").hex() + place.salt.hex()
    settings = (
        "PRAGMA cipher_log_level = NONE",  # before the key, or it writes to stderr
        f"PRAGMA key = \"x'{raw_key}'\"",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA foreign_keys = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA cache_size = -16000",
    )
    if place.read_only:
        return (*settings, "PRAGMA query_only = ON", "SELECT count(*) FROM sqlite_master")
    return (
        *settings,
        # Survived every simulated power cut, and leaves one file: nothing beside it for a sync client to lose.
        "PRAGMA journal_mode = TRUNCATE",
        "PRAGMA synchronous = FULL",
        "SELECT count(*) FROM sqlite_master",
    )


def _uri(path: Path, mode: str) -> str:
    """Return the file's address as sqlite wants it; a share on Windows brings two slashes of its own."""
    absolute = path.absolute().as_posix()
    start = "file://" if absolute.startswith("/") else "file:///"
    return f"{start}{quote(absolute, safe='/:')}?mode={mode}"


def _full() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text("De schijf is vol; de wijziging is niet bewaard.", "The disk is full; the change was not saved."),
        Text("Maak ruimte vrij en probeer het opnieuw.", "Free some space and try again."),
    )


def _read_only() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "Het portfolio staat op een plaats die alleen-lezen is; de wijziging is niet bewaard.",
            "The portfolio is in a place that is read-only; the change was not saved.",
        ),
        Text(
            "Maak de plaats beschrijfbaar, of kopieer het portfolio naar een map waar u mag schrijven.",
            "Make the place writable, or copy the portfolio to a folder where you may write.",
        ),
    )


def _busy() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "De database van het portfolio is in gebruik door een ander programma.",
            "The portfolio’s database is in use by another program.",
        ),
        Text(
            "Wacht tot dat klaar is (een reservekopie, een synchronisatie) en probeer het opnieuw.",
            "Wait until it has finished (a backup, a sync) and try again.",
        ),
    )


def _disk_fault() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "De schijf meldt een fout; de wijziging is niet bewaard.",
            "The disk reports an error; the change was not saved.",
        ),
        Text(
            "Controleer of de schijf is aangesloten en ruimte heeft. Maak een reservekopie op een andere schijf.",
            "Check that the disk is connected and has room. Make a backup on another disk.",
        ),
    )


def _cannot_open() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text("De database van het portfolio kan niet worden geopend.", "The portfolio’s database cannot be opened."),
        Text(
            "Controleer of de schijf is aangesloten en of u rechten op de map hebt.",
            "Check that the disk is connected and that you have access to the folder.",
        ),
    )


_NAMES_BY_WORDS: Final = MappingProxyType(
    {
        "database or disk is full": "SQLITE_FULL",
        "attempt to write a readonly database": "SQLITE_READONLY",
        "disk I/O error": "SQLITE_IOERR",
        "database is locked": "SQLITE_BUSY",
        "database table is locked": "SQLITE_LOCKED",
        "unable to open database file": "SQLITE_CANTOPEN",
        "file is not a database": "SQLITE_NOTADB",
        "database disk image is malformed": "SQLITE_CORRUPT",
    }
)

_MEANINGS: Final = (
    ("SQLITE_FULL", _full),
    ("SQLITE_READONLY", _read_only),
    ("SQLITE_BUSY", _busy),
    ("SQLITE_LOCKED", _busy),
    ("SQLITE_IOERR", _disk_fault),
    ("SQLITE_CANTOPEN", _cannot_open),
    ("SQLITE_PERM", _cannot_open),
    ("SQLITE_AUTH", VaultReadOnlyError),
    ("SQLITE_NOTADB", DamagedDatabaseError),
    ("SQLITE_CORRUPT", DamagedDatabaseError),
)
