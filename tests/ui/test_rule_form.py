"""The form of rules gives back what it shows, whatever the rules are."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.domain.rules import RuleSet, RuleState
from portfolio_app.domain.rules.declaring import PartOf, PartsOf, fields_of
from portfolio_app.domain.values import Choices
from portfolio_app.services.register_data import bundled_registers, bundled_rule_sets
from portfolio_app.ui.look import Look
from portfolio_app.ui.registers.rule_form import RuleForm
from portfolio_app.ui.theme import tones_for
from tests.rule_strategies import rule_sets


@pytest.fixture
def top(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown_and_read(top: QWidget, rule_set: RuleSet) -> RuleSet:
    form = RuleForm(Look("nl", tones_for("light", dark_system=False)), bundled_registers(), top)
    form.show_rules({spec.name: getattr(rule_set, spec.name) for spec in fields_of(RuleSet)}, rule_set)
    for card in form.cards:
        card.open()
    typed = json.loads(json.dumps(form.typed()))
    form.retype(typed)
    assert json.loads(json.dumps(form.typed())) == typed
    return form.build()


def as_a_form_says_it(part: Any) -> Any:  # noqa: ANN401 - of any declared type
    """What a form can say of a part: choices in their own order, and nothing that says nothing of the variant."""
    variant = getattr(part, "variant", None)
    values = {}
    for spec in fields_of(type(part)):
        value = getattr(part, spec.name) if spec.concerns(variant) else spec.default
        if isinstance(spec.type, Choices):
            value = tuple(option for option in spec.type.options if option in value)
        elif isinstance(spec.type, PartOf) and value is not None:
            value = as_a_form_says_it(value)
        elif isinstance(spec.type, PartsOf):
            value = tuple(map(as_a_form_says_it, value))
        values[spec.name] = value
    return replace(part, **values)


@pytest.mark.parametrize("rule_set", bundled_rule_sets(), ids=lambda each: each.id)
def test_the_form_gives_back_what_it_shows(top: QWidget, rule_set: RuleSet) -> None:
    meant = replace(as_a_form_says_it(rule_set), state=RuleState.OWN, fictional=False)
    assert shown_and_read(top, rule_set) == meant


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))  # each example builds whole forms
@given(rule_sets())
def test_the_form_gives_back_any_rules(top: QWidget, rule_set: RuleSet) -> None:
    meant = replace(as_a_form_says_it(rule_set), state=RuleState.OWN, fictional=False)
    assert shown_and_read(top, rule_set) == meant
