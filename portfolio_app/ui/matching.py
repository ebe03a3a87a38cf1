"""Whether what somebody typed fits what something is called: by parts, by initials, whatever the accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+")

WHOLE: Final = 4
STARTS: Final = 3
INITIALS: Final = 2
WITHIN: Final = 1
NOT: Final = 0


def folded(words: str) -> str:
    """Return `words` without case and without accents, to compare."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def fit(typed: str, name: str, also: str = "") -> int:
    """Return how well `typed` fits a name, 0 when it does not.

    Args:
        typed: what the person typed.
        name: what it is called.
        also: other words by which it may be found; what fits only with these fits less well.

    Returns:
        `WHOLE` when the name begins with all that was typed, `STARTS` when each word typed begins a word of the name
        (or of `also`), `INITIALS` when it is the first letters of consecutive words, `WITHIN` when each word stands
        somewhere within the name.
    """
    wanted = _WORD.findall(folded(typed))
    if not wanted:
        return NOT
    called = _WORD.findall(folded(name))
    if " ".join(called).startswith(" ".join(wanted)):
        return WHOLE
    known = called + _WORD.findall(folded(also))
    if all(any(part.startswith(word) for part in known) for word in wanted):
        return STARTS
    initials = "".join(part[0] for part in called)
    if len(wanted) == 1 and len(wanted[0]) > 1 and wanted[0] in initials:
        return INITIALS
    if all(len(word) > 1 and any(word in part for part in known) for word in wanted):
        return WITHIN
    return NOT
