"""Over what time somebody is judged: periods, versions of the rules, proportion, absence, carry-over, catching up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Absence, AbsenceReason, PeriodBasis, Registration, RegistrationPeriod
from portfolio_app.domain.rules import (
    AbsenceRule,
    ActivityRequirement,
    AdjustmentKind,
    Measure,
    Outlook,
    Per,
    Period,
    PeriodRule,
    RegisterStanding,
    RequirementStanding,
    RuleSet,
    RuleState,
    ShareRequirement,
    earlier_standings,
    periods_of,
    reasons,
    rule_set_for,
    standings,
)
from portfolio_app.domain.rules.periods import add_months
from portfolio_app.domain.rules.selecting import Selection
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import ValueProblem

TODAY = date(2026, 6, 15)
NAME = same_in_both("Eis")


def points(minimum: int = 40, **values: object) -> ActivityRequirement:
    return ActivityRequirement(id="eis", label=NAME, counting=Measure.POINTS, minimum=Decimal(minimum), **values)


def rules(requirement: ActivityRequirement | None = None, **values: object) -> RuleSet:
    values.setdefault("period", PeriodRule(years=1))
    values.setdefault("id", "regels")
    values.setdefault("state", RuleState.STATED)
    return RuleSet(
        register="reg", register_name=NAME, name=NAME, source=NAME, requirements=(requirement or points(),), **values
    )


def registration(since: date | None = date(2020, 3, 10), **values: object) -> Registration:
    return Registration(id="r1", register=("reg",), register_name="Reg", since=since, **values)


def noted(start: date, end: date, number: int = 1) -> RegistrationPeriod:
    return RegistrationPeriod(id=f"p{number}", registration="r1", start=start, end=end)


def earned(number: int, day: date, amount: int) -> Activity:
    given = {"reg": Decimal(amount)}
    return Activity(id=f"a{number}", activity_kind=ActivityKind.TRAINING, name="Training", start=day, points=given)


def judged(
    rule_sets: RuleSet | Iterable[RuleSet], *records: Record, today: date = TODAY, period: Period | None = None
) -> RegisterStanding:
    all_rules = [rule_sets] if isinstance(rule_sets, RuleSet) else list(rule_sets)
    (standing,) = standings(all_rules, Snapshot(records), today, "reg", period)
    return standing


def only(standing: RegisterStanding) -> RequirementStanding:
    (requirement,) = standing.requirements
    return requirement


# --- lengths ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 12),
        (date(2026, 5, 1), date(2026, 12, 31), 8),
        (date(2026, 5, 15), date(2027, 5, 14), 12),
        (date(2024, 2, 29), date(2025, 2, 27), 12),
        (date(2026, 4, 1), date(2026, 4, 15), 0.5),
    ],
)
def test_a_period_has_a_length_in_months(start: date, end: date, months: float) -> None:
    assert float(Period(start, end).months()) == months


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 0).day >= 28)


def test_a_period_is_never_empty() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
    assert Period(date(2026, 1, 1), date(2026, 1, 1)).days == 1
    assert Period(date(2026, 1, 1), date(2026, 1, 31)).overlap(date(2026, 2, 1), None) is None


# --- which period -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "basis", "period"),
    [
        (1, PeriodBasis.CALENDAR, Period(date(2026, 1, 1), date(2026, 12, 31))),
        (3, PeriodBasis.CALENDAR, Period(date(2026, 1, 1), date(2028, 12, 31))),
        (4, PeriodBasis.CALENDAR, Period(date(2024, 1, 1), date(2027, 12, 31))),
        (1, PeriodBasis.ANNIVERSARY, Period(date(2026, 3, 10), date(2027, 3, 9))),
        (5, PeriodBasis.ANNIVERSARY, Period(date(2025, 3, 10), date(2030, 3, 9))),
    ],
)
def test_periods_follow_from_the_registration(years: int, basis: PeriodBasis, period: Period) -> None:
    assert judged(rules(period=PeriodRule(years=years, basis=basis)), registration()).period == period


def test_a_registration_may_say_from_what_its_periods_are_reckoned() -> None:
    held = registration(period_basis=PeriodBasis.ANNIVERSARY)
    assert judged(rules(), held).period == Period(date(2026, 3, 10), date(2027, 3, 9))


def test_a_registration_on_29_february_keeps_its_day() -> None:
    rule_set = rules(period=PeriodRule(years=1, basis=PeriodBasis.ANNIVERSARY))
    found = [each.period for each in periods_of([rule_set], Snapshot([registration(date(2020, 2, 29))]), TODAY, "reg")]
    assert found[0] == Period(date(2020, 2, 29), date(2021, 2, 27))
    assert found[4] == Period(date(2024, 2, 29), date(2025, 2, 27))
    assert all((later.start - earlier.end).days == 1 for earlier, later in pairwise(found))


def test_periods_that_were_noted_go_before_those_reckoned() -> None:
    records = [registration(), noted(date(2023, 3, 10), date(2026, 9, 9))]
    assert judged(rules(), *records).period == Period(date(2023, 3, 10), date(2026, 9, 9))
    # After the last noted one, periods follow on it.
    assert judged(rules(), *records, today=date(2026, 10, 1)).period == Period(date(2026, 9, 10), date(2026, 12, 31))


def test_of_periods_that_overlap_the_one_begun_last_is_judged() -> None:
    early_renewal = noted(date(2026, 6, 1), date(2027, 5, 31), 2)
    assert judged(rules(), registration(), noted(date(2025, 9, 1), date(2026, 8, 31)), early_renewal).period == Period(
        date(2026, 6, 1), date(2027, 5, 31)
    )


def test_a_noted_period_of_another_registration_is_not_used() -> None:
    other = RegistrationPeriod(id="p9", registration="r9", start=date(2026, 2, 1), end=date(2026, 9, 1))
    assert judged(rules(), registration(), other).period.start == date(2026, 1, 1)


def test_without_a_registration_a_register_is_judged_when_it_is_asked_for() -> None:
    assert standings([rules()], Snapshot([]), TODAY) == ()
    assert judged(rules()).period == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert standings([rules()], Snapshot([]), TODAY, "onbekend") == ()


def test_a_registration_that_ended_is_judged_when_it_is_asked_for() -> None:
    ended = registration(until=date(2024, 5, 1))
    assert standings([rules()], Snapshot([ended]), TODAY) == ()
    assert judged(rules(), ended).period == Period(date(2024, 1, 1), date(2024, 12, 31))


def test_a_registration_lasts_up_to_and_with_its_last_day() -> None:
    assert len(standings([rules()], Snapshot([registration(until=TODAY)]), TODAY)) == 1
    assert standings([rules()], Snapshot([registration(until=date(2026, 6, 14))]), TODAY) == ()


def test_of_several_registrations_the_longest_in_force_is_judged() -> None:
    second = Registration(id="r0", register=("reg",), register_name="Reg", since=date(2026, 5, 1))
    ended = Registration(id="r9", register=("reg",), since=date(2001, 1, 1), until=date(2002, 1, 1))
    (standing,) = standings([rules(points(12, pro_rata=True))], Snapshot([second, ended, registration()]), TODAY)
    assert only(standing).required == 12


def test_a_register_is_known_by_its_code_or_by_its_name() -> None:
    by_name = Registration(id="r1", register_name=" REG ", since=date(2020, 1, 1))
    by_code = Registration(id="r1", register=("REG",), register_name="Iets anders", since=date(2020, 1, 1))
    for held in (by_name, by_code):
        assert len(standings([rules()], Snapshot([held]), TODAY)) == 1


def test_any_period_can_be_asked_for() -> None:
    period = Period(date(2022, 4, 1), date(2022, 9, 30))
    standing = judged(rules(), registration(), earned(1, date(2022, 5, 1), 3), period=period)
    assert standing.period == period
    assert only(standing).counted == 3


def test_earlier_periods_are_judged_latest_first() -> None:
    found = earlier_standings([rules()], Snapshot([registration(date(2023, 5, 1))]), TODAY, "reg")
    assert [standing.period.start.year for standing in found] == [2025, 2024, 2023]


def test_windows_of_renewal_and_catching_up() -> None:
    standing = judged(rules(period=PeriodRule(years=1, early_renewal_months=3, catch_up_months=6)), registration())
    assert (standing.renewal_from, standing.catch_up_until) == (date(2026, 10, 1), date(2027, 6, 30))
    bare = judged(rules(), registration())
    assert (bare.renewal_from, bare.catch_up_until) == (None, None)


# --- which rules ------------------------------------------------------------------------------------------------------


def test_a_period_is_judged_by_the_rules_of_its_start() -> None:
    old = rules(points(10), id="oud", valid_until=date(2025, 12, 31), period=PeriodRule(years=2))
    new = rules(points(20), id="nieuw", valid_from=date(2026, 1, 1))
    held = registration(date(2025, 2, 1))
    current = judged([new, old], held)
    assert (current.rule_set.id, current.period) == ("oud", Period(date(2025, 1, 1), date(2026, 12, 31)))
    assert judged([old, new], held, today=date(2027, 2, 1)).rule_set.id == "nieuw"


def test_what_somebody_made_goes_before_what_comes_with_the_program() -> None:
    own = rules(points(10), id="eigen", state=RuleState.OWN)
    assert rule_set_for((own, rules(valid_from=date(2026, 1, 1))), "reg", TODAY) is own
    assert rule_set_for((own,), "ander", TODAY) is None


def test_a_period_without_rules_of_its_time_is_not_judged() -> None:
    later = rules(valid_from=date(2027, 1, 1))
    assert standings([later], Snapshot([registration()]), TODAY) == ()
    chain = periods_of([later], Snapshot([registration()]), TODAY, "reg")
    assert chain[-1].period == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert chain[-1].rule_set is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: PeriodRule(years=6),
        lambda: PeriodRule(years=1, catch_up_months=-1),
        lambda: points(-1),
        lambda: points(step=Decimal(0)),
        lambda: ActivityRequirement(id="Eis!", label=NAME, counting=Measure.POINTS),
        lambda: ActivityRequirement(id="eis", label=NAME, counting=Measure.SHARE),
        lambda: points(stretch_months=5),
        lambda: rules(valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1)),
    ],
)
def test_rules_that_cannot_be_are_refused(make: object) -> None:
    with pytest.raises(ValueProblem) as refused:
        make()  # type: ignore[operator]
    assert refused.value.message.nl != refused.value.message.en


def test_requirements_of_a_rule_set_must_go_together() -> None:
    share = ShareRequirement(id="deel", label=NAME, of="eis", percent=Decimal(50), select=Selection(), per=Per.MONTH)
    for requirements in ((points(), points()), (share,), (points(), share)):
        with pytest.raises(ValueProblem):
            RuleSet(
                register="reg",
                id="regels",
                register_name=NAME,
                name=NAME,
                source=NAME,
                state=RuleState.OWN,
                period=PeriodRule(years=1),
                requirements=requirements,
            )


# --- less is required -------------------------------------------------------------------------------------------------


def test_who_came_later_owes_less_when_the_rule_is_in_proportion() -> None:
    held = registration(date(2026, 5, 1))
    before = earned(1, date(2026, 4, 30), 5)
    inside = earned(2, date(2026, 5, 1), 5)
    in_proportion = only(judged(rules(points(30, pro_rata=True)), held, before, inside))
    assert (in_proportion.required, in_proportion.counted) == (20, 5)
    assert in_proportion.period == Period(date(2026, 5, 1), date(2026, 12, 31))
    assert [(each.kind, each.amount) for each in in_proportion.adjustments] == [(AdjustmentKind.PRO_RATA, -10)]
    whole = only(judged(rules(points(30)), held, before, inside))
    assert (whole.required, whole.counted) == (30, 10)


def test_a_lowered_amount_is_rounded_up_to_its_step() -> None:
    held = registration(date(2026, 6, 1))
    assert only(judged(rules(points(40, pro_rata=True)), held)).required == 24
    assert only(judged(rules(points(40, pro_rata=True, step=Decimal("0.5"))), held)).required == Decimal("23.5")


def test_rounding_never_asks_more_than_the_rule() -> None:
    rule = points(10, pro_rata=True, step=Decimal(4))
    assert only(judged(rules(rule), registration(date(2026, 2, 1)))).required == 10


def test_a_year_before_the_registration_is_not_judged_in_proportion() -> None:
    rule = points(12, per=Per.CALENDAR_YEAR, pro_rata=True)
    found = judged(
        rules(rule, period=PeriodRule(years=3)),
        registration(date(2025, 7, 1)),
        period=Period(date(2024, 1, 1), date(2026, 12, 31)),
    )
    assert [(each.id, each.required) for each in found.requirements] == [("eis@2025", 6), ("eis@2026", 12)]


def test_a_year_that_the_period_cuts_is_judged_whole_or_in_proportion() -> None:
    period = Period(date(2025, 7, 1), date(2026, 6, 30))
    activity = earned(1, date(2025, 2, 1), 4)
    whole = judged(rules(points(12, per=Per.CALENDAR_YEAR)), registration(), activity, period=period).requirements
    part = judged(rules(points(12, per=Per.CALENDAR_YEAR, pro_rata=True)), registration(), activity, period=period)
    assert [(each.required, each.counted) for each in whole] == [(12, 4), (12, 0)]
    assert [(each.required, each.counted) for each in part.requirements] == [(6, 0), (6, 0)]


def test_a_shortened_period_asks_less_in_proportion() -> None:
    short = noted(date(2025, 1, 1), date(2026, 12, 31))
    rule_set = rules(points(30, pro_rata=True), period=PeriodRule(years=3))
    assert only(judged(rule_set, registration(), short)).required == 20


def absence(start: date, end: date | None, **values: object) -> Absence:
    values.setdefault("reason", AbsenceReason.ILLNESS)
    return Absence(id=f"z{start:%m%d}", start=start, end=end, **values)


@pytest.mark.parametrize(
    ("rule", "absences", "required"),
    [
        (AbsenceRule(), [absence(date(2026, 1, 1), date(2026, 3, 14))], 292),
        (AbsenceRule(), [], 365),
        (AbsenceRule(least_days=74), [absence(date(2026, 1, 1), date(2026, 3, 14))], 365),
        (AbsenceRule(least_days=73), [absence(date(2026, 1, 1), date(2026, 3, 14))], 292),
        (AbsenceRule(least_days=13, only_excess=True), [absence(date(2026, 1, 1), date(2026, 3, 14))], 305),
        (AbsenceRule(), [absence(date(2026, 1, 1), date(2026, 3, 14), share=Decimal(50))], 329),
        # Two that touch are one; what overlaps is not more than wholly absent.
        (
            AbsenceRule(least_days=20),
            [absence(date(2026, 1, 1), date(2026, 1, 10)), absence(date(2026, 1, 11), date(2026, 1, 20))],
            345,
        ),
        (
            AbsenceRule(),
            [absence(date(2026, 1, 1), date(2026, 1, 10)), absence(date(2026, 1, 5), date(2026, 1, 20))],
            345,
        ),
        (
            AbsenceRule(reasons=(AbsenceReason.PREGNANCY,)),
            [absence(date(2026, 1, 1), date(2026, 3, 14))],
            365,
        ),
        (AbsenceRule(reported=True), [absence(date(2026, 1, 1), date(2026, 1, 10))], 365),
        (AbsenceRule(reported=True), [absence(date(2026, 1, 1), date(2026, 1, 10), reported=True)], 355),
        # Without an end it lasts until today.
        (AbsenceRule(), [absence(date(2026, 6, 6), None)], 355),
        (AbsenceRule(), [absence(date(2025, 12, 1), date(2026, 1, 10))], 355),
    ],
)
def test_excused_absence_lowers_what_is_required(rule: AbsenceRule, absences: list[Absence], required: int) -> None:
    standing = only(judged(rules(points(365, excused=True), absence=rule), registration(), *absences))
    assert standing.required == required
    assert all(each.private for each in standing.adjustments)


def test_absence_lowers_nothing_where_it_is_not_excused() -> None:
    away = absence(date(2026, 1, 1), date(2026, 3, 14))
    assert only(judged(rules(points(365), absence=AbsenceRule()), registration(), away)).required == 365
    assert only(judged(rules(points(365, excused=True)), registration(), away)).required == 365


# --- from one period to the next --------------------------------------------------------------------------------------


def test_a_surplus_is_carried_over_up_to_a_cap() -> None:
    rule_set = rules(points(10, carry_over=Decimal(4)))
    standing = only(judged(rule_set, registration(), earned(1, date(2025, 3, 1), 17), earned(2, date(2026, 3, 1), 3)))
    assert standing.counted == 7
    assert [(each.kind, each.amount, each.private) for each in standing.adjustments] == [
        (AdjustmentKind.CARRY_OVER, 4, False)
    ]
    assert [each.id for each in standing.counts] == ["a2"]


def test_what_is_carried_over_counts_within_the_maximum() -> None:
    rule_set = rules(points(10, carry_over=Decimal(8), maximum=Decimal(12)))
    standing = only(judged(rule_set, registration(), earned(1, date(2025, 3, 1), 12), earned(2, date(2026, 3, 1), 11)))
    assert (standing.counted, [each.amount for each in standing.adjustments]) == (12, [2])


def test_a_surplus_is_not_carried_twice_and_a_shortage_never() -> None:
    rule_set = rules(points(10, carry_over=Decimal(4)))
    twice = [earned(1, date(2024, 3, 1), 20), earned(2, date(2025, 3, 1), 10)]
    assert only(judged(rule_set, registration(), *twice)).counted == 0
    assert only(judged(rule_set, registration(), earned(2, date(2025, 3, 1), 9))).counted == 0


def test_nothing_is_carried_over_from_before_the_registration() -> None:
    rule_set = rules(points(10, carry_over=Decimal(4)))
    before = earned(1, date(2025, 3, 1), 20)
    assert only(judged(rule_set, registration(date(2026, 2, 1)), before)).counted == 0


def test_years_within_a_period_carry_over_too() -> None:
    rule_set = rules(points(10, carry_over=Decimal(4), per=Per.CALENDAR_YEAR), period=PeriodRule(years=2))
    found = judged(rule_set, registration(date(2025, 1, 1)), earned(1, date(2025, 3, 1), 12)).requirements
    assert [each.counted for each in found] == [12, 2]


CATCHING_UP = PeriodRule(years=1, catch_up_months=3)


def test_what_was_short_is_made_up_in_the_catch_up_window() -> None:
    rule_set = rules(points(10), period=CATCHING_UP)
    records = [
        registration(),
        earned(1, date(2025, 5, 1), 7),
        earned(2, date(2026, 2, 1), 2),
        earned(3, date(2026, 3, 1), 2),
        earned(4, date(2026, 3, 5), 2),
        earned(5, date(2026, 4, 1), 2),
    ]
    last_year = Period(date(2025, 1, 1), date(2025, 12, 31))
    before = only(judged(rule_set, *records, period=last_year))
    assert (before.counted, before.met) == (11, True)
    assert [each.id for each in before.counts] == ["a1", "a2", "a3"]
    now = only(judged(rule_set, *records))
    assert [each.id for each in now.counts] == ["a4", "a5"]
    assert {each.id: each.why for each in now.does_not_count} == dict.fromkeys(("a2", "a3"), reasons.FOR_PERIOD_BEFORE)


def test_without_a_shortage_nothing_is_taken_for_the_period_before() -> None:
    records = [registration(), earned(1, date(2025, 5, 1), 10), earned(2, date(2026, 2, 1), 2)]
    assert only(judged(rules(points(10), period=CATCHING_UP), *records)).counted == 2


def test_in_the_catch_up_window_there_is_time_until_its_end() -> None:
    rule_set = rules(points(10), period=CATCHING_UP)
    last_year = Period(date(2025, 1, 1), date(2025, 12, 31))
    held = registration()
    in_window = only(judged(rule_set, held, today=date(2026, 2, 1), period=last_year))
    assert in_window.last_safe_date == date(2026, 3, 31)
    assert in_window.forecast.outlook is Outlook.BEHIND
    afterwards = only(judged(rule_set, held, today=date(2026, 4, 1), period=last_year))
    assert afterwards.forecast.outlook is Outlook.MISSED


def test_the_label_of_a_rule_set_is_kept_with_its_standing() -> None:
    named = rules(points(unit=Text("studiepunten", "study points"), remark=Text("Let op", "Mind")))
    standing = only(judged(named, registration()))
    assert standing.unit.en == "study points"
    assert standing.remark.nl == "Let op"
