"""The machine refuses to save while somebody types: it is told, what was typed stays, and it is saved later."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.driver import translated
from portfolio_app.ui.forms import saving
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.pages.area import AreaPage
from tests.ui.driver import Driver

SAVING = Text("Het opslaan", "Saving")
Circumstance = Callable[[Driver, pytest.MonkeyPatch], AbstractContextManager[None]]


@contextmanager
def full_disk(driver: Driver, _patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database itself finds no room: it may not grow by one page more."""
    session = driver.workspace.session

    def limit(pages: str) -> None:
        def set_limit(portfolio: Portfolio) -> None:
            with portfolio.vault.storage._database.writing() as connection:
                count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages.format(count=count)}")

        session.read(set_limit, lambda _none: None, owner=session)
        driver.settle()

    def fill(portfolio: Portfolio) -> None:
        with suppress(EnvironmentRefusedError):
            while True:
                portfolio.add(Goal.kind, {"name": "x", "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED})

    limit("{count}")
    session.read(fill, lambda _none: None, owner=session)
    driver.settle()
    try:
        yield
    finally:
        limit("1000000")


@contextmanager
def vanished_drive(driver: Driver, _patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of the vault is not there any more, as when a stick is pulled out."""
    away = driver.vault.rename(driver.vault.with_name("weg"))
    try:
        yield
    finally:
        away.rename(driver.vault)


def refused_with(error: Callable[[], Exception]) -> Circumstance:
    """Every write is refused as the system or the database would refuse it."""

    @contextmanager
    def circumstance(_driver: Driver, patch: pytest.MonkeyPatch) -> Iterator[None]:
        def refuse(*_given: object, **_named: object) -> None:
            raise error()

        with patch.context() as here:
            here.setattr(Portfolio, "add", refuse)
            here.setattr(Portfolio, "change", refuse)
            yield

    return circumstance


def by_system(code: int) -> Circumstance:
    return refused_with(lambda: refusal_from(OSError(code, os.strerror(code)), SAVING))


def by_database(name: str) -> Circumstance:
    def error() -> Exception:
        said = sqlite3.OperationalError(name)
        said.sqlite_errorname = name
        return translated(said)

    return refused_with(error)


CIRCUMSTANCES: dict[str, tuple[Circumstance, str, str]] = {
    "disk full": (full_disk, "schijf is vol", "disk is full"),
    "vanished drive": (vanished_drive, "verplaatst", "moved"),
    "quota": (by_system(errno.EDQUOT), "ruimte op deze schijf is op", "allowance"),
    "read-only folder": (by_system(errno.EACCES), "geen rechten", "no rights"),
    "read-only medium": (by_database("SQLITE_READONLY"), "alleen-lezen", "read-only"),
    "locked by another program": (by_database("SQLITE_BUSY"), "ander programma", "another program"),
    "network share": (by_system(errno.ESTALE), "netwerkschijf", "network drive"),
    "failing disk": (by_database("SQLITE_IOERR_WRITE"), "meldt een fout", "reports an error"),
}


def begin(driver: Driver) -> tuple[RecordForm, QLineEdit]:
    driver.workspace.start_new("skill")
    driver.settle()
    page = driver.workspace._areas[driver.workspace.current]
    assert isinstance(page, AreaPage)
    form = page._views["skill"].record_panel.form
    line = form.rows["name"].editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return form, line


def names(driver: Driver) -> list[str]:
    from portfolio_app.domain.records.career import Skill

    found: list[list[str]] = []
    session = driver.workspace.session
    session.read(
        lambda portfolio: sorted(each.name for each in portfolio.snapshot().of(Skill)), found.append, owner=session
    )
    driver.settle()
    return found[0]


@pytest.mark.parametrize("name", list(CIRCUMSTANCES))
def test_what_is_typed_stays_and_is_saved_when_the_cause_is_gone(
    empty_driver: Driver, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    circumstance, dutch, english = CIRCUMSTANCES[name]
    driver = empty_driver
    monkeypatch.setattr(saving, "_TRY_AGAIN_AFTER_MS", 80)
    form, line = begin(driver)
    typed = "Rapporteren " + "met zorg " * 15
    with circumstance(driver, monkeypatch):
        driver.type(line, typed)
        form.save()
        driver.until(lambda: form.standing is Standing.REFUSED)
        refusal = form.refusal
        assert isinstance(refusal, EnvironmentRefusedError)
        assert dutch in refusal.say("nl")
        assert english in refusal.say("en")
        assert refusal.remedy.nl
        assert refusal.remedy.en
        driver.until(lambda: form.refusal not in (None, refusal))  # it was tried again meanwhile, and refused again
        assert line.text() == typed
        driver.until(lambda: form.standing is Standing.REFUSED)
        draft = form.draft()
        assert draft is not None
        assert draft.typed["name"] == typed
        driver.workspace.go("overview")
        driver.settle()
        driver.workspace.show_kind("skill")
    driver.until(lambda: form.standing is Standing.SAVED)
    driver.settle()
    assert names(driver) == [typed.strip()]
    assert form.refusal is None


def test_a_conflict_copy_of_a_synchronised_folder_is_told_above_the_overview(empty_driver: Driver) -> None:
    driver = empty_driver
    driver.lock()
    for name in ("portfolio-LAPTOP.db", "portfolio (Els's conflicted copy 2026-03-02).db", "vault (1).json"):
        (driver.vault / name).write_bytes(b"x")
    driver.unlock()
    driver.workspace.go("overview")
    driver.until(lambda: "portfolio-LAPTOP.db" in driver.workspace.concern._others.words)
    assert "vault (1).json" in driver.workspace.concern._others.words
    assert driver.workspace.concern.isVisible()


def test_a_clock_that_was_set_back_is_told_and_the_work_goes_on(empty_driver: Driver, tmp_path: Path) -> None:
    from portfolio_app.services.backups import Backups

    driver = empty_driver
    session = driver.workspace.session
    driver.clock.advance(timedelta(days=300))
    session.read(lambda portfolio: Backups(portfolio.vault, driver.clock).back_up(), lambda _made: None, owner=session)
    driver.settle()
    driver.clock.advance(timedelta(days=-300))
    driver.workspace.concern.read()
    driver.settle()
    assert "toekomst" in driver.workspace.concern.words
    form, line = begin(driver)
    driver.type(line, "Gaat door")
    form.save()
    driver.until(lambda: form.standing is Standing.SAVED)
    session.read(lambda portfolio: Backups(portfolio.vault, driver.clock).back_up(), lambda _made: None, owner=session)
    driver.settle()
    driver.workspace.concern.read()
    driver.settle()
    assert driver.workspace.concern.words == ""
