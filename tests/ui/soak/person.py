"""A person who uses the window for hours: seeded, quick, not always careful, but sensible.

They press what can be pressed, type where can be typed, choose from what can be chosen, and now and then undo, search,
lock and come back. They know nothing of how the window is made: they act on what they see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import getAllValidWrappers

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.destinations import BACKUPS, GUIDE, ICONS, OVERVIEW, RULES
from portfolio_app.ui.dossier.wizard import DossierWizard
from portfolio_app.ui.forms.parts import StepsEditor
from portfolio_app.ui.pages.rules import RulesPage
from portfolio_app.ui.permissions.strip import PermissionStrip
from portfolio_app.ui.records.english_bar import EnglishBar
from tests.ui.acceptance.looking import CONTROLS, is_control
from tests.ui.driver import PASSPHRASE, Driver

WORDS: Final = (
    "intervisie over een vastgelopen traject",
    "Leerkring Noordkwartier",
    "2-3-26",
    "1:30",
    "1,5",
    "12",
    "2026",
    "onbekend & <vet> 50%",
    "Ærø – déjà vu",
    "",
)
KEYS: Final = (
    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
)
PLACES: Final = (
    Text("Registers en regels", "Registers and rules"),
    Text("Competenties scoren", "Score competences"),
    Text("Dossier maken", "Make the dossier"),
    Text("Toestemmingen", "Permissions"),
    Text("Nieuw: Reflectie", "New: Reflection"),
    Text("Nieuw: Werkervaring", "New: Position"),
    Text("Prullenbak", "Bin"),
)
"""Where they go by name, for one comes there seldom by pressing what is at hand."""
SIZES: Final = ((1280, 720), (900, 620), (1920, 1080))
"""Between which they change the window, in pixels; in the first it is compared."""
LOOKED_AT: Final = (DossierWizard, EnglishBar, PermissionStrip, RulesPage, ScoringSheet, StepsEditor)
_STAYS_IN_A_DIALOG: Final = 0.6
_MOST_ROWS: Final = 400


class Person:
    """Acts before a window; what the system's own dialogs ask they answer with files of their own.

    Attributes:
        did: how often each kind of deed was done.
        saw: by name, which of `LOOKED_AT` stood before them.
    """

    def __init__(self, driver: Driver, files: Path, seed: int) -> None:
        """Sit down before the window.

        Args:
            driver: the window, with a vault that is open.
            files: a folder with files to choose from; what is saved goes there too.
            seed: the same seed does the same.
        """
        self._driver = driver
        self._random = Random(seed)
        self._files = files
        self._settings = driver.window.keeper.settings
        self.did: Counter[str] = Counter()
        self.saw: set[str] = set()

    def answer_the_system(self, patch: Callable[[object, str, object], None]) -> None:
        """Answer the dialogs that are not the program's own; `patch` sets an attribute for as long as that holds."""
        patch(QFileDialog, "getOpenFileName", lambda *_, **__: (self._file(), ""))
        patch(QFileDialog, "getOpenFileNames", lambda *_, **__: ([name for name in (self._file(),) if name], ""))
        patch(QFileDialog, "getSaveFileName", lambda *_, **__: (str(self._files / f"uit-{self._number()}.pdf"), ""))
        patch(QFileDialog, "getExistingDirectory", lambda *_, **__: self._random.choice(("", str(self._files))))
        patch(QInputDialog, "getText", lambda *_, **__: ("", False))
        patch(QPrintDialog, "exec", lambda *_: QDialog.DialogCode.Rejected)
        patch(QDesktopServices, "openUrl", lambda _url: True)

    def act(self) -> None:
        """Do one thing, and wait until the window has done its part."""
        popup = QApplication.activePopupWidget()
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self._driver.window
        if popup is not None:
            self._choose_in_menu(popup)
        elif self._driver.window.workspace is None and top is self._driver.window:
            self._come_back()
        elif isinstance(top, QDialog) and self._random.random() > _STAYS_IN_A_DIALOG:
            self._note("close dialog", top.reject)
        else:
            self._act_on(top)
        self._driver.settle()
        self.saw |= {type(each).__name__ for each in getAllValidWrappers() if _is_looked_at(each)}

    def leave_everything(self) -> None:
        """Close menus and dialogs."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        self._driver.settle()

    def come_to_rest(self) -> None:
        """Bring the window into the same state, whatever was done before: memory is compared there.

        Every page and a record of each kind stand in it, it looks as at the start, shows the overview, and what is to
        be freed was freed. Without that, one that was locked a moment ago would be compared with one in which much was
        opened since.
        """
        self.leave_everything()
        window = self._driver.window
        if window.workspace is None:
            self._come_back()
        if window.keeper.settings != self._settings:
            window._set(self._settings)
        window.resize(*SIZES[0])
        for kind in KINDS:
            self._driver.workspace.show_first(kind.key)
            self._driver.settle()
        for page in (*ICONS, GUIDE, BACKUPS, RULES, OVERVIEW):
            self._driver.workspace.go(page)
            self._driver.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._driver.settle()

    # -- deeds --------------------------------------------------------------------------------------------------------

    def _act_on(self, top: QWidget) -> None:
        deeds: list[tuple[int, Callable[[QWidget], None]]] = [
            (5, self._press),
            (4, self._choose_row),
            (4, self._type),
            (2, self._choose_value),
            (2, self._use_keys),
            (2, self._go),
            (1, self._go_by_name),
            (1, self._resize),
            (1, self._pause),
        ]
        if self._asks_passphrase(top):
            deeds = [(1, self._give_passphrase)]
        weights = [weight for weight, _ in deeds]
        (deed,) = self._random.choices([deed for _, deed in deeds], weights)
        deed(top)

    def _pause(self, _top: QWidget) -> None:
        """Read what is there, with the hands in the lap."""
        self._note("pause", self._driver.window._rest.paused.emit)

    def _press(self, top: QWidget) -> None:
        buttons = [each for each in controls(top) if isinstance(each, QAbstractButton) and each.isEnabled()]
        if buttons:
            button = self._random.choice(buttons)
            menu = button.menu() if isinstance(button, QPushButton | QToolButton) else None
            if menu is None:
                self._note("press", lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))
            else:
                self._choose_from(menu)

    def _choose_from(self, menu: QMenu) -> None:
        """Choose from the menu of a button; opening it would wait for a person within Qt."""
        menu.aboutToShow.emit()
        actions = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
        if actions:
            self._note("menu of a button", self._random.choice(actions).trigger)

    def _choose_row(self, top: QWidget) -> None:
        views = [each for each in controls(top) if isinstance(each, QAbstractItemView) and each.model().rowCount()]
        if not views:
            return
        view = self._random.choice(views)
        row = self._random.randrange(min(view.model().rowCount(), _MOST_ROWS))
        index = view.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

        def choose() -> None:
            view.setFocus()
            view.selectionModel().setCurrentIndex(index, flags)
            if self._random.random() < 0.3:
                view.activated.emit(index)

        self._note("choose row", choose)

    def _type(self, top: QWidget) -> None:
        lines = [each for each in controls(top) if isinstance(each, QLineEdit | QPlainTextEdit) and not _fixed(each)]
        if lines:
            line = self._random.choice(lines)
            words = self._random.choice(WORDS)

            def put() -> None:
                line.setFocus()
                if self._random.random() < 0.5:
                    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                QApplication.clipboard().setText(words)  # signs beyond ASCII cannot be typed by QTest
                QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

            self._note("type", put)

    def _choose_value(self, top: QWidget) -> None:
        combos = [each for each in controls(top) if isinstance(each, QComboBox) and each.isEnabled() and each.count()]
        if combos:
            combo = self._random.choice(combos)
            index = self._random.randrange(combo.count())

            def choose() -> None:
                combo.setFocus()
                combo.setCurrentIndex(index)
                combo.activated.emit(index)

            self._note("choose value", choose)

    def _use_keys(self, top: QWidget) -> None:
        key, modifier = self._random.choice(KEYS)
        here = QApplication.focusWidget() or top
        self._note("keys", lambda: QTest.keyClick(here, key, modifier))

    def _go(self, _top: QWidget) -> None:
        workspace = self._driver.window.workspace
        if workspace is not None and QApplication.activeModalWidget() is None:
            number = self._random.randrange(10)
            key = Qt.Key(Qt.Key.Key_0.value + number)
            self._note("go", lambda: QTest.keyClick(workspace, key, Qt.KeyboardModifier.ControlModifier))

    def _go_by_name(self, _top: QWidget) -> None:
        workspace = self._driver.window.workspace
        if workspace is None or QApplication.activeModalWidget() is not None:
            return

        def go() -> None:
            finder = workspace.open_finder()
            self._driver.settle()
            if finder is not None:
                finder.line.setText(self._driver.window.look.say(self._random.choice(PLACES)))
                self._driver.settle()
                finder.list.choose_current()

        self._note("go by name", go)

    def _resize(self, _top: QWidget) -> None:
        width, height = self._random.choice(SIZES)
        self._note("resize", lambda: self._driver.window.resize(width, height))

    def _choose_in_menu(self, popup: QWidget) -> None:
        def choose() -> None:
            for _ in range(self._random.randrange(1, 5)):
                QTest.keyClick(popup, Qt.Key.Key_Down)
            key = Qt.Key.Key_Return if self._random.random() < 0.5 else Qt.Key.Key_Escape
            QTest.keyClick(popup, key)

        self._note("menu", choose)

    # -- locked out ---------------------------------------------------------------------------------------------------

    def _asks_passphrase(self, top: QWidget) -> bool:
        return any(each.echoMode() is QLineEdit.EchoMode.Password for each in _lines(top))

    def _give_passphrase(self, top: QWidget) -> None:
        def give() -> None:
            for line in _lines(top):
                if line.echoMode() is QLineEdit.EchoMode.Password:
                    line.setFocus()
                    line.selectAll()
                    QTest.keyClicks(line, PASSPHRASE)
            QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Return)

        self._note("give passphrase", give)

    def _come_back(self) -> None:
        self._note("unlock", self._driver.unlock)

    # -- within -------------------------------------------------------------------------------------------------------

    def _note(self, name: str, deed: Callable[[], object]) -> None:
        self.did[name] += 1
        deed()

    def _file(self) -> str:
        files = sorted(str(path) for path in self._files.iterdir() if path.is_file())
        return self._random.choice(["", *files])

    def _number(self) -> int:
        return self._random.randrange(5)


def controls(top: QWidget) -> list[QWidget]:
    """Return what can be typed in, pressed or chosen from within `top`, in the order in which it is read.

    They are looked up among what Python holds already: Qt's own search gives its inner parts to Python too, which then
    never lets go of them, and what grows by the looking is no growth of the window.
    """
    found = [each for each in getAllValidWrappers() if isinstance(each, CONTROLS) and is_control(each, top)]
    places = {id(each): each.mapTo(top, QPoint()) for each in found}
    return sorted(found, key=lambda each: (places[id(each)].y(), places[id(each)].x(), type(each).__name__))


def _is_looked_at(each: object) -> bool:
    return isinstance(each, LOOKED_AT) and each.isVisible()


def _lines(top: QWidget) -> list[QLineEdit]:
    return [each for each in controls(top) if isinstance(each, QLineEdit)]


def _fixed(line: QLineEdit | QPlainTextEdit) -> bool:
    return line.isReadOnly() or not line.isEnabled()
