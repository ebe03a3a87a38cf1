"""Loads what an open vault needs while the person still looks at something else, in turns too short to be felt.

And frees what a closed one leaves, while nobody types.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

from portfolio_app.ui.starting import end_lean_start
from portfolio_app.ui.tasks import Tasks

_PAGES: Final = (
    "portfolio_app.ui.session",
    "portfolio_app.ui.forms.factory",
    "portfolio_app.ui.forms.record_form",
    "portfolio_app.ui.pages.area",
    "portfolio_app.ui.pages.overview",
    "portfolio_app.ui.workspace",
)
"""In this order each takes one short turn of the window's thread."""

_BEHIND_LARGE_PAGES: Final = (
    "portfolio_app.services.exports",
    "portfolio_app.services.own_rules",
    "portfolio_app.services.rule_reading",
    "portfolio_app.services.rule_trial",
)
_LARGE_PAGES: Final = (
    "portfolio_app.ui.pages.dossier",
    "portfolio_app.ui.dossier.wizard",
    "portfolio_app.ui.pages.rules",
    "portfolio_app.ui.registers.register_editing",
    "portfolio_app.ui.registers.rule_editing",
)
"""With what is behind them, loading them takes half of the time of opening them first."""

_AFTER_FIRST_PAINT_MS: Final = 150
_AFTER_CLOSING_MS: Final = 150


class Warming(QObject):
    """Imports modules before they are asked for."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        """Load nothing yet; `tasks` holds the database thread."""
        super().__init__(parent)
        self._tasks = tasks
        self._begun = False
        self._kept = False
        self._freeing = QTimer(self)
        self._freeing.setSingleShot(True)
        self._freeing.setInterval(_AFTER_CLOSING_MS)
        self._freeing.timeout.connect(self._free)

    def begin_soon(self) -> None:
        """Load all of it while the person types, most of it on the database thread; may be asked again.

        Not before it is known that they must: it would hold up a vault that is opened by the keyring.
        """
        if not self._begun:
            self._begun = True
            QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, self._begin)

    def pages(self) -> None:
        """Load what the pages are made of, on the window's own thread; with that the start has come to its end."""
        self._import_in_turns(_PAGES)
        if not self._kept:
            self._kept = True
            QTimer.singleShot(0, self, end_lean_start)

    def large_pages_soon(self) -> None:
        """Load what the largest pages are made of, once what is looked at stands; the most on the database thread."""
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, partial(self._import_behind, _BEHIND_LARGE_PAGES))

    def vault_closed(self) -> None:
        """Free what was in a vault, once the lock screen was painted: its records and its key leave the memory too."""
        self._freeing.start()

    def _free(self) -> None:
        gc.unfreeze()  # a vault that was open when the start ended is not there to stay
        gc.collect()
        self._kept = False  # what is there to stay is told anew when the next vault is open

    def _import_behind(self, modules: Sequence[str]) -> None:
        """Load `modules` on the database thread, each as work of its own: whoever reads waits for one at the most."""
        if not modules:
            self._import_in_turns(_LARGE_PAGES)
            return
        first, *others = modules
        self._tasks.run(partial(import_module, first), lambda _module: self._import_behind(others), owner=self)

    def _import_in_turns(self, modules: Sequence[str]) -> None:
        for module in modules:
            QTimer.singleShot(0, self, partial(import_module, module))

    def _begin(self) -> None:
        self._tasks.run(_import_services, lambda _nothing: self.pages(), owner=self)


def _import_services() -> None:
    import_module("portfolio_app.domain.kinds")
    import_module("portfolio_app.services.opening")
