"""A form is built in several turns, and nobody notices but by its speed."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.records.kind_view import KindView
from tests.ui.driver import Driver


def view_of(driver: Driver, kind: str) -> KindView:
    return driver.workspace._areas[kind_called(kind).area.value]._views[kind]


def wait_for_record(driver: Driver, kind: str) -> KindView:
    """Go to the first record, and stop where it is read while its form is not built."""
    driver.workspace.show_first(kind)
    view = view_of(driver, kind)
    driver.until(lambda: bool(view.shown_id))
    return view


def test_a_record_that_was_read_is_shown_when_its_form_is_whole(open_driver: Driver) -> None:
    view = wait_for_record(open_driver, "activity")
    assert view.panel is None
    assert not view.is_settled
    open_driver.settle()
    assert view.panel is not None
    assert view.panel.record is not None
    assert view.panel.record.id == view.shown_id
    assert view.side.currentWidget() is view.panel


def test_whoever_needs_the_form_at_once_gets_it_whole_with_the_record_that_waits(open_driver: Driver) -> None:
    view = wait_for_record(open_driver, "activity")
    panel = view.record_panel
    assert view.is_settled
    assert panel.record is not None
    assert panel.record.id == view.shown_id
    assert list(panel.form.rows) == [spec.name for spec in view.kind.fields]
    open_driver.settle()
    assert view.record_panel is panel


def test_a_new_record_takes_the_place_of_one_that_waits(open_driver: Driver) -> None:
    view = wait_for_record(open_driver, "activity")
    open_driver.workspace.start_new("activity")
    open_driver.settle()
    assert view.shown_id == ""
    assert view.record_panel.record is None


def test_going_to_a_kind_builds_no_other_of_its_page(open_driver: Driver) -> None:
    open_driver.workspace.show_kind("goal")
    open_driver.settle()
    page = open_driver.workspace._areas[kind_called("goal").area.value]
    assert set(page._views) == {"goal"}


def test_going_to_what_left_does_not_build_the_making_of_a_dossier(open_driver: Driver) -> None:
    open_driver.workspace.show_kind("outgoing")
    open_driver.settle()
    page = open_driver.workspace._pages["dossier"]
    assert "dossier" not in vars(page)
    assert page.outgoing.isVisible()  # type: ignore[attr-defined]


def focused_words() -> str:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line.text()


def begin_new(driver: Driver, kind: str) -> KindView:
    """Ask for a new record where its form is not built yet, and stop there."""
    driver.workspace.start_new(kind)
    view = view_of(driver, kind)
    assert view.panel is None
    assert not view.is_settled
    return view


def test_a_new_record_does_not_wait_for_its_form_in_one_turn(open_driver: Driver) -> None:
    view = begin_new(open_driver, "activity")
    open_driver.settle()
    assert view.side.currentWidget() is view.panel
    assert view.record_panel.record is None
    assert view.record_panel.form.isAncestorOf(QApplication.focusWidget())


def test_what_is_typed_before_the_form_of_a_new_record_stands_goes_into_it(open_driver: Driver) -> None:
    begin_new(open_driver, "skill")
    QTest.keyClicks(QApplication.focusWidget(), "Rekenen")
    open_driver.settle()
    assert focused_words() == "Rekenen"
    QTest.keyClicks(QApplication.focusWidget(), " 2")
    assert focused_words() == "Rekenen 2"


def test_what_was_meant_is_saved_though_the_person_leaves_before_its_form_stands(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.start_new("skill", {"name": "Rekenen"}, as_typed=True)
    assert view_of(driver, "skill").panel is None
    driver.workspace.go("plan")
    driver.settle()
    found: list[tuple[Record, ...]] = []
    kind = kind_called("skill")
    driver.workspace.session.read(lambda portfolio: portfolio.records(kind).records, found.append, owner=driver.window)
    driver.settle()
    assert "Rekenen" in [getattr(record, "name", "") for record in found[0]]
