"""Words of one's own stand in the vault, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.spelling import own_words as module
from portfolio_app.services.spelling.own_words import add_own_word, own_words, remove_own_words
from portfolio_app.storage.kept import OWN_WORDS
from tests.vaults import quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as made:
        yield made


def test_added_removed_and_still_there_the_next_time(portfolio: Portfolio) -> None:
    assert own_words(portfolio) == frozenset()
    add_own_word(portfolio, "Oeverwaarde")
    assert add_own_word(portfolio, "Fenna") == {"Oeverwaarde", "Fenna"}
    assert own_words(portfolio) == {"Oeverwaarde", "Fenna"}
    assert remove_own_words(portfolio, frozenset({"Fenna"})) == {"Oeverwaarde"}
    assert own_words(portfolio) == {"Oeverwaarde"}


def test_no_file_of_the_vault_shows_them(portfolio: Portfolio, tmp_path: Path) -> None:
    add_own_word(portfolio, "Fennelientje")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Fennelientje" in file.read_bytes()]


def test_there_is_an_end_to_it(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 2)
    add_own_word(portfolio, "een")
    add_own_word(portfolio, "twee")
    with pytest.raises(WrongUseError, match="2"):
        add_own_word(portfolio, "drie")


@pytest.mark.parametrize("kept", ["{", "3", '{"a": 1}'])
def test_what_cannot_be_understood_is_no_word(portfolio: Portfolio, kept: str) -> None:
    portfolio.keep(OWN_WORDS, kept)
    assert own_words(portfolio) == frozenset()
