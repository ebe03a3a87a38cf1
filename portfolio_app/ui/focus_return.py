"""Giving the keys back to a button that could not be pressed for a while."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_NOWHERE: Final = 0


class FocusReturn(QObject):
    """Follows the focus in all windows of an application.

    While work is under way its button is disabled, and Qt moves the focus on to whatever stands next. When the button
    can be pressed again, the focus returns to it, unless the person has gone elsewhere in the meantime.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._put_at = _NOWHERE
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the moment at which what lost the focus can have it again."""
        if event.type() is QEvent.Type.EnabledChange and isinstance(watched, QWidget) and watched.isEnabled():
            watched.removeEventFilter(self)
            if _address(QApplication.focusWidget()) == self._put_at:
                from PySide6.QtCore import Qt

                watched.setFocus(Qt.FocusReason.OtherFocusReason)
            self._put_at = _NOWHERE
        return False

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and not old.isEnabled() and old.isVisible():
            self._put_at = _address(new)
            old.installEventFilter(self)


def _address(widget: QWidget | None) -> int:
    """Return where a widget stands in memory: to keep the widget itself would keep what was closed."""
    return shiboken6.getCppPointer(widget)[0] if widget is not None else _NOWHERE
