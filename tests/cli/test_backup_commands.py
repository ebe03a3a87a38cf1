"""Commands on backups, as a person gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.storage.test_backup_store import flip


@pytest.fixture
def filled(command: Command, vault: Path) -> Path:
    for name in ("Gesprekstechniek", "Wetgeving"):
        assert command("add", vault, "skill", "--name", name).code == 0
    return vault


def test_a_backup_is_made_once_and_then_there_is_nothing_new(command: Command, filled: Path) -> None:
    first = command("backup", filled, "--json")
    assert first.code == 0
    (made,) = first.data
    assert (made["place"], made["problem"]) == ("vault", None)
    assert Path(made["backup"]).is_dir()
    again = command("backup", filled)
    assert again.code == 0
    assert "niets veranderd" in again.out
    assert command("backup", filled, "--language", "en").out.startswith("Nothing has changed")


def test_a_second_place_is_chosen_used_and_told(command: Command, filled: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert [each["place"] for each in command("backup", filled, "--second-place", stick, "--json").data] == [
        "vault",
        "second",
    ]
    told = command("backup", filled, "--status")
    assert told.code == 0
    assert "tweede plaats" in told.out
    stick.rename(tmp_path / "weg")
    command("add", filled, "skill", "--name", "Rapporteren")
    failed = command("backup", filled)
    assert failed.code == 3
    assert "niet bereikbaar" in failed.err
    assert failed.err.count("\n") == 1
    told = command("backup", filled, "--status", "--json")
    assert told.code == 1
    assert [each["available"] for each in told.data] == [True, False]
    assert [each["behind"] for each in told.data] == [False, True]
    assert command("backup", filled, "--only-vault").code == 0


def test_one_backup_to_a_folder_that_must_exist(command: Command, filled: Path, tmp_path: Path) -> None:
    assert command("backup", filled, "--to", tmp_path / "weg").code == 2
    (tmp_path / "usb").mkdir()
    (made,) = command("backup", filled, "--to", tmp_path / "usb", "--json").data
    assert Path(made["backup"]).is_relative_to(tmp_path / "usb")


def test_restore_lists_restores_and_takes_into_use(command: Command, filled: Path) -> None:
    (made,) = command("backup", filled, "--json").data
    command("add", filled, "skill", "--name", "Van later")
    listed = command("restore", filled, "--json")
    assert [each["records"] for each in listed.data] == [2, 1], "the one asked for, and the one of the first change"
    assert "gegevens" in command("restore", filled, "--list").out
    assert command("restore", made["backup"], "-o", filled).code == 2
    new = filled.with_name("terug.vakdossier")
    restored = command("restore", made["backup"], "-o", new, "--replace", filled, "--json")
    assert restored.code == 0
    assert restored.data["compared"]["counts"] == {"skill": {"old": 3, "new": 2}}
    assert Path(restored.data["old_vault"]).is_dir()
    assert len(command("list", filled, "skill", "--json").data) == 2
    assert len(command("list", restored.data["old_vault"], "skill", "--json").data) == 3


def test_the_recovery_key_restores_too(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "met-sleutel.vakdossier"
    key = command("new", path, "--json").data["recovery_key"]
    command("backup", path)
    (tmp_path / "sleutel.txt").write_text(key + "\n", encoding="utf-8")
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    new = tmp_path / "terug.vakdossier"
    assert command("restore", path, "-o", new, "--recovery-key-file", tmp_path / "sleutel.txt").code == 0
    assert command("restore", path, "--recovery-key-file", tmp_path / "weg.txt").code == 3


def test_a_damaged_backup_is_named_with_the_next_good_one(command: Command, filled: Path) -> None:
    (older,) = command("backup", filled, "--json").data
    command("add", filled, "skill", "--name", "Van later")
    (newer,) = command("backup", filled, "--json").data
    flip(Path(newer["backup"]) / "portfolio.db")
    refused = command("restore", newer["backup"], "-o", filled.with_name("x.vakdossier"))
    assert refused.code == 3
    assert Path(newer["backup"]).name in refused.err
    assert Path(older["backup"]).name in refused.err
    assert not filled.with_name("x.vakdossier").exists()


def test_where_nothing_is_to_be_restored(command: Command, tmp_path: Path) -> None:
    assert command("restore", tmp_path, "-o", tmp_path / "x.vakdossier").code == 2


def test_repair_of_a_sound_vault_and_of_a_damaged_one(command: Command, filled: Path) -> None:
    sound = command("repair", filled)
    assert sound.code == 0
    assert "niets verloren" in sound.out
    flip(filled / "portfolio.db", 0.7)
    assert command("check", filled).code in {1, 3}
    repaired = command("repair", filled, "--replace", "--json")
    assert repaired.data["findings"] == []
    assert repaired.data["new_vault"]["records"] == 2
    assert Path(repaired.data["old_vault"]).is_dir()
    assert command("check", filled).code == 0
    assert len(command("list", filled, "skill", "--json").data) == 2
