"""The real window over a large vault, and what tells how long its thread is held up.

A timer that should come by every millisecond tells how long the thread was held up in between.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from PySide6.QtCore import QTimer

from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import FixedClock
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow
from portfolio_app.ui.workspace import Workspace

PASSPHRASE = "vier woorden zonder verband"
TODAY = date(2026, 6, 15)
RECORDS = 20_000
LONGEST_TURN = 0.050
"""Seconds of the processor that the window's thread may take in one turn."""
PATIENCE = 60.0
_LATEST = 0.45
"""Seconds after which all that is built a moment later, so that what is looked at comes first, has begun."""


class Held(NamedTuple):
    """What a deed cost, in seconds.

    Attributes:
        processor: the longest work of the window's thread in one turn, whoever else is busy on the machine.
        wall: how long that thread was held up at the most by the clock on the wall.
        there: from the deed until what was asked for stood on the screen, by that clock.
    """

    processor: float
    wall: float
    there: float

    @classmethod
    def middle(cls, several: Iterable[Held]) -> Held:
        """Return the median of each figure."""
        return cls(*map(median, zip(*several, strict=True)))

    def less(self, other: Held) -> Held:
        """Return what remains when what doing nothing shows is taken off."""
        return Held(*(max(mine - its, 0.0) for mine, its in zip(self, other, strict=True)))

    def __str__(self) -> str:
        return f"{self.processor * 1000:5.1f} {self.wall * 1000:5.0f} {self.there * 1000:5.0f}"


def make_large_vault(folder: Path, evidence: int = 0) -> None:
    """Make the vault `groot.vakdossier` in `folder`."""
    from portfolio_app.services.samples import make_sample

    vault, clock = folder / "groot.vakdossier", FixedClock.on(TODAY)
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=evidence, seed=1, clock=clock, today=TODAY)


class Window:
    """The window over the vault `groot.vakdossier` in a folder."""

    def __init__(self, folder: Path, today: date = TODAY) -> None:
        self.application = make_application()
        self.vault = folder / "groot.vakdossier"
        keeper = Keeper(folder / "config", folder / "state")
        keeper.set(Settings(lock_after=0))
        self.window = MainWindow(keeper, FixedClock.on(today), folder)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.show_unlock(self.vault)
        self.unlock()
        self.until(lambda: self.window.workspace is not None and self.window.workspace.session.is_loaded)
        self.window._rest.paused.disconnect()  # what is tidied up while nobody types is no part of what a deed costs
        self.settle()

    def unlock(self) -> None:
        """Give the passphrase where it is asked for."""
        step = self.window.start.step if self.window.start else None
        assert isinstance(step, UnlockStep)
        step.secret.line.setText(PASSPHRASE)
        step.button.click()

    @property
    def workspace(self) -> Workspace:
        """What is shown while the vault is open."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def is_there(self) -> bool:
        """Whether nothing is read any more, and no record waits for its form to be built."""
        workspace = self.window.workspace
        areas = workspace._areas.values() if workspace is not None else ()
        return self.window.tasks.idle and all(view.is_settled for area in areas for view in area._views.values())

    def until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end
            self._wait()

    def settle(self) -> None:
        """Wait until all is read and built, also what is built after what is looked at."""
        self.until(lambda: self.is_there)
        end = time.monotonic() + _LATEST
        while time.monotonic() < end:
            self._wait()
        self.until(lambda: self.is_there)
        self.application.processEvents()

    def _wait(self) -> None:
        """Let the window do what there is to do, as one that waits does: else it takes the time of the other thread."""
        self.application.processEvents()
        time.sleep(0.0005)

    def held_up(self, deed: Callable[[], object]) -> Held:
        """Return what a deed cost, with all that followed from it."""
        gc.collect()
        longest_work, longest = 0.0, 0.0
        worked, looked = time.thread_time(), time.perf_counter()
        begun = looked

        def look() -> None:
            nonlocal longest_work, longest, worked, looked
            work, now = time.thread_time(), time.perf_counter()
            longest_work, worked = max(longest_work, work - worked), work
            longest, looked = max(longest, now - looked), now

        timer = QTimer()
        timer.setInterval(1)
        timer.timeout.connect(look)
        timer.start()
        QTimer.singleShot(0, deed)
        self.application.processEvents()
        self.until(lambda: self.is_there)
        self.application.processEvents()
        there = time.perf_counter() - begun
        self.settle()
        look()
        return Held(longest_work, longest, there)

    def close(self) -> None:
        """Close without asking anything."""
        self.window._closing = True
        self.window.close()
        self.application.processEvents()
