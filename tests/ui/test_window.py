"""Finder, dialogs, documents, overview, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QLabel

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.dialogs.settings import SettingsDialog
from portfolio_app.ui.finder import Finder
from portfolio_app.ui.mistakes import report_of
from portfolio_app.ui.widgets.standing import StandingCard
from tests.ui.driver import Driver


def combo(dialog: SettingsDialog, name: str) -> QComboBox:
    found = [each for each in dialog.findChildren(QComboBox, name) if each.isVisibleTo(dialog)]
    assert len(found) == 1
    return found[0]


def visible_words(driver: Driver) -> str:
    return " ".join(label.text() for label in driver.window.findChildren(QLabel) if label.isVisible())


def test_finder_finds_records_by_their_words(open_driver: Driver) -> None:
    driver = open_driver
    finder = driver.workspace.open_finder()
    assert finder.list.count() > 20
    driver.type(finder.line, "poortwachter")
    driver.until(lambda: driver.window.tasks.idle and finder.list.count() > 3)
    chosen = finder.list.entries[1].label
    assert "poortwachter" in f"{chosen} {finder.list.entries[1].snippet}".casefold()
    QTest.keyClick(finder.line, Qt.Key.Key_Down)
    assert finder.list.currentIndex().row() == 1
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    driver.settle()
    area = driver.workspace._areas[driver.workspace.current]
    panel = area._views[area.current_kind].record_panel
    assert chosen.startswith(panel._title.text())


def test_finder_opens_by_its_key(open_driver: Driver) -> None:
    driver = open_driver
    QTest.keyClick(driver.workspace, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, Finder)
    shown.reject()


def test_finder_goes_to_a_page(open_driver: Driver) -> None:
    driver = open_driver
    finder = driver.workspace.open_finder()
    driver.type(finder.line, "toestemm")
    driver.settle()
    assert finder.list.entries[0].label == "Toestemmingen"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    driver.settle()
    assert driver.workspace.current == "permissions"


def test_finder_takes_any_words(open_driver: Driver) -> None:
    driver = open_driver
    finder = driver.workspace.open_finder()
    for words in ("e-mail", "jan's", "50%", "(", '"', "*", "AND OR"):
        finder.line.setText(words)
        driver.settle()
    assert driver.window.findChildren(MessageDialog) == []
    finder.reject()


@pytest.mark.parametrize("dialog", ["settings", "help", "finder", "refusal", "mistake"])
def test_dialogs_are_freed(open_driver: Driver, dialog: str) -> None:
    driver = open_driver
    open_it: dict[str, Callable[[], object]] = {
        "settings": driver.window.show_settings,
        "help": driver.window.show_help,
        "finder": driver.workspace.open_finder,
        "refusal": lambda: driver.window.tell(WrongUseError(Text("Nee.", "No."))),
        "mistake": lambda: driver.window.tell_mistake(ValueError()),
    }
    open_it[dialog]()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QDialog)
    gone: list[bool] = []
    shown.destroyed.connect(lambda: gone.append(True))
    kept = weakref.ref(shown)
    shown.close()
    del shown
    driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone == [True]
    del kept


def test_settings_hold_at_once(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.show_settings()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    dialog.open_section("locking")
    combo(dialog, "lock_after").setCurrentIndex(2)
    assert driver.keeper.settings.lock_after == 5
    dialog.open_section("appearance")
    combo(dialog, "theme").setCurrentIndex(2)
    driver.settle()
    assert driver.workspace.session.look.tones.dark
    combo(dialog, "text_size").setCurrentIndex(4)
    driver.settle()
    assert driver.workspace.session.look.text_size == 175
    assert combo(dialog, "text_size").currentData() == 175
    dialog.accept()


def test_vaults_are_forgotten_on_demand(open_driver: Driver) -> None:
    driver = open_driver
    assert driver.keeper.memory.vaults
    driver.window.show_settings()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    dialog.open_section("remembering")
    box = dialog.findChild(QCheckBox, "remember_vaults")
    assert box is not None
    box.click()
    assert driver.keeper.memory.vaults == ()
    dialog.accept()


def test_refusal_is_told_in_words(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.tell(WrongUseError(Text("<b>Dat</b> kan niet.", "No."), Text("Doe dit.", "Do this.")))
    (dialog,) = driver.window.findChildren(MessageDialog)
    assert dialog.explanation.text() == "<b>Dat</b> kan niet. Doe dit."
    assert dialog.explanation.textFormat() is Qt.TextFormat.PlainText
    dialog.reject()


def test_mistake_on_another_thread_is_told_too(watched: Driver) -> None:
    def broken() -> None:
        raise LookupError("Jan de Vries")

    for _ in range(2):
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
    watched.until(lambda: bool(watched.window.findChildren(MessageDialog)))
    watched.settle()
    (dialog,) = watched.window.findChildren(MessageDialog)
    dialog.reject()


def test_report_of_a_mistake_tells_where_and_not_what() -> None:
    try:
        raise LookupError("Jan de Vries uit Veenbergen")
    except LookupError as error:
        report = report_of(error)
    assert "LookupError" in report
    assert "test_report_of_a_mistake" in report
    assert "Jan" not in report


def test_mistake_of_the_program_shows_no_traceback(watched: Driver) -> None:
    driver = watched
    secret = "Jan de Vries uit Veenbergen"
    try:
        raise RuntimeError(secret)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = driver.window.findChildren(MessageDialog)
    assert "fout van het programma" in dialog.explanation.text()
    assert secret not in dialog.explanation.text()
    dialog.reject()


def test_nothing_personal_in_the_title_of_the_window(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("position")
    driver.settle()
    assert driver.window.windowTitle() == "Vakdossier"


def test_overview_answers_where_i_stand(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.go("overview")
    driver.settle()
    driver.until(lambda: bool(driver.workspace.findChildren(StandingCard)))
    words = visible_words(driver)
    assert "Maandelijkse kennistoets" in words
    assert "van 12 maanden" in words
    assert "Loopt binnenkort af" in words
    assert "niet bij het register nagegaan" in words


def test_locked_window_holds_no_records(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("permission")
    driver.settle()
    driver.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    words = " ".join(label.text() for label in driver.window.findChildren(QLabel))
    assert "Werknemer" not in words


def test_rest_locks_the_vault(open_driver: Driver) -> None:
    driver = open_driver
    driver.window._rest.begin(2)
    assert driver.window._rest._timer.remainingTime() > 100_000
    driver.window._rest.rested.emit()
    driver.until(lambda: driver.window.start is not None)
