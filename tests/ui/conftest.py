"""What the tests of the window share."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import FixedClock
from tests.ui.driver import PASSPHRASE, TODAY, Driver


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    application = make_application()
    yield application
    application.clipboard().clear()  # the off-screen platform lets go of what is on it when Python is gone already


@pytest.fixture(scope="session")
def filled_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the fictional portfolio; copied for each test."""
    from portfolio_app.services.fiction import fictional_portfolio
    from portfolio_app.services.opening import create_portfolio
    from portfolio_app.services.operations import OperationName

    vault = tmp_path_factory.mktemp("vault") / "proef.vakdossier"
    with create_portfolio(vault, PASSPHRASE, clock=FixedClock.on(TODAY)).portfolio as portfolio:
        portfolio.add_many(list(fictional_portfolio(1, TODAY).records), OperationName.SAMPLE)
    return vault


@pytest.fixture
def driver(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Driver]:
    """A window on the start page, in Dutch, with an empty folder of its own."""
    made = Driver(qtbot, tmp_path, clock, "nl", "light")
    yield made
    made.close()


@pytest.fixture
def open_driver(driver: Driver, filled_vault: Path) -> Driver:
    """A window with the fictional portfolio open."""
    shutil.copytree(filled_vault, driver.vault)
    driver.unlock()
    return driver


@pytest.fixture
def empty_driver(driver: Driver, clock: FixedClock) -> Driver:
    """A window with an empty portfolio open."""
    from portfolio_app.services.opening import create_portfolio

    create_portfolio(driver.vault, PASSPHRASE, clock=clock).portfolio.close()
    driver.unlock()
    return driver


@pytest.fixture
def watched(open_driver: Driver) -> Iterator[Driver]:
    """A window that tells of the mistakes of the program, as it does outside of tests."""
    from portfolio_app.ui.mistakes import MistakeWatch

    watch = MistakeWatch()
    watch.caught.connect(open_driver.window.tell_mistake)
    before = sys.excepthook, threading.excepthook
    watch.install()
    yield open_driver
    watch.remove()
    sys.excepthook, threading.excepthook = before
