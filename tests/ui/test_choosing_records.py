"""Lists as a person uses them: grouped, narrowed down, chosen from by keys and mouse, changed and copied in numbers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip

from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.records.career import Skill
from portfolio_app.services.portfolio import ListQuery, Portfolio, Saved
from portfolio_app.ui.forms.choosing import ChoiceEditor
from portfolio_app.ui.models.records import HEADING_ROLE
from portfolio_app.ui.pages.area import AreaPage
from portfolio_app.ui.records.kind_view import KindView
from portfolio_app.ui.records.list_look import ListLook
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.teaching import teaching
from tests.ui.driver import Driver

T = TypeVar("T")


def area_of(driver: Driver, kind: str) -> AreaPage:
    driver.workspace.show_kind(kind)
    driver.settle()
    return driver.workspace._areas[kind_called(kind).area.value]


def view_of(driver: Driver, kind: str) -> KindView:
    return area_of(driver, kind)._views[kind]


def list_of(driver: Driver, kind: str) -> ListPanel:
    panel = view_of(driver, kind).list_panel
    assert panel is not None
    return panel


def asked(driver: Driver, question: Callable[[Portfolio], T]) -> T:
    answers: list[T] = []
    driver.workspace.session.read(question, answers.append, owner=driver.workspace)
    driver.until(lambda: bool(answers))
    return answers[0]


def headings(panel: ListPanel) -> list[tuple[str, str, bool]]:
    model = panel.model
    found = (model.index(row, 0).data(HEADING_ROLE) for row in range(model.rowCount()))
    return [heading for heading in found if heading is not None]


def key(panel: ListPanel, pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    panel.table.setFocus()
    QTest.keyClick(panel.table, pressed, held)


def choose(driver: Driver, panel: ListPanel, first: int, last: int) -> tuple[str, ...]:
    """Choose rows with the keys, as a person does with Shift held."""
    panel.table.choose_row(first)
    for _ in range(last - first):
        key(panel, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    driver.settle()
    QApplication.processEvents()
    driver.settle()
    return panel.several


def test_groups_have_headings_with_totals(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    total = panel.model.rowCount()
    panel._choose_look(ListLook((), (), "start"))
    driver.settle()
    found = headings(panel)
    assert [label for label, _, _ in found] == sorted((label for label, _, _ in found), reverse=True)
    assert panel.model.rowCount() == total + len(found)
    assert "uur" in found[0][1]
    assert "gegevens" in found[0][1]
    assert panel._count.text() == f"{total} gegevens"


def test_a_heading_is_folded_by_key_and_by_mouse(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel._choose_look(ListLook((), (), "activity_kind"))
    driver.settle()
    whole = panel.model.rowCount()
    at = panel.table.visualRect(panel.model.index(0, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.model.rowCount() < whole
    assert panel.table.chosen_count() == 0
    key(panel, Qt.Key.Key_Right)
    assert panel.model.rowCount() == whole
    key(panel, Qt.Key.Key_Down)
    driver.settle()
    assert view_of(driver, "activity").shown_id == panel.model.id_at(1)
    key(panel, Qt.Key.Key_Left)
    key(panel, Qt.Key.Key_Space)
    assert panel.model.rowCount() < whole
    panel.model.fold_all(folded=True)
    assert panel.model.rowCount() == len(headings(panel))


def test_parts_stand_under_the_whole_and_no_column_repeats_it(open_driver: Driver) -> None:
    panel = list_of(open_driver, "score")
    assert panel.model.group == "assessment"
    assert len(headings(panel)) > 1
    at = next(n for n, spec in enumerate(panel.model.specs) if spec.name == "assessment")
    assert panel.table.isColumnHidden(at)
    panel._choose_look(ListLook())
    open_driver.settle()
    assert not panel.table.isColumnHidden(at)
    assert ListLook.from_note(panel._kind, open_driver.workspace.session.noted("list.score")).group == ""


def test_the_name_of_a_record_has_room_before_other_columns_come(open_driver: Driver) -> None:
    table = list_of(open_driver, "activity").table
    names = [spec.name for spec in table.model().specs]
    shown: dict[int, set[str]] = {}
    for width in (400, 700, 1_300):
        table.resize(width, 300)
        shown[width] = {name for at, name in enumerate(names) if not table.isColumnHidden(at)}
    assert shown[400] == {"name", "start"}
    assert shown[400] < shown[700] < shown[1_300]
    assert table.columnWidth(names.index("name")) > table.columnWidth(names.index("provider"))
    events = list_of(open_driver, "permission_event").table
    events.resize(470, 300)
    assert not events.isColumnHidden(0), "what happened says nothing without the permission to which it did"


def test_words_that_are_cut_off_in_a_cell_are_told(open_driver: Driver) -> None:
    table = list_of(open_driver, "activity").table
    index = table.model().index(0, next(n for n, spec in enumerate(table.model().specs) if spec.name == "name"))

    def told() -> str:
        option = QStyleOptionViewItem()
        option.rect = table.visualRect(index)
        event = QHelpEvent(QEvent.Type.ToolTip, option.rect.center(), table.mapToGlobal(option.rect.center()))
        table.itemDelegate().helpEvent(event, table, option, index)
        return QToolTip.text()

    table.setColumnWidth(index.column(), 900)
    assert told() == ""
    table.setColumnWidth(index.column(), 60)
    assert told() == index.data()
    QToolTip.hideText()


def test_facets_narrow_down_and_say_so(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    panel.facets.open_menu(QPoint(0, 0))
    driver.until(panel.facets.menu.isVisible)
    menus = {action.text(): action.menu() for action in panel.facets.menu.actions()}
    intervision = next(action for action in menus["Soort"].actions() if action.text().startswith("Intervisie"))
    expected = int(intervision.text().rpartition("(")[2].rstrip(")"))
    intervision.trigger()
    panel.facets.menu.close()
    driver.settle()
    assert panel.model.rowCount() == expected
    assert panel._count.text() == f"{expected} gevonden"
    chip = panel.facets.findChildren(type(panel.facets._flow.itemAt(0).widget()))[0]
    assert chip.accessibleName() == "Filter weghalen: Soort: Intervisie"
    driver.press(chip)
    driver.settle()
    assert panel.model.rowCount() > expected
    assert panel.facets.isHidden()


def test_columns_order_and_groups_are_remembered(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    look = ListLook(("name", "location", "net_minutes"), ("-net_minutes",), "activity_kind")
    panel._choose_look(look)
    driver.settle()
    assert [spec.name for spec in panel.model.specs] == ["name", "net_minutes", "location"]
    assert ListLook.from_note(kind_called("activity"), driver.workspace.session.noted("list.activity")) == look
    assert ListLook.from_note(kind_called("activity"), '{"columns": ["weg"], "group": 3}') == ListLook()
    assert ListLook.from_note(kind_called("activity"), "geen json") == ListLook()
    driver.window._set(type(driver.keeper.settings)(language="en", theme="light", lock_after=0))
    driver.settle()
    assert list_of(driver, "activity").model.group == "activity_kind"


def test_menus_that_open_often_keep_nothing_of_before(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")

    def held() -> tuple[int, int]:
        panel.view_menu.aboutToShow.emit()
        panel.facets.open_menu(QPoint(0, 0))
        driver.until(panel.facets.menu.isVisible)
        panel.facets.menu.close()
        driver.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(panel.view_menu.findChildren(QObject)), len(panel.facets.menu.findChildren(QObject))

    first = held()
    assert [held() for _ in range(3)] == [first] * 3


def test_the_view_menu_offers_what_the_kind_has(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    panel.view_menu.aboutToShow.emit()
    group, order, columns = (action.menu() for action in panel.view_menu.actions())
    by_year = next(action for action in group.actions() if action.text() == "Datum (jaar)")
    by_year.trigger()
    driver.settle()
    assert panel.model.group == "start"
    next(action for action in order.actions() if action.text() == "Titel").trigger()
    driver.settle()
    assert panel.model.order == ("name",)
    next(action for action in columns.actions() if action.text() == "Online").trigger()
    driver.settle()
    assert "online" in [spec.name for spec in panel.model.specs]


def test_letters_go_to_the_record_that_begins_with_them(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    panel.table.setFocus()
    QTest.keyClicks(panel.table, "intervisie")
    driver.settle()
    assert words_of_current(panel).startswith("Intervisie")
    panel.table._forget_typed()
    QTest.keyClicks(panel.table, "qqq")
    driver.settle()
    assert "qqq" in driver.workspace.toast.accessibleName()


def words_of_current(panel: ListPanel) -> str:
    column = [spec.name for spec in panel.model.specs].index("name")
    return str(panel.model.index(panel.table.currentIndex().row(), column).data())


def test_several_are_chosen_and_one_field_is_changed(open_driver: Driver) -> None:
    driver = open_driver
    panel, view = list_of(driver, "activity"), view_of(driver, "activity")
    ids = choose(driver, panel, 2, 5)
    assert len(ids) == 4
    assert view.side.currentWidget() is view.selection
    assert view.selection.title.text() == "4 gekozen"
    driver.until(lambda: view.selection.preview.text() == "Kies eerst een nieuwe waarde.")
    assert view.selection.row is not None
    editor = view.selection.row.editor
    assert isinstance(editor, ChoiceEditor)
    editor.combo.setCurrentIndex(editor.combo.count() - 1)
    editor.combo.activated.emit(editor.combo.currentIndex())
    driver.until(view.selection.apply.isEnabled)
    assert "worden gewijzigd" in view.selection.preview.text()
    driver.press(view.selection.apply)
    driver.settle()
    kind = kind_called("activity")
    records = asked(driver, lambda portfolio: portfolio.records(kind, ListQuery(ids=ids)).records)
    assert {str(record.activity_kind) for record in records} == {"overig"}
    assert set(panel.several) == set(ids)
    driver.workspace.toast._do()
    driver.settle()
    records = asked(driver, lambda portfolio: portfolio.records(kind, ListQuery(ids=ids)).records)
    assert {str(record.activity_kind) for record in records} != {"overig"}


def test_all_are_chosen_and_deleted_and_brought_back(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "skill")
    many = panel.model.rowCount()
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: len(panel.several) == many)
    driver.settle()
    key(panel, Qt.Key.Key_Delete)
    driver.until(lambda: panel.model.rowCount() == 0)
    assert driver.workspace.toast.accessibleName() == f"{many} gegevens zijn verwijderd."
    driver.workspace.toast._do()
    driver.until(lambda: panel.model.rowCount() == many)


def test_what_is_chosen_stays_chosen_where_it_goes(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    ids = choose(driver, panel, 0, 3)
    panel.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    driver.settle()
    driver.until(lambda: panel.chosen_count == 4)
    driver.settle()
    stretches = panel.model.stretches(panel.table.chosen_ranges())
    from portfolio_app.services.lists import chosen

    again = asked(driver, lambda portfolio: chosen(portfolio, panel.model.kind, stretches)).ids
    assert set(again) == set(ids)


def test_space_chooses_one_more(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "activity")
    panel.table.choose_row(0)
    key(panel, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    key(panel, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    key(panel, Qt.Key.Key_Space)
    driver.settle()
    assert panel.table.chosen_ranges() == [(0, 0), (2, 2)]


def test_copies_are_tables_without_formulas(open_driver: Driver) -> None:
    driver = open_driver
    panel, view = list_of(driver, "skill"), view_of(driver, "skill")

    def add(portfolio: Portfolio) -> Saved:
        return portfolio.add(Skill.kind, {"name": '=HYPERLINK("x")', "category": "AAA"})

    asked_saved: list[Saved] = []
    driver.workspace.session.save(add, asked_saved.append, owner=driver.workspace)
    driver.until(lambda: bool(asked_saved))
    driver.settle()
    panel.table.selectAll()
    driver.until(lambda: len(panel.several) == panel.model.rowCount())
    driver.settle()
    view.selection.copy_asked.emit(True)
    driver.settle()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat("text/csv")
    lines = data.text().splitlines()
    assert len(lines) == panel.model.rowCount() + 1
    assert lines[0].split(";") == [spec.label.nl for spec in panel.model.specs]
    assert any("'=HYPERLINK" in line for line in lines)
    key(panel, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    text = QGuiApplication.clipboard().text()
    assert "\t" in text
    assert "'=HYPERLINK" in text


def test_enter_goes_on_to_the_form(open_driver: Driver) -> None:
    driver = open_driver
    panel, view = list_of(driver, "goal"), view_of(driver, "goal")
    panel.table.choose_row(0)
    driver.settle()
    key(panel, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert view.record_panel.form.isAncestorOf(focused)


def test_a_link_leads_there_and_back(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    goal = driver.workspace.place()
    view = view_of(driver, "goal")
    chip = next(each for each in view.record_panel.referrers.findChildren(type(view.record_panel._discard)))
    driver.press(chip)
    driver.settle()
    there = driver.workspace.place()
    assert there.kind != "goal"
    back = driver.workspace._areas["plan"]._views[there.kind].record_panel.back
    assert back.isEnabled()
    driver.press(back)
    driver.settle()
    assert driver.workspace.place() == goal


def test_something_is_added_that_belongs_to_the_record(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    panel = view_of(driver, "activity").record_panel
    menu = panel.add_linked.menu()
    menu.aboutToShow.emit()
    reflection = next(action for action in menu.actions() if action.text() == "Reflectie")
    activity = panel.record
    assert activity is not None
    reflection.trigger()
    driver.settle()
    form = view_of(driver, "reflection").record_panel.form
    assert form.record is None
    assert form.rows["activities"].editor.read() == (activity.id,)


def test_a_record_is_duplicated_without_its_evidence(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    view = view_of(driver, "activity")
    original = view.record_panel.record
    assert original is not None
    menu = view.record_panel.more.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    driver.settle()
    copy = view.record_panel.record
    assert copy is not None
    assert copy.id != original.id
    assert copy == original.with_values(id=copy.id, evidence=())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.singleton], ids=lambda kind: kind.key)
def test_every_empty_list_teaches(kind: RecordKind) -> None:
    words = teaching(kind)
    assert words is not kind.hint, "that stands above the list already"
    assert len(words.nl) > 20
    assert len(words.en) > 20


def test_a_record_far_down_a_list_is_found_in_it(driver: Driver, tmp_path: Path, filled_vault: Path) -> None:
    shutil.copytree(filled_vault, driver.vault)
    driver.unlock()
    from portfolio_app.services.operations import OperationName

    records = [Skill(id=f"skill-{n:05}", name=f"Vaardigheid {n:05}", category="Veel") for n in range(900)]
    driver.workspace.session.change_set(lambda p: p.add_many(records, OperationName.SAMPLE), lambda _changes: None)
    driver.settle()
    panel = list_of(driver, "skill")
    driver.workspace.show_record("skill", "skill-00777")
    driver.until(lambda: panel.table.chosen_count() == 1)
    driver.settle()
    assert panel.model.id_at(panel.table.currentIndex().row()) == "skill-00777"
