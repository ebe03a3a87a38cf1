"""Archives with a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.exchange.archive.errors import (
    ProtectedArchiveError,
    WeakPassphraseError,
    WrongArchivePassphraseError,
)
from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from tests.archived_portfolios import NOTHING, STRONG, bring, everything
from tests.vaults import PASSPHRASE

Open = Callable[[str], Portfolio]


def test_a_protected_archive_comes_back_by_its_passphrase_only(own: Portfolio, open_new: Open, tmp_path: Path) -> None:
    path = tmp_path / "dicht.zip"
    assert export_archive(own, path, passphrase=STRONG).protected
    assert b"Diploma" not in path.read_bytes()
    other = open_new("ander")
    with pytest.raises(ProtectedArchiveError):
        bring(other, path)
    with pytest.raises(WrongArchivePassphraseError):
        bring(other, path, passphrase=STRONG + "s")
    assert everything(other) == NOTHING
    bring(other, path, passphrase=STRONG)
    assert everything(other) == everything(own)


def test_a_weak_passphrase_or_that_of_the_vault_is_refused_before_anything_is_written(
    own: Portfolio, tmp_path: Path
) -> None:
    with pytest.raises(WeakPassphraseError):
        export_archive(own, tmp_path / "a.zip", passphrase="zomer2026")
    with pytest.raises(WrongUseError, match="passphrase of the portfolio"):
        export_archive(own, tmp_path / "a.zip", passphrase=PASSPHRASE)
    assert not (tmp_path / "a.zip").exists()
