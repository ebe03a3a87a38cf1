"""A combo box that does not change by accident."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from portfolio_app.ui.widgets.tips import plain_tip

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show by an ellipsis that there are more words, where Qt's style sheets cut them off."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._shortened(self.currentText())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _tell_whole(self, words: str) -> None:
        self.setToolTip("" if self._shortened(words) == words else plain_tip(words))

    def _shortened(self, words: str) -> str:
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width() - _AROUND_WORDS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass it on to what scrolls, unless the person is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
