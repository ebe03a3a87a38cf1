"""Giving the keys back to a button that could not be pressed for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class FocusReturn(QObject):
    """Follows the focus in all windows of an application.

    While work is under way its button is disabled, and Qt moves the focus on to whatever stands next. When the button
    can be pressed again, the focus returns to it, unless the person has gone elsewhere in the meantime.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._put_at: QWidget | None = None
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the moment at which what lost the focus can have it again."""
        if event.type() is QEvent.Type.EnabledChange and isinstance(watched, QWidget) and watched.isEnabled():
            watched.removeEventFilter(self)
            if QApplication.focusWidget() is self._put_at:
                from PySide6.QtCore import Qt

                watched.setFocus(Qt.FocusReason.OtherFocusReason)
            self._put_at = None
        return False

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and not old.isEnabled() and old.isVisible():
            self._put_at = new
            old.installEventFilter(self)
