"""Taking a file in as evidence: judged by its content, stored encrypted, described; and giving it to a document."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app import __version__
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.storage.evidence import EvidenceStore

if TYPE_CHECKING:
    from portfolio_app.documents.evidence.guard import GuardedIntake

_FORM: Final = "3"
"""Raised when `documents.evidence.prepare` makes something else of the same file."""

_BUILT_ON: Final = ("pi-heif", "pikepdf", "pypdfium2", "pillow")
_PAGE_END: Final = "\f"
_BETWEEN_PAGES: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that is in memory only, such as a picture from the clipboard."""

    name: str
    content: bytes


def take_in(file: Path | FileContent, store: EvidenceStore, intake: GuardedIntake) -> dict[str, Any]:
    """Store the content of `file` and return what is known of it, as field values of an evidence record.

    The file may be hostile: its name is kept as text only, its content is judged before it is stored, by `intake` in a
    process of its own.

    Raises:
        WrongUseError: it is too big or too heavy, not what its name says, or of no kind that can be evidence.
        EnvironmentRefusedError: it cannot be read, looked at or stored.
    """
    from portfolio_app.documents.evidence.intake import read_file

    if isinstance(file, FileContent):
        return describe_and_store(file.content, file.name, store, intake)
    return describe_and_store(read_file(file), file.name, store, intake)


def describe_and_store(content: bytes, file_name: str, store: EvidenceStore, intake: GuardedIntake) -> dict[str, Any]:
    """Do what `take_in` does for content that is in memory."""
    facts = intake.inspect(content, name=file_name)
    stored = store.put_bytes(content)
    if facts.prepared is not None:
        store.put_derived(stored.sha256, preparer(), facts.prepared)
    return {
        "name": readable_name(file_name),
        "file_name": _as_line(file_name)[-255:],
        "sha256": stored.sha256,
        "media_type": facts.media_type.value,
        "size": stored.size,
        "pages": facts.pages,
        "text": Evidence.kind.field("text").type.parse(facts.text.replace(_PAGE_END, _BETWEEN_PAGES), "nl"),
    }


class ReadyEvidence:
    """Evidence as the writer of a document wants it.

    Its pages are made ready once, in a process of its own, and kept beside it; see `EvidenceStore.put_derived`.

    Args:
        store: has the evidence.
        intake: looks at what was not made ready yet.
    """

    def __init__(self, store: EvidenceStore, intake: GuardedIntake) -> None:
        self._store = store
        self._intake = intake

    def pages(self, evidence: Evidence) -> bytes:
        """Return the pages of a PDF or TIFF, made ready.

        Raises:
            WrongUseError: it cannot be used, and why.
            EnvironmentRefusedError: it is missing or damaged.
        """
        kept = self._store.derived(evidence.sha256, preparer())
        if kept is not None:
            return kept
        facts = self._intake.inspect(self._store.read(evidence.sha256))
        if facts.prepared is None or facts.media_type.value != evidence.media_type:
            raise WrongUseError(
                Text(
                    "De inhoud is niet van het soort dat is opgegeven.",
                    "The content is not of the kind that was stated.",
                )
            )
        self._store.put_derived(evidence.sha256, preparer(), facts.prepared)
        return facts.prepared


@cache
def preparer() -> str:
    """Return a name for what makes pages ready: another version of it, or of what it is built on, has another name."""
    parts = [_FORM, __version__]
    for package in _BUILT_ON:
        with suppress(PackageNotFoundError):  # in a frozen program, whose own version then says enough
            parts.append(version(package))
    return "pages" + hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def readable_name(file_name: str) -> str:
    """Return a first description from a file name: without ending, with spaces for underscores."""
    stem = _as_line(Path(file_name).stem)
    return re.sub(r"[_\s]+", " ", stem).strip()[:300] or Text("Bewijsstuk", "Evidence").nl


def _as_line(words: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in words)
