"""Composition root of the window: what is needed is made here and handed on.

Nothing heavy is imported before the first paint: the database, the cryptography and the documents come in on the other
thread, when a vault is opened.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from portfolio_app.common.clock import Clock, SystemClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.logging import start_log, stop_log
from portfolio_app.services.places import Places, user_places
from portfolio_app.ui.focus_return import FocusReturn
from portfolio_app.ui.mistakes import MistakeWatch
from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.starting import end_lean_start
from portfolio_app.ui.typeface import window_font
from portfolio_app.ui.window import MainWindow

if TYPE_CHECKING:
    from portfolio_app.services.spelling.finding import DictionaryPlaces

_STYLE: Final = "fusion"
_START_MS: Final = 2000
"""By then the first page stands, or the overview where the key was at hand."""


def run_window(
    vault: Path | None = None,
    *,
    passphrase: str | None = None,
    unlock_key: bytes | None = None,
    clock: Clock | None = None,
    places: Places | None = None,
) -> int:
    """Show the window until the person closes it, and return the exit code.

    Args:
        vault: the vault to ask the passphrase for; the one opened last when None.
        passphrase: opens `vault` at once, which is for the demo alone; asked for when None.
        unlock_key: opens `vault` at once: what the keyring of the system keeps for it.
        clock: tells the time; the machine's when None.
        places: the folders of the user; those of the system when None.
    """
    at = places or user_places()
    try:
        log = start_log(at.log)
    except EnvironmentRefusedError:
        log = None  # without a log there is still work to be done
    application = make_application()
    QTimer.singleShot(_START_MS, application, end_lean_start)
    first = None
    if vault is not None and unlock_key is not None:
        from portfolio_app.ui.start.attempt import Attempt

        first = Attempt(vault, unlock_key=unlock_key)
    keeper = Keeper(at.config, at.state)
    window = MainWindow(keeper, clock or SystemClock(), at.vaults, at.rule_sets, first)
    window.backroom.dictionaries = partial(_dictionaries, at)
    window.first_paint.done.connect(partial(_show_emblem, application))
    mistakes = MistakeWatch()
    mistakes.caught.connect(window.tell_mistake)
    mistakes.install()
    if sys.platform == "darwin":
        _hear_the_system(application, window)
    if vault is not None and first is None:
        from portfolio_app.ui.summons import vault_of

        window.show_unlock(vault_of(vault))
    window.show()
    if vault is not None and passphrase is not None:
        window.open_vault(vault, passphrase)
    try:
        return application.exec()
    finally:
        end_lean_start()
        mistakes.remove()
        if log is not None:
            stop_log(log)


def _show_emblem(application: QApplication) -> None:
    """Give every window the emblem of the program; what the person waits for comes first."""
    from portfolio_app.ui.emblem import emblem

    application.setWindowIcon(emblem())


def _dictionaries(places: Places) -> DictionaryPlaces:
    """Return where dictionaries may be; asked when there is a text to check."""
    from portfolio_app.services.spelling.finding import usual_places

    return usual_places(places.dictionaries)


def _hear_the_system(application: QApplication, window: MainWindow) -> None:
    """Open what macOS asks to be opened while the program runs."""
    from portfolio_app.ui.summons import OpenWatch

    summons = OpenWatch(application)
    summons.asked.connect(window.switch_vault)
    application.installEventFilter(summons)


def make_application() -> QApplication:
    """Return the application, in our style and typeface; the one that is there when there is one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # By its argument: only to ask an application for its style, Qt's whole QStyle would be loaded into Python.
    style = [] if sys.platform == "darwin" else ["-style", _STYLE]  # macOS keeps its own style
    application = QApplication([*sys.argv[:1], *style])
    application.setApplicationName("vakdossier")
    application.setApplicationDisplayName("Vakdossier")
    application.setDesktopFileName("vakdossier")
    application.setFont(window_font())
    FocusReturn(application)
    return application
