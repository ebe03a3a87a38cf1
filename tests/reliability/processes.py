"""Starts the process that works in a vault, lets it die or be refused something, and hears what it said."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from tests.reliability import dying
from tests.reliability.deeds import Deed
from tests.reliability.worker import Tell, teller

Work = Callable[[random.Random, Tell], None]
"""What the process does: chance decides what, and it tells of it."""

_LONGEST: Final = 8.0
"""Seconds after which a process is killed that should have ended by itself."""


@dataclass(frozen=True)
class Ending:
    """How the process is to come to its end.

    Attributes:
        way: `moment`, `step`, `syscall` or `refused`.
        number: of the step or of the call to the kernel.
        seconds: after which it is killed anyway.
        call: which kind of call the kernel refuses, for `refused`.
        error: what it says.
        onward: it refuses all that comes after it too.
    """

    way: str
    number: int = 0
    seconds: float = _LONGEST
    call: str = ""
    error: str = ""
    onward: bool = False


@dataclass
class Ended:
    """What a process said before its end.

    Attributes:
        deeds: what it acknowledged, and what it told of each.
        in_flight: what it had announced and not acknowledged, if anything.
        then: what it did after it was refused something.
        was_open: it had opened the vault.
        refusal: what it was told when it was refused something, in Dutch and in English.
        failure: the traceback, when it failed by a mistake.
        was_killed: it did not end by itself.
    """

    deeds: list[tuple[Deed, dict[str, Any]]] = field(default_factory=list)
    in_flight: Deed | None = None
    then: Deed | None = None
    was_open: bool = False
    refusal: tuple[str, ...] = ()
    failure: str = ""
    was_killed: bool = False


def run_process(work: Work, seed: int, ending: Ending) -> Ended:
    """Fork a process that does the work, see it to its end, and return what it said."""
    ours, theirs = socket.socketpair()
    go_reading, go_writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        ours.close()
        os.close(go_writing)
        os.read(go_reading, 1)
        _live(work, random.Random(seed), teller(theirs.sendall), ending)
    theirs.close()
    os.close(go_reading)
    tracer = _tracer_of(pid, ending)
    os.write(go_writing, b"!")
    os.close(go_writing)
    said = _hear(ours, pid, ending.seconds)
    _, status = os.waitpid(pid, 0)
    if tracer is not None:
        tracer.wait()
        assert tracer.stderr is not None
        tracer.stderr.close()
    ended = understood(said)
    ended.was_killed = os.WIFSIGNALED(status)
    return ended


def understood(said: bytes) -> Ended:
    """Return what the lines of a process mean; what comes after the last newline was never said whole."""
    ended = Ended()
    for line in said.split(b"\n")[:-1]:
        words = json.loads(line)
        if "open" in words:
            ended.was_open = True
        elif "try" in words:
            ended.in_flight = Deed.from_plain(words["try"])
        elif "then" in words:
            ended.then = Deed.from_plain(words["then"])
        elif "refused" in words:
            ended.refusal = tuple(words["refused"])
        elif "failed" in words:
            ended.failure = f"{words['failed']}\nwhile: {ended.in_flight}\nrefused: {ended.refusal}"
        elif "done" in words and ended.in_flight is not None:
            ended.deeds.append((ended.in_flight, words["done"]))
            ended.in_flight = None
    return ended


def can_run() -> bool:
    """Tell whether processes can be forked and killed here."""
    return sys.platform != "win32"


def _live(work: Work, chance: random.Random, tell: Tell, ending: Ending) -> NoReturn:
    """Be the process."""
    sys.dont_write_bytecode = True
    try:
        if ending.way == "step":
            dying.die_at_step(ending.number, chance)
        work(chance, tell)
    except BaseException:  # noqa: BLE001 - told to the parent, whose business it is
        tell({"failed": traceback.format_exc()})
    os._exit(0)


def _tracer_of(pid: int, ending: Ending) -> subprocess.Popen[str] | None:
    if ending.way == "syscall":
        return dying.kill_at_call(pid, ending.number)
    if ending.way == "refused":
        return dying.refuse_call(pid, ending.call, ending.number, ending.error, onward=ending.onward)
    return None


def _hear(channel: socket.socket, pid: int, seconds: float) -> bytes:
    """Hear all that the process says, and kill it when its time has come."""
    said = b""
    ends = time.monotonic() + seconds
    killed = False
    with channel:
        while True:
            left = ends - time.monotonic()
            if left <= 0 and not killed:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                killed = True
            ready, _, _ = select.select([channel], [], [], None if killed else max(0.0, left))
            if ready:
                try:
                    piece = channel.recv(1 << 16)
                except ConnectionResetError:
                    piece = b""
                if not piece:
                    return said
                said += piece
