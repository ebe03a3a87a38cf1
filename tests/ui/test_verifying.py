"""Checking a dossier: before anything is unlocked, and stopped halfway."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import sleep

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from portfolio_app.documents.blocks import Document, Paragraph, plain
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.services import verifying
from portfolio_app.ui.start.check import CheckStep
from portfolio_app.ui.start.create import RecoveryKeyStep
from portfolio_app.ui.start.home import HomeStep
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.verifying import panel as panel_module
from portfolio_app.ui.verifying.panel import VerifyPanel
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.cards import Card
from tests.ui.driver import PASSPHRASE, Driver

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    file = tmp_path / "dossier.pdf"
    words = Paragraph(plain("Wat ik heb geleerd."))
    with file.open("wb") as out:
        write_pdf(Document("Dossier", "N. Verzonnen", "Dossier", "nl", date(2026, 6, 15), (words,), sealed=True), out)
    return file


def words_in(part: QWidget) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisibleTo(part))


def step_of(driver: Driver) -> QWidget | None:
    return driver.window.start.step if driver.window.start else None


def check_step(driver: Driver) -> CheckStep:
    step = step_of(driver)
    assert isinstance(step, CheckStep)
    return step


def drop(target: QWidget, *files: Path) -> bool:
    """Drop files on a widget as a file manager does, and tell whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("\n".join(map(str, files)))  # file managers add the names as text
    entered = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NO_KEY)
    entered.setAccepted(False)
    around: QWidget | None = target
    while around is not None and not entered.isAccepted():
        if around.acceptDrops():
            QApplication.sendEvent(around, entered)
        target, around = around, around.parentWidget()
    if entered.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), COPY, data, LEFT, NO_KEY))
    return entered.isAccepted()


def test_a_dossier_dropped_on_the_start_page_gets_its_verdict(driver: Driver, dossier: Path) -> None:
    home = step_of(driver)
    assert isinstance(home, HomeStep)
    assert drop(home.new_button, dossier)
    driver.settle()
    said = words_in(check_step(driver))
    assert "Het dossier is ongeschonden: 1 bladzijde en 0 bijlagen" in said
    assert "Niet digitaal ondertekend" in said
    assert list(driver.folder.glob("**/*.vakdossier")) == []


def test_a_dossier_dropped_on_the_lock_screen_is_checked_and_the_lock_comes_back(
    empty_driver: Driver, dossier: Path
) -> None:
    driver = empty_driver
    driver.window.lock()
    driver.until(lambda: isinstance(step_of(driver), UnlockStep))
    driver.settle()
    before = {file: file.read_bytes() for file in driver.vault.rglob("*") if file.is_file()}
    lock = step_of(driver)
    assert isinstance(lock, UnlockStep)
    assert drop(lock.secret.line, dossier)
    assert lock.secret.line.text() == ""
    driver.settle()
    assert "ongeschonden" in words_in(check_step(driver))
    assert {file: file.read_bytes() for file in driver.vault.rglob("*") if file.is_file()} == before
    driver.press(check_step(driver).back_button)
    assert driver.window.flow.vault_asked_for() == driver.vault
    driver.unlock()


def test_what_was_changed_is_told_and_by_whom_it_was_not_signed(driver: Driver, dossier: Path) -> None:
    original = dossier.with_name("origineel.pdf")
    original.write_bytes(dossier.read_bytes())
    dossier.write_bytes(dossier.read_bytes() + b"\n% later")
    start = driver.window.start
    assert start is not None
    assert drop(start, dossier, original)
    driver.settle()
    said = words_in(check_step(driver))
    assert "Het dossier is veranderd." in said
    assert "Achter het dossier zijn 8 bytes toegevoegd." in said
    assert "Origineel: origineel.pdf" in said


def test_the_verdict_comes_into_sight_in_a_low_window_with_large_words(driver: Driver, dossier: Path) -> None:
    driver.window._set(driver.keeper.settings.replaced(text_size=200))
    driver.window.resize(820, 560)
    driver.window.flow.show_check(dossier)
    driver.settle()
    panel = check_step(driver).panel
    verdict = panel.findChildren(Card)[0]
    driver.until(lambda: verdict.visibleRegion().boundingRect().height() > verdict.height() / 2)


def test_a_screen_reader_hears_the_verdict(driver: Driver, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(panel_module, "announce", lambda _about, words: heard.append(words))
    driver.window.flow.show_check(dossier)
    driver.settle()
    driver.window.flow.show_check(dossier.with_name("weg.pdf"))
    driver.settle()
    assert [words.split(":")[0] for words in heard] == ["Het dossier is ongeschonden", "Niet gecontroleerd"]


def test_announcing_to_nobody_goes_well(driver: Driver) -> None:
    QAccessible.setActive(True)
    try:
        announce(driver.window, "Het dossier is ongeschonden.")
    finally:
        QAccessible.setActive(False)
    announce(driver.window, "Het dossier is ongeschonden.")
    assert driver.window.isVisible()


def encrypted(file: Path) -> None:
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))


