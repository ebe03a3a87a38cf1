"""A text made plain, and the way back to where things stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.privacy.folding import fold

ODD = st.sampled_from(
    ["é", "e\u0301", "\u00ad", "\u200b", "ﬃ", "ĳ", "ß", "Æ", "\u00a0", "１", "–", "’", "█", "²", "漢", "İ"]
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë Brückner", "Zoe Bruckner"),
        ("e\u0301e\u0301n", "een"),
        ("Jan **de Vries** 06-12*345678*", "Jan de Vries 06-12345678"),
        ("1\u00a02\u202f3", "1 2 3"),
        ("a–b—c‑d−e", "a-b-c-d-e"),
        ("’t Hof", "'t Hof"),
        ("１２٣", "123"),
        ("woord\u00adafbreking\ufffe", "woordafbreking"),
        ("ﬁets ĳs Straße", "fiets ijs Strasse"),
        ("m² en 12¹", "m² en 12¹"),
        ("een\u2028twee\x85drie", "een\ntwee\ndrie"),
        ("█", "█"),
    ],
)
def test_one_spelling_for_what_is_the_same(text: str, plain: str) -> None:
    assert fold(text).text == plain


@given(st.text())
def test_plain_text_has_only_marks_of_its_own_kind(text: str) -> None:
    plain = fold(text).text
    assert not any(char in plain for char in "\u00a0\u00ad\u200b–—’")
    assert len(plain.lower()) == len(plain)


@given(st.text("abc 123", max_size=50))
def test_text_that_is_plain_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert folded.text == text
    assert all(folded.span(at, at + 1) == (at, at + 1) for at in range(len(text)))


@given(before=st.lists(ODD), inside=st.lists(st.one_of(ODD, st.just("x"))), after=st.lists(ODD))
def test_a_span_leads_back_to_what_it_came_from(before: list[str], inside: list[str], after: list[str]) -> None:
    head, middle = "".join(before), "".join(["<", *inside, ">"])
    folded = fold(head + middle + "".join(after))
    start, end = folded.text.index("<"), folded.text.index(">") + 1
    first, last = folded.span(start, end)
    found = folded.original[first:last]
    # What is invisible right behind it goes along; nothing visible does.
    assert found.startswith(middle)
    assert fold(found[len(middle) :]).text == ""
    assert first == len(head)
