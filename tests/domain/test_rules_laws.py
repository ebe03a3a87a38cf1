"""What holds for every rule set and every portfolio."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.resources import resource
from portfolio_app.common.text import LANGUAGES, same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import (
    ActivityRequirement,
    Cap,
    Measure,
    Per,
    Period,
    PeriodRule,
    RequirementStanding,
    RuleSet,
    RuleState,
    Selection,
    standing_as_data,
    standings,
)
from portfolio_app.domain.rules.activities import minutes_of
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.rulesets import load_rule_sets
from tests.strategies import any_records

TODAY = date(2026, 7, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAME = same_in_both("Eis")
KIND = st.sampled_from([ActivityKind.INTERVISIE, ActivityKind.TRAINING, ActivityKind.LITERATUUR])
HIDDEN = "GEHEIM"


def amounts(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(1, most * 4).map(lambda quarters: Decimal(quarters) / 4)


def activities(first: int = 0) -> st.SearchStrategy[list[Activity]]:
    values = st.fixed_dictionaries(
        {
            "activity_kind": KIND,
            "start": st.dates(date(2025, 10, 1), date(2027, 2, 1)),
            "start_time": st.none() | st.just(time(9)),
            "end_time": st.none() | st.integers(10, 18).map(time),
            "net_minutes": st.none() | st.integers(0, 600),
            "points": st.just({}) | amounts(9).map(lambda amount: {"reg": amount}),
            "accreditation": st.sampled_from(["", HIDDEN]),
            "attendance_signed": st.booleans(),
            "participants": st.none() | st.integers(1, 12),
            "online": st.booleans(),
            "passed": st.booleans(),
            "competences": st.sampled_from([(), ("K1",)]),
            "release": st.sampled_from([None, None, Audience.PUBLIC, Audience.PRIVATE]),
            "name": st.sampled_from([HIDDEN, f"{HIDDEN} 2"]),
            "leader": st.just(HIDDEN),
            "notes": st.just(HIDDEN),
            "learnt": st.just(HIDDEN),
        }
    )
    return st.lists(values, max_size=12).map(
        lambda drawn: [Activity(id=f"a{number}", **each) for number, each in enumerate(drawn, start=first)]
    )


SELECTIONS = st.builds(
    Selection,
    kinds=st.sampled_from([(), (ActivityKind.INTERVISIE,), (ActivityKind.TRAINING, ActivityKind.LITERATUUR)]),
    accredited=st.booleans(),
    competences=st.sampled_from([(), ("K1",)]),
    online=st.sampled_from([None, None, True, False]),
    attendance_signed=st.booleans(),
    least_participants=st.sampled_from([None, None, 4]),
    least_minutes=st.sampled_from([None, None, 60]),
    passed=st.sampled_from([False, False, True]),
)


def requirements(*, capped: bool) -> st.SearchStrategy[ActivityRequirement]:
    caps = st.lists(
        st.builds(
            Cap,
            label=st.just(NAME),
            select=SELECTIONS,
            maximum=amounts(8),
            per=st.sampled_from([Per.PERIOD, Per.MONTH, Per.CALENDAR_YEAR]),
        ),
        max_size=2,
    ).map(tuple)
    limit = st.none() | amounts(9)
    return st.builds(
        ActivityRequirement,
        id=st.just("eis"),
        label=st.just(NAME),
        counting=st.sampled_from([Measure.POINTS, Measure.HOURS, Measure.COUNT, Measure.STRETCHES]),
        select=SELECTIONS,
        per=st.sampled_from([Per.PERIOD, Per.CALENDAR_YEAR, Per.REGISTRATION_YEAR]),
        minimum=amounts(12),
        maximum=limit if capped else st.none(),
        meeting_maximum=limit if capped else st.none(),
        caps=caps if capped else st.just(()),
        item_minimum=st.none() | amounts(2),
        item_maximum=limit,
        points_per_hour=st.sampled_from([None, Decimal(1), Decimal("0.5")]),
        net_of_breaks=st.booleans(),
        least_days_apart=st.sampled_from([0, 0, 14, 28]),
        stretch_months=st.sampled_from([1, 3]),
    )


def rules(requirement: ActivityRequirement) -> RuleSet:
    texts = dict.fromkeys(("register_name", "name", "source"), NAME)
    return RuleSet(
        register="reg",
        id="regels",
        state=RuleState.OWN,
        period=PeriodRule(years=1),
        requirements=(requirement,),
        **texts,
    )


def judged(requirement: ActivityRequirement, records: list[Activity]) -> RequirementStanding:
    (register,) = standings([rules(requirement)], Snapshot(records), TODAY, "reg", YEAR)
    (standing,) = register.requirements
    return standing


@settings(max_examples=300)
@given(requirements(capped=False), activities(), activities(first=100))
def test_another_activity_never_lowers_what_counts(
    requirement: ActivityRequirement, some: list[Activity], more: list[Activity]
) -> None:
    before, after = judged(requirement, some), judged(requirement, some + more)
    assert after.counted >= before.counted
    assert after.met or not before.met
    assert after.counted + after.forecast.planned >= before.counted + before.forecast.planned


@settings(max_examples=200)
@given(st.data(), requirements(capped=True), activities())
def test_the_order_of_the_records_does_not_matter(
    data: st.DataObject, requirement: ActivityRequirement, records: list[Activity]
) -> None:
    shuffled = data.draw(st.permutations(records))
    assert judged(requirement, records) == judged(requirement, shuffled)


@settings(max_examples=300)
@given(requirements(capped=True), activities())
def test_no_more_counts_than_any_limit_lets(requirement: ActivityRequirement, records: list[Activity]) -> None:
    standing = judged(requirement, records)
    by_id = {record.id: record for record in records}
    slack = Decimal("0.01") * len(standing.counts)  # hours are shown to a hundredth each
    if requirement.maximum is not None:
        assert standing.counted <= requirement.maximum
        assert standing.counted + standing.forecast.planned <= requirement.maximum + Decimal("0.01")
    for each in standing.counts:
        assert 0 < each.amount <= each.full or requirement.counting is Measure.HOURS
        assert each.amount <= (each.full if requirement.item_maximum is None else requirement.item_maximum)
        assert bool(each.why) is (each.amount < each.full)
    for cap in requirement.caps:
        if cap.per is Per.PERIOD and not cap.select.kinds and cap.select == Selection():
            assert standing.counted <= cap.maximum
        used: Counter[object] = Counter()
        for each in standing.counts:
            record = by_id[each.id]
            if in_category(cap, record):
                bucket = {Per.MONTH: record.start.month, Per.CALENDAR_YEAR: record.start.year}.get(cap.per)
                used[bucket] += each.amount
        assert all(amount <= cap.maximum + slack for amount in used.values())


def in_category(cap: Cap, record: Activity) -> bool:
    select = cap.select
    return (
        (not select.kinds or record.activity_kind in select.kinds)
        and (not select.accredited or bool(record.accreditation))
        and (not select.competences or "K1" in record.competences)
        and select.online in (None, record.online)
        and (not select.attendance_signed or record.attendance_signed)
        and (select.least_participants is None or (record.participants or 0) >= select.least_participants)
        and (select.least_minutes is None or (minutes_of(record, net_of_breaks=True) or 0) >= select.least_minutes)
        and (not select.passed or record.passed)
    )


@settings(max_examples=200)
@given(requirements(capped=True), activities())
def test_every_activity_of_the_period_counts_or_says_why_not(
    requirement: ActivityRequirement, records: list[Activity]
) -> None:
    standing = judged(requirement, records)
    told = Counter([each.id for each in standing.counts] + [each.id for each in standing.does_not_count])
    kinds = requirement.select.kinds
    considered = [each.id for each in records if each.start in YEAR and (not kinds or each.activity_kind in kinds)]
    assert told == Counter(considered)
    assert all(each.why.nl and each.why.en for each in standing.does_not_count)


@settings(max_examples=200)
@given(requirements(capped=True), activities())
def test_what_is_counted_is_the_sum_of_what_counts(requirement: ActivityRequirement, records: list[Activity]) -> None:
    standing = judged(requirement, records)
    total = sum((each.amount for each in standing.counts), Decimal(0))
    assert abs(total - standing.counted) <= Decimal("0.01") * max(1, len(standing.counts))
    assert standing.required is not None
    assert standing.short == max(Decimal(0), standing.required - standing.counted)
    assert standing.met is (standing.short == 0)
    assert (standing.last_safe_date is None) is standing.met


@settings(max_examples=150)
@given(requirements(capped=True), activities())
def test_no_reason_tells_what_stands_in_a_record(requirement: ActivityRequirement, records: list[Activity]) -> None:
    standing = judged(requirement, records)
    for each in (*standing.counts, *standing.does_not_count):
        assert HIDDEN not in each.why.nl + each.why.en


# --- the rule sets that come with the program, held against any portfolio ---------------------------------------------


def hidden(_spec: FieldSpec) -> st.SearchStrategy[str]:
    return st.just(HIDDEN)


@st.composite
def portfolios(draw: st.DrawFn) -> list[Record]:
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=15))
    records = [draw(any_records(kind, hidden, f"r{number}")) for number, kind in enumerate(kinds)]
    since = draw(st.none() | st.dates(date(1990, 1, 1), date(2027, 1, 1)))
    registers = draw(st.sets(st.sampled_from(["rnvc", "rsc", "voorbeeld-a", "voorbeeld-b"])))
    held = [Registration(id=each, register=(each,), register_name=each, since=since) for each in sorted(registers)]
    return [*records, *held]


@pytest.fixture(scope="module")
def bundled() -> tuple[RuleSet, ...]:
    return load_rule_sets(resource("registers", "rules"))


@settings(max_examples=150)
@given(data=st.data(), today=st.dates(date(1995, 1, 1), date(2080, 1, 1)))
def test_every_portfolio_has_a_standing_on_every_day(
    data: st.DataObject, today: date, bundled: tuple[RuleSet, ...]
) -> None:
    records = data.draw(portfolios())
    found = standings(bundled, Snapshot(records), today)
    assert found == standings(bundled, Snapshot(data.draw(st.permutations(records))), today)
    known = {record.id for record in records}
    for language in LANGUAGES:
        shown = json.dumps(standing_as_data(found, language), ensure_ascii=False, allow_nan=False)
        assert HIDDEN not in shown
    for register in found:
        assert len({each.id for each in register.requirements}) == len(register.requirements)
        for each in register.requirements:
            told = [entry.id for entry in (*each.counts, *each.does_not_count)]
            assert len(set(told)) == len(told)
            assert set(told) <= known
            assert each.counted >= 0
