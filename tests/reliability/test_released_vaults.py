"""Vaults that older versions of the program made, opened by today's, and by one that is killed while it migrates."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.services.restoring import restore
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.driver import Connection
from portfolio_app.storage.errors import OlderVaultError
from portfolio_app.storage.migrations import latest_version
from portfolio_app.storage.vault import Secret, create_vault, open_vault
from tests.reliability.harness import steps_ahead
from tests.reliability.migrating import what_is_lost
from tests.reliability.model import as_kept
from tests.reliability.released import PASSPHRASE, Released, released
from tests.vaults import QUICK

RIGHT = Secret(passphrase=PASSPHRASE)
each_released = pytest.mark.parametrize("stored", released(), ids=lambda stored: f"schema-{stored.version}")


def schema_of(connection: Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(str(sql).split()) for name, sql in rows}


def test_there_is_a_vault_of_every_schema() -> None:
    assert [stored.version for stored in released()] == list(range(1, latest_version() + 1)), (
        "make the missing one: python -m tests.reliability.released N"
    )


@each_released
def test_it_opens_and_all_is_there(stored: Released, tmp_path: Path, clock: FixedClock) -> None:
    path = stored.copy_to(tmp_path)
    with open_vault(path, RIGHT, clock) as vault:
        assert what_is_lost(vault, stored) == []
        assert vault.notices == ()
    open_vault(path, Secret(recovery_key=stored.recovery_key), clock).close()


@each_released
def test_its_past_still_leads_back(stored: Released, tmp_path: Path, clock: FixedClock) -> None:
    with open_vault(stored.copy_to(tmp_path), RIGHT, clock) as vault:
        if stored.operations:
            vault.storage.undo()
            assert as_kept(vault.storage.snapshot()) == stored.before_undo
            vault.storage.redo()
        assert as_kept(vault.storage.snapshot()) == stored.records


@each_released
def test_it_gets_the_schema_of_a_new_vault(stored: Released, tmp_path: Path, clock: FixedClock) -> None:
    """Also the tripwire for a step that was changed after vaults had taken it."""
    schemas = []
    new = create_vault(tmp_path / "new.vakdossier", PASSPHRASE, clock, kdf=QUICK).vault
    for vault in (new, open_vault(stored.copy_to(tmp_path), RIGHT, clock)):
        with vault:
            connection = vault.connect()
            schemas.append(schema_of(connection))
            connection.close()
    assert schemas[0] == schemas[1], (
        "a step that vaults have taken must not change: write a new one; as long as nothing is released, make the "
        f"stored vault anew: python -m tests.reliability.released {stored.version}"
    )


@each_released
def test_migrating_leaves_a_copy_of_how_it_was(stored: Released, tmp_path: Path, clock: FixedClock) -> None:
    path = stored.copy_to(tmp_path)
    with steps_ahead(1):
        with pytest.raises(OlderVaultError):
            open_vault(path, RIGHT, clock, read_only=True)
        before = (path / "portfolio.db").read_bytes()
        with open_vault(path, RIGHT, clock) as vault:
            assert what_is_lost(vault, stored) == []
        assert (path / "portfolio.db").read_bytes() != before
    (backup,) = (path / "backups").glob("*Z")
    restored = restore(backup, tmp_path / "terug.vakdossier", RIGHT, clock=clock)
    with open_vault(restored.path, RIGHT, clock) as vault:
        assert restored.manifest.reason is BackupReason.MIGRATION
        assert what_is_lost(vault, stored) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
@pytest.mark.parametrize(("version", "ahead", "every"), [(1, 0, 6), (latest_version(), 1, 5)])
def test_killed_at_its_statements_it_is_at_one_schema_or_the_next(
    version: int, ahead: int, every: int, checkout: Path
) -> None:
    """Every statement is done by `python -m tests.reliability.migrating`; here, one in so many."""
    command = [sys.executable, "-m", "tests.reliability.migrating", str(version), str(ahead), "--every", str(every)]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["problems"] == []
    assert told["kills"] > 10
