"""Long lists in the real window: no keystroke in a filter, order, group or choice holds the window's thread up.

A timer that should come by every millisecond tells how long the thread was held up in between. Of the longest of these
the median over some rounds is the figure, less what doing nothing shows: so much does the machine do besides.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import FixedClock
from portfolio_app.ui.records.list_look import ListLook
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow

pytestmark = pytest.mark.bench

ROUNDS = 3
NOTHING = "nothing at all"
RECORDS = 20_000
LONGEST_HOLD = 0.050
PASSPHRASE = "vier woorden zonder verband"
TODAY = date(2026, 6, 15)
PATIENCE = 60.0


class Window:
    """The real window over a large vault, and what tells how long its thread is held up."""

    def __init__(self, folder: Path) -> None:
        self.application = make_application()
        keeper = Keeper(folder / "config", folder / "state")
        keeper.set(Settings(lock_after=0))
        self.window = MainWindow(keeper, FixedClock.on(TODAY), folder)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.show_unlock(folder / "groot.vakdossier")
        step = self.window.start.step if self.window.start else None
        assert isinstance(step, UnlockStep)
        step.secret.line.setText(PASSPHRASE)
        step.button.click()
        self.until(lambda: self.window.workspace is not None and self.window.workspace.session.is_loaded)
        self.settle()

    def until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end
            self.application.processEvents()

    def settle(self) -> None:
        for _ in range(3):
            self.until(lambda: self.window.tasks.idle)
            end = time.monotonic() + 0.2
            while time.monotonic() < end:
                self.application.processEvents()
        self.until(lambda: self.window.tasks.idle)

    def held_up(self, deed: Callable[[], object]) -> float:
        """Return the longest time in seconds for which the thread was held up by a deed and all that followed."""
        longest, last = 0.0, time.perf_counter()

        def look() -> None:
            nonlocal longest, last
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

        timer = QTimer()
        timer.setInterval(1)
        timer.timeout.connect(look)
        timer.start()
        last = time.perf_counter()
        QTimer.singleShot(0, deed)
        self.settle()
        look()
        return longest

    @property
    def panel(self) -> ListPanel:
        workspace = self.window.workspace
        assert workspace is not None
        workspace.show_kind("activity")
        self.settle()
        panel = workspace._areas["education"]._views["activity"].list_panel
        assert panel is not None
        return panel


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    from portfolio_app.services.samples import make_sample

    folder = tmp_path_factory.mktemp("lists")
    clock = FixedClock.on(TODAY)
    vault = folder / "groot.vakdossier"
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=0, seed=1, clock=clock, today=TODAY)
    made = Window(folder)
    yield made
    made.window._closing = True
    made.window.close()
    QApplication.processEvents()


def test_no_deed_in_a_long_list_holds_the_window_up(window: Window) -> None:
    panel = window.panel

    def choose_all() -> None:
        panel.table.setFocus()
        QTest.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    deeds: dict[str, Callable[[], object]] = {
        NOTHING: lambda: None,
        "a first key in the filter": lambda: QTest.keyClicks(panel.filter, "i"),
        "more keys in the filter": lambda: QTest.keyClicks(panel.filter, "ntervisie"),
        "the filter emptied": panel.filter.clear,
        "ordered by title": lambda: panel._choose_look(ListLook((), ("name",), "")),
        "grouped by year": lambda: panel._choose_look(ListLook((), (), "start")),
        "grouped by provider": lambda: panel._choose_look(ListLook((), (), "provider")),
        "all folded": lambda: panel.model.fold_all(folded=True),
        "all unfolded": lambda: panel.model.fold_all(folded=False),
        "no groups": lambda: panel._choose_look(ListLook()),
        "narrowed by year": lambda: panel.facets.toggle("start", "2020"),
        "no longer": panel.facets.clear,
        "the last row": panel.table.scrollToBottom,
        "everything chosen": choose_all,
        "nothing chosen": panel.table.clearSelection,
    }
    rounds = [{name: window.held_up(deed) for name, deed in deeds.items()} for _ in range(ROUNDS)]
    held = {name: statistics.median(each[name] for each in rounds) for name in deeds}
    print()
    for name, seconds in held.items():
        print(f"{name}: {seconds * 1000:.0f} ms")
    besides = held[NOTHING]
    assert {name: seconds for name, seconds in held.items() if seconds - besides > LONGEST_HOLD} == {}
