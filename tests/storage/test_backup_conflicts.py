from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.conflicts import conflict_copies
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.vault import Vault

LEFT_BY_SYNC = (
    "portfolio (conflicted copy).db",
    "portfolio (Els's conflicted copy 2026-03-02).db",
    "portfolio-PC2.db",
    "portfolio (1).db",
    "portfolio.sync-conflict-20260302-093000-ABCDEFG.db",
    "portfolio_conf(1).db",
    "portfolio~HEAD.db",
    "Portfolio (kopie met conflict).db",
    "vault (1).json",
    "vault-LAPTOP.json",
    "vault.json.sync-conflict",
)
OWN_OR_FOREIGN = (
    "portfolio.db",
    "portfolio.db-journal",
    "vault.json",
    "vault.json.previous",
    "vault.lock",
    "portfolios.db",
    "leesmij.txt",
    "desktop.ini",
)


def test_a_vault_has_none_of_its_own(vault_path: Path, made: RecoveryKey) -> None:
    assert conflict_copies(vault_path) == ()


def test_what_sync_programs_leave_is_found_and_nothing_else(tmp_path: Path) -> None:
    for name in (*LEFT_BY_SYNC, *OWN_OR_FOREIGN):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "portfolio (map).db").mkdir()
    assert {path.name for path in conflict_copies(tmp_path)} == set(LEFT_BY_SYNC)


def test_a_folder_that_is_gone_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError):
        conflict_copies(tmp_path / "weg")


def test_check_names_every_one_of_them(vault: Vault) -> None:
    assert check_vault(vault).findings == ()
    (vault.path / "portfolio-PC2.db").write_bytes(b"x")
    (found,) = check_vault(vault).findings
    assert found.place == "folder"
    assert "portfolio-PC2.db" in found.message.nl
    assert found.remedy
