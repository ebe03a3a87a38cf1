"""Looking back in the window: the history, the bin, a day of the past, and the versions of a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.records.growth import Goal
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.person import Person
from portfolio_app.services.own_rules import save_rule_set
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.pages.history import HistoryPage
from portfolio_app.ui.past.bin import BinPanel
from portfolio_app.ui.past.day import DayPanel
from portfolio_app.ui.past.lines import Line, LinesModel
from portfolio_app.ui.past.operations import OperationsPanel
from tests.ui.driver import TODAY, Driver


def did(driver: Driver, deed: Callable[[Portfolio], Any]) -> Any:  # noqa: ANN401 - whatever the deed gives
    """Do something behind the back of the window, and let it hear of it."""
    got: list[Any] = []
    driver.workspace.session.read(deed, got.append, owner=driver.window)
    driver.settle()
    return got[0]


def page(driver: Driver, part: str) -> HistoryPage:
    driver.workspace.show_past(part)
    driver.settle()
    found = driver.workspace._pages["history"]
    assert isinstance(found, HistoryPage)
    return found


def operations(driver: Driver) -> OperationsPanel:
    panel = page(driver, "done").panel
    assert isinstance(panel, OperationsPanel)
    return panel


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def titles(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_growing_list_keeps_qts_rules(qtbot: Any) -> None:  # noqa: ANN401 - makes the application
    model = LinesModel()
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines([Line(None, "dag"), Line(1, "een", "detail", "12:00")], more=True)
    model.fetchMore(model.index(-1))
    model.fetchMore(model.index(-1))
    model.add_lines([Line(2, "twee")], more=False)
    assert (asked, model.rowCount(), model.row_of(2), model.last_heading()) == ([True], 3, 2, "dag")
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "een, 12:00, detail"
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsSelectable
    tester.deleteLater()


def test_the_history_is_a_key_away_and_tells_what_was_changed(open_driver: Driver) -> None:
    driver = open_driver
    activity = did(driver, lambda portfolio: portfolio.records(Activity.kind).records[0])
    driver.workspace.show_record("activity", activity.id)
    driver.settle()
    driver.workspace.session.save(
        lambda portfolio: portfolio.change(Activity.kind, activity.id, {"name": "Iets anders"}),
        lambda _saved: None,
        owner=driver.window,
    )
    driver.settle()
    driver.window.activateWindow()
    QTest.keyClick(driver.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.workspace.current == "history"
    panel = operations(driver)
    assert titles(panel.list.lines)[:2] == ["Vandaag, 15 juni 2026", "Gewijzigd: Iets anders · " + activity.provider]
    said = words_of(panel.sheet)
    assert all(each in said for each in (activity.name, "Iets anders", "Was", "Werd", "Titel"))


def test_a_person_goes_by_the_names_in_one_go(open_driver: Driver) -> None:
    driver = open_driver
    person = did(driver, lambda portfolio: portfolio.records(Person.kind).records[0])
    did(driver, lambda portfolio: portfolio.change(Person.kind, person.id, {"city": "Elders"}))
    assert f"Gewijzigd: {person.given_names} {person.surname}" in titles(operations(driver).list.lines)


def test_undo_and_redo_are_offered_for_what_they_do(open_driver: Driver) -> None:
    driver = open_driver
    goal = did(driver, lambda portfolio: portfolio.records(Goal.kind).records[0])
    driver.workspace.session.change_set(lambda portfolio: portfolio.delete([goal.id]), lambda _changes: None)
    panel = operations(driver)
    assert goal.name in panel.undo_button.toolTip()
    assert not panel.redo_button.isEnabled()
    driver.press(panel.undo_button)
    driver.settle()
    assert panel.redo_button.isEnabled()
    assert panel.list.lines.index(2).data(Qt.ItemDataRole.AccessibleTextRole).endswith("ongedaan gemaakt")
    driver.press(panel.redo_button)
    driver.settle()
    assert did(driver, lambda portfolio: portfolio.titles([goal.id])) == {}


def test_a_long_history_is_read_as_it_is_scrolled_through(empty_driver: Driver) -> None:
    driver = empty_driver

    def fill(portfolio: Portfolio) -> None:
        from portfolio_app.domain.records.career import Skill

        for number in range(130):
            with portfolio.vault.storage.transaction("add") as unit:
                unit.insert(Skill(id=f"s{number}", name=f"Vaardigheid {number}"))

    did(driver, fill)
    panel = operations(driver)
    assert panel.list.lines.rowCount() == 101
    panel.list.scrollToBottom()
    driver.settle()
    driver.until(lambda: panel.list.lines.rowCount() == 131)
    assert titles(panel.list.lines)[-1] == "Toegevoegd: Vaardigheid 0"


def test_words_are_sought_and_nothing_found_is_said(open_driver: Driver) -> None:
    driver = open_driver
    panel = operations(driver)
    driver.type(panel.filter, "qqqq")
    driver.until(lambda: panel._stack.currentIndex() == 2)
    panel.filter.clear()
    driver.until(lambda: panel._stack.currentIndex() == 0)


def test_what_was_deleted_is_brought_back_and_that_can_be_undone(open_driver: Driver) -> None:
    driver = open_driver
    goal = did(driver, lambda portfolio: portfolio.records(Goal.kind).records[0])
    driver.workspace.session.change_set(lambda portfolio: portfolio.delete([goal.id]), lambda _changes: None)
    panel = page(driver, "bin").panel
    assert isinstance(panel, BinPanel)
    assert titles(panel.list.lines) == [goal.name]
    assert goal.specific.split()[0] in words_of(panel.sheet)
    driver.press(panel.button)
    driver.settle()
    assert panel._stack.currentIndex() == 1
    assert not panel.button.isEnabled()
    assert goal.id in did(driver, lambda portfolio: portfolio.titles([goal.id]))
    driver.press(driver.workspace.toast._button)
    driver.settle()
    assert titles(panel.list.lines) == [goal.name]


def test_what_is_erased_for_good_is_asked_about_first_and_then_gone_from_the_history_too(open_driver: Driver) -> None:
    driver = open_driver
    goal = did(driver, lambda portfolio: portfolio.records(Goal.kind).records[0])
    driver.workspace.session.change_set(lambda portfolio: portfolio.delete([goal.id]), lambda _changes: None)
    panel = page(driver, "bin").panel
    assert isinstance(panel, BinPanel)
    for name, wanted in (("Niet wissen", False), ("Voorgoed wissen", True)):
        driver.press(panel.erase_button)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MessageDialog)
        assert goal.name in words_of(dialog)
        assert "reservekopieën van vóór nu" in dialog.explanation.text()
        button = next(each for each in dialog.findChildren(QPushButton) if each.text() == name)
        if not wanted:
            assert button.isDefault()
        driver.press(button)
        driver.settle()
        assert bool(titles(panel.list.lines)) is not wanted
    assert not panel.erase_button.isEnabled()
    assert driver.workspace.toast.accessibleName().endswith("voorgoed gewist.")
    operations = page(driver, "done").panel
    assert goal.name not in words_of(operations)
    driver.workspace.session.undo()
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), MessageDialog))


def test_the_portfolio_of_a_day_is_looked_through_and_printed(open_driver: Driver, tmp_path: Path) -> None:
    driver = open_driver
    activity = did(driver, lambda portfolio: portfolio.records(Activity.kind).records[0])
    driver.clock.advance(timedelta(days=3))
    driver.workspace.session.change_set(lambda portfolio: portfolio.delete([activity.id]), lambda _changes: None)
    panel = page(driver, "day").panel
    assert isinstance(panel, DayPanel)
    panel.day.show_value(TODAY)
    driver.press(panel.button)
    driver.settle()
    panel.kinds.setCurrentIndex(panel.kinds.findData("activity"))
    driver.type(panel.filter, activity.name[:12])
    driver.until(lambda: panel.list.lines.row_of(activity.id) >= 0 and panel.list.lines.rowCount() < 50)
    panel.list.choose(activity.id)
    driver.settle()
    said = words_of(panel._sheet)
    assert activity.name in said
    assert "Dit gegeven is er nu niet meer." in said
    panel.make_document(panel.documents.itemData(0), tmp_path / "cv.pdf")
    driver.settle()
    with PdfDocument(tmp_path / "cv.pdf") as pdf:
        assert "einde van 15 juni 2026" in pdf[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("typed", "expected"), [("31-12-2030", "nog niet geweest"), ("2-1-1990", "nog niets"), ("", "Kies")]
)
def test_a_day_that_cannot_be_is_told_beside_the_field(open_driver: Driver, typed: str, expected: str) -> None:
    driver = open_driver
    panel = page(driver, "day").panel
    assert isinstance(panel, DayPanel)
    panel.day.retype(typed)
    driver.press(panel.button)
    driver.settle()
    assert expected in panel._row.problem


def test_an_earlier_version_is_put_back_beside_the_form(open_driver: Driver) -> None:
    driver = open_driver
    activity = did(driver, lambda portfolio: portfolio.records(Activity.kind).records[0])
    did(driver, lambda portfolio: portfolio.change(Activity.kind, activity.id, {"name": "Iets anders"}))
    driver.workspace.show_record("activity", activity.id)
    driver.settle()
    panel = driver.workspace._areas["education"]._views["activity"].record_panel
    driver.press(panel._story_button)
    driver.settle()
    assert panel._story is not None
    assert not panel._scroll.isVisible()
    assert "2 versies" in words_of(panel._story)
    [button] = [each for each in panel._story.findChildren(QPushButton) if "terugzetten" in each.accessibleName()]
    driver.press(button)
    driver.settle()
    assert did(driver, lambda portfolio: portfolio.record(Activity.kind, activity.id)) == activity
    assert "3 versies" in words_of(panel._story)
    driver.press(panel._story_button)
    assert panel._scroll.isVisible()
    assert panel.record == activity


def test_it_speaks_english_and_names_every_part(open_driver: Driver) -> None:
    from tests.ui.test_pages import controls, name_of

    driver = open_driver
    driver.window._set(driver.keeper.settings.replaced(language="en"))
    driver.settle()
    for part in ("done", "bin", "day"):
        shown = page(driver, part)
        assert [each for each in controls(shown) if not name_of(each)] == []
        assert min(each.height() for each in controls(shown)) >= 24
    assert "History" in words_of(shown)
    assert date(2026, 6, 14) == shown.panel.day.read()


def test_steps_on_rules_stand_in_the_history_and_lead_to_the_rules(open_driver: Driver) -> None:
    driver = open_driver
    workspace = driver.workspace

    def keep(portfolio: Portfolio) -> None:
        rules = next(each for each in portfolio.rule_sets if each.id == "rsc")
        save_rule_set(portfolio, replace(rules, name=Text("Regels 2026", "Rules 2026")))

    workspace.session.write(keep, lambda _nothing: None, owner=workspace)
    panel = operations(driver)
    lines = titles(panel.list.lines)
    assert lines[1] == "Regels “Regels 2026” bewaard"
    assert "Regels 2026" in words_of(panel.sheet)
    assert "Registers en regels" in words_of(panel.sheet)
    panel.filter.setText("bewaard")
    driver.until(lambda: panel.list.lines.rowCount() == 2)
    driver.settle()
    (link,) = (each for each in panel.sheet.findChildren(QAbstractButton) if each.isVisibleTo(panel.sheet))
    driver.press(link)
    driver.settle()
    assert workspace.current == "rules"
