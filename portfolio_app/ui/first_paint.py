"""Knowing when the window stands on the screen for the first time: what can wait, waits for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one window until it was painted once.

    Attributes:
        done: all of it stands on the screen, and the person can type.
    """

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        """Watch `window`."""
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the event in which the window and all that is in it are painted; the next turn comes after that."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.done.emit)
        return False
