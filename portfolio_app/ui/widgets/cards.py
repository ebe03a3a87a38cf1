"""Cards: what stands together on paper of its own, and a verdict in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.sign import Sign

_ICON: Final = 19
_GAP: Final = 10
BESIDE_ICON: Final = _ICON + _GAP
"""Where the words of a verdict begin, for what stands below them."""


class Card(QFrame):
    """A card with a heading; what else stands in it comes below that, in `column`."""

    def __init__(self, look: Look, heading: Text = NO_TEXT, hint: Text = NO_TEXT) -> None:
        super().__init__()
        self.setObjectName("card")
        self.look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 18)
        self.column.setSpacing(8)
        if heading:
            self.column.addWidget(plain_label(look.say(heading), strong=True, size=1.1))
        if hint:
            self.column.addWidget(plain_label(look.say(hint), tone="quiet"))


def verdict_row(look: Look, icon: str, tone: Tone, words: str, beside: str = "") -> QWidget:
    """Return a line with an icon, words, and words at its right; the icon says nothing that the words do not."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 2, 0, 2)
    layout.setSpacing(_GAP)
    layout.addWidget(Sign(look, icon, tone, _ICON), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(plain_label(words, strong=True), 3, Qt.AlignmentFlag.AlignTop)
    if beside:
        layout.addWidget(plain_label(beside, tone=tone if tone != "good" else "quiet"), 2, Qt.AlignmentFlag.AlignTop)
    return row