def sealed_by_a_newer_version(file: Path) -> None:
    content = file.read_bytes()
    assert content.count(b"vakdossier-seal/3") == 1
    file.write_bytes(content.replace(b"vakdossier-seal/3", b"vakdossier-seal/9"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(b"een brief"), "geen PDF"),
        (lambda file: file.write_bytes(file.read_bytes()[:400]), "beschadigd"),
        (encrypted, "met een wachtwoord beveiligd"),
        (lambda file: file.unlink(), "bestaat niet"),
        (sealed_by_a_newer_version, "nieuwere versie"),
    ],
    ids=["no-dossier", "damaged", "encrypted", "gone", "newer"],
)
def test_why_a_file_cannot_be_checked_is_told(driver: Driver, dossier: Path, spoil: object, said: str) -> None:
    assert callable(spoil)
    spoil(dossier)
    driver.window.flow.show_check(dossier)
    driver.settle()
    words = words_in(check_step(driver))
    assert "Niet gecontroleerd: dossier.pdf" in words
    assert said in words


def test_it_goes_by_the_keyboard_alone(driver: Driver, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(dossier), ""))
    home = step_of(driver)
    assert isinstance(home, HomeStep)
    home.new_button.setFocus()
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is check_step(driver).panel.button
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    driver.settle()
    assert "ongeschonden" in words_in(check_step(driver))


def slow(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a check last until it is stopped; what is returned tells how it went."""
    went: list[str] = []

    def verify(*given: object) -> None:
        went.append("begun")
        stopped = given[-1]
        assert callable(stopped)
        while not stopped():
            sleep(0.005)
        went.append("stopped")

    monkeypatch.setattr(verifying, "verify", verify)
    return went


def test_a_check_is_stopped_at_once_and_can_be_done_again(
    driver: Driver, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        went = slow(patched)
        driver.window.flow.show_check(dossier)
        panel: VerifyPanel = check_step(driver).panel
        driver.press(panel.work.stop_button)
        assert "De controle is gestopt" in words_in(panel)
        driver.settle()
        assert went in ([], ["begun", "stopped"])
    driver.press(panel.again_button)
    driver.settle()
    assert "ongeschonden" in words_in(panel)


@pytest.mark.parametrize("leave", [lambda driver: driver.press(check_step(driver).back_button), Driver.close])
def test_who_leaves_waits_for_no_check(
    driver: Driver, dossier: Path, monkeypatch: pytest.MonkeyPatch, leave: object
) -> None:
    went = slow(monkeypatch)
    driver.window.flow.show_check(dossier)
    driver.until(lambda: went == ["begun"])
    QApplication.processEvents()  # what is to be pressed gets its place
    assert callable(leave)
    leave(driver)
    driver.until(lambda: went == ["begun", "stopped"])


def test_a_portfolio_dropped_on_the_page_is_opened(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.window.show_start(choose=True) if driver.window.workspace is None else driver.window.choose_vault()
    driver.until(lambda: isinstance(step_of(driver), HomeStep))
    start = driver.window.start
    assert start is not None
    assert drop(start, driver.vault)
    assert driver.window.flow.vault_asked_for() == driver.vault


def test_the_key_of_a_new_portfolio_is_not_pushed_aside_by_a_file(driver: Driver, dossier: Path) -> None:
    from portfolio_app.ui.start.create import CreateStep

    driver.window.flow.show_create()
    create = step_of(driver)
    assert isinstance(create, CreateStep)
    create.folder = driver.folder
    for field in (create.passphrase.secret, create.passphrase.repeat):
        driver.type(field.line, PASSPHRASE)
    driver.press(create.button)
    driver.until(lambda: isinstance(step_of(driver), RecoveryKeyStep))
    start, shown = driver.window.start, step_of(driver)
    assert start is not None
    assert shown is not None
    assert not drop(shown, dossier)
    driver.window.check_dossier()
    assert step_of(driver) is shown


def test_in_an_open_portfolio_the_menu_leads_to_the_same_check(open_driver: Driver) -> None:
    driver = open_driver
    (command,) = (each for each in driver.window.commands() if each.label.nl == "Een dossier controleren…")
    command.deed()
    driver.settle()
    assert any(each.isVisible() for each in driver.window.findChildren(VerifyPanel))
