from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    ClockTime,
    Codes,
    CodeScheme,
    DecimalNumber,
    Duration,
    Lines,
    LongText,
    PartialDate,
    PartialDateValue,
    Reference,
    References,
    ShortText,
    Texts,
    ValueProblem,
    ValueType,
    WholeNumber,
    YesNo,
    seen_from,
    show_briefly,
    show_weekday,
)

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
IDS = st.from_regex(r"\A[0-9a-z][0-9a-z-]{0,39}\Z")
CODES = st.from_regex(r"\A[0-9A-Za-z][0-9A-Za-z._:/-]{0,30}\Z")
KEYS = st.from_regex(r"\A[a-z0-9][a-z0-9_.-]{0,39}\Z")
ANY_TEXT = st.text(max_size=200)
HUNDREDTHS = st.integers(0, 100_000_000).map(lambda number: Decimal(number).scaleb(-2))


def partial_dates() -> st.SearchStrategy[PartialDateValue]:
    return st.one_of(
        DAYS.map(lambda day: PartialDateValue(day.year)),
        DAYS.map(lambda day: PartialDateValue(day.year, day.month)),
        DAYS.map(lambda day: PartialDateValue(day.year, day.month, day.day)),
    )


def typed(value_type: ValueType[Any]) -> st.SearchStrategy[Any]:
    """Values as they are once somebody typed them: the normal form of any text."""
    return ANY_TEXT.map(lambda words: value_type.parse(words, "nl"))


def all_of(options: type[Audience]) -> st.SearchStrategy[tuple[Audience, ...]]:
    return st.sets(st.sampled_from(list(options))).map(lambda chosen: tuple(each for each in options if each in chosen))


TYPES: dict[str, tuple[ValueType[Any], st.SearchStrategy[Any]]] = {
    "short text": (ShortText(), typed(ShortText())),
    "long text": (LongText(), typed(LongText())),
    "yes or no": (YesNo(), st.booleans()),
    "whole number": (WholeNumber(), st.none() | st.integers(0, 1_000_000)),
    "decimal number": (DecimalNumber(), st.none() | HUNDREDTHS),
    "date": (CalendarDate(), st.none() | DAYS),
    "partial date": (PartialDate(), st.none() | partial_dates()),
    "clock time": (
        ClockTime(),
        st.none() | st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    ),
    "duration": (Duration(), st.none() | st.integers(0, 600_000)),
    "choice": (Choice(Audience), st.none() | st.sampled_from(list(Audience))),
    "choices": (Choices(Audience), all_of(Audience)),
    "lines": (Lines(), typed(Lines())),
    "texts": (Texts(), st.dictionaries(KEYS, typed(LongText()).filter(bool), max_size=4)),
    "amounts": (Amounts(), st.dictionaries(KEYS, HUNDREDTHS.filter(lambda amount: amount <= 100_000), max_size=4)),
    "reference": (Reference(()), st.just("") | IDS),
    "references": (References(()), st.lists(IDS, unique=True, max_size=5).map(tuple)),
    "codes": (Codes((CodeScheme.LAW,)), st.lists(CODES, unique=True, max_size=5).map(tuple)),
}

every_type = pytest.mark.parametrize(
    ("value_type", "values"), [pytest.param(*pair, id=name) for name, pair in TYPES.items()]
)
every_value_type = pytest.mark.parametrize(
    "value_type", [pytest.param(value_type, id=name) for name, (value_type, _) in TYPES.items()]
)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


@every_type
def test_the_empty_value_is_empty_everywhere(
    value_type: ValueType[Any], values: st.SearchStrategy[Any], language: Language
) -> None:
    empty = value_type.empty()
    assert value_type.is_empty(empty)
    assert value_type.fits(empty)
    assert value_type.problem(empty) is None
    assert value_type.parse("", language) == empty
    assert value_type.from_column(None) == empty
    if not isinstance(value_type, YesNo):
        assert value_type.show(empty, language) == ""
        assert value_type.to_column(empty) in (None, "")


