"""Backups in the window: how they stand, making one, a failure that goes on being told, and putting one back."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.backups import Backups
from portfolio_app.services.opening import open_portfolio
from portfolio_app.storage.backups import files as files_module
from portfolio_app.storage.backups.copying import Progress
from portfolio_app.storage.backups.store import Backup, BackupStore
from portfolio_app.ui.dialogs.restore import RestoreDialog
from portfolio_app.ui.pages.backups import BackupsPage
from portfolio_app.ui.start.restore import RestoreStep
from portfolio_app.ui.start.unlock import UnlockStep
from tests.ui.driver import PASSPHRASE, Driver


def page_of(driver: Driver) -> BackupsPage:
    driver.workspace.go("backups")
    driver.settle()
    page = driver.workspace._pages["backups"]
    assert isinstance(page, BackupsPage)
    return page


def full(*_arguments: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def add_goal(driver: Driver, name: str) -> None:
    values = {"name": name, "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED}
    session = driver.workspace.session
    session.save(lambda portfolio: portfolio.add(Goal.kind, values), lambda _saved: None, owner=session)
    driver.settle()


def goals(driver: Driver, vault: Path | None = None) -> list[str]:
    with open_portfolio(vault or driver.vault, passphrase=PASSPHRASE, clock=driver.clock, read_only=True) as portfolio:
        return sorted(goal.name for goal in portfolio.snapshot().of(Goal))


def test_there_is_none_yet_and_then_there_is_one(empty_driver: Driver) -> None:
    driver = empty_driver
    page = page_of(driver)
    assert "Nog geen goede reservekopie" in page.here.words
    assert "Nog geen tweede plaats" in page.elsewhere.words
    assert not page.restore_button.isEnabled()
    driver.press(page.make_button)
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    assert "gemaakt en nagekeken" in page.work.words
    assert "minder dan een dag geleden" in page.here.words
    assert page.table.rows.rowCount() == 1
    assert page.restore_button.isEnabled()
    driver.clock.advance(timedelta(days=9))
    add_goal(driver, "later")
    assert "9 dagen geleden" in page.here.words
    assert "Sindsdien is er iets veranderd" in page.here.words


def test_a_second_place_is_chosen_used_and_given_up(
    empty_driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = empty_driver
    stick = tmp_path / "stick"
    stick.mkdir()
    page = page_of(driver)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    driver.press(page.choose_button)
    driver.settle()
    assert page.places.isVisible()
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    assert list(stick.glob("*/*Z/manifest.json"))
    page._show_place("second")
    driver.settle()
    assert page.table.rows.rowCount() == 1
    away = stick.rename(tmp_path / "weg")
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    assert "niet bereikbaar" in page.notice.words
    assert "Sluit de schijf aan" in page.notice.words
    assert "Nu niet bereikbaar" in page.elsewhere.words
    driver.workspace.go("overview")
    driver.until(lambda: "op de tweede plaats" in driver.workspace.concern.words)
    assert driver.workspace.concern.isVisible()
    driver.press(driver.workspace.concern.button)
    assert driver.workspace.current == "backups"
    assert not driver.workspace.concern.isVisible()
    away.rename(stick)
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    assert driver.workspace.concern.words == ""
    driver.press(page.clear_button)
    driver.settle()
    assert "Nog geen tweede plaats" in page.elsewhere.words
    assert list(stick.glob("*/*Z/manifest.json")), "what was made stays"


def test_a_backup_that_fails_at_closing_is_told_until_one_succeeds(
    empty_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = empty_driver
    add_goal(driver, "een doel")
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(files_module, "new_private_file", full)
            driver.window.lock()
            driver.until(lambda: driver.window.start is not None)
            driver.settle()
        step = driver.window.start.step if driver.window.start else None
        assert isinstance(step, UnlockStep)
        assert "de schijf is vol" in step.notice.words
        assert "Maak ruimte vrij" in step.notice.words
        driver.unlock()
        driver.workspace.go("overview")
        driver.until(lambda: "de schijf is vol" in driver.workspace.concern.words)
        assert driver.workspace.concern.isVisible()
    page = page_of(driver)
    assert "Niet gelukt op 15 juni 2026" in page.here.words
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    assert "Niet gelukt" not in page.here.words
    assert driver.workspace.concern.words == ""


def test_making_one_can_be_stopped(empty_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = empty_driver
    page = page_of(driver)
    real = Backups.back_up

    def slow(self: Backups, *given: object, **named: object) -> object:
        cancelled = named["cancelled"]
        assert callable(cancelled)
        while not cancelled():
            pass
        return real(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Backups, "back_up", slow)
    page.make()
    assert page.work.stop_button.isVisible()
    assert not page.make_button.isEnabled()
    driver.press(page.work.stop_button)
    driver.until(lambda: not page.work.is_busy)
    assert "Gestopt" in page.notice.words
    assert page.make_button.isEnabled()


def test_how_long_they_stay_is_chosen(empty_driver: Driver) -> None:
    driver = empty_driver
    page = page_of(driver)
    page.thinning.setCurrentIndex(page.thinning.findData("long"))
    page.thinning.activated.emit(page.thinning.currentIndex())
    driver.settle()
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "120 maanden" in words


def changed_since_backup(driver: Driver) -> BackupsPage:
    add_goal(driver, "in de reservekopie")
    page = page_of(driver)
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    driver.clock.advance(timedelta(days=1))
    add_goal(driver, "van daarna")
    return page


def restore_dialog(driver: Driver, page: BackupsPage) -> RestoreDialog:
    driver.press(page.restore_button)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    driver.until(lambda: dialog.decision is not None)
    return dialog


def said(widget: RestoreDialog | RestoreStep) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_backup_is_put_back_compared_and_taken_into_use(empty_driver: Driver) -> None:
    driver = empty_driver
    dialog = restore_dialog(driver, changed_since_backup(driver))
    assert "Alleen in het portfolio van nu (1)" in said(dialog)
    assert "van daarna" in said(dialog)
    assert goals(driver) == ["in de reservekopie", "van daarna"]
    assert dialog.decision is not None
    driver.press(dialog.decision.take_button)
    driver.until(lambda: driver.window.start is not None)
    driver.settle()
    step = driver.unlock_step()
    assert "proef-oud-2026-06-16" in step.notice.words
    assert goals(driver) == ["in de reservekopie"]
    assert goals(driver, driver.vault.with_name("proef-oud-2026-06-16.vakdossier")) == [
        "in de reservekopie",
        "van daarna",
    ]
    driver.unlock()


def test_the_keys_of_now_open_what_was_put_back(empty_driver: Driver) -> None:
    driver = empty_driver
    page = changed_since_backup(driver)
    session = driver.workspace.session
    session.read(
        lambda portfolio: portfolio.vault.change_passphrase("een heel nieuwe zin"), lambda _none: None, owner=session
    )
    driver.settle()
    dialog = restore_dialog(driver, page)
    assert dialog.decision is not None
    driver.press(dialog.decision.take_button)
    driver.until(lambda: driver.window.start is not None)
    driver.settle()
    driver.unlock("een heel nieuwe zin")
    assert driver.workspace.current
    session = driver.workspace.session
    found: list[int] = []
    session.read(lambda portfolio: len(portfolio.snapshot().of(Goal)), found.append, owner=session)
    driver.settle()
    assert found == [1]


@pytest.mark.parametrize("choice", ["keep", "discard", "escape"])
def test_what_was_put_back_is_kept_or_thrown_away(empty_driver: Driver, choice: str) -> None:
    driver = empty_driver
    dialog = restore_dialog(driver, changed_since_backup(driver))
    assert dialog.decision is not None
    deeds: dict[str, Callable[[], object]] = {
        "keep": dialog.decision.keep_button.click,
        "discard": dialog.decision.discard_button.click,
        "escape": dialog.reject,
    }
    deeds[choice]()
    driver.settle()
    new = driver.vault.with_name("proef-teruggezet-2026-06-16.vakdossier")
    assert new.exists() is (choice != "discard")
    assert goals(driver) == ["in de reservekopie", "van daarna"]
    assert driver.window.workspace is not None
    assert not list(driver.vault.parent.glob(".vakdossier-*"))


def restore_step(driver: Driver) -> RestoreStep:
    assert driver.window.start is not None
    step = driver.window.start.step
    assert isinstance(step, UnlockStep)
    driver.press(step._restore)
    asked = driver.window.start.step
    assert isinstance(asked, RestoreStep)
    return asked


def test_a_vault_that_cannot_be_opened_comes_back_from_the_start_page(empty_driver: Driver) -> None:
    driver = empty_driver
    changed_since_backup(driver)
    with open(driver.vault / "portfolio.db", "r+b") as file:  # noqa: PTH123 - in place
        file.write(b"z" * 20_000)
    driver.window._door.close()
    driver.window.show_start(driver.vault)
    driver.settle()
    step = restore_step(driver)
    assert step.place.text() == str(driver.vault)
    driver.press(step.search_button)
    assert "Vul de wachtwoordzin" in step.notice.words
    driver.type(step.secret.line, "niet de goede zin")
    driver.press(step.search_button)
    driver.until(lambda: not step.work.is_busy)
    assert step.notice.words
    step.secret.line.clear()
    driver.type(step.secret.line, PASSPHRASE)
    driver.press(step.search_button)
    driver.until(step.table.isVisible)
    assert step.secret.line.text() == ""
    driver.press(step.restore_button)
    driver.until(lambda: step.decision is not None)
    assert "te beschadigd om te vergelijken" in said(step)
    assert step.decision is not None
    driver.press(step.decision.take_button)
    driver.until(lambda: driver.window.start is not None and isinstance(driver.window.start.step, UnlockStep))
    driver.unlock()
    assert goals(driver) == ["in de reservekopie"]


def test_a_portfolio_that_is_gone_comes_back_from_a_stick(empty_driver: Driver, tmp_path: Path) -> None:
    driver = empty_driver
    stick = tmp_path / "stick"
    stick.mkdir()
    add_goal(driver, "op de stick")
    session = driver.workspace.session
    session.read(lambda p: Backups(p.vault, p.clock).back_up_to(stick), lambda _none: None, owner=session)
    driver.settle()
    driver.lock()
    driver.vault.rename(tmp_path / "kapot")
    driver.window.show_start(choose=True)
    driver.window.flow.show_restore()
    step = driver.window.start.step if driver.window.start else None
    assert isinstance(step, RestoreStep)
    driver.type(step.place, str(stick))
    driver.type(step.secret.line, PASSPHRASE)
    driver.press(step.search_button)
    driver.until(step.table.isVisible)
    driver.press(step.restore_button)
    driver.until(lambda: step.decision is not None)
    assert step.decision is not None
    assert not step.decision.take_button.isVisible()
    driver.press(step.decision.keep_button)
    driver.until(lambda: isinstance(driver.window.start and driver.window.start.step, UnlockStep))
    (made,) = (driver.folder / "vaults").glob("*.vakdossier")
    assert goals(driver, made) == ["op de stick"]


@pytest.mark.parametrize("where", ["at the work", "where it is waited for"])
def test_what_waits_for_a_long_check_is_told_and_the_check_can_be_stopped(
    open_driver: Driver, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    driver = open_driver
    page = page_of(driver)
    page.make()
    driver.until(lambda: not page.work.is_busy)
    driver.settle()
    going, toast = threading.Event(), driver.workspace.held_up.toast

    def slowly(_store: BackupStore, _backup: Backup, *, progress: Progress, **_how: object) -> None:
        while True:  # until it is stopped
            progress(1, 300)
            going.set()
            time.sleep(0.001)

    monkeypatch.setattr(BackupStore, "verify", slowly)
    page.table.selectRow(0)
    driver.press(page.check_button)
    driver.until(lambda: going.is_set() and "1 / 300" in page.work.words)
    waited: list[None] = []
    driver.workspace.session.read(lambda _portfolio: None, waited.append, owner=driver.window)
    driver.until(toast.isVisible)
    assert "De reservekopie nakijken" in toast.accessibleName()
    assert not waited
    driver.press(page.work.stop_button if where == "at the work" else toast._button)
    driver.settle()
    assert waited
    assert not page.work.is_busy
    assert not toast.isVisible()
    assert "Gestopt" in page.notice.words
