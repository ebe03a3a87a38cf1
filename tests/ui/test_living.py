"""A window that is open all day does not grow with the day, and loses nothing by it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.forms.editor import LineEditor
from portfolio_app.ui.forms.record_form import RecordForm
from tests.ui.driver import Driver


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
