"""Records of every kind, made up by Hypothesis from what each kind declares of itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import strategies as st

from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    ClockTime,
    Codes,
    DecimalNumber,
    Duration,
    Lines,
    LongText,
    Option,
    PartialDate,
    PartialDateValue,
    Reference,
    References,
    ShortText,
    Texts,
    ValueType,
    WholeNumber,
    YesNo,
)

Words = Callable[[FieldSpec], st.SearchStrategy[str]]
RecordsOf = Callable[..., st.SearchStrategy[Record]]

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
POOL = tuple(f"r{number}" for number in range(60))
"""The ids to which links may go."""

_LINK = st.sampled_from(POOL)
_SIMPLE: dict[type[ValueType[Any]], st.SearchStrategy[Any]] = {
    YesNo: st.booleans(),
    CalendarDate: st.none() | DAYS,
    PartialDate: st.none() | DAYS.map(lambda day: PartialDateValue(day.year, day.month)),
    ClockTime: st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Duration: st.none() | st.integers(0, 6000),
    Reference: st.just("") | _LINK,
    References: st.lists(_LINK, unique=True, max_size=3).map(tuple),
}


def _hundredths(most: int, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 10**places).map(lambda number: Decimal(number).scaleb(-places))


def _some_of(options: type[Option]) -> st.SearchStrategy[tuple[Option, ...]]:
    chosen = st.sets(st.sampled_from(list(options)))
    return chosen.map(lambda members: tuple(each for each in options if each in members))


# What the values of a type depend on: its limits, its options, and the words.
_BY_TYPE: dict[type[ValueType[Any]], Callable[[Any, st.SearchStrategy[str]], st.SearchStrategy[Any]]] = {
    ShortText: lambda kept, words: words.map(lambda text: text[: kept.longest]),
    LongText: lambda kept, words: words.map(lambda text: text[: kept.longest]),
    WholeNumber: lambda kept, _: st.none() | st.integers(kept.least, min(kept.most, kept.least + 500)),
    DecimalNumber: lambda kept, _: st.none() | _hundredths(min(int(kept.most), 500), kept.places),
    Choice: lambda kept, _: st.none() | st.sampled_from(list(kept.options)),
    Choices: lambda kept, _: _some_of(kept.options),
    Codes: lambda _kept, _: st.sampled_from([(), ("X.1",)]),
    Lines: lambda _kept, words: st.lists(words.filter(bool), max_size=2).map(tuple),
    Texts: lambda _kept, words: st.dictionaries(st.sampled_from(["situation", "task"]), words.filter(bool), max_size=2),
    Amounts: lambda _kept, _: st.dictionaries(st.sampled_from(["rnvc", "rsc"]), _hundredths(40)),
}


def _any_words(_spec: FieldSpec) -> st.SearchStrategy[str]:
    return LINE


@cache
def _strategy(key: str, words: Words, record_id: str) -> st.SearchStrategy[Record]:
    kind = kind_called(key)
    fields = {
        spec.name: _SIMPLE[kept] if (kept := type(spec.type)) in _SIMPLE else _BY_TYPE[kept](spec.type, words(spec))
        for spec in kind.fields
    }
    return st.builds(kind.record_type, id=st.just(record_id) if record_id else _LINK, **fields)


def records_of(kind: RecordKind, words: Words = _any_words, record_id: str = "") -> st.SearchStrategy[Record]:
    """Records of a kind with any values that fit its fields; every word in them is one of `words` of its field."""
    return _strategy(kind.key, words, record_id)


@pytest.fixture(scope="session")
def record_of() -> RecordsOf:
    """What gives the strategy for the records of a kind; see `records_of`."""
    return records_of
