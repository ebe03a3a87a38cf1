"""The navigation at the left: one line for each page, with its icon, how much is in it, and what asks for attention."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from portfolio_app.common.value import Value
from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled

_KEY: Final = int(Qt.ItemDataRole.UserRole)
_ICON: Final = _KEY + 1
_COUNT: Final = _KEY + 2
_WARNING: Final = _KEY + 3
_LATE: Final = _KEY + 4
_ICON_SIZE: Final = 19
_SMALL_ICON: Final = 13
_NARROW_LINE: Final = 40
_ABOVE_AND_BELOW: Final = 17
_SMALL: Final = 0.86


class Destination(Value):
    """A page to go to."""

    key: str
    label: str
    icon: str


class Note(Value):
    """What asks for attention on a page.

    Attributes:
        words: a few, with the number; what stands below the name of the page.
        more: all of it, one a line, for the tooltip and the screen reader.
        late: it should have been done already.
    """

    words: str
    more: str
    late: bool


class Rail(QListWidget):
    """The destinations, of which one is chosen.

    Attributes:
        chosen: the key of the destination that was chosen.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, destinations: tuple[Destination, ...]) -> None:
        super().__init__()
        self._warnings: dict[str, Note] = {}
        self._look = look
        self._narrow = False
        self._hovered = -1
        self._near = ""
        self.setObjectName("rail")
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(look, self))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for destination in destinations:
            item = QListWidgetItem(destination.label, self)
            item.setData(_KEY, destination.key)
            item.setData(_ICON, destination.icon)
        self._describe()
        self.currentItemChanged.connect(self._changed)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is over no destination any more."""
        self._hover(-1)
        super().leaveEvent(event)

    @property
    def hovered(self) -> int:
        """The row under the pointer, -1 for none."""
        return self._hovered

    @property
    def shows_focus(self) -> bool:
        """Whether the keyboard works here and the person uses it."""
        return self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stay on no destination when none is chosen: Qt would take the first, and go there."""
        nowhere = self.currentRow() < 0
        self.blockSignals(nowhere)
        super().focusInEvent(event)
        self.blockSignals(False)
        if nowhere:
            self.choose("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keyboard's place around all destinations while none is chosen."""
        super().paintEvent(event)
        if self.currentRow() < 0 and self.shows_focus:
            from portfolio_app.ui.widgets.focus_mark import mark_view

            mark_view(self, self._look.tones.accent)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    @property
    def narrow(self) -> bool:
        """Whether only the icons are shown."""
        return self._narrow

    def set_narrow(self, *, narrow: bool) -> None:
        """Show only the icons, or the names too."""
        self._narrow = narrow
        self._describe()
        self.scheduleDelayedItemsLayout()

    def choose(self, key: str) -> None:
        """Mark a destination as the chosen one; none when there is no such destination."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
                return
        self.blockSignals(True)
        self.setCurrentItem(None)  # type: ignore[call-overload]
        self.blockSignals(False)
        self.viewport().update()

    def stand_near(self, key: str) -> None:
        """Mark the destination to which the page belongs that is shown now, where it is none itself; empty for none."""
        if key != self._near:
            self._near = key
            self.viewport().update()

    def is_near(self, row: int) -> bool:
        """Tell whether the page that is shown now belongs to the destination in a row."""
        return bool(self._near) and self.item(row).data(_KEY) == self._near

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how much is behind each destination; a destination that is not named shows nothing."""
        for row in range(self.count()):
            item = self.item(row)
            count = counts.get(item.data(_KEY), 0)
            item.setData(_COUNT, str(count) if count else "")
        self._describe()

    def show_warnings(self, warnings: dict[str, Note]) -> None:
        """Show what asks for attention; a destination that is not named has nothing."""
        self._warnings = warnings
        for row in range(self.count()):
            item = self.item(row)
            warning = warnings.get(item.data(_KEY))
            item.setData(_WARNING, warning.words if warning else "")
            item.setData(_LATE, bool(warning and warning.late))
        self._describe()
        self.scheduleDelayedItemsLayout()

    def _describe(self) -> None:
        """Tell screen readers and the pointer what a line shows."""
        for row in range(self.count()):
            item = self.item(row)
            warning = self._warnings.get(item.data(_KEY))
            name, count = item.text(), item.data(_COUNT) or ""
            said = f"{name} {count}".strip()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said}, {warning.words}" if warning else said)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, warning.more if warning else "")
            lines = [name] if self._narrow else []
            lines += [warning.more] if warning else []
            item.setToolTip("\n".join(lines))

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KEY))


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, rail: Rail) -> None:
        super().__init__(rail)
        self._look = look
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if self._rail.narrow:
            return QSize(40, _NARROW_LINE - _ICON_SIZE + self._look.grown(_ICON_SIZE))
        height = option.fontMetrics.height() + _ABOVE_AND_BELOW
        if index.data(_WARNING):
            height += round(option.fontMetrics.height() * _SMALL)
        return QSize(40, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tones = self._look.tones
        # Not from the option's state: only to name its flags Qt's whole QStyle would be loaded, a tenth of the start.
        rail = self._rail
        chosen = rail.currentRow() == index.row()
        near = chosen or rail.is_near(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = option.rect.adjusted(0, 1, 0, -1)
        if near or rail.hovered == index.row():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.tint if chosen else tones.hover))
            painter.drawRoundedRect(body, 6, 6)
        if near:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.accent))
            painter.drawRoundedRect(body.left(), body.top() + 7, 3, body.height() - 14, 1.5, 1.5)
        if chosen and rail.shows_focus:
            from portfolio_app.ui.widgets.focus_mark import mark

            mark(painter, body, tones.accent)
        if self._rail.narrow:
            self._paint_icon_alone(painter, body, index, chosen=near)
        else:
            self._paint_line(painter, option, body, index, chosen=near)
        painter.restore()

    def _paint_icon_alone(
        self, painter: QPainter, body: QRect, index: QModelIndex | QPersistentModelIndex, *, chosen: bool
    ) -> None:
        tones = self._look.tones
        icon, size = self._icon(index, chosen=chosen), self._look.grown(_ICON_SIZE)
        left, top = body.center().x() - size // 2, body.center().y() - size // 2
        icon.paint(painter, QRect(left, top, size, size))
        if index.data(_WARNING):
            small = self._look.grown(_SMALL_ICON)
            # Beside the icon, and within the line where a scroll bar takes some of its width.
            sign = QRect(min(left + size - 5, body.right() - small + 1), top - 6, small, small)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.tint if chosen else tones.rail))
            painter.drawEllipse(sign.adjusted(-2, -2, 2, 2))
            self._sign(index).paint(painter, sign)

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        body: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        tones = self._look.tones
        warning = index.data(_WARNING) or ""
        first = QRect(body)
        if warning:
            first.setHeight(option.fontMetrics.height() + _ABOVE_AND_BELOW - 8)
        icon, size = self._icon(index, chosen=chosen), self._look.grown(_ICON_SIZE)
        icon.paint(painter, QRect(body.left() + 12, first.center().y() - size // 2, size, size))
        count = index.data(_COUNT) or ""
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(QColor(tones.quiet))
        words = first.adjusted(12 + size + 10, 0, -10, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        if count:
            words.setRight(words.right() - painter.fontMetrics().horizontalAdvance(count) - 8)
        painter.setFont(scaled(option.font, 1, strong=chosen))
        painter.setPen(QColor(tones.ink))
        label = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if warning:
            self._paint_warning(painter, option, body, index)

    def _paint_warning(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        body: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tones = self._look.tones
        painter.setFont(scaled(option.font, _SMALL))
        height = painter.fontMetrics().height()
        beside, small = 12 + self._look.grown(_ICON_SIZE) + 10, self._look.grown(_SMALL_ICON)
        second = QRect(body.left() + beside, body.bottom() - height - 4, body.width() - beside - 10, height)
        self._sign(index).paint(painter, QRect(second.left(), second.center().y() - small // 2, small, small))
        second.setLeft(second.left() + small + 5)
        painter.setPen(QColor(tones.bad if index.data(_LATE) else tones.attention))
        words = painter.fontMetrics().elidedText(index.data(_WARNING), Qt.TextElideMode.ElideRight, second.width())
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _icon(self, index: QModelIndex | QPersistentModelIndex, *, chosen: bool) -> QIcon:
        tones = self._look.tones
        return self._look.icon(index.data(_ICON), tones.accent if chosen else tones.quiet, _ICON_SIZE)

    def _sign(self, index: QModelIndex | QPersistentModelIndex) -> QIcon:
        tones = self._look.tones
        if index.data(_LATE):
            return self._look.icon("triangle-alert", tones.bad, _SMALL_ICON)
        return self._look.icon("hourglass", tones.attention, _SMALL_ICON)
