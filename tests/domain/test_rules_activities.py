"""What counts of activities: each element of the rule language by an example."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, EvidenceKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import (
    ActivityRequirement,
    AnyRequirement,
    Cap,
    EvidenceDemand,
    Measure,
    Outlook,
    Per,
    Period,
    PeriodRule,
    RequirementStanding,
    RuleSet,
    RuleState,
    Selection,
    ShareOf,
    ShareRequirement,
    reasons,
    standings,
)
from portfolio_app.domain.snapshot import Snapshot

TODAY = date(2026, 12, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAME = same_in_both("Eis")


def rules(*requirements: AnyRequirement, **values: object) -> RuleSet:
    texts = dict.fromkeys(("register_name", "name", "source"), NAME)
    period = values.pop("period", PeriodRule(years=1))
    return RuleSet(
        register="reg", id="regels", state=RuleState.OWN, period=period, requirements=requirements, **texts, **values
    )


def asking(counting: Measure, minimum: int | None = 1, **values: object) -> ActivityRequirement:
    amount = None if minimum is None else Decimal(minimum)
    decimals = {
        key: Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for key, value in values.items()
        if key not in {"least_days_apart", "stretch_months"}
    }
    whole = {key: values[key] for key in ("least_days_apart", "stretch_months") if key in values}
    return ActivityRequirement(id="eis", label=NAME, counting=counting, minimum=amount, **decimals, **whole)


def judged(requirement: AnyRequirement, *records: Record, today: date = TODAY) -> RequirementStanding:
    (register,) = standings([rules(requirement)], Snapshot(records), today, "reg", YEAR)
    (standing,) = register.requirements
    return standing


def activity(number: int = 1, day: date = date(2026, 3, 1), **values: object) -> Activity:
    kind = values.pop("kind", ActivityKind.TRAINING)
    return Activity(id=f"a{number}", activity_kind=kind, name=f"Activiteit {number}", start=day, **values)


def why(standing: RequirementStanding, record_id: str = "a1") -> str:
    return {each.id: each.why for each in standing.does_not_count}[record_id].nl


# --- measures ---------------------------------------------------------------------------------------------------------


def test_points_are_those_noted_for_the_register() -> None:
    standing = judged(asking(Measure.POINTS, 4), activity(points={"reg": Decimal("3.5"), "rsc": Decimal(9)}))
    assert (standing.counted, standing.short, standing.met) == (Decimal("3.5"), Decimal("0.5"), False)
    assert [(each.id, each.amount) for each in standing.counts] == [("a1", Decimal("3.5"))]


def test_points_of_another_register_do_not_count() -> None:
    standing = judged(asking(Measure.POINTS), activity(points={"rsc": Decimal(9)}))
    assert standing.counted == 0
    assert why(standing) == reasons.NO_POINTS.nl


def test_hours_give_points_where_none_are_noted() -> None:
    rule = asking(Measure.POINTS, points_per_hour=2)
    assert judged(rule, activity(net_minutes=90)).counted == 3
    assert judged(rule, activity(net_minutes=90, points={"reg": Decimal(1)})).counted == 1
    assert why(judged(rule, activity())) == reasons.NO_POINTS_NOR_HOURS.nl


def test_an_activity_that_yields_nothing_says_so() -> None:
    assert why(judged(asking(Measure.POINTS), activity(points={"reg": Decimal(0)}))) == reasons.GIVES_NOTHING.nl


def test_hours_are_net_and_add_up_without_rounding() -> None:
    thirds = [activity(number, net_minutes=20) for number in range(3)]
    assert judged(asking(Measure.HOURS), *thirds).counted == 1
    assert judged(asking(Measure.HOURS), *thirds).met


def test_hours_are_net_of_breaks_unless_the_rule_says_otherwise() -> None:
    course = activity(net_minutes=360, start_time=time(9), end_time=time(17))
    assert judged(asking(Measure.HOURS), course).counted == 6
    assert judged(asking(Measure.HOURS, net_of_breaks=False), course).counted == 8
    assert judged(asking(Measure.HOURS), course.with_values(net_minutes=None)).counted == 8
    assert judged(asking(Measure.HOURS, net_of_breaks=False), activity(net_minutes=60)).counted == 1


def test_clock_times_say_nothing_of_several_days() -> None:
    course = activity(start_time=time(9), end_time=time(17), end=date(2026, 3, 3))
    assert why(judged(asking(Measure.HOURS), course)) == reasons.NO_HOURS_SEVERAL_DAYS.nl
    assert why(judged(asking(Measure.HOURS), activity())) == reasons.NO_HOURS.nl


def test_a_number_of_activities_is_counted() -> None:
    standing = judged(asking(Measure.COUNT, 3), activity(1), activity(2))
    assert (standing.counted, standing.short) == (2, 1)


def test_stretches_count_once_each() -> None:
    rule = asking(Measure.STRETCHES, 4, stretch_months=3)
    standing = judged(
        rule, activity(1, date(2026, 1, 5)), activity(2, date(2026, 3, 31)), activity(3, date(2026, 4, 1))
    )
    assert standing.counted == 2
    assert why(standing, "a2") == reasons.SAME_STRETCH.nl


# --- what is considered -----------------------------------------------------------------------------------------------


def test_other_kinds_are_not_considered_at_all() -> None:
    rule = asking(Measure.COUNT, select=Selection(kinds=(ActivityKind.INTERVISIE,)))
    standing = judged(rule, activity(1), activity(2, kind=ActivityKind.INTERVISIE))
    assert [each.id for each in standing.counts] == ["a2"]
    assert standing.does_not_count == ()


def test_only_the_days_of_the_period_are_considered() -> None:
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    records = [activity(number, day) for number, day in enumerate(days)]
    standing = judged(asking(Measure.COUNT), *records, today=date(2028, 1, 1))
    assert [each.id for each in standing.counts] == ["a1", "a2"]
    assert standing.does_not_count == ()


def test_what_took_several_days_counts_on_the_last() -> None:
    assert judged(asking(Measure.COUNT), activity(1, date(2025, 12, 1), end=date(2026, 1, 9))).counted == 1
    assert judged(asking(Measure.COUNT), activity(1, date(2026, 12, 1), end=date(2027, 1, 9))).counted == 0


def test_an_activity_without_a_date_or_a_kind_does_no_harm() -> None:
    undated = Activity(id="a1", name="Zonder datum")
    assert judged(asking(Measure.COUNT), undated, activity(2, kind=None)).counted == 1


@pytest.mark.parametrize(
    ("select", "fitting", "other", "reason"),
    [
        (Selection(accredited=True), {"accreditation": "A-1"}, {}, reasons.NOT_ACCREDITED),
        (
            Selection(competences=("K1",)),
            {"competences": ("K2", "K1")},
            {"competences": ("K2",)},
            reasons.OTHER_COMPETENCES,
        ),
        (Selection(laws=("W1",)), {"laws": ("W1",)}, {}, reasons.OTHER_LAWS),
        (Selection(online=True), {"online": True}, {}, reasons.NOT_ONLINE),
        (Selection(online=False), {}, {"online": True}, reasons.ONLINE),
        (Selection(attendance_signed=True), {"attendance_signed": True}, {}, reasons.NOT_SIGNED),
        (Selection(passed=True), {"passed": True}, {}, reasons.NOT_PASSED),
        (Selection(least_participants=4), {"participants": 4}, {}, reasons.GROUP_UNKNOWN),
        (Selection(least_participants=4), {"participants": 4}, {"participants": 3}, reasons.group_too_small(4)),
        (Selection(most_participants=8), {"participants": 8}, {"participants": 9}, reasons.group_too_large(8)),
        (Selection(least_minutes=90), {"net_minutes": 90}, {"net_minutes": 89}, reasons.too_short(90)),
        (Selection(least_minutes=90), {"start_time": time(9), "end_time": time(10, 30)}, {}, reasons.too_short(90)),
    ],
)
def test_each_condition_has_its_reason(
    select: Selection, fitting: dict[str, Any], other: dict[str, Any], reason: Text
) -> None:
    standing = judged(asking(Measure.COUNT, select=select), activity(1, **other), activity(2, **fitting))
    assert [each.id for each in standing.counts] == ["a2"]
    assert [(each.id, each.why) for each in standing.does_not_count] == [("a1", reason)]


def test_all_that_stands_in_the_way_is_told_at_once() -> None:
    rule = asking(Measure.COUNT, select=Selection(accredited=True, attendance_signed=True))
    assert why(judged(rule, activity())) == f"{reasons.NOT_ACCREDITED.nl} {reasons.NOT_SIGNED.nl}"


def test_what_is_kept_private_does_not_count_for_a_register() -> None:
    assert why(judged(asking(Measure.COUNT), activity(release=Audience.PRIVATE))) == reasons.KEPT_PRIVATE.nl
    assert judged(asking(Measure.COUNT), activity(release=Audience.PUBLIC)).met


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_is_asked_per_category_and_must_be_released() -> None:
    demand = EvidenceDemand(kinds=(ActivityKind.TRAINING,), evidence=(EvidenceKind.CERTIFICATE,))
    rule = asking(Measure.COUNT, evidence=(demand,))
    shown = Evidence(id="e1", name="Bewijs", evidence_kind=EvidenceKind.CERTIFICATE, release=Audience.REGISTER)
    letter = Evidence(id="e2", name="Brief", evidence_kind=EvidenceKind.LETTER, release=Audience.REGISTER)
    kept = Evidence(id="e3", name="Bewijs", evidence_kind=EvidenceKind.CERTIFICATE)
    standing = judged(
        rule,
        shown,
        letter,
        kept,
        activity(1, evidence=("e1", "e2")),
        activity(2, evidence=("e2",)),
        activity(3, evidence=("e3",)),
        activity(4, evidence=("weg",)),
        activity(5, kind=ActivityKind.LITERATUUR),
    )
    assert [each.id for each in standing.counts] == ["a1", "a5"]
    assert why(standing, "a2") == why(standing, "a4") == reasons.NO_EVIDENCE.nl
    assert why(standing, "a3") == reasons.EVIDENCE_PRIVATE.nl


def test_evidence_may_stay_private_where_the_rule_lets_it() -> None:
    rule = asking(Measure.COUNT, evidence=(EvidenceDemand(released=False),))
    assert judged(rule, Evidence(id="e1", name="Bewijs"), activity(evidence=("e1",))).met


# --- limits -----------------------------------------------------------------------------------------------------------


def test_no_more_counts_than_the_maximum() -> None:
    standing = judged(
        asking(Measure.HOURS, 5, maximum=5),
        activity(1, net_minutes=180),
        activity(2, date(2026, 4, 1), net_minutes=180),
        activity(3, date(2026, 5, 1), net_minutes=60),
    )
    assert standing.counted == 5
    assert [(each.id, each.amount, each.full, each.why) for each in standing.counts][1] == (
        "a2",
        2,
        3,
        reasons.MAXIMUM_REACHED,
    )
    assert why(standing, "a3") == reasons.MAXIMUM_REACHED.nl


def test_an_item_has_a_least_and_a_most() -> None:
    rule = asking(Measure.POINTS, item_minimum=2, item_maximum=5)
    amounts = (Decimal("1.99"), Decimal(2), Decimal(9))
    standing = judged(rule, *(activity(number, points={"reg": each}) for number, each in enumerate(amounts)))
    assert [(each.id, each.amount) for each in standing.counts] == [("a1", 2), ("a2", 5)]
    assert why(standing, "a0") == "Levert minder op dan 2 punten."


def test_one_meeting_gives_no_more_than_its_maximum_however_it_was_entered() -> None:
    morning = activity(1, net_minutes=240).with_values(name="Studiedag", provider="Opleider")
    afternoon = morning.with_values(id="a2")
    elsewhere = morning.with_values(id="a3", provider="Ander")
    standing = judged(asking(Measure.HOURS, meeting_maximum=6), morning, afternoon, elsewhere)
    assert {each.id: each.amount for each in standing.counts} == {"a1": 4, "a2": 2, "a3": 4}


def test_a_category_has_its_own_maximum_per_period_year_or_month() -> None:
    literature = Selection(kinds=(ActivityKind.LITERATUUR,))
    records = [
        activity(number, date(2026, month, 3), kind=ActivityKind.LITERATUUR, points={"reg": Decimal(4)})
        for number, month in enumerate((1, 1, 2))
    ]

    def counted(per: Per) -> Decimal:
        cap = Cap(label=same_in_both("lezen"), select=literature, maximum=Decimal(5), per=per)
        return judged(asking(Measure.POINTS, caps=(cap,)), *records, activity(9, points={"reg": Decimal(3)})).counted

    assert counted(Per.PERIOD) == 8
    assert counted(Per.CALENDAR_YEAR) == 8
    assert counted(Per.REGISTRATION_YEAR) == 8
    assert counted(Per.MONTH) == 12


def test_what_a_full_category_refuses_names_the_category() -> None:
    cap = Cap(label=same_in_both("lezen"), select=Selection(), maximum=Decimal(1))
    standing = judged(asking(Measure.COUNT, caps=(cap,)), activity(1), activity(2))
    assert why(standing, "a2") == "Het maximum voor “lezen” is bereikt."


def test_meetings_lie_so_many_days_apart() -> None:
    days = (date(2026, 1, 1), date(2026, 1, 28), date(2026, 1, 29), date(2026, 2, 20), date(2026, 2, 26))
    rule = asking(Measure.COUNT, 4, least_days_apart=28)
    standing = judged(rule, *(activity(number, day) for number, day in enumerate(days)))
    assert [each.id for each in standing.counts] == ["a0", "a2", "a4"]
    assert why(standing, "a1") == "Minder dan 28 dagen na de vorige bijeenkomst die meetelt."


# --- several registers, several years ---------------------------------------------------------------------------------


def test_one_activity_counts_for_several_registers_differently() -> None:
    other = RuleSet(
        register="rsc",
        id="rsc",
        register_name=NAME,
        name=NAME,
        state=RuleState.OWN,
        source=NAME,
        period=PeriodRule(years=1),
        requirements=(asking(Measure.POINTS),),
    )
    records = [
        Registration(id="r1", register=("reg",), register_name="Reg", since=date(2026, 1, 1)),
        Registration(id="r2", register=("RSC",), register_name="RSC", since=date(2026, 1, 1)),
        activity(points={"reg": Decimal(4), "rsc": Decimal(2)}),
    ]
    found = standings([rules(asking(Measure.POINTS)), other], Snapshot(records), TODAY)
    assert [(each.register, each.requirements[0].counted) for each in found] == [("reg", 4), ("rsc", 2)]


def test_each_year_of_a_period_has_a_standing_of_its_own() -> None:
    rule = asking(Measure.COUNT, per=Per.CALENDAR_YEAR)
    period = Period(date(2024, 1, 1), date(2026, 12, 31))
    records = [activity(1, date(2024, 5, 1)), activity(2, date(2026, 5, 1))]
    (register,) = standings([rules(rule, period=PeriodRule(years=3))], Snapshot(records), TODAY, "reg", period)
    assert [(each.id, each.met) for each in register.requirements] == [
        ("eis@2024", True),
        ("eis@2025", False),
        ("eis@2026", True),
    ]
    assert register.requirement("eis@2025") is register.requirements[1]
    assert register.requirements[0].label.nl == "Eis (2024)"
    assert register.met is False


def test_months_and_registration_years_have_ids_that_stay() -> None:
    period = Period(date(2025, 5, 15), date(2027, 5, 14))
    years, months = (
        standings([rules(asking(Measure.COUNT, per=per))], Snapshot([]), TODAY, "reg", period)[0].requirements
        for per in (Per.REGISTRATION_YEAR, Per.MONTH)
    )
    assert [each.id for each in years] == ["eis@2025-05-15", "eis@2026-05-15"]
    assert years[0].period == Period(date(2025, 5, 15), date(2026, 5, 14))
    assert [each.id for each in months][:2] == ["eis@2025-05", "eis@2025-06"]
    assert len(months) == 25
    assert months[0].label.en == "Eis (May 2025)"


# --- an unknown number ------------------------------------------------------------------------------------------------


def test_a_number_that_is_not_known_is_neither_met_nor_short() -> None:
    standing = judged(asking(Measure.POINTS, None), activity(points={"reg": Decimal(4)}))
    assert standing.counted == 4
    assert (standing.required, standing.short, standing.met, standing.last_safe_date) == (None, None, None, None)
    assert standing.forecast.outlook is Outlook.UNKNOWN
    assert standing.forecast.outlook.label.en == "not known: fill in the number"


# --- shares -----------------------------------------------------------------------------------------------------------


def share(**values: object) -> ShareRequirement:
    values.setdefault("select", Selection(accredited=True))
    return ShareRequirement(id="deel", label=NAME, of="eis", percent=Decimal(60), **values)


def share_of(requirement: ActivityRequirement, deel: ShareRequirement, *records: Record) -> RequirementStanding:
    (register,) = standings([rules(requirement, deel)], Snapshot(records), TODAY, "reg", YEAR)
    found = register.requirement("deel")
    assert found is not None
    return found


def test_a_share_is_one_of_what_counts() -> None:
    ten = asking(Measure.POINTS, 10)
    accredited = activity(1, accreditation="A", points={"reg": Decimal(12)})
    other = activity(2, points={"reg": Decimal(13)})
    standing = share_of(ten, share(), accredited, other)
    assert (standing.required, standing.counted, standing.short) == (15, 12, 3)
    assert standing.unit == Measure.POINTS.label
    assert [(each.id, each.why) for each in standing.does_not_count] == [("a2", reasons.NOT_ACCREDITED)]


def test_a_share_may_be_one_of_what_is_required() -> None:
    ten = asking(Measure.POINTS, 10)
    accredited = activity(1, accreditation="A", points={"reg": Decimal(6)})
    other = activity(2, points={"reg": Decimal(30)})
    assert share_of(ten, share(basis=ShareOf.REQUIRED), accredited, other).met


def test_a_share_of_nothing_is_not_met() -> None:
    standing = share_of(asking(Measure.POINTS, 10), share())
    assert (standing.required, standing.met) == (6, False)


def test_what_does_not_count_in_the_whole_does_not_count_in_its_share() -> None:
    ten = asking(Measure.POINTS, 10, maximum=5)
    records = [
        activity(number, day, accreditation="A", points={"reg": Decimal(4)})
        for number, day in enumerate((date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 12, 24)))
    ]
    standing = share_of(ten, share(), *records)
    assert {each.id: each.amount for each in standing.counts} == {"a0": 4, "a1": 1}
    assert why(standing, "a2") == reasons.NOT_COUNTED_IN_WHOLE.nl
