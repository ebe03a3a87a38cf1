"""Export and import as a person gives them on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

STRONG = "kraanvogel tuinslang hoefijzer zoutvat meander"


@pytest.fixture
def filled(command: Command, vault: Path) -> Path:
    for name in ("Beter luisteren", "Korter schrijven"):
        done = command("add", vault, "goal", "--name", name, "--status", "planned", "--deadline", "1-12-2026")
        assert done.code == 0, done.err
    return vault


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "nieuw.vakdossier"
    assert command("new", path).code == 0
    return path


def listed(command: Command, vault: Path) -> object:
    return command("list", vault, "goal", "--json").data


def test_everything_goes_out_and_into_a_new_vault(command: Command, filled: Path, empty: Path, tmp_path: Path) -> None:
    archive = tmp_path / "alles.zip"
    exported = command("export", filled, "-o", archive, "--json")
    assert exported.code == 0
    assert exported.data["records"] == 2
    assert exported.data["protected"] is False
    imported = command("import", empty, archive, "--json")
    assert imported.code == 0
    assert imported.data["whole"] is True
    assert listed(command, empty) == listed(command, filled)
    assert command("history", empty, "--json").data == command("history", filled, "--json").data
    assert command("check", empty).code == 0


def test_it_is_said_before_and_after_that_everything_is_in_it(command: Command, filled: Path, tmp_path: Path) -> None:
    exported = command("export", filled, "-o", tmp_path / "alles.zip")
    assert "bevat alles" in exported.err
    assert "niet versleuteld" in exported.err
    assert "alles.zip" in exported.out
    english = command("export", filled, "-o", tmp_path / "alles.zip", "--language", "en")
    assert "holds everything" in english.err
    assert "not encrypted" in english.err


def test_the_same_date_gives_the_same_file(command: Command, filled: Path, tmp_path: Path) -> None:
    for name in ("een.zip", "twee.zip"):
        command("export", filled, "-o", tmp_path / name, "--date", "2-3-2026")
    assert (tmp_path / "een.zip").read_bytes() == (tmp_path / "twee.zip").read_bytes()


def test_a_protected_archive_needs_its_passphrase(command: Command, filled: Path, empty: Path, tmp_path: Path) -> None:
    secret, archive = tmp_path / "zin.txt", tmp_path / "dicht.zip"
    secret.write_text(STRONG + "\n", encoding="utf-8")
    exported = command("export", filled, "-o", archive, "--protect-file", secret)
    assert exported.code == 0
    assert "AES-256" in exported.err
    refused = command("import", empty, archive)
    assert refused.code == 3
    assert "wachtwoordzin" in refused.err
    assert command("import", empty, archive, "--protect-file", secret).code == 0
    assert listed(command, empty) == listed(command, filled)


@pytest.mark.parametrize("weak", ["", "welkom123"])
def test_a_weak_passphrase_is_wrong_use(command: Command, filled: Path, tmp_path: Path, weak: str) -> None:
    secret = tmp_path / "zin.txt"
    secret.write_text(weak, encoding="utf-8")
    refused = command("export", filled, "-o", tmp_path / "dicht.zip", "--protect-file", secret)
    assert refused.code == 2
    assert not (tmp_path / "dicht.zip").exists()


def test_a_dry_run_tells_and_changes_nothing(command: Command, filled: Path, empty: Path, tmp_path: Path) -> None:
    command("export", filled, "-o", tmp_path / "alles.zip")
    rehearsed = command("import", empty, tmp_path / "alles.zip", "--dry-run")
    assert rehearsed.code == 0
    assert "er is niets veranderd" in rehearsed.out
    assert "Nieuw: 2" in rehearsed.out
    assert listed(command, empty) == []


def test_what_differs_is_named_and_the_whole_is_undone_at_once(command: Command, filled: Path, tmp_path: Path) -> None:
    command("export", filled, "-o", tmp_path / "alles.zip")
    before = listed(command, filled)
    first = before[0]["id"]  # type: ignore[index]
    command("edit", filled, first, "--name", "Anders")
    kept = command("import", filled, tmp_path / "alles.zip")
    assert kept.code == 0
    assert "Anders" in kept.out
    assert "--replace" in kept.out
    replaced = command("import", filled, tmp_path / "alles.zip", "--replace", "--json")
    assert [each["id"] for each in replaced.data["different"]] == [first]
    assert listed(command, filled) == before
    command("undo", filled)
    assert json.dumps(listed(command, filled)).count("Anders") >= 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"", 2), (b"hallo", 2), (b"PK\3\4 afgebroken", 3), (b"PK\5\6" + bytes(18), 2)]
)
def test_another_file_is_refused_in_words(
    command: Command, empty: Path, tmp_path: Path, content: bytes, code: int
) -> None:
    (tmp_path / "iets.zip").write_bytes(content)
    refused = command("import", empty, tmp_path / "iets.zip")
    assert refused.code == code
    assert refused.err.startswith("vakdossier: ")
    assert command("history", empty, "--json").data == []


def test_a_file_that_is_not_there_is_refused_in_words(command: Command, empty: Path, tmp_path: Path) -> None:
    assert command("import", empty, tmp_path / "weg.zip").code == 3
