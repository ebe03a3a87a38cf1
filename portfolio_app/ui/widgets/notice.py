"""A message within a page: what is the matter, with an icon and not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import plain_label, selectable


class Notice(QFrame):
    """A framed message, with an optional button; hidden until it has something to say."""

    def __init__(self, look: Look, *, icon: str = "triangle-alert", button: QPushButton | None = None) -> None:
        super().__init__()
        self.setObjectName("notice")
        picture = QLabel()
        picture.setPixmap(look.pixmap(icon, look.tones.attention, 20, self.devicePixelRatioF()))
        self._words = selectable(plain_label(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        if button is not None:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str) -> None:
        """Show a message; empty words hide it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text() if not self.isHidden() else ""
