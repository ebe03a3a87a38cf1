"""Judges requirements about work in the field, its interruption, and deliverables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from portfolio_app.domain.rules.case import NOTHING, Case, JudgedTime, Outcome, shortage
from portfolio_app.domain.rules.choices import Deliverable
from portfolio_app.domain.rules.deliverables import Asked, deliverables
from portfolio_app.domain.rules.outlook import in_steps, last_safe_for_interruption, last_safe_for_work
from portfolio_app.domain.rules.requirements import (
    DeliverableRequirement,
    InterruptionRequirement,
    WorkRequirement,
    unit_of,
)
from portfolio_app.domain.rules.standing import Forecast, Outlook
from portfolio_app.domain.rules.work import interruptions, months_long, work_done

_ONE_BY_ONE: Final = (Deliverable.REFLECTION, Deliverable.FEEDBACK, Deliverable.LAW_REVIEW)


def judge_work(case: Case, rule: WorkRequirement, time: JudgedTime) -> Outcome:
    """Judge working hours in the field."""
    work = work_done(rule, case.snapshot, case.away, time.judged, case.today)
    short = shortage(time.required, work.hours)
    return Outcome(
        time=time,
        unit=unit_of(rule),
        counted=work.hours,
        counts=work.counts,
        does_not_count=work.does_not_count,
        planned=work.planned,
        last_safe=last_safe_for_work(short, work.weekly, time.judged.end) if short else None,
    )


def judge_interruption(case: Case, rule: InterruptionRequirement, time: JudgedTime) -> Outcome | None:
    """Judge the longest time without work in the field; None for a time that is still to come."""
    if time.judged.start > case.today:
        return None
    away = case.away if rule.absences_interrupt else ()
    gaps = interruptions(case.snapshot, away, time.judged, case.registered.since, case.today)
    longest = max((months_long(gap) for gap in gaps), default=NOTHING)
    going_on = gaps[-1] if gaps and gaps[-1].end == case.today else None
    most = time.required
    if most is None:
        outlook, last_safe = Outlook.UNKNOWN, None
    else:
        still_good = Outlook.MET if going_on is None else Outlook.OPEN
        outlook = still_good if longest <= most else Outlook.MISSED
        last_safe = None if going_on is None else last_safe_for_interruption(going_on, most)
    return Outcome(
        time=time,
        unit=unit_of(rule),
        counted=longest,
        last_safe=last_safe,
        at_most=True,
        forecast=Forecast(outlook, NOTHING, longest),
    )


def judge_deliverables(case: Case, rule: DeliverableRequirement, time: JudgedTime) -> Outcome:
    """Judge reports, a current CV, a plan, declarations."""
    found = deliverables(Asked(rule, case.snapshot, case.index, time.judged, case.today))
    one_by_one = rule.deliverable in _ONE_BY_ONE
    if found.required is not None:
        time = replace(time, required=found.required, adjustments=())
    counted = Decimal(len(found.counts))
    short = shortage(time.required, counted)
    last_safe = in_steps(short if one_by_one else Decimal(1), time.judged.end) if short else None
    return Outcome(
        time=time,
        unit=unit_of(rule),
        counted=counted,
        counts=found.counts,
        does_not_count=found.does_not_count,
        planned=Decimal(found.planned),
        last_safe=last_safe,
        valid_until=found.valid_until,
    )
