"""Dates, partial dates, clock times and durations, typed the way people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import ClassVar, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.values.base import ColumnKind, Plain, ValueProblem, ValueType
from portfolio_app.domain.values.simple import parse_decimal

MONTHS: Final = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("maart", "March"),
    Text("april", "April"),
    Text("mei", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augustus", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)

WEEKDAYS: Final = (
    Text("ma", "Mon"),
    Text("di", "Tue"),
    Text("wo", "Wed"),
    Text("do", "Thu"),
    Text("vr", "Fri"),
    Text("za", "Sat"),
    Text("zo", "Sun"),
)
_WEEKDAY: Final = re.compile(
    r"(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?"
    r"|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)[., ]+"
)
_NEAR: Final = {
    "eergisteren": -2,
    "gisteren": -1,
    "yesterday": -1,
    "vandaag": 0,
    "nu": 0,
    "today": 0,
    "now": 0,
    "morgen": 1,
    "tomorrow": 1,
    "overmorgen": 2,
}
_STEP: Final = re.compile(
    r"([+-])\s*(\d{1,4})\s*(?:(d|dag|dagen|days?)|(w|wk|weken|weeks?)|(m|mnd|maand|maanden|months?)"
    r"|(j|jr|jaar|jaren|y|years?))?"
)

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_CENTURY_TURN = 70
"""A year of two digits from here on is of the 1900s, below it of the 2000s."""

_DURATION_EXPECTED: Final = Text(
    "Schrijf een duur als 1:30, 1,5 of 90 min.", "Write a duration as 1:30, 1.5 or 90 min."
)
_NO_SUCH_DAY: Final = Text("Deze datum bestaat niet.", "This date does not exist.")
_DATE_EXPECTED: Final = Text(
    "Schrijf een datum als 2-3-2026 of 2 maart 2026.", "Write a date as 2-3-2026, 2026-03-02 or 2 March 2026."
)


def month_number(name: str) -> int | None:
    """Return the number of a month named in either language, in full or by its first letters (three at least)."""
    said = name.strip(". ").lower()
    if len(said) < 3:
        return None
    if said in ("mrt", "mar"):
        return 3
    for number, month in enumerate(MONTHS, start=1):
        if month.nl.startswith(said) or month.en.lower().startswith(said):
            return number
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) <= 2:
        return year + (1900 if year >= _CENTURY_TURN else 2000)
    return year


def _parts(words: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day of a date or partial date as people write it."""
    said = _without_weekday(words)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", said):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", said):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", said):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", said):
        return int(match[2]), int(match[1]), None
    if match := re.fullmatch(r"(?:(\d{1,2})[-. ]+)?([a-z]+)[-., ]+(\d{4}|\d{2})", said):
        month = month_number(match[2])
        if month:
            return _year(match[3]), month, int(match[1]) if match[1] else None
    if match := re.fullmatch(r"\d{4}", said):
        return int(said), None, None
    raise ValueProblem(
        Text("“{words}” is geen datum. {expected}", "“{words}” is not a date. {expected}").fill(
            words=words[:40], expected=_DATE_EXPECTED
        )
    )


def _without_weekday(words: str) -> str:
    """Return what was typed without the weekday before it, which is shown but says nothing that the date does not."""
    said = words.strip().lower()
    weekday = _WEEKDAY.match(said)
    return said[weekday.end() :] if weekday else said


def seen_from(today: date, words: str) -> str:
    """Return `words` with a day that depends on today written out as ISO 8601; all else as it was.

    `vandaag`, `tomorrow`, `+14`, `-2w`, `+6 maanden`, `+1j` are counted from `today`; `2 mrt` and `2-3` are of its
    year.

    Raises:
        ValueProblem: the day that is counted to does not exist.
    """
    said = _without_weekday(words)
    if said in _NEAR:
        return (today + timedelta(days=_NEAR[said])).isoformat()
    if match := _STEP.fullmatch(said):
        return _stepped(
            today, int(f"{match[1]}{match[2]}"), weeks=bool(match[4]), months=12 if match[6] else bool(match[5])
        ).isoformat()
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[.]?", said):
        return _existing(today.year, int(match[2]), int(match[1])).isoformat()
    if match := re.fullmatch(r"(\d{1,2})[-. ]+([a-z]+)\.?", said):
        month = month_number(match[2])
        if month:
            return _existing(today.year, month, int(match[1])).isoformat()
    return words


