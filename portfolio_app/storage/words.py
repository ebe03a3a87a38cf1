"""From what a person types in a search field to what the search index understands."""

from __future__ import annotations

from typing import Final

_MOST_WORDS: Final = 20
_LONGEST_WORD: Final = 100


def match_expression(typed: str) -> str | None:
    """Return the expression that finds records with all the words typed, the last one also as the start of a word.

    Every word is quoted, so no sign that is typed (`e-mail`, `50%`, `(`, `"`, `AND`) means anything to the index.
    Returns None when nothing typed can be searched for.
    """
    words = [word[:_LONGEST_WORD] for word in typed.split() if any(sign.isalnum() for sign in word)][:_MOST_WORDS]
    if not words:
        return None
    quoted = ['"' + word.replace('"', '""').replace("\0", "") + '"' for word in words]
    return " AND ".join([*quoted[:-1], quoted[-1] + " *"])
