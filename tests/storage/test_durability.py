"""What the machine can do to a vault: kill, fill, forbid, move and delete. Nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.driver import connect
from portfolio_app.storage.errors import VaultFileGoneError
from portfolio_app.storage.lock import VaultLockedError
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.vault import Vault, open_vault
from tests.storage.conftest import MakeGoal
from tests.vaults import RIGHT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9, limits and rights are of Unix")

WRITING = """
import sys
from datetime import date
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.storage.vault import Secret, open_vault
vault = open_vault(Path(sys.argv[1]), Secret(passphrase="zeven slapende kraanvogels"), SystemClock())
start = int(sys.argv[2])
for number in range(start, start + 100000):
    stored = vault.evidence.put_bytes(b"bewijs %d" % number * 500)
    print("evidence", stored.sha256, flush=True)
    with vault.storage.transaction("add") as unit:
        unit.insert(Goal(id=f"g{number}", name=f"doel {number}", deadline=date(2026, 1, 1), status=GoalStatus.PLANNED))
    print("goal", f"g{number}", flush=True)
    if number % 5 == 0:
        with vault.storage.transaction("delete") as unit:
            unit.delete(f"g{number}")
        print("deleted", f"g{number}", flush=True)
"""


def test_killed_while_writing_nothing_acknowledged_is_lost(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    chance = random.Random(11)
    acknowledged: dict[str, set[str]] = {"evidence": set(), "goal": set(), "deleted": set()}
    for round_ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, str(vault_path), str(round_ * 100_000)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            lines: list[str] = []
            for _ in range(chance.randrange(2, 12)):
                lines.append(next(process.stdout))
                while not lines[-1].startswith("goal"):
                    lines.append(next(process.stdout))
            time.sleep(chance.uniform(0.0, 0.05))  # somewhere in the writing of the next
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        for line in lines:
            if line.endswith("\n"):
                what, which = line.split()
                acknowledged[what].add(which)
        with open_vault(vault_path, RIGHT, clock) as vault:
            there = {record.id for record in vault.storage.snapshot()}
            missing = acknowledged["goal"] - acknowledged["deleted"] - there
            assert len(missing) <= 1  # the deletion that was done but not yet reported
            assert all(int(goal[1:]) % 5 == 0 for goal in missing)
            acknowledged["deleted"] |= missing
            assert not acknowledged["deleted"] & there
            assert all(vault.evidence.is_good(sha256) for sha256 in acknowledged["evidence"])
            assert [finding for finding in check_vault(vault).findings if finding.is_serious] == []
    assert len(acknowledged["goal"]) >= 12


FILLING = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.storage.vault import Secret, open_vault
vault = open_vault(Path(sys.argv[1]), Secret(passphrase="zeven slapende kraanvogels"), SystemClock())
vault.storage.snapshot()
size = (Path(sys.argv[1]) / "portfolio.db").stat().st_size
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40000, resource.RLIM_INFINITY))
refused = ""
kept = 0
for number in range(100):
    try:
        with vault.storage.transaction("add") as unit:
            goal = Goal(
                id=f"g{number}", name="n", notes="woord " * 900, deadline=date(2026, 1, 1), status=GoalStatus.PLANNED
            )
            unit.insert(goal)
        kept += 1
    except EnvironmentRefusedError as error:
        refused = error.say("nl")
        break
assert len(vault.storage.snapshot()) == kept, "reading goes on"
try:
    vault.evidence.put_bytes(bytes(10_000_000))
except EnvironmentRefusedError as error:
    refused += error.say("en")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with vault.storage.transaction("add") as unit:
    unit.insert(Goal(id="later", name="n", deadline=date(2026, 1, 1), status=GoalStatus.PLANNED))
print(kept, refused)
vault.close()
"""


