"""What besides activities and work a register wants to see: reports, a current CV, a plan, declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Assessment, Goal, GoalStatus, LawReview
from portfolio_app.domain.records.integrity import Adherence
from portfolio_app.domain.records.learning import Feedback, Reflection
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.rules import reasons
from portfolio_app.domain.rules.activities import ActivityIndex, is_released, proves_attendance
from portfolio_app.domain.rules.choices import Deliverable
from portfolio_app.domain.rules.periods import Period, add_months
from portfolio_app.domain.rules.requirements import DeliverableRequirement
from portfolio_app.domain.rules.standing import Counted, NotCounted
from portfolio_app.domain.snapshot import Snapshot

_ONE: Final = Decimal(1)


@dataclass(slots=True)
class Found:
    """What was found of a deliverable.

    Attributes:
        planned: how many are dated later and will count.
        required: how many are needed, where the records themselves decide that.
        valid_until: the day until which what counts stays good.
    """

    counts: list[Counted] = field(default_factory=list)
    does_not_count: list[NotCounted] = field(default_factory=list)
    planned: int = 0
    required: Decimal | None = None
    valid_until: date | None = None

    def enter(self, record_id: str, why: Text) -> None:
        """Note a record: it counts when there is no reason why not."""
        if why:
            self.does_not_count.append(NotCounted(record_id, why))
        else:
            self.counts.append(Counted(record_id, _ONE, _ONE))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, of which records, over what time."""

    rule: DeliverableRequirement
    snapshot: Snapshot
    index: ActivityIndex
    period: Period
    today: date

    @property
    def judged_on(self) -> date:
        """The day on which something must be current: today, or the end of the time when that is over."""
        return min(self.today, self.period.end)


def deliverables(asked: Asked) -> Found:
    """Return what there is of the deliverable that is asked."""
    return _FINDERS[asked.rule.deliverable](asked)


def _dated(asked: Asked, records: Iterable[tuple[date | None, Record]], judge: Callable[[Record], Text]) -> Found:
    """Enter the records dated within the time by their date; `judge` gives the reason against one, or no text."""
    found = Found()
    within = [(day, record.id, record) for day, record in records if day is not None and day in asked.period]
    for day, record_id, record in sorted(within, key=lambda each: each[:2]):
        why = judge(record) if record.released_to.reaches(Audience.REGISTER) else reasons.KEPT_PRIVATE
        if day > asked.today:
            found.planned += not why
            why = why or reasons.PLANNED
        found.enter(record_id, why)
    return found


def _no_objection(_record: Record) -> Text:
    return NO_TEXT


def _reflections(asked: Asked) -> Found:
    return _dated(asked, ((each.written_on, each) for each in asked.snapshot.of(Reflection)), _no_objection)


def _feedback(asked: Asked) -> Found:
    return _dated(asked, ((each.given_on, each) for each in asked.snapshot.of(Feedback)), _no_objection)


def _assessments(asked: Asked) -> Found:
    kinds = asked.rule.assessments
    considered = (each for each in asked.snapshot.of(Assessment) if not kinds or each.assessment_kind in kinds)
    return _dated(asked, ((each.assessed_on, each) for each in considered), _no_objection)


def _law_reviews(asked: Asked) -> Found:
    wanted = frozenset(asked.rule.codes)
    seen: set[str] = set()

    def judge(record: Record) -> Text:
        laws = record.law if isinstance(record, LawReview) else ()
        new = set(laws) - seen
        seen.update(new)
        return NO_TEXT if new else reasons.SAME_LAW

    considered = (each for each in asked.snapshot.of(LawReview) if not wanted or not wanted.isdisjoint(each.law))
    return _dated(asked, ((each.reviewed_on, each) for each in considered), judge)


def _plan(asked: Asked) -> Found:
    found = Found()
    goals = sorted(asked.snapshot.of(Goal), key=lambda each: (each.deadline or date.min, each.id))
    for goal in goals:
        start, end = goal.start or goal.deadline, goal.reached_on or goal.deadline
        if start is None or end is None or end < asked.period.start or start > asked.period.end:
            continue
        if not goal.released_to.reaches(Audience.REGISTER):
            found.enter(goal.id, reasons.KEPT_PRIVATE)
        else:
            found.enter(goal.id, reasons.DROPPED if goal.status is GoalStatus.DROPPED else NO_TEXT)
    return found


def _cv(asked: Asked) -> Found:
    found = Found()
    person = asked.snapshot.only(Person)
    if person is None or person.cv_confirmed_on is None:
        return found
    confirmed = person.cv_confirmed_on
    found.valid_until = _good_until(confirmed, asked.rule.months)
    _enter_current(found, asked, person.id, confirmed)
    return found


def _adherence(asked: Asked) -> Found:
    found = Found()
    wanted = frozenset(asked.rule.codes)
    signed = [(each.signed_on, each.id, each) for each in asked.snapshot.of(Adherence) if each.signed_on is not None]
    for day, record_id, declaration in sorted(signed, key=lambda each: each[:2]):
        if day > asked.period.end:
            continue
        if wanted and wanted.isdisjoint(declaration.code):
            found.enter(record_id, reasons.OTHER_CODE)
        elif not declaration.released_to.reaches(Audience.REGISTER):
            found.enter(record_id, reasons.KEPT_PRIVATE)
        else:
            _enter_current(found, asked, record_id, day)
            found.valid_until = _good_until(day, asked.rule.months)
    return found


def _enter_current(found: Found, asked: Asked, record_id: str, day: date) -> None:
    until = _good_until(day, asked.rule.months)
    if day > asked.judged_on:
        found.planned += 1
        found.enter(record_id, reasons.PLANNED)
    else:
        found.enter(record_id, reasons.OUT_OF_DATE if until is not None and until < asked.judged_on else NO_TEXT)


def _good_until(day: date, months: int | None) -> date | None:
    return None if months is None else add_months(day, months)


def _attendance(asked: Asked) -> Found:
    found = Found()
    needed = 0
    for day, record_id, activity in asked.index.within(asked.period, asked.rule.kinds):
        if not is_released(activity):
            found.enter(record_id, reasons.KEPT_PRIVATE)
        elif day > asked.today:
            found.enter(record_id, reasons.PLANNED)
        else:
            needed += 1
            found.enter(record_id, NO_TEXT if proves_attendance(activity, asked.index) else reasons.NO_ATTENDANCE)
    found.required = Decimal(needed)
    return found


_FINDERS: Final[Mapping[Deliverable, Callable[[Asked], Found]]] = MappingProxyType(
    {
        Deliverable.REFLECTION: _reflections,
        Deliverable.FEEDBACK: _feedback,
        Deliverable.CV: _cv,
        Deliverable.ATTENDANCE: _attendance,
        Deliverable.ASSESSMENT: _assessments,
        Deliverable.PLAN: _plan,
        Deliverable.ADHERENCE: _adherence,
        Deliverable.LAW_REVIEW: _law_reviews,
    }
)
