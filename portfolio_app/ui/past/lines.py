"""A long list of two-line entries under headings, that asks for more when its end comes into sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled

_LINE: Final = int(Qt.ItemDataRole.UserRole)
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_ICON: Final = 18
_LEFT: Final = 14
_BESIDE_ICON: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the list.

    Attributes:
        key: by which it is known; None for a heading, which cannot be chosen.
        title: its first line.
        detail: its second line.
        aside: what stands at the right of its first line.
        icon: the name of the icon before it.
        quiet: it is no longer so: its title is struck out.
    """

    key: object | None
    title: str
    detail: str = ""
    aside: str = ""
    icon: str = ""
    quiet: bool = False


class LinesModel(QAbstractListModel):
    """The lines that were read so far.

    Attributes:
        more_wanted: the end came into sight, and there is more.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._more = False
        self._waiting = False

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines were read."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.aside, line.detail) if part)
        if role == Qt.ItemDataRole.ToolTipRole and line.detail:
            return f"{line.title}\n{line.detail}"
        return None

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        """Return that a heading cannot be chosen."""
        if not index.isValid() or self._lines[index.row()].key is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: _ANY_INDEX) -> bool:
        """Tell whether there is more that was not asked for yet."""
        return not parent.isValid() and self._more and not self._waiting

    def fetchMore(self, parent: _ANY_INDEX) -> None:
        """Ask for more."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit()

    def show_lines(self, lines: list[Line], *, more: bool = False) -> None:
        """Show these lines in the place of all others; `more` tells whether there are others behind them."""
        self.beginResetModel()
        self._lines, self._more, self._waiting = list(lines), more, False
        self.endResetModel()

    def add_lines(self, lines: list[Line], *, more: bool) -> None:
        """Show these lines behind the others."""
        self._more, self._waiting = more, False
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()

    def last_heading(self) -> str:
        """Return the words of the last heading; empty when there is none."""
        return next((line.title for line in reversed(self._lines) if line.key is None), "")

    def row_of(self, key: object) -> int:
        """Return the row of a line; -1 when it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.key == key and key is not None), -1)


class LinesView(QListView):
    """Shows lines.

    Attributes:
        chosen: the key of the line that the person is on now; None for none.
        activated_key: the key of a line that was opened by Enter or a double click.
    """

    chosen = Signal(object)
    activated_key = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, many: bool = False) -> None:
        """Show an empty list.

        Args:
            look: language and colours.
            name: what a screen reader calls it.
            parent: the widget to stand in.
            many: several lines can be chosen.
        """
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(look, self))
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(self._key(now)))
        self.activated.connect(lambda index: self.activated_key.emit(self._key(index)))

    @property
    def current_key(self) -> object | None:
        """The key of the line that the person is on."""
        return self._key(self.currentIndex())

    def chosen_keys(self) -> list[object]:
        """Return the keys of all lines that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        keys = (self._key(self.lines.index(row)) for row in rows)
        return [key for key in keys if key is not None]

    def choose(self, key: object) -> bool:
        """Go to a line; returns whether it is there."""
        row = self.lines.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
        return row >= 0

    def choose_first(self) -> None:
        """Go to the first line that is no heading."""
        for row in range(min(self.lines.rowCount(), 2)):
            if self._key(self.lines.index(row)) is not None:
                self.setCurrentIndex(self.lines.index(row))
                return

    def _key(self, index: _ANY_INDEX) -> object | None:
        line = index.data(_LINE) if index.isValid() else None
        return line.key if isinstance(line, Line) else None


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _ANY_INDEX) -> QSize:
        # All alike: else a list that grows while it is scrolled through is measured from its start every time.
        return QSize(100, 2 * option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX) -> None:
        line: Line = index.data(_LINE)
        tones = self._look.tones
        painter.save()
        if line.key is None:
            painter.setFont(scaled(option.font, 1, strong=True))
            painter.setPen(QColor(tones.accent))
            room = option.rect.adjusted(_LEFT, 0, -_LEFT, -6)
            painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, line.title)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(tones.tint if chosen else tones.hover))
        if chosen:
            mark = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(mark, QColor(tones.accent))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tones.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(tones.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_words(painter, option, line)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        tones = self._look.tones
        room = option.rect.adjusted(_LEFT, 8, -_LEFT, -8)
        if line.icon:
            icon = self._look.icon(line.icon, tones.quiet, _ICON)
            height, size = option.fontMetrics.height(), self._look.grown(_ICON)
            icon.paint(painter, QRect(room.left(), room.top() + (height - size) // 2, size, size))
            room.setLeft(room.left() + size + _BESIDE_ICON)
        first, second = QRect(room), QRect(room)
        first.setHeight(option.fontMetrics.height())
        second.setTop(first.bottom() + 1)
        painter.setFont(scaled(option.font, 0.92))
        painter.setPen(QColor(tones.quiet))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle, shorten = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        if line.aside:
            painter.drawText(first, right | middle, line.aside)
            first.setRight(first.right() - painter.fontMetrics().horizontalAdvance(line.aside) - 10)
        if line.detail:
            words = painter.fontMetrics().elidedText(line.detail, shorten, second.width())
            painter.drawText(second, left | middle, words)
        font = scaled(option.font, 1)
        font.setStrikeOut(line.quiet)
        painter.setFont(font)
        painter.setPen(QColor(tones.quiet if line.quiet else tones.ink))
        words = painter.fontMetrics().elidedText(line.title, shorten, first.width())
        painter.drawText(first, left | middle, words)
