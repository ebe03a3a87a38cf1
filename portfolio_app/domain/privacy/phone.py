"""Telephone numbers: Dutch ones by the numbering plan, foreign ones by their leading plus or double zero."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.context import (
    DATE,
    is_called_otherwise,
    is_inside_code,
    is_public_number,
    words_before,
)
from portfolio_app.domain.privacy.folding import BLANK
from portfolio_app.domain.privacy.hits import Confidence, Found

_SHORT_AREA_CODES: Final = """
    010 013 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 070 071 072 073 074 075 076
    077 078 079
"""
_SHORT_AREAS: Final = frozenset(_SHORT_AREA_CODES.split())
_LONG_AREA_CODES: Final = """
    0111 0113 0114 0115 0117 0118 0161 0162 0164 0165 0166 0167 0168 0172 0174 0180 0181 0182 0183 0184 0186
    0187 0222 0223 0224 0226 0227 0228 0229 0251 0252 0255 0294 0297 0299 0313 0314 0315 0316 0317 0318 0320
    0321 0341 0342 0343 0344 0345 0346 0347 0348 0411 0412 0413 0416 0418 0475 0478 0481 0485 0486 0487 0488
    0492 0493 0495 0497 0499 0511 0512 0513 0514 0515 0516 0517 0518 0519 0521 0522 0523 0524 0525 0527 0528
    0529 0541 0543 0544 0545 0546 0547 0548 0561 0562 0566 0570 0571 0572 0573 0575 0577 0578 0591 0592 0593
    0594 0595 0596 0597 0598 0599
"""
_LONG_AREAS: Final = frozenset(_LONG_AREA_CODES.split())
_OF_ORGANISATIONS: Final = ("085", "087", "088", "084")
_MOST_GROUPS: Final = 6

_SEPARATORS: Final = r"[ \t.\-/()]{0,3}"
_START: Final = re.compile(r"\+ ?31|(?<![\d+])(?:\+ ?[1-9]|00[1-9]|0[1-9])")
_FROM_ABROAD: Final = re.compile(rf"(?:\+ ?31|0031){_SEPARATORS}0?((?:{_SEPARATORS}\d){{9}})(?!\d)")
_NATIONAL: Final = re.compile(rf"0(?:{_SEPARATORS}\d){{9}}(?!\d)")
_FOREIGN: Final = re.compile(rf"(?:\+ ?|00)[1-9](?:{_SEPARATORS}\d){{7,14}}(?!\d)")
_SHORT_DATE: Final = re.compile(r"\d\d([./\-])(?:0\d|1[0-2])\1\d\d[ \t]")
_THOUSANDS: Final = re.compile(r"\+ ?\d{1,3}(?:\.\d{3})+")
_LABEL: Final = re.compile(
    r"(?:\btel\b|\btel\.|telefoon|mobiel|\bgsm\b|phone|\bmob\b|\bbel\b|belt|whatsapp|bereikbaar|nummer is|\bt:|\bm:)"
    rf"[^\d{BLANK}]{{0,20}}$",
    re.IGNORECASE,
)

_MOBILE: Final = Text("Een Nederlands mobiel nummer.", "A Dutch mobile number.")
_FIXED: Final = Text("Een Nederlands telefoonnummer met netnummer.", "A Dutch telephone number with area code.")
_BUSINESS: Final = Text(
    "Een telefoonnummer zonder netnummer; meestal van een organisatie.",
    "A telephone number without area code; mostly of an organisation.",
)
_ABROAD: Final = Text("Een telefoonnummer met landnummer.", "A telephone number with country code.")
_SHAPED: Final = Text(
    "Heeft de vorm van een telefoonnummer, maar de tekst noemt het anders.",
    "Has the shape of a telephone number, but the text calls it something else.",
)


def find_phone(text: str) -> Iterator[Found]:
    """Yield the telephone numbers of people in folded `text`, in order; 0800 and 0900 numbers are nobody's."""
    at = 0
    while start := _START.search(text, at):
        found = _at(text, start.start())
        at = found.end if found else start.start() + 1
        if found:
            yield _with_bracket(text, found)


def national_form(number: str) -> str:
    """Return the digits of a telephone number by which two ways of writing it are the same."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    for prefix in ("0031", "31") if digits.startswith("0031") or number.lstrip(" (").startswith("+") else ():
        if digits.startswith(prefix):
            return "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits


def _at(text: str, start: int) -> Found | None:
    """Return the telephone number that begins at `start`, or None."""
    before = words_before(text, start)
    if before[-1:] in (".", "-", "/") and before[-2:-1].isdigit():
        return None  # the rest of a number that a point, dash or slash ties together
    abroad = _FROM_ABROAD.match(text, start)
    if abroad is not None:
        return _dutch("0" + re.sub(r"\D", "", abroad[1]), start, abroad.end(), before)
    if text[start] == "0" and text[start + 1] != "0":
        return _national(text, start, before)
    return None if before[-1:].isdigit() else _foreign(text, start, before)


def _national(text: str, start: int, before: str) -> Found | None:
    number = _NATIONAL.match(text, start)
    if (
        number is None
        or DATE.match(text, start)
        or _SHORT_DATE.match(text, start)
        or len(re.findall(r"\d+", number[0])) > _MOST_GROUPS
    ):
        return None
    if is_inside_code(text, start, number.end()) or is_public_number(before):
        return None
    return _dutch(re.sub(r"\D", "", number[0]), start, number.end(), before)


def _foreign(text: str, start: int, before: str) -> Found | None:
    number = _FOREIGN.match(text, start)
    if number is None or _THOUSANDS.fullmatch(number[0]) or is_inside_code(text, start, number.end()):
        return None
    labelled = _LABEL.search(before) is not None
    if text[start] != "+":
        return Found(start, number.end(), Confidence.LIKELY, _ABROAD) if labelled else None
    return Found(start, number.end(), Confidence.CERTAIN if labelled else Confidence.LIKELY, _ABROAD)


def _with_bracket(text: str, found: Found) -> Found:
    """Return the number together with the bracket before it, when the one that closes it is inside."""
    opened = text[found.start - 1 : found.start] == "(" and ")" in text[found.start : found.end]
    return replace(found, start=found.start - 1) if opened else found


def _dutch(digits: str, start: int, end: int, before: str) -> Found | None:
    """Return the Dutch number of ten `digits`, or None when the numbering plan has no such number."""
    if digits[:2] == "06" and digits[2] in "1234568":
        confidence, why = Confidence.CERTAIN, _MOBILE
    elif digits[:3] in _SHORT_AREAS or digits[:4] in _LONG_AREAS:
        confidence, why = (Confidence.CERTAIN if _LABEL.search(before) else Confidence.LIKELY), _FIXED
    elif digits[:3] in _OF_ORGANISATIONS:
        confidence, why = Confidence.POSSIBLE, _BUSINESS
    else:
        return None
    if is_called_otherwise(before):
        return Found(start, end, Confidence.POSSIBLE, _SHAPED)
    return Found(start, end, confidence, why)
