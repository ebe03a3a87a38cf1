"""Marks in plain text set words off, and nothing that was typed is lost by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.marks import Opening, count_words, minutes_to_read, opening_of, stretches, without_marks


def test_bold_and_italic_are_set_off() -> None:
    found = [(each.text, each.bold, each.italic) for each in stretches("Ik was **echt** te *snel*.")]
    assert found == [
        ("Ik was ", False, False),
        ("echt", True, False),
        (" te ", False, False),
        ("snel", False, True),
        (".", False, False),
    ]


@pytest.mark.parametrize("line", ["2*3*4", "5 * 6 * 7", "**", "* *", "<b>niet</b>", "een * los teken", "**open"])
def test_what_is_no_mark_stays_as_it_was_typed(line: str) -> None:
    assert [each.text for each in stretches(line)] == [line]


@pytest.mark.parametrize(
    ("line", "opening", "words"),
    [
        ("- eerst", Opening.LIST, "eerst"),
        ("• **dan**", Opening.LIST, "dan"),
        ("> zei de werknemer", Opening.QUOTE, "zei de werknemer"),
        ("-5 graden", Opening.NONE, "-5 graden"),
        ("gewoon", Opening.NONE, "gewoon"),
    ],
)
def test_a_line_may_open_a_list_or_a_quotation(line: str, opening: Opening, words: str) -> None:
    assert opening_of(line)[0] is opening
    assert without_marks(line) == words


@given(st.text(alphabet="ab *\u00e9<>-", max_size=60))
def test_the_stretches_cover_the_line(line: str) -> None:
    at = 0
    for each in stretches(line):
        assert each.start == at
        assert each.text in line[each.start : each.end]
        at = each.end
    assert at == len(line)


def test_words_are_counted_and_their_reading_time_told() -> None:
    assert count_words("") == minutes_to_read(0) == 0
    assert count_words("Re-integratie duurde 1,5 jaar – zo'n 78 weken. **Echt.**") == 8
    assert minutes_to_read(1) == 1
    assert minutes_to_read(440) == 2
    assert minutes_to_read(441) == 3
