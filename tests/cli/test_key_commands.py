"""Changing the passphrase, checking and renewing the recovery key, and the keyring, from the command line."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import PASSPHRASE, Command
from tests.keyrings import MemoryKeyring

NEW = "geit fluistert langs bevroren orgelpijp"


def file_with(path: Path, words: str) -> Path:
    path.write_text(words + "\nlater\n", encoding="utf-8")
    return path


@pytest.fixture
def made(command: Command, tmp_path: Path) -> tuple[Path, str]:
    """A new vault and its recovery key."""
    path = tmp_path / "kluis.vakdossier"
    return path, command("new", path, "--json").data["recovery_key"]


def test_the_passphrase_is_changed_by_the_present_one(
    command: Command, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = file_with(tmp_path / "nieuw", NEW)
    changed = command("passphrase", vault, "--new-passphrase-file", new)
    assert changed.code == 0
    assert "geldt" in changed.out
    assert "eservekopie" in changed.err
    assert command("list", vault, "goal").code == 3
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", NEW)
    assert command("list", vault, "goal").code == 0


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(
    command: Command, made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, key = made
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    by_key = ("--recovery-key-file", file_with(tmp_path / "sleutel", key.lower()))
    assert command("passphrase", vault, *by_key, "--new-passphrase-file", file_with(tmp_path / "nieuw", NEW)).code == 0
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", NEW)
    assert command("list", vault, "goal").code == 0


def test_a_wrong_passphrase_changes_nothing(
    command: Command, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = file_with(tmp_path / "fout", "iets anders")
    new = file_with(tmp_path / "nieuw", NEW)
    assert command("passphrase", vault, "--passphrase-file", wrong, "--new-passphrase-file", new).code == 3
    assert command("list", vault, "goal").code == 0


def test_nobody_at_a_prompt_is_told_what_to_give(
    command: Command, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = command("passphrase", vault)
    assert told.code == 3
    assert "--new-passphrase-file" in told.err
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    assert "--recovery-key-file" in command("passphrase", vault, "--forgotten").err
    assert "--passphrase-file" in command("recovery-key", vault, "renew").err


def test_a_very_weak_passphrase_must_be_meant(command: Command, vault: Path, tmp_path: Path) -> None:
    weak = file_with(tmp_path / "zwak", "welkom01")
    told = command("passphrase", vault, "--new-passphrase-file", weak)
    assert told.code == 2
    assert "--allow-weak" in told.err
    assert "woorden" in told.err
    assert command("list", vault, "goal").code == 0
    assert command("passphrase", vault, "--new-passphrase-file", weak, "--allow-weak").code == 0
    assert command("list", vault, "goal").code == 3


def test_a_person_may_mean_a_very_weak_passphrase(
    command: Command, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    weak = file_with(tmp_path / "zwak", "welkom01")
    answers = iter(["", "ja"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    refused = command("passphrase", vault, "--new-passphrase-file", weak)
    assert refused.code == 2
    assert "niets veranderd" in refused.err
    assert command("passphrase", vault, "--new-passphrase-file", weak).code == 0


def test_a_new_vault_asks_the_same_of_its_passphrase(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", "geheim")
    vault = tmp_path / "zwak.vakdossier"
    assert command("new", vault).code == 2
    assert not vault.exists()
    assert command("new", vault, "--allow-weak").code == 0


def test_a_new_passphrase_is_typed_twice(command: Command, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter([NEW, NEW + "!", NEW, NEW])
    monkeypatch.setattr("getpass.getpass", lambda _label: next(typed))
    assert command("passphrase", vault).code == 3
    assert command("passphrase", vault).code == 0


def test_the_recovery_key_is_checked(command: Command, made: tuple[Path, str], tmp_path: Path) -> None:
    vault, key = made
    right = file_with(tmp_path / "goed", key)
    assert command("recovery-key", vault, "test", "--recovery-key-file", right).code == 0
    slip = key[:-1] + ("0" if key[-1] != "0" else "1")
    told = command("recovery-key", vault, "test", "--recovery-key-file", file_with(tmp_path / "fout", slip))
    assert told.code == 1
    assert "groep 6" in told.out
    assert f"“{key[-1]}”" in told.out


def test_a_renewed_recovery_key_ends_the_old_one(command: Command, made: tuple[Path, str], tmp_path: Path) -> None:
    vault, old = made
    renewed = command("recovery-key", vault, "renew", "--json")
    assert renewed.code == 0
    key = renewed.data["recovery_key"]
    old_file, new_file = file_with(tmp_path / "oud", old), file_with(tmp_path / "nieuw", key)
    assert command("recovery-key", vault, "test", "--recovery-key-file", old_file, "--json").data["opens"] is False
    assert command("recovery-key", vault, "test", "--recovery-key-file", new_file, "--json").data["opens"] is True


def test_the_recovery_key_stands_on_a_sheet(command: Command, tmp_path: Path) -> None:
    vault, sheet = tmp_path / "kluis.vakdossier", tmp_path / "blad.pdf"
    made = command("new", vault, "--sheet", sheet)
    assert made.code == 0
    assert str(sheet) in made.out
    with pikepdf.open(sheet) as pdf:
        assert len(pdf.pages) == 1
    renewed = tmp_path / "nieuw.pdf"
    assert command("recovery-key", vault, "renew", "--sheet", renewed, "--json").data["sheet"] == str(renewed)
    assert renewed.exists()


def test_a_sheet_that_cannot_stand_there_leaves_the_old_key(
    command: Command, made: tuple[Path, str], tmp_path: Path
) -> None:
    vault, old = made
    for place in (vault / "blad.pdf", tmp_path / "blad.txt", tmp_path / "geen map" / "blad.pdf"):
        assert command("recovery-key", vault, "renew", "--sheet", place).code in (2, 3)
        assert not place.exists()
    old_file = file_with(tmp_path / "oud", old)
    assert command("recovery-key", vault, "test", "--recovery-key-file", old_file).code == 0


def test_a_new_vault_whose_sheet_cannot_be_written_tells_its_key_all_the_same(command: Command, tmp_path: Path) -> None:
    told = command("new", tmp_path / "kluis.vakdossier", "--sheet", tmp_path / "geen map" / "blad.pdf")
    assert told.code == 3
    assert "Herstelsleutel: " in told.out


def test_the_keyring_comes_after_the_environment_and_before_the_prompt(
    command: Command, vault: Path, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("keyring", vault, "--json").data["keyring"] is False
    turned_on = command("keyring", vault, "on")
    assert turned_on.code == 0
    assert "aangemeld" in turned_on.err
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", "niet deze")
    assert command("list", vault, "goal").code == 3
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    assert command("list", vault, "goal").code == 0
    assert command("keyring", vault, "off").code == 0
    assert memory_keyring.entries == {}
    assert command("list", vault, "goal").code == 3


def test_a_keyring_that_fails_is_told_and_the_passphrase_asked(
    command: Command, vault: Path, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("keyring", vault, "on")
    memory_keyring.broken = True
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    told = command("list", vault, "goal")
    assert told.code == 3
    assert "sleutelbos" in told.err
    assert "--passphrase-file" in told.err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _label: PASSPHRASE)
    assert command("list", vault, "goal").code == 0


def test_no_keyring_is_loaded_for_a_vault_that_does_not_use_one(
    command: Command, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert "sleutelbos" not in command("list", vault, "goal").err
