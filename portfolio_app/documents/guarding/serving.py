"""What a guarded process does: it reads what is asked from its standard input, answers on its standard output, waits.

It has limits to what it may take, and nothing that a library prints comes out of it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from portfolio_app.documents.guarding.messages import READY, TOLD, BrokenMessageError, receive, send

Answer = tuple[dict[str, Any], bytes]
Tell = Callable[[Any], None]
"""Tells the program, before the answer, how far the process is: in plain JSON."""


def serve(prepare: Callable[[Tell], Callable[[dict[str, Any], bytes], Answer]], *, memory: int, seconds: float) -> int:
    """Answer until nothing more is asked, and return the exit code.

    Args:
        prepare: loads what is needed, within the limits, and returns what answers one question; it is handed what
            tells how far that is.
        memory: the most bytes that the process may take.
        seconds: how much a question may take of the processor, about.
    """
    questions, answers = _pipes()
    _limit_memory(memory)
    answer = prepare(lambda told: send(answers, {TOLD: told}))
    send(answers, READY)
    while True:
        try:
            head, content = receive(questions)
        except BrokenMessageError:
            return 0
        _limit_time(seconds)
        send(answers, *answer(head, content))


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the program; what a library prints goes nowhere."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return questions, answers


def _limit_memory(most_bytes: int) -> None:
    """Let what asks for too much memory fail; Windows has no such limit, and macOS may not know it."""
    if sys.platform != "win32":
        import resource

        for limit, most in ((resource.RLIMIT_AS, most_bytes), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):
                resource.setrlimit(limit, (most, most))


def _limit_time(seconds: float) -> None:
    """Let what computes too long be ended by the system, should the program that waits for it be gone."""
    if sys.platform != "win32":
        import resource

        used = int(time.process_time())
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (used + 2 * int(seconds), resource.RLIM_INFINITY))
