"""Dictionaries are found where systems and programs keep them, and the person's own goes before any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.documents.spelling.dictionary import Dictionaries
from portfolio_app.documents.spelling.files import DictionaryRefusedError
from portfolio_app.services.spelling.finding import DictionaryPlaces, machine_folders, usual_places
from tests.dictionaries import DUTCH, dutch_and_english, write_dictionary


@pytest.fixture
def dictionaries() -> Iterator[Dictionaries]:
    with Dictionaries() as opened:
        yield opened


def test_each_language_finds_its_own_and_the_country_that_fits_best(tmp_path: Path) -> None:
    folder = dutch_and_english(tmp_path)
    for name in ("nl_BE", "nl", "en_US", "de_DE", "hyph_nl_NL"):
        write_dictionary(folder, name, DUTCH)
    places = DictionaryPlaces(machine=(tmp_path / "none", folder))
    dutch, english = places.find("nl"), places.find("en")
    assert dutch is not None
    assert english is not None
    assert (dutch.name, english.name) == ("nl_NL", "en_GB")


def test_words_without_rules_are_no_dictionary(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "nl_NL", DUTCH).aff.unlink()
    assert DictionaryPlaces(machine=(tmp_path,)).find("nl") is None


def test_the_own_one_goes_before_that_of_the_machine_until_it_is_given_up(
    tmp_path: Path, dictionaries: Dictionaries
) -> None:
    machine = dutch_and_english(tmp_path / "machine")
    places = DictionaryPlaces(tmp_path / "own", (machine,))
    chosen = write_dictionary(tmp_path / "stick", "Groene lijst", (*DUTCH, "eigenwijs"))
    taken = places.take_over(chosen.dic, "nl", dictionaries)
    assert places.find("nl") == taken
    assert places.is_own(taken)
    assert dictionaries.wrong(taken, ["eigenwijs", "eigenwijz"]) == {"eigenwijz"}
    places.give_up_own("nl")
    back = places.find("nl")
    assert back is not None
    assert back.folder == machine


def test_another_choice_takes_the_place_of_the_first(tmp_path: Path, dictionaries: Dictionaries) -> None:
    places = DictionaryPlaces(tmp_path / "own")
    places.take_over(write_dictionary(tmp_path, "een", DUTCH).aff, "nl", dictionaries)
    second = places.take_over(write_dictionary(tmp_path, "twee", DUTCH).dic, "nl", dictionaries)
    assert places.find("nl") == second
    assert {each.name for each in (tmp_path / "own" / "nl").iterdir()} == {"nl-twee.aff", "nl-twee.dic"}


def test_what_cannot_be_used_is_not_copied(tmp_path: Path, dictionaries: Dictionaries) -> None:
    places = DictionaryPlaces(tmp_path / "own")
    bad = write_dictionary(tmp_path, "kapot", DUTCH)
    bad.dic.write_bytes(b"geen getal\n")
    with pytest.raises(DictionaryRefusedError):
        places.take_over(bad.dic, "nl", dictionaries)
    with pytest.raises(WrongUseError, match="dic"):
        places.take_over(tmp_path / "foto.jpg", "nl", dictionaries)
    with pytest.raises(WrongUseError):
        DictionaryPlaces().take_over(bad.dic, "nl", dictionaries)
    assert places.find("nl") is None
    assert not (tmp_path / "own").exists()


def test_english_comes_along(tmp_path: Path, dictionaries: Dictionaries) -> None:
    english = usual_places(tmp_path).find("en")
    assert english is not None
    assert dictionaries.wrong(english, ["employee", "emploiee"]) == {"emploiee"}


@pytest.mark.parametrize(
    ("platform", "environment", "wanted"),
    [
        ("linux", {}, "/usr/share/hunspell"),
        ("linux", {"XDG_DATA_HOME": "/somebody/data"}, "/somebody/data/hunspell"),
        ("linux", {"XDG_DATA_DIRS": "relative:/nix/share"}, "/nix/share/hunspell"),
        ("darwin", {}, "/somebody/Library/Spelling"),
        ("win32", {"PROGRAMFILES": "/p"}, "/p/LibreOffice/share/extensions/dict-nl"),
    ],
)
def test_places_of_each_system(platform: str, environment: dict[str, str], wanted: str) -> None:
    folders = list(machine_folders(platform, environment, Path("/somebody")))
    assert Path(wanted) in folders
    assert all(folder.is_absolute() for folder in folders)
