"""Noticing that the person has left, so that the window can lock itself."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class RestWatch(QObject):
    """Tells when nobody has touched a key or the pointer for a while.

    It listens to the windows themselves, which only get what comes from outside, not to every event of every widget.
    """

    rested = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Belong to `parent`; wait for nothing yet."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.rested)
        self._minutes = 0
        application: Any = QGuiApplication.instance()
        application.focusWindowChanged.connect(self._watch)

    def begin(self, minutes: int) -> None:
        """Wait for `minutes` of rest from now on; 0 waits for ever."""
        self._minutes = minutes
        self._again()

    def end(self) -> None:
        """Wait no longer."""
        self.begin(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at each key and movement."""
        if event.type() in _SIGNS_OF_LIFE:
            self._again()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._again()

    def _again(self) -> None:
        if self._minutes:
            self._timer.start(self._minutes * 60_000)
        else:
            self._timer.stop()
