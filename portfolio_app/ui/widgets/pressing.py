"""Buttons that Enter presses as Space does: in a window that is no dialog, Qt lets Enter press none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from portfolio_app.ui.widgets.plain_numbers import ENTER_KEYS, SPACE_KEY

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class EnterPresses(_Button):
    """Stands before the class of Qt that a button is.

    In a dialog too, Enter then presses the button that has the focus, and never the dialog's own in its place.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space, of which Qt knows what it does: a button with a menu drops it down."""
        if event.key() not in ENTER_KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, SPACE_KEY, event.modifiers()))
            # Let go at once: what is pressed may have taken the focus elsewhere before the key comes up.
            super().keyReleaseEvent(QKeyEvent(QEvent.Type.KeyRelease, SPACE_KEY, event.modifiers()))


class PushButton(EnterPresses, QPushButton):
    """A button with words."""


class ToolButton(EnterPresses, QToolButton):
    """A button with only an icon."""
