"""A button that looks like a link and shortens its words to the room it has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import put_icon

_AROUND = 38
_LEAST = 60


def link_button(
    look: Look, words: str, pressed: Callable[[], object], *, icon: str, parent: QWidget | None = None
) -> LinkButton:
    """Return a button that goes somewhere; `words` are plain text, whatever is in them."""
    button = LinkButton(words, parent)
    put_icon(button, look, icon, look.tones.accent)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button


class LinkButton(QPushButton):
    """See `link_button`."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "link")
        self.setProperty("elides", True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._shorten()

    def sizeHint(self) -> QSize:
        """As wide as all words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + _AROUND, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the first words."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.width() - _AROUND, _LEAST)
        shortened = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shortened.replace("&", "&&"))
        self.setToolTip(self._words if shortened != self._words else "")
