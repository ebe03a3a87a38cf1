"""A menu of ticks that stays open while the person ticks several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


def empty_menu(menu: QMenu) -> None:
    """Take everything out of a menu that is filled anew each time it opens.

    Qt's own `clear` keeps the menus within it, with all that they offer, for as long as the menu itself.
    """
    for each in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        each.deleteLater()
    menu.clear()


class StayingMenu(QMenu):
    """Like a menu, but a tick set in it by mouse or with Space leaves it open; Enter and Escape close it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick and stay."""
        action = self.actionAt(event.position().toPoint())
        if _is_tick(action):
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks and stays."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and _is_tick(action):
            action.trigger()
        else:
            super().keyPressEvent(event)


def _is_tick(action: QAction | None) -> bool:
    return action is not None and action.isEnabled() and action.isCheckable()
