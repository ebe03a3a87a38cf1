"""What stands around a number: words that say what it is, letters that make it part of a code."""

from __future__ import annotations

import re
from typing import Final

from portfolio_app.domain.privacy.folding import BLANK

REACH: Final = 40
"""How many characters before a number are looked at for a word that says what it is."""

DATE: Final = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d(?!\d)|(?:19|20)\d\d[./\-]\d\d[./\-]\d\d(?!\d)")
_DATE_BEFORE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d|(?:19|20)\d\d[./\-]\d\d[./\-]\d\d)[^\d]{1,4}$"
)
_LONGEST_DATE: Final = 16
_OTHER_BY_LAW: Final = re.compile(
    r"\b(?:kvk|k\.v\.k\.|kamer van koophandel|handelsregister|rsin|vestigingsnummer|isbn|issn|doi|ecli|agb|big|crkbo|"
    rf"crebo|brin|stb|stcrt)\b[^\d\n{BLANK}]{{0,20}}$",
    re.IGNORECASE,
)
_OTHER_NUMBER: Final = re.compile(
    r"(?:factuur|certificaat|diploma|registratie|register|order|lid|lidmaatschaps|artikel|accreditatie|polis|bestel|"
    r"offerte|referentie|cursus|inschrijf|licentie|serie|document|project|contract|btw|identificatie)"
    rf"[\s\-]{{0,2}}(?:nummer|nr|id|code)?\.?[^\d\n{BLANK}]{{0,12}}$",
    re.IGNORECASE,
)


def words_before(text: str, start: int) -> str:
    """Return the few words before `start`."""
    return text[max(0, start - REACH) : start]


def is_public_number(before: str) -> bool:
    """Tell whether the words before a number make it one that is public: of a company, a book, a judgment."""
    return _OTHER_BY_LAW.search(before) is not None


def is_called_otherwise(before: str) -> bool:
    """Tell whether the words before a number call it an invoice, a certificate, a registration."""
    return _OTHER_NUMBER.search(before) is not None


def follows_date(text: str, start: int) -> bool:
    """Tell whether a written date stands right before `start`."""
    return _DATE_BEFORE.search(text[max(0, start - _LONGEST_DATE) : start]) is not None


def is_inside_code(text: str, start: int, end: int) -> bool:
    """Tell whether letters that touch the number carry more digits: a hash, a product code, a hexadecimal id."""
    left = start
    while left > 0 and start - left < REACH and text[left - 1].isalnum():
        left -= 1
    right = end
    while right < len(text) and right - end < REACH and text[right].isalnum():
        right += 1
    return any(char.isdigit() for char in text[left:start] + text[end:right])
