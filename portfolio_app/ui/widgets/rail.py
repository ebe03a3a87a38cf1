"""The navigation at the left: one line for each page, with its icon and how much is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled

_KEY: Final = int(Qt.ItemDataRole.UserRole)
_ICON: Final = _KEY + 1
_COUNT: Final = _KEY + 2
_ICON_SIZE: Final = 19


@dataclass(frozen=True, slots=True)
class Destination:
    """A page to go to."""

    key: str
    label: str
    icon: str


class Rail(QListWidget):
    """The destinations, of which one is chosen.

    Attributes:
        chosen: the key of the destination that was chosen.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, destinations: tuple[Destination, ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(look, self))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        for destination in destinations:
            item = QListWidgetItem(destination.label, self)
            item.setData(_KEY, destination.key)
            item.setData(_ICON, destination.icon)
        self.currentItemChanged.connect(self._changed)

    def choose(self, key: str) -> None:
        """Mark a destination as the chosen one."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how much is behind each destination; a destination that is not named shows nothing."""
        for row in range(self.count()):
            item = self.item(row)
            count = counts.get(item.data(_KEY), 0)
            item.setData(_COUNT, str(count) if count else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {count or ''}".strip())

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KEY))


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, option.fontMetrics.height() + 17)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tones = self._look.tones
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = option.rect.adjusted(0, 1, 0, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.tint if chosen else tones.hover))
            painter.drawRoundedRect(body, 6, 6)
        if chosen:
            painter.setBrush(QColor(tones.accent))
            painter.drawRoundedRect(body.left(), body.top() + 7, 3, body.height() - 14, 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tones.accent))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), 6, 6)
        icon = self._look.icon(index.data(_ICON), tones.accent if chosen else tones.quiet, _ICON_SIZE)
        icon.paint(painter, QRect(body.left() + 12, body.center().y() - _ICON_SIZE // 2, _ICON_SIZE, _ICON_SIZE))
        count = index.data(_COUNT) or ""
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(QColor(tones.quiet))
        words = body.adjusted(12 + _ICON_SIZE + 10, 0, -10, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        if count:
            words.setRight(words.right() - painter.fontMetrics().horizontalAdvance(count) - 8)
        painter.setFont(scaled(option.font, 1, strong=chosen))
        painter.setPen(QColor(tones.ink))
        label = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        painter.restore()
