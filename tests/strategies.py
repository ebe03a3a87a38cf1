"""Random values, records and portfolios, derived from the declarations: a new field is tested without a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from portfolio_app.common.resources import resource
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.snapshot import Snapshot
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
from portfolio_app.registers.loader import load_registers

_DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
_LATEST: Mapping[type, object] = {
    CalendarDate: date(2099, 12, 31),
    PartialDate: PartialDateValue(2099),
    ClockTime: time(23, 59),
}
Letters = st.SearchStrategy[str]
ANY_LETTERS: Letters = st.characters(exclude_categories=["Cs", "Cc"])
EUROPEAN_LETTERS: Letters = st.characters(
    min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cs", "Cc", "Cf"]
)
"""What the typeface of the documents has for certain."""
_IDS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=8, max_size=16)


def lines_of_text(longest: int = 60, letters: Letters = ANY_LETTERS) -> st.SearchStrategy[str]:
    """Text on one line, as a field keeps it."""
    return st.text(letters, min_size=1, max_size=longest).map(lambda words: " ".join(words.split())).filter(bool)


def _partial_dates() -> st.SearchStrategy[PartialDateValue]:
    return st.one_of(
        st.integers(1950, 2099).map(PartialDateValue),
        _DAYS.map(lambda day: PartialDateValue(day.year, day.month)),
        _DAYS.map(lambda day: PartialDateValue(day.year, day.month, day.day)),
    )


def _some_of(options: type[Option]) -> st.SearchStrategy[tuple[Option, ...]]:
    chosen = st.sets(st.sampled_from(list(options)), min_size=1)
    return chosen.map(lambda some: tuple(option for option in options if option in some))


def _amounts() -> st.SearchStrategy[dict[str, Decimal]]:
    amounts = st.decimals(Decimal(0), Decimal(500), places=2, allow_nan=False)
    return st.dictionaries(st.sampled_from(["rnvc", "rsc", "own-1"]), amounts, min_size=1)


@cache
def _known_codes(scheme: str) -> tuple[str, ...]:
    return load_registers(resource("registers")).codes(scheme)


def _codes(value_type: Codes) -> st.SearchStrategy[tuple[str, ...]]:
    known = [code for scheme in value_type.schemes for code in _known_codes(scheme.value)]
    return st.lists(st.sampled_from(known), min_size=1, max_size=value_type.most or 3, unique=True).map(tuple)


_STRATEGIES: Mapping[type, Callable[[Any, Letters], st.SearchStrategy[Any]]] = {
    ShortText: lambda t, letters: lines_of_text(min(60, t.longest), letters),
    LongText: lambda _, letters: st.lists(lines_of_text(80, letters), min_size=1, max_size=3).map("\n".join),
    YesNo: lambda *_: st.booleans(),
    WholeNumber: lambda t, _: st.integers(t.least, t.most),
    DecimalNumber: lambda t, _: st.decimals(t.least, t.most, places=t.places, allow_nan=False),
    Duration: lambda t, _: st.integers(0, t.most),
    CalendarDate: lambda *_: _DAYS,
    PartialDate: lambda *_: _partial_dates(),
    ClockTime: lambda *_: st.times().map(lambda moment: time(moment.hour, moment.minute)),
    Choice: lambda t, _: st.sampled_from(list(t.options)),
    Choices: lambda t, _: _some_of(t.options),
    Lines: lambda _, letters: st.lists(
        lines_of_text(40, letters).map(lambda line: line.replace(";", ",")), min_size=1, max_size=3
    ).map(tuple),
    Texts: lambda _, letters: st.dictionaries(
        st.sampled_from(["situation", "task", "text"]), lines_of_text(60, letters), min_size=1
    ),
    Amounts: lambda *_: _amounts(),
    Codes: lambda t, _: _codes(t),
    Reference: lambda t, _: st.just(t.empty()),
    References: lambda t, _: st.just(t.empty()),
}


def values_of(value_type: ValueType[Any], letters: Letters = ANY_LETTERS) -> st.SearchStrategy[Any]:
    """Values that fit the type and say something; links are left to `snapshots`."""
    return _STRATEGIES[type(value_type)](value_type, letters)


@st.composite
def records(
    draw: st.DrawFn,
    kind: RecordKind,
    *,
    filled: bool = False,
    record_id: str | None = None,
    letters: Letters = ANY_LETTERS,
) -> Record:
    """Records of a kind that can be saved but for links to others; with `filled`, every field says something."""
    values: dict[str, Any] = {}
    for spec in kind.fields:
        if spec.name == "release":
            values[spec.name] = draw(st.sampled_from([None, *kind.release_choices()]))
        elif filled or spec.required or draw(st.booleans()):
            values[spec.name] = draw(values_of(spec.type, letters))
    record = kind.record_type(id=record_id or draw(_IDS), **values)
    return draw(_mended(record, letters))


@st.composite
def _mended(draw: st.DrawFn, record: Record, letters: Letters) -> Record:
    """The record without contradictions: what ends too early ends late, what must be named is named."""
    values: dict[str, Any] = {}
    for name, _ in record.contradictions():
        value_type = record.kind.field(name).type
        values[name] = _LATEST.get(type(value_type)) or draw(values_of(value_type, letters))
    return record.with_values(**values)


@st.composite
def snapshots(
    draw: st.DrawFn, kinds: Sequence[RecordKind] = KINDS, *, filled: bool = False, letters: Letters = ANY_LETTERS
) -> Snapshot:
    """Portfolios in which links lead to records of the right kind."""
    made = [
        draw(records(kind, filled=filled, letters=letters, record_id=f"{kind.key.replace('_', '-')}-{number}"))
        for kind in kinds
        for number in range(1 if kind.singleton else draw(st.integers(1, 2)))
    ]
    ids = {kind.key: [record.id for record in made if record.kind is kind] for kind in kinds}
    return Snapshot(record.with_values(**draw(_links(record, ids))) for record in made)


@st.composite
def _links(draw: st.DrawFn, record: Record, ids: Mapping[str, list[str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for spec in record.kind.fields:
        if not isinstance(spec.type, Reference | References):
            continue
        targets = [target for key in spec.type.kinds for target in ids.get(key, [])]
        if isinstance(spec.type, References):
            chosen = draw(st.lists(st.sampled_from(targets), unique=True, max_size=3)) if targets else []
            values[spec.name] = tuple(chosen)
        elif targets:
            values[spec.name] = draw(st.sampled_from(targets))
    return values


def plain_example(key: str) -> dict[str, str]:
    """What a person would type in the required fields of a kind, links left out."""
    return {
        spec.name: _typed(spec)
        for spec in kind_called(key).fields
        if spec.required and not isinstance(spec.type, Reference | References)
    }


def _typed(spec: FieldSpec) -> str:
    match spec.type:
        case CalendarDate():
            return "2-3-2026"
        case PartialDate():
            return "maart 2019"
        case Choice(options=options) | Choices(options=options):
            return next(iter(options)).value
        case WholeNumber():
            return "3"
        case Codes(schemes=schemes):
            return {"law": "RNVC.WET02", "assessable": "RNVC.KC1"}[schemes[0].value]
        case _:
            return "Voorbeeld"
