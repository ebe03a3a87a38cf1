"""Words that appear on hovering, of which nothing is ever taken for markup."""

from __future__ import annotations

from typing import Final

_ONE_LINE: Final = 80


def plain_tip(words: str) -> str:
    """Return words as a tooltip shows them as they are, long ones over several lines.

    Qt takes for markup what looks like it, and breaks the lines of nothing else.
    """
    if "<" not in words and len(words) <= _ONE_LINE:
        return words
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>"
