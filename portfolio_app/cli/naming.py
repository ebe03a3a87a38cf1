"""How the commands call a record: its kind, its title, and the id to name it by in a next command."""

from __future__ import annotations

from portfolio_app.common.text import Language
from portfolio_app.domain.kinds import kind_called


def named(kind: str, record_id: str, title: str, language: Language) -> str:
    """Return what to call a record on one line, such as `Doel: Beter luisteren [t6k1y9gg4x41ydew]`.

    Args:
        kind: the key of its kind; empty when that is not known.
        record_id: its id.
        title: what it is called; may be empty.
        language: of the line.
    """
    label = f"{kind_called(kind).label.say(language)}: " if kind else ""
    return f"{label}{title} [{record_id}]" if title else f"{label}[{record_id}]"
