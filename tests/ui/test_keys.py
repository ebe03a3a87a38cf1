"""The dialog on keys, the keyring at the start, and what is left when the window locks."""

from __future__ import annotations

import gc
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from portfolio_app.services.keys import Proof, check_recovery_key, turn_keyring_on
from portfolio_app.services.opening import open_portfolio
from portfolio_app.storage.errors import WrongPassphraseError, WrongRecoveryKeyError
from portfolio_app.ui.keys.dialog import KeysDialog
from portfolio_app.ui.keys.pages import ChangePage, CheckPage, KeyringPage, RenewPage
from portfolio_app.ui.keys.paper import paint_sheet
from portfolio_app.ui.keys.parts import KeyPage
from portfolio_app.ui.warming import Warming
from tests.documents.pdf.reading import pdf_of
from tests.documents.sample_document import sample_cv
from tests.keyrings import MemoryKeyring
from tests.ui.driver import PASSPHRASE, Driver
from tests.vaults import check_passphrase

NEW = "geit fluistert langs orgelpijp"


def keys_of(driver: Driver) -> KeysDialog:
    driver.window.show_keys()
    dialogs = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, KeysDialog) and widget.isVisible()
    ]
    return dialogs[-1]


P = TypeVar("P", bound=KeyPage)


def shown_page(driver: Driver, kind: type[P]) -> tuple[KeysDialog, P]:
    """Open the dialog on keys at one of its pages."""
    dialog = keys_of(driver)
    dialog.show_page(kind)
    page = dialog.page
    assert isinstance(page, kind)
    return dialog, page


def button(dialog: QWidget, name: str) -> QPushButton:
    found = [
        each
        for each in dialog.findChildren(QPushButton)
        if name in (each.text(), each.accessibleName()) and each.isVisibleTo(dialog)
    ]
    assert len(found) == 1, (name, [each.text() for each in dialog.findChildren(QPushButton)])
    return found[0]


def test_the_passphrase_is_changed_in_the_window(empty_driver: Driver) -> None:
    driver = empty_driver
    dialog = keys_of(driver)
    driver.press(button(dialog, "Wachtwoordzin wijzigen"))
    page = dialog.page
    assert isinstance(page, ChangePage)
    driver.press(page.button)
    assert "eerst de huidige" in page.notice.words
    driver.type(page.proof.secret.line, "niet deze")
    driver.type(page.passphrase.secret.line, NEW)
    driver.type(page.passphrase.repeat.line, NEW)
    driver.press(page.button)
    driver.until(lambda: "opent het portfolio niet" in page.notice.words)
    assert page.passphrase.secret.line.text() == NEW
    page.proof.secret.line.clear()
    driver.type(page.proof.secret.line, PASSPHRASE)
    driver.press(page.button)
    driver.until(lambda: "nieuwe wachtwoordzin geldt" in dialog.words)
    assert "eservekopie" in dialog.words
    check_passphrase(driver.vault, NEW)
    with pytest.raises(WrongPassphraseError):
        check_passphrase(driver.vault, PASSPHRASE)
    dialog.close()


def test_the_recovery_key_stands_in_for_a_forgotten_passphrase(empty_driver: Driver) -> None:
    driver = empty_driver
    key = driver.opened.new_recovery_key().printed()
    dialog, page = shown_page(driver, ChangePage)
    driver.press(page.proof.switch)
    driver.type(page.proof.key.line, key.lower())
    for line in (page.passphrase.secret.line, page.passphrase.repeat.line):
        driver.type(line, NEW)
    driver.press(page.button)
    driver.until(lambda: "nieuwe wachtwoordzin geldt" in dialog.words)
    check_passphrase(driver.vault, NEW)
    dialog.close()


def test_the_recovery_key_is_checked_and_a_slip_is_pointed_at(empty_driver: Driver) -> None:
    driver = empty_driver
    key = driver.opened.new_recovery_key().printed()
    dialog = keys_of(driver)
    driver.press(button(dialog, "Herstelsleutel nakijken"))
    page = dialog.page
    assert isinstance(page, CheckPage)
    wrong = "7" if key[0] != "7" else "8"
    driver.type(page.key.line, wrong + key[1:])
    driver.press(page.button)
    driver.until(lambda: f"groep 1: teken 1 is “{wrong}”" in page.notice.words)
    page.key.line.clear()
    driver.type(page.key.line, key)
    driver.press(page.button)
    driver.until(lambda: "klopt" in dialog.words)
    driver.press(button(dialog, "Terug"))
    assert "Herstelsleutel" in dialog.words
    dialog.close()


