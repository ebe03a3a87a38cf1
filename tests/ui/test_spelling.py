"""Misspelled words are seen, gone through and mended, by keyboard and by mouse; nothing of them leaves the vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QListWidget, QMenu, QPlainTextEdit, QPushButton

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.kinds import kind_called
from portfolio_app.services.opening import create_portfolio
from portfolio_app.services.spelling.finding import DictionaryPlaces
from portfolio_app.services.spelling.own_words import own_words
from portfolio_app.ui.dialogs.settings import SettingsDialog
from portfolio_app.ui.forms.editor import TextEditor
from portfolio_app.ui.forms.parts import StepsEditor
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.forms.writing import WritingSheet
from portfolio_app.ui.pages.area import AreaPage
from portfolio_app.ui.spelling.desk import SpellingDesk
from tests.dictionaries import DUTCH, dutch_and_english, write_dictionary
from tests.ui.acceptance import looking
from tests.ui.driver import PASSPHRASE, Driver


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Where this machine has its dictionaries."""
    return dutch_and_english(tmp_path / "machine")


@pytest.fixture
def writer(driver: Driver, clock: FixedClock, machine: Path) -> Iterator[Driver]:
    """A window with an empty portfolio open, on a machine that has dictionaries."""
    driver.window.backroom.dictionaries = lambda: DictionaryPlaces(driver.folder / "own", (machine,))
    create_portfolio(driver.vault, PASSPHRASE, clock=clock).portfolio.close()
    driver.unlock()
    yield driver
    close_menu()


def desk(driver: Driver) -> SpellingDesk:
    return driver.workspace.session.spelling


def looked_up(driver: Driver) -> None:
    """Wait until every word that was asked about is known, and shown."""
    for _ in range(3):
        driver.until(lambda: desk(driver).idle)
        driver.settle()


def form(driver: Driver, kind: str) -> RecordForm:
    page = driver.workspace._areas[kind_called(kind).area.value]
    assert isinstance(page, AreaPage)
    return page._views[kind].record_panel.form


def text_of(driver: Driver, kind: str, field: str, *, new: bool = True) -> QPlainTextEdit:
    if new:
        driver.workspace.start_new(kind)
        driver.settle()
    editor = form(driver, kind).rows[field].editor
    assert isinstance(editor, TextEditor)
    return editor.text


def underlined(edit: QPlainTextEdit) -> list[str]:
    wavy = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
    found = []
    block = edit.document().begin()
    while block.isValid():
        words = ""
        for each in block.layout().formats():
            if each.format.underlineStyle() is wavy:
                words += block.text()[each.start : each.start + each.length]
        found += [words] if words else []
        block = block.next()
    return found


def menu() -> QMenu:
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def entries() -> list[str]:
    return [action.text() for action in menu().actions() if action.isVisible() and action.text()]


def choose(driver: Driver, words: str) -> None:
    action = next(each for each in menu().actions() if each.text() == words)
    QTest.mouseClick(menu(), Qt.MouseButton.LeftButton, pos=menu().actionGeometry(action).center())
    driver.settle()


def close_menu() -> None:
    shown = QApplication.activePopupWidget()
    if shown is not None:
        shown.close()


def press_f7(driver: Driver) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_F7)
    looked_up(driver)


def test_a_word_is_judged_when_the_person_leaves_it(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "de werknmer")
    looked_up(writer)
    assert underlined(edit) == []
    QTest.keyClicks(edit, " vroeg")
    looked_up(writer)
    assert underlined(edit) == ["werknmer"]
    edit.setFocus()
    for _ in range(len("mer vroeg")):
        QTest.keyClick(edit, Qt.Key.Key_Left)
    QTest.keyClicks(edit, "e")
    QTest.keyClick(edit, Qt.Key.Key_End)
    looked_up(writer)
    assert edit.toPlainText() == "de werknemer vroeg"
    assert underlined(edit) == []


