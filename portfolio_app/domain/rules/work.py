"""Work in the field and absence from it: hours worked, interruptions, and how far absence excuses.

An absence without an end lasts until today; a position without an end goes on, which is what the forecast reckons with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import Position, PracticeLevel
from portfolio_app.domain.records.person import Absence
from portfolio_app.domain.rules import reasons
from portfolio_app.domain.rules.periods import ONE_DAY, Period
from portfolio_app.domain.rules.requirements import WorkRequirement
from portfolio_app.domain.rules.rule_set import AbsenceRule
from portfolio_app.domain.rules.standing import Counted, NotCounted
from portfolio_app.domain.snapshot import Snapshot

DAYS_A_WEEK: Final = 7
_CENT: Final = Decimal("0.01")
_TENTH: Final = Decimal("0.1")
_WHOLLY: Final = Fraction(1)
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which a share of the working time, above 0 and at most 1, was not worked."""

    period: Period
    share: Fraction


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Hours worked in the field, by position.

    Attributes:
        hours: up to and with today.
        planned: after today, if all goes on as it is.
        weekly: the hours per week on the last day of the work that counts up to today.
    """

    hours: Decimal
    planned: Decimal
    weekly: Decimal
    counts: tuple[Counted, ...]
    does_not_count: tuple[NotCounted, ...]


def absences_of(snapshot: Snapshot, today: date, rule: AbsenceRule | None = None) -> tuple[Away, ...]:
    """Return the times of absence, apart from each other and in their order; shares of what overlaps are added.

    Args:
        snapshot: the records.
        today: until when an absence without an end lasts.
        rule: only what this rule excuses; None for all absence.
    """
    times = [
        away
        for absence in snapshot.of(Absence)
        if rule is None or _is_excused(absence, rule)
        if (away := _away(absence, today)) is not None
    ]
    apart = tuple(_apart(times))
    return apart if rule is None else tuple(_long_enough(apart, rule))


def _is_excused(absence: Absence, rule: AbsenceRule) -> bool:
    return (not rule.reasons or absence.reason in rule.reasons) and (absence.reported or not rule.reported)


def _away(absence: Absence, today: date) -> Away | None:
    share = _WHOLLY if absence.share is None else min(_WHOLLY, Fraction(absence.share) / _PERCENT)
    end = absence.end or today
    if absence.start is None or end < absence.start or share <= 0:
        return None
    return Away(Period(absence.start, end), share)


def _apart(times: Iterable[Away]) -> Iterator[Away]:
    changes: dict[date, Fraction] = {}
    for away in times:
        changes[away.period.start] = changes.get(away.period.start, Fraction(0)) + away.share
        after = away.period.end + ONE_DAY
        changes[after] = changes.get(after, Fraction(0)) - away.share
    share = Fraction(0)
    start: date | None = None
    for day in sorted(changes):
        if share > 0 and start is not None:
            yield Away(Period(start, day - ONE_DAY), min(_WHOLLY, share))
        share += changes[day]
        start = day


def _long_enough(apart: tuple[Away, ...], rule: AbsenceRule) -> Iterator[Away]:
    group: list[Away] = []
    for away in apart:
        if group and away.period.start > group[-1].period.end + ONE_DAY:
            yield from _excused_of(group, rule)
            group = []
        group.append(away)
    yield from _excused_of(group, rule)


def _excused_of(group: list[Away], rule: AbsenceRule) -> Iterator[Away]:
    if not group:
        return
    whole = Period(group[0].period.start, group[-1].period.end)
    if whole.days < rule.least_days:
        return
    first = whole.start + timedelta(days=rule.least_days) if rule.only_excess else whole.start
    for away in group:
        period = away.period.overlap(first, None)
        if period is not None:
            yield Away(period, away.share)


def absent_days(away: Iterable[Away], period: Period) -> Fraction:
    """Return how many whole days of `period` were missed; half a day of each of two days is one."""
    missed = Fraction(0)
    for each in away:
        overlap = each.period.overlap(period.start, period.end)
        if overlap is not None:
            missed += overlap.days * each.share
    return missed


def work_done(
    rule: WorkRequirement, snapshot: Snapshot, away: tuple[Away, ...], period: Period, today: date
) -> WorkDone:
    """Return the hours worked in the field within `period`: hours per week times weeks, less absence."""
    hours, planned, weekly = Fraction(0), Fraction(0), Decimal(0)
    counts: list[Counted] = []
    does_not_count: list[NotCounted] = []
    for position in _by_start(snapshot):
        term = _term(position)
        within = None if term is None else term.overlap(period.start, period.end)
        if within is None:
            continue
        why = _objection(position, rule.levels)
        if why is None:
            past = _hours(position, within.overlap(None, today), away)
            planned += _hours(position, within.overlap(today + ONE_DAY, None), away)
            hours += past
            if today in within:
                weekly += position.hours_per_week or Decimal(0)
            if past > 0:
                counts.append(Counted(position.id, _rounded(past), _rounded(past)))
                continue
            why = reasons.PLANNED if within.start > today else reasons.ALWAYS_ABSENT
        does_not_count.append(NotCounted(position.id, why))
    return WorkDone(_rounded(hours), _rounded(planned), weekly, tuple(counts), tuple(does_not_count))


def _by_start(snapshot: Snapshot) -> list[Position]:
    return sorted(snapshot.of(Position), key=lambda each: (each.start.first_day if each.start else date.min, each.id))


def _term(position: Position) -> Period | None:
    """Return the days of a position: the first and the last that its dates can mean."""
    end = position.end.last_day if position.end else date.max
    if position.start is None or end < position.start.first_day:
        return None
    return Period(position.start.first_day, end)


def _objection(position: Position, levels: tuple[PracticeLevel, ...]) -> Text | None:
    if not position.released_to.reaches(Audience.REGISTER):
        return reasons.KEPT_PRIVATE
    if not position.in_field:
        return reasons.NOT_IN_FIELD
    if levels and position.level is not PracticeLevel.BOTH and position.level not in levels:
        return reasons.OTHER_LEVEL
    return None if position.hours_per_week else reasons.NO_WEEKLY_HOURS


def _hours(position: Position, period: Period | None, away: tuple[Away, ...]) -> Fraction:
    if period is None or not position.hours_per_week:
        return Fraction(0)
    return Fraction(position.hours_per_week) * (period.days - absent_days(away, period)) / DAYS_A_WEEK


def _rounded(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / amount.denominator).quantize(_CENT, ROUND_HALF_UP)


def interruptions(
    snapshot: Snapshot, away: tuple[Away, ...], period: Period, since: date | None, today: date
) -> tuple[Period, ...]:
    """Return the times without work in the field that touch `period`, up to and with today, in their order.

    One that began before the period is reckoned from its own beginning, but not from before the registration.

    Args:
        snapshot: the records.
        away: the absence that interrupts; what does not, is left out.
        period: the time that is judged.
        since: when the registration began.
        today: what comes later is not reckoned.
    """
    last = min(period.end, today)
    first = min(since or period.start, period.start)
    working = sorted(
        worked
        for position in snapshot.of(Position)
        if position.in_field and position.released_to.reaches(Audience.REGISTER)
        if (term := _term(position)) is not None
        for worked in _without(term, away)
    )
    gaps: list[Period] = []
    free = first
    for worked in working:
        if worked.start > free:
            gaps.append(Period(free, worked.start - ONE_DAY))
        if worked.end >= last:
            free = date.max
            break
        free = max(free, worked.end + ONE_DAY)
    if free <= last:
        gaps.append(Period(free, last))
    cut = (gap.overlap(None, last) for gap in gaps)
    return tuple(gap for gap in cut if gap is not None and gap.end >= period.start)


def _without(term: Period, away: tuple[Away, ...]) -> Iterator[Period]:
    start = term.start
    for each in away:
        if each.share < _WHOLLY or each.period.end < start or each.period.start > term.end:
            continue
        if each.period.start > start:
            yield Period(start, each.period.start - ONE_DAY)
        start = each.period.end + ONE_DAY
    if start <= term.end:
        yield Period(start, term.end)


def months_long(gap: Period) -> Decimal:
    """Return the length of an interruption in months, rounded up to a tenth, so that one day too long is too long."""
    months = gap.months()
    return (Decimal(months.numerator) / months.denominator).quantize(_TENTH, ROUND_UP)