def test_a_new_recovery_key_counts_only_once_the_person_has_it(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    old = driver.opened.new_recovery_key().printed()
    dialog, page = shown_page(driver, RenewPage)
    driver.type(page.proof.secret.line, PASSPHRASE)
    driver.press(page.button)
    driver.until(lambda: page.panel is not None)
    panel = page.panel
    assert panel is not None
    assert not page.button.isEnabled()
    check_recovery_key(driver.vault, old)
    sheet = tmp_path / "blad"
    panel.save_to(sheet)
    driver.until(lambda: "blad.pdf" in dialog.words)
    with pikepdf.open(sheet.with_suffix(".pdf")) as pdf:
        assert len(pdf.pages) == 1
    panel.save_to(driver.vault / "blad.pdf")
    driver.until(lambda: "hoort niet in het portfolio" in panel.notice.words)
    driver.press(panel.copy_button)
    assert QGuiApplication.clipboard().text() == panel._key
    driver.type(panel.check, panel._groups[-1])
    driver.press(page.button)
    driver.until(lambda: "nieuwe herstelsleutel geldt" in dialog.words)
    assert QGuiApplication.clipboard().text() == ""
    check_recovery_key(driver.vault, panel._key)
    with pytest.raises(WrongRecoveryKeyError):
        check_recovery_key(driver.vault, old)
    dialog.close()


def test_a_new_recovery_key_that_was_not_put_to_use_leaves_nothing_behind(empty_driver: Driver) -> None:
    driver = empty_driver
    old = driver.opened.new_recovery_key().printed()
    dialog, page = shown_page(driver, RenewPage)
    driver.type(page.proof.secret.line, PASSPHRASE)
    driver.press(page.button)
    driver.until(lambda: page.panel is not None)
    assert page.panel is not None
    driver.press(page.panel.copy_button)
    dialog.close()
    assert QGuiApplication.clipboard().text() == ""
    check_recovery_key(driver.vault, old)


def test_the_sheet_is_printed_page_for_page(tmp_path: Path) -> None:
    content = pdf_of(sample_cv())
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    assert paint_sheet(content, printer)
    with pikepdf.open(tmp_path / "papier.pdf") as printed:
        assert len(printed.pages) == pages
        assert all(page.get_images() for page in printed.pages)


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> list[Warming]:
    """Who loads what somebody who types will need: it would hold up a vault that opens by itself."""
    asked: list[Warming] = []
    monkeypatch.setattr(Warming, "begin_soon", lambda warming: asked.append(warming))  # noqa: PLW0108 - bound to it
    return asked


def test_the_keyring_is_turned_on_and_opens_the_next_window_but_not_a_locked_one(
    empty_driver: Driver, memory_keyring: MemoryKeyring, warmed: list[Warming]
) -> None:
    driver = empty_driver
    dialog, page = shown_page(driver, KeyringPage)
    driver.type(page.proof.secret.line, PASSPHRASE)
    driver.press(page.button)
    driver.until(lambda: "opent het portfolio voortaan" in dialog.words)
    assert len(memory_keyring.entries) == 1
    dialog.close()
    driver.lock()
    assert driver.window.workspace is None
    warmed.clear()
    second = driver.made_window()
    driver.until(lambda: second.workspace is not None)
    driver.until(lambda: second.tasks.idle)
    assert not warmed
    driver.let_go(second)


def test_the_keyring_is_turned_off(empty_driver: Driver, memory_keyring: MemoryKeyring) -> None:
    driver = empty_driver
    vault = driver.opened
    turn_keyring_on(vault, Proof(passphrase=PASSPHRASE))
    dialog = keys_of(driver)
    driver.press(button(dialog, "Uitzetten: Openen met de sleutelbos van dit systeem"))
    driver.until(lambda: "niet meer" in dialog.words)
    assert memory_keyring.entries == {}
    assert not vault.has_unlock_key
    dialog.close()


def test_a_keyring_that_fails_is_told_and_the_passphrase_is_asked(
    empty_driver: Driver, memory_keyring: MemoryKeyring, warmed: list[Warming]
) -> None:
    driver = empty_driver
    dialog, page = shown_page(driver, KeyringPage)
    memory_keyring.broken = True
    driver.type(page.proof.secret.line, PASSPHRASE)
    driver.press(page.button)
    driver.until(lambda: "sleutelbos van het systeem werkt niet" in page.notice.words)
    memory_keyring.broken = False
    driver.press(page.button)
    driver.until(lambda: "voortaan" in dialog.words)
    dialog.close()
    driver.lock()
    memory_keyring.broken = True
    warmed.clear()
    second = driver.made_window()
    step = driver.unlock_step(second)
    driver.until(lambda: "sleutelbos" in step.notice.words)
    assert warmed
    driver.type(step.secret.line, PASSPHRASE)
    driver.press(step.button)
    driver.until(lambda: second.workspace is not None)
    driver.until(lambda: second.tasks.idle)
    driver.let_go(second)


def test_a_portfolio_open_for_reading_only_checks_its_key_and_changes_none(empty_driver: Driver) -> None:
    driver = empty_driver
    second, step = driver.second_window()
    driver.press(step.read_only_button)
    driver.until(lambda: second.workspace is not None)
    driver.until(lambda: second.tasks.idle)
    second.show_keys()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, KeysDialog) and w.parent() is second)
    assert "alleen-lezen" in dialog.words
    assert not button(dialog, "Wachtwoordzin wijzigen").isEnabled()
    assert not button(dialog, "Nieuwe herstelsleutel").isEnabled()
    assert button(dialog, "Herstelsleutel nakijken").isEnabled()
    dialog.close()
    driver.let_go(second)


