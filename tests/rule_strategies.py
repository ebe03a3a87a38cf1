"""Random rule sets, derived from the declarations of the rules: a new field is tested without a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.domain.rules.declaring import (
    Among,
    EitherWay,
    Name,
    NumberAmong,
    PartOf,
    PartsOf,
    Wording,
    fields_of,
)
from portfolio_app.domain.rules.requirements import (
    REQUIREMENT_OF,
    ActivityRequirement,
    AnyRequirement,
    Requirement,
    ShareRequirement,
    counting_of,
)
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    Codes,
    DecimalNumber,
    PartialDate,
    PartialDateValue,
    WholeNumber,
    YesNo,
)

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"])
_MOST_LETTERS = 40
_NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)
_CODES = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._:/-]{0,20}", fullmatch=True)
_DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@st.composite
def _lines(draw: st.DrawFn, longest: int) -> str:
    words = draw(st.lists(st.text(_LETTERS, min_size=1, max_size=12), min_size=1, max_size=4))
    return " ".join(words)[: min(longest, _MOST_LETTERS)].strip()


@st.composite
def _texts(draw: st.DrawFn, longest: int) -> Text:
    return Text(draw(_lines(longest)), draw(_lines(longest)))


def _amounts(of: DecimalNumber) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, of.most, places=of.places, allow_nan=False, allow_infinity=False)


def _some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, unique=True, max_size=4).map(tuple)


_VALUES: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    Wording: lambda of: _texts(of.longest),
    Name: lambda _of: _NAMES,
    YesNo: lambda _of: st.booleans(),
    EitherWay: lambda _of: st.booleans(),
    WholeNumber: lambda of: st.integers(of.least, of.most),
    NumberAmong: lambda of: st.sampled_from(of.members),
    DecimalNumber: _amounts,
    CalendarDate: lambda _of: _DAYS,
    PartialDate: lambda _of: _DAYS.map(lambda day: PartialDateValue(day.year, day.month, day.day)),
    Choice: lambda of: st.sampled_from(list(of.options)),
    Among: lambda of: st.sampled_from(of.members),
    Choices: lambda of: _some(st.sampled_from(list(of.options))),
    Codes: lambda _of: _some(_CODES),
    PartOf: lambda of: parts(of.type),
    PartsOf: lambda of: st.lists(parts(of.type), max_size=3).map(tuple),
}


def parts(declared: type[Any]) -> st.SearchStrategy[Any]:
    """Return values of a declared type, of which some fields say something and others not."""
    return requirements() if declared is Requirement else _built(declared, {})


@st.composite
def _built(draw: st.DrawFn, declared: type[Any], fixed: dict[str, Any]) -> Any:  # noqa: ANN401 - of the declared type
    values = dict(fixed)
    for spec in fields_of(declared):
        if spec.name not in fixed and (spec.required or draw(st.booleans())):
            values[spec.name] = draw(_VALUES[type(spec.type)](spec.type))
    if values.get("step") == 0:
        values["step"] = Decimal(1)
    return declared(**values)


@st.composite
def requirements(draw: st.DrawFn) -> AnyRequirement:
    """Return a requirement of any kind; a share may be of something that is not there."""
    measure = draw(st.sampled_from(list(Measure)))
    made: AnyRequirement = draw(_built(REQUIREMENT_OF[measure], counting_of(measure)))
    return made


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """Return a rule set that stands: its ids differ, and its shares are of something that is there."""
    drawn = [replace(each, id=f"eis-{n}") for n, each in enumerate(draw(st.lists(requirements(), max_size=5)))]
    wholes = [each for each in drawn if isinstance(each, ActivityRequirement)]
    kept: list[AnyRequirement] = []
    for each in drawn:
        if isinstance(each, ShareRequirement):
            if not wholes:
                continue
            whole = draw(st.sampled_from(wholes))
            kept.append(replace(each, of=whole.id, per=whole.per))
        else:
            kept.append(each)
    days = sorted(draw(st.tuples(_DAYS, _DAYS)))
    validity = {
        "valid_from": draw(st.sampled_from([None, days[0]])),
        "valid_until": draw(st.sampled_from([None, days[1]])),
    }
    made: RuleSet = draw(_built(RuleSet, {"requirements": tuple(kept), **validity}))
    return made
