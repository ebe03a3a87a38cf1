"""The command that looks for personal data: its sources, its outcome and its exit codes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from portfolio_app.documents.guarding import process
from tests.cli.conftest import Command
from tests.documents import evidence_files


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What stands on standard input; the test fills it."""
    content = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(content))
    return content


def file_with(folder: Path, words: str, name: str = "verslag.txt") -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def test_nothing_found_is_exit_0(command: Command, tmp_path: Path) -> None:
    done = command("scan", file_with(tmp_path, "Een verslag zonder namen."))
    assert (done.code, done.out, done.err) == (0, "Geen persoonsgegevens gevonden.\n", "")


def test_a_hit_is_exit_1_and_told_with_kind_place_text_and_confidence(command: Command, tmp_path: Path) -> None:
    done = command("scan", file_with(tmp_path, "Eerste regel\nBSN 123456782"), "--json")
    assert done.code == 1
    (hit,) = done.data["hits"]
    assert {name: hit[name] for name in ("source", "place", "kind", "text", "start", "end", "confidence")} == {
        "source": "verslag.txt",
        "place": "regel 2",
        "kind": "bsn",
        "text": "123456782",
        "start": 17,
        "end": 26,
        "confidence": "certain",
    }


def test_hits_are_printed_by_file_in_the_language_asked_for(command: Command, tmp_path: Path) -> None:
    done = command("scan", file_with(tmp_path, "Mail anna@example.com"), "--language", "en")
    assert done.out.splitlines()[0] == "verslag.txt"
    assert done.out.splitlines()[1].startswith("  line 1: e-mail address (certain): anna@example.com")


def test_standard_input_is_read(command: Command, standard_input: io.BytesIO) -> None:
    standard_input.write(b"Bel 06-12345678")
    standard_input.seek(0)
    done = command("scan", "-", "--json")
    assert done.code == 1
    assert [(hit["source"], hit["text"]) for hit in done.data["hits"]] == [("standaardinvoer", "06-12345678")]


def test_hits_can_be_limited_to_what_is_sure(command: Command, tmp_path: Path) -> None:
    path = file_with(tmp_path, "Bel 088-1234567")
    assert command("scan", path).code == 1
    assert command("scan", path, "--at-least", "likely").code == 0


def test_a_file_that_cannot_be_read_does_not_stop_the_others(command: Command, tmp_path: Path) -> None:
    path = file_with(tmp_path, "BSN 123456782")
    done = command("scan", tmp_path / "weg.txt", path, "--json")
    assert done.code == 3
    assert [hit["text"] for hit in done.data["hits"]] == ["123456782"]
    assert [Path(refused["source"]).name for refused in done.data["refused"]] == ["weg.txt"]
    assert "weg.txt" in done.err


def test_a_file_of_an_unknown_kind_is_exit_2_and_not_called_clean(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"\x00\x01")
    done = command("scan", path)
    assert (done.code, done.out) == (2, "")


def test_what_could_not_be_checked_is_told_aside(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "foto.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = command("scan", path)
    assert done.code == 0
    assert "foto.png" in done.err
    assert "bekijk zelf" in done.err


def test_nothing_to_check_is_wrong_use(command: Command) -> None:
    assert command("scan").code == 2


def test_names_and_own_details_come_from_the_vault(command: Command, vault: Path, tmp_path: Path) -> None:
    command("add", vault, "person", "--given_names", "Marieke", "--surname", "Vries", "--email", "m@voorbeeld.nl")
    added = command(
        "add", vault, "permission", "--pseudonym", "Werknemer 1", "--giver_name", "Fatima el Amrani",
        "--giver_kind", "employee", "--data_categories", "contact", "--purpose", "overleg",
        "--recipients", "arbodienst",
        "--ground", "legal-duty", "--legal_basis", "art. 7:658a BW", "--given_on", "2026-01-02",
    )  # fmt: skip
    assert added.code == 0, added.err
    path = file_with(tmp_path, "Mail m@voorbeeld.nl over F. el Amrani.")
    without = command("scan", path, "--json")
    assert [hit["text"] for hit in without.data["hits"]] == ["m@voorbeeld.nl"]
    done = command("scan", path, "--vault", vault, "--json")
    assert done.code == 1
    assert [(hit["kind"], hit["text"]) for hit in done.data["hits"]] == [("name", "F. el Amrani")]
    assert [own["text"] for own in done.data["own"]] == ["m@voorbeeld.nl"]


def test_without_a_file_what_a_dossier_would_show_is_checked(command: Command, vault: Path) -> None:
    words = ("--name", "Gesprek", "--model", "free", "--written_on", "2026-01-02", "--occasion", "Bel 06-12345678")
    assert command("add", vault, "reflection", *words).code == 0
    assert command("scan", "--vault", vault).code == 0
    assert command("add", vault, "reflection", *words, "--release", "register").code == 0
    done = command("scan", "--vault", vault, "--json")
    assert done.code == 1
    assert [(hit["record_kind"], hit["field"], hit["text"]) for hit in done.data["hits"]] == [
        ("reflection", "occasion", "06-12345678")
    ]


def test_a_file_that_takes_its_reader_along_is_named_and_the_others_go_on(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = "import os, struct; w = b'{\"ready\": true}'; os.write(1, struct.pack('>QQ', len(w), 0) + w)"
    monkeypatch.setattr(process, "own_command", lambda *_: (sys.executable, "-c", fails))
    heavy, fine = tmp_path / "zwaar.pdf", file_with(tmp_path, "Mail anna@example.com")
    heavy.write_bytes(evidence_files.certificate())
    done = command("scan", heavy, fine, "--json")
    assert done.code == 2
    assert [(each["source"], "afgebroken" in each["reason"]) for each in done.data["refused"]] == [(str(heavy), True)]
    assert [hit["source"] for hit in done.data["hits"]] == ["verslag.txt"]
    assert "zwaar.pdf" in done.err


def test_what_is_found_is_placed_by_name_and_not_by_code(command: Command, vault: Path) -> None:
    review = (
        "--law",
        "RNVC.WET14",
        "--reviewed_on",
        "2026-05-01",
        "--changes",
        "Bel 06-12345678",
        "--release",
        "register",
    )
    added = command("add", vault, "law_review", *review)
    assert added.code == 0, added.err
    (hit,) = command("scan", "--vault", vault, "--json").data["hits"]
    assert "RNVC.WET14" not in hit["source"]
    assert hit["text"] == "06-12345678"
