"""What judging one register has at hand, and over what time a requirement of it is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.activities import ActivityIndex
from portfolio_app.domain.rules.choices import Per
from portfolio_app.domain.rules.periods import (
    ONE_DAY,
    Part,
    Period,
    Registered,
    RuledPeriod,
    add_months,
    chain_of_periods,
    current_of,
    parts_of,
)
from portfolio_app.domain.rules.requirements import AnyRequirement
from portfolio_app.domain.rules.rule_set import RuleSet, rule_set_for
from portfolio_app.domain.rules.standing import Adjustment, AdjustmentKind, Counted, Forecast, NotCounted
from portfolio_app.domain.rules.work import Away, absences_of, absent_days
from portfolio_app.domain.snapshot import Snapshot

NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class JudgedTime:
    """A requirement over one part of a period.

    Attributes:
        rule_set: the rules of that time.
        judged: the days in which records count.
        required: how much is required; None when it is not known.
        adjustments: why that is less than the rule says.
    """

    rule_set: RuleSet
    part: Part
    judged: Period
    required: Decimal | None
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What judging a requirement came to; the engine makes the standing of it.

    Attributes:
        time: what was judged and required.
        carried: what of `counted` comes from the time before.
        planned: what is dated later and will count.
        deadline: the last day on which something can be done; None for the end of the time.
        most: more than this cannot count; None when there is no end to it.
        forecast: what is to be expected; None leaves it to pace and plans.
    """

    time: JudgedTime
    unit: Text
    counted: Decimal
    counts: Iterable[Counted] = ()
    does_not_count: Iterable[NotCounted] = ()
    last_safe: date | None = None
    carried: Decimal = NOTHING
    planned: Decimal = NOTHING
    deadline: date | None = None
    valid_until: date | None = None
    most: Decimal | None = None
    at_most: bool = False
    forecast: Forecast | None = None


@dataclass(frozen=True)
class Case:
    """One register, the records, and the day of judgement."""

    register: str
    rule_sets: tuple[RuleSet, ...]
    snapshot: Snapshot
    index: ActivityIndex
    registered: Registered
    today: date
    _excused: dict[str, tuple[Away, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def chain(self) -> tuple[RuledPeriod, ...]:
        """The periods of the registration, up to and with the one that holds today."""
        return chain_of_periods(self.rule_sets, self.register, self.registered, self.today)

    @cached_property
    def away(self) -> tuple[Away, ...]:
        """All absence."""
        return absences_of(self.snapshot, self.today)

    def period_to_judge(self, period: Period | None) -> RuledPeriod | None:
        """Return `period`, or without one the period that holds today, with its rules."""
        if period is not None:
            return RuledPeriod(period, rule_set_for(self.rule_sets, self.register, period.start))
        place = current_of(self.chain, self.today)
        return None if place is None else self.chain[place]

    def earlier_periods(self) -> tuple[RuledPeriod, ...]:
        """Return the periods before the one that holds today, earliest first."""
        return self.chain[: current_of(self.chain, self.today)]

    def times(self, rule_set: RuleSet, requirement: AnyRequirement, period: Period) -> tuple[JudgedTime, ...]:
        """Return over what times a requirement is judged in `period`, without those outside the registration."""
        parts = parts_of(period, requirement.per, rule_set.period.years)
        times = (self.time(rule_set, requirement, part, period) for part in parts)
        return tuple(time for time in times if time is not None)

    def time(
        self, rule_set: RuleSet, requirement: AnyRequirement, part: Part, period: Period | None = None
    ) -> JudgedTime | None:
        """Return what is judged and required in one part; None when the registration has no day in it.

        A rule in proportion judges the days of the registration (and of `period`) only, and asks less for it; any other
        judges the part whole.
        """
        judged: Period | None = part.judged
        if requirement.pro_rata:
            judged = judged.overlap(self.registered.since, self.registered.until) if judged else None
            if judged is not None and period is not None:
                judged = judged.overlap(period.start, period.end)
        if judged is None:
            return None
        time = JudgedTime(rule_set, part, judged, requirement.minimum, ())
        if requirement.pro_rata:
            share = min(Fraction(1), judged.months() / part.whole.months())
            time = _lowered(time, share, AdjustmentKind.PRO_RATA, requirement.step)
        if requirement.excused:
            missed = absent_days(self._excused_by(rule_set), judged) / judged.days
            time = _lowered(time, 1 - missed, AdjustmentKind.ABSENCE, requirement.step)
        return time

    def deadline(self, requirement: AnyRequirement, time: JudgedTime) -> date:
        """Return the last day on which something can be done: the end, or that of the catch-up once it runs."""
        end = time.judged.end
        catch_up = catch_up_end(time.rule_set, time.part.judged) if requirement.per is Per.PERIOD else None
        return end if catch_up is None or self.today <= end else catch_up

    def _excused_by(self, rule_set: RuleSet) -> tuple[Away, ...]:
        if rule_set.absence is None:
            return ()
        if rule_set.id not in self._excused:
            self._excused[rule_set.id] = absences_of(self.snapshot, self.today, rule_set.absence)
        return self._excused[rule_set.id]


def catch_up_end(rule_set: RuleSet, period: Period) -> date | None:
    """Return the last day on which what is short of `period` may be made up, or None."""
    months = rule_set.period.catch_up_months
    return add_months(period.end + ONE_DAY, months) - ONE_DAY if months else None


def shortage(required: Decimal | None, counted: Decimal) -> Decimal:
    """Return what is short; nothing when it is not known how much is required."""
    return NOTHING if required is None else max(NOTHING, required - counted)


def _lowered(time: JudgedTime, share: Fraction, kind: AdjustmentKind, step: Decimal) -> JudgedTime:
    if time.required is None:
        return time
    steps = Fraction(time.required) * share / Fraction(step)
    lowered = min(time.required, step * -(-steps.numerator // steps.denominator))
    if lowered == time.required:
        return time
    adjustment = Adjustment(kind, lowered - time.required)
    return JudgedTime(time.rule_set, time.part, time.judged, lowered, (*time.adjustments, adjustment))
