"""A combo box that does not change by accident."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from portfolio_app.ui.widgets.tips import plain_tip

_BESIDE_WORDS: Final = 4


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
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._shortened(self.currentText())
        option.rect = option.rect.adjusted(0, 0, self._unused(option), 0)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _tell_whole(self, words: str) -> None:
        self.setToolTip("" if self._shortened(words) == words else plain_tip(words))

    def _shortened(self, words: str) -> str:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self._part(option, QStyle.SubControl.SC_ComboBoxEditField).width() + self._unused(option)
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - _BESIDE_WORDS)

    def _unused(self, option: QStyleOptionComboBox) -> int:
        """Return the room before the arrow that Qt's style sheets keep free for nothing."""
        words, arrow = (
            self._part(option, each)
            for each in (QStyle.SubControl.SC_ComboBoxEditField, QStyle.SubControl.SC_ComboBoxArrow)
        )
        return max(arrow.left() - words.right() - 1, 0)

    def _part(self, option: QStyleOptionComboBox, part: QStyle.SubControl) -> QRect:
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass it on to what scrolls, unless the person is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
