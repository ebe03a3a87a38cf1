"""The process that looks at files of others; see `process` and `serving`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portfolio_app.documents.evidence.limits import MAX_CHILD_MEMORY, MAX_SECONDS
from portfolio_app.documents.guarding.serving import Answer, Tell, serve

if TYPE_CHECKING:
    from portfolio_app.documents.reading.dossier import OpenedDossier


def main() -> int:
    """Look at files until there are no more."""
    return serve(_tasks, memory=MAX_CHILD_MEMORY, seconds=MAX_SECONDS)


def _tasks(tell: Tell) -> Callable[[dict[str, Any], bytes], Answer]:
    # What is needed is loaded before the first file, so that a broken set-up is told from a broken file.
    from portfolio_app.documents.evidence import prepare, render  # noqa: F401

    return _Tasks(tell).do


class _Tasks:
    """What can be asked; a dossier that was opened stays so until another is."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._dossier: OpenedDossier | None = None
        self._tasks: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
            "inspect": _inspect,
            "picture": _picture,
            "examine": self._examine,
            "read-words": _read_words,
            "open-dossier": self._open_dossier,
            "dossier-evidence": self._dossier_evidence,
            "dossier-pages": self._dossier_pages,
        }

    def do(self, head: dict[str, Any], content: bytes) -> Answer:
        return self._tasks[head["task"]](head, content)

    def _examine(self, head: dict[str, Any], _: bytes) -> Answer:
        from portfolio_app.documents.verifying.messages import examine_as_asked

        return examine_as_asked(head, self._tell), b""

    def _open_dossier(self, head: dict[str, Any], _: bytes) -> Answer:
        from portfolio_app.documents.reading.dossier import OpenedDossier

        opened = self._dossier = OpenedDossier(Path(head["path"]))
        return {"evidence": sorted(opened.evidence), "rebuildable": list(opened.rebuildable)}, opened.data

    def _dossier_evidence(self, head: dict[str, Any], _: bytes) -> Answer:
        return {}, self._opened().content(head["sha256"])

    def _dossier_pages(self, head: dict[str, Any], _: bytes) -> Answer:
        return {}, self._opened().rebuilt(head["id"])

    def _opened(self) -> OpenedDossier:
        if self._dossier is None:
            raise ValueError("no dossier was opened")
        return self._dossier


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


def _read_words(_: dict[str, Any], content: bytes) -> Answer:
    from portfolio_app.documents.reading.messages import words_as_asked

    return words_as_asked(content)


if __name__ == "__main__":
    sys.exit(main())
