"""Words are looked up in a process of its own, and no dictionary can do more harm than to be refused."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_app.documents.spelling.dictionary import SPELLING, Dictionaries
from portfolio_app.documents.spelling.files import DictionaryFiles, DictionaryRefusedError
from tests.dictionaries import DUTCH, RULES, write_dictionary
from tests.documents.stand_in import STAND_IN

MUTATIONS = 60


@pytest.fixture(scope="module")
def dictionaries() -> Iterator[Dictionaries]:
    with Dictionaries() as opened:
        yield opened


@pytest.fixture
def dutch(tmp_path: Path) -> DictionaryFiles:
    return write_dictionary(tmp_path, "nl_NL", DUTCH)


def test_words_that_it_does_not_know(dictionaries: Dictionaries, dutch: DictionaryFiles) -> None:
    words = ["werknemer", "werknmer", "Gesprek", "gesprekk", "cliënt", "client", "zo’n", "zo'n", "hervattings"]
    assert dictionaries.wrong(dutch, words) == {"werknmer", "gesprekk", "client"}


def test_parts_with_hyphens_are_looked_up_one_by_one(dictionaries: Dictionaries, dutch: DictionaryFiles) -> None:
    words = ["WIA-gesprek", "WIA-gesprekk", "verzuim-gesprek", "verzuim-gesprekk"]
    assert dictionaries.wrong(dutch, words) == {"WIA-gesprekk", "verzuim-gesprekk"}


def test_one_with_its_stress_at_the_beginning_of_a_sentence(dictionaries: Dictionaries, tmp_path: Path) -> None:
    files = write_dictionary(tmp_path, "nl", ("één",))
    assert dictionaries.wrong(files, ["één", "Eén", "Eèn"]) == {"Eèn"}


def test_suggestions(dictionaries: Dictionaries, dutch: DictionaryFiles) -> None:
    assert "werknemer" in dictionaries.suggestions(dutch, "werknmer")
    assert dictionaries.suggestions(dutch, "q" * 200) == ()


def test_words_beyond_its_character_set_are_not_wrong(dictionaries: Dictionaries, tmp_path: Path) -> None:
    old = write_dictionary(tmp_path, "nl", DUTCH, rules=RULES.replace("UTF-8", "ISO8859-1"), encoding="latin-1")
    assert dictionaries.wrong(old, ["cliënt", "clïent", "Łódź", "dag😀"]) == {"clïent"}
    assert dictionaries.suggestions(old, "Łódź") == ()


def test_a_path_with_other_signs(dictionaries: Dictionaries, tmp_path: Path) -> None:
    files = write_dictionary(tmp_path / "Mijn wóórden ☂", "nl_NL", DUTCH)
    assert dictionaries.wrong(files, ["verzuim", "verzuum"]) == {"verzuum"}


@pytest.mark.parametrize(
    ("aff", "dic", "told"),
    [
        (RULES.encode(), None, "hoort ook het bestand"),
        (RULES.encode(), b"", "geen lijst van woorden"),
        (RULES.encode(), b"%PDF-1.7\n", "geen lijst van woorden"),
        (RULES.encode(), b"200000000\nhallo\n", "geen lijst van woorden"),
        (RULES.encode(), b"2\nhallo\0\n", "geen lijst van woorden"),
        (RULES.encode(), "2\ncliënt\n".encode("latin-1"), "tekenset"),
        (b"SET KLINGON-7\n", b"1\nhallo\n", "KLINGON-7"),
    ],
)
def test_what_is_no_dictionary_is_refused_by_name(
    dictionaries: Dictionaries, tmp_path: Path, aff: bytes, dic: bytes | None, told: str
) -> None:
    (tmp_path / "nl.aff").write_bytes(aff)
    if dic is not None:
        (tmp_path / "nl.dic").write_bytes(dic)
    with pytest.raises(DictionaryRefusedError) as refused:
        dictionaries.wrong(DictionaryFiles(tmp_path, "nl"), ["hallo"])
    assert told in refused.value.say("nl")


def test_one_too_large_is_not_read(dictionaries: Dictionaries, dutch: DictionaryFiles) -> None:
    with dutch.aff.open("r+b") as file:
        file.truncate(30_000_000)  # without taking room on the disk
    with pytest.raises(DictionaryRefusedError, match=r"nl_NL\.aff"):
        dictionaries.wrong(dutch, ["hallo"])


@pytest.mark.parametrize("harm", ["os.abort()", "time.sleep(60)", "os.write(1, b'x' * 64)", "sys.exit(0)"])
def test_one_that_takes_its_process_along_is_refused_and_asked_no_more(dutch: DictionaryFiles, harm: str) -> None:
    command = (sys.executable, "-c", STAND_IN + harm)
    with Dictionaries(replace(SPELLING, command=command, seconds=1)) as guarded:
        with pytest.raises(DictionaryRefusedError, match="was stopped"):
            guarded.wrong(dutch, ["hallo"])
        process = guarded._process
        with pytest.raises(DictionaryRefusedError):
            guarded.suggestions(dutch, "hallo")
        assert guarded._process is process


@pytest.mark.parametrize("answer", [b'{"wrong": 3}', b'{"wrong": [1, {}, "vreemd"]}', b"{}"])
def test_an_answer_that_makes_no_sense_marks_nothing(dutch: DictionaryFiles, answer: bytes) -> None:
    command = (sys.executable, "-c", f"{STAND_IN}say({answer!r}); time.sleep(600)")
    with Dictionaries(replace(SPELLING, command=command, seconds=60)) as guarded:
        assert guarded.wrong(dutch, ["hallo"]) == frozenset()


def test_damaged_rules_do_not_take_the_program_along(tmp_path: Path) -> None:
    chance = random.Random(20)
    rules = (
        RULES + "PFX A Y 1\nPFX A 0 her .\nREP 1\nREP f v\nCOMPOUNDMIN 3\nCOMPOUNDFLAG C\nBREAK 1\nBREAK -\n"
    ).encode()
    answered = 0
    with Dictionaries(replace(SPELLING, seconds=5)) as guarded:
        for number in range(MUTATIONS):
            damaged = bytearray(rules)
            for _ in range(chance.randrange(1, 12)):
                damaged[chance.randrange(len(damaged))] = chance.choice(b"\n\t 0123456789ASXPF.[]^-/\xff\x80")
            files = write_dictionary(tmp_path / str(number), "nl", DUTCH)
            files.aff.write_bytes(bytes(damaged))
            try:
                guarded.wrong(files, ["werknemer", "hallo"])
                guarded.suggestions(files, "wrknmer")
            except DictionaryRefusedError:
                continue
            answered += 1
    assert answered  # most damage is none that matters, and the next file has a process again


def test_the_entry_of_the_program_knows_the_word(dutch: DictionaryFiles) -> None:
    with Dictionaries(replace(SPELLING, command=(sys.executable, "-m", "portfolio_app", SPELLING.word))) as guarded:
        assert guarded.wrong(dutch, ["verzuum"]) == {"verzuum"}


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert Dictionaries()._command == (sys.executable, SPELLING.word)
