"""Making and opening a portfolio: the vault, its keys and the register data brought together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portfolio_app.common.clock import Clock
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.backups.files import clear_abandoned_folders
from portfolio_app.storage.vault import Secret, create_vault, open_vault


@dataclass(frozen=True, slots=True)
class Created:
    """A portfolio that was just made, and the recovery key that is shown this once."""

    portfolio: Portfolio
    recovery_key: str


def create_portfolio(path: Path, passphrase: str, *, clock: Clock, own_registers: Path | None = None) -> Created:
    """Make a new, empty portfolio in a new vault; open for writing.

    Raises:
        WrongUseError: something stands at `path` already, or the passphrase is empty.
        EnvironmentRefusedError: the system refused.
    """
    made = create_vault(path, passphrase, clock)
    return Created(Portfolio(made.vault, clock, own_registers=own_registers), made.recovery_key.printed())


def open_portfolio(
    path: Path,
    *,
    clock: Clock,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    unlock_key: bytes | None = None,
    read_only: bool = False,
    override_lock: bool = False,
    own_registers: Path | None = None,
) -> Portfolio:
    """Open the portfolio in the vault at `path` by its passphrase, its recovery key, or the key from a keyring.

    Args:
        path: the folder of the vault.
        clock: tells the time for all that is written.
        passphrase: what the person chose, or None.
        recovery_key: the printed key, typed in any way, or None.
        unlock_key: what the keyring of the system keeps (see `services.keys.unlock_key_of`), or None.
        read_only: take no lock and write nothing.
        override_lock: open although another machine left a note that it has the vault open.
        own_registers: the folder of the person's own register data and rule sets, or None.

    Raises:
        WrongUseError: there is no vault, or the recovery key has a typing error.
        EnvironmentRefusedError: wrong secret, locked, damaged, written by a newer program, or refused by the system.
    """
    secret = Secret(passphrase=passphrase, recovery_key=recovery_key, unlock_key=unlock_key)
    vault = open_vault(path, secret, clock, read_only=read_only, override_lock=override_lock)
    if not read_only:
        clear_abandoned_folders(path.parent)  # a restoring that was killed left its half of a vault there
    return Portfolio(vault, clock, own_registers=own_registers)
