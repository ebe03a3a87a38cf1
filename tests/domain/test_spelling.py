"""Which words of a line are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.spelling import words_of


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ik sprak de werknemer.", ["Ik", "sprak", "de", "werknemer"]),
        ("- **Rustig** en *met* zorg", ["Rustig", "en", "met", "zorg"]),
        ("‘Zo’n dag’, zei de cliënt", ["Zo’n", "dag", "zei", "de", "cliënt"]),
        ("’s Avonds in de re-integratie", ["Avonds", "in", "de", "re-integratie"]),
        ("UWV en WIA vroegen A4 en 2e keer, week 10", ["en", "vroegen", "en", "keer", "week"]),
        ("RNVC.UC6 staat in plan_a.docx", ["staat", "in"]),
        ("mail e.voorbeeld@voorbeeld.nl of https://voorbeeld.nl/pad/woord nu", ["mail", "of", "nu"]),
        ("werkgever/werknemer", ["werkgever", "werknemer"]),
        ("klaar.Daarna weer", ["weer"]),
        ("", []),
    ],
)
def test_words(line: str, words: list[str]) -> None:
    assert [each.text for each in words_of(line)] == words


@given(st.text(max_size=200))
def test_a_word_stands_where_it_says_and_words_do_not_overlap(line: str) -> None:
    end = 0
    for word in words_of(line):
        assert end <= word.start < word.end
        assert line[word.start : word.end] == word.text
        end = word.end
