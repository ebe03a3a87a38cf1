"""SQLAlchemy's engine over the encrypted database: transactions begin and end where we say, errors come in words."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Delete, Insert, Update, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import QueuePool

from portfolio_app.storage import driver
from portfolio_app.storage.driver import DatabasePlace
from portfolio_app.storage.errors import DamagedDatabaseError, VaultFileGoneError, VaultReadOnlyError

_WRITES: Final = "vakdossier_writes"
_KEPT_STATEMENTS: Final = 150
"""So many statements stay put into words, each in about 30 kB; a day's work asks some 400 different ones, most once."""
_DIALECT: Final = sqlite.dialect(paramstyle="named")


class Prepared:
    """A statement that changes rows, put into words once and handed straight to the driver every time it is run.

    Going through SQLAlchemy for each of the half dozen statements of saving one record takes a fifth of the time that
    the whole of it does, the waiting for the disk included.

    Args:
        statement: an insert, update or delete whose values are all named.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._words = str(compiled)
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}

    def run(self, connection: Connection, *rows: Mapping[str, object]) -> None:
        """Run it in the transaction of `connection`, once for each of `rows`, which give the values by name.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        straight: Any = connection.connection.driver_connection
        with _errors_in_words(connection):
            if len(rows) == 1:
                straight.execute(self._words, {**self._constants, **rows[0]})
            else:
                straight.executemany(self._words, ({**self._constants, **row} for row in rows))


def straight_rows(connection: Connection, words: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """Return what a query in plain SQL finds, handed straight to the driver: for what must answer while somebody types.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    straight: Any = connection.connection.driver_connection
    with _errors_in_words(connection):
        rows: list[tuple[Any, ...]] = straight.execute(words, values).fetchall()
    return rows


@contextmanager
def _errors_in_words(connection: Connection) -> Iterator[None]:
    try:
        yield
    except driver.driver_module().Error as error:
        meant = driver.translated(error)
        if isinstance(meant, DamagedDatabaseError):
            connection.invalidate()
        if meant is error:
            raise
        raise meant from error


class Database:
    """An open database, usable from several threads; writing is done by one at a time.

    Args:
        place: where it is and what opens it.

    Raises:
        EnvironmentRefusedError: it is not there.
    """

    def __init__(self, place: DatabasePlace) -> None:
        self._place = place
        self._identity = self._identity_on_disk()
        self._writer = threading.RLock()
        self._writing = False
        self._engine = self._make_engine()
        self._write_engine = self._engine.execution_options(**{_WRITES: True})

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._place.read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is at the first read, until the end.

        Raises:
            EnvironmentRefusedError: the database cannot be read.
        """
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept all together when the block ends, or not at all when it raises.

        Raises:
            VaultReadOnlyError: it is open for reading only.
            VaultFileGoneError: the file was moved or deleted; what was written is not in the vault.
            EnvironmentRefusedError: the system refused; nothing was changed.
            RuntimeError: this thread is writing already.
        """
        if self._place.read_only:
            raise VaultReadOnlyError
        with self._writer:
            if self._writing:
                raise RuntimeError("a transaction within a transaction")
            self._writing = True
            try:
                self._must_be_in_place()
                with self._write_engine.connect() as connection, connection.begin():
                    yield connection
                # A commit into a file that was deleted or replaced is accepted without a murmur.
                self._must_be_in_place()
            finally:
                self._writing = False

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite:///vault",  # the place and the key come with the creator; an address would show them in messages
            module=driver.driver_module(),
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=2,
            max_overflow=6,
            hide_parameters=True,
            query_cache_size=_KEPT_STATEMENTS,
        )
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", _in_words, retval=True)
        return engine

    def _connect(self) -> Any:  # noqa: ANN401 - the driver's own type
        self._must_be_in_place()
        return driver.connect(self._place)

    def _identity_on_disk(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._place.path)  # noqa: PTH116 - a path already, and this is run for every commit
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _must_be_in_place(self) -> None:
        if self._identity is None or self._identity_on_disk() != self._identity:
            raise VaultFileGoneError


def _begin(connection: Connection) -> None:
    """Begin in so many words: left to itself the driver begins late, and a change of schema would not roll back."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _in_words(context: ExceptionContext) -> BaseException | None:
    if not isinstance(context.original_exception, Exception):
        return None
    meant = driver.translated(context.original_exception)
    if meant is context.original_exception:
        return None
    if isinstance(meant, DamagedDatabaseError):
        # A connection that met damage goes on failing where a fresh one would still read.
        context.is_disconnect = True
    return meant
