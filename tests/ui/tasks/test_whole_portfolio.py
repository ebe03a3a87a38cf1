"""What a casemanager does with a portfolio as a whole, by keyboard alone and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from portfolio_app.services.verifying import verify
from portfolio_app.ui.client_view.begin import BeginDialog
from portfolio_app.ui.dialogs.restore import RestoreDialog
from portfolio_app.ui.guide.about_me import PersonStep, RegistersStep
from portfolio_app.ui.guide.bring import BackupsStep
from portfolio_app.ui.guide.page import GuidePage
from portfolio_app.ui.pages.backups import BackupsPage
from portfolio_app.ui.pages.dossier import DossierPage
from portfolio_app.ui.start.create import CreateStep, RecoveryKeyStep
from portfolio_app.ui.start.home import HomeStep
from portfolio_app.ui.start.unlock import UnlockStep
from tests.exported_portfolios import small_portfolio
from tests.ui.driver import PASSPHRASE, Driver
from tests.ui.tasks.conftest import WAYS
from tests.ui.tasks.hands import Hands
from tests.ui.tasks.test_keeping_records import of_kind


def step_of(hands: Hands) -> object:
    return hands.driver.window.start.step if hands.driver.window.start else None


def do(hands: Hands, words: str) -> None:
    """Do what the finder calls so."""
    finder = hands.open_finder()
    QTest.keyClicks(finder.line, words.partition("ë")[0].partition("…")[0])  # Qt's tests type ASCII only
    hands.driver.settle()
    hands.take_found(finder, [entry.label for entry in finder.list.entries].index(words))
    hands.driver.settle()


def unlock(hands: Hands) -> None:
    step = step_of(hands)
    assert isinstance(step, UnlockStep)
    hands.write(step.secret.line, PASSPHRASE)
    hands.press(step.button)
    hands.driver.until(lambda: hands.driver.window.workspace is not None)
    hands.driver.settle()


def test_a_portfolio_is_begun(first_hands: Hands) -> None:
    hands, driver = first_hands, first_hands.driver
    home = step_of(hands)
    assert isinstance(home, HomeStep)
    hands.press(home.new_button)
    create = step_of(hands)
    assert isinstance(create, CreateStep)
    hands.write(create.name, "mijn vak")
    hands.write(create.passphrase.secret.line, PASSPHRASE)
    hands.write(create.passphrase.repeat.line, PASSPHRASE)
    hands.press(create.button)
    driver.until(lambda: isinstance(step_of(hands), RecoveryKeyStep))
    key = step_of(hands)
    assert isinstance(key, RecoveryKeyStep)
    hands.write(key.panel.check, key.panel._groups[-1])
    hands.press(key.button)
    driver.until(lambda: driver.window.workspace is not None)
    driver.settle()
    page = driver.workspace._pages["guide"]
    assert isinstance(page, GuidePage)
    hands.press(page.next_button)
    person = page.step
    assert isinstance(person, PersonStep)
    hands.write(person.rows["given_names"].editor.target, "Noor")
    hands.write(person.rows["surname"].editor.target, "Verzonnen")
    hands.press(page.next_button)
    driver.until(lambda: isinstance(page.step, RegistersStep))
    registers = page.step
    assert isinstance(registers, RegistersStep)
    hands.press(registers.registers[0].box)
    hands.write(registers.registers[0].rows["since"].editor.target, "1-3-2024")
    hands.press(page.next_button)
    driver.until(lambda: isinstance(page.step, BackupsStep))
    assert of_kind(hands, "person")[0].full_name() == "Noor Verzonnen"
    assert len(of_kind(hands, "registration")) == 1


@pytest.mark.parametrize("way", list(WAYS))
def test_a_dossier_is_made(driver: Driver, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "dossier.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    small_portfolio(driver.vault, driver.clock, PASSPHRASE).close()
    driver.unlock()
    hands = WAYS[way](driver)
    hands.go("dossier")
    page = driver.workspace._pages["dossier"]
    assert isinstance(page, DossierPage)
    wizard = page.dossier
    for key in ("contents", "completeness", "privacy", "finish"):
        hands.press(wizard.on_button)
        driver.settle()
        assert wizard.current == key
    hands.press(wizard.finish.button)
    driver.until(target.exists)
    driver.settle()
    assert wizard.finish.progress.words.startswith("Klaar.")
    assert verify(target, driver.clock).intact


def test_the_cv_is_shown_to_a_client(busy_hands: Hands) -> None:
    hands, driver = busy_hands, busy_hands.driver
    do(hands, "Cv laten zien aan een cliënt…")
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), BeginDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BeginDialog)
    hands.write(dialog.whom, "Werkgever Zuiderpolder")
    hands.press(dialog.button)
    host = driver.window._client_view
    assert host is not None
    driver.until(lambda: host.screen is not None and bool(host.screen._pages))
    screen = host.screen
    assert screen is not None
    screen.activateWindow()
    driver.settle()
    hands.press(screen.leave_button)
    hands.write(screen._gate.secret.line, PASSPHRASE)
    hands.press(screen._gate.button)
    driver.until(driver.window.isVisible)
    driver.settle()
    assert "Werkgever Zuiderpolder" in {each.recipient for each in of_kind(hands, "outgoing")}


def test_a_backup_is_made_and_put_back(hands: Hands) -> None:
    driver = hands.driver
    form = hands.new("goal")
    hands.fill(form, name="Blijft bewaard", deadline="1-12-26", status="loopt")
    hands.saved(form)
    do(hands, "Reservekopieën")
    page = driver.workspace._pages["backups"]
    assert isinstance(page, BackupsPage)
    hands.press(page.make_button)
    driver.until(lambda: page.table.rows.rowCount() == 1 and not page.work.is_busy)
    driver.settle()
    hands.fill(hands.new("goal"), name="Van daarna", deadline="1-12-26", status="loopt")
    hands.saved(hands.form("goal"))
    do(hands, "Reservekopieën")
    driver.until(page.restore_button.isEnabled)
    hands.press(page.restore_button)
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), RestoreDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    driver.until(lambda: dialog.decision is not None)
    panel = dialog.decision
    assert panel is not None
    hands.press(panel.take_button)
    driver.until(lambda: isinstance(step_of(hands), UnlockStep))
    driver.settle()
    unlock(hands)
    assert [goal.name for goal in of_kind(hands, "goal")] == ["Blijft bewaard"]


def test_a_portfolio_is_locked_and_opened_again(busy_hands: Hands) -> None:
    hands = busy_hands
    hands.go("plan")
    hands.lock()
    hands.driver.until(lambda: isinstance(step_of(hands), UnlockStep))
    unlock(hands)
    assert hands.driver.workspace.current == "plan"
    assert QApplication.activeWindow() in (hands.driver.window, None)