@every_type
@given(data=st.data())
def test_what_is_shown_can_be_typed_again(
    value_type: ValueType[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    for language in LANGUAGES:
        assert value_type.parse(value_type.show(value, language), language) == value


@every_type
@given(data=st.data())
def test_json_gives_the_value_back(
    value_type: ValueType[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    plain = json.loads(json.dumps(value_type.to_plain(value), allow_nan=False))
    assert value_type.from_plain(plain) == value
    assert value_type.fits(value_type.from_plain(plain))


@every_type
@given(data=st.data())
def test_a_column_gives_the_value_back(
    value_type: ValueType[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    stored = value_type.to_column(value)
    assert stored is None or isinstance(stored, {"TEXT": str, "INTEGER": int}[value_type.column])
    assert value_type.from_column(stored) == value


@every_type
@given(data=st.data())
def test_values_in_range_have_no_problem(
    value_type: ValueType[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    assert value_type.problem(data.draw(values)) is None


@every_value_type
@given(words=st.text(max_size=300))
def test_hostile_words_are_refused_with_a_problem_or_read(value_type: ValueType[Any], words: str) -> None:
    assert_only_problems(value_type, lambda: value_type.parse(words, "nl"))
    assert_only_problems(value_type, lambda: value_type.parse(words, "en"))


@every_value_type
@given(plain=JSON_VALUES)
def test_hostile_json_is_refused_with_a_problem_or_read(value_type: ValueType[Any], plain: object) -> None:
    assert_only_problems(value_type, lambda: value_type.from_plain(plain))


@every_value_type
@given(stored=st.none() | st.integers() | st.text(max_size=60) | JSON_VALUES.map(json.dumps))
def test_a_hostile_column_is_refused_with_a_problem_or_read(
    value_type: ValueType[Any], stored: str | int | None
) -> None:
    assert_only_problems(value_type, lambda: value_type.from_column(stored))


@every_value_type
@pytest.mark.parametrize("stored", ["[" * 100_000, "9" * 5_000, "{", "\x00", "NaN", "Infinity", "1e999999999"])
def test_a_column_that_was_tampered_with_does_no_harm(value_type: ValueType[Any], stored: str) -> None:
    assert_only_problems(value_type, lambda: value_type.from_column(stored))


def assert_only_problems(value_type: ValueType[Any], read: Callable[[], Any]) -> None:
    found = read_or_refused(read)
    if isinstance(found, ValueProblem):
        assert found.message.nl
        assert found.message.en
    else:
        assert value_type.fits(found)


def read_or_refused(read: Callable[[], Any]) -> object:
    try:
        return read()
    except ValueProblem as problem:
        return problem


@pytest.mark.parametrize(
    ("value_type", "words", "value"),
    [
        (CalendarDate(), "2-3-26", date(2026, 3, 2)),
        (CalendarDate(), "2026-03-02", date(2026, 3, 2)),
        (CalendarDate(), "2 mrt 2026", date(2026, 3, 2)),
        (CalendarDate(), "2 March 2026", date(2026, 3, 2)),
        (CalendarDate(), "02/03/1975", date(1975, 3, 2)),
        (CalendarDate(), "2-3-75", date(1975, 3, 2)),
        (PartialDate(), "maart 2019", PartialDateValue(2019, 3)),
        (PartialDate(), "3-2019", PartialDateValue(2019, 3)),
        (PartialDate(), "2019", PartialDateValue(2019)),
        (ClockTime(), "9u30", time(9, 30)),
        (ClockTime(), "0930", time(9, 30)),
        (ClockTime(), "14 uur", time(14)),
        (Duration(), "1,5", 90),
        (Duration(), "1:30", 90),
        (Duration(), "90 min", 90),
        (Duration(), "2 uur", 120),
        (Duration(), "1u30", 90),
        (Duration(), "1 uur en 30 minuten", 90),
        (Duration(), "2 hours 5", 125),
        (CalendarDate(), "ma 2 maart 2026", date(2026, 3, 2)),
        (CalendarDate(), "Sunday, 2 March 2026", date(2026, 3, 2)),
        (DecimalNumber(), "€ 1.250,50", Decimal("1250.5")),
        (DecimalNumber(), "EUR 12,-", Decimal(12)),
        (DecimalNumber(unit=Text("uur", "hours")), "7,5 uur", Decimal("7.5")),
        (WholeNumber(unit=Text("%", "%")), "80 %", 80),
        (DecimalNumber(), "1.234,5", Decimal("1234.5")),
        (DecimalNumber(), "1,234.5", Decimal("1234.5")),
        (DecimalNumber(), "1 234,5", Decimal("1234.5")),
        (WholeNumber(), "1.234", 1234),
        (YesNo(), "Ja", True),
        (YesNo(), "no", False),
        (Choice(Audience), "Openbaar (cv)", Audience.PUBLIC),
        (Choices(Audience), "private; public", (Audience.PUBLIC, Audience.PRIVATE)),
        (Amounts(), "rnvc=4; RSC = 3,5", {"rnvc": Decimal(4), "rsc": Decimal("3.5")}),
        (Lines(), "UWV; bedrijfsarts\n\n verzekeraar ", ("UWV", "bedrijfsarts", "verzekeraar")),
        (Texts(), "situatie: eerste\ntweede\ntaak: derde", {"situatie": "eerste\ntweede", "taak": "derde"}),
        (ShortText(), "  twee \n regels\x00 ", "twee regels"),
        (References(()), "a1, b2 a1", ("a1", "b2")),
    ],
)
def test_people_write_it_in_many_ways(value_type: ValueType[Any], words: str, value: object) -> None:
    assert value_type.parse(words, "nl") == value


@pytest.mark.parametrize(
    ("value_type", "words"),
    [
        (CalendarDate(), "31-2-2026"),
        (CalendarDate(), "maart 2026"),
        (CalendarDate(), "gisteren"),
        (PartialDate(), "13-2026"),
        (ClockTime(), "24:00"),
        (Duration(), "-1"),
        (Duration(), "lang"),
        (WholeNumber(), "1,5"),
        (DecimalNumber(), "NaN"),
        (DecimalNumber(), "1e5"),
        (YesNo(), "misschien"),
        (Choice(Audience), "iedereen"),
        (Amounts(), "rnvc"),
        (Amounts(), "../x=4"),
        (Reference(()), "Ünïcode"),
        (Codes((CodeScheme.LAW,)), "<script>"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_both_languages(value_type: ValueType[Any], words: str) -> None:
    with pytest.raises(ValueProblem) as refused:
        value_type.parse(words, "nl")
    assert refused.value.message.nl != refused.value.message.en


@pytest.mark.parametrize(
    ("value_type", "value"),
    [
        (ShortText(3), "vier"),
        (ShortText(), "twee\nregels"),
        (LongText(), "nul\x00"),
        (WholeNumber(1, 5), 6),
        (DecimalNumber(places=1), Decimal("1.25")),
        (DecimalNumber(most=Decimal(1)), Decimal(2)),
        (CalendarDate(), date(1066, 10, 14)),
        (PartialDate(), PartialDateValue(1066)),
        (Duration(), -1),
        (Lines(3), ("lang",)),
        (Texts(3), {"stap": "lang"}),
        (Amounts(), {"rnvc": Decimal(-1)}),
        (Amounts(), {"rnvc": Decimal("0.125")}),
        (Codes((CodeScheme.LAW,), most=1), ("a", "b")),
    ],
)
def test_values_outside_the_limits_have_a_problem(value_type: ValueType[Any], value: object) -> None:
    problem = value_type.problem(value)
    assert problem is not None
    assert problem.nl != problem.en


def test_a_step_may_hold_lines_that_look_like_steps() -> None:
    texts = {"situatie": "eerste\ntaak: geen stap\n ingesprongen", "taak": "tweede"}
    assert Texts().show(texts, "nl").splitlines()[1] == " taak: geen stap"
    assert Texts().parse(Texts().show(texts, "nl"), "nl") == texts


def test_a_partial_date_spans_the_days_it_can_mean() -> None:
    assert (PartialDateValue(2024).first_day, PartialDateValue(2024).last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert PartialDateValue(2024, 2).last_day == date(2024, 2, 29)
    assert PartialDateValue(2024, 2, 3).first_day == PartialDateValue(2024, 2, 3).last_day == date(2024, 2, 3)
    with pytest.raises(ValueProblem):
        PartialDateValue(2024, 0, 3)
    with pytest.raises(ValueProblem):
        PartialDateValue(2023, 2, 29)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("vandaag", "2026-01-31"),
        ("Yesterday", "2026-01-30"),
        ("overmorgen", "2026-02-02"),
        ("+14", "2026-02-14"),
        ("-2 weken", "2026-01-17"),
        ("+1 maand", "2026-02-28"),
        ("-11m", "2025-02-28"),
        ("+1j", "2027-01-31"),
        ("2 mrt", "2026-03-02"),
        ("di 2-3", "2026-03-02"),
    ],
)
def test_a_date_may_be_counted_from_today(words: str, iso: str) -> None:
    assert CalendarDate().parse(seen_from(date(2026, 1, 31), words), "nl") == date.fromisoformat(iso)


@pytest.mark.parametrize("words", ["2-3-26", "", "maart 2019", "2019", "3-2019", "lang geleden"])
def test_a_date_that_is_whole_stays_as_it_was_typed(words: str) -> None:
    assert seen_from(date(2026, 1, 31), words) == words


@pytest.mark.parametrize("words", ["30-2", "-9999j"])
def test_a_day_that_does_not_exist_is_refused(words: str) -> None:
    with pytest.raises(ValueProblem):
        seen_from(date(2026, 1, 31), words)


@given(DAYS, st.sampled_from(["nl", "en"]))
def test_a_date_with_its_weekday_can_be_typed_again(day: date, language: Language) -> None:
    assert CalendarDate().parse(seen_from(day, show_weekday(day, language)), language) == day


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (date(2026, 3, 2), "2 mrt 2026", "2 Mar 2026"),
        (date(2025, 12, 31), "31 dec 2025", "31 Dec 2025"),
        (PartialDateValue(2019, 5), "mei 2019", "May 2019"),
        (PartialDateValue(2019, 3, 1), "1 mrt 2019", "1 Mar 2019"),
        (PartialDateValue(2019), "2019", "2019"),
    ],
)
def test_a_column_shows_dates_in_few_letters_which_can_be_typed_too(
    value: date | PartialDateValue, nl: str, en: str
) -> None:
    shown = {"nl": show_briefly(value, "nl"), "en": show_briefly(value, "en")}
    assert shown == {"nl": nl, "en": en}
    of = CalendarDate() if isinstance(value, date) else PartialDate()
    assert {of.parse(words, language) for language, words in shown.items()} == {value}
