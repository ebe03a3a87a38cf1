"""Enter presses the button that has the focus, wherever that stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.ui.start.create import CreateStep
from portfolio_app.ui.start.home import HomeStep
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.pressing import PushButton, ToolButton
from tests.ui.driver import Driver

ENTERS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]


@pytest.mark.parametrize("key", ENTERS)
@pytest.mark.parametrize("around", [QWidget, Dialog])
def test_the_button_with_the_focus_is_pressed_and_no_other(qtbot: QtBot, around: type[QWidget], key: Qt.Key) -> None:
    place = around()
    qtbot.addWidget(place)
    pressed: list[str] = []
    column = QVBoxLayout(place)
    primary, other = PushButton("Verwijderen"), PushButton("Annuleren")
    other.setAutoDefault(False)
    for button in (primary, other):
        button.clicked.connect(lambda _=False, button=button: pressed.append(button.text()))
        column.addWidget(button)
    place.show()
    QTest.keyClick(other, key)
    assert pressed == ["Annuleren"]


def test_a_button_with_a_menu_drops_it_down(qtbot: QtBot) -> None:
    button = ToolButton()
    qtbot.addWidget(button)
    menu = QMenu(button)
    chosen: list[str] = []
    menu.addAction("Kopiëren", lambda: chosen.append("Kopiëren"))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.show()
    menu.aboutToShow.connect(menu.actions()[0].trigger)
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert chosen == ["Kopiëren"]


def test_enter_on_the_first_page_starts_a_first_portfolio(driver: Driver) -> None:
    assert driver.window.start is not None
    home = driver.window.start.step
    assert isinstance(home, HomeStep)
    driver.until(home.new_button.hasFocus)
    QTest.keyClick(home.new_button, Qt.Key.Key_Return)
    assert isinstance(driver.window.start.step, CreateStep)


def test_enter_on_the_first_page_opens_what_was_opened_last(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    driver.window.flow.show_home()
    assert driver.window.start is not None
    home = driver.window.start.step
    assert isinstance(home, HomeStep)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PushButton)
    assert focused.accessibleName() == "proef"
