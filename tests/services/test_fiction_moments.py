"""How the fictional portfolio reckons its dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.services.fiction.moments import day_of, months_later, partial_of, working_day

THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", THURSDAY),
        ("-1d", date(2026, 11, 18)),
        ("-1y-2m-3d", date(2025, 9, 16)),
        ("+6w", date(2026, 12, 30)),
        ("year:01-20", date(2026, 1, 20)),
        ("year-1:12-31!", date(2025, 12, 31)),
        ("-4d", date(2026, 11, 13)),
        ("-4d!", date(2026, 11, 15)),
        ("year:12-25", date(2026, 12, 23)),
    ],
)
def test_a_day_is_told_from_today(words: str, day: date) -> None:
    assert day_of(words, THURSDAY) == day


@pytest.mark.parametrize(
    ("words", "told"), [("-9y", "2017"), ("-9y-11m", "2016-12"), ("-7m", "2026-04"), ("-19m-4d", "2025-04-15")]
)
def test_a_partial_date_is_as_exact_as_its_words(words: str, told: str) -> None:
    assert partial_of(words, THURSDAY) == told


@pytest.mark.parametrize("words", ["", "yesterday", "3d", "-3q", "year:13-01"])
def test_what_tells_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"no day|month"):
        day_of(words, THURSDAY)


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_a_working_day_is_never_in_a_weekend_and_never_later(day: date) -> None:
    worked = working_day(day)
    assert worked.weekday() < 5
    assert 0 <= (day - worked).days <= 7


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(-240, 240))
def test_months_keep_the_day_or_the_last_one(day: date, months: int) -> None:
    later = months_later(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or later.day < day.day <= 31
