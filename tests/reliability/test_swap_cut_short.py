"""One vault takes the place of another and the process is killed at each of its steps: both are always within reach."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.backups import Backups
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.restoring import restore
from portfolio_app.storage.backups import swapping
from portfolio_app.storage.backups.swapping import NOTE_NAME, is_half_way, swap
from portfolio_app.storage.vault import Secret
from tests.reliability.dying import die_at_step
from tests.reliability.harness import PASSPHRASE, new_vault

RIGHT = Secret(passphrase=PASSPHRASE)
MOST_STEPS = 40

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")


def add(path: Path, name: str, clock: FixedClock) -> None:
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock) as portfolio:
        values = {"name": name, "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED}
        portfolio.add(Goal.kind, values)


def names(path: Path, clock: FixedClock) -> list[str]:
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock) as portfolio:
        return sorted(goal.name for goal in portfolio.snapshot().of(Goal))


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> Path:
    """A folder with a vault that holds two goals, and one restored from when there was one."""
    folder = tmp_path / "samen"
    folder.mkdir()
    new_vault(folder)
    old = folder / "vault.vakdossier"
    add(old, "eerst", clock)
    with open_portfolio(old, passphrase=PASSPHRASE, clock=clock) as portfolio:
        Backups(portfolio.vault, clock).back_up()
    restore(old, folder / "terug.vakdossier", RIGHT, clock=clock)
    add(old, "later", clock)
    return folder


def killed_at(step: int, folder: Path, clock: FixedClock) -> bool:
    """Swap in a process that dies at a step, and tell whether it did."""
    pid = os.fork()
    if pid == 0:
        try:
            die_at_step(step, random.Random(step))
            swap(folder / "vault.vakdossier", folder / "terug.vakdossier", clock)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("first", ["vault.vakdossier", "terug.vakdossier"])
def test_killed_at_any_step_both_vaults_are_there(
    pair: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, exchanges: bool, first: str
) -> None:
    if not exchanges:
        monkeypatch.setattr(swapping, "_exchanger", lambda: None)
    seen = set()
    for step in range(1, MOST_STEPS):
        folder = tmp_path / f"stap-{step}"
        shutil.copytree(pair, folder)
        died = killed_at(step, folder, clock)
        seen.add(is_half_way(folder / "vault.vakdossier"))
        if first == "vault.vakdossier" or (folder / first).exists():
            names(folder / first, clock)  # whoever opens one of them settles it
        found = names(folder / "vault.vakdossier", clock)
        others = [path for path in folder.glob("*.vakdossier") if path.name != "vault.vakdossier"]
        assert sorted([found, *(names(path, clock) for path in others)]) == [["eerst"], ["eerst", "later"]], step
        assert not list(folder.glob(f"*/{NOTE_NAME}"))
        if not died:
            assert found == ["eerst"]
            break
    else:
        pytest.fail("the swap never came to its end")
    assert seen == ({False} if exchanges else {False, True})


def test_a_note_that_was_tampered_with_moves_nothing(pair: Path, clock: FixedClock) -> None:
    for note in ({"old": "../vault.vakdossier", "new": "terug.vakdossier", "aside": "x"}, {"old": 3}, []):
        (pair / "terug.vakdossier" / NOTE_NAME).write_text(json.dumps(note), encoding="ascii")
        before = sorted(path.name for path in pair.iterdir())
        assert names(pair / "terug.vakdossier", clock) == ["eerst"]
        assert sorted(path.name for path in pair.iterdir()) == before


def test_the_half_of_a_vault_that_a_killed_restoring_left_is_cleared(pair: Path, clock: FixedClock) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            die_at_step(25, random.Random(1))
            restore(pair / "vault.vakdossier", pair / "nog.vakdossier", RIGHT, clock=clock)
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    (half,) = pair.glob(".vakdossier-*")
    assert any(half.iterdir())
    names(pair / "vault.vakdossier", clock)
    assert not half.exists()


def test_a_restoring_that_is_still_at_work_is_left_alone(pair: Path, clock: FixedClock) -> None:
    def look(_stage: object, done: int, total: int) -> None:
        names(pair / "terug.vakdossier", clock)
        assert list(pair.glob(".vakdossier-*"))
        told.append((done, total))

    told: list[tuple[int, int]] = []
    restored = restore(pair / "vault.vakdossier", pair / "nog.vakdossier", RIGHT, clock=clock, progress=look)
    assert told
    assert names(restored.path, clock) == ["eerst"]
