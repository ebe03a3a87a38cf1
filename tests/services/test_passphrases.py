"""Passphrases are judged by how hard they are to guess, in Dutch as in English, never by what signs they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.services.passphrases import Strength, judge


@pytest.mark.parametrize(
    "passphrase",
    [
        "a",
        "welkom01",
        "Welkom2024!",
        "W3lk0m01",
        "P@ssw0rd123",
        "qwertyuiop",
        "123456789012",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "jandevries1980",
        "lieverdje",
        "de het een van",
        "Feyenoord15-06-1980",
        "geheimgeheimgeheim",
    ],
)
def test_what_people_try_first_is_very_weak_whatever_signs_it_holds(passphrase: str) -> None:
    judged = judge(passphrase)
    assert judged.strength is Strength.VERY_WEAK
    assert judged.advice


@pytest.mark.parametrize(
    ("passphrase", "least"),
    [
        ("vier woorden zonder verband", Strength.FAIR),
        ("fiets tulp wolk kaas", Strength.FAIR),
        ("correct horse battery staple", Strength.GOOD),
        ("geit fluistert langs bevroren orgelpijp", Strength.STRONG),
        ("J8$kq2!vZr0P", Strength.GOOD),
        ("xvqkzjwpytrm", Strength.GOOD),
    ],
)
def test_words_without_a_link_and_random_signs_are_worth_something(passphrase: str, least: Strength) -> None:
    assert judge(passphrase).strength >= least


def test_another_word_helps_and_the_same_word_hardly() -> None:
    one = judge("geit fluistert langs").guesses
    assert judge("geit fluistert langs orgelpijp").guesses > one + 3
    assert judge("orgelpijporgelpijp").guesses < judge("orgelpijp").guesses + 2


def test_spaces_capitals_and_digits_for_letters_hardly_help() -> None:
    plain = judge("tulpenveld").guesses
    for dressed_up in ("Tulpenveld", "tulpenveld ", "tulpenveld!"):
        assert judge(dressed_up).guesses < plain + 2.5
    assert judge("w@chtw00rd").guesses < judge("wachtwoord").guesses + 2


def test_the_name_of_the_portfolio_is_no_secret() -> None:
    passphrase = "Zonnebloemendijk"
    assert judge(passphrase, ("zonnebloemendijk",)).strength is Strength.VERY_WEAK
    assert judge(passphrase, ("zonnebloemendijk",)).guesses < judge(passphrase).guesses
    assert "portfolio" in judge(passphrase, ("zonnebloemendijk",)).advice[0].nl


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [
        ("iloveyou", "buitgemaakte"),
        ("qazwsxedcrfv", "buitgemaakte"),
        ("hjkl;'zxcv", "Toetsen"),
        ("ababababab", "Herhalen"),
        ("abcdefghij", "Reeksen"),
        ("15-06-1980", "jaartallen"),
        ("femke", "Namen"),
        ("vakdossier", "veel mensen"),
    ],
)
def test_the_advice_says_why(passphrase: str, word: str) -> None:
    assert word in " ".join(advice.nl for advice in judge(passphrase).advice)


def test_what_is_good_needs_no_advice() -> None:
    assert judge("geit fluistert langs bevroren orgelpijp").advice == ()


def test_labels_and_meanings_are_there_in_both_languages() -> None:
    assert len({level.label.en for level in Strength} | {level.meaning.en for level in Strength}) == 2 * len(Strength)


@given(st.text(max_size=300))
def test_any_text_is_judged(passphrase: str) -> None:
    judged = judge(passphrase)
    assert judged.guesses >= 0
    assert bool(judged.advice) == (judged.strength < Strength.GOOD)
