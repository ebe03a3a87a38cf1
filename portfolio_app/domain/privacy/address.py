"""Addresses: a Dutch postcode with a house number, a street with a number, a postcode by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found

_REACH: Final = 60
_POSTCODE: Final = re.compile(r"(?<![\w€.,])(?:NL-)?([1-9]\d{3})( {0,2})([A-Z]{2}|(?<=\d)[a-z]{2})(?!\w)")
_UNUSED_LETTERS: Final = frozenset({"SA", "SD", "SS"})
_NOT_LETTERS: Final = frozenset(
    {"BV", "NV", "EU", "KM", "MB", "GB", "KB", "KG", "MG", "ML", "CM", "MM", "EN", "IN", "OF", "OP"}
)
_NUMBER: Final = r"\d{1,5}(?: ?[-/]? ?[A-Za-z](?![A-Za-z])| ?[-/] ?\d{1,4}| (?:bis|hs|[IV]{1,3})(?![A-Za-z]))?"
_STREET_WORD: Final = (
    "(?:straat|str\\.|laan|weg|plein|gracht|kade|singel|dreef|dijk|steeg|plantsoen|hof|park|wal|haven|boulevard|allee|"
    "wetering|vaart|sloot|meent|brink)"
)
_STREET_END: Final = re.compile(rf"({_STREET_WORD}) {{1,2}}(?!(?:19|20)\d\d\b){_NUMBER}(?!\w)", re.IGNORECASE)
_LONGEST_STREET: Final = 40
_WORD_BEFORE: Final = re.compile(r"(?<!\w)[A-Z][A-Za-z'.\-]{0,30} $")
_STREET_PART: Final = r"[A-Z](?:[A-Za-z'\-]{0,30}|[a-z]{0,4}\.)"
_ENDS_IN_NUMBER: Final = re.compile(
    rf"(?<!\w)(?:{_STREET_PART} (?:(?:van|de|der|den|het|'t|ter|ten|aan|op) ){{0,2}}){{0,3}}{_STREET_PART} "
    rf"{_NUMBER}[ ,;\t]{{0,3}}(?:\r?\n)?[ \t]{{0,2}}$"
)
_NUMBER_AFTER: Final = re.compile(
    rf"[ ,]{{1,3}}(?:nr\.? ?|huisnummer ?|huisnr\.? ?)?({_NUMBER})(?![\w.%:])", re.IGNORECASE
)
_PO_BOX: Final = re.compile(r"(?:postbus|antwoordnummer|p\.?o\.? ?box)[ \d.:]{1,12}[ ,;\t\r\n]{0,4}$", re.IGNORECASE)

_FULL: Final = Text("Een postcode met huisnummer wijst één adres aan.", "A postcode with house number is one address.")
_STREET_AND_NUMBER: Final = Text(
    "Een straat met huisnummer; het kan ook het adres van een organisatie zijn.",
    "A street with a number; it can also be the address of an organisation.",
)
_POSTCODE_ALONE: Final = Text("Een postcode wijst een deel van een straat aan.", "A postcode is a part of a street.")


def find_address(text: str) -> Iterator[Found]:
    """Yield the addresses in folded `text`, in order; post office boxes are nobody's home."""
    spans = sorted([*_postcodes(text), *_streets(text)], key=lambda found: (found.start, -found.end))
    done = 0
    for found in spans:
        if found.start >= done:
            yield found
            done = found.end


def _postcodes(text: str) -> Iterator[Found]:
    for code in _POSTCODE.finditer(text):
        letters = code[3].upper()
        year_like = bool(code[2]) and "1900" <= code[1] <= "2099"
        before = text[max(0, code.start() - _REACH) : code.start()]
        if letters in _UNUSED_LETTERS or _PO_BOX.search(before):
            continue
        numbered = _ENDS_IN_NUMBER.search(before)
        after = _NUMBER_AFTER.match(text, code.end())
        if numbered is not None:
            yield Found(code.start() - len(before) + numbered.start(), code.end(), Confidence.LIKELY, _FULL)
        elif after is not None and not year_like and letters not in _NOT_LETTERS:
            yield Found(code.start(), after.end(1), Confidence.LIKELY, _FULL)
        elif not year_like and letters not in _NOT_LETTERS and code[3].isupper():
            yield Found(code.start(), code.end(), Confidence.POSSIBLE, _POSTCODE_ALONE)


def _streets(text: str) -> Iterator[Found]:
    for street in _STREET_END.finditer(text):
        start = street.start()
        least = max(0, start - _LONGEST_STREET)
        while start > least and (text[start - 1].isalpha() or text[start - 1] in "'-"):
            start -= 1
        if start == street.start():
            before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_STREET), start)
            if before is None:
                continue
            start = before.start()
        if text[start].isupper():
            yield Found(start, street.end(), Confidence.POSSIBLE, _STREET_AND_NUMBER)
