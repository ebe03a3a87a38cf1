"""Making, opening, locking: what a person meets before the portfolio itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from portfolio_app.ui.keys.new_passphrase import NewPassphrase
from portfolio_app.ui.start.create import CreateStep, RecoveryKeyStep
from portfolio_app.ui.start.home import HomeStep
from portfolio_app.ui.start.replace import ReplaceStep
from portfolio_app.ui.start.unlock import UnlockStep
from tests.ui.driver import PASSPHRASE, Driver


def step_of(driver: Driver) -> object:
    return driver.window.start.step if driver.window.start else None


def shown_create(driver: Driver) -> CreateStep:
    driver.window.flow.show_create()
    create = step_of(driver)
    assert isinstance(create, CreateStep)
    return create


def fill(driver: Driver, fields: NewPassphrase, passphrase: str, repeated: str | None = None) -> None:
    for field in (fields.secret, fields.repeat):
        field.line.clear()
    driver.type(fields.secret.line, passphrase)
    driver.type(fields.repeat.line, passphrase if repeated is None else repeated)


def test_new_portfolio_shows_its_key_once_and_asks_to_prove_it(driver: Driver) -> None:
    home = step_of(driver)
    assert isinstance(home, HomeStep)
    driver.press(home.new_button)
    create = step_of(driver)
    assert isinstance(create, CreateStep)
    create.name.clear()
    driver.type(create.name, "proef")
    create.folder = driver.folder
    fill(driver, create.passphrase, PASSPHRASE)
    driver.press(create.button)
    driver.until(lambda: isinstance(step_of(driver), RecoveryKeyStep))
    shown = step_of(driver)
    assert isinstance(shown, RecoveryKeyStep)
    assert not shown.button.isEnabled()
    driver.type(shown.panel.check, "fout")
    assert not shown.button.isEnabled()
    shown.panel.check.clear()
    driver.type(shown.panel.check, shown.panel._groups[-1].lower())
    assert shown.button.isEnabled()
    driver.press(shown.button)
    driver.until(lambda: driver.window.workspace is not None)
    driver.settle()
    assert driver.vault.is_dir()
    assert driver.keeper.memory.recent() == (driver.vault,)


def test_passphrases_are_weighed_while_they_are_typed(driver: Driver) -> None:
    create = shown_create(driver)
    fields = create.passphrase
    driver.type(fields.secret.line, "welkom01")
    driver.until(lambda: "Heel zwak" in fields.meter.words)
    assert fields.meter.advice
    assert "Heel zwak" in fields.meter.accessibleName()
    fields.secret.line.clear()
    assert not fields.meter.isVisibleTo(create)
    driver.type(fields.secret.line, "geit fluistert langs bevroren orgelpijp")
    driver.until(lambda: "Sterk" in fields.meter.words)
    assert fields.meter.advice == ""


def test_weighing_in_passing_never_takes_the_place_of_the_answer(driver: Driver) -> None:
    create = shown_create(driver)
    create.folder = driver.folder
    fill(driver, create.passphrase, PASSPHRASE)
    driver.press(create.button)
    create.passphrase._weigh()
    driver.until(lambda: isinstance(step_of(driver), RecoveryKeyStep))


def test_a_very_weak_passphrase_is_asked_about_once_and_not_forbidden(driver: Driver) -> None:
    create = shown_create(driver)
    create.folder = driver.folder
    fill(driver, create.passphrase, "kort")
    driver.press(create.button)
    driver.until(lambda: "binnen een dag" in create.notice.words)
    assert list(driver.folder.glob("*.vakdossier")) == []
    fill(driver, create.passphrase, "kort!")
    create.notice.say("")
    driver.press(create.button)
    driver.until(lambda: "binnen een dag" in create.notice.words)
    driver.press(create.button)
    driver.until(lambda: isinstance(step_of(driver), RecoveryKeyStep))


def test_new_portfolio_refuses_what_is_missing_or_differs(driver: Driver) -> None:
    create = shown_create(driver)
    driver.press(create.button)
    assert "Typ een wachtwoordzin" in create.notice.words
    fill(driver, create.passphrase, PASSPHRASE, "iets anders dan dat")
    driver.press(create.button)
    assert "verschillen" in create.notice.words
    create.name.clear()
    driver.press(create.button)
    assert "naam" in create.notice.words


def test_name_of_a_portfolio_cannot_leave_its_folder(driver: Driver) -> None:
    create = shown_create(driver)
    create.name.setText("../../elders")
    fill(driver, create.passphrase, PASSPHRASE)
    asked = []
    create.asked.disconnect(driver.window.flow._create)
    create.asked.connect(asked.append)
    driver.press(create.button)
    driver.until(lambda: bool(asked))
    assert asked[0].path.parent == create.folder
    assert ".." not in asked[0].path.name.removesuffix(".vakdossier").split("/")
    assert PASSPHRASE not in repr(asked[0])


def test_what_has_no_edge_begins_where_the_field_above_it_does(empty_driver: Driver) -> None:
    empty_driver.window.lock()
    empty_driver.until(lambda: isinstance(step_of(empty_driver), UnlockStep))
    step = step_of(empty_driver)
    assert isinstance(step, UnlockStep)
    edge = step.secret.line.mapTo(step, QPoint(0, 0)).x()
    flush = [button for button in step.findChildren(QPushButton) if button.property("flush")]
    assert len(flush) == 4
    picture = step.grab().toImage()
    ground = picture.pixelColor(0, step.height() - 1)
    for button in flush:
        here = button.geometry()
        ink = next(
            x
            for x in range(here.left(), here.right())
            if any(picture.pixelColor(x, y) != ground for y in range(here.top() + 4, here.bottom() - 4))
        )
        assert edge <= ink <= edge + 4, button.text()


def test_wrong_passphrase_is_told_beside_the_field(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    driver.type(step.secret.line, "niet deze zin")
    QTest.keyClick(step.secret.line, Qt.Key.Key_Return)
    driver.until(lambda: bool(step.notice.words))
    assert "wachtwoordzin" in step.notice.words.lower()
    assert step.secret.line.text() == ""
    assert step.button.isEnabled()


def test_locking_and_unlocking_leads_back(empty_driver: Driver) -> None:
    driver = empty_driver
    QTest.keyClick(driver.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: isinstance(step_of(driver), UnlockStep))
    assert driver.window.workspace is None
    driver.unlock()
    assert driver.window.workspace is not None


def unlocked_by_recovery_key(driver: Driver) -> ReplaceStep:
    from portfolio_app.services.opening import create_portfolio

    made = create_portfolio(driver.vault, PASSPHRASE, clock=driver.clock)
    made.portfolio.close()
    driver.window.show_unlock(driver.vault)
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    driver.press(step._switch)
    driver.type(step.key, made.recovery_key)
    driver.press(step.button)
    driver.until(lambda: isinstance(step_of(driver), ReplaceStep))
    replacing = step_of(driver)
    assert isinstance(replacing, ReplaceStep)
    return replacing


def test_recovery_key_opens_too(driver: Driver) -> None:
    step = unlocked_by_recovery_key(driver)
    driver.press(step.later)
    driver.until(lambda: driver.window.workspace is not None)
    driver.settle()
    driver.lock()
    driver.unlock()


def test_a_forgotten_passphrase_is_replaced_once_the_recovery_key_opened(driver: Driver) -> None:
    step = unlocked_by_recovery_key(driver)
    fill(driver, step.passphrase, "geit fluistert langs orgelpijp")
    driver.press(step.button)
    driver.until(lambda: driver.window.workspace is not None)
    driver.settle()
    driver.lock()
    driver.unlock("geit fluistert langs orgelpijp")


def test_a_vault_that_waits_for_its_new_passphrase_locks_itself(driver: Driver) -> None:
    unlocked_by_recovery_key(driver)
    driver.window._rest.rested.emit()
    driver.until(lambda: isinstance(step_of(driver), UnlockStep))
    driver.settle()
    driver.unlock()


def test_a_recovery_key_is_checked_without_opening_anything(driver: Driver) -> None:
    from portfolio_app.services.opening import create_portfolio

    made = create_portfolio(driver.vault, PASSPHRASE, clock=driver.clock)
    made.portfolio.close()
    driver.window.show_unlock(driver.vault)
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    assert not step.check_button.isVisibleTo(step)
    driver.press(step._switch)
    driver.type(step.key, made.recovery_key[:-2])
    driver.press(step.check_button)
    driver.until(lambda: "groep 6" in step.notice.words)
    driver.type(step.key, made.recovery_key[-2:])
    driver.press(step.check_button)
    driver.until(lambda: step._holds.isVisible() and "klopt" in step._holds.text())
    assert step.notice.words == ""
    assert driver.window.workspace is None


def test_second_window_is_told_who_has_it_and_may_read(empty_driver: Driver) -> None:
    first = empty_driver
    second, step = first.second_window()
    assert "al geopend" in step.notice.words
    first.press(step.read_only_button)
    first.until(lambda: second.workspace is not None)
    assert second.workspace is not None
    assert second.workspace.session.read_only
    first.until(lambda: second.tasks.idle)
    second.workspace.go("education")
    first.until(lambda: second.tasks.idle)
    primary = [b for b in second.workspace.findChildren(QPushButton) if b.property("role") == "primary"]
    assert all(not button.isVisibleTo(second) or not button.isEnabled() for button in primary)
    first.let_go(second)


def test_what_is_no_vault_is_refused_in_words(driver: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "gewone map"
    folder.mkdir()
    driver.window.show_unlock(folder)
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    driver.type(step.secret.line, PASSPHRASE)
    driver.press(step.button)
    driver.until(lambda: bool(step.notice.words))
    assert step.button.isEnabled()


def test_damaged_vault_is_refused_in_words(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.lock()
    for name in ("vault.json", "vault.json.previous"):
        path = driver.vault / name
        if path.exists():
            path.write_bytes(b"{}")
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    driver.type(step.secret.line, PASSPHRASE)
    driver.press(step.button)
    driver.until(lambda: bool(step.notice.words))


def test_language_is_switched_on_the_start_page(driver: Driver) -> None:
    assert driver.window.start is not None
    driver.window.start.language_asked.emit()
    assert driver.keeper.settings.language == "en"
    home = step_of(driver)
    assert isinstance(home, HomeStep)
    assert "Make a new portfolio" in home.new_button.text()


@pytest.mark.parametrize("leave", ["new_button", "check_button", "restore_button"])
def test_escape_leads_back_to_the_first_page(leave: str, driver: Driver) -> None:
    home = step_of(driver)
    assert isinstance(home, HomeStep)
    driver.press(getattr(home, leave))
    there = step_of(driver)
    assert not isinstance(there, HomeStep)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert isinstance(step_of(driver), HomeStep)


def test_what_is_typed_before_anything_else_is_the_passphrase(driver: Driver) -> None:
    driver.window.hide()
    driver.window.show_unlock(driver.vault)
    driver.window.show()
    driver.window.activateWindow()
    step = step_of(driver)
    assert isinstance(step, UnlockStep)
    driver.until(lambda: driver.window.focusWidget() is step.secret.line)


def test_a_vault_whose_passphrase_is_known_opens_at_once(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.window.lock()
    driver.until(lambda: driver.window.start is not None)
    driver.window.open_vault(driver.vault, PASSPHRASE)
    driver.until(lambda: driver.window.workspace is not None)
