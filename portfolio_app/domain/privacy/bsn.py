"""The Dutch citizen service number (BSN): eight or nine digits of which a weighted sum is divisible by eleven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.context import (
    DATE,
    follows_date,
    is_called_otherwise,
    is_inside_code,
    is_public_number,
    words_before,
)
from portfolio_app.domain.privacy.folding import BLANK
from portfolio_app.domain.privacy.hits import Confidence, Found

_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_DIGITS: Final = re.compile(r"\d+")
_BETWEEN: Final = re.compile(r"[ \t.\-_/·]{1,3}")
_BETWEEN_LABELLED: Final = re.compile(r"[ \t.\-_/·\r\n]{1,4}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_USUAL_GROUPINGS: Final = frozenset(
    {
        (9,),
        (3, 3, 3),
        (4, 2, 3),
        (2, 2, 2, 3),
        (2, 3, 4),
        (4, 3, 2),
        (4, 5),
        (5, 4),
        (3, 6),
        (6, 3),
        (2, 2, 3, 2),
        (1,) * 9,
    }
)
_VAT: Final = re.compile(r"NL$", re.IGNORECASE)
_VAT_END: Final = re.compile(r"[.\s]?B\d\d\b", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:bsn|burger\s?-?service\s?-?(?:nummer|nr)|sofi\s?-?(?:nummer|nr)|\bsofi|citizen service number)"
    rf"[^\d{BLANK}]{{0,25}}$",
    re.IGNORECASE,
)
_MONEY_BEFORE: Final = re.compile(r"(?:€|\$|£|\beuro?|\beur)\s{0,2}$", re.IGNORECASE)
_MONEY_AFTER: Final = re.compile(
    r"\s{0,2}(?:,\d\d\b|,-|€|%|euro\b|eur\b|inwoners\b|werknemers\b|mensen\b)", re.IGNORECASE
)
_DAY_FIRST: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[\s./\-_]{0,2}(?:0?[1-9]|1[0-2])[\s./\-_]{0,2}(?:19|20)\d\d")
_YEAR_FIRST: Final = re.compile(r"(?:19|20)\d\d[\s./\-_]{0,2}(?:0[1-9]|1[0-2])[\s./\-_]{0,2}(?:0[1-9]|[12]\d|3[01])")

_SAID: Final = Text(
    "Het woord ervoor noemt het een BSN, en het getal voldoet aan de elfproef.",
    "The word before it calls it a BSN, and the number passes its check.",
)
_NINE: Final = Text(
    "Negen cijfers die voldoen aan de elfproef van het BSN.", "Nine digits that pass the check of a Dutch BSN."
)
_EIGHT: Final = Text(
    "Acht cijfers die voldoen aan de elfproef; een oud BSN kan zo kort zijn.",
    "Eight digits that pass the check; an old BSN can be that short.",
)
_LOOSE: Final = Text(
    "Cijfers die samen voldoen aan de elfproef van het BSN; ze kunnen ook los van elkaar bedoeld zijn.",
    "Digits that together pass the check of a BSN; they may also be separate numbers.",
)
_IN_VAT: Final = Text(
    "Een btw-nummer van vóór 2020 kan het BSN van een zelfstandige bevatten.",
    "A VAT number from before 2020 can hold the BSN of a self-employed person.",
)
_CALLED_OTHERWISE: Final = Text(
    "Voldoet aan de elfproef van het BSN, maar de tekst noemt het anders.",
    "Passes the check of a BSN, but the text calls it something else.",
)


def is_bsn(digits: str) -> bool:
    """Tell whether eight or nine digits are a BSN by their form; nothing is known of whether it was ever given out."""
    if len(digits) not in (8, 9) or not digits.strip("0"):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits.zfill(9), strict=True))
    return total % 11 == 0


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits that stand together."""

    start: int
    end: int


def find_bsn(text: str) -> Iterator[Found]:
    """Yield the numbers in folded `text` that can be a BSN, in order."""
    for run in _runs(text):
        at = 0
        while at < len(run):
            found, used = _at(text, run, at)
            if found is not None:
                yield found
            at += used


