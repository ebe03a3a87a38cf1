"""A dossier is made, signed and checked by commands, as the owner and the assessor would."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from tests.cli.conftest import Command
from tests.documents.certificates import NOW, PASSWORD, YEAR, bundle, certificate
from tests.documents.verifying import tampering

PERIOD = ("--from", "2024-01-01", "--to", "2026-12-31", "--date", "2026-06-15", "--place", "Utrecht")


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio_app.cli.main.SystemClock", lambda: FixedClock(NOW))


@pytest.fixture
def filled(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "vol.vakdossier"
    assert command("sample", path, "--records", "60", "--seed", "7", "--evidence", "2").code == 0
    return path


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, Path]:
    certificate_file, password_file = tmp_path / "sleutel.p12", tmp_path / "wachtwoord.txt"
    certificate_file.write_bytes(bundle())
    password_file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return certificate_file, password_file


def test_an_unsigned_dossier_is_intact_and_says_how_little_that_proves(
    command: Command, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "dossier.pdf"
    assert command("dossier", filled, "--register", "rnvc", *PERIOD, "-o", target).code == 0
    checked = command("verify", target)
    assert checked.code == 0
    assert "ongeschonden" in checked.out
    assert "houdt geen vervalser tegen" in checked.out
    english = command("--language", "en", "verify", target)
    assert "intact" in english.out
    assert "does not stop a forger" in english.out


def test_a_signed_dossier_tells_by_whom_and_what_was_done_to_it_since(
    command: Command, filled: Path, key: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "dossier.pdf"
    words = ("dossier", filled, "--register", "rnvc", *PERIOD, "--sign", key[0], "--sign-passphrase-file", key[1])
    assert command(*words, "-o", target).code == 0
    checked = command("verify", target)
    assert checked.code == 0
    assert "A. de Vries-van Dongen op 15 juni 2026 om 12:00" in checked.out
    assert "dekt het hele bestand" in checked.out
    target.write_bytes(tampering.appended(target.read_bytes(), tampering.page_turned(3)))
    changed = command("verify", target)
    assert changed.code == 1
    assert "Na de ondertekening: Veranderd: bladzijde 4" in changed.out
    data = command("verify", target, "--json").data
    assert (data["intact"], data["signed"]) == (False, False)
    assert data["findings"] == [
        {"change": "page-changed", "text": data["findings"][0]["text"], "page": 4, "afterSigning": True}
    ]
    assert data["signatures"][0]["signer"]["issuer"] == "Proefuitgever"


@pytest.mark.parametrize(
    ("content", "password", "code"),
    [
        (b"tekst", PASSWORD, 2),
        (None, "verkeerd", 3),
        (bundle(certificate(last=NOW - YEAR / 2)), PASSWORD, 2),
    ],
    ids=["no certificate", "wrong password", "expired"],
)
def test_nothing_is_written_when_it_cannot_be_signed(
    command: Command,
    filled: Path,
    key: tuple[Path, Path],
    tmp_path: Path,
    content: bytes | None,
    password: str,
    code: int,
) -> None:
    key[0].write_bytes(content or bundle())
    key[1].write_text(password, encoding="utf-8")
    target = tmp_path / "dossier.pdf"
    words = ("dossier", filled, "--register", "rnvc", *PERIOD, "--sign", key[0], "--sign-passphrase-file", key[1])
    refused = command(*words, "-o", target)
    assert refused.code == code
    assert refused.err.startswith("vakdossier: ")
    assert not target.exists()


def test_what_cannot_be_checked_is_told_by_its_exit_code(command: Command, tmp_path: Path) -> None:
    text = tmp_path / "tekst.txt"
    text.write_text("geen dossier", encoding="utf-8")
    assert command("verify", text).code == 2
    assert command("verify", tmp_path / "er-niet.pdf").code == 3
    broken = tmp_path / "stuk.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    assert command("verify", broken).code == 3


def test_a_password_without_a_certificate_is_wrong_use(
    command: Command, filled: Path, key: tuple[Path, Path], tmp_path: Path
) -> None:
    words = ("dossier", filled, "--register", "rnvc", *PERIOD, "--sign-passphrase-file", key[1])
    assert command(*words, "-o", tmp_path / "d.pdf").code == 2


def test_the_records_of_a_dossier_come_back_by_a_command(command: Command, filled: Path, tmp_path: Path) -> None:
    target, empty = tmp_path / "dossier.pdf", tmp_path / "leeg.vakdossier"
    assert command("dossier", filled, "--register", "rnvc", *PERIOD, "-o", target).code == 0
    assert command("new", empty).code == 0
    rehearsed = command("import", empty, target, "--dry-run")
    assert rehearsed.code == 0
    assert "er is niets veranderd" in rehearsed.out
    taken = command("import", empty, target, "--json").data
    assert taken["kept"]
    assert sum(taken["new"].values()) > 10
    again = command("import", empty, target, "--json").data
    assert (again["new"], again["different"], again["equal"]) == ({}, [], sum(taken["new"].values()))


def test_a_dossier_is_held_against_its_original_by_a_command(command: Command, filled: Path, tmp_path: Path) -> None:
    target, copy = tmp_path / "dossier.pdf", tmp_path / "kopie.pdf"
    assert command("dossier", filled, "--register", "rnvc", *PERIOD, "-o", target).code == 0
    copy.write_bytes(target.read_bytes())
    same = command("verify", copy, "--original", target)
    assert same.code == 0
    assert "byte voor byte gelijk" in same.out
    copy.write_bytes(tampering.saved_anew(target.read_bytes(), tampering.page_turned(2)))
    assert command("verify", copy, "--original", target, "--json").data["identicalToOriginal"] is False
