"""What is typed while the form for it is still being built: it is kept, and goes into the form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class HeldKeys(QObject):
    """Takes the keys in the place where the form will stand.

    Attributes:
        holds: whether a form is waited for.
    """

    def __init__(self, place: QWidget) -> None:
        """Hold nothing yet; `place` is where the form will stand."""
        super().__init__(place)
        self._place = place
        self._keys: list[QKeyEvent] = []
        self.holds = False

    def hold(self) -> None:
        """Keep what is typed from now on."""
        self.holds = True
        self._place.installEventFilter(self)
        self._place.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_on(self) -> None:
        """Type what was kept where the cursor is now."""
        for key in self._let_go():
            target = QApplication.focusWidget()  # which a Tab among them moves
            if target is not None:
                QApplication.sendEvent(target, key)

    def drop(self) -> None:
        """Forget what was kept: the person went elsewhere."""
        self._let_go()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep a key."""
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            self._keys.append(event.clone())
            return True
        return False

    def _let_go(self) -> list[QKeyEvent]:
        self._place.removeEventFilter(self)
        self.holds = False
        keys, self._keys = self._keys, []
        return keys
