"""Real, encrypted vaults; only the work of guessing a passphrase is made small, so that the tests are quick."""

from __future__ import annotations

from pathlib import Path

from portfolio_app.common.clock import Clock
from portfolio_app.storage.header import read_header
from portfolio_app.storage.keys import KdfParameters
from portfolio_app.storage.vault import NewVault, Secret, create_vault

QUICK = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
"""The least work that a vault may ask for."""

PASSPHRASE = "zeven slapende kraanvogels"
RIGHT = Secret(passphrase=PASSPHRASE)


def quick_vault(path: Path, clock: Clock, passphrase: str = PASSPHRASE) -> NewVault:
    """Make a new, empty vault, open for writing, and its recovery key."""
    return create_vault(path, passphrase, clock, kdf=QUICK)


def check_passphrase(path: Path, passphrase: str) -> None:
    """See to it that a passphrase is the one of a vault that may be open.

    Raises:
        WrongPassphraseError: it is another one.
    """
    Secret(passphrase=passphrase).unlock(read_header(path).header).wipe()
