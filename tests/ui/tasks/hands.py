"""The hands of a person: only keys, or only the mouse and letters. Neither reaches what a person could not reach."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.destinations import ICONS
from portfolio_app.ui.finder import Finder
from portfolio_app.ui.forms.choosing import ChecklistEditor, ChoiceEditor, YesNoEditor
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.editor import Editor
from portfolio_app.ui.forms.linking import ReferenceEditor, ReferencesEditor
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.pages.area import AreaPage
from portfolio_app.ui.records.kind_view import KindView
from portfolio_app.ui.widgets.empty import EmptyState
from tests.ui.driver import Driver

MOST_TABS = 250
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands(ABC):
    """What a person does in the window, and what they see of it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    # -- what each does in its own way --------------------------------------------------------------------------------

    @abstractmethod
    def reach(self, widget: QWidget) -> None:
        """Come to a control so that what is typed goes there."""

    @abstractmethod
    def press(self, button: QWidget) -> None:
        """Press a button or tick a box."""

    @abstractmethod
    def go(self, page: str) -> None:
        """Go to a page of the navigation."""

    @abstractmethod
    def new(self, kind: str) -> RecordForm:
        """Begin a record of a kind, and return its form."""

    @abstractmethod
    def pick(self, combo: QComboBox, words: str) -> None:
        """Choose a line of a combo box."""

    @abstractmethod
    def tick_in(self, tree: QTreeWidget, words: str) -> None:
        """Tick the first line of a tree in which these words stand."""

    @abstractmethod
    def first_found(self, editor: ReferenceEditor | ReferencesEditor) -> None:
        """Take the first of what a search for a record offers."""

    @abstractmethod
    def bring(self, form: RecordForm, file: Path) -> None:
        """Bring a file to the record on a form."""

    @abstractmethod
    def take_found(self, finder: Finder, row: int) -> None:
        """Take a line of the finder."""

    @abstractmethod
    def delete_shown(self, kind: str) -> None:
        """Delete the record that is shown."""

    @abstractmethod
    def undo(self) -> None:
        """Take back what was done last."""

    @abstractmethod
    def lock(self) -> None:
        """Lock the portfolio."""

    @abstractmethod
    def open_finder(self) -> Finder:
        """Open the finder."""

    # -- what both do -------------------------------------------------------------------------------------------------

    def write(self, widget: QWidget, words: str) -> None:
        """Type in a control in the place of what stands there."""
        self.reach(widget)
        QTest.keyClick(widget, Qt.Key.Key_A, _CONTROL)
        QTest.keyClicks(widget, words)

    def fill(self, form: RecordForm, **values: object) -> None:
        """Fill in fields: words to type, the label of a choice, labels to tick, part of a name to choose."""
        for name, value in values.items():
            self.set(form.rows[name].editor, value)

    def set(self, editor: Editor, value: object) -> None:
        """Fill in one field."""
        if isinstance(editor, ChoiceEditor):
            self.pick(editor.combo, str(value))
        elif isinstance(editor, ChecklistEditor):
            wanted = [str(each).casefold() for each in (value if isinstance(value, tuple) else (value,))]
            for box in editor.findChildren(QCheckBox):
                if box.text().casefold() in wanted:
                    self.press(box)
        elif isinstance(editor, YesNoEditor):
            self.press(editor.box)
        elif isinstance(editor, CodesEditor):
            self.press(editor.target)
            tree = editor.findChild(QTreeWidget)
            assert tree is not None
            self.write(editor._filter, str(value))
            self.tick_in(tree, str(value))
            self.press(editor.target)
        elif isinstance(editor, ReferenceEditor | ReferencesEditor):
            self.write(editor.search, str(value))
            self.driver.until(lambda: editor.search.completer().popup().isVisible())
            self.first_found(editor)
        else:
            self.write(editor.target, str(value))

    def saved(self, form: RecordForm) -> Any:  # noqa: ANN401 - a record of whichever kind
        """Wait until a form says that it is saved, and return the record."""
        self.driver.until(lambda: form.standing is Standing.SAVED and form.record is not None)
        self.driver.settle()
        return form.record

    def view(self, kind: str) -> KindView:
        """Return what is shown of a kind."""
        self.driver.settle()
        return self.area(kind)._views[kind]

    def form(self, kind: str) -> RecordForm:
        """Return the form of a kind that is on the screen."""
        form = self.view(kind).record_panel.form
        self.driver.until(form.isVisible)
        return form

    def area(self, kind: str) -> AreaPage:
        """Return the page on which a kind stands."""
        return self.driver.workspace._areas[kind_called(kind).area.value]

    @property
    def here(self) -> QWidget:
        """The window that keys go to."""
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        if found is None:  # a window manager goes back to the window when a dialog closes; there is none here
            self.driver.window.activateWindow()
            self.driver.until(lambda: QApplication.activeWindow() is self.driver.window)
        return found or self.driver.window


