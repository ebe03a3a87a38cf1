"""Work in the field, its interruption, and deliverables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portfolio_app.common.text import same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Position, PracticeLevel
from portfolio_app.domain.records.growth import Assessment, AssessmentKind, Goal, GoalStatus, LawReview
from portfolio_app.domain.records.integrity import Adherence
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, EvidenceKind, Feedback, Reflection
from portfolio_app.domain.records.person import Absence, AbsenceReason, Person, Registration
from portfolio_app.domain.rules import (
    AnyRequirement,
    Deliverable,
    DeliverableRequirement,
    InterruptionRequirement,
    Measure,
    Outlook,
    Period,
    PeriodRule,
    RequirementStanding,
    RuleSet,
    RuleState,
    WorkRequirement,
    reasons,
    standings,
)
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue

TODAY = date(2026, 7, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAME = same_in_both("Eis")


def judged(
    requirement: AnyRequirement, *records: Record, today: date = TODAY, period: Period = YEAR
) -> RequirementStanding:
    texts = dict.fromkeys(("register_name", "name", "source"), NAME)
    rule_set = RuleSet(
        register="reg",
        id="regels",
        state=RuleState.OWN,
        period=PeriodRule(years=1),
        requirements=(requirement,),
        **texts,
    )
    (register,) = standings([rule_set], Snapshot(records), today, "reg", period)
    (standing,) = register.requirements
    return standing


def whys(standing: RequirementStanding) -> dict[str, str]:
    return {each.id: each.why.nl for each in standing.does_not_count}


# --- working hours ----------------------------------------------------------------------------------------------------


def work(minimum: int = 400, **values: object) -> WorkRequirement:
    return WorkRequirement(id="werk", label=NAME, minimum=Decimal(minimum), **values)


def position(start: PartialDateValue, end: PartialDateValue | None = None, **values: object) -> Position:
    values.setdefault("id", "f1")
    values.setdefault("in_field", True)
    values.setdefault("hours_per_week", Decimal(35))
    return Position(role="Casemanager", start=start, end=end, **values)


def absence(start: date, end: date | None, share: int | None = None) -> Absence:
    part = None if share is None else Decimal(share)
    return Absence(id=f"z{start:%m%d}", reason=AbsenceReason.ILLNESS, start=start, end=end, share=part)


def test_hours_are_those_of_the_weeks_up_to_today() -> None:
    standing = judged(work(), position(PartialDateValue(2026, 6, 18)))
    assert standing.counted == 70
    assert [(each.id, each.amount) for each in standing.counts] == [("f1", 70)]
    assert standing.measure is Measure.WORKING_HOURS


def test_hours_to_come_are_planned_and_expected() -> None:
    standing = judged(work(), position(PartialDateValue(2026, 6, 18), PartialDateValue(2026, 7, 8)))
    assert standing.forecast.planned == 35
    standing = judged(work(1000), position(PartialDateValue(2020)))
    assert standing.forecast.outlook is Outlook.PLANNED
    assert standing.forecast.expected == standing.counted + standing.forecast.planned == 1825


def test_partial_dates_mean_the_whole_month_or_year() -> None:
    standing = judged(work(), position(PartialDateValue(2025), PartialDateValue(2026, 1)))
    assert standing.counted == 155


def test_positions_add_up() -> None:
    two = [position(PartialDateValue(2026, 6, 18)), position(PartialDateValue(2026, 6, 25), id="f2")]
    assert judged(work(), *two).counted == 105


@pytest.mark.parametrize(
    ("absences", "hours"),
    [
        ([absence(date(2026, 6, 25), date(2026, 7, 1))], 35),
        ([absence(date(2026, 6, 25), None)], 35),
        ([absence(date(2026, 6, 25), date(2026, 7, 1), 40)], 56),
        ([absence(date(2026, 6, 25), None, 80), absence(date(2026, 6, 20), None, 80)], 15),
        ([absence(date(2026, 1, 1), date(2026, 2, 1))], 70),
        ([absence(date(2026, 6, 1), date(2026, 5, 1))], 70),
    ],
)
def test_absence_is_not_worked(absences: list[Absence], hours: int) -> None:
    assert judged(work(), position(PartialDateValue(2026, 6, 18)), *absences).counted == hours


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"in_field": False}, reasons.NOT_IN_FIELD),
        ({"hours_per_week": None}, reasons.NO_WEEKLY_HOURS),
        ({"release": Audience.PRIVATE}, reasons.KEPT_PRIVATE),
        ({"level": PracticeLevel.BELEID}, reasons.OTHER_LEVEL),
        ({"level": None}, reasons.OTHER_LEVEL),
    ],
)
def test_work_that_does_not_count_says_why(values: dict[str, object], reason: object) -> None:
    rule = work(levels=(PracticeLevel.CASUS,))
    values = {"level": PracticeLevel.CASUS, **values}
    standing = judged(rule, position(PartialDateValue(2026), **values))
    assert standing.counted == 0
    assert [(each.id, each.why) for each in standing.does_not_count] == [("f1", reason)]


def test_work_at_both_levels_counts_for_either() -> None:
    rule = work(levels=(PracticeLevel.CASUS,))
    assert judged(rule, position(PartialDateValue(2026), level=PracticeLevel.BOTH)).counted > 400


def test_work_outside_the_period_is_not_considered() -> None:
    standing = judged(work(), position(PartialDateValue(2020), PartialDateValue(2025)))
    assert (standing.counts, standing.does_not_count) == ((), ())


def test_work_that_is_to_begin_or_was_wholly_missed_says_so() -> None:
    assert whys(judged(work(), position(PartialDateValue(2026, 8)))) == {"f1": reasons.PLANNED.nl}
    away = absence(date(2026, 1, 1), None)
    assert whys(judged(work(), position(PartialDateValue(2026)), away)) == {"f1": reasons.ALWAYS_ABSENT.nl}


# --- interruption -----------------------------------------------------------------------------------------------------


def at_most(months: int, **values: object) -> InterruptionRequirement:
    return InterruptionRequirement(id="pauze", label=NAME, minimum=Decimal(months), **values)


REGISTERED = Registration(id="r1", register=("reg",), register_name="Reg", since=date(2022, 1, 1))


def test_the_longest_time_out_of_the_field_may_not_be_too_long() -> None:
    jobs = [
        position(PartialDateValue(2020), PartialDateValue(2025, 12)),
        position(PartialDateValue(2026, 4), id="f2"),
    ]
    three_months = judged(at_most(3), REGISTERED, *jobs)
    assert (three_months.counted, three_months.met, three_months.at_most) == (3, True, True)
    assert three_months.last_safe_date is None
    too_long = judged(at_most(2), REGISTERED, *jobs)
    assert (too_long.short, too_long.met, too_long.forecast.outlook) == (1, False, Outlook.MISSED)


def test_a_short_job_within_a_long_one_makes_no_gap() -> None:
    jobs = [
        position(PartialDateValue(2020), PartialDateValue(2026, 6)),
        position(PartialDateValue(2021), PartialDateValue(2021), id="f2"),
    ]
    assert judged(at_most(1), REGISTERED, *jobs, today=date(2026, 6, 30)).counted == 0


def test_one_day_too_long_is_too_long() -> None:
    jobs = [
        position(PartialDateValue(2020), PartialDateValue(2025, 12)),
        position(PartialDateValue(2026, 4, 2), id="f2"),
    ]
    assert judged(at_most(3), REGISTERED, *jobs).met is False


def test_a_gap_that_goes_on_tells_when_work_has_to_start_again() -> None:
    job = position(PartialDateValue(2020), PartialDateValue(2025, 11, 14))
    standing = judged(at_most(12), REGISTERED, job)
    assert standing.last_safe_date == date(2026, 11, 15)
    assert standing.forecast.outlook is Outlook.OPEN
    # Work that starts on that day is in time; a day later it is not.
    rest = Period(date(2026, 1, 1), date(2026, 12, 31))
    for day, met in ((15, True), (16, False)):
        again = position(PartialDateValue(2026, 11, day), id="f2")
        assert judged(at_most(12), REGISTERED, job, again, today=date(2026, 12, 31), period=rest).met is met


def test_a_gap_from_before_the_registration_is_not_held_against_anybody() -> None:
    job = position(PartialDateValue(2026, 2))
    fresh = REGISTERED.with_values(since=date(2026, 1, 1))
    assert judged(at_most(3), fresh, job).counted == 1


def test_absence_interrupts_only_where_the_rule_says_so() -> None:
    job = position(PartialDateValue(2020))
    away = absence(date(2026, 2, 1), date(2026, 5, 31))
    half = absence(date(2026, 6, 1), date(2026, 6, 30), 50)
    assert judged(at_most(3), REGISTERED, job, away, half).counted == 0
    assert judged(at_most(3, absences_interrupt=True), REGISTERED, job, away, half).counted == 4


def test_work_without_hours_is_work_still_but_work_elsewhere_is_not() -> None:
    assert judged(at_most(3), REGISTERED, position(PartialDateValue(2020), hours_per_week=None)).counted == 0
    assert judged(at_most(3), REGISTERED, position(PartialDateValue(2020), in_field=False)).counted == Decimal("54.1")


# --- deliverables -----------------------------------------------------------------------------------------------------


def asking(deliverable: Deliverable, minimum: int = 1, **values: object) -> DeliverableRequirement:
    return DeliverableRequirement(id="stuk", label=NAME, deliverable=deliverable, minimum=Decimal(minimum), **values)


def test_only_released_reflection_reports_count() -> None:
    reports = [
        Reflection(id="o1", name="Een", written_on=date(2026, 2, 1), release=Audience.REGISTER),
        Reflection(id="o2", name="Twee", written_on=date(2026, 2, 2)),
        Reflection(id="o3", name="Drie", written_on=date(2026, 9, 1), release=Audience.REGISTER),
        Reflection(id="o4", name="Vier", written_on=date(2025, 9, 1), release=Audience.REGISTER),
    ]
    standing = judged(asking(Deliverable.REFLECTION, 2), *reports)
    assert [each.id for each in standing.counts] == ["o1"]
    assert whys(standing) == {"o2": reasons.KEPT_PRIVATE.nl, "o3": reasons.PLANNED.nl}
    assert standing.forecast.outlook is Outlook.PLANNED
    assert standing.unit == Deliverable.REFLECTION.label


def test_feedback_counts_once_it_is_released() -> None:
    given = Feedback(id="o1", about="Gesprek", given_on=date(2026, 2, 1), giver="Werknemer A")
    assert not judged(asking(Deliverable.FEEDBACK), given).met
    assert judged(asking(Deliverable.FEEDBACK), given.with_values(release=Audience.REGISTER)).met


@pytest.mark.parametrize(
    ("confirmed", "met", "valid_until"),
    [
        (None, False, None),
        (date(2025, 7, 1), True, date(2026, 7, 1)),
        (date(2025, 6, 30), False, date(2026, 6, 30)),
        (date(2026, 8, 1), False, date(2027, 8, 1)),
    ],
)
def test_a_cv_is_current_for_so_many_months(confirmed: date | None, met: bool, valid_until: date | None) -> None:
    person = Person(id="m1", given_names="Sanne", surname="Bogaard", cv_confirmed_on=confirmed)
    standing = judged(asking(Deliverable.CV, months=12), person)
    assert (standing.met, standing.valid_until) == (met, valid_until)
    assert standing.last_safe_date == (None if met else YEAR.end)


def test_a_cv_of_a_period_that_is_over_is_judged_at_its_end() -> None:
    person = Person(id="m1", given_names="Sanne", surname="Bogaard", cv_confirmed_on=date(2025, 3, 1))
    last_year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert judged(asking(Deliverable.CV, months=12), person, period=last_year).met


def test_without_anybody_there_is_no_cv() -> None:
    assert judged(asking(Deliverable.CV, months=12)).met is False


def test_assessments_count_by_whom_they_were_made() -> None:
    by_oneself = Assessment(id="o1", assessment_kind=AssessmentKind.SELF, assessed_on=date(2026, 2, 1))
    by_peer = Assessment(id="o2", assessment_kind=AssessmentKind.PEER, assessed_on=date(2026, 3, 1))
    standing = judged(asking(Deliverable.ASSESSMENT, assessments=(AssessmentKind.SELF,)), by_oneself, by_peer)
    assert [each.id for each in standing.counts] == ["o1"]
    assert standing.does_not_count == ()
    assert judged(asking(Deliverable.ASSESSMENT, 2), by_oneself, by_peer).met


def test_a_plan_holds_goals_that_run_in_the_period() -> None:
    goals = [
        Goal(id="o1", name="Loopt", start=date(2025, 5, 1), deadline=date(2026, 3, 1), status=GoalStatus.RUNNING),
        Goal(id="o2", name="Vervallen", deadline=date(2026, 4, 1), status=GoalStatus.DROPPED),
        Goal(id="o3", name="Eerder", deadline=date(2025, 4, 1), status=GoalStatus.REACHED),
        Goal(id="o4", name="Prive", deadline=date(2026, 4, 2), release=Audience.PRIVATE),
        Goal(id="o5", name="Later", start=date(2027, 1, 1), deadline=date(2027, 4, 2)),
        Goal(id="o6", name="Zonder datum"),
    ]
    standing = judged(asking(Deliverable.PLAN), *goals)
    assert [each.id for each in standing.counts] == ["o1"]
    assert whys(standing) == {"o2": reasons.DROPPED.nl, "o4": reasons.KEPT_PRIVATE.nl}


def test_a_declaration_of_adherence_is_of_the_code_asked_and_stays_good_for_a_time() -> None:
    signed = [
        Adherence(id="o1", code=("RSC.CODE",), code_name="Code", version="1", signed_on=date(2020, 1, 1)),
        Adherence(id="o2", code=("ANDER",), code_name="Ander", version="1", signed_on=date(2026, 1, 1)),
        Adherence(id="o3", code=("RSC.CODE",), code_name="Code", version="2", signed_on=date(2025, 2, 1)),
        Adherence(id="o4", code=("RSC.CODE",), code_name="Code", version="3", signed_on=date(2026, 9, 1)),
        Adherence(id="o5", code=("RSC.CODE",), code_name="Code", version="4", signed_on=date(2027, 9, 1)),
    ]
    standing = judged(asking(Deliverable.ADHERENCE, months=36, codes=("RSC.CODE",)), *signed)
    assert [each.id for each in standing.counts] == ["o3"]
    assert whys(standing) == {
        "o1": reasons.OUT_OF_DATE.nl,
        "o2": reasons.OTHER_CODE.nl,
        "o4": reasons.PLANNED.nl,
    }
    assert judged(asking(Deliverable.ADHERENCE), signed[0]).met


def test_every_meeting_needs_proof_of_attendance() -> None:
    sheet = Evidence(id="b1", name="Lijst", evidence_kind=EvidenceKind.ATTENDANCE, release=Audience.REGISTER)
    kept = Evidence(id="b2", name="Lijst", evidence_kind=EvidenceKind.ATTENDANCE)

    def meeting(number: int, **values: object) -> Activity:
        values.setdefault("start", date(2026, 2, number))
        return Activity(id=f"o{number}", activity_kind=ActivityKind.INTERVISIE, name="Intervisie", **values)

    rule = asking(Deliverable.ATTENDANCE, kinds=(ActivityKind.INTERVISIE,))
    standing = judged(
        rule,
        sheet,
        kept,
        meeting(1, attendance_signed=True),
        meeting(2, evidence=("b1",)),
        meeting(3, evidence=("b2",)),
        meeting(4, release=Audience.PRIVATE),
        meeting(5, start=date(2026, 9, 1)),
        Activity(id="o9", activity_kind=ActivityKind.TRAINING, name="Training", start=date(2026, 2, 9)),
    )
    assert (standing.required, standing.counted, standing.met) == (3, 2, False)
    assert whys(standing) == {
        "o3": reasons.NO_ATTENDANCE.nl,
        "o4": reasons.KEPT_PRIVATE.nl,
        "o5": reasons.PLANNED.nl,
    }
    assert judged(rule).met


def test_every_law_counts_once() -> None:
    reviews = [
        LawReview(id="o1", law=("W1",), reviewed_on=date(2026, 2, 1)),
        LawReview(id="o2", law=("W1",), reviewed_on=date(2026, 3, 1)),
        LawReview(id="o3", law=("W2",), reviewed_on=date(2026, 4, 1)),
        LawReview(id="o4", law=("W9",), reviewed_on=date(2026, 4, 2)),
    ]
    standing = judged(asking(Deliverable.LAW_REVIEW, 2, codes=("W1", "W2")), *reviews)
    assert [each.id for each in standing.counts] == ["o1", "o3"]
    assert whys(standing) == {"o2": reasons.SAME_LAW.nl}
    assert judged(asking(Deliverable.LAW_REVIEW, 3), *reviews).met
