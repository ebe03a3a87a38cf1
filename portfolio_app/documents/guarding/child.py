"""The process that looks at files of others, with limits to what it may take; see `process`.

It reads what is asked from its standard input, answers on its standard output, and waits for the next.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from portfolio_app.documents.evidence.limits import MAX_CHILD_MEMORY, MAX_SECONDS
from portfolio_app.documents.guarding.messages import READY, BrokenMessageError, receive, send

if TYPE_CHECKING:
    from portfolio_app.documents.reading.dossier import OpenedDossier

Answer = tuple[dict[str, Any], bytes]


def main() -> int:
    """Look at files until there are no more."""
    questions, answers = _pipes()
    _limit_memory()
    # What is needed is loaded before the first file, so that a broken set-up is told from a broken file.
    from portfolio_app.documents.evidence import prepare, render  # noqa: F401

    tasks = _Tasks()
    send(answers, READY)
    while True:
        try:
            head, content = receive(questions)
        except BrokenMessageError:
            return 0
        _limit_time()
        send(answers, *tasks.do(head, content))


class _Tasks:
    """What can be asked; a dossier that was opened stays so until another is."""

    def __init__(self) -> None:
        self._dossier: OpenedDossier | None = None
        self._tasks: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
            "inspect": _inspect,
            "picture": _picture,
            "examine": _examine,
            "open-dossier": self._open_dossier,
            "dossier-evidence": self._dossier_evidence,
        }

    def do(self, head: dict[str, Any], content: bytes) -> Answer:
        return self._tasks[head["task"]](head, content)

    def _open_dossier(self, head: dict[str, Any], _: bytes) -> Answer:
        from portfolio_app.documents.reading.dossier import OpenedDossier

        self._dossier = OpenedDossier(Path(head["path"]))
        return {"evidence": sorted(self._dossier.evidence)}, self._dossier.data

    def _dossier_evidence(self, head: dict[str, Any], _: bytes) -> Answer:
        if self._dossier is None:
            raise ValueError("no dossier was opened")
        return {}, self._dossier.content(head["sha256"])


def _inspect(head: dict[str, Any], content: bytes) -> Answer:
    from portfolio_app.documents.evidence.intake import inspect
    from portfolio_app.documents.evidence.messages import facts_as_message, refusal_as_message
    from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

    try:
        return facts_as_message(inspect(content, name=str(head["name"])))
    except EvidenceRefusedError as refusal:
        return refusal_as_message(refusal), b""


def _picture(head: dict[str, Any], content: bytes) -> Answer:
    from portfolio_app.documents.evidence.messages import picture_as_message, refusal_as_message
    from portfolio_app.documents.evidence.picture import picture_of
    from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

    try:
        return picture_as_message(picture_of(content, int(head["page"]), int(head["width"])))
    except EvidenceRefusedError as refusal:
        return refusal_as_message(refusal), b""


def _examine(head: dict[str, Any], _: bytes) -> Answer:
    from portfolio_app.documents.verifying.messages import examine_as_asked

    return examine_as_asked(head), b""


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


def _limit_memory() -> None:
    """Let what asks for too much memory fail; Windows has no such limit, and macOS may not know it."""
    if sys.platform != "win32":
        import resource

        for limit, most in ((resource.RLIMIT_AS, MAX_CHILD_MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):
                resource.setrlimit(limit, (most, most))


def _limit_time() -> None:
    """Let what computes too long be ended by the system, should the program that waits for it be gone."""
    if sys.platform != "win32":
        import resource

        used = int(time.process_time())
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (used + 2 * int(MAX_SECONDS), resource.RLIM_INFINITY))


if __name__ == "__main__":
    sys.exit(main())
