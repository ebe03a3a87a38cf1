"""Ways for a process to die at a chosen step of its own, rather than at a moment that a clock chooses.

A step is a sync to the disk, a file that is opened for writing, renamed, deleted or made, or a statement of SQL. Dying
is by SIGKILL: no handler, no `finally`, no flush. What happens within one statement of SQL, between the writes and
syncs of the database itself, is reached by `strace` (see `kill_at_call`) where that is there.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Final

from portfolio_app.storage.driver import driver_module

_STEPS: Final = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod"})
_WRITING: Final = os.O_WRONLY | os.O_RDWR
CALLS: Final = ("fsync", "fdatasync", "pwrite64", "write", "rename", "unlink", "ftruncate", "mkdir")
"""What is asked of the kernel where something is written; strace counts each kind of call for itself."""


def die_at_step(number: int, chance: random.Random) -> None:
    """Let this process be killed at the step of that number, counted from now.

    Never to be undone: for a process that has nothing else to do.
    """
    left = number

    def step() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
            step()

    sys.addaudithook(heard)
    _step_at_syncs(step, chance)
    _step_at_statements(step)


def die_at_statement(number: int) -> None:
    """Let this process be killed as it begins its `number`-th statement of SQL, counted from now."""
    left = number

    def statement() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _step_at_statements(statement)


def _step_at_syncs(step: Callable[[], None], chance: random.Random) -> None:
    """Count a sync as a step, which falls before it or after it."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        first = chance.random() < 0.5
        if first:
            step()
        real(descriptor)
        if not first:
            step()

    os.fsync = fsync  # type: ignore[assignment]


def _step_at_statements(step: Callable[[], None]) -> None:
    driver = driver_module()
    real = driver.connect

    def connect(*given: object, **named: object) -> object:
        connection = real(*given, **named)
        connection.set_trace_callback(lambda _: step())
        return connection

    driver.connect = connect  # type: ignore[attr-defined]


def can_trace() -> bool:
    """Tell whether `strace` is there and may trace a process of ours."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", os.devnull, "-e", "trace=write", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def kill_at_call(pid: int, number: int) -> subprocess.Popen[str]:
    """Let process `pid` be killed as it asks the kernel for the `number`-th of a kind of call, whichever comes first.

    Returns:
        The running `strace`, attached; it ends with the process.
    """
    return _traced(pid, ",".join((*CALLS, "sendto")), f"signal=KILL:when={number}")  # also when it would acknowledge


def refuse_call(pid: int, call: str, number: int, error: str, *, onward: bool) -> subprocess.Popen[str]:
    """Let the kernel refuse process `pid` one call.

    Args:
        pid: the process.
        call: of which kind, one of `CALLS`; or several, parted by commas.
        number: the how-manieth of its kind, counted from now.
        error: what the kernel says, such as `ENOSPC`.
        onward: refuse all that come after it too.

    Returns:
        The running `strace`, attached; it ends with the process.
    """
    return _traced(pid, call, f"error={error}:when={number}{'+' if onward else ''}")


def _traced(pid: int, calls: str, injected: str) -> subprocess.Popen[str]:
    command = ["strace", "-f", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={calls}:{injected}"]
    tracer = subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    tracer.stderr.readline()  # "strace: Process … attached"
    return tracer
