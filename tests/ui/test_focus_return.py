"""A button that work took away gets the keys back when the work is done."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


class Page(QWidget):
    """Three buttons, of which the second does work."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.third, self.worker, self.other = QPushButton("Terug"), QPushButton("Maken"), QPushButton("Verder")
        for button in (self.third, self.worker, self.other):
            column.addWidget(button)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    page.worker.setFocus()
    assert QApplication.focusWidget() is page.worker
    return page


def test_focus_returns_when_the_work_is_done(page: Page) -> None:
    page.worker.setEnabled(False)
    assert QApplication.focusWidget() is not page.worker
    page.worker.setEnabled(True)
    assert QApplication.focusWidget() is page.worker


def test_focus_returns_when_the_whole_page_was_away(page: Page) -> None:
    page.setEnabled(False)
    page.setEnabled(True)
    assert QApplication.focusWidget() is page.worker


def test_who_went_elsewhere_stays_there(page: Page) -> None:
    page.worker.setEnabled(False)
    page.third.setFocus()
    page.worker.setEnabled(True)
    assert QApplication.focusWidget() is page.third


def test_what_is_deleted_at_work_is_forgotten(page: Page) -> None:
    page.worker.setEnabled(False)
    page.worker.deleteLater()
    QApplication.processEvents()
    page.other.setFocus()
    assert QApplication.focusWidget() is page.other
