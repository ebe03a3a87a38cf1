"""A combo box that does not change by accident."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

_AROUND_WORDS: Final = 32


class CalmCombo(QComboBox):
    """A combo box that the wheel only turns when it has the focus, so that scrolling past it changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.currentTextChanged.connect(self._tell_whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that no longer fit are told on hovering."""
        super().resizeEvent(event)
        self._tell_whole(self.currentText())

    def _tell_whole(self, words: str) -> None:
        fits = self.fontMetrics().horizontalAdvance(words) <= self.width() - _AROUND_WORDS
        self.setToolTip("" if fits else words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass it on to what scrolls, unless the person is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
