"""Reading a certificate: what activity its words tell of, as far as that can be recognised with some certainty.

What is recognised is a proposal that the person looks at. What is doubtful is left out: an empty field asks for an
answer, a wrong one does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from portfolio_app.common.text import LANGUAGES
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.values import CalendarDate, ValueProblem

_MOST_TEXT: Final = 20_000
_LONGEST_LINE: Final = 400
_EARLIEST: Final = 60
_MINUTES: Final = 60
_LONGEST_TITLE: Final = 300
_SHORTEST_TITLE: Final = 4
_MOST_HOURS: Final = 400

_DATE: Final = re.compile(
    r"\b(\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[a-z]{3,9}\.?\s+\d{4})\b", re.IGNORECASE
)
_OF_ANOTHER_DAY: Final = re.compile(
    r"geboren|geboortedatum|\bgeb\b|\bborn\b|birth|geldig|valid|verloopt|expires|afgedrukt|printed", re.IGNORECASE
)
_DAY_CUE: Final = re.compile(r"\b(gevolgd|gehouden|datum|op|d\.d\.|on|held|date|bijgewoond|attended)\b", re.IGNORECASE)
_HOURS: Final = re.compile(
    r"(?<![\d.,:])(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:klok|studie|contact|netto|net|study)?[- ]?(?:uur|uren|hours?)\b",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"\d{1,2}[.:]\d{2}\s*uur|tot\s+\d{1,2}(?:[.:]\d{2})?\s*uur|om\s+\d{1,2}\s*uur", re.IGNORECASE
)
_TITLE_CUE: Final = re.compile(
    r"(?:heeft\s+)?(?:deelgenomen\s+aan|met\s+goed\s+gevolg\s+afgerond|gevolgd|afgerond|participated\s+in|completed|"
    r"attended|for\s+(?:attending|completing))(?:\s+(?:de|het|een|the|a))?"
    r"(?:\s+(?:cursus|training|scholing|opleiding|bijeenkomst|course|workshop))?\s*[:\-–]?\s*(.*)",
    re.IGNORECASE,
)
_TITLE_LABEL: Final = re.compile(
    r"^\s*(?:titel|cursus|training|scholing|onderwerp|activiteit|thema|title|course|subject)\s*[:\t]\s*(.+)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“\"«„]([^“”\"«»„]{4,300})[”\"»“]")
_PROVIDER_LABEL: Final = re.compile(
    r"^\s*(?:aanbieder|opleider|organisator|organisatie|verzorgd\s+door|provider|organised\s+by)\s*[:\t]?\s*(.+)",
    re.IGNORECASE,
)
_ACCREDITATION: Final = re.compile(
    r"accredit(?:atie|ation)\s*(?:nummer|code|number|nr\.?)?\s*[:\t]?\s*([A-Z0-9][A-Z0-9./-]{2,40})", re.IGNORECASE
)
_NO_TITLE: Final = re.compile(
    r"^\s*(?:certificaat|certificate|bewijs\s+van\s+deelname|diploma|getuigschrift|de\s+heer|mevrouw|\W*)\s*$",
    re.IGNORECASE,
)
_KIND_WORDS: Final[tuple[tuple[ActivityKind, str], ...]] = (
    (ActivityKind.INTERVISIE, r"intervisie|intervision"),
    (ActivityKind.SUPERVISIE, r"supervisie|supervision\b"),
    (ActivityKind.E_LEARNING, r"e-?learning|online\s+module"),
    (ActivityKind.CONGRES, r"congres|symposium|conferen"),
    (ActivityKind.KENNISTOETS, r"kennistoets|\btoets\b|knowledge\s+test"),
    (ActivityKind.COACHING, r"coaching"),
    (ActivityKind.NASCHOLING, r"nascholing"),
    (ActivityKind.BIJSCHOLING, r"bijscholing|refresher"),
    (ActivityKind.TRAINING, r"\btraining|vaardigheidstraining|workshop"),
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a certificate tells; what was not recognised is empty.

    Attributes:
        points: by the id of the register.
    """

    name: str = ""
    kind: ActivityKind | None = None
    start: date | None = None
    net_minutes: int | None = None
    provider: str = ""
    accreditation: str = ""
    points: tuple[tuple[str, Decimal], ...] = ()

    @property
    def tells_enough(self) -> bool:
        """Whether title and day are known, without which no activity is complete."""
        return bool(self.name and self.start)

    def values(self) -> dict[str, Any]:
        """Return what was recognised as values of the fields of an activity."""
        found: dict[str, Any] = {
            "name": self.name,
            "activity_kind": self.kind,
            "start": self.start,
            "net_minutes": self.net_minutes,
            "provider": self.provider,
            "accreditation": self.accreditation,
            "points": dict(self.points),
        }
        return {
            name: value
            for name, value in found.items()
            if value and Activity.kind.field(name).type.problem(value) is None
        }


