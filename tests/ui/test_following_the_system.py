"""What the system changes while the window stands is followed: colours, typeface, locale; and Qt speaks along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

import portfolio_app.ui.typeface
from portfolio_app.ui.dialogs.settings import SettingsDialog
from portfolio_app.ui.widgets.sign import Sign
from tests.ui.driver import Driver
from tests.ui.screens import Screens

NATIVE = QKeySequence.SequenceFormat.NativeText


def test_the_colours_of_the_system_are_followed_also_in_an_open_dialog(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.change(theme="system")
    driver.settle()
    driver.window.show_settings()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    before = driver.window.look.tones.dark
    for scheme in (Qt.ColorScheme.Light if before else Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown):
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
        driver.settle()
        tones = driver.window.look.tones
        assert tones.dark is (scheme is Qt.ColorScheme.Dark)
        assert dialog.isVisible()
        assert dialog.palette().window().color().name() == tones.ground


def test_a_larger_typeface_of_the_system_is_followed(open_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    usual = portfolio_app.ui.typeface.window_font

    def larger(size: int = 100) -> QFont:
        font = usual(size)
        font.setPointSizeF(font.pointSizeF() * 1.5)
        return font

    before = QApplication.font().pointSizeF()
    monkeypatch.setattr("portfolio_app.ui.appearance.window_font", larger)
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.ThemeChange))
    driver.settle()
    assert QApplication.font().pointSizeF() == pytest.approx(before * 1.5)
    assert driver.workspace.place().kind == "goal"
    labels = [each for each in driver.window.findChildren(QLabel) if each.isVisible() and each.text()]
    assert min(label.font().pointSizeF() for label in labels) > before


def test_another_locale_of_the_system_changes_nothing(open_driver: Driver) -> None:
    driver = open_driver
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.LocaleChange))
    driver.settle()
    assert QLocale().name() == "nl_NL"


def test_qt_itself_speaks_the_language_of_the_window(driver: Driver) -> None:
    assert QKeySequence("Alt+Left").toString(NATIVE) == "Alt+Pijl links"
    assert QApplication.translate("QLineEdit", "&Copy") == "&Kopiëren"
    driver.window.change(language="en")
    assert QKeySequence("Alt+Left").toString(NATIVE) == "Alt+Left"
    driver.window.change(language="nl")
    assert QApplication.translate("QLineEdit", "&Copy") == "&Kopiëren"


def test_signs_and_icons_are_sharp_on_a_screen_of_another_scale(
    open_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, screens = open_driver, Screens(monkeypatch)
    usual = min(driver.window.look.scales)
    for scale in (3.0, usual, 3.0):
        screens.move(driver.window, scale)
        driver.settle()
        driver.window.repaint()
        parts = [each for each in driver.window.findChildren(QWidget) if not each.visibleRegion().isEmpty()]
        signs = [each for each in parts if isinstance(each, Sign)]
        assert {screens.scale_of(each) for each in signs} == {scale}
        button = next(each for each in parts if isinstance(each, QAbstractButton) and not each.icon().isNull())
        assert button.icon().pixmap(button.iconSize(), scale).size() == button.iconSize() * scale


def test_between_screens_that_are_known_nothing_is_built_anew(
    open_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, screens = open_driver, Screens(monkeypatch)
    usual, before = min(driver.window.look.scales), driver.workspace
    driver.workspace.show_first("goal")
    screens.move(driver.window, 3.0)
    driver.settle()
    after = driver.workspace
    assert after is not before
    assert after.place().kind == "goal"
    for scale in (usual, 3.0):
        screens.move(driver.window, scale)
        driver.settle()
    assert driver.workspace is after
