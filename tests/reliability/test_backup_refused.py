"""A copy of the database that the disk has no room for is refused in words, and nothing half-made is left."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.services.backups import Backups, Ending
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.reliability.harness import PASSPHRASE, new_vault, steps_ahead

RIGHT = Secret(passphrase=PASSPHRASE)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits on files are of Unix")


class Limit:
    """Within the block no file of this process gets bigger than so many bytes."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __enter__(self) -> None:
        import resource
        import signal

        self._signal = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._size, self._limits[1]))

    def __exit__(self, *_error: object) -> None:
        import resource
        import signal

        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)
        signal.signal(signal.SIGXFSZ, self._signal)


def opened(folder: Path, clock: FixedClock) -> Vault:
    return open_vault(folder / "vault.vakdossier", RIGHT, clock)


def test_a_backup_without_room_is_told_and_made_later(tmp_path: Path, clock: FixedClock) -> None:
    new_vault(tmp_path)
    with opened(tmp_path, clock) as vault:
        backups = Backups(vault, clock)
        with Limit(60_000):
            (attempt,) = backups.back_up()
        assert attempt.ending is Ending.FAILED
        assert attempt.problem is not None
        assert "reservekopie" in attempt.problem.say("nl")
        assert "backup" in attempt.problem.say("en")
        (status,) = backups.status()
        assert status.failure == attempt.problem.message
        assert [path.name for path in vault.backups.iterdir()] == ["state.json"]
        (attempt,) = backups.back_up()
        assert attempt.ending is Ending.MADE
        (status,) = backups.status()
        assert status.failure is None


def test_a_migration_without_room_for_its_copy_does_not_begin(tmp_path: Path, clock: FixedClock) -> None:
    new_vault(tmp_path)
    before = (tmp_path / "vault.vakdossier" / "portfolio.db").read_bytes()
    with steps_ahead(1):
        with Limit(60_000), pytest.raises(EnvironmentRefusedError) as refused:
            opened(tmp_path, clock)
        assert "reservekopie" in refused.value.say("nl")
        assert (tmp_path / "vault.vakdossier" / "portfolio.db").read_bytes() == before
        opened(tmp_path, clock).close()
