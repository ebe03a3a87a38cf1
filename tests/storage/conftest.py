"""Real, encrypted vaults; only the work of guessing a passphrase is made small, so that the tests are quick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.storage.keys import KdfParameters, RecoveryKey
from portfolio_app.storage.vault import Vault, create_vault

QUICK = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
PASSPHRASE = "zeven slapende kraanvogels"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    return tmp_path / "proef.vakdossier"


@pytest.fixture
def made(vault_path: Path, clock: FixedClock) -> RecoveryKey:
    """A vault that was made and closed; gives its recovery key."""
    vault, recovery_key = create_vault(vault_path, PASSPHRASE, clock, kdf=QUICK)
    vault.close()
    return recovery_key


@pytest.fixture
def vault(vault_path: Path, clock: FixedClock) -> Iterator[Vault]:
    opened, _ = create_vault(vault_path, PASSPHRASE, clock, kdf=QUICK)
    with opened:
        yield opened
