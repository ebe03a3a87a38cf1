"""One window over a real vault, and the hands of the person before it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.text import Language
from portfolio_app.storage.vault import Vault
from portfolio_app.ui.pages.overview import OverviewPage
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow
from portfolio_app.ui.workspace import Workspace
from tests.waiting import PATIENCE

PASSPHRASE = "vier woorden zonder verband"
TODAY = date(2026, 6, 15)
PATIENCE_MS = round(PATIENCE * 1000)


class Driver:
    """One window, and the hands of the person before it."""

    def __init__(self, bot: QtBot, folder: Path, clock: FixedClock, language: Language, theme: str) -> None:
        self.bot = bot
        self.folder = folder
        self.vault = folder / "proef.vakdossier"
        self.keeper = Keeper(folder / "config", folder / "state")
        self.keeper.set(Settings(language=language, theme=theme, lock_after=0))
        self.clock = clock
        self.language = language
        self.window = self.made_window()

    def made_window(self) -> MainWindow:
        window = MainWindow(self.keeper, self.clock, self.folder / "vaults")
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is window)
        return window

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    def until(self, ready: Callable[[], bool]) -> None:
        self.bot.waitUntil(ready, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Wait until nothing is under way and nothing is left to be painted."""
        self.until(self._shows_all)
        for _ in range(3):
            self.until(self._is_idle)
            QApplication.processEvents()
        self.until(self._is_idle)

    def _is_idle(self) -> bool:
        """Whether nothing is read, and no form is being built for a record that is to be shown."""
        workspace = self.window.workspace
        areas = workspace._areas.values() if workspace is not None else ()
        return self.window.tasks.idle and all(view.is_settled for area in areas for view in area._views.values())

    def _shows_all(self) -> bool:
        """Whether the overview, which comes in parts, stands there whole where it is what is shown."""
        workspace = self.window.workspace
        page = workspace.findChild(OverviewPage) if workspace is not None else None
        return page is None or page.is_whole or not page.isVisible() or self.workspace.board.board is None

    @property
    def opened(self) -> Vault:
        """The vault that is open."""
        assert self.window._door.opened is not None
        return self.window._door.opened.unlocked.vault

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.window.show_unlock(self.vault)
        self.give_passphrase(passphrase)

    def give_passphrase(self, passphrase: str = PASSPHRASE) -> None:
        """Type it where it is asked, and wait for the pages."""
        step = self.unlock_step()
        self.type(step.secret.line, passphrase)
        self.press(step.button)
        self.until(lambda: self.window.workspace is not None)
        self.settle()

    def unlock_step(self, window: MainWindow | None = None) -> UnlockStep:
        """Return where the passphrase is asked, in this window or in another."""
        asking = window or self.window
        step = asking.start.step if asking.start else None
        assert isinstance(step, UnlockStep)
        return step

    def lock(self) -> None:
        self.window.lock()
        self.until(lambda: self.window.start is not None)
        self.settle()

    def type(self, widget: QWidget, words: str) -> None:
        widget.window().activateWindow()
        widget.setFocus()
        QTest.keyClicks(widget, words)

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def second_window(self) -> tuple[MainWindow, UnlockStep]:
        """Ask for this vault in another window too, and return it with what it says of that."""
        second = self.made_window()
        second.show_unlock(self.vault)
        step = self.unlock_step(second)
        self.type(step.secret.line, PASSPHRASE)
        self.press(step.button)
        self.until(lambda: step.read_only_button.isVisibleTo(step))
        return second, step

    def let_go(self, other: MainWindow) -> None:
        """Close another window."""
        other.close()
        self.until(lambda: not other.isVisible())
        other.deleteLater()

    def close(self) -> None:
        """Close the window, if that was not done yet."""
        if not isValid(self.window):
            return
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self.window and dialog.isVisible():
                dialog.close()
        if self.window.isVisible():
            self.window._closing = True
            self.window.close()
            self.until(lambda: not self.window.isVisible())
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
