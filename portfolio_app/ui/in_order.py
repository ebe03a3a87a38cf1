"""What a window inherits for its keys: Tab goes in the order of reading, Shift+F10 opens a menu; free until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget as _Window
else:
    _Window = object


class InOrder(_Window):
    """Stands before the class of Qt that a window is."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Go to what is read next, or before."""
        from portfolio_app.ui.reading_order import move_focus

        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu of what has the focus by Shift+F10 too: Qt knows but the key for it, which many keyboards lack.

        Where the system itself knows these keys, as Windows does, they do not come to here.
        """
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtGui import QContextMenuEvent, QGuiApplication

        if event.key() != Qt.Key.Key_F10 or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QGuiApplication.sendEvent(self.windowHandle(), asked)
