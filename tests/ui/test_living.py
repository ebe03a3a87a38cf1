"""A window that is open all day does not grow with the day, and loses nothing by it."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import getAllValidWrappers, isValid

from portfolio_app.documents.evidence.picture import PagePicture
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.services.board import Board
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.unlocking import UnlockedVault
from portfolio_app.storage.evidence import EvidenceStore
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.store import Storage
from portfolio_app.storage.vault import Vault
from portfolio_app.ui.destinations import ICONS, OVERVIEW
from portfolio_app.ui.forms.editor import LineEditor
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.models.cells import Page
from portfolio_app.ui.records.rendering import EvidenceViewer
from portfolio_app.ui.session import Session
from portfolio_app.ui.start.page import StartPage
from portfolio_app.ui.workspace import Workspace
from tests.ui.driver import Driver
from tour import arrive, leave, open_stops

LAST_LOOKED_AT = ("position", "activity", "goal", "action", "law_review", "permission", "side_activity", "skill")
"""As many kinds as stay built, so that after each round these are there and no others."""
BUILT = 3
"""Beside a list there are then its form, what can be done with several records, and the word that nothing is chosen."""


def forms_built(driver: Driver) -> int:
    driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(driver.workspace.findChildren(RecordForm))


def test_only_what_was_looked_at_last_stays_built(open_driver: Driver) -> None:
    driver = open_driver
    for kind in KINDS:
        driver.workspace.show_first(kind.key)
        driver.settle()
    assert 1 < forms_built(driver) < len(KINDS) / 2


def test_what_was_shown_comes_back(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    shown = driver.workspace.place()
    for kind in KINDS:
        if kind.area.value != "plan":
            driver.workspace.show_first(kind.key)
            driver.settle()
    driver.workspace.go("plan")
    driver.settle()
    assert driver.workspace.place() == shown


def walk_past_all_but(driver: Driver, kept: str) -> None:
    for kind in KINDS:
        if kind.key != kept:
            driver.workspace.show_first(kind.key)
            driver.settle()


def name_field(driver: Driver) -> LineEditor:
    editor = driver.workspace._areas["education"]._views["activity"].record_panel.form.rows["name"].editor
    assert isinstance(editor, LineEditor)
    return editor


def test_what_was_typed_and_is_not_saved_is_kept_though_its_form_is_not(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.start_new("activity")
    driver.settle()
    driver.type(name_field(driver).target, "Nog zonder datum")
    walk_past_all_but(driver, "activity")
    assert "activity" not in driver.workspace._areas["education"]._views
    assert [draft.typed["name"] for draft in driver.workspace.drafts()] == ["Nog zonder datum"]
    driver.workspace.show_kind("activity")
    driver.workspace.start_new("activity")
    driver.settle()
    assert name_field(driver).read() == "Nog zonder datum"


def test_what_was_wrong_in_a_record_stands_there_again(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    name_field(driver).target.selectAll()
    QTest.keyClick(name_field(driver).target, Qt.Key.Key_Delete)  # a training without a name cannot be saved
    shown = driver.workspace.place()
    walk_past_all_but(driver, "activity")
    assert "activity" not in driver.workspace._areas["education"]._views
    driver.workspace.go("education")
    driver.workspace.show_kind("activity")
    driver.settle()
    assert driver.workspace.place() == shown
    assert name_field(driver).typed() == ""
    assert [draft.record_id for draft in driver.workspace.drafts()] == [shown.record]


def test_who_goes_to_another_record_keeps_what_was_typed(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    there = driver.workspace.place()
    driver.workspace.start_new("activity")
    driver.settle()
    driver.type(name_field(driver).target, "Nog zonder datum")
    driver.workspace.show_record("activity", there.record)  # as a line of the overview does
    driver.settle()
    assert [draft.typed["name"] for draft in driver.workspace.drafts()] == ["Nog zonder datum"]


def test_what_is_asked_while_the_vault_closes_is_no_mistake(open_driver: Driver) -> None:
    driver = open_driver
    session = driver.workspace.session
    told: list[object] = []
    driver.window.tasks.refused.connect(told.append)
    driver.window.tasks.broken.connect(told.append)
    answers: list[object] = []
    session.end()
    session.read(lambda portfolio: portfolio.counts(), answers.append, owner=session)
    driver.settle()
    assert (answers, told) == ([], [])
    session.undo()
    driver.settle()
    assert len(told) == 1
    assert "niet meer gedaan" in told[0].say("nl")  # type: ignore[attr-defined]


def test_what_was_in_a_vault_is_not_kept_for_good_when_it_is_locked(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.go("education")
    driver.settle()
    gc.freeze()  # as the window does once its modules are loaded, with what is open by then
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.until(lambda: gc.get_freeze_count() == 0)


OF_A_VAULT = (
    Record,
    Board,
    DataKey,
    EvidenceStore,
    PagePicture,
    Portfolio,
    Storage,
    UnlockedVault,
    Vault,
    Session,
    Workspace,
    EvidenceViewer,
    Page,
    StartPage,
)
"""What holds the keys of a vault, what is in it, or what is shown of that; the last held the passphrase."""


def of_a_vault() -> list[object]:
    """Return what there is in the memory of this process of any vault, also what Qt has let go of already."""
    return [each for each in gc.get_objects() if isinstance(each, OF_A_VAULT)]


@pytest.mark.usefixtures("memory_keyring")
def test_nothing_of_a_locked_vault_is_left_in_memory(driver: Driver, filled_vault: Path) -> None:
    shutil.copytree(filled_vault, driver.vault)
    gc.unfreeze()  # what a window of before froze would not be among these, and come to light once that is undone
    others = {id(each): each for each in of_a_vault() if each is not driver.window.start}  # of tests before this one

    def left() -> list[str]:
        here = driver.window.start
        return [type(each).__name__ for each in of_a_vault() if id(each) not in others and each is not here]

    for _window in ("the first of the process", "the second"):
        driver.unlock()
        go_round(driver)
        assert left()
        driver.window.lock()
        driver.until(lambda: driver.window.workspace is None)
        driver.until(lambda: gc.get_freeze_count() == 0)  # the window itself looks for what can go
        driver.until(lambda: left() == [])
        driver.close()
        driver.window = driver.made_window()


def test_menus_are_made_once(open_driver: Driver) -> None:
    driver = open_driver
    bar = driver.window.menuBar()

    def entries() -> dict[str, list[str]]:
        return {menu.title(): [action.text() for action in menu.actions()] for menu in bar.findChildren(QMenu)}

    menus, before = set(bar.findChildren(QMenu)), entries()
    actions = {action for menu in menus for action in menu.actions()}
    for page in ICONS:
        driver.workspace.go(page)
        driver.settle()
    assert {action for menu in menus for action in menu.actions()} == actions
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    driver.settle()
    seen = [action.text() for action in bar.actions() if action.isVisible()]
    assert seen == ["&Portfolio", "Beel&d", "&Hulp"]
    driver.unlock()
    assert set(bar.findChildren(QMenu)) == menus
    assert entries() == before


def within(window: QWidget) -> Counter[str]:
    """Count what Qt holds within a window, by class; asking for it by name would make Python hold it too."""
    told: list[str] = []
    before = qInstallMessageHandler(lambda _level, _where, words: told.append(words))
    window.dumpObjectTree()
    qInstallMessageHandler(before)
    return Counter(words.split("::")[0].strip() for words in told)


def held_by_python() -> Counter[str]:
    """Count what Python holds of Qt, by class: what is there, and what is gone and still held.

    Icons are left out: each is kept once it was painted, and what comes to be painted goes by how busy the machine is.
    """
    there = Counter(type(each).__name__ for each in getAllValidWrappers() if not isinstance(each, QIcon))
    gone = (each for each in gc.get_objects() if isinstance(each, QObject) and not isValid(each))
    return there + Counter(f"{type(each).__name__}, gone" for each in gone)


def go_round(driver: Driver) -> None:
    """Go to every page, list and dialog, and come to rest at the overview."""
    for stop in open_stops(driver.window):
        if not stop.name.startswith(("record-", "new-", "dossier-step-", "problem-")):
            arrive(stop, driver.settle)
            driver.settle()
            leave(driver.window)
    for kind in LAST_LOOKED_AT:
        driver.workspace.show_first(kind)
        driver.settle()
        view = driver.workspace._areas[kind_called(kind).area.value]._views[kind]
        driver.until(lambda view=view: view.side.count() == BUILT)
    driver.workspace.go(OVERVIEW)
    driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    driver.settle()
    gc.collect()


@pytest.mark.usefixtures("memory_keyring")
def test_the_hundredth_round_leaves_nothing_that_the_first_did_not(open_driver: Driver) -> None:
    driver = open_driver
    go_round(driver)
    go_round(driver)
    first = within(driver.window), held_by_python()
    go_round(driver)
    go_round(driver)
    assert (within(driver.window), held_by_python()) == first