class Keyboard(Hands):
    """Keys alone: a control is come to by Tab, from where the focus is."""

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.activePopupWidget() or self.here.focusWidget() or self.here
        QTest.keyClick(focused, key, held)
        QApplication.processEvents()

    def reach(self, widget: QWidget) -> None:
        self.driver.until(lambda: widget.isVisible() and widget.isEnabled())
        target = widget.focusProxy() or widget
        seen: list[str] = []
        for _ in range(MOST_TABS):
            focused = self.here.focusWidget()
            if focused is not None and (focused is target or target.isAncestorOf(focused)):
                return
            seen.append(f"{type(focused).__name__} {focused.accessibleName() if focused else ''}")
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {widget.accessibleName()!r}; it went along {seen[-40:]}")

    def press(self, button: QWidget) -> None:
        self.reach(button)
        self.key(Qt.Key.Key_Space)

    def go(self, page: str) -> None:
        number = list(ICONS).index(page) + 1
        self.key(Qt.Key(Qt.Key.Key_0.value + number % 10), _CONTROL)
        self.driver.settle()
        assert self.driver.workspace.current == page

    def new(self, kind: str) -> RecordForm:
        finder = self.open_finder()
        QTest.keyClicks(finder.line, f"Nieuw: {kind_called(kind).label.nl}")
        self.driver.settle()
        self.key(Qt.Key.Key_Return)
        return self.form(kind)

    def pick(self, combo: QComboBox, words: str) -> None:
        self.reach(combo)
        at = combo.findText(words, Qt.MatchFlag.MatchFixedString)
        assert at >= 0, [combo.itemText(row) for row in range(combo.count())]
        step = Qt.Key.Key_Down if at > combo.currentIndex() else Qt.Key.Key_Up
        for _ in range(combo.count()):
            if combo.currentIndex() == at:
                return
            self.key(step)
        raise AssertionError(f"no arrow leads to {words!r}")

    def tick_in(self, tree: QTreeWidget, words: str) -> None:
        self.reach(tree)
        for _ in range(MOST_TABS):
            item = tree.currentItem()
            if item is not None and item.parent() is not None and words.casefold() in item.text(0).casefold():
                self.key(Qt.Key.Key_Space)
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"no arrow leads to {words!r}")

    def first_found(self, editor: ReferenceEditor | ReferencesEditor) -> None:
        popup = editor.search.completer().popup()
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        QApplication.processEvents()

    def bring(self, form: RecordForm, file: Path) -> None:
        """Copied elsewhere, pasted in the list."""
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(file))])
        QGuiApplication.clipboard().setMimeData(content)
        self.key(Qt.Key.Key_V, _CONTROL)

    def take_found(self, finder: Finder, row: int) -> None:
        for _ in range(row):
            QTest.keyClick(finder.line, Qt.Key.Key_Down)
        assert finder.list.currentIndex().row() == row
        QTest.keyClick(finder.line, Qt.Key.Key_Return)

    def delete_shown(self, kind: str) -> None:
        panel = self.view(kind).list_panel
        assert panel is not None
        self.reach(panel.table)
        self.key(Qt.Key.Key_Delete)

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, _CONTROL)
        self.driver.settle()

    def lock(self) -> None:
        self.key(Qt.Key.Key_L, _CONTROL)

    def open_finder(self) -> Finder:
        self.key(Qt.Key.Key_K, _CONTROL)
        return shown_finder(self.driver)


