"""Taking a file in as evidence: judged by its content, stored encrypted, described."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portfolio_app.common.text import Text
from portfolio_app.storage.evidence import EvidenceStore

if TYPE_CHECKING:
    from portfolio_app.documents.evidence.guard import GuardedIntake


def take_in(file: Path, store: EvidenceStore, intake: GuardedIntake) -> dict[str, Any]:
    """Store the content of `file` and return what is known of it, as field values of an evidence record.

    The file may be hostile: its name is kept as text only, its content is judged before it is stored, by `intake` in a
    process of its own.

    Raises:
        WrongUseError: it is too big or too heavy, not what its name says, or of no kind that can be evidence.
        EnvironmentRefusedError: it cannot be read, looked at or stored.
    """
    from portfolio_app.documents.evidence.intake import read_file

    return describe_and_store(read_file(file), file.name, store, intake)


def describe_and_store(content: bytes, file_name: str, store: EvidenceStore, intake: GuardedIntake) -> dict[str, Any]:
    """Do what `take_in` does for content that is in memory."""
    facts = intake.inspect(content, name=file_name)
    stored = store.put_bytes(content)
    return {
        "name": readable_name(file_name),
        "file_name": _as_line(file_name)[-255:],
        "sha256": stored.sha256,
        "media_type": facts.media_type.value,
        "size": stored.size,
        "pages": facts.pages,
        "text": facts.text,
    }


def readable_name(file_name: str) -> str:
    """Return a first description from a file name: without ending, with spaces for underscores."""
    stem = _as_line(Path(file_name).stem)
    return re.sub(r"[_\s]+", " ", stem).strip()[:300] or Text("Bewijsstuk", "Evidence").nl


def _as_line(words: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in words)