def test_what_stood_there_already_is_judged_when_it_is_shown(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    edit.setPlainText("het gesprekk\nrustig\n**verzuum** en **verzuim**")
    looked_up(writer)
    assert underlined(edit) == ["gesprekk", "verzuum"]
    last = edit.document().lastBlock().layout().formats()
    wavy = [each for each in last if each.format.underlineStyle() is not QTextCharFormat.UnderlineStyle.NoUnderline]
    assert all(each.format.fontWeight() == QFont.Weight.Bold for each in wavy)


def test_f7_mends_by_keyboard_alone_and_goes_on_to_the_next(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "de werknmer en het gesprekk later")
    looked_up(writer)
    press_f7(writer)
    assert edit.textCursor().selectedText() == "werknmer"
    assert entries()[0] == "werknemer"
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    looked_up(writer)
    assert edit.toPlainText() == "de werknemer en het gesprekk later"
    press_f7(writer)
    assert edit.textCursor().selectedText() == "gesprekk"
    QTest.keyClick(menu(), Qt.Key.Key_Escape)
    press_f7(writer)  # begins again where there is no other
    assert edit.textCursor().selectedText() == "gesprekk"
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    looked_up(writer)
    assert edit.toPlainText() == "de werknemer en het gesprek later"
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "gesprekk" in edit.toPlainText()


def test_f7_goes_through_all_texts_that_are_seen(writer: Driver) -> None:
    first, second = text_of(writer, "position", "description"), text_of(writer, "position", "results", new=False)
    first.setPlainText("rustigg")
    second.setPlainText("verzuum")
    first.setFocus()
    looked_up(writer)
    chosen = []
    for _ in range(3):
        press_f7(writer)
        chosen.append(next(each for each in (first, second) if each.hasFocus()).textCursor().selectedText())
        close_menu()
    assert chosen == ["rustigg", "verzuum", "rustigg"]


def test_nothing_wrong_is_said(writer: Driver) -> None:
    said: list[str] = []
    writer.workspace.session.said.connect(lambda words, _offer, _deed: said.append(words))
    edit = text_of(writer, "position", "description")
    writer.type(edit, "rustig gesprek ")
    looked_up(writer)
    press_f7(writer)
    assert said == ["Geen spelfouten gevonden."]


def right_click(driver: Driver, edit: QPlainTextEdit, position: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(position)
    place = edit.cursorRect(cursor).center() + QPoint(2, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, edit.viewport().mapToGlobal(place))
    QApplication.sendEvent(edit.viewport(), event)
    looked_up(driver)


def test_the_menu_by_mouse_mends_and_skips(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "een gesprekk met Oeverwaarde en Oeverwaarde ")
    looked_up(writer)
    right_click(writer, edit, 8)
    assert "Kopiëren" in entries()
    choose(writer, "gesprek")
    assert edit.toPlainText() == "een gesprek met Oeverwaarde en Oeverwaarde "
    right_click(writer, edit, 20)
    choose(writer, "Overslaan")
    looked_up(writer)
    assert underlined(edit) == []
    right_click(writer, edit, 20)
    assert entries()[0] == "Ongedaan maken"


def test_words_of_ones_own_stay_in_the_vault_and_nowhere_else(writer: Driver) -> None:
    edit = text_of(writer, "skill", "notes")
    writer.type(form(writer, "skill").rows["name"].editor.target, "Adviseren")
    writer.type(edit, "Fennelientje vroeg ")
    looked_up(writer)
    right_click(writer, edit, 3)
    choose(writer, "Toevoegen aan woordenboek")
    looked_up(writer)
    assert underlined(edit) == []
    writer.until(lambda: form(writer, "skill").standing is Standing.SAVED)
    writer.window.lock()
    writer.until(lambda: writer.window.workspace is None)
    writer.settle()
    writer.unlock()
    found: list[frozenset[str]] = []
    session = writer.workspace.session
    session.read(own_words, found.append, owner=session)
    writer.settle()
    assert found == [frozenset({"Fennelientje"})]
    edit = text_of(writer, "skill", "notes")
    writer.type(edit, "Fennelientje vroeg ")
    looked_up(writer)
    assert underlined(edit) == []
    files = [each for each in writer.folder.rglob("*") if each.is_file()]
    assert files
    assert not [each for each in files if b"Fennelientje" in each.read_bytes()]


def test_english_texts_are_held_against_the_english_dictionary(writer: Driver) -> None:
    edit = text_of(writer, "position", "description_en")
    driver_form = form(writer, "position")
    driver_form.show_english(shown=True)
    writer.type(edit, "the client and the werknemer ")
    dutch = text_of(writer, "position", "description", new=False)
    writer.type(dutch, "de client en de werknemer ")
    looked_up(writer)
    assert underlined(edit) == ["werknemer"]
    assert underlined(dutch) == ["client"]


def test_writing_without_distraction_is_checked_too(writer: Driver) -> None:
    writer.workspace.start_new(
        "reflection", {"model": kind_called("reflection").field("model").type.parse("vrij", "nl")}
    )
    writer.settle()
    steps = form(writer, "reflection").rows["steps"].editor
    assert isinstance(steps, StepsEditor)
    steps.write()
    sheet = writer.window.findChild(WritingSheet)
    assert isinstance(sheet, WritingSheet)
    edit = next(iter(sheet.edits.values()))
    writer.type(edit, "ik leerde rustigg en later ")
    looked_up(writer)
    assert underlined(edit) == ["rustigg"]
    press_f7(writer)
    assert entries()[0] == "rustig"
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    looked_up(writer)
    assert edit.toPlainText() == "ik leerde rustig en later "
    sheet.reject()
    writer.settle()
    assert next(iter(steps._editors.values())).text.toPlainText() == "ik leerde rustig en later "


def settings(driver: Driver) -> SettingsDialog:
    driver.window.show_settings()
    dialog = driver.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.open_section("spelling")
    looked_up(driver)
    return dialog


def told(dialog: SettingsDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_it_can_be_turned_off_and_on(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "verzuum ")
    looked_up(writer)
    dialog = settings(writer)
    box = dialog.findChild(QCheckBox, "spelling")
    assert isinstance(box, QCheckBox)
    box.click()
    looked_up(writer)
    assert underlined(edit) == []
    assert not writer.keeper.settings.spelling
    box.click()
    looked_up(writer)
    assert underlined(edit) == ["verzuum"]
    dialog.accept()


def test_settings_tell_what_was_found_and_take_another_dictionary(
    writer: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "eigenwijs ")
    looked_up(writer)
    assert underlined(edit) == ["eigenwijs"]
    dialog = settings(writer)
    assert "Gevonden: nl_NL" in told(dialog)
    assert "Gevonden: en_GB" in told(dialog)
    chosen = write_dictionary(writer.folder / "stick", "Groene lijst", (*DUTCH, "eigenwijs"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(chosen.dic), ""))
    dutch = next(
        b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Kies een woordenboek… (Nederlands)"
    )
    dutch.click()
    looked_up(writer)
    assert "Het woordenboek dat u koos: Groene-lijst" in told(dialog)
    assert underlined(edit) == []
    back = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Mijn keuze vergeten" and b.isVisible())
    back.click()
    looked_up(writer)
    assert underlined(edit) == ["eigenwijs"]
    chosen.dic.write_bytes(b"%PDF-1.7")
    dutch.click()
    looked_up(writer)
    assert "geen lijst van woorden" in told(dialog)
    assert underlined(edit) == ["eigenwijs"]
    dialog.accept()


def test_own_words_can_be_taken_away(writer: Driver) -> None:
    edit = text_of(writer, "position", "description")
    writer.type(edit, "Fenna ")
    looked_up(writer)
    desk(writer).add("Fenna")
    desk(writer).add("Oeverwaarde")
    looked_up(writer)
    dialog = settings(writer)
    words = dialog.findChild(QListWidget, "own_words")
    assert isinstance(words, QListWidget)
    assert [words.item(at).text() for at in range(words.count())] == ["Fenna", "Oeverwaarde"]
    words.setCurrentRow(0)
    remove = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Weghalen" and b.isVisible())
    QTest.keyClick(remove, Qt.Key.Key_Space)
    looked_up(writer)
    assert [words.item(at).text() for at in range(words.count())] == ["Oeverwaarde"]
    assert underlined(edit) == ["Fenna"]
    dialog.accept()


def test_a_damaged_dictionary_is_told_once_and_the_person_writes_on(writer: Driver, machine: Path) -> None:
    (machine / "nl_NL.dic").write_bytes(b"\0" * 500)
    said: list[str] = []
    writer.workspace.session.said.connect(lambda words, _offer, _deed: said.append(words))
    edit = text_of(writer, "position", "description")
    writer.type(edit, "verzuum ")
    looked_up(writer)
    QTest.keyClicks(edit, "en gesprekk ")
    looked_up(writer)
    assert len(said) == 1
    assert "nl_NL" in said[0]
    assert underlined(edit) == []
    role = form(writer, "position").rows["role"].editor.target
    writer.type(role, "Casemanager")
    writer.type(form(writer, "position").rows["start"].editor.target, "2019")
    form(writer, "position").save()
    writer.until(lambda: form(writer, "position").standing is Standing.SAVED)


def test_without_a_dictionary_f7_says_where_to_choose_one(writer: Driver, machine: Path) -> None:
    for file in machine.iterdir():
        file.unlink()
    said: list[str] = []
    writer.workspace.session.said.connect(lambda words, _offer, _deed: said.append(words))
    edit = text_of(writer, "position", "description")
    writer.type(edit, "verzuum ")
    looked_up(writer)
    press_f7(writer)
    assert said == ["Er is geen woordenboek. Kies er een bij Instellingen, Spelling."]
    dialog = settings(writer)
    assert "geen woordenboek gevonden" in told(dialog)
    dialog.accept()


def test_no_process_is_started_where_nothing_is_written(writer: Driver) -> None:
    writer.workspace.go("overview")
    writer.settle()
    assert desk(writer)._tasks is None


@pytest.mark.parametrize(("language", "size"), [("nl", 100), ("en", 200)])
def test_settings_and_menu_are_whole_and_named(writer: Driver, language: str, size: int) -> None:
    writer.window._set(writer.keeper.settings.replaced(language=language, text_size=size))
    writer.settle()
    edit = text_of(writer, "position", "description")
    writer.type(edit, "verzuum ")
    looked_up(writer)
    desk(writer).add("Fenna")
    looked_up(writer)
    dialog = settings(writer)
    for _ in range(20):
        QApplication.processEvents()
    looks = (looking.unnamed, looking.small, looking.markup, looking.cut_off, looking.overlapping)
    assert [finding for look in looks for finding in look(dialog)] == []
    dialog.accept()
    writer.settle()
    writer.window.activateWindow()
    edit.setFocus()
    writer.until(lambda: QApplication.focusWidget() is edit)
    press_f7(writer)
    assert "verzuum" in menu().accessibleName()
    assert all(action.text() for action in menu().actions() if not action.isSeparator())


def test_a_text_that_can_only_be_read_offers_to_copy_it_by_key_and_by_mouse(open_driver: Driver) -> None:
    driver = open_driver
    other, step = driver.second_window()
    driver.press(step.read_only_button)
    driver.until(lambda: other.workspace is not None and other.workspace.session.is_loaded)
    first, driver.window = driver.window, other
    try:
        driver.workspace.show_first("goal")
        driver.settle()
        edit = next(each for each in other.findChildren(QPlainTextEdit) if each.isVisible() and each.toPlainText())
        assert edit.isReadOnly()
        edit.setFocus()
        for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
            QApplication.clipboard().clear()
            for words in ("Alles selecteren", "Kopiëren"):
                place = QPoint(4, 4)
                asked = QContextMenuEvent(reason, place, edit.viewport().mapToGlobal(place))
                QApplication.sendEvent(edit.viewport(), asked)
                assert entries() == ["Kopiëren", "Alles selecteren"]
                choose(driver, words)
            assert QApplication.clipboard().text() == edit.toPlainText()
    finally:
        close_menu()
        driver.window = first
        driver.let_go(other)
