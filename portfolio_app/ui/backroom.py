"""Those who do the work behind the window, each called in when there is work: the first paint needs none of them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.common.clock import Clock
    from portfolio_app.services.spelling.finding import DictionaryPlaces
    from portfolio_app.ui.keys.desk import KeyDesk
    from portfolio_app.ui.opening import Door
    from portfolio_app.ui.session import Session
    from portfolio_app.ui.tasks import Tasks
    from portfolio_app.ui.warming import Warming


class Backroom(QObject):
    """Holds the database thread and what works on it.

    Attributes:
        refused: an error for the person that nobody else takes (`VakdossierError`).
        broken: a mistake of the program (any other exception).
        backup_failed: the attempts at a backup that failed as the vault was closed.
        dictionaries: tells where dictionaries for the spelling may be; None where there are not to be any.
    """

    refused = Signal(object)
    broken = Signal(object)
    backup_failed = Signal(object)

    def __init__(self, clock: Clock, own_registers: Path | None, parent: QObject) -> None:
        """Call nobody in yet; `own_registers` is the folder of the person's own register data and rule sets."""
        super().__init__(parent)
        self._clock = clock
        self._own_registers = own_registers
        self.dictionaries: Callable[[], DictionaryPlaces] | None = None

    @cached_property
    def tasks(self) -> Tasks:
        """The database thread."""
        from portfolio_app.ui.tasks import Tasks

        tasks = Tasks(self)
        tasks.refused.connect(self.refused)
        tasks.broken.connect(self.broken)
        return tasks

    @cached_property
    def door(self) -> Door:
        """Who opens and closes vaults."""
        from portfolio_app.ui.opening import Door

        door = Door(self.tasks, self._clock, self, self._own_registers)
        door.backup_failed.connect(self.backup_failed)
        door.closed.connect(self._vault_closed)
        return door

    def _vault_closed(self) -> None:
        self.warming.vault_closed()

    @cached_property
    def desk(self) -> KeyDesk:
        """Who works with keys."""
        from portfolio_app.ui.keys.desk import KeyDesk

        return KeyDesk(self.tasks, self._clock)

    @cached_property
    def warming(self) -> Warming:
        """Who loads what will be asked for soon."""
        from portfolio_app.ui.warming import Warming

        return Warming(self.tasks, self)

    def serve(self, session: Session) -> None:
        """Let those who work here work for a portfolio that is shown."""
        session.dictionaries = self.dictionaries
        session.loaded.connect(self.warming.pages)
        session.loaded.connect(self.warming.large_pages_soon)
