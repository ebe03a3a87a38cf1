"""Each task is done twice: by keyboard alone, and by mouse."""

from __future__ import annotations

import pytest

from tests.ui.driver import Driver
from tests.ui.tasks.hands import Hands, Keyboard, Mouse

WAYS: dict[str, type[Hands]] = {"keyboard": Keyboard, "mouse": Mouse}


@pytest.fixture(params=list(WAYS))
def hands(request: pytest.FixtureRequest, empty_driver: Driver) -> Hands:
    """The hands of a person before an empty portfolio."""
    return WAYS[request.param](empty_driver)


@pytest.fixture(params=list(WAYS))
def first_hands(request: pytest.FixtureRequest, driver: Driver) -> Hands:
    """The hands of a person who starts the program for the first time."""
    return WAYS[request.param](driver)


@pytest.fixture(params=list(WAYS))
def busy_hands(request: pytest.FixtureRequest, open_driver: Driver) -> Hands:
    """The hands of a person before a portfolio that was kept for years."""
    return WAYS[request.param](open_driver)
