"""The standing of one period: hardly dearer with many years beside it, and quick with all activities within it.

Held against one plain look at the date of every activity, in the same process and in turn: nothing can judge for less.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from portfolio_app.common.resources import resource
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import RuleSet, standings
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.rulesets import load_rule_sets

pytestmark = pytest.mark.bench

TODAY = date(2026, 6, 15)
ROUNDS = 7
MANY_YEARS_BAR = 4.0
"""The standing of a period of 300 activities among 100,000, in plain looks at all of them."""
ONE_YEAR_BAR = 0.3
"""Seconds for the standing of 20,000 activities, all within the period, by the rules of one register."""


@pytest.fixture(scope="module")
def rule_sets() -> tuple[RuleSet, ...]:
    return load_rule_sets(resource("registers", "rules"))


def activities(number: int, first_year: int, last_year: int) -> list[Activity]:
    chance = random.Random(number)
    kinds = list(ActivityKind)
    return [
        Activity(
            id=f"a{first_year}-{each}",
            activity_kind=chance.choice(kinds),
            name="Activiteit",
            start=date(chance.randint(first_year, last_year), chance.randint(1, 12), chance.randint(1, 28)),
            net_minutes=chance.randint(30, 480),
            points={"rnvc": Decimal(2), "voorbeeld-a": Decimal(1)},
        )
        for each in range(number)
    ]


def registrations() -> list[Registration]:
    return [
        Registration(id=each, register=(each,), register_name=each, since=date(2010, 3, 1))
        for each in ("rnvc", "voorbeeld-a")
    ]


def best_of(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return min(times)


def test_a_period_costs_hardly_more_with_many_years_beside_it(rule_sets: tuple[RuleSet, ...]) -> None:
    snapshot = Snapshot([*activities(300, 2026, 2026), *activities(99_700, 2000, 2020), *registrations()])

    def plain_look() -> int:
        return sum(1 for each in snapshot.of(Activity) if (each.end or each.start or TODAY).year == TODAY.year)

    ratio = best_of(lambda: standings(rule_sets, snapshot, TODAY, "rnvc")) / best_of(plain_look)
    print(f"300 of 100,000: {ratio:.2f} plain looks")
    assert ratio <= MANY_YEARS_BAR


@pytest.mark.parametrize("register", ["rnvc", "voorbeeld-a"])
def test_twenty_thousand_activities_in_one_period_are_quickly_judged(
    rule_sets: tuple[RuleSet, ...], register: str
) -> None:
    snapshot = Snapshot([*activities(20_000, 2025, 2026), *registrations()])
    seconds = best_of(lambda: standings(rule_sets, snapshot, TODAY, register))
    print(f"{register}: {seconds:.3f} s")
    assert seconds <= ONE_YEAR_BAR
