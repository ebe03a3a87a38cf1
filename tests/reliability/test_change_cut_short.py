"""A database whose writer died in the middle of a change, with the journal still beside it, opened for reading only.

Most commands only read. They must not be refused because the last one was killed.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.storage import vault as vaults
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.errors import UnfinishedChangeError
from portfolio_app.storage.lock import VaultLock
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.harness import PASSPHRASE, new_vault

RIGHT = Secret(passphrase=PASSPHRASE)


def goals(first: int, count: int) -> list[Goal]:
    usual = Goal(id="g", name="Doel", notes="woord " * 500, deadline=date(2026, 12, 1), status=GoalStatus.PLANNED)
    return [replace(usual, id=f"g{number}") for number in range(first, first + count)]


@pytest.fixture
def half_done(tmp_path: Path, clock: FixedClock) -> Path:
    """What stands on the disk when the power of a process ends half-way a change of more pages than fit in memory."""
    new_vault(tmp_path)
    path, copy = tmp_path / "vault.vakdossier", tmp_path / "killed.vakdossier"
    with open_vault(path, RIGHT, clock) as vault:
        with vault.storage.transaction("add") as unit:
            unit.insert_many(goals(0, 5))
        with pytest.raises(ZeroDivisionError), vault.storage.transaction("add") as unit:  # noqa: PT012
            unit.insert_many(goals(100, 3000))
            shutil.copytree(path, copy)
            raise ZeroDivisionError
    assert (copy / "portfolio.db-journal").stat().st_size > 4096
    return copy


def test_it_is_rolled_back_and_read(half_done: Path, clock: FixedClock) -> None:
    with open_vault(half_done, RIGHT, clock, read_only=True) as vault:
        assert {record.id for record in vault.storage.snapshot()} == {f"g{number}" for number in range(5)}
        assert check_vault(vault).findings == ()
    assert not (half_done / "vault.lock").exists()


def test_where_nothing_can_be_written_it_says_so(
    half_done: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaults, "_roll_back_what_was_cut_short", lambda *_: None)
    with pytest.raises(UnfinishedChangeError) as refused:
        open_vault(half_done, RIGHT, clock, read_only=True)
    assert "teruggedraaid" in refused.value.say("nl")
    assert "rolled back" in refused.value.say("en")
    with open_vault(half_done, RIGHT, clock) as vault:
        assert len(vault.storage.snapshot()) == 5


def test_the_journal_of_somebody_at_work_is_left_alone(half_done: Path, clock: FixedClock) -> None:
    before = (half_done / "portfolio.db-journal").read_bytes()
    with VaultLock.acquire(half_done, clock), pytest.raises(UnfinishedChangeError):
        open_vault(half_done, RIGHT, clock, read_only=True)
    assert (half_done / "portfolio.db-journal").read_bytes() == before
