"""Whether it is going to be met, and until when there is time.

**The last safe date** of what is not met yet is the last day on which the next step can still be taken, when every
later step follows as soon as it may, and the last of them falls on the last day of the time. A step is

- a meeting, for a number of activities: one a day, or as far apart as the rule asks;
- a month (quarter …), for stretches: the last day of the first stretch that is still needed;
- a day of eight hours, or the most that one activity may give if that is less, for hours, and for points where the rule
  says how many an hour gives; where it does not, one activity may give all the points;
- a week at the present hours, or of 36 hours without any, for working hours;
- a report a day, for reflection, feedback and laws gone through;
- the end of the time, for the rest.

It lies in the past when it is too late, and there is none for what is met. For an interruption that is going on it is
the last day on which work has to start again.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final

from portfolio_app.domain.rules.case import Outcome
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.domain.rules.periods import ONE_DAY, Period, add_months
from portfolio_app.domain.rules.requirements import ActivityRequirement
from portfolio_app.domain.rules.standing import Forecast, Outlook
from portfolio_app.domain.rules.tally import Tally, stretch_of
from portfolio_app.domain.rules.work import DAYS_A_WEEK

HOURS_A_DAY: Final = Decimal(8)
FULL_WEEK_HOURS: Final = Decimal(36)
LEAST_DAYS_FOR_PACE: Final = 28
"""Before so many days have gone by, the pace says nothing."""

_CENT: Final = Decimal("0.01")


def last_safe_for_activities(
    rule: ActivityRequirement, short: Decimal, period: Period, deadline: date, tally: Tally
) -> date:
    """Return the last safe date of what is `short` of activities.

    Args:
        rule: what is asked.
        short: how much of it is missing, more than nothing.
        period: the time that is judged.
        deadline: the last day on which something can be done; after the period in a catch-up window.
        tally: what counts already.
    """
    if rule.counting is Measure.STRETCHES:
        return _last_safe_stretch(rule.stretch_months, short, Period(period.start, deadline), tally)
    if rule.counting is Measure.COUNT:
        return in_steps(short, deadline, days_apart=max(1, rule.least_days_apart))
    limits = [limit for limit in (rule.item_maximum, rule.meeting_maximum) if limit]
    if rule.counting is Measure.HOURS:
        limits.append(HOURS_A_DAY)
    elif rule.points_per_hour:
        limits.append(HOURS_A_DAY * rule.points_per_hour)
    return in_steps(short / min(limits) if limits else Decimal(1), deadline)


def in_steps(steps: Decimal, end: date, *, days_apart: int = 1) -> date:
    """Return the last day for the first of `steps` steps of which the last falls on `end`."""
    before_last = int(steps.to_integral_value(ROUND_CEILING)) - 1
    try:
        return end - timedelta(days=max(0, before_last) * days_apart)
    except OverflowError:
        return date.min


def _last_safe_stretch(months: int, short: Decimal, period: Period, tally: Tally) -> date:
    counted = {stretch_of(day, months) for day in tally.days[: len(tally.counts)]}
    first, last = stretch_of(period.start, months), stretch_of(period.end, months)
    free = [number for number in range(first, last + 1) if number not in counted]
    needed = int(short.to_integral_value(ROUND_CEILING))
    if needed > len(free):
        return period.start - ONE_DAY
    year, month = divmod((free[-needed] + 1) * months, 12)
    return min(period.end, date(year, month + 1, 1) - ONE_DAY)


def last_safe_for_work(short: Decimal, weekly: Decimal, end: date) -> date:
    """Return the last safe date of working hours, when they are worked at `weekly` hours from then on."""
    days = short * DAYS_A_WEEK / (weekly or FULL_WEEK_HOURS)
    return in_steps(days, end)


def last_safe_for_interruption(gap: Period, most: Decimal) -> date:
    """Return the last day on which work has to start again after a gap that is going on."""
    whole = int(most)
    day = add_months(gap.start, whole)
    return day + timedelta(days=int((most - whole) * 30))


def forecast_of(outcome: Outcome, today: date) -> Forecast:
    """Return what is to be expected of an amount that has to be reached, by what is planned and by the pace so far.

    What was carried over from the time before says nothing of the pace.
    """
    period = outcome.time.judged
    certain = outcome.counted + outcome.planned
    expected: Decimal | None = certain if today >= period.end else None
    elapsed = (today - period.start).days + 1
    if expected is None and elapsed >= LEAST_DAYS_FOR_PACE:
        own = outcome.counted - outcome.carried
        at_pace = (own * period.days / elapsed).quantize(_CENT) + outcome.carried
        expected = max(certain, at_pace if outcome.most is None else min(outcome.most, at_pace))
    return Forecast(_outlook(outcome, expected, today), outcome.planned, expected)


def _outlook(outcome: Outcome, expected: Decimal | None, today: date) -> Outlook:
    required = outcome.time.required
    if required is None:
        return Outlook.UNKNOWN
    if outcome.counted >= required:
        return Outlook.MET
    if outcome.counted + outcome.planned >= required:
        return Outlook.PLANNED
    if today > (outcome.deadline or outcome.time.judged.end):
        return Outlook.MISSED
    if outcome.last_safe is not None and today > outcome.last_safe:
        return Outlook.TOO_LATE
    return _by_pace(required, expected)


def _by_pace(required: Decimal, expected: Decimal | None) -> Outlook:
    if expected is None:
        return Outlook.OPEN
    return Outlook.ON_PACE if expected >= required else Outlook.BEHIND
