"""What Python does besides: it does not go through all that was made while somebody is at work."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from portfolio_app.ui import starting
from tests.ui.driver import Driver


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
    assert pauses
