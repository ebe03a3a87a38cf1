"""A vault that was opened, before anything heavy is loaded: it can show the overview of last time at once.

Opening reads the keys and takes the lock; the records, which need SQLAlchemy and the declarations of all kinds, come
when they are first asked for.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.common.clock import Clock
from portfolio_app.services.board import KeptBoard, board_from_text
from portfolio_app.services.reminding import Reminding, Told, told_from
from portfolio_app.storage.kept import BOARD, REMINDED, Kept, read_kept
from portfolio_app.storage.secret import Secret
from portfolio_app.storage.vault import Vault, open_vault

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio


class UnlockedVault:
    """An open vault and the overview of last time. Close it by way of `portfolio` once that was asked for.

    Attributes:
        kept_board: the overview that was kept last; None when there is none that this program can read.
        reminding: what became urgent since the vault was opened last.
    """

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        kept_board: KeptBoard | None = None,
        own_registers: Path | None = None,
        told: Told | None = None,
    ) -> None:
        """Take over an open vault."""
        self.vault = vault
        self.kept_board = kept_board
        self.reminding = Reminding(told or Told(), clock.today())
        self._clock = clock
        self._own_registers = own_registers

    @cached_property
    def portfolio(self) -> Portfolio:
        """The use cases; loads what they need, so it is first asked for on the thread that owns the database."""
        from portfolio_app.services.portfolio import Portfolio
        from portfolio_app.storage.backups.files import clear_abandoned_folders

        if not self.vault.read_only:
            clear_abandoned_folders(
                self.vault.path.parent
            )  # a restoring that was killed left its half of a vault there
        return Portfolio(self.vault, self._clock, own_registers=self._own_registers)

    @property
    def registers(self) -> Registers:
        """The register data."""
        return self.portfolio.registers

    @property
    def is_loaded(self) -> bool:
        """Whether the portfolio and the register data are there, so that asking for them costs nothing."""
        return "portfolio" in self.__dict__ and "registers" in self.portfolio.__dict__

    def close(self) -> None:
        """Close the vault; may be called again."""
        if "portfolio" in self.__dict__:
            self.portfolio.close()
        else:
            self.vault.close()


def unlock(
    path: Path,
    secret: Secret,
    clock: Clock,
    *,
    read_only: bool = False,
    override_lock: bool = False,
    own_registers: Path | None = None,
) -> UnlockedVault:
    """Open the vault at `path` and read the overview of last time.

    Args:
        path: the folder of the vault.
        secret: what opens it.
        clock: tells the time for all that is written.
        read_only: take no lock and write nothing.
        override_lock: open although another machine left a note that it has the vault open.
        own_registers: the folder of the person's own register data and rule sets, or None.

    Raises:
        WrongUseError: there is no vault, or the recovery key has a typing error.
        EnvironmentRefusedError: wrong secret, locked, damaged, written by a newer program, or refused by the system.
    """
    vault = open_vault(path, secret, clock, read_only=read_only, override_lock=override_lock)
    try:
        kept_board, told = _kept(vault)
        return UnlockedVault(vault, clock, kept_board, own_registers, told)
    except BaseException:
        vault.close()
        raise


def _kept(vault: Vault) -> tuple[KeptBoard | None, Told]:
    connection = vault.connect()
    try:
        board, told = read_kept(connection, BOARD), read_kept(connection, REMINDED)
    finally:
        connection.close()
    return _kept_board(board), told_from(told.words if told is not None else None)


def _kept_board(kept: Kept | None) -> KeptBoard | None:
    board = board_from_text(kept.words) if kept is not None else None
    if kept is None or board is None:
        return None
    return KeptBoard(board, changed_since=board.operation != kept.last_operation)
