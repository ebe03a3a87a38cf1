"""A list of what was found or can be done: each with its icon, a note at the right, and the words around the find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.focus_mark import mark

_ICON: Final = 18
_SIDE: Final = 10
_AIR: Final = 12
_SMALL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    Attributes:
        label: what it is called.
        icon: name of an icon.
        deed: what choosing it does.
        note: stands at the right: a key, a kind.
        group: a heading stands above the first entry of a group.
        snippet: the words around the find.
        marks: where in the snippet the words found stand.
    """

    label: str
    icon: str
    deed: Callable[[], object]
    note: str = ""
    group: str = ""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def said(self) -> str:
        """What a screen reader says of it."""
        return ", ".join(part for part in (self.label, self.note, self.snippet) if part)


class _Entries(QAbstractListModel):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            starts = self.starts_group(index.row())
            return f"{entry.group}: {entry.said}" if starts else entry.said
        return None

    def starts_group(self, row: int) -> bool:
        group = self.entries[row].group
        return bool(group) and (row == 0 or self.entries[row - 1].group != group)


class FoundList(QListView):
    """Shows entries; Enter, a double click or a click does what is chosen.

    Attributes:
        chosen: an `Entry` whose deed is to be done.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("found")
        self._entries = _Entries(self)
        self.setModel(self._entries)
        self.setItemDelegate(_Painter(look, self._entries, self))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries.entries

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show other entries, the first of them chosen."""
        self._entries.show(entries)
        if entries:
            self.setCurrentIndex(self._entries.index(0))
            self.scrollToTop()

    def count(self) -> int:
        """Return how many there are."""
        return len(self.entries)

    def choose_current(self) -> None:
        """Do what is chosen."""
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.entries[index.row()])


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, entries: _Entries, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look
        self._entries = entries

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry = self._entries.entries[index.row()]
        line = QFontMetrics(option.font).height()
        height = line + _AIR
        if entry.snippet:
            height += round(line * _SMALL)
        return QSize(120, max(height, 26) + self._heading_height(option, index.row()))

    def _heading_height(self, option: QStyleOptionViewItem, row: int) -> int:
        return round(QFontMetrics(option.font).height() * _SMALL) + 10 if self._entries.starts_group(row) else 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tones = self._look.tones
        entry = self._entries.entries[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRect(option.rect)
        above = self._heading_height(option, index.row())
        if above:
            painter.setFont(scaled(option.font, _SMALL, strong=True))
            painter.setPen(QColor(tones.quiet))
            heading = QRect(body.left() + _SIDE, body.top() + 6, body.width() - 2 * _SIDE, above - 6)
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, entry.group)
            body.setTop(body.top() + above)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.tint if chosen else tones.hover))
            painter.drawRoundedRect(body.adjusted(2, 0, -2, -1), 5, 5)
        self._paint_words(painter, option, body, entry, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            mark(painter, body.adjusted(2, 0, -2, -1), tones.accent)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, body: QRect, entry: Entry, *, chosen: bool
    ) -> None:
        tones = self._look.tones
        line = QFontMetrics(option.font).height()
        first = QRect(body.left() + _SIDE, body.top(), body.width() - 2 * _SIDE, line + _AIR)
        icon = self._look.icon(entry.icon, tones.accent if chosen else tones.quiet, _ICON)
        size = self._look.grown(_ICON)
        icon.paint(painter, QRect(first.left(), first.center().y() - size // 2, size, size))
        first.setLeft(first.left() + size + _SIDE)
        if entry.note:
            painter.setFont(scaled(option.font, _SMALL))
            painter.setPen(QColor(tones.quiet))
            note = painter.fontMetrics().elidedText(entry.note, Qt.TextElideMode.ElideRight, first.width() // 2)
            painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
            first.setRight(first.right() - painter.fontMetrics().horizontalAdvance(note) - 14)
        painter.setFont(option.font)
        painter.setPen(QColor(tones.ink))
        label = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if entry.snippet:
            left = body.left() + 2 * _SIDE + size
            second = QRect(left, body.top() + line + 5, body.right() - left - _SIDE, round(line * _SMALL) + 2)
            self._paint_snippet(painter, option.font, second, entry)

    def _paint_snippet(self, painter: QPainter, font: QFont, room: QRect, entry: Entry) -> None:
        """Paint the words around the find, the find itself stronger, underlined, and always within sight."""
        tones = self._look.tones
        plain, strong = scaled(font, _SMALL), scaled(font, _SMALL, strong=True)
        strong.setUnderline(True)
        left = room.left()
        for words, found in _stretches(entry):
            painter.setFont(strong if found else plain)
            painter.setPen(QColor(tones.ink if found else tones.quiet))
            wanted = painter.fontMetrics().horizontalAdvance(words)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.right() - left)
            painter.drawText(QRect(left, room.top(), room.right() - left, room.height()), 0, shown)
            left += wanted
            if left >= room.right():
                return


def _stretches(entry: Entry) -> list[tuple[str, bool]]:
    """Return the snippet in stretches, each with whether it was found; long words before the first find are cut."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in entry.marks:
        found += [(entry.snippet[at:start], False), (entry.snippet[start:end], True)]
        at = end
    found.append((entry.snippet[at:], False))
    first, is_found = found[0]
    if not is_found and len(first) > _MOST_BEFORE and len(found) > 1:
        found[0] = (f"…{first[-_MOST_BEFORE:]}", False)
    return [(words, marked) for words, marked in found if words]


_MOST_BEFORE: Final = 40
