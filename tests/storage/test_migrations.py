from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage import migrations
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.driver import connect
from portfolio_app.storage.errors import NewerVaultError
from portfolio_app.storage.migrations import Step, latest_version, migrate, schema_version, split_statements, steps
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.vault import Vault, open_vault
from tests.vaults import RIGHT

NEXT = latest_version() + 1


def next_step(*statements: str) -> tuple[Step, ...]:
    return (*steps(), Step(NEXT, f"{NEXT:04}_test", "\n".join(statements)))


def test_a_new_vault_is_at_the_latest_version(vault: Vault) -> None:
    connection = vault.connect()
    try:
        assert schema_version(connection) == latest_version() == len(steps())
        assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
        assert not migrate(connection)
    finally:
        connection.close()


def test_the_steps_use_no_code_of_the_program() -> None:
    folder = Path(migrations.__file__).parent
    assert {path.name for path in folder.iterdir() if path.suffix == ".py"} == {"__init__.py"}
    for step in steps():
        assert all(statement.endswith(";") for statement in step.statements)
        assert not any(word in " ".join(step.statements).upper() for word in ("PRAGMA", "COMMIT", "ATTACH"))


def test_a_script_is_cut_into_its_statements() -> None:
    script = """
-- a remark; with a semicolon

CREATE TABLE a (x TEXT DEFAULT ';');
CREATE TRIGGER t AFTER INSERT ON a BEGIN
    DELETE FROM a WHERE x = 'y';
END;
"""
    assert [statement.split()[1] for statement in split_statements(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="middle"):
        split_statements("CREATE TABLE a (x")


def test_a_step_is_taken_whole_or_not_at_all(vault: Vault) -> None:
    connection = vault.connect()
    try:
        for broken in (("CREATE TABLE extra (x);", "ALTER TABLE goal ADD COLUMN extra TEXT;", "nonsense;"),):
            with pytest.raises(Exception, match="nonsense"):
                migrate(connection, all_steps=next_step(*broken))
            assert schema_version(connection) == latest_version()
            assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'extra'").fetchall() == []
            assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    finally:
        connection.close()


def test_a_step_that_leaves_dead_links_is_not_taken(vault: Vault) -> None:
    connection = vault.connect()
    try:
        dead = "INSERT INTO link (source_id, field, position, source_kind, target_id) VALUES ('a', 'b', 0, 'c', 'd');"
        with pytest.raises(RuntimeError, match="nowhere"):
            migrate(connection, all_steps=next_step(dead))
        assert connection.execute("SELECT * FROM link").fetchall() == []
    finally:
        connection.close()


def test_rebuilding_a_table_keeps_what_refers_to_it(vault: Vault) -> None:
    """With foreign keys on, as they are otherwise, dropping the old table would take the rows of others with it."""
    connection = vault.connect()
    try:
        connection.execute("INSERT INTO record (number, id, kind) VALUES (1, 'a', 'goal')")
        connection.execute(
            "INSERT INTO goal (record_number, id, revision, created_at, changed_at) VALUES (1, 'a', 1, 'x', 'x')"
        )
        migrate(
            connection,
            all_steps=next_step(
                "CREATE TABLE record_new (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);",
                "INSERT INTO record_new SELECT * FROM record;",
                "DROP TABLE record;",
                "ALTER TABLE record_new RENAME TO record;",
            ),
        )
        assert connection.execute("SELECT id FROM goal").fetchall() == [("a",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        with pytest.raises(NewerVaultError):
            schema_version(connection)
    finally:
        connection.close()


def test_a_checked_copy_is_made_before_an_old_vault_is_touched(
    vault_path: Path, made: RecoveryKey, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = latest_version()
    extended = next_step("ALTER TABLE goal ADD COLUMN extra TEXT;")
    monkeypatch.setattr(migrations, "steps", lambda: extended)
    with open_vault(vault_path, RIGHT, clock) as vault:
        store = BackupStore(vault.backups, vault.data_key)
        (backup,) = store.list()
        assert store.verify(backup, evidence_too=True) is None
        assert backup.manifest is not None
        assert (backup.manifest.reason, backup.manifest.schema_version) == (BackupReason.MIGRATION, old)
        connection = vault.connect()
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        connection.close()
        shutil.copy(backup.path / "portfolio.db", vault_path / "portfolio.db")
        connection = connect(vault.place)
        assert connection.execute("PRAGMA user_version").fetchone() == (old,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def test_without_room_for_the_copy_the_vault_is_not_touched(
    vault_path: Path, made: RecoveryKey, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    extended = next_step("ALTER TABLE goal ADD COLUMN extra TEXT;")
    monkeypatch.setattr(migrations, "steps", lambda: extended)
    (vault_path / "backups").rmdir()
    (vault_path / "backups").write_bytes(b"in the way")
    before = (vault_path / "portfolio.db").read_bytes()
    with pytest.raises(EnvironmentRefusedError):
        open_vault(vault_path, RIGHT, clock)
    assert (vault_path / "portfolio.db").read_bytes() == before


KILLED_WHILE_MIGRATING = """
import os, sys
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.storage import driver, migrations
from portfolio_app.storage.vault import Secret, open_vault
moment = int(sys.argv[2])
real = migrations._take
class Counting:
    def __init__(self, connection): self.connection = connection
    in_transaction = property(lambda self: self.connection.in_transaction)
    def execute(self, *given):
        global moment
        moment -= 1
        if moment == 0:
            os.kill(os.getpid(), 9)
        return self.connection.execute(*given)
migrations._take = lambda connection, step: real(Counting(connection), step)
steps = (*migrations.steps(), migrations.Step(int(sys.argv[3]), "test",
    "ALTER TABLE goal ADD COLUMN extra TEXT;\\n CREATE TABLE extra (x);\\n DROP INDEX goal_order;"))
migrations.steps = lambda: steps
open_vault(Path(sys.argv[1]), Secret(passphrase="zeven slapende kraanvogels"), SystemClock())
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_killed_at_any_statement_it_is_at_one_version_or_the_next(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    old = {path: path.read_bytes() for path in vault_path.iterdir() if path.is_file()}
    for moment in range(1, 30):
        for path, content in old.items():
            path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", KILLED_WHILE_MIGRATING, str(vault_path), str(moment), str(NEXT)], check=False
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9
        try:
            open_vault(vault_path, RIGHT, clock).close()
        except NewerVaultError:  # the kill came after the commit
            assert moment > 8
    else:
        pytest.fail("the step never came to its end")
