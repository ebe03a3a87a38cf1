"""Writes a rule set as a file that `portfolio_app.registers.rulesets` reads: for a copy that a person adapts."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.rule_set import AnyRequirement, RuleSet
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.domain.values.simple import plain_decimal
from portfolio_app.registers.files import FORMAT
from portfolio_app.registers.rulesets import KIND


def rule_set_as_toml(rule_set: RuleSet) -> str:
    """Return the TOML of a rule set; reading it gives an equal rule set. White space in texts becomes single spaces."""
    lines = [f"format = {_value(FORMAT)}", f"kind = {_value(KIND)}", "", "[rule_set]"]
    lines.extend(_pairs(rule_set, without=("requirements",)))
    for requirement in rule_set.requirements:
        lines.extend(("", "[[requirements]]", f"measure = {_value(requirement.measure)}"))
        lines.extend(_pairs(requirement, without=("counting",)))
    lines.extend(("", "[expected]", f"requirements = {len(rule_set.requirements)}"))
    return "\n".join(lines) + "\n"


def _pairs(thing: RuleSet | AnyRequirement, without: tuple[str, ...]) -> Iterator[str]:
    for key, value in _told(thing).items():
        if key not in without:
            yield f"{key} = {_value(value)}"


def _told(thing: object) -> dict[str, object]:
    """Return the fields of a dataclass that differ from their defaults, which a file need not tell."""
    if not dataclasses.is_dataclass(thing):
        raise TypeError(f"a rule set holds no {type(thing).__name__}")
    return {
        spec.name: value
        for spec in dataclasses.fields(thing)
        if (value := getattr(thing, spec.name)) != spec.default and value is not None
    }


def _value(value: object) -> str:
    for type_written, write in _WRITERS:
        if isinstance(value, type_written):
            return write(value)
    inside = ", ".join(f"{key} = {_value(item)}" for key, item in _told(value).items())
    return f"{{ {inside} }}" if inside else "{}"


def _string(words: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL, which JSON leaves as it is and TOML wants written out.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(text: Text) -> str:
    return f"{{ nl = {_string(text.nl)}, en = {_string(text.en)} }}"


def _list(items: tuple[object, ...]) -> str:
    return f"[{', '.join(map(_value, items))}]"


# A truth value is a number too and comes first; an option is text, and its text is its key.
_WRITERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda yes: "true" if yes else "false"),
    (int, str),
    (str, _string),
    (Text, _text),
    (tuple, _list),
    (Decimal, plain_decimal),
    (PartialDateValue, lambda day: _string(day.iso())),
    (date, date.isoformat),
)
