"""Opening, making and closing vaults on the database thread; the window holds at most one open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from portfolio_app.services.backups import Attempt as BackupAttempt
    from portfolio_app.services.opening import Created
    from portfolio_app.services.restoring import Rehearsal
    from portfolio_app.services.unlocking import UnlockedVault
    from portfolio_app.storage.backups.swapping import Swapped
    from portfolio_app.ui.start.attempt import Attempt
    from portfolio_app.ui.start.create import NewVault
    from portfolio_app.ui.start.page import StartPage
    from portfolio_app.ui.start.restore import RestoreStep
    from portfolio_app.ui.verifying.panel import AskedCheck

_MAKING_THE_FOLDER = Text("De map maken", "Making the folder")


class OpenedVault(Value):
    """A vault that is open.

    Attributes:
        vault: its folder.
        unlocked: what is in it; the most of that is loaded after the first page is shown.
        recovery_key: of a vault that was just made; shown this once.
        is_new: it was made just now.
    """

    vault: Path
    unlocked: UnlockedVault
    recovery_key: str = ""
    read_only: bool = False
    is_new: bool = False


class Door(QObject):
    """Opens and closes vaults; what is open is in `opened`, from the moment that `enter` says so.

    Attributes:
        backup_failed: the attempts at a backup that failed as the vault was closed.
        closed: what was open is closed.
    """

    backup_failed = Signal(object)
    closed = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject, own_registers: Path | None = None) -> None:
        """Open nothing yet; `tasks` holds the database thread, `own_registers` are the person's own rules."""
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._own_registers = own_registers
        self.opened: OpenedVault | None = None

    def open(
        self, attempt: Attempt, then: Callable[[OpenedVault], None], failed: Callable[[VakdossierError], None]
    ) -> None:
        """Open the vault that `attempt` names, with what it holds; `failed` gets why not."""
        clock, own_registers = self._clock, self._own_registers

        def opened() -> OpenedVault:
            from portfolio_app.services.unlocking import unlock
            from portfolio_app.storage.secret import Secret

            unlocked = unlock(
                attempt.vault,
                Secret(attempt.passphrase, attempt.recovery_key, unlock_key=attempt.unlock_key),
                clock,
                read_only=attempt.read_only,
                override_lock=attempt.override_lock,
                own_registers=own_registers,
            )
            return OpenedVault(attempt.vault, unlocked, read_only=attempt.read_only)

        self._tasks.run(opened, then, owner=self, failed=failed)

    def make(
        self, wanted: NewVault, then: Callable[[OpenedVault], None], failed: Callable[[VakdossierError], None]
    ) -> None:
        """Make the vault that is wanted, and the folder that it is to stand in."""
        clock, own_registers = self._clock, self._own_registers

        def created() -> OpenedVault:
            from portfolio_app.common.atomic import make_private_folder
            from portfolio_app.services.opening import create_portfolio
            from portfolio_app.services.unlocking import UnlockedVault

            make_private_folder(wanted.path.parent, _MAKING_THE_FOLDER)
            made: Created = create_portfolio(wanted.path, wanted.passphrase, clock=clock)
            unlocked = UnlockedVault(made.portfolio.vault, clock, own_registers=own_registers)
            return OpenedVault(wanted.path, unlocked, made.recovery_key, is_new=True)

        self._tasks.run(created, then, owner=self, failed=failed)

    def show_restore(self, page: StartPage, vaults: Path, place: Path | None) -> RestoreStep:
        """Show on `page` how a portfolio is put back from a backup, and return that step."""
        return page.show_restore(self._tasks, self._clock, vaults, place)

    def check_dossier(self, asked: AskedCheck) -> Job:
        """Have a dossier checked that somebody was given: no vault is needed or touched for it."""
        from portfolio_app.ui.verifying.panel import SLOT

        clock = self._clock
        return self._tasks.run_reporting(
            lambda job: asked.check(job, clock), asked.then, owner=asked.owner, failed=asked.failed, slot=SLOT
        )

    def take_into_use(
        self, rehearsal: Rehearsal, then: Callable[[Swapped], None], failed: Callable[[VakdossierError], None]
    ) -> None:
        """Close what is open and let a vault that was made of its backup take its place."""
        opened, self.opened = self.opened, None
        if opened is None:
            return

        def take() -> Swapped:
            from portfolio_app.services.restoring import take_into_use_closing

            return take_into_use_closing(opened.unlocked.portfolio, rehearsal)

        self._tasks.run(take, then, owner=self, failed=failed)

    def _was_closed(self, attempts: tuple[BackupAttempt, ...]) -> None:
        self.closed.emit()
        failed = tuple(attempt for attempt in attempts if not attempt.is_good)
        if failed:
            self.backup_failed.emit(failed)

    def enter(self, opened: OpenedVault) -> None:
        """Hold `opened` as the one that is open."""
        self.opened = opened

    def close(self) -> None:
        """Back up and close what is open, on the database thread, after all that waits there."""
        opened, self.opened = self.opened, None
        if opened is not None:
            self._tasks.run(lambda: _backed_up_and_closed(opened.unlocked), self._was_closed)


def _backed_up_and_closed(unlocked: UnlockedVault) -> tuple[BackupAttempt, ...]:
    """Back up what was changed and close; what failed is remembered, and told on the overview until one succeeds."""
    try:
        return unlocked.portfolio.back_up_before_closing() if unlocked.is_loaded else ()  # else nothing was changed
    finally:
        unlocked.close()