class Mouse(Hands):
    """The mouse; keys only to write words."""

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click where the widget is seen, as far as nothing lies over it."""
        self.driver.until(lambda: widget.isVisible() and widget.isEnabled())
        top = widget.window()

        def hit() -> bool:
            self._scroll_to(widget)
            found = top.childAt(widget.mapTo(top, at or widget.rect().center()))
            return found is not None and (found is widget or widget.isAncestorOf(found))

        self.driver.until(hit)  # a layout takes a moment to come to rest; what lies over it stays there
        place = at or widget.rect().center()
        found = top.childAt(widget.mapTo(top, place)) or widget
        QTest.mouseClick(
            found, Qt.MouseButton.LeftButton, pos=found.mapFrom(widget, place) if found is not widget else place
        )
        QApplication.processEvents()

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QApplication.processEvents()

    def reach(self, widget: QWidget) -> None:
        if isinstance(widget, QPlainTextEdit):
            self.click(widget.viewport())
        else:
            self.click(widget)
        target = widget.focusProxy() or widget
        assert self.here.focusWidget() in (target, widget), f"{widget.accessibleName()!r} did not take the focus"

    def press(self, button: QWidget) -> None:
        if isinstance(button, QCheckBox):
            self.click(button, QPoint(10, button.height() // 2))
        else:
            self.click(button)

    def go(self, page: str) -> None:
        rail = self.driver.workspace.rail
        row = list(ICONS).index(page)
        QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=rail.visualItemRect(rail.item(row)).center())
        self.driver.settle()
        assert self.driver.workspace.current == page

    def new(self, kind: str) -> RecordForm:
        declared = kind_called(kind)
        self.go(declared.area.value)
        area = self.area(kind)
        bar = area._segments
        if len(area._kinds) > 1:
            button = bar._buttons[kind]
            if button.isVisible():
                self.click(button)
            else:
                words = declared.plural.nl
                action = next(each for each in bar._menu.actions() if each.text().startswith(words))
                self.choose_in(bar._menu, bar._more, action.text())
        self.driver.settle()
        panel = self.view(kind).list_panel
        assert panel is not None
        shown = panel._stack.currentWidget()
        button = shown.button if isinstance(shown, EmptyState) and shown.button is not None else panel.new_button
        self.click(button)
        return self.form(kind)

    def choose_in(self, menu: QMenu, opener: QWidget, words: str) -> None:
        """Choose a line of a menu that a button opens."""
        menu.popup(opener.mapToGlobal(opener.rect().bottomLeft()))
        action = next(each for each in menu.actions() if each.text() == words)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        QApplication.processEvents()

    def pick(self, combo: QComboBox, words: str) -> None:
        self.click(combo)
        view = combo.view()
        self.driver.until(view.isVisible)
        row = combo.findText(words, Qt.MatchFlag.MatchFixedString)
        assert row >= 0, [combo.itemText(each) for each in range(combo.count())]
        index = combo.model().index(row, 0)
        view.scrollTo(index)
        # A list that opens under the pointer takes no release of the same click for a choice: wait as a person does.
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        self.driver.until(lambda: combo.currentIndex() == row)

    def tick_in(self, tree: QTreeWidget, words: str) -> None:
        self._scroll_to(tree)
        item = next(each for each in _lines(tree) if words.casefold() in each.text(0).casefold())
        tree.scrollToItem(item)
        rect = tree.visualItemRect(item)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 10, rect.center().y()))
        assert item.checkState(0) is Qt.CheckState.Checked

    def first_found(self, editor: ReferenceEditor | ReferencesEditor) -> None:
        popup = editor.search.completer().popup()
        place = popup.visualRect(popup.model().index(0, 0)).center()
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()

    def bring(self, form: RecordForm, file: Path) -> None:
        """Dragged onto the form."""
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(file))])
        how = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(form.rect().center(), *how)
        QApplication.sendEvent(form, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(form, QDropEvent(QPointF(form.rect().center()), *how))

    def take_found(self, finder: Finder, row: int) -> None:
        index = finder.list.model().index(row, 0)
        finder.list.scrollTo(index)
        place = finder.list.visualRect(index).center()
        QTest.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def delete_shown(self, kind: str) -> None:
        self.click(self.view(kind).record_panel._delete)

    def undo(self) -> None:
        self.click(self.tool("Ongedaan maken"))
        self.driver.settle()

    def lock(self) -> None:
        self.click(self.tool("Vergrendelen"))

    def open_finder(self) -> Finder:
        navigation = self.driver.workspace.navigation
        self.click(navigation._search if navigation._search.isVisible() else navigation._search_icon)
        return shown_finder(self.driver)

    def tool(self, name: str) -> QWidget:
        """Return the button below the navigation with that name."""
        navigation = self.driver.workspace.navigation
        return next(each for each in navigation.findChildren(QWidget) if each.accessibleName() == name)


def shown_finder(driver: Driver) -> Finder:
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), Finder))
    found = QApplication.activeModalWidget()
    assert isinstance(found, Finder)
    return found


def _lines(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [top.child(row) for top in tops for row in range(top.childCount()) if not top.child(row).isHidden()]
