"""Lists: Qt's own tester of models, filter, order, and 20,000 rows without reading them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.ui.models.records import BLOCK, Narrowing, RecordTableModel
from portfolio_app.ui.records.list_panel import ListPanel
from tests.ui.driver import PASSPHRASE, Driver

MANY = 3_000


@pytest.fixture(scope="module")
def long_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from portfolio_app.domain.records.career import Skill
    from portfolio_app.services.opening import create_portfolio
    from portfolio_app.services.operations import OperationName
    from tests.ui.driver import TODAY

    vault = tmp_path_factory.mktemp("long") / "proef.vakdossier"
    with create_portfolio(vault, PASSPHRASE, clock=FixedClock.on(TODAY)).portfolio as portfolio:
        records = [
            Skill(id=f"skill-{n:05}", name=f"Vaardigheid {n:05}", category=f"Soort {n % 7}") for n in range(MANY)
        ]
        portfolio.add_many(records, OperationName.SAMPLE)
    return vault


@pytest.fixture
def long_driver(driver: Driver, long_vault: Path) -> Driver:
    import shutil

    shutil.copytree(long_vault, driver.vault)
    driver.unlock()
    return driver


def list_of(driver: Driver, kind: str) -> ListPanel:
    driver.workspace.show_kind(kind)
    driver.settle()
    panel = driver.workspace._areas[kind_called(kind).area.value]._views[kind].list_panel
    assert panel is not None
    return panel


def words(model: RecordTableModel, row: int, column: int = 0) -> str:
    return str(model.data(model.index(row, column)))


def test_every_model_keeps_the_rules_of_qt(open_driver: Driver) -> None:
    driver = open_driver
    for kind in KINDS:
        model = RecordTableModel(driver.workspace.session, kind)
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.read_again()
        driver.settle()
        assert model.rowCount() > 0, kind.key
        model.sort(0, Qt.SortOrder.DescendingOrder)
        driver.settle()
        model.narrow(Narrowing("zzzzqqqq"))
        driver.settle()
        assert model.rowCount() == 0
        model.narrow(Narrowing())
        driver.settle()
        assert model.rowCount() > 0


def test_only_what_is_looked_at_is_read(long_driver: Driver) -> None:
    driver = long_driver
    panel = list_of(driver, "skill")
    model = panel.model
    assert model.rowCount() == MANY
    assert len(model._blocks) < 3
    panel.table.scrollToBottom()
    driver.settle()
    assert words(model, MANY - 1) != ""
    assert len(model._blocks) < 6


def test_filter_and_total(long_driver: Driver) -> None:
    driver = long_driver
    panel = list_of(driver, "skill")
    driver.type(panel.filter, "01234")
    driver.until(lambda: panel.model.rowCount() == 1)
    assert words(panel.model, 0) == "Vaardigheid 01234"
    assert panel._count.text() == "1 gevonden"
    panel.filter.clear()
    driver.until(lambda: panel.model.rowCount() == MANY)
    assert panel._count.text() == f"{MANY} gegevens"


def test_order_by_a_column_down_and_up(long_driver: Driver) -> None:
    driver = long_driver
    panel = list_of(driver, "skill")
    panel.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    driver.settle()
    assert words(panel.model, 0) == f"Vaardigheid {MANY - 1:05}"
    panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    driver.settle()
    assert words(panel.model, 0) == "Vaardigheid 00000"
    assert words(panel.model, BLOCK) in ("", f"Vaardigheid {BLOCK:05}")
    driver.settle()
    assert words(panel.model, BLOCK) == f"Vaardigheid {BLOCK:05}"


def test_what_is_chosen_stays_chosen_when_the_list_changes(long_driver: Driver) -> None:
    driver = long_driver
    panel = list_of(driver, "skill")
    panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    driver.settle()
    panel.table.setCurrentIndex(panel.model.index(5, 0))
    driver.settle()
    area = driver.workspace._areas["cv"]
    assert area.current_record == "skill-00005"
    session = driver.workspace.session
    session.change_set(lambda portfolio: portfolio.delete(["skill-00002"]), lambda _changes: None)
    driver.settle()
    assert panel.model.rowCount() == MANY - 1
    assert panel.table.currentIndex().row() == 4
    assert area.current_record == "skill-00005"


def test_the_keys_stay_with_a_list_that_turns_out_to_be_empty(empty_driver: Driver) -> None:
    empty_driver.window.activateWindow()
    empty_driver.workspace.show_kind("activity")
    empty_driver.settle()
    panel = next(each for each in empty_driver.workspace.findChildren(ListPanel) if each.isVisible())
    panel._bar.show()  # as before it is known that there is nothing
    panel.filter.setFocus()
    panel.model.read_again()
    empty_driver.settle()
    focused = empty_driver.window.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
    assert focused.isVisible()


def test_codes_and_links_are_shown_by_name(open_driver: Driver) -> None:
    driver = open_driver
    panel = list_of(driver, "score")
    driver.settle()
    assert not words(panel.model, 0, 1).startswith("RNVC.")
    assert len(words(panel.model, 0, 0)) > 5


def test_list_that_fills_by_itself_offers_no_button_to_add(open_driver: Driver) -> None:
    for kind, offered in (("privacy_decision", False), ("dossier_profile", True)):
        open_driver.workspace.show_kind(kind)
        open_driver.settle()
        assert list_of(open_driver, kind).new_button.isVisible() is offered