def _stepped(day: date, count: int, *, weeks: bool, months: int) -> date:
    try:
        if not months:
            return day + timedelta(days=count * (7 if weeks else 1))
        whole = day.year * 12 + day.month - 1 + count * months
        year, month = divmod(whole, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        raise ValueProblem(_NO_SUCH_DAY) from None


def show_weekday(day: date, language: Language) -> str:
    """Return the date in words with its weekday: ma 2 maart 2026, Mon 2 March 2026."""
    return f"{WEEKDAYS[day.weekday()].say(language)} {show_date(day, language)}"


def show_date(day: date, language: Language) -> str:
    """Return the date in words: 2 maart 2026, 2 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1].say(language)} {day.year}"


def show_briefly(value: date | PartialDateValue, language: Language) -> str:
    """Return a date in few letters, for columns: 2 mrt 2026, 2 Mar 2026, mrt 2019, 2019."""
    if isinstance(value, date):
        value = PartialDateValue(value.year, value.month, value.day)
    month = _month_in_brief(value.month, language) if value.month else ""
    return " ".join(str(part) for part in (value.day, month, value.year) if part)


def _month_in_brief(number: int, language: Language) -> str:
    return "mrt" if language == "nl" and number == 3 else MONTHS[number - 1].say(language)[:3]


@dataclass(frozen=True, slots=True)
class CalendarDate(ValueType["date | None"]):
    """A day of the calendar."""

    def empty(self) -> date | None:
        """Return no date."""
        return None

    def parse(self, words: str, language: Language) -> date | None:  # noqa: ARG002
        """Return the day; `2-3-26`, `2026-03-02`, `2 maart 2026` are understood."""
        if not words.strip():
            return None
        year, month, day = _parts(words)
        if month is None or day is None:
            raise ValueProblem(_DATE_EXPECTED)
        return _existing(year, month, day)

    def show(self, value: date | None, language: Language) -> str:
        """Return the date in words."""
        return "" if value is None else show_date(value, language)

    def to_plain(self, value: date | None) -> Plain:
        """Return the date as ISO 8601."""
        return None if value is None else value.isoformat()

    def from_plain(self, plain: Plain) -> date | None:
        """Return the date that ISO 8601 text gives."""
        if plain is None:
            return None
        try:
            return date.fromisoformat(plain)
        except (TypeError, ValueError):
            raise ValueProblem(_DATE_EXPECTED) from None

    def problem(self, value: date | None) -> Text | None:
        """Return what is wrong: a year that cannot be meant."""
        return None if value is None else _year_problem(value.year)

    def fits(self, value: object) -> bool:
        """Tell whether it is a date or nothing."""
        return value is None or type(value) is date


def _year_problem(year: int) -> Text | None:
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return Text("Het jaartal {year} kan niet kloppen.", "The year {year} cannot be right.").fill(year=year)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueProblem(_NO_SUCH_DAY) from None


@dataclass(frozen=True, slots=True, order=True)
class PartialDateValue:
    """A year, a month of a year, or a day: as exact as the person knows it."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueProblem(Text("Een dag zonder maand is geen datum.", "A day without a month is not a date."))
        _existing(self.year, self.month or 1, self.day or 1)

    @property
    def first_day(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def iso(self) -> str:
        """Return it as ISO 8601: 2019, 2019-03 or 2019-03-01."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def show(self, language: Language) -> str:
        """Return it in words: 2019, maart 2019, 1 maart 2019."""
        if self.day:
            return show_date(self.first_day, language)
        return f"{MONTHS[self.month - 1].say(language)} {self.year}" if self.month else str(self.year)


@dataclass(frozen=True, slots=True)
class PartialDate(ValueType["PartialDateValue | None"]):
    """A year, a month or a day."""

    def empty(self) -> PartialDateValue | None:
        """Return no date."""
        return None

    def parse(self, words: str, language: Language) -> PartialDateValue | None:  # noqa: ARG002
        """Return what was typed: `2019`, `3-2019`, `maart 2019`, `1-3-2019`."""
        if not words.strip():
            return None
        year, month, day = _parts(words)
        return PartialDateValue(year, month or 0, day or 0)

    def show(self, value: PartialDateValue | None, language: Language) -> str:
        """Return it in words."""
        return "" if value is None else value.show(language)

    def to_plain(self, value: PartialDateValue | None) -> Plain:
        """Return it as ISO 8601."""
        return None if value is None else value.iso()

    def from_plain(self, plain: Plain) -> PartialDateValue | None:
        """Return what ISO 8601 text gives."""
        if plain is None:
            return None
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", plain) if isinstance(plain, str) else None
        if not match:
            raise ValueProblem(_DATE_EXPECTED)
        if "00" in match.groups() or match[1] == "0000":
            raise ValueProblem(_NO_SUCH_DAY)
        return PartialDateValue(int(match[1]), int(match[2] or 0), int(match[3] or 0))

    def problem(self, value: PartialDateValue | None) -> Text | None:
        """Return what is wrong: a year that cannot be meant."""
        return None if value is None else _year_problem(value.year)

    def fits(self, value: object) -> bool:
        """Tell whether it is a partial date or nothing."""
        return value is None or isinstance(value, PartialDateValue)


@dataclass(frozen=True, slots=True)
class ClockTime(ValueType["time | None"]):
    """A time of day, to the minute."""

    def empty(self) -> time | None:
        """Return no time."""
        return None

    def parse(self, words: str, language: Language) -> time | None:  # noqa: ARG002
        """Return the time; `9:30`, `9.30`, `0930`, `9u30` and `14` are understood."""
        said = words.strip().lower()
        if not said:
            return None
        match = re.fullmatch(r"(\d{1,2})(?:[:.u h]?(\d{2}))?\s*(?:uur|u|h)?", said)
        if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
            return time(int(match[1]), int(match[2] or 0))
        raise ValueProblem(Text("Schrijf een tijd als 9:30.", "Write a time as 9:30."))

    def show(self, value: time | None, language: Language) -> str:  # noqa: ARG002
        """Return hours and minutes."""
        return "" if value is None else f"{value:%H:%M}"

    def to_plain(self, value: time | None) -> Plain:
        """Return hours and minutes."""
        return None if value is None else f"{value:%H:%M}"

    def from_plain(self, plain: Plain) -> time | None:
        """Return the time of `HH:MM`."""
        if plain is None:
            return None
        if isinstance(plain, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", plain):
            return time.fromisoformat(plain)
        raise ValueProblem(Text("Schrijf een tijd als 9:30.", "Write a time as 9:30."))

    def fits(self, value: object) -> bool:
        """Tell whether it is a time to the minute or nothing."""
        return value is None or (isinstance(value, time) and not (value.second or value.microsecond or value.tzinfo))


@dataclass(frozen=True, slots=True)
class Duration(ValueType["int | None"]):
    """A length of time in whole minutes, at most `most`."""

    most: int = 60 * 10_000
    column: ClassVar[ColumnKind] = "INTEGER"

    def empty(self) -> int | None:
        """Return no duration."""
        return None

    def parse(self, words: str, language: Language) -> int | None:
        """Return minutes; `1:30`, `1u30`, `1,5`, `1.5 uur` and `90 min` are understood."""
        said = words.strip().lower()
        if not said:
            return None
        if match := re.fullmatch(
            r"(\d{1,5})\s*(?:[:uh]|uur|uren|hours?|hrs?)\s*(?:en|and)?\s*([0-5]?\d)\s*(?:m|min|minuten|minutes?)?\.?",
            said,
        ):
            return int(match[1]) * 60 + int(match[2])
        if match := re.fullmatch(r"(\d{1,6})\s*(?:m|min|minuten|minutes?)\.?", said):
            return int(match[1])
        try:
            hours = parse_decimal(re.sub(r"\s*(uur|uren|u|hours?|hrs?|h)\.?$", "", said), language)
        except ValueProblem:
            raise ValueProblem(_DURATION_EXPECTED) from None
        if hours is None or hours < 0:
            raise ValueProblem(_DURATION_EXPECTED)
        return int((hours * 60).to_integral_value())

    def show(self, value: int | None, language: Language) -> str:  # noqa: ARG002
        """Return hours and minutes."""
        return "" if value is None else f"{value // 60}:{value % 60:02}"

    def problem(self, value: int | None) -> Text | None:
        """Return what is wrong: outside the limits."""
        if value is None or 0 <= value <= self.most:
            return None
        return Text("Een duur ligt tussen 0 en {n} uur.", "A duration is between 0 and {n} hours.").fill(
            n=self.most // 60
        )

    def fits(self, value: object) -> bool:
        """Tell whether it is a number of minutes or nothing."""
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
