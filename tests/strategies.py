"""Random values, records and portfolios, derived from the declarations: a new field is tested without a line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from hypothesis import strategies as st

from portfolio_app.common.resources import resource
from portfolio_app.domain.audience import Audience
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

Letters = st.SearchStrategy[str]
Words = Callable[[FieldSpec], st.SearchStrategy[str]]
"""What stands in a field of text, or in each part of it."""

Links = Callable[[tuple[str, ...]], Sequence[str]]
"""The ids that a field may hold that links to records of these kinds; no kinds means any."""

ANY_LETTERS: Letters = st.characters(exclude_categories=["Cs", "Cc"])
EUROPEAN_LETTERS: Letters = st.characters(
    min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cs", "Cc", "Cf"]
)
"""What the typeface of the documents has for certain."""

Line = Callable[[int], st.SearchStrategy[str]]
"""Lines of a field that are no longer than so many characters."""

POOL = tuple(f"r{number}" for number in range(60))
"""The ids of records that link to each other without heed."""

_IDS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=8, max_size=16)
_UNKNOWN_CODES = ("X.1",)


@dataclass(frozen=True, slots=True)
class Recipe:
    """From what records are made, besides what their kinds declare.

    Attributes:
        letters: what texts are made of.
        words: what stands in every field of text, instead of anything that the letters make or nothing.
        days: the first and the last day that a date may be.
        filled: every field says something.
        sound: it can be saved; otherwise what is required may be missing, what ends may end before it began, the
            release may be wider than its kind allows, and codes may be unknown.
    """

    letters: Letters = ANY_LETTERS
    words: Words | None = None
    days: tuple[date, date] = (date(1950, 1, 1), date(2099, 12, 31))
    filled: bool = False
    sound: bool = True

    def fills(self, spec: FieldSpec) -> bool:
        """Tell whether the field is never left empty."""
        worded = self.words is not None and isinstance(spec.type, ShortText | LongText)
        return worded or self.filled or (self.sound and spec.required)


def lines_of_text(longest: int = 60, letters: Letters = ANY_LETTERS) -> st.SearchStrategy[str]:
    """Text on one line, as a field keeps it."""
    return st.text(letters, min_size=1, max_size=longest).map(lambda words: " ".join(words.split())).filter(bool)


def _partial_dates(recipe: Recipe) -> st.SearchStrategy[PartialDateValue]:
    first, last = recipe.days
    days = st.dates(first, last)
    return st.one_of(
        st.integers(first.year, last.year).map(PartialDateValue),
        days.map(lambda day: PartialDateValue(day.year, day.month)),
        days.map(lambda day: PartialDateValue(day.year, day.month, day.day)),
    )


def _paragraphs(line: Line) -> st.SearchStrategy[str]:
    return st.lists(line(80), min_size=1, max_size=3).map("\n".join)


def _decimals(least: Decimal, most: Decimal, places: int) -> st.SearchStrategy[Decimal]:
    units = st.integers(int(least.scaleb(places)), int(most.scaleb(places)))
    return units.map(lambda number: Decimal(number).scaleb(-places))


def _some_of(options: type[Option]) -> st.SearchStrategy[tuple[Option, ...]]:
    chosen = st.sets(st.sampled_from(list(options)), min_size=1)
    return chosen.map(lambda some: tuple(option for option in options if option in some))


@cache
def _known_codes(scheme: str) -> tuple[str, ...]:
    return load_registers(resource("registers")).codes(scheme)


def _codes(value_type: Codes, recipe: Recipe) -> st.SearchStrategy[tuple[str, ...]]:
    known = [code for scheme in value_type.schemes for code in _known_codes(scheme.value)]
    chosen = st.lists(st.sampled_from(known), min_size=1, max_size=value_type.most or 3, unique=True).map(tuple)
    return chosen if recipe.sound else chosen | st.just(_UNKNOWN_CODES)


_STRATEGIES: Mapping[type, Callable[[Any, Line, Recipe], st.SearchStrategy[Any]]] = {
    ShortText: lambda t, line, _: line(min(60, t.longest)),
    LongText: lambda _, line, recipe: line(80) if recipe.words else _paragraphs(line),
    YesNo: lambda *_: st.booleans(),
    WholeNumber: lambda t, *_: st.integers(t.least, t.most),
    DecimalNumber: lambda t, *_: _decimals(t.least, t.most, t.places),
    Duration: lambda t, *_: st.integers(0, t.most),
    CalendarDate: lambda _, __, recipe: st.dates(*recipe.days),
    PartialDate: lambda _, __, recipe: _partial_dates(recipe),
    ClockTime: lambda *_: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Choice: lambda t, *_: st.sampled_from(list(t.options)),
    Choices: lambda t, *_: _some_of(t.options),
    Lines: lambda _, line, __: st.lists(
        line(40).filter(bool).map(lambda words: words.replace(";", ",")), min_size=1, max_size=3
    ).map(tuple),
    Texts: lambda _, line, __: st.dictionaries(
        st.sampled_from(["situation", "task", "text"]), line(60).filter(bool), min_size=1
    ),
    Amounts: lambda *_: st.dictionaries(
        st.sampled_from(["rnvc", "rsc", "own-1"]), _decimals(Decimal(0), Decimal(500), 2), min_size=1
    ),
    Codes: lambda t, _, recipe: _codes(t, recipe),
    Reference: lambda t, *_: st.just(t.empty()),
    References: lambda t, *_: st.just(t.empty()),
}


def values_of(value_type: ValueType[Any], letters: Letters = ANY_LETTERS) -> st.SearchStrategy[Any]:
    """Values that fit the type and say something; links are left to `records`."""
    return _STRATEGIES[type(value_type)](value_type, lambda longest: lines_of_text(longest, letters), Recipe())


def _values_in(spec: FieldSpec, recipe: Recipe) -> st.SearchStrategy[Any]:
    def line(longest: int) -> st.SearchStrategy[str]:
        if recipe.words is None:
            return lines_of_text(longest, recipe.letters)
        return recipe.words(spec).map(lambda words: words[:longest])

    return _STRATEGIES[type(spec.type)](spec.type, line, recipe)


@cache
def _unlinked(key: str, recipe: Recipe) -> st.SearchStrategy[dict[str, Any]]:
    """The values of a record of a kind, but for its links."""
    kind = kind_called(key)
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for spec in kind.fields:
        if isinstance(spec.type, Reference | References):
            continue
        if spec.name == "release":
            fields[spec.name] = st.none() | st.sampled_from(kind.release_choices() if recipe.sound else list(Audience))
        elif recipe.fills(spec):
            fields[spec.name] = _values_in(spec, recipe)
        else:
            fields[spec.name] = st.builds(spec.type.empty) | _values_in(spec, recipe)
    return st.fixed_dictionaries(fields)


def _nowhere(_kinds: tuple[str, ...]) -> Sequence[str]:
    return ()


@st.composite
def records(
    draw: st.DrawFn,
    kind: RecordKind,
    *,
    record_id: str | None = None,
    links: Links = _nowhere,
    **recipe: Any,  # noqa: ANN401 - what a `Recipe` takes
) -> Record:
    """Records of a kind that can be saved but for links that have nowhere to lead; see `Recipe` for all they may be."""
    made_by = Recipe(**recipe)
    values = draw(_unlinked(kind.key, made_by))
    for spec in kind.fields:
        if isinstance(spec.type, Reference | References) and (targets := tuple(links(spec.type.kinds))):
            many = isinstance(spec.type, References)
            values[spec.name] = draw(_links_to(targets, many=many, always=made_by.fills(spec)))
    record = kind.record_type(id=record_id or draw(_IDS), **values)
    return draw(_mended(record, links, made_by)) if made_by.sound else record


def _anywhere(_kinds: tuple[str, ...]) -> Sequence[str]:
    return POOL


def _few_letters(_spec: FieldSpec) -> st.SearchStrategy[str]:
    return st.just("") | lines_of_text(12)


def any_records(
    kind: RecordKind, words: Words = _few_letters, record_id: str | None = None
) -> st.SearchStrategy[Record]:
    """Records of any values that fit their fields, saveable or not, with links into `POOL`, whatever is there."""
    return records(kind, record_id=record_id, links=_anywhere, words=words, sound=False)


@lru_cache(maxsize=4096)
def _links_to(targets: tuple[str, ...], *, many: bool, always: bool) -> st.SearchStrategy[Any]:
    if many:
        return st.lists(st.sampled_from(targets), unique=True, min_size=int(always), max_size=3).map(tuple)
    one = st.sampled_from(targets)
    return one if always else st.just("") | one


@st.composite
def _mended(draw: st.DrawFn, record: Record, links: Links, recipe: Recipe) -> Record:
    """The record without contradictions: what ends too early ends late, what must be named is named."""
    last = recipe.days[1]
    latest = {CalendarDate: last, PartialDate: PartialDateValue(last.year), ClockTime: time(23, 59)}
    for name in sorted({name for name, _ in record.contradictions()}):
        spec = record.kind.field(name)
        value = latest.get(type(spec.type)) or draw(_going_with(record, spec, links, recipe))
        record = record.with_values(**{name: value})
    return record


def _going_with(record: Record, spec: FieldSpec, links: Links, recipe: Recipe) -> st.SearchStrategy[Any]:
    """What the field can hold without contradicting the rest of the record; a link may have nowhere to lead."""
    if isinstance(spec.type, Reference):
        targets = tuple(links(spec.type.kinds))
        return st.sampled_from(targets) if targets else st.just(spec.type.empty())

    def fits(value: object) -> bool:
        return spec.name not in {name for name, _ in record.with_values(**{spec.name: value}).contradictions()}

    return _values_in(spec, recipe).filter(fits)


@st.composite
def snapshots(
    draw: st.DrawFn,
    kinds: Sequence[RecordKind] = KINDS,
    *,
    of_a_kind: tuple[int, int] = (1, 2),
    id_prefix: str = "",
    **recipe: Any,  # noqa: ANN401 - what a `Recipe` takes
) -> Snapshot:
    """Portfolios in which links lead to records of the right kind; see `Recipe` for what the records may be."""
    fewest, most = of_a_kind
    ids = {
        kind.key: [
            f"{id_prefix}{kind.key.replace('_', '-')}-{number}"
            for number in range(draw(st.integers(fewest, 1 if kind.singleton else most)))
        ]
        for kind in kinds
    }

    def within(keys: tuple[str, ...]) -> list[str]:
        return [record_id for key in keys or ids for record_id in ids.get(key, ())]

    return Snapshot(
        draw(records(kind, record_id=record_id, links=within, **recipe))
        for kind in kinds
        for record_id in ids[kind.key]
    )


def saying(value_type: ValueType[Any], words: str) -> object:
    """The value of a field of text that says just these words, or as much of them as fits; None for other fields."""
    match value_type:
        case ShortText(longest=longest):
            return words[:longest]
        case LongText():
            return words
        case Lines():
            return (words,)
        case Texts():
            return dict.fromkeys(("situation", "text", "vreemd"), words)
    return None


def plain_example(key: str) -> dict[str, str]:
    """What a person would type in the fields of a kind that have to say something, links left out."""
    kind = kind_called(key)

    def typed(names: Collection[str]) -> dict[str, str]:
        links = (Reference, References)
        return {name: _typed(kind.field(name)) for name in names if not isinstance(kind.field(name).type, links)}

    required = typed([spec.name for spec in kind.fields if spec.required])
    values = {name: kind.field(name).type.parse(words, "nl") for name, words in required.items()}
    record = kind.record_type(id="example", **values)
    return required | typed([name for name, _ in record.contradictions()])


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
            return _known_codes(schemes[0].value)[0]
        case _:
            return "Voorbeeld"
