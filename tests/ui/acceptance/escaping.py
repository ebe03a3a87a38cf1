"""What Escape does where something is open over the window: it closes, loses nothing, and leads back.

As in `looking`, what is found comes as one line per finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeGuard

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QPlainTextEdit, QWidget
from shiboken6 import isValid

from portfolio_app.ui.client_view.screen import ClientScreen
from portfolio_app.ui.forms.linking import RecordSearch
from portfolio_app.ui.forms.writing import WritingSheet
from portfolio_app.ui.keys.dialog import KeysDialog
from portfolio_app.ui.records.changing import ChangingDialog
from tests.ui.acceptance.looking import buddy_of, name_of, say
from tests.ui.driver import Driver
from tour import Stop, arrive, leave, shown

MOST_PRESSES = 2
"""Where a part stands open within what is open, the first press leads out of that part."""

TYPED = "Onbewaarde woorden"

STAYS: Final[dict[type[QWidget], str]] = {
    ChangingDialog: "asks the work to stop, and stands until it has",
    ClientScreen: "asks for the passphrase, or goes back to what the client looks at",
}
GOES_ON: Final[dict[type[QWidget], str]] = {
    WritingSheet: "the cursor goes on in the field of the passage in which it was",
}
FORGETS: Final[dict[type[QWidget], str]] = {
    KeysDialog: "a passphrase or key that was typed does not stay anywhere",
}


class Escaping:
    """Presses Escape in what stops of the tour open, and looks where that leads."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._window = driver.window
        self._focus: QWidget | None = None
        self.opened: set[str] = set()
        """The types of what was open."""
        QApplication.instance().focusChanged.connect(self._note)

    def end(self) -> None:
        """Look no longer where the focus goes, so that the window can be let go."""
        QApplication.instance().focusChanged.disconnect(self._note)

    def __call__(self, stop: Stop) -> Iterator[str]:
        """Go to a stop, press Escape in what it opens, and yield what is wrong with what that does."""
        self._come_back()
        arrive(stop, self._driver.settle)
        self._driver.settle()
        while (front := shown(self._window)) is not self._window:
            self.opened.add(type(front).__name__)
            typed = self._type(front)
            before, kind = self._focus, type(front)
            if self._leave(front):
                self._come_back()
                yield from self._wrong_place(kind, before)
            elif kind not in STAYS:
                yield f"{kind.__name__} stays"
            if typed and not self._is_kept():
                leave(self._window)
                arrive(stop, self._driver.settle)
                self._driver.settle()
                if not self._is_kept():
                    yield f"{kind.__name__}: what was typed in {typed} is lost"
            if typed or (isValid(front) and front.isVisible()):
                break
        leave(self._window)

    def _note(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self._focus = now

    def _come_back(self) -> None:
        """Do what the system does once nothing is open over the window: give it the keyboard again."""
        if shown(self._window) is self._window and self._window.isVisible():
            self._window.activateWindow()
            self._driver.until(lambda: QApplication.activeWindow() is self._window)
            self._driver.settle()

    def _type(self, front: QWidget) -> str:
        """Type words in the first field that is not there to search in; return what it is called."""
        if type(front) in FORGETS:
            return ""
        for field in front.findChildren(QWidget):
            if isinstance(field, QLineEdit | QPlainTextEdit) and _takes_words(field):
                field.setFocus()
                QTest.keyClicks(field, TYPED)
                return say(field)
        return ""

    def _is_kept(self) -> bool:
        tops = (shown(self._window), self._window)
        lines = [each.text() for top in tops for each in top.findChildren(QLineEdit)]
        texts = [each.toPlainText() for top in tops for each in top.findChildren(QPlainTextEdit)]
        return any(TYPED in words for words in (*lines, *texts))

    def _leave(self, front: QWidget) -> bool:
        """Press Escape until it is closed, and tell whether it is."""
        for _ in range(MOST_PRESSES if type(front) not in STAYS else 1):
            popup = QApplication.activePopupWidget()
            QTest.keyClick(popup or QApplication.focusWidget() or front, Qt.Key.Key_Escape)
            self._driver.settle()
            if not isValid(front) or not front.isVisible():
                self._leave_menu_bar()
                return True
        return False

    def _leave_menu_bar(self) -> None:
        """Where a menu was open of the bar, the keys are in the bar then, as everywhere: a second Escape leads back."""
        bar = QApplication.focusWidget()
        if isinstance(bar, QMenuBar):
            QTest.keyClick(bar, Qt.Key.Key_Escape)

    def _wrong_place(self, kind: type[QWidget], before: QWidget | None) -> Iterator[str]:
        """Yield what is wrong with where the focus is, after what was opened from `before` was closed."""
        if shown(self._window) is not self._window:
            return  # it asks something, and that is looked at next
        now = QApplication.focusWidget()
        if now is None:
            yield f"{kind.__name__}: the focus is nowhere"
        elif not (now.isVisible() and now.isEnabled() and name_of(now).strip()):
            yield f"{kind.__name__}: the focus is in {say(now)}, which is not seen or has no name"
        elif now is not before and kind not in GOES_ON and _can_take_focus(before):
            yield f"{kind.__name__}: the focus is in {say(now)}, it came from {say(before)}"


def _can_take_focus(widget: QWidget | None) -> TypeGuard[QWidget]:
    return widget is not None and isValid(widget) and widget.isVisible() and widget.isEnabled()


def _takes_words(field: QLineEdit | QPlainTextEdit) -> bool:
    secret = isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal
    searches = isinstance(field, RecordSearch) or not buddy_of(field)
    return field.isVisible() and field.isEnabled() and not field.isReadOnly() and not secret and not searches
