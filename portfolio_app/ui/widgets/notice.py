"""A message within a page: what is the matter, with an icon and not by colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import plain_label, selectable
from portfolio_app.ui.widgets.sign import Sign


class Notice(QFrame):
    """A framed message, with an optional button; hidden until it has something to say."""

    def __init__(self, look: Look, *, icon: str = "triangle-alert", button: QPushButton | None = None) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._look = look
        self._icon = icon
        self._button = button
        self._words: QLabel | None = None
        if button is not None:
            button.setParent(self)
        self.hide()

    def say(self, words: str) -> None:
        """Show a message; empty words hide it."""
        if self._words is None:
            if not words:
                return
            self._words = self._said_in()
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text() if self._words is not None and not self.isHidden() else ""

    def _said_in(self) -> QLabel:
        """Build what is in the frame, the first time that there is something to say."""
        from PySide6.QtCore import Qt  # not before the first paint

        words = selectable(plain_label(""))
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(Sign(self._look, self._icon, "attention"), 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(words, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addLayout(said, 1)
        row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        if self._button is not None:
            row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        return words