def recognise(text: str, today: date, registers: tuple[str, ...] = ()) -> Recognised:
    """Return what a certificate tells of an activity.

    Args:
        text: its text layer.
        today: no activity is of a later day.
        registers: the ids of the registers of which points may be told.
    """
    lines = [" ".join(line.split())[:_LONGEST_LINE] for line in text[:_MOST_TEXT].splitlines()]
    lines = [line for line in lines if line]
    name = _title(lines)
    whole = "\n".join(lines)
    return Recognised(
        name=name,
        kind=_kind(name) or _kind(whole),
        start=_day(lines, today),
        net_minutes=_minutes(whole),
        provider=_after_label(lines, _PROVIDER_LABEL)[:200],
        accreditation=found.group(1) if (found := _ACCREDITATION.search(whole)) and _has_digit(found.group(1)) else "",
        points=_points(whole, registers),
    )


def _title(lines: list[str]) -> str:
    labelled = _after_label(lines, _TITLE_LABEL)
    if labelled:
        return _tidied(labelled)
    for number, line in enumerate(lines):
        cue = _TITLE_CUE.search(line)
        if cue is None:
            continue
        for candidate in (cue.group(1), *lines[number + 1 : number + 3]):
            tidy = _tidied(candidate)
            if len(tidy) >= _SHORTEST_TITLE and not _NO_TITLE.match(tidy) and not _DATE.fullmatch(tidy):
                return tidy
    quoted = _QUOTED.search("\n".join(lines))
    return _tidied(quoted.group(1)) if quoted else ""


def _tidied(words: str) -> str:
    quoted = _QUOTED.search(words)
    kept = quoted.group(1) if quoted else words
    return kept.strip(" .,:;–-“”\"'«»„")[:_LONGEST_TITLE]


def _after_label(lines: list[str], label: re.Pattern[str]) -> str:
    return next((found.group(1).strip() for line in lines if (found := label.match(line))), "")


def _kind(words: str) -> ActivityKind | None:
    found = [
        (match.start(), kind) for kind, pattern in _KIND_WORDS if (match := re.search(pattern, words, re.IGNORECASE))
    ]
    return min(found)[1] if found else None


def _day(lines: list[str], today: date) -> date | None:
    told: list[date] = []
    for line in lines:
        if _OF_ANOTHER_DAY.search(line):
            continue
        days = [day for found in _DATE.finditer(line) if (day := _read_day(found.group(1))) is not None]
        possible = [day for day in days if today.year - _EARLIEST <= day.year and day <= today]
        if possible and _DAY_CUE.search(line):
            return possible[0]
        told.extend(possible)
    return told[0] if told and len(set(told)) == 1 else None


def _read_day(words: str) -> date | None:
    for language in LANGUAGES:
        try:
            return CalendarDate().parse(words, language)
        except ValueProblem:
            continue
    return None


def _minutes(whole: str) -> int | None:
    without_clocks = _CLOCK.sub(" ", whole)
    told = {Decimal(found.group(1).replace(",", ".")) for found in _HOURS.finditer(without_clocks)}
    fitting = {hours for hours in told if 0 < hours <= _MOST_HOURS}
    return int(fitting.pop() * _MINUTES) if len(fitting) == 1 else None


def _points(whole: str, registers: tuple[str, ...]) -> tuple[tuple[str, Decimal], ...]:
    found: list[tuple[str, Decimal]] = []
    for register in registers:
        name = re.escape(register)
        before = rf"\b{name}\b[^\n\d]{{0,30}}(\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*(?:PE-?)?(?:punt|point|credit)"
        after = rf"(\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*(?:PE-?)?(?:punt|point|credit)\w*[^\n\d]{{0,30}}\b{name}\b"
        match = re.search(before, whole, re.IGNORECASE) or re.search(after, whole, re.IGNORECASE)
        if match:
            found.append((register, Decimal(match.group(1).replace(",", "."))))
    return tuple(found)


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words)
