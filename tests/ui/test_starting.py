"""What Python does besides: it does not go through all that was made while somebody is at work."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar

from portfolio_app.ui import starting
from tests.ui.driver import Driver

_A_WHILE_MS = 60_000
_ROUNDS = 5


def timers() -> list[QTimer]:
    """Return all timers that will go off."""
    roots: list[QObject] = [QCoreApplication.instance(), *QApplication.topLevelWidgets()]
    found = {timer for root in roots for timer in root.findChildren(QTimer)}
    return [each for each in found if each.isActive()]


@pytest.fixture
def searches() -> Iterator[list[int]]:
    """The generations that were gone through since the program had started, as it happens."""
    usual = gc.get_threshold()
    starting.end_lean_start()
    found: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "stop":
            found.append(about["generation"])

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.set_threshold(*usual)
    gc.unfreeze()


def fill_the_middle(most: int) -> None:
    """Make so many searches among the middle generation that Python itself would go through all."""
    for _ in range(most):
        gc.collect(1)


def test_all_is_gone_through_when_nobody_is_busy_and_not_before(open_driver: Driver, searches: list[int]) -> None:
    driver = open_driver
    driver.settle()
    searches.clear()
    fill_the_middle(starting._ENOUGH)
    kept = [[] for _ in range(20_000)]
    assert kept
    assert 2 not in searches
    driver.window._rest.paused.emit()
    assert searches.count(2) == 1
    driver.window._rest.paused.emit()
    assert searches.count(2) == 1  # nothing was made since


def test_a_person_pauses_when_they_touch_nothing_for_a_moment(open_driver: Driver) -> None:
    pauses: list[None] = []
    open_driver.window._rest.paused.connect(lambda: pauses.append(None))
    open_driver.until(lambda: bool(pauses))
    pause = open_driver.window._rest._pause
    assert not pause.isActive(), "who does nothing more pauses no more"
    QTest.keyClick(open_driver.window.windowHandle(), Qt.Key.Key_Shift)
    assert pause.isActive()
    pause.setInterval(0)
    pause.start()
    open_driver.until(lambda: len(pauses) == 2)
    assert not pause.isActive()


def test_a_window_that_nobody_touches_lets_the_processor_sleep(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.change(lock_after=10)
    for kind in ("activity", "goal", "permission"):
        driver.workspace.show_first(kind)
        driver.settle()
    driver.workspace.go("overview")
    driver.settle()
    watched = {driver.window._rest._beat: "whether the computer slept"}
    for _ in range(_ROUNDS):  # what waits for a moment is over; what begins again by itself would be there each time
        waiting = [each for each in timers() if each.isSingleShot() and each.interval() < _A_WHILE_MS]
        for timer in waiting:
            timer.stop()
            timer.timeout.emit()
        driver.settle()
    still = [each for each in timers() if each.interval() < _A_WHILE_MS and each not in watched]
    assert [(type(each.parent()).__name__, each.interval()) for each in still] == []
    busy = [each for each in driver.window.findChildren(QProgressBar) if each.isVisible() and not each.maximum()]
    assert not busy
