"""The power goes, in simulation; all states of all deeds: `python -m tests.reliability.power_cuts`."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.dying import can_trace
from tests.reliability.power import Disk, Event, after_power_cuts

needs_strace = pytest.mark.skipif(not can_trace(), reason="what is asked of the disk is recorded by strace")


@needs_strace
def test_after_a_power_cut_there_is_the_old_or_the_new_state(checkout: Path) -> None:
    cases = ["changing the passphrase", "taking in evidence", "exporting", "making a backup", "saving a record"]
    command = [sys.executable, "-m", "tests.reliability.power_cuts", "--most", "25", *cases]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: figures["wrong"] for name, figures in told.items()} == {name: {} for name in cases}
    assert all(figures["states"] > 10 for figures in told.values())


@needs_strace
def test_the_simulation_notices_a_careless_writer(checkout: Path) -> None:
    command = [sys.executable, "-m", "tests.reliability.power_cuts", "exporting carelessly"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True)
    assert (
        "the old paper, although the new one was acknowledged"
        in json.loads(done.stdout)["exporting carelessly"]["wrong"]
    )


WRITE = Event("write", "a", 1, 0, b"new" * 1000)


def contents_of(events: list[Event]) -> set[tuple[bytes | None, bool]]:
    start = Disk({-1: bytearray(b"old")}, {"a": -1})
    found = set()
    for seed in range(30):
        for disk, acknowledged in after_power_cuts(start, events, random.Random(seed)):
            number = disk.names.get("a")
            found.add((bytes(disk.contents.get(number, b"")) if number is not None else None, acknowledged))
    return found


def test_what_was_synced_is_there_and_nothing_else_is_sure() -> None:
    done = Event("acknowledge")
    assert {each for each, acknowledged in contents_of([WRITE, Event("sync", "a", 1), done]) if acknowledged} == {
        WRITE.content
    }
    unsynced = {each for each, acknowledged in contents_of([WRITE, done]) if acknowledged}
    assert {b"old", WRITE.content} < unsynced
    assert any(each is not None and 0 < len(each) < 3000 and each != b"old" for each in unsynced), "torn"


def test_a_name_is_sure_when_its_folder_was_synced() -> None:
    part = [Event("make", "b", 2), Event("write", "b", 2, 0, b"new"), Event("sync", "b", 2)]
    rename, sync, done = Event("rename", "b", target="a"), Event("sync", ".", 9), Event("acknowledge")
    assert {each for each, acknowledged in contents_of([*part, rename, done]) if acknowledged} == {b"old", b"new"}
    assert {each for each, acknowledged in contents_of([*part, rename, sync, done]) if acknowledged} == {b"new"}
