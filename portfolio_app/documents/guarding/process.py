"""The process in which files of others are looked at, as the program sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from portfolio_app.common.closing import Closing
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.limits import IDLE_SECONDS, MAX_SECONDS
from portfolio_app.documents.guarding.messages import READY, TOLD, BrokenMessageError, receive, send

_PACKAGES: Final = Path(__file__).parents[3]
_OWN_SETTINGS: Final = "VAKDOSSIER_"
_START_SECONDS: Final = 60.0


class BrokenOffError(Exception):
    """Looking at a file took too much, or made the process fail."""


@dataclass(frozen=True, slots=True)
class Child:
    """What is started as a process of its own, and how long it may take.

    Attributes:
        word: with it a frozen program starts itself as this process.
        module: what a program that is not frozen starts.
        seconds: how long one question may take.
        idle_seconds: how long the process waits for another question.
        command: what is started instead of this program.
    """

    word: str
    module: str
    seconds: float
    idle_seconds: float
    command: tuple[str, ...] = ()


LOOKING: Final = Child("inspect-evidence", "portfolio_app.documents.guarding.child", MAX_SECONDS, IDLE_SECONDS)
"""The process that looks at files of others."""


class GuardedProcess(Closing):
    """Looks at files, one after the other, in a process that is started with the first and ended when it is idle.

    A file that makes the process fail costs that process; the next file gets a new one. May be used from any thread.

    Args:
        child: what is started.
    """

    def __init__(self, child: Child = LOOKING) -> None:
        self._child = child
        self._command = child.command or own_command(child.word, child.module)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None
        self._over = False

    def ask(
        self, head: dict[str, Any], body: bytes = b"", hear: Callable[[Any], None] = lambda _told: None
    ) -> tuple[dict[str, Any], bytes]:
        """Return what the process answers; see `child` for what it can be asked.

        Args:
            head: the question.
            body: the bytes that belong to it.
            hear: called, on this thread, with what the process tells before its answer, which may be any JSON; raises
                `BrokenMessageError` when that makes no sense.

        Raises:
            BrokenOffError: looking at the file took too much, or made the process fail.
            EnvironmentRefusedError: no process can be started.
        """
        with self._turn:
            self._stay()
            self._refuse_when_over()
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._process = self._started()
            self._refuse_when_over()
            try:
                return _answer(self._process, head, body, self._child.seconds, hear)
            except BrokenMessageError as error:
                self._end()
                raise BrokenOffError from error
            finally:
                self._leave_when_idle()

    def give_up(self) -> None:
        """End a process whose answer makes no sense; the next file gets a new one."""
        with self._turn:
            self._end()

    def end_for_good(self) -> None:
        """End the process now, whatever it is busy with; whoever waits for its answer is told that it was broken off.

        From then on every file is refused: no process is started any more.
        """
        self._over = True
        process = self._process
        if process is not None:
            process.kill()
        self.close()

    def close(self) -> None:
        """End the process; it is started again when there is another file."""
        with self._turn:
            self._stay()
            self._end()

    def _refuse_when_over(self) -> None:
        if self._over:  # set from another thread, at any moment
            self._end()
            raise BrokenOffError

    def _started(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program itself, no shell, nothing of the file in it
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(os.environ),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _cannot_start() from error
        try:
            with _Ending(process, _START_SECONDS):
                head, _ = receive(_pipe(process.stdout))
        except BrokenMessageError as error:
            _end(process)
            raise _cannot_start() from error
        if head != READY:
            _end(process)
            raise _cannot_start()
        return process

    def _end(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _leave_when_idle(self) -> None:
        if self._process is not None:
            self._idle = threading.Timer(self._child.idle_seconds, self.close)
            self._idle.daemon = True
            self._idle.start()

    def _stay(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


class _Ending:
    """Ends a process when what is done with it takes too long; its pipes then say that it is gone."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()


def _answer(
    process: subprocess.Popen[bytes],
    head: dict[str, Any],
    content: bytes,
    seconds: float,
    hear: Callable[[Any], None],
) -> tuple[dict[str, Any], bytes]:
    with _Ending(process, seconds):
        try:
            send(_pipe(process.stdin), head, content)
        except OSError as error:
            raise BrokenMessageError from error
        answers = _pipe(process.stdout)
        while True:
            answer, body = receive(answers)
            if TOLD not in answer:
                return answer, body
            hear(answer[TOLD])


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise BrokenMessageError
    return pipe


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not yet sent to a process that is gone
                pipe.close()
    process.wait()


def _cannot_start() -> EnvironmentRefusedError:
    return EnvironmentRefusedError(
        Text(
            "Het deel van het programma dat bestanden bekijkt, kan niet worden gestart.",
            "The part of the program that checks files cannot be started.",
        ),
        Text("Installeer het programma opnieuw, of maak geheugen vrij.", "Install the program again, or free memory."),
    )


def own_command(word: str, module: str) -> tuple[str, ...]:
    """Return what starts this program as a process of its own: by `word` when it is frozen, else by its module."""
    if getattr(sys, "frozen", False):
        return (sys.executable, word)
    # -P: what lies in the folder at hand is not taken for a part of the program.
    return (sys.executable, "-P", "-m", module)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the process: nothing of the vault, and the packages that this program has."""
    kept = {name: value for name, value in ours.items() if not name.startswith(_OWN_SETTINGS)}
    if not getattr(sys, "frozen", False):
        kept["PYTHONPATH"] = os.pathsep.join(part for part in (str(_PACKAGES), ours.get("PYTHONPATH", "")) if part)
    return kept
