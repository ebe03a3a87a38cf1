"""What happens around an open vault: another program, a folder that moves or vanishes, a clock that is set back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.backups import Backups
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.restoring import restore
from portfolio_app.storage.errors import VaultFileGoneError
from portfolio_app.storage.lock import VaultLockedError
from portfolio_app.storage.vault import Secret
from tests.reliability.harness import PASSPHRASE, new_vault
from tests.reliability.invention import picture
from tests.vaults import QUICK

RIGHT = Secret(passphrase=PASSPHRASE)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 6, 15, 12, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_vault(tmp_path)
    return tmp_path / "vault.vakdossier"


@pytest.fixture
def portfolio(path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock) as opened:
        yield opened


def add(portfolio: Portfolio, name: str) -> str:
    values = {"name": name, "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED}
    return portfolio.add(Goal.kind, values).record.id


def names(portfolio: Portfolio) -> list[str]:
    return sorted(goal.name for goal in portfolio.snapshot().of(Goal))


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- another program --------------------------------------------------------------------------------------------------

HOLDING = """
import sys, time
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.services.opening import open_portfolio
with open_portfolio(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock()) as portfolio:
    print(portfolio.counts()["goal"], flush=True)
    sys.stdin.readline()
"""


def test_somebody_else_has_it_open_until_they_close_it(path: Path, clock: FixedClock) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path), PASSPHRASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "0\n"
        with pytest.raises(VaultLockedError) as refused:
            open_portfolio(path, passphrase=PASSPHRASE, clock=clock)
        assert str(other.pid) in refused.value.say("nl")
        assert str(other.pid) in refused.value.say("en")
        with open_portfolio(path, passphrase=PASSPHRASE, clock=clock, read_only=True) as reader:
            assert names(reader) == []
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.wait() == 0
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock) as portfolio:
        add(portfolio, "daarna")


# -- a folder that moves ----------------------------------------------------------------------------------------------


def test_a_folder_that_is_moved_away_is_noticed_and_work_goes_on_when_it_is_back(
    portfolio: Portfolio, path: Path, tmp_path: Path
) -> None:
    add(portfolio, "eerst")
    elsewhere = tmp_path / "elders.vakdossier"
    path.rename(elsewhere)
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture(1, 1000))
    with pytest.raises(VaultFileGoneError) as refused:
        add(portfolio, "nergens")
    assert "verplaatst" in refused.value.say("nl")
    assert "moved" in refused.value.say("en")
    for deed in (
        lambda: portfolio.add_evidence(scan),
        lambda: portfolio.vault.change_passphrase("een andere", QUICK),
        lambda: Backups(portfolio.vault, portfolio.clock).before("asked"),
    ):
        with pytest.raises(EnvironmentRefusedError):
            deed()
    assert not path.exists()
    elsewhere.rename(path)
    add(portfolio, "later")
    assert names(portfolio) == ["eerst", "later"]


def test_a_folder_that_is_deleted_takes_nothing_for_saved(portfolio: Portfolio, path: Path) -> None:
    add(portfolio, "eerst")
    shutil.rmtree(path)
    with pytest.raises(VaultFileGoneError):
        add(portfolio, "nergens")
    assert not path.exists()


def test_what_another_vault_holds_is_not_written_over(
    portfolio: Portfolio, path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """Somebody put another vault in the place of the open one: not one byte of it may change."""
    add(portfolio, "eerst")
    (tmp_path / "b").mkdir()
    other = new_vault(tmp_path / "b")
    path.rename(tmp_path / "elders.vakdossier")
    shutil.copytree(tmp_path / "b" / "vault.vakdossier", path)
    before = everything_in(path)
    with pytest.raises(VaultFileGoneError):
        add(portfolio, "nergens")
    with pytest.raises(VaultFileGoneError):
        portfolio.vault.change_passphrase("een andere", QUICK)
    with pytest.raises(VaultFileGoneError):
        portfolio.vault.new_recovery_key()
    assert everything_in(path) == before
    open_portfolio(path, passphrase=other.passphrase, clock=clock).close()


# -- a clock that is set back -----------------------------------------------------------------------------------------


def test_the_history_keeps_its_order_when_the_clock_does_not(portfolio: Portfolio, clock: FixedClock) -> None:
    moments = []
    for number, step in enumerate((0, 60, -7_000, 5, -90_000, 30)):
        clock.advance(timedelta(seconds=step))
        add(portfolio, f"doel {number}")
        moments.append(clock.now())
    assert moments != sorted(moments)
    assert [operation.number for operation in portfolio.history()] == [6, 5, 4, 3, 2, 1]
    for left in (5, 4, 3):
        clock.advance(timedelta(days=-1))
        portfolio.undo()
        assert names(portfolio) == [f"doel {number}" for number in range(left)]
    portfolio.redo()
    assert names(portfolio) == [f"doel {number}" for number in range(4)]
    assert portfolio.check().findings == ()


def test_the_past_can_be_asked_for_at_any_moment(portfolio: Portfolio, clock: FixedClock) -> None:
    first = add(portfolio, "één")
    for step, name in ((3_600, "twee"), (-7_200, "drie"), (600, "vier")):
        clock.advance(timedelta(seconds=step))
        portfolio.change(Goal.kind, first, {"name": name})
    clock.advance(timedelta(seconds=-60))
    portfolio.delete([first])
    start = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
    for minutes in range(0, 400, 7):
        past = portfolio.vault.storage.as_of(start + timedelta(minutes=minutes))
        assert {goal.name for goal in past.of(Goal)} <= {"één", "twee", "drie", "vier"}
    assert len(portfolio.vault.storage.as_of(start + timedelta(days=1))) == 0


def test_a_backup_of_the_future_is_kept_and_so_is_that_of_today(
    portfolio: Portfolio, path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    backups = Backups(portfolio.vault, clock)
    add(portfolio, "oud")
    clock.advance(timedelta(days=400))
    (ahead,) = backups.back_up()
    clock.advance(timedelta(days=-399))
    add(portfolio, "nieuw")
    (today,) = backups.back_up()
    assert ahead.backup is not None
    assert today.backup is not None
    assert {backup.name for backup in backups.list()} == {ahead.backup.name, today.backup.name}
    (status,) = backups.status()
    assert status.age_days == 0
    target = tmp_path / "terug.vakdossier"
    restore(today.backup, target, RIGHT, clock=clock)
    with open_portfolio(target, passphrase=PASSPHRASE, clock=clock) as restored:
        assert names(restored) == ["nieuw", "oud"]


# -- what a synchronising program leaves ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["portfolio (Els's conflicted copy 2026-03-02).db", "vault-LAPTOP.json"])
def test_a_conflict_copy_is_named_and_left_alone(portfolio: Portfolio, path: Path, name: str) -> None:
    add(portfolio, "eerst")
    (path / name).write_bytes((path / "portfolio.db").read_bytes())
    (found,) = portfolio.check().findings
    assert name in found.message.nl
    assert name in found.message.en
    add(portfolio, "later")
    assert (path / name).exists()


def test_a_lock_note_of_another_machine_needs_a_person(path: Path, clock: FixedClock) -> None:
    """A synchronised folder brings the note of the other machine along."""
    note = '{"host": "laptop-elders", "pid": 4711, "process_started": "1", "since": "2026-06-15T08:00:00+00:00"}'
    (path / "vault.lock").write_text(note, encoding="ascii")
    with pytest.raises(VaultLockedError) as refused:
        open_portfolio(path, passphrase=PASSPHRASE, clock=clock)
    assert refused.value.may_override
    assert "laptop-elders" in refused.value.say("nl")
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock, override_lock=True) as portfolio:
        add(portfolio, "toch")
