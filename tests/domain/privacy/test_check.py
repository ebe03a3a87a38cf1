"""The check as a whole: its laws, its corpora, and what it does with hostile text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.text import LANGUAGES
from portfolio_app.domain.privacy import MASK, Confidence, HitKind, KnownPeople, OwnDetails, check_text, examine, mask

HERE = Path(__file__).parent
KNOWN = KnownPeople(
    people=(
        "Fatima el Amrani",
        "Jos Bakker",
        "Zoë Brückner",
        "mevr. R. van den Heuvel-Jansma",
        "Ria van den Heuvel-Jansma",
        "Wil de Boer",
        "Mei de Jong",
        "P. de Wit",
        "K. Groot",
        "T. Visser",
        "M. Bos",
        "S. van den Berg",
    ),
    organisations=("Zonneveld Transport B.V.",),
)
OWN = OwnDetails(("Marieke de Vries",), ("marieke@voorbeeld.nl",), ("06-87654321",))
CLEAN = (HERE / "clean_sentences.txt").read_text(encoding="utf-8").splitlines()
MARKED = (HERE / "marked_sentences.txt").read_text(encoding="utf-8").splitlines()
MOST_FALSE_POSSIBILITIES = 8

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "123456782", "1234.56.782", "BSN ", "06-12345678", "+31 6 1234 5678", "NL91 ABNA 0417 1643 00",
                "a@b.nl",
                "info@b.nl", "geboren op ", "12-03-1980", "Kerkstraat 12", "1234 AB", "mevrouw ", "Bakker", "Fatima",
                "el Amrani", "Marieke de Vries", "marieke@voorbeeld.nl", "tel. ", "dossiernummer ", "2024-0123", " ",
                ", ", "\n", "-", ".", "(", ")", "0", "9", "@", "é", "e\u0301", "\u00ad", "\u00a0", "ĳ", "ﬃ", "█",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=14,
)  # fmt: skip
TEXTS = st.builds("".join, PIECES)


@given(TEXTS)
def test_hits_say_where_they_stand_and_never_overlap(text: str) -> None:
    checked = examine(text, KNOWN, OWN)
    done = 0
    for hit in sorted([*checked.hits, *checked.own], key=lambda hit: hit.start):
        assert 0 <= done <= hit.start < hit.end <= len(text)
        assert hit.text == text[hit.start : hit.end]
        done = hit.end


@given(TEXTS)
def test_the_same_text_gives_the_same_hits_in_the_order_of_the_text(text: str) -> None:
    hits = check_text(text, KNOWN, OWN)
    assert hits == check_text(text, KNOWN, OWN)
    assert list(hits) == sorted(hits, key=lambda hit: hit.start)


@given(TEXTS)
def test_a_masked_text_holds_nothing_certain(text: str) -> None:
    masked = mask(text, check_text(text, KNOWN, OWN))
    assert [hit for hit in check_text(masked, KNOWN, OWN) if hit.confidence is Confidence.CERTAIN] == []


@given(TEXTS)
def test_masking_changes_nothing_but_the_hits(text: str) -> None:
    hits = check_text(text, KNOWN, OWN)
    rest = text
    for hit in reversed(hits):
        rest = rest[: hit.start] + MASK + rest[hit.end :]
    assert mask(text, reversed(hits)) == rest


def test_overlapping_hits_are_masked_together() -> None:
    (first,) = check_text("x 123456782 y")
    (second,) = check_text("x 123456782")
    assert mask("x 123456782 y", [first, second]) == f"x {MASK} y"


def test_what_is_glued_to_a_hit_is_found_too() -> None:
    hits = check_text("123456782-06-12345678")
    assert [(hit.kind, hit.text) for hit in hits] == [(HitKind.BSN, "123456782"), (HitKind.PHONE, "06-12345678")]


def test_every_hit_explains_itself_in_both_languages() -> None:
    hits = [hit for line in MARKED for hit in check_text(_unmarked(line)[0], KNOWN, OWN)]
    assert {hit.kind for hit in hits} == set(HitKind)
    for hit in hits:
        assert all(hit.explanation.say(language).endswith(".") for language in LANGUAGES)


@pytest.mark.parametrize("line", MARKED)
def test_what_is_marked_is_found_and_nothing_else(line: str) -> None:
    text, marked = _unmarked(line)
    assert [(hit.kind.value, hit.text, hit.start) for hit in check_text(text, KNOWN)] == marked


@pytest.mark.parametrize("line", CLEAN)
def test_a_sentence_without_personal_data_gives_no_alarm(line: str) -> None:
    alarms = [hit for hit in check_text(line, KNOWN, OWN) if hit.confidence is not Confidence.POSSIBLE]
    assert alarms == []


def test_few_sentences_without_personal_data_give_even_a_doubt() -> None:
    assert len(CLEAN) >= 200
    doubts = [hit for line in CLEAN for hit in check_text(line, KNOWN, OWN)]
    assert len(doubts) <= MOST_FALSE_POSSIBILITIES


def test_sentences_together_give_no_more_alarms_than_apart() -> None:
    hits = check_text("\n".join(CLEAN), KNOWN, OWN)
    assert [hit for hit in hits if hit.confidence is not Confidence.POSSIBLE] == []


@pytest.mark.parametrize(
    "piece",
    [
        "1", "1 ", "1.", "06 ", "06-", "+1", "0 ", "@", "a@", "a@a.", "a.", "NL91 ", "A.", "A ", "Jan ", "van de der ",
        "geboren ", "geboren op ", "1234AB ", "A 1 1234 AB ", "straat 1 ", "mevrouw A. de ", "dossier nr 1-", "bsn ",
        "\n", " ", "e\u0301", "\u00ad", "\u200b1", "ﬃ", "[at]", "a [at] b [dot] ", "123 456 ", "█", "fatima ", "F. ",
    ],
)  # fmt: skip
def test_hostile_repetition_is_checked_to_its_end(piece: str) -> None:
    """Every pattern is bounded: a text that repeats what starts one costs no more than its length."""
    secret = " mail anna@example.com "
    text = piece * (100_000 // len(piece)) + "\n\n," + secret
    assert "anna@example.com" in [hit.text for hit in check_text(text, KNOWN, OWN)]


def test_a_million_characters_of_ordinary_text_are_checked() -> None:
    prose = " ".join(CLEAN)
    text = (prose + "\n") * (1_000_000 // len(prose)) + "BSN 123456782"
    assert [hit.text for hit in check_text(text, KNOWN, OWN) if hit.confidence is Confidence.CERTAIN] == ["123456782"]


def _unmarked(line: str) -> tuple[str, list[tuple[str, str, int]]]:
    """Return a line without its marks, and the hits that they promise."""
    text = ""
    marked = []
    done = 0
    for found in re.finditer(r"\{([a-z-]+):([^}]*)\}", line):
        text += line[done : found.start()]
        marked.append((found[1], found[2], len(text)))
        text += found[2]
        done = found.end()
    return text + line[done:], marked
