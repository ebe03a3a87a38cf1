"""Every page and every form, in both languages and themes: nothing fails, nothing lacks a name, nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from portfolio_app.domain.fields import Area
from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from tests.ui.driver import Driver

PAGES = ("overview", *(area.value for area in Area))
_CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView, QAbstractSpinBox)
_LEAST_TARGET = 24


def controls(widget: QWidget) -> Iterator[QWidget]:
    """Yield what the person can reach by keyboard."""
    for each in widget.findChildren(QWidget):
        inner = each.objectName().startswith("qt_") or isinstance(each.parent(), QComboBox | QLineEdit)
        if isinstance(each, _CONTROLS) and each.isVisibleTo(widget) and not inner:
            yield each


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


class ShownWindows(QObject):
    """Notes which windows appear while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()} {name_of(watched)}")
        return False


def test_no_part_of_a_page_is_a_window_for_a_moment(open_driver: Driver, qapp: QApplication) -> None:
    driver = open_driver
    watch = ShownWindows()
    qapp.installEventFilter(watch)
    try:
        for page in PAGES:
            driver.workspace.go(page)
            driver.settle()
        for kind in KINDS:
            driver.workspace.show_first(kind.key)
            driver.settle()
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_every_page_and_form_opens(open_driver: Driver, tongue: str, theme: str) -> None:
    driver = open_driver
    driver.window._set(driver.keeper.settings.replaced(language=tongue, theme=theme))
    driver.settle()
    for page in PAGES:
        driver.workspace.go(page)
        driver.settle()
    for kind in KINDS:
        driver.workspace.show_first(kind.key)
        driver.settle()
        area = driver.workspace._areas[kind.area.value]
        assert area.current_kind == kind.key
        assert area.current_record, kind.key
        panel = area._views[kind.key].record_panel
        assert panel.form.standing is Standing.SAVED, (kind.key, panel.form.problems())
        assert panel._state.text() == ("Bewaard" if tongue == "nl" else "Saved")


def test_every_control_has_a_name(open_driver: Driver) -> None:
    driver = open_driver
    unnamed: list[str] = []
    for page in PAGES:
        driver.workspace.go(page)
        driver.settle()
        unnamed += [f"{page}: {type(each).__name__}" for each in controls(driver.workspace) if not name_of(each)]
    for kind in KINDS:
        driver.workspace.show_first(kind.key)
        driver.settle()
        form = driver.workspace._areas[kind.area.value]._views[kind.key].record_panel
        unnamed += [f"{kind.key}: {type(each).__name__}" for each in controls(form) if not name_of(each)]
    assert unnamed == []


def test_nothing_takes_text_for_markup(open_driver: Driver) -> None:
    driver = open_driver
    for page in PAGES:
        driver.workspace.go(page)
        driver.settle()
    labels = driver.window.findChildren(QLabel)
    assert labels
    assert all(not label.text() or label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert driver.window.findChildren(QTextEdit) == []


def test_targets_are_large_enough(open_driver: Driver) -> None:
    driver = open_driver
    small: list[str] = []
    for page in PAGES:
        driver.workspace.go(page)
        driver.settle()
        small += [
            f"{page}: {type(each).__name__} “{name_of(each)}” {each.width()}×{each.height()}"
            for each in controls(driver.workspace)
            if isinstance(each, QAbstractButton | QLineEdit | QComboBox)
            and min(each.height(), each.width()) < _LEAST_TARGET
        ]
    assert small == []


@pytest.mark.parametrize("width", [820, 1280])
def test_no_form_is_cut_off_at_its_right(open_driver: Driver, width: int) -> None:
    driver = open_driver
    driver.window.resize(width, 720)
    cut: list[str] = []
    for kind in KINDS:
        driver.workspace.show_first(kind.key)
        driver.settle()
        panel = driver.workspace._areas[kind.area.value]._views[kind.key].record_panel
        cut += [
            f"{kind.key}: {area.widget().width()} in {area.viewport().width()}"
            for area in panel.findChildren(QScrollArea)
            if area.widget().width() > area.viewport().width()
        ]
    assert cut == []


def test_tab_leaves_every_field_of_a_form(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    form = driver.workspace.findChild(RecordForm)
    assert form is not None
    driver.window.activateWindow()
    form.focus_first()
    seen: list[QWidget] = []
    for _ in range(200):
        here = QApplication.focusWidget()
        assert here is not None
        if here in seen:
            break
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never comes round")
    reached = {each for each in seen if form.isAncestorOf(each)}
    wanted = {
        row.editor.target
        for row in form.rows.values()
        if row.isVisible() and row.editor.target.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert wanted - reached == set()


def test_language_is_switched_where_the_person_is(open_driver: Driver) -> None:
    driver = open_driver
    driver.workspace.show_first("goal")
    driver.settle()
    shown = driver.workspace._areas["plan"].current_record
    driver.window._set(driver.keeper.settings.replaced(language="en"))
    driver.settle()
    assert driver.workspace.place() == ("plan", "goal", shown)
    assert driver.workspace.session.look.language == "en"


def test_counts_stand_in_the_navigation(open_driver: Driver) -> None:
    driver = open_driver
    item = driver.workspace.rail.item(2)
    assert item.text() == "Scholing & intervisie"
    assert int(item.data(Qt.ItemDataRole.UserRole + 2)) > 100


def test_keys_lead_to_pages(open_driver: Driver) -> None:
    driver = open_driver
    QTest.keyClick(driver.workspace, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert driver.workspace.current == "education"
    QTest.keyClick(driver.workspace, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert driver.workspace.current == "dossier"
    driver.settle()


def test_empty_portfolio_teaches_how_to_begin(empty_driver: Driver) -> None:
    driver = empty_driver
    words = " ".join(label.text() for label in driver.workspace.findChildren(QLabel) if label.isVisible())
    assert "Vul uw persoonsgegevens in" in words
    driver.workspace.go("reflection")
    driver.settle()
    words = " ".join(label.text() for label in driver.workspace.findChildren(QLabel) if label.isVisible())
    assert "Wat een gebeurtenis u leerde" in words
