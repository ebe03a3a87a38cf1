"""The last safe date and the forecast."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portfolio_app.common.text import same_in_both
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.rules import (
    ActivityRequirement,
    AnyRequirement,
    Deliverable,
    DeliverableRequirement,
    Measure,
    Outlook,
    Period,
    PeriodRule,
    RequirementStanding,
    RuleSet,
    RuleState,
    Selection,
    WorkRequirement,
    standings,
)
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAME = same_in_both("Eis")


def judged(requirement: AnyRequirement, *records: Record, today: date = date(2026, 7, 1)) -> RequirementStanding:
    texts = dict.fromkeys(("register_name", "name", "source"), NAME)
    rule_set = RuleSet(
        register="reg",
        id="regels",
        state=RuleState.OWN,
        period=PeriodRule(years=1),
        requirements=(requirement,),
        **texts,
    )
    (register,) = standings([rule_set], Snapshot(records), today, "reg", YEAR)
    (standing,) = register.requirements
    return standing


def asking(counting: Measure, minimum: int, **values: object) -> ActivityRequirement:
    return ActivityRequirement(id="eis", label=NAME, counting=counting, minimum=Decimal(minimum), **values)


def activity(number: int, day: date, **values: object) -> Activity:
    return Activity(id=f"a{number}", activity_kind=ActivityKind.TRAINING, name="Training", start=day, **values)


@pytest.mark.parametrize(
    ("requirement", "last_safe"),
    [
        # One meeting a day.
        (asking(Measure.COUNT, 1), date(2026, 12, 31)),
        (asking(Measure.COUNT, 3), date(2026, 12, 29)),
        # As far apart as the rule asks.
        (asking(Measure.COUNT, 3, least_days_apart=28), date(2026, 11, 5)),
        # Eight hours a day.
        (asking(Measure.HOURS, 8), date(2026, 12, 31)),
        (asking(Measure.HOURS, 20), date(2026, 12, 29)),
        (asking(Measure.HOURS, 20, meeting_maximum=Decimal(4)), date(2026, 12, 27)),
        # One activity may give all the points, unless the rule says how many an hour or an item gives.
        (asking(Measure.POINTS, 100), date(2026, 12, 31)),
        (asking(Measure.POINTS, 16, points_per_hour=Decimal("0.5")), date(2026, 12, 28)),
        (asking(Measure.POINTS, 16, item_maximum=Decimal(10)), date(2026, 12, 30)),
        # The last months, or quarters, of the year.
        (asking(Measure.STRETCHES, 3), date(2026, 10, 31)),
        (asking(Measure.STRETCHES, 2, stretch_months=3), date(2026, 9, 30)),
        (asking(Measure.STRETCHES, 13), date(2025, 12, 31)),
        # A full week of 36 hours, without a position.
        (WorkRequirement(id="eis", label=NAME, minimum=Decimal(72)), date(2026, 12, 18)),
        # A report a day; anything else on the last day.
        (DeliverableRequirement(id="eis", label=NAME, deliverable=Deliverable.REFLECTION, minimum=Decimal(2)),
         date(2026, 12, 30)),
        (DeliverableRequirement(id="eis", label=NAME, deliverable=Deliverable.ASSESSMENT, minimum=Decimal(2)),
         date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_the_last_safe_date_leaves_room_for_every_step(requirement: AnyRequirement, last_safe: date) -> None:
    assert judged(requirement).last_safe_date == last_safe


def test_what_counts_already_needs_no_room() -> None:
    rule = asking(Measure.COUNT, 3, least_days_apart=28)
    assert judged(rule, activity(1, date(2026, 2, 1))).last_safe_date == date(2026, 12, 3)
    months = asking(Measure.STRETCHES, 3)
    assert judged(months, activity(1, date(2026, 6, 1))).last_safe_date == date(2026, 11, 30)


def test_working_hours_need_as_long_as_they_do_at_the_present_hours() -> None:
    job = Position(
        id="f1",
        role="Casemanager",
        start=PartialDateValue(2026, 6, 25),
        in_field=True,
        hours_per_week=Decimal(7),
    )
    standing = judged(WorkRequirement(id="eis", label=NAME, minimum=Decimal(17)), job)
    assert (standing.short, standing.last_safe_date) == (10, date(2026, 12, 22))


def test_what_is_met_has_no_last_safe_date() -> None:
    assert judged(asking(Measure.COUNT, 1), activity(1, date(2026, 2, 1))).last_safe_date is None


def test_a_last_safe_date_that_is_past_says_that_it_is_too_late() -> None:
    standing = judged(asking(Measure.STRETCHES, 12), today=date(2026, 3, 1))
    assert standing.last_safe_date == date(2026, 1, 31)
    assert standing.forecast.outlook is Outlook.TOO_LATE


@pytest.mark.parametrize(
    ("days", "today", "outlook"),
    [
        ([date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)], date(2026, 7, 1), Outlook.MET),
        ([date(2026, 2, 1), date(2026, 3, 1), date(2026, 9, 1), date(2026, 10, 1)], date(2026, 7, 1), Outlook.PLANNED),
        ([date(2026, 2, 1), date(2026, 3, 1)], date(2026, 6, 1), Outlook.ON_PACE),
        ([date(2026, 2, 1)], date(2026, 7, 1), Outlook.BEHIND),
        ([], date(2026, 1, 20), Outlook.OPEN),
        ([], date(2025, 10, 1), Outlook.OPEN),
        ([], date(2026, 12, 28), Outlook.BEHIND),
        ([], date(2026, 12, 29), Outlook.TOO_LATE),
        ([date(2026, 2, 1)], date(2027, 1, 1), Outlook.MISSED),
    ],
)
def test_the_outlook(days: list[date], today: date, outlook: Outlook) -> None:
    records = [activity(number, day) for number, day in enumerate(days)]
    assert judged(asking(Measure.COUNT, 4), *records, today=today).forecast.outlook is outlook


def test_the_pace_is_drawn_through_to_the_end_of_the_year() -> None:
    records = [activity(number, date(2026, 2, 1 + number)) for number in range(3)]
    standing = judged(asking(Measure.COUNT, 9), *records, today=date(2026, 3, 14))
    assert standing.forecast.expected == 15


def test_more_than_can_count_is_not_expected() -> None:
    records = [activity(number, date(2026, month, 1)) for number, month in enumerate((1, 2))]
    standing = judged(asking(Measure.STRETCHES, 12), *records, today=date(2026, 2, 1))
    assert standing.forecast.expected == 12
    capped = judged(asking(Measure.COUNT, 9, maximum=Decimal(10)), *records, today=date(2026, 2, 1))
    assert capped.forecast.expected == 10


def test_what_is_planned_need_not_be_proven_yet() -> None:
    rule = asking(Measure.COUNT, 1, select=Selection(attendance_signed=True, least_participants=4))
    standing = judged(rule, activity(1, date(2026, 9, 1)))
    assert (standing.counted, standing.forecast.planned) == (0, 1)
    assert standing.forecast.outlook is Outlook.PLANNED
    # Once it has been, the list of participants has to be there.
    assert judged(rule, activity(1, date(2026, 9, 1)), today=date(2026, 9, 1)).met is False


def test_planned_meetings_obey_the_limits_too() -> None:
    rule = asking(Measure.COUNT, 3, least_days_apart=28)
    days = (date(2026, 6, 20), date(2026, 7, 10), date(2026, 8, 10))
    standing = judged(rule, *(activity(number, day) for number, day in enumerate(days)))
    assert standing.forecast.planned == 1
    capped = asking(Measure.HOURS, 3, maximum=Decimal(2))
    records = [activity(number, day, net_minutes=90) for number, day in enumerate(days)]
    assert judged(capped, *records).forecast.planned == Decimal("0.5")
