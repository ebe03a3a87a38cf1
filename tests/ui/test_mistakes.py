"""A mistake of the program, on whatever page and thread: told in words, reported without data, and worked on after."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from portfolio_app.services.portfolio import Portfolio
from portfolio_app.ui.destinations import BACKUPS, GUIDE, ICONS, RESULTS
from portfolio_app.ui.dialogs.problem import MISTAKE, MessageDialog
from portfolio_app.ui.session import Session
from tests.ui.driver import Driver

SECRET = "Jan de Vries, 123456782"
PAGES = (*ICONS, GUIDE, BACKUPS, RESULTS)


class InventedMistake(Exception):  # noqa: N818 - not an error that the program knows
    """What nobody thought of."""


def fail(*_given: object) -> None:
    raise InventedMistake(SECRET)


def told(driver: Driver) -> MessageDialog:
    """Return the one dialog that tells of a mistake."""
    driver.until(lambda: any(each.isVisible() for each in driver.window.findChildren(MessageDialog, MISTAKE)))
    (dialog,) = [each for each in driver.window.findChildren(MessageDialog, MISTAKE) if each.isVisible()]
    return dialog


def read_and_close(driver: Driver) -> str:
    """Close the dialog by way of its report, and return all that it said."""
    dialog = told(driver)
    words = dialog.explanation.text()
    (see,) = [each for each in dialog.findChildren(QAbstractButton) if "erslag" in each.text()]
    QTest.mouseClick(see, Qt.MouseButton.LeftButton)
    report = QApplication.activeModalWidget()
    assert isinstance(report, MessageDialog)
    words = f"{words}\n{report.explanation.text()}"
    report.reject()
    driver.settle()
    return words


def check_words(words: str) -> None:
    assert "Wat bewaard was, is er nog" in words
    assert "InventedMistake" in words
    assert SECRET not in words
    assert "Jan" not in words


def check_all_is_well(driver: Driver) -> None:
    """Hold that the window still answers, and that the vault is whole."""
    found: list[Any] = []
    session = driver.workspace.session
    session.read(lambda portfolio: (portfolio.counts(), portfolio.check()), found.append, owner=session)
    driver.settle()
    ((counts, checked),) = found
    assert counts["activity"] > 0
    assert {finding.place for finding in checked.findings} <= {"evidence"}  # of the fiction no files were made


def broken_reading(read: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, _operation, then, **given: read(self, fail, then, **given)


def broken_showing(read: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, operation, _then, **given: read(self, operation, fail, **given)


@pytest.mark.parametrize("broken", [broken_reading, broken_showing])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_cannot_be_read_or_shown_says_so(
    watched: Driver, monkeypatch: pytest.MonkeyPatch, page: str, broken: Callable[..., Any]
) -> None:
    driver = watched
    session = driver.workspace.session
    with monkeypatch.context() as patch:
        patch.setattr(Session, "read", broken(Session.read))
        driver.workspace.go(page)
        session.all_changed()  # pages that read nothing by themselves do so now, or have nothing that can go wrong
        driver.settle()
        check_words(read_and_close(driver))
    driver.workspace.go("overview")
    driver.workspace.go(page)
    driver.settle()
    assert driver.workspace.current == page
    check_all_is_well(driver)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_pressed_on_any_page_and_fails_becomes_a_dialog(watched: Driver, page: str) -> None:
    driver = watched
    driver.workspace.go(page)
    driver.settle()
    within = driver.workspace._pages[page]
    buttons = [each for each in within.findChildren(QAbstractButton) if each.isVisibleTo(driver.window)]
    pressed = next((each.pressed for each in buttons if each.isEnabled()), None)
    if pressed is None:  # the results of a search that is yet to be made
        pressed = next(each.returnPressed for each in within.findChildren(QLineEdit))
    pressed.connect(fail)
    pressed.emit()
    check_words(read_and_close(driver))
    check_all_is_well(driver)


def test_two_mistakes_at_once_are_one_dialog_and_two_lines_in_the_log(
    watched: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    driver = watched
    session = driver.workspace.session
    with caplog.at_level(logging.ERROR):
        session.read(fail, lambda _nothing: None, owner=session)
        session.read(lambda portfolio: portfolio.counts(), fail, owner=session)
        driver.settle()
    check_words(read_and_close(driver))
    assert sum("mistake of the program" in record.getMessage() for record in caplog.records) == 2
    check_all_is_well(driver)


def test_a_mistake_while_the_vault_is_locked_is_told_and_the_vault_is_closed(
    watched: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = watched
    monkeypatch.setattr(Portfolio, "back_up_before_closing", fail)
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    check_words(read_and_close(driver))
    monkeypatch.undo()
    driver.unlock()
    check_all_is_well(driver)


def test_a_mistake_while_the_window_closes_is_in_the_log(
    open_driver: Driver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    driver = open_driver
    monkeypatch.setattr(Portfolio, "back_up_before_closing", fail)
    with caplog.at_level(logging.ERROR):
        driver.window.close()
        driver.until(lambda: not driver.window.isVisible())
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [InventedMistake]