# -- locking ----------------------------------------------------------------------------------------------------------


def words_in_memory() -> str:
    """All that any widget of the program could show."""
    widgets = QApplication.allWidgets()
    labels = [widget.text() for widget in widgets if isinstance(widget, QLabel | QLineEdit | QPushButton)]
    return "\n".join([*labels, *(widget.accessibleName() for widget in widgets)])


@pytest.mark.parametrize("way", ["by hand", "after rest", "after sleep"])
def test_locking_leaves_no_content_no_connection_and_no_key(open_driver: Driver, way: str) -> None:
    driver = open_driver
    driver.window.change(lock_after=10)
    driver.workspace.go("education")
    driver.settle()
    driver.workspace.show_first("activity")
    driver.settle()
    vault, workspace = driver.opened, driver.workspace
    key, bare = vault.data_key, vault.data_key._secret
    with vault.storage.reading() as now:
        name = now.records.found(workspace.place().record).name
    assert name in words_in_memory()
    if way == "by hand":
        driver.window.lock()
    elif way == "after rest":
        driver.window._rest.rested.emit()
    else:
        driver.window._rest.look_at_clock()
        driver.clock.advance(timedelta(hours=8))
        driver.window._rest.look_at_clock()
    driver.until(lambda: driver.window.start is not None)
    driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not shiboken6.isValid(workspace)
    assert name not in words_in_memory()
    assert "Vakdossier" in driver.window.windowTitle()
    assert key.is_wiped
    assert not any(bare)
    with pytest.raises(RuntimeError):
        vault.connect()
    open_portfolio(driver.vault, passphrase=PASSPHRASE, clock=driver.clock).close()


def test_a_computer_that_slept_does_not_lock_who_never_wants_that(open_driver: Driver) -> None:
    driver = open_driver
    driver.window.change(lock_after=0)
    driver.clock.advance(timedelta(hours=8))
    driver.window._rest.look_at_clock()
    driver.settle()
    assert driver.window.workspace is not None


def test_an_open_dialog_on_keys_goes_when_the_window_locks_itself(empty_driver: Driver) -> None:
    driver = empty_driver
    dialog = keys_of(driver)
    dialog.show_page(ChangePage)
    driver.window._rest.rested.emit()
    driver.until(lambda: driver.window.start is not None)
    driver.settle()
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
