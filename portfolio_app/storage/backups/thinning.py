"""Which backups stay: all of today, then one a day, one a week and one a month, ever further apart.

Days are reckoned in UTC, so that travelling and summer time change nothing in what was decided before. The newest of
each day, week and month stays. Whoever thins every day thereby keeps exactly what thinning once at the end would keep.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Schedule:
    """For how long one backup a day, one a week and one a month stay."""

    days: int
    weeks: int
    months: int


USUAL: Final = Schedule(days=14, weeks=8, months=24)


def moments_to_keep(moments: Iterable[datetime], now: datetime, schedule: Schedule = USUAL) -> frozenset[datetime]:
    """Return the moments of the backups that stay.

    Args:
        moments: when the backups were made; aware.
        now: aware. Backups that seem to be made later than today (a clock that was set back) all stay.
        schedule: for how long.
    """
    newest_first = sorted(set(moments), reverse=True)
    today = _day(now)
    kept: set[datetime] = set(newest_first[:1])
    seen: set[Hashable] = set()
    for moment in newest_first:
        day = _day(moment)
        if day >= today:
            kept.add(moment)
        buckets = _buckets(day, today, schedule)
        if not seen.issuperset(buckets):
            kept.add(moment)
            seen.update(buckets)
    return frozenset(kept)


def newest_of_each_month(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Return the last moment of each month of the calendar."""
    newest: dict[int, datetime] = {}
    for moment in moments:
        month = _month_number(_day(moment))
        newest[month] = max(moment, newest.get(month, moment))
    return frozenset(newest.values())


def _buckets(day: date, today: date, schedule: Schedule) -> set[Hashable]:
    """Return the day, the week and the month that a backup of `day` may stand for, as far as they are not too old."""
    buckets: set[Hashable] = set()
    if (today - day).days < schedule.days:
        buckets.add(day)
    if _week_number(today) - _week_number(day) < schedule.weeks:
        buckets.add(("week", _week_number(day)))
    if _month_number(today) - _month_number(day) < schedule.months:
        buckets.add(("month", _month_number(day)))
    return buckets


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _week_number(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _month_number(day: date) -> int:
    return day.year * 12 + day.month
