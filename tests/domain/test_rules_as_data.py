"""The standing as JSON, by the rule sets that come with the program."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from portfolio_app.common.resources import resource
from portfolio_app.common.text import Language
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import RuleSet, reasons, standing_as_data, standings
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.registers.rulesets import load_rule_sets

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def bundled() -> tuple[RuleSet, ...]:
    return load_rule_sets(resource("registers", "rules"))


def meeting(number: int, day: date) -> Activity:
    return Activity(id=f"a{number}", activity_kind=ActivityKind.INTERVISIE, name="Intervisie", start=day)


@pytest.fixture
def portfolio() -> list[Record]:
    return [
        Registration(id="r1", register=("rnvc",), register_name="RNVC", since=date(2019, 4, 1)),
        Registration(id="r2", register=("rsc",), register_name="RSC", since=date(2021, 4, 1)),
        Position(
            id="f1", role="Casemanager", start=PartialDateValue(2019), in_field=True, hours_per_week=Decimal("24.5")
        ),
        meeting(1, date(2026, 2, 3)),
        meeting(2, date(2026, 5, 4)),
        meeting(3, date(2026, 9, 1)),
        meeting(4, date(2025, 9, 1)),
        Activity(
            id="t1", activity_kind=ActivityKind.KENNISTOETS, name="Toets", start=date(2026, 1, 8), passed=True,
            points={"rsc": Decimal("2.5")},
        ),
    ]  # fmt: skip


def test_the_standing_has_the_form_that_is_promised(
    bundled: tuple[RuleSet, ...], portfolio: list[Record], language: Language
) -> None:
    data = standing_as_data(standings(bundled, Snapshot(portfolio), TODAY), language)
    assert json.loads(json.dumps(data)) == data
    rnvc, rsc = data["registers"]
    assert (rnvc["register"], rnvc["rule_set"], rnvc["state"]) == ("rnvc", "rnvc-2023", "stated")
    assert rnvc["period"] == {"from": "2026-01-01", "to": "2026-12-31"}
    intervision, work, tests = rnvc["requirements"]
    assert intervision["id"] == "intervisie@2026"
    assert intervision["measure"] == "count"
    assert (intervision["required"], intervision["counted"], intervision["short"]) == (3, 2, 1)
    assert (intervision["met"], intervision["last_safe_date"]) == (False, "2026-12-31")
    assert intervision["counts"] == ["a1", "a2"]
    assert intervision["amounts"] == {"a1": 1, "a2": 1}
    assert intervision["does_not_count"] == [{"id": "a3", "why": reasons.PLANNED.say(language)}]
    assert intervision["forecast"]["outlook"] == "planned"
    assert (work["id"], work["required"], work["counted"], work["met"]) == ("werkuren@2026", 400, 581, True)
    assert (tests["id"], tests["required"], tests["counted"]) == ("kennistoets@2026", 12, 1)
    assert (rsc["register"], rsc["state"]) == ("rsc", "unverified")
    (points,) = rsc["requirements"]
    assert (points["id"], points["counted"]) == ("pe-punten", 2.5)
    assert (points["required"], points["short"], points["met"]) == (None, None, None)
    assert points["forecast"]["outlook"] == "unknown"


def test_labels_are_in_the_language_that_is_read(bundled: tuple[RuleSet, ...], portfolio: list[Record]) -> None:
    found = standings(bundled, Snapshot(portfolio), TODAY, "rnvc")
    dutch, english = (standing_as_data(found, language)["registers"][0] for language in ("nl", "en"))
    assert [each["label"] for each in dutch["requirements"]] == [
        "Intervisie",
        "Werkzaam in het vakgebied",
        "Maandelijkse kennistoets",
    ]
    assert english["requirements"][0]["unit"] == "meetings"
    assert [each["id"] for each in dutch["requirements"]] == [each["id"] for each in english["requirements"]]


def test_amounts_are_whole_numbers_where_they_are_whole(bundled: tuple[RuleSet, ...], portfolio: list[Record]) -> None:
    data = standing_as_data(standings(bundled, Snapshot(portfolio), TODAY, "rnvc"), "nl")
    numbers = [each[key] for each in data["registers"][0]["requirements"] for key in ("required", "counted", "short")]
    assert all(type(number) is int for number in numbers)


def test_the_richer_examples_are_marked_as_invented(bundled: tuple[RuleSet, ...]) -> None:
    invented = [each for each in bundled if each.fictional]
    assert {each.register for each in invented} == {"voorbeeld-a", "voorbeeld-b"}
    assert all("verzonnen" in each.register_name.nl and "fictitious" in each.register_name.en for each in invented)
    assert {each.register for each in bundled if not each.fictional} == {"rnvc", "rsc"}


def test_a_period_of_2025_is_judged_by_the_rules_of_2025(bundled: tuple[RuleSet, ...]) -> None:
    held = Registration(id="r1", register=("voorbeeld-b",), register_name="B", since=date(2025, 1, 1))
    (before,) = standings(bundled, Snapshot([held]), date(2025, 6, 1))
    (after,) = standings(bundled, Snapshot([held]), date(2026, 6, 1))
    assert (before.rule_set.id, after.rule_set.id) == ("voorbeeld-b-2024", "voorbeeld-b-2026")
    assert after.period.end == date(2027, 12, 31)
