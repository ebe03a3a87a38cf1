"""The words that the person taught the spelling go along, and come back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.domain.records.growth import Action, Goal
from portfolio_app.exchange.archive.errors import RecordInArchiveError
from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.spelling import own_words as keeping
from portfolio_app.services.spelling.own_words import add_own_word, add_own_words, own_words
from tests.archive_files import members_of, rewritten
from tests.archived_portfolios import bring, everything

Open = Callable[[str], Portfolio]
WORDS = frozenset({"Oosterhaag", "re-integratiespoor", "café"})
EARLIER = Path(__file__).parents[2] / "fixtures" / "archives" / "without-words.zip"


def with_words(own: Portfolio, folder: Path) -> Path:
    add_own_words(own, WORDS)
    path = folder / "met-woorden.zip"
    export_archive(own, path)
    return path


def test_they_stand_in_a_file_of_their_own_that_fits_the_schema(own: Portfolio, archive: Path, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    assert "spelling/words.json" not in members_of(archive)
    members = members_of(with_words(own, tmp_path))
    words = json.loads(members["spelling/words.json"])
    assert words == sorted(WORDS)
    schema = json.loads(members["schemas/archive-1.schema.json"])
    Draft202012Validator({"$ref": "#/$defs/words", "$defs": schema["$defs"]}).validate(words)


def test_they_come_back_into_a_new_vault_and_the_same_archive_goes_out_of_it(
    own: Portfolio, open_new: Open, tmp_path: Path
) -> None:
    archive = with_words(own, tmp_path)
    other = open_new("ander")
    assert bring(other, archive).words == len(WORDS)
    assert own_words(other) == WORDS
    export_archive(other, tmp_path / "weer.zip", made_on=date(2026, 6, 16))
    assert (tmp_path / "weer.zip").read_bytes() == archive.read_bytes()


def test_a_vault_keeps_its_own_beside_them_and_a_rehearsal_keeps_none(
    own: Portfolio, open_new: Open, tmp_path: Path
) -> None:
    archive = with_words(own, tmp_path)
    other = open_new("ander")
    bring(other, archive)
    keeping.remove_own_words(other, WORDS - {"café"})
    add_own_word(other, "kantonrechter")
    assert bring(other, archive, dry_run=True).words == 2
    assert own_words(other) == {"café", "kantonrechter"}
    assert bring(other, archive).words == 2
    assert own_words(other) == WORDS | {"kantonrechter"}
    assert bring(other, archive).words == 0


def test_who_was_erased_does_not_come_back_as_a_word(own: Portfolio, tmp_path: Path) -> None:
    archive = with_words(own, tmp_path)
    (action,) = own.snapshot().of(Action)
    own.delete([action.id])
    with own.vault.storage.transaction("erase") as unit:
        unit.erase([action.id])
    assert own_words(own) == frozenset()
    imported = bring(own, archive)
    assert imported.erased == 1
    assert "gewist" in imported.refused_words.nl
    assert own_words(own) == frozenset()


def test_too_many_are_told_and_the_rest_comes_in(
    own: Portfolio, open_new: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = with_words(own, tmp_path)
    monkeypatch.setattr(keeping, "MOST_WORDS", 2)
    other = open_new("ander")
    imported = bring(other, archive)
    assert "niet meer dan 2" in imported.refused_words.nl
    assert own_words(other) == frozenset()
    assert everything(other) == everything(own)


@pytest.mark.parametrize("word", [5, "", "twee\nregels", "x" * 201, None, ["a"]])
def test_what_is_no_word_is_refused(own: Portfolio, open_new: Open, tmp_path: Path, word: object) -> None:
    def spoil(members: dict[str, bytes]) -> None:
        members["spelling/words.json"] = f"[\n{json.dumps(word)}\n]\n".encode()

    archive = rewritten(with_words(own, tmp_path), tmp_path / "fout.zip", spoil)
    other = open_new("ander")
    with pytest.raises(RecordInArchiveError, match="not a word"):
        bring(other, archive)
    assert own_words(other) == frozenset()


def test_an_archive_of_before_there_were_words_in_it_comes_in(open_new: Open, tmp_path: Path) -> None:
    earlier = Path(shutil.copy(EARLIER, tmp_path / "eerder.zip"))
    other = open_new("ander")
    imported = bring(other, earlier)
    assert (imported.is_whole, imported.operations, imported.evidence, imported.words) == (True, 9, 2, 0)
    assert [goal.name for goal in other.snapshot().of(Goal)] == ["Nog beter luisteren"]
    assert other.check().findings == ()
