"""One of a unit is said in the singular, more of it in the plural."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from portfolio_app.common.text import LANGUAGES, Language, Text, same_in_both
from portfolio_app.domain.rules.choices import Deliverable, Measure
from portfolio_app.domain.rules.reasons import too_small
from portfolio_app.domain.rules.requirements import ActivityRequirement, InterruptionRequirement
from portfolio_app.domain.rules.telling import asked, conditions
from portfolio_app.domain.rules.units import UNITS, has_singular, unit_beside
from portfolio_app.services.register_data import bundled_rule_sets

ONE, MORE = Decimal(1), Decimal("1.5")
MASS = (Deliverable.FEEDBACK, Deliverable.CV)
"""What is not counted in a plural."""
OURS = (*UNITS.values(), *(each.label for each in Deliverable if each not in MASS))
RULES = bundled_rule_sets()[0]


@pytest.mark.parametrize("unit", OURS, ids=lambda unit: unit.en)
def test_each_unit_of_ours_has_a_singular(unit: Text) -> None:
    assert has_singular(unit)
    assert unit_beside(ONE, unit) != unit or unit == Deliverable.ADHERENCE.label
    assert unit_beside(Decimal(0), unit) == unit_beside(MORE, unit) == unit


def test_a_unit_that_a_rule_brings_itself_stays_as_it_is() -> None:
    unit = Text("bijeenkomsten", "meetings")
    assert unit_beside(ONE, unit) == unit


def points(**others: object) -> ActivityRequirement:
    values = {"id": "punten", "label": Text("Punten", "Points"), "counting": Measure.POINTS, "minimum": ONE, **others}
    return ActivityRequirement(**values)  # type: ignore[arg-type] - of the types of its fields


def test_a_requirement_of_one_is_asked_in_the_singular() -> None:
    assert asked(points(), RULES) == Text(
        "Minstens 1 punt per registratieperiode.", "At least 1 point per registration period."
    )
    assert "2 punten" in asked(points(minimum=Decimal(2)), RULES).nl
    gap = InterruptionRequirement(id="gat", label=Text("Onderbreking", "Interruption"), minimum=ONE)
    assert asked(gap, RULES).nl.startswith("Hoogstens 1 maand ")


def test_one_of_a_unit_of_ones_own_is_asked_in_a_way_that_fits_the_plural() -> None:
    own = points(unit=Text("bijeenkomsten", "meetings"))
    assert asked(own, RULES).nl == "Minstens 1 per registratieperiode (bijeenkomsten)."


def test_a_limit_of_one_is_told_in_the_singular() -> None:
    limited = points(minimum=Decimal(10), maximum=ONE)
    assert "In totaal telt hoogstens 1 punt." in [each.nl for each in conditions(limited, same_in_both)]
    assert too_small(ONE, Measure.HOURS.label) == Text("Levert minder op dan 1 uur.", "Yields less than 1 hour.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_that_is_shipped_says_one_in_the_plural(language: Language) -> None:
    said_by_one = {unit.say(language): unit_beside(ONE, unit).say(language) for unit in OURS}
    plurals = "|".join(re.escape(many) for many, one in said_by_one.items() if many != one)
    wrong = re.compile(rf"(?<![\d.,])1 (?:{plurals})\b")
    said = [
        each.say(language)
        for rules in bundled_rule_sets()
        for requirement in rules.requirements
        for of_one in (requirement, replace(requirement, minimum=ONE))
        for each in (asked(of_one, rules), *conditions(of_one, same_in_both))
    ]
    assert said
    assert [each for each in said if wrong.search(each)] == []
