"""The recovery key on paper: one archival page from which the key can be read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Language
from portfolio_app.services.recovery_sheet import recovery_sheet, save_recovery_sheet
from portfolio_app.storage.recovery_key import RecoveryKey
from tests.documents.pdf.reading import page_texts
from tests.vaults import PASSPHRASE, quick_vault

MADE_ON = date(2026, 6, 15)


@pytest.fixture(params=["mijn loopbaan", "een heel lange naam van een portfolio dat niemand zo zou noemen", "字 ✓ ünï"])
def made(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> tuple[Path, RecoveryKey]:
    path = tmp_path / f"{request.param}.vakdossier"
    new = quick_vault(path, clock)
    new.vault.close()
    return path, new.recovery_key


def test_the_key_stands_on_one_page_and_the_passphrase_does_not(
    made: tuple[Path, RecoveryKey], language: Language, tmp_path: Path
) -> None:
    vault, key = made
    sheet = recovery_sheet(key.printed(), vault, made_on=MADE_ON, language=language)
    file = tmp_path / "blad.pdf"
    save_recovery_sheet(sheet, file, vault)
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        metadata = pdf.open_metadata()
        assert metadata.pdfa_status == "3A"
        assert str(pdf.Root.Lang).startswith(language)
    (words,) = page_texts(sheet)
    groups = [word for word in words.split() if word in key.groups()]
    assert RecoveryKey.parse(" ".join(groups)) == key
    assert PASSPHRASE not in words
    assert str(vault.parent) not in words


def test_the_same_sheet_has_the_same_bytes(made: tuple[Path, RecoveryKey]) -> None:
    vault, key = made
    one, other = (recovery_sheet(key.printed(), vault, made_on=MADE_ON, language="nl") for _ in range(2))
    assert one == other


def test_a_sheet_is_private_and_never_put_in_the_vault(made: tuple[Path, RecoveryKey], tmp_path: Path) -> None:
    vault, _ = made
    for place in (vault / "blad.pdf", vault / "backups" / "blad.pdf", tmp_path / "blad.txt"):
        with pytest.raises(WrongUseError):
            save_recovery_sheet(b"%PDF", place, vault)
        assert not place.exists()
    save_recovery_sheet(b"%PDF", tmp_path / "blad.pdf", vault)
    assert (tmp_path / "blad.pdf").stat().st_mode & 0o077 == 0
