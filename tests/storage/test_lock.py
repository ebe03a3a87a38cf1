from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage import lock as locks
from portfolio_app.storage.lock import LOCK_NAME, Holder, VaultLock, VaultLockedError

HOLDING = """
import sys
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.storage.lock import VaultLock
VaultLock.acquire(Path(sys.argv[1]), SystemClock())
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process_holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def leave_note(folder: Path, **changes: object) -> None:
    note = {"host": platform.node(), "pid": 4242, "process_started": "1", "since": "2026-01-05T08:15:00+00:00"}
    (folder / LOCK_NAME).write_text(json.dumps(note | changes))


def test_a_second_program_is_refused_and_told_who_holds_it(tmp_path: Path, clock: FixedClock) -> None:
    with another_process_holding(tmp_path) as holder:
        with pytest.raises(VaultLockedError) as refused:
            VaultLock.acquire(tmp_path, clock)
        error = refused.value
        assert error.exit_code == 3
        assert not error.may_override
        assert error.holder
        assert (error.holder.host, error.holder.pid) == (platform.node(), holder.pid)
        for language in ("nl", "en"):
            assert platform.node() in error.say(language)
            assert str(holder.pid) in error.say(language)
        with pytest.raises(VaultLockedError):
            VaultLock.acquire(tmp_path, clock, override=True)


def test_the_same_program_is_refused_too(tmp_path: Path, clock: FixedClock) -> None:
    with VaultLock.acquire(tmp_path, clock):
        with pytest.raises(VaultLockedError) as refused:
            VaultLock.acquire(tmp_path, clock)
        assert refused.value.holder
        assert refused.value.holder.pid == os.getpid()
        assert "2026-03-02 09:30" in refused.value.say("nl")


def test_a_lock_that_was_released_leaves_nothing(tmp_path: Path, clock: FixedClock) -> None:
    lock = VaultLock.acquire(tmp_path, clock)
    assert VaultLock.holder(tmp_path) == Holder.this_process(clock)
    lock.release()
    lock.release()
    assert VaultLock.holder(tmp_path) is None
    assert not list(tmp_path.iterdir())
    VaultLock.acquire(tmp_path, clock).release()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_a_holder_that_was_killed_blocks_nobody(tmp_path: Path, clock: FixedClock) -> None:
    with another_process_holding(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert (tmp_path / LOCK_NAME).exists()
        VaultLock.acquire(tmp_path, clock).release()


def test_a_note_of_another_machine_is_believed_until_a_person_says_otherwise(tmp_path: Path, clock: FixedClock) -> None:
    leave_note(tmp_path, host="laptop-fenna")
    with pytest.raises(VaultLockedError) as refused:
        VaultLock.acquire(tmp_path, clock)
    assert refused.value.may_override
    assert "laptop-fenna" in refused.value.say("nl")
    assert "2026-01-05 08:15" in refused.value.say("nl")
    with VaultLock.acquire(tmp_path, clock, override=True):
        assert VaultLock.holder(tmp_path) == Holder.this_process(clock)


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"\0" * 10_000, b'{"host": "x"}', b'{"pid": "x"}', b"null"])
def test_a_note_that_cannot_be_read_blocks_nobody(tmp_path: Path, clock: FixedClock, note: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(note)
    VaultLock.acquire(tmp_path, clock).release()


def test_without_locks_of_the_system_the_note_of_a_living_process_counts(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_lock_by_system", lambda _: None)
    me = Holder.this_process(clock)
    leave_note(tmp_path, pid=me.pid, process_started=me.process_started)
    with pytest.raises(VaultLockedError) as refused:
        VaultLock.acquire(tmp_path, clock)
    assert refused.value.may_override
    if me.process_started:  # the number was given to another process since
        leave_note(tmp_path, pid=me.pid, process_started="another")
        VaultLock.acquire(tmp_path, clock).release()
    leave_note(tmp_path, pid=2**22 + 5)
    VaultLock.acquire(tmp_path, clock).release()


@pytest.mark.skipif(os.name == "nt", reason="links are of Unix")
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path, clock: FixedClock) -> None:
    precious = tmp_path / "precious"
    precious.write_text("keep")
    (tmp_path / LOCK_NAME).symlink_to(precious)
    with pytest.raises(EnvironmentRefusedError):
        VaultLock.acquire(tmp_path, clock)
    assert precious.read_text() == "keep"
