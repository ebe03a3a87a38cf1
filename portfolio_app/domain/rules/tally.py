"""Counting activities for one requirement over one stretch of time: conditions, distances, and every kind of maximum.

Activities are taken by day. The outcome does not depend on the order of the records, and leaving out what comes later
never changes what came before: so one pass tells both what counts today and what counts with all that is planned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.rules import reasons
from portfolio_app.domain.rules.activities import (
    MINUTES_AN_HOUR,
    RELEASED,
    ActivityIndex,
    Dated,
    conditions_for,
    yield_for,
)
from portfolio_app.domain.rules.choices import Measure, Per
from portfolio_app.domain.rules.periods import Period, add_months
from portfolio_app.domain.rules.requirements import ActivityRequirement
from portfolio_app.domain.rules.selecting import Cap
from portfolio_app.domain.rules.standing import Counted, NotCounted

_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)
_CENT: Final = Decimal("0.01")


@dataclass(slots=True)
class Tally:
    """What was counted: amounts in the requirement's unit (hours, points, a number).

    Attributes:
        counted: what counts up to and with today.
        planned: what is dated later and will count.
        days: the days of what counts, planned or not, in their order.
    """

    counted: Decimal = _NOTHING
    planned: Decimal = _NOTHING
    counts: list[Counted] = field(default_factory=list)
    does_not_count: list[NotCounted] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


class _Limit:
    """The most that may count for each of several buckets, and what has counted so far."""

    def __init__(self, most: Decimal, why: Text) -> None:
        self.most = most
        self.why = why
        self._used: dict[object, Decimal] = {}

    def left(self, bucket: object) -> Decimal:
        return self.most - self._used.get(bucket, _NOTHING)

    def use(self, bucket: object, amount: Decimal) -> None:
        self._used[bucket] = self._used.get(bucket, _NOTHING) + amount


class _Category(_Limit):
    """A cap on the activities of one selection."""

    def __init__(self, cap: Cap, scale: Decimal, period: Period, index: ActivityIndex) -> None:
        super().__init__(cap.maximum * scale, reasons.category_full(cap.label))
        self._kinds = frozenset(cap.select.kinds)
        self._conditions = conditions_for(cap.select, index)
        self._per = cap.per
        self._start = period.start

    def holds(self, activity: Activity) -> bool:
        return (not self._kinds or activity.activity_kind in self._kinds) and all(
            condition.holds(activity) for condition in self._conditions
        )

    def bucket(self, day: date) -> object:
        if self._per is Per.CALENDAR_YEAR:
            return day.year
        if self._per is Per.MONTH:
            return day.year, day.month
        if self._per is Per.REGISTRATION_YEAR:
            years = day.year - self._start.year
            return years if add_months(self._start, years * 12) <= day else years - 1
        return None


class Counter:
    """Counts activities for one requirement.

    Args:
        requirement: what is asked.
        register: whose points are counted.
        period: the time that is judged.
        today: what is dated later is planned.
        index: where the evidence is found.
        taken: ids of activities that made up for the period before.
    """

    def __init__(
        self,
        requirement: ActivityRequirement,
        register: str,
        period: Period,
        today: date,
        index: ActivityIndex,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        self._rule = requirement
        self._today = today
        self._taken = taken
        self._scale = MINUTES_AN_HOUR if requirement.counting is Measure.HOURS else _ONE
        self._yields = yield_for(requirement, register)
        conditions = (
            RELEASED,
            *conditions_for(requirement.select, index, requirement.evidence, net_of_breaks=requirement.net_of_breaks),
        )
        self._conditions = [(each.holds, each.why) for each in conditions]
        self._in_advance = [(each.holds, each.why) for each in conditions if each.in_advance]
        self._item_minimum = self._scaled(requirement.item_minimum)
        self._item_maximum = self._scaled(requirement.item_maximum)
        self._too_small = reasons.too_small(requirement.item_minimum or _NOTHING, requirement.counting.label)
        self._too_soon = reasons.too_soon(requirement.least_days_apart)
        self._distance = timedelta(days=requirement.least_days_apart)
        self._meetings = self._limit(requirement.meeting_maximum, reasons.MEETING_LIMITED)
        self._categories = [_Category(cap, self._scale, period, index) for cap in requirement.caps]
        self._whole = self._limit(requirement.maximum, reasons.MAXIMUM_REACHED)
        self._is_limited = bool(self._meetings or self._whole or self._categories)
        self._stretches: set[int] = set()
        self._tally = Tally()

    def count(self, activities: Iterable[Dated]) -> Tally:
        """Return what of `activities`, given by day, counts and what does not."""
        tally = self._tally
        for day, activity_id, activity in activities:
            planned = day > self._today
            why = self._first_objection(day, activity, planned=planned)
            if why is None:
                given = self._yields(activity)
                why = given if isinstance(given, Text) else self._take(day, activity_id, activity, given)
            if why is not None:
                tally.does_not_count.append(NotCounted(activity_id, why))
            elif planned:
                tally.does_not_count.append(NotCounted(activity_id, reasons.PLANNED))
        tally.counted = self._shown(tally.counted)
        tally.planned = self._shown(tally.planned)
        return tally

    def _first_objection(self, day: date, activity: Activity, *, planned: bool) -> Text | None:
        if self._taken and activity.id in self._taken:
            return reasons.FOR_PERIOD_BEFORE
        unmet = [why for holds, why in (self._in_advance if planned else self._conditions) if not holds(activity)]
        if unmet:
            return all_of(unmet)
        if self._rule.least_days_apart and self._tally.days and day < self._tally.days[-1] + self._distance:
            return self._too_soon
        if self._rule.counting is Measure.STRETCHES and self._stretch(day) in self._stretches:
            return reasons.SAME_STRETCH
        return None

    def _take(self, day: date, activity_id: str, activity: Activity, given: Decimal) -> Text | None:
        """Count what may be counted of an activity; return why nothing may."""
        if given <= 0:
            return reasons.GIVES_NOTHING
        if self._item_minimum is not None and given < self._item_minimum:
            return self._too_small
        amount, why = given, NO_TEXT
        if self._item_maximum is not None and amount > self._item_maximum:
            amount, why = self._item_maximum, reasons.ITEM_LIMITED
        limits = self._limits_on(day, activity) if self._is_limited else ()
        for limit, bucket in limits:
            left = limit.left(bucket)
            if amount > left:
                amount, why = left, limit.why
        if amount <= 0:
            return why
        for limit, bucket in limits:
            limit.use(bucket, amount)
        self._note(day, activity_id, amount, given, why)
        return None

    def _limits_on(self, day: date, activity: Activity) -> list[tuple[_Limit, object]]:
        limits: list[tuple[_Limit, object]] = []
        if self._meetings is not None:
            limits.append((self._meetings, (day, activity.name, activity.provider)))
        limits.extend((category, category.bucket(day)) for category in self._categories if category.holds(activity))
        if self._whole is not None:
            limits.append((self._whole, None))
        return limits

    def _note(self, day: date, activity_id: str, amount: Decimal, given: Decimal, why: Text) -> None:
        tally = self._tally
        tally.days.append(day)
        if self._rule.counting is Measure.STRETCHES:
            self._stretches.add(self._stretch(day))
        if day > self._today:
            tally.planned += amount
        else:
            tally.counted += amount
            if self._scale is not _ONE:
                amount, given = self._shown(amount), self._shown(given)
            tally.counts.append(Counted(activity_id, amount, given, why))

    def _stretch(self, day: date) -> int:
        return stretch_of(day, self._rule.stretch_months)

    def _scaled(self, amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * self._scale

    def _shown(self, amount: Decimal) -> Decimal:
        return amount if self._scale is _ONE else (amount / self._scale).quantize(_CENT)

    def _limit(self, most: Decimal | None, why: Text) -> _Limit | None:
        return None if most is None else _Limit(most * self._scale, why)


def stretch_of(day: date, months: int) -> int:
    """Return the number of the stretch of `months` calendar months, reckoned from January, that holds `day`."""
    return (day.year * 12 + day.month - 1) // months


def all_of(whys: list[Text]) -> Text:
    """Return several reasons as one."""
    if len(whys) == 1:
        return whys[0]
    return Text(" ".join(why.nl for why in whys), " ".join(why.en for why in whys))
