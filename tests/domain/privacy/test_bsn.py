"""The citizen service number: what is one, how it is written, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portfolio_app.domain.privacy import Confidence, Hit, HitKind, check_text
from portfolio_app.domain.privacy.bsn import is_bsn

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def bsn_in(text: str) -> list[Hit]:
    return [hit for hit in check_text(text) if hit.kind is HitKind.BSN]


def passes(number: int) -> bool:
    return number > 0 and sum(w * int(d) for w, d in zip(WEIGHTS, f"{number:09d}", strict=True)) % 11 == 0


@st.composite
def valid_numbers(draw: st.DrawFn) -> str:
    """Nine digits (or eight, of a number that begins with a zero) that pass the check."""
    first = draw(st.integers(1_000_000, 99_999_999))
    total = sum(w * int(d) for w, d in zip(WEIGHTS, f"{first:08d}", strict=False)) % 11
    assume(total != 10)
    digits = f"{first:08d}{total}"
    return digits[1:] if digits[0] == "0" and draw(st.booleans()) else digits


SEPARATORS = st.sampled_from([".", " ", "-", "\u00a0", "\u202f", " - ", "\u2011", "\u2013", "/", "_", "\u200b"])


@st.composite
def written(draw: st.DrawFn, digits: str) -> str:
    """The digits in groups, with separators of any kind between them."""
    cuts = sorted(draw(st.sets(st.integers(1, len(digits) - 1), max_size=4)))
    groups = [digits[i:j] for i, j in zip([0, *cuts], [*cuts, len(digits)], strict=True)]
    pieces = [groups[0]]
    for group in groups[1:]:
        pieces += [draw(SEPARATORS), group]
    return "".join(pieces)


@pytest.mark.parametrize(
    ("text", "found", "confidence"),
    [
        ("BSN 123456782", "123456782", Confidence.CERTAIN),
        ("bsn:123456782.", "123456782", Confidence.CERTAIN),
        ("burgerservicenummer (BSN) van haar: 1234.56.782", "1234.56.782", Confidence.CERTAIN),
        ("sofi-nummer 10000008", "10000008", Confidence.CERTAIN),
        ("BSN\n123 456\n782", "123 456\n782", Confidence.CERTAIN),
        ("BSN 123456782 2024", "123456782", Confidence.CERTAIN),
        ("BSN 12-03-2011", "", None),
        ("nummer 123456782", "123456782", Confidence.LIKELY),
        ("123.456.782", "123.456.782", Confidence.LIKELY),
        ("123\u00a0456\u00a0782", "123\u00a0456\u00a0782", Confidence.LIKELY),
        ("１２３４５６７８２", "１２３４５６７８２", Confidence.LIKELY),
        ("xx123456782yy", "123456782", Confidence.LIKELY),
        ("scan_123456782_v2.pdf", "123456782", Confidence.LIKELY),
        ("20240315_123456782.pdf", "123456782", Confidence.LIKELY),
        ("12-03-1980 123 456 782 15-03-1980", "123 456 782", Confidence.LIKELY),
        ("012345672", "012345672", Confidence.LIKELY),
        ("a;123456782;b", "123456782", Confidence.LIKELY),
        ("2024,123456782,zorg", "123456782", Confidence.LIKELY),
        ("10000008", "10000008", Confidence.POSSIBLE),
        ("certificaatnummer 123456782", "123456782", Confidence.POSSIBLE),
        ("NL123456782B01", "123456782", Confidence.POSSIBLE),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, found: str, confidence: Confidence | None) -> None:
    hits = bsn_in(text)
    assert [(hit.text, hit.confidence) for hit in hits] == ([(found, confidence)] if found else [])


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "1123456782",
        "12345678210",
        "000000000",
        "BSN 000000000",
        "0123456782",
        "16-10-2008",
        "2024-01-04",
        "20240311",
        "€ 123.456.782",
        "123.456.782 euro",
        "KvK 10000008",
        "RSIN 123456782",
        "ISSN 1000-0008",
        "123 456 782 901",
        "9f86d123456782c659a2",
        "2010 2021",
        "2010-2021",
        "2015 10 005",
        "NL00 BANK 0123 4567 82",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert bsn_in(text) == []


def test_two_numbers_beside_each_other_are_two() -> None:
    assert [hit.text for hit in bsn_in("123456782 111222333")] == ["123456782", "111222333"]


@given(
    number=st.data(),
    before=st.sampled_from(["Werknemer ", "(", "", "zie ", "wn:"]),
    after=st.sampled_from([".", " meldde zich ziek", ")", ""]),
)
def test_every_valid_number_is_found_in_prose(number: st.DataObject, before: str, after: str) -> None:
    digits = number.draw(valid_numbers())
    text = number.draw(written(digits))
    # Eight digits, or groups, in the shape of a date or of years are taken for those.
    assume(not _like_dates(digits, text))
    found = bsn_in(before + text + after)
    assert [hit.text for hit in found] == [text]


@given(number=st.data())
def test_every_valid_number_that_is_called_one_is_certain(number: st.DataObject) -> None:
    digits = number.draw(valid_numbers())
    text = number.draw(written(digits))
    assert [(hit.text, hit.confidence) for hit in bsn_in(f"Het BSN is {text}, zei hij.")] == [
        (text, Confidence.CERTAIN)
    ]


@given(number=st.integers(0, 999_999_999), data=st.data())
def test_no_number_that_fails_the_check_is_found(number: int, data: st.DataObject) -> None:
    assume(not passes(number))
    text = data.draw(written(f"{number:09d}"))
    assert bsn_in(f"BSN {text} hoort bij de melding") == []
    assert bsn_in(f"Nummer {text} hoort bij de melding") == []


@given(st.integers(0, 999_999_999))
def test_the_check_agrees_with_its_definition(number: int) -> None:
    assert is_bsn(f"{number:09d}") == passes(number)


def _like_dates(digits: str, text: str) -> bool:
    groups = "".join(char if char.isdigit() else " " for char in text.replace("\u200b", "")).split()
    year_ends = digits[4:6] in ("19", "20") or digits[:2] in ("19", "20")
    is_phone = digits.startswith("0") and len(digits) == 10
    return is_phone or (len(digits) == 8 and year_ends) or any(len(g) == 4 and g[:2] in ("19", "20") for g in groups)