def test_when_there_is_no_room_it_is_said_and_nothing_is_harmed(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    done = subprocess.run([sys.executable, "-c", FILLING, str(vault_path)], check=True, capture_output=True, text=True)
    kept, refused = done.stdout.split(" ", 1)
    assert "niet bewaard" in refused
    assert "evidence did not succeed" in refused
    with open_vault(vault_path, RIGHT, clock) as vault:
        assert len(vault.storage.snapshot()) == int(kept) + 1
        assert check_vault(vault).findings == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make a disk of its own")
def test_a_disk_that_is_really_full(
    vault_path: Path, tmp_path: Path, made: RecoveryKey, goal: MakeGoal, clock: FixedClock
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be made here")
    try:
        shutil.copytree(vault_path, disk / "v")
        with open_vault(disk / "v", RIGHT, clock) as vault:
            kept = 0
            with pytest.raises(EnvironmentRefusedError) as refused:  # noqa: PT012 - what comes before matters
                for kept in range(10_000):
                    with vault.storage.transaction("add") as unit:
                        unit.insert(goal(f"g{kept}", notes="woord " * 900))
            assert "schijf is vol" in refused.value.say("nl")
            assert len(vault.storage.snapshot()) == kept
            with pytest.raises(EnvironmentRefusedError) as refused:
                vault.evidence.put_bytes(bytes(5_000_000))
            assert "schijf is vol" in refused.value.say("nl")
            assert check_vault(vault).findings == ()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("harm", ["deleted", "moved", "replaced"])
def test_a_commit_into_a_file_that_is_gone_is_not_announced(
    vault: Vault, goal: MakeGoal, tmp_path: Path, harm: str
) -> None:
    with vault.storage.transaction("add") as unit:
        unit.insert(goal("eerst"))
    database = vault.path / "portfolio.db"

    def do_harm() -> None:
        if harm == "deleted":
            database.unlink()
        elif harm == "moved":
            database.rename(tmp_path / "elders.db")
        else:
            shutil.copy(database, tmp_path / "kopie.db")
            (tmp_path / "kopie.db").replace(database)

    with pytest.raises(VaultFileGoneError), vault.storage.transaction("add") as unit:  # noqa: PT012 - what comes before matters
        unit.insert(goal("tweede"))
        do_harm()
    with pytest.raises(RuntimeError):
        _ = unit.change_set
    with pytest.raises(VaultFileGoneError), vault.storage.transaction("add"):
        pytest.fail("the next one does not even begin")


def test_a_vault_in_a_folder_that_may_not_be_written_can_be_read(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    vault_path.chmod(0o500)
    try:
        with pytest.raises(EnvironmentRefusedError):
            open_vault(vault_path, RIGHT, clock)
        with open_vault(vault_path, RIGHT, clock, read_only=True) as vault:
            assert len(vault.storage.snapshot()) == 0
    finally:
        vault_path.chmod(0o700)


def test_a_second_program_is_refused_and_reads_if_it_wants(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(vault_path), "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            with pytest.raises(VaultLockedError) as refused:
                open_vault(vault_path, RIGHT, clock)
            assert refused.value.holder
            assert refused.value.holder.pid == process.pid
            for _ in range(20):
                with open_vault(vault_path, RIGHT, clock, read_only=True) as reader:
                    reader.storage.snapshot()
        finally:
            process.kill()


def test_a_database_that_somebody_else_holds_is_waited_for_and_then_named(
    vault: Vault, goal: MakeGoal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portfolio_app.storage import driver

    monkeypatch.setattr(driver, "_BUSY_SECONDS", 0.05)
    other = connect(vault.place)
    try:
        storage = vault.storage
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EnvironmentRefusedError) as refused, storage.transaction("add") as unit:
            unit.insert(goal())
        assert "in gebruik" in refused.value.say("nl")
        other.execute("ROLLBACK")
        with storage.transaction("add") as unit:
            unit.insert(goal())
    finally:
        other.close()
    assert len(vault.storage.snapshot()) == 1


def test_a_damaged_page_is_named_and_reading_the_rest_goes_on(vault: Vault, goal: MakeGoal) -> None:
    with vault.storage.transaction("add") as unit:
        unit.insert_many([goal(f"g{number}", notes="woord " * 500) for number in range(200)])
    vault.storage.close()
    database = vault.path / "portfolio.db"
    content = bytearray(database.read_bytes())
    pages = len(content) // 4096
    for page in range(
        pages * 15 // 100, pages * 30 // 100
    ):  # the rows of the records: behind the schema, before the rest
        content[page * 4096 + 2000] ^= 1
    database.write_bytes(content)
    with pytest.raises(EnvironmentRefusedError) as refused:
        vault.storage.snapshot()
    assert "beschadigd" in refused.value.say("nl")
    with vault.storage.reading() as now:
        assert now.records.counts() == {"goal": 200}
    assert {finding.place for finding in check_vault(vault).findings} == {"database"}
