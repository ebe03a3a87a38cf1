"""Words with a sign before them, so that nothing is told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.sign import Sign

_ICON = 17


class SignedWords(QWidget):
    """A sign and words, both in a colour by meaning; hidden while there are no words."""

    def __init__(self, look: Look, icon: str, tone: Tone, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # both stay level in a higher row
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._words = plain_label("", self, tone=tone)
        row.addWidget(Sign(look, icon, tone, _ICON, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.say(words)

    def say(self, words: str) -> None:
        """Say something else; empty words say nothing."""
        self._words.setText(words)
        if self.parentWidget() is not None or not words:  # to show what has no parent yet would flash a window
            self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()