def _runs(text: str) -> Iterator[list[_Group]]:
    """Yield the rows of digit groups that only separators stand between; a row may go on over a line break."""
    run: list[_Group] = []
    for digits in _DIGITS.finditer(text):
        group = _Group(digits.start(), digits.end())
        if run and not _BETWEEN_LABELLED.fullmatch(text, run[-1].end, group.start):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _at(text: str, run: Sequence[_Group], at: int) -> tuple[Found | None, int]:
    """Return the BSN that starts with group `at` of the run, and how many groups to go on."""
    # Where nine digits can be had, eight of them are a part.
    count = _groups_of(run, at, 9) or _groups_of(run, at, 8)
    number = run[at : at + count]
    if not number or not is_bsn("".join(text[group.start : group.end] for group in number)):
        return None, 1
    start, end = number[0].start, number[-1].end
    before = words_before(text, start)
    if _LABEL.search(before):
        return Found(start, end, Confidence.CERTAIN, _SAID), count
    if _is_apart(text, run, at, count) and not _is_something_else(text, start, end, before):
        confidence, why = _judge(text, number, before)
        return Found(start, end, confidence, why), count
    return None, 1


def _groups_of(run: Sequence[_Group], at: int, size: int) -> int:
    """Return how many groups from `at` hold `size` digits together, or 0 when no number of groups does."""
    digits = 0
    for count in range(1, min(size, len(run) - at) + 1):
        group = run[at + count - 1]
        digits += group.end - group.start
        if digits >= size:
            return count if digits == size else 0
    return 0


def _gaps(text: str, groups: Sequence[_Group]) -> list[str]:
    return [text[left.end : right.start] for left, right in pairwise(groups)]


def _is_apart(text: str, run: Sequence[_Group], at: int, count: int) -> bool:
    """Tell whether the digits are a number by themselves, rather than a part of a longer one or of a row of figures."""
    number = run[at : at + count]
    inner = _gaps(text, number)
    if not all(_BETWEEN.fullmatch(gap) for gap in inner):
        return False
    left = _gap_before(text, run, at)
    right = _gap_after(text, run, at + count)
    if "\n" in left and "\n" in right:
        return True
    if sum(group.end - group.start for group in number) != 9:
        return False
    if not inner:
        return not text[: number[0].start].endswith(("0.", " ."))
    return left.isspace() and right.isspace() and all(not gap.isspace() and gap == inner[0] for gap in inner)


def _gap_before(text: str, run: Sequence[_Group], at: int) -> str:
    """Return what stands between group `at` and the number before it; a line break when there is none, or a date."""
    if at == 0 or follows_date(text, run[at].start):
        return "\n"
    return text[run[at - 1].end : run[at].start]


def _gap_after(text: str, run: Sequence[_Group], following: int) -> str:
    if following == len(run) or DATE.match(text, run[following].start):
        return "\n"
    return text[run[following - 1].end : run[following].start]


def _is_something_else(text: str, start: int, end: int, before: str) -> bool:
    written = text[start:end]
    if _DAY_FIRST.fullmatch(written) or _YEAR_FIRST.fullmatch(written):
        return True
    if all(_YEAR.fullmatch(group) for group in _DIGITS.findall(written)):
        return True
    if any(_YEAR.fullmatch(cell) for cell in written.split()):
        return True  # a row of figures with a year in it
    if is_public_number(before) or _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(text, end):
        return True
    if not (written.isdigit() and len(written) == 9) and _touches_decimals(text, start, end):
        return True
    return not _VAT.search(before) and is_inside_code(text, start, end)


def _touches_decimals(text: str, start: int, end: int) -> bool:
    """Tell whether a comma or colon ties the digits to more digits: decimals, a time of day."""
    before = start >= 2 and text[start - 1] in ",:+" and text[start - 2].isdigit()
    return before or (text[end : end + 1] in (",", ":") and text[end + 1 : end + 2].isdigit())


def _judge(text: str, number: Sequence[_Group], before: str) -> tuple[Confidence, Text]:
    """Return how sure it is that an unlabelled number is a BSN, and why."""
    sizes = tuple(group.end - group.start for group in number)
    gaps = _gaps(text, number)
    if _VAT.search(before) and _VAT_END.match(text, number[-1].end):
        return Confidence.POSSIBLE, _IN_VAT
    if is_called_otherwise(before):
        return Confidence.POSSIBLE, _CALLED_OTHERWISE
    if sum(sizes) == 8:
        return Confidence.POSSIBLE, _EIGHT
    if sizes in _USUAL_GROUPINGS and not any(_YEAR.fullmatch(text, group.start, group.end) for group in number):
        return Confidence.LIKELY, _NINE
    if gaps and not gaps[0].isspace() and len(set(gaps)) == 1 and len(gaps) < 4:
        return Confidence.LIKELY, _NINE
    return Confidence.POSSIBLE, _LOOSE
