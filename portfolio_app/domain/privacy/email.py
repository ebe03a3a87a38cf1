"""E-mail addresses, also of other alphabets, and those in which somebody wrote "at" for the sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found

_LONGEST_LOCAL: Final = 64
_LONGEST_DOMAIN: Final = 253
_LOCAL_MARKS: Final = frozenset(".!#$%&'*+^_~-")
_AT: Final = re.compile(r"@| ?[\[({] ?(?:at|apenstaartje) ?[\])}] ?", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    r"[^\W_](?:[^\W_]|-){0,62}(?:(?:\.| ?[\[(] ?(?:dot|punt) ?[\])] ?)[^\W_](?:[^\W_]|-){0,62}){1,8}"
)
_LABEL: Final = re.compile(r"(?:[^\W_]|-)+")
_TOP_LEVEL: Final = re.compile(r"xn--[a-z0-9\-]+(?<!-)|[^\W\d_]{2,}", re.IGNORECASE)
_GENERAL_NAMES: Final = """
    info contact administratie admin secretariaat receptie support helpdesk noreply no-reply service
    klantenservice sales hr office mail post opleidingen training bureau redactie registratie bestuur factuur
    facturen finance privacy fg webmaster aanmelden inschrijvingen
"""
_GENERAL: Final = frozenset(_GENERAL_NAMES.split())
_ADDRESS: Final = Text("Een e-mailadres.", "An e-mail address.")
_SPELT_OUT: Final = Text(
    "Een e-mailadres met een woord in plaats van het teken @.", "An e-mail address with a word for @."
)
_OF_NOBODY: Final = Text(
    "Een algemeen e-mailadres; meestal van een organisatie.", "A general e-mail address; mostly of an organisation."
)


def find_email(text: str) -> Iterator[Found]:
    """Yield the e-mail addresses in folded `text`, in order."""
    done = 0
    for sign in _AT.finditer(text):
        start = _local_start(text, sign.start(), done)
        end = _domain_end(text, sign.end())
        if start == sign.start() or end is None:
            continue
        local = text[start : sign.start()].lower()
        if local in _GENERAL:
            yield Found(start, end, Confidence.POSSIBLE, _OF_NOBODY)
        elif sign[0] == "@":
            yield Found(start, end, Confidence.CERTAIN, _ADDRESS)
        else:
            yield Found(start, end, Confidence.LIKELY, _SPELT_OUT)
        done = end


def _local_start(text: str, sign: int, least: int) -> int:
    """Return where the part before the sign begins; `sign` itself when there is none."""
    start = sign
    while start > max(least, sign - _LONGEST_LOCAL) and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_MARKS):
        start -= 1
    while start < sign and not text[start].isalnum():
        start += 1
    return start


def _domain_end(text: str, start: int) -> int | None:
    """Return where the domain that begins at `start` ends, without what follows it; None when there is none."""
    domain = _DOMAIN.match(text, start, start + _LONGEST_DOMAIN)
    if domain is None:
        return None
    parts = list(_LABEL.finditer(domain[0]))
    while len(parts) > 1:
        last = parts.pop()
        top_level = _TOP_LEVEL.match(last[0])
        if top_level is not None:
            return start + last.start() + top_level.end()
    return None
