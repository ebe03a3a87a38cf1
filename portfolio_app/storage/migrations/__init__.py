"""From the schema of an older version to today's: numbered steps of plain SQL that never change once released.

A step is a file `NNNN_what.sql` beside this module. It never uses code of the program, because that code goes on
changing and a step must do the same thing for ever. Each runs in one transaction, so that a vault is at one version or
the next, whatever happens in between. A new vault goes through all steps, which keeps the oldest of them tested.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from portfolio_app.common.value import Value
from portfolio_app.storage.driver import Connection, driver_module, translated
from portfolio_app.storage.errors import DamagedDatabaseError, NewerVaultError

APPLICATION_ID: Final = 0x56616B64
"""“Vakd”: tells our database from any other."""


class Step(Value):
    """One step: the schema version that it leads to, and its script, which is only taken apart when it is to be run."""

    version: int
    name: str
    script: str

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of the script, one by one."""
        return split_statements(self.script)


@cache
def steps() -> tuple[Step, ...]:
    """Return all steps, in order."""
    scripts = sorted(Path(__file__).parent.glob("*.sql"))
    found = tuple(Step(int(each.name[:4]), each.stem, each.read_text(encoding="utf-8")) for each in scripts)
    if [step.version for step in found] != list(range(1, len(found) + 1)):
        raise RuntimeError("the migration steps are not numbered 1, 2, 3 …")
    return found


def latest_version() -> int:
    """Return the schema version that this program works with."""
    return steps()[-1].version


def schema_version(connection: Connection) -> int:
    """Return the schema version of an open database; 0 for one that is still empty.

    Raises:
        NewerVaultError: a newer program wrote it.
        DamagedDatabaseError: it is empty or foreign although it should not be.
    """
    version = _pragma(connection, "user_version")
    if version and _pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedDatabaseError
    if version > latest_version():
        raise NewerVaultError
    return version


def migrate(
    connection: Connection,
    *,
    before: Callable[[int], None] = lambda _version: None,
    all_steps: tuple[Step, ...] | None = None,
) -> bool:
    """Bring an open database up to date and return whether anything had to be done.

    Args:
        connection: of the driver, in autocommit mode.
        before: called with the old version before the first step touches a database that holds data; makes the backup.
        all_steps: other steps than the program's own, for tests.

    Raises:
        NewerVaultError, DamagedDatabaseError: as `schema_version`.
        EnvironmentRefusedError: the system refused; the database is at the version of the last step that was done.
    """
    version = schema_version(connection)
    to_do = [step for step in all_steps or steps() if step.version > version]
    if to_do and version:
        before(version)
    for step in to_do:
        _take(connection, step)
    return bool(to_do)


def split_statements(script: str) -> tuple[str, ...]:
    """Return the statements of an SQL script, one by one, without the empty ones."""
    import sqlite3  # the ordinary one, for where a statement ends; an opening of a vault of today asks for no script

    statements: list[str] = []
    pending = ""
    for line in script.splitlines():
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError("the script ends in the middle of a statement")
    return tuple(statements)


def _pragma(connection: Connection, name: str) -> int:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return int(row[0]) if row else 0


def _take(connection: Connection, step: Step) -> None:
    database_error = driver_module().Error
    try:
        # Rebuilding a table that others refer to would delete their rows; hence off, and all of it checked afterwards.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in step.statements:
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RuntimeError(f"step {step.name} leaves links that lead nowhere")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step.version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")
    except database_error as error:
        raise translated(error) from error
