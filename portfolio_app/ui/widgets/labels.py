"""Labels that show plain text, whatever they are given."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from portfolio_app.ui.typeface import scaled

Tone = Literal["", "quiet", "good", "attention", "bad", "accent"]


def plain_label(
    words: str,
    parent: QWidget | None = None,
    *,
    tone: Tone = "",
    size: float = 1,
    strong: bool = False,
    wrap: bool = True,
) -> QLabel:
    """Return a label for text of which nothing is ever taken for markup.

    Args:
        words: the text.
        parent: the widget to stand in.
        tone: its colour by meaning.
        size: how many times as large as ordinary text.
        strong: semibold.
        wrap: over several lines where needed.
    """
    label = _WrappingLabel(parent) if wrap else QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    if tone:
        label.setProperty("tone", tone)
    if size != 1 or strong:
        label.setFont(scaled(label.font(), size, strong=strong))
    return label


class _WrappingLabel(QLabel):
    """A label that is always as high as its wrapped words need: layouts do not all ask how high that is at their width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        self._stand_high_enough()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        self._stand_high_enough()

    def _stand_high_enough(self) -> None:
        needed = self.heightForWidth(self.width()) if self.text() else 0
        if needed != self.minimumHeight() and needed >= 0:
            self.setMinimumHeight(needed)


def set_tone(label: QLabel, tone: Tone) -> None:
    """Give a label another colour by meaning."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def selectable(label: QLabel) -> QLabel:
    """Let the person select and copy what a label says, also with the keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def line(parent: QWidget | None = None) -> QFrame:
    """Return a thin horizontal line."""
    frame = QFrame(parent)
    frame.setObjectName("line")
    return frame
