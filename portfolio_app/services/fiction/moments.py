"""Dates told by how far they lie from today, so that a fictional portfolio is always current.

`-3m-4d` is three months and four days ago, `+6w` is in six weeks, `year-1:04-15` is 15 April of last year. A moment is
moved to a working day before it, as work is done on working days; `!` behind it keeps it where it falls.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_IN_YEAR: Final = re.compile(r"year([+-]\d{1,2})?:(\d{2})-(\d{2})")
_FROM_TODAY: Final = re.compile(r"(?:([+-]\d+)y)?(?:([+-]\d+)m)?(?:([+-]\d+)w)?(?:([+-]\d+)d)?")
_KEPT: Final = "!"
_HOLIDAYS: Final = frozenset({(1, 1), (4, 27), (5, 5), (12, 24), (12, 25), (12, 26), (12, 31)})
_SATURDAY: Final = 5


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later (earlier when negative), or the last of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_day(day: date) -> date:
    """Return `day`, or the last working day before it when nobody works on it."""
    while day.weekday() >= _SATURDAY or (day.month, day.day) in _HOLIDAYS:
        day -= timedelta(days=1)
    return day


def day_of(words: str, today: date) -> date:
    """Return the day that `words` tell.

    Raises:
        ValueError: they tell no day.
    """
    told = words.removesuffix(_KEPT)
    day = _told(told, today)
    return day if words.endswith(_KEPT) else working_day(day)


def _told(words: str, today: date) -> date:
    if match := _IN_YEAR.fullmatch(words):
        return date(today.year + int(match[1] or 0), int(match[2]), int(match[3]))
    match = _FROM_TODAY.fullmatch(words) if words not in ("", "today") else None
    if match is None:
        if words == "today":
            return today
        raise ValueError(f"no day: {words!r}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return months_later(today, 12 * years + months) + timedelta(weeks=weeks, days=days)


def partial_of(words: str, today: date) -> str:
    """Return what `words` tell as an ISO partial date: years alone (`-9y`) give a year, months a month, days a day.

    Raises:
        ValueError: they tell no date.
    """
    day = _told(words, today)
    match = _FROM_TODAY.fullmatch(words)
    if match is None or match[3] or match[4]:
        return day.isoformat()
    return f"{day:%Y-%m}" if match[2] else f"{day:%Y}"
