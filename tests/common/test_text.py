from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.text import NO_TEXT, Text


@given(st.text(min_size=1), st.text(min_size=1))
def test_only_the_first_letter_becomes_a_capital(nl: str, en: str) -> None:
    capital = Text(nl, en).capitalised()
    assert (capital.nl, capital.en) == (nl[0].upper() + nl[1:], en[0].upper() + en[1:])
    assert capital.capitalised().nl[1:] == capital.nl[1:]


def test_nothing_stays_nothing() -> None:
    assert not NO_TEXT.capitalised()


def test_within_a_sentence_only_an_abbreviation_keeps_its_capital() -> None:
    assert Text("Cv-versie", "CV view").within_a_sentence() == Text("cv-versie", "CV view")
    assert NO_TEXT.within_a_sentence() == NO_TEXT
