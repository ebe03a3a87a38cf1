"""What stands where there is nothing yet: what belongs here, and how to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import evenly_wrapped, plain_label
from portfolio_app.ui.widgets.sign import Sign

_WIDEST: Final = 440
_LEAST: Final = 120
_MARGIN: Final = 32


class EmptyState(QWidget):
    """A picture, a heading, an explanation, and the button to begin with.

    Attributes:
        button: the button; None without one.
    """

    def __init__(
        self, look: Look, icon: str, heading: str, explanation: str, button: QPushButton | None = None
    ) -> None:
        super().__init__()
        self.button = button
        self._widest = look.wide(_WIDEST)
        picture = Sign(look, icon, "edge", 44, grows=False)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = plain_label(heading, strong=True, size=1.1)
        self._words = words = plain_label(explanation, tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(picture)
        column.addSpacing(4)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMaximumWidth(self._widest)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        self._balance()
        if button is not None:
            column.addSpacing(8)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, explanation: str) -> None:
        """Explain it in other words."""
        self._words.setText(explanation)
        self._balance()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room wraps otherwise too."""
        super().resizeEvent(event)
        self._balance()

    def changeEvent(self, event: QEvent) -> None:
        """Another font wraps otherwise."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._balance()

    def _balance(self) -> None:
        """Let no single word be left for the last line."""
        room = self.width() - 2 * _MARGIN
        widest = min(self._widest, room) if room > _LEAST else self._widest
        self._words.setMaximumWidth(evenly_wrapped(self._words, widest))
