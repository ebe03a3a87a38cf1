"""Writes a rule set as a file that `portfolio_app.registers.rulesets` reads: the same bytes for the same rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Final

import tomli_w

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.declaring import fields_of
from portfolio_app.domain.rules.requirements import AnyRequirement, Requirement, counting_of
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.registers.files import FORMAT
from portfolio_app.registers.rulesets import KIND


def rule_set_as_toml(rule_set: RuleSet) -> str:
    """Return the TOML of a rule set; reading it gives an equal rule set. White space in texts becomes single spaces."""
    head = _told(rule_set)
    requirements = head.pop("requirements", [])
    return tomli_w.dumps(
        {
            "format": FORMAT,
            "kind": KIND,
            "rule_set": head,
            "requirements": requirements,
            "expected": {"requirements": len(requirements)},
        }
    )


def _requirement(requirement: AnyRequirement) -> dict[str, Any]:
    measure = requirement.measure
    counting = counting_of(measure)
    return {"measure": measure.value, **{k: v for k, v in _told(requirement).items() if k not in counting}}


def _told(thing: object) -> dict[str, Any]:
    """Return the fields that differ from their defaults, which a file need not tell; plain values before tables."""
    found = {
        spec.name: _plain(value)
        for spec in fields_of(type(thing))
        if (value := getattr(thing, spec.name)) is not None and (spec.required or value != spec.default)
    }
    return dict(sorted(found.items(), key=lambda item: isinstance(item[1], dict)))


def _plain(value: object) -> object:
    """Return a value as TOML knows it. A truth value is a number too, and an option text: these come first."""
    for type_written, write in _WRITERS:
        if isinstance(value, type_written):
            return write(value)
    return _told(value)


_WRITERS: Final[tuple[tuple[type | UnionType, Callable[[Any], object]], ...]] = (
    (str, str),
    (bool | int | date, lambda value: value),
    (Text, lambda text: {"nl": text.nl, "en": text.en}),
    (Decimal, lambda amount: int(amount) if amount == amount.to_integral_value() else float(amount)),
    (PartialDateValue, PartialDateValue.iso),
    (tuple, lambda items: [_plain(item) for item in items]),
    (Requirement, _requirement),
)
