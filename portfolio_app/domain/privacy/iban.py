"""Bank account numbers (IBAN) of all countries: the length by country, and the check digits of ISO 7064 (mod 97)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found

# Characters of an IBAN by country, as in the IBAN register.
_LENGTHS: Final = MappingProxyType(
    {
        country: length
        for length, countries in {
            15: "NO",
            16: "BE",
            18: "DK FI FK FO GL NL SD",
            19: "MK SI",
            20: "AT BA EE KZ LT LU MN XK",
            21: "CH HR LI LV",
            22: "BG BH CR DE GB GE IE ME RS VA",
            23: "AE GI IL IQ OM SO TL",
            24: "AD CZ ES MD PK RO SA SE SK TN VG",
            25: "LY PT ST",
            26: "IS TR",
            27: "BI DJ FR GR IT MC MR SM",
            28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
            29: "BR EG PS QA UA",
            30: "JO KW MU YE",
            31: "MT SC",
            32: "LC",
            33: "RU",
        }.items()
        for country in countries.split()
    }
)
_START: Final = re.compile(r"(?:(?<![A-Z])|(?<=iban))([A-Z]{2})[ .\-]{0,2}(?=\d[ .\-]{0,2}\d)", re.IGNORECASE)
_CHARACTER: Final = re.compile(r"[ .\-\t]{0,2}(?:\r?\n)?([A-Za-z0-9])")
_PASSES: Final = Text(
    "Een bankrekeningnummer: lengte en controlegetal kloppen.",
    "A bank account number: length and check digits are right.",
)


def is_iban(characters: str) -> bool:
    """Tell whether letters and digits, without separators, are an IBAN."""
    code = characters.upper()
    if not code.isascii() or not code.isalnum() or len(code) != _LENGTHS.get(code[:2]) or not code[2:4].isdigit():
        return False
    if code[:2] == "NL" and not (code[4:8].isalpha() and code[8:].isdigit()):
        return False
    return int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1


def find_iban(text: str) -> Iterator[Found]:
    """Yield the bank account numbers in folded `text`, in order."""
    at = 0
    while start := _START.search(text, at):
        at = start.start() + 1
        length = _LENGTHS.get(start[1].upper())
        end = _end_of(text, start.start(), length) if length else None
        if end is not None:
            yield Found(start.start(), end, Confidence.CERTAIN, _PASSES)
            at = end


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return where the IBAN of `length` characters that begins at `start` ends, or None when there is none."""
    characters: list[str] = []
    at = start
    while len(characters) < length:
        character = _CHARACTER.match(text, at)
        if character is None:
            return None
        characters.append(character[1])
        at = character.end()
    goes_on = text[at : at + 1].isdigit() if characters[-1].isdigit() else text[at : at + 1].isalnum()
    if goes_on:
        return None
    return at if is_iban("".join(characters)) else None
