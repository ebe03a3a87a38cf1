"""The real window over a large vault, and what tells how long its thread is held up.

A timer that should come by every millisecond tells how long the thread was held up in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer

from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import FixedClock
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow
from portfolio_app.ui.workspace import Workspace

PASSPHRASE = "vier woorden zonder verband"
TODAY = date(2026, 6, 15)
PATIENCE = 60.0


class Window:
    """The window over the vault `groot.vakdossier` in a folder."""

    def __init__(self, folder: Path, today: date = TODAY) -> None:
        self.application = make_application()
        keeper = Keeper(folder / "config", folder / "state")
        keeper.set(Settings(lock_after=0))
        self.window = MainWindow(keeper, FixedClock.on(today), folder)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.show_unlock(folder / "groot.vakdossier")
        step = self.window.start.step if self.window.start else None
        assert isinstance(step, UnlockStep)
        step.secret.line.setText(PASSPHRASE)
        step.button.click()
        self.until(lambda: self.window.workspace is not None and self.window.workspace.session.is_loaded)
        self.settle()

    @property
    def workspace(self) -> Workspace:
        """What is shown while the vault is open."""
        assert self.window.workspace is not None
        return self.window.workspace

    def until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end
            self.application.processEvents()
            time.sleep(0.001)  # as a window that waits for something does; else it takes the time of the other thread

    def settle(self) -> None:
        for _ in range(3):
            self.until(lambda: self.window.tasks.idle)
            end = time.monotonic() + 0.2
            while time.monotonic() < end:
                self.application.processEvents()
        self.until(lambda: self.window.tasks.idle)

    def held_up(self, deed: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
        """Return the longest time in seconds for which the thread was held up by a deed and all that followed.

        With `time.thread_time` as clock that is the longest work of the thread in one turn, whoever else is busy.
        """
        longest, last = 0.0, clock()

        def look() -> None:
            nonlocal longest, last
            now = clock()
            longest, last = max(longest, now - last), now

        timer = QTimer()
        timer.setInterval(1)
        timer.timeout.connect(look)
        timer.start()
        last = clock()
        QTimer.singleShot(0, deed)
        self.settle()
        look()
        return longest

    def close(self) -> None:
        """Close without asking anything."""
        self.window._closing = True
        self.window.close()
        self.application.processEvents()
