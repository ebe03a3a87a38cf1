"""The table of a list: its columns, its headings, its keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Codes,
    DecimalNumber,
    Duration,
    LongText,
    PartialDate,
    Reference,
    ShortText,
    WholeNumber,
    YesNo,
)
from portfolio_app.ui.look import Look
from portfolio_app.ui.models.records import HEADING_ROLE, RecordTableModel
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.focus_mark import mark_current_row, shows_focus
from portfolio_app.ui.widgets.plain_numbers import ENTER_KEYS
from portfolio_app.ui.widgets.tips import plain_tip

_ROW_PADDING: Final = 16
_ROOMY_NAME: Final = 44
_ROOMY_SHORT_NAME: Final = 24
_SHORT: Final = 60
_LONGEST_CHOICE: Final = 18
_MAY_WAIT: Final = 3
"""From this rank on; see `_rank`."""
_CELL_PADDING: Final = 22
_FOLD: Final = 16
_HEADING_MARGIN: Final = 10
_SEARCH_FORGOTTEN_MS: Final = 1_000


class RecordTable(QTableView):
    """A table that shows the columns for which there is room, the most telling ones first, or those of choice.

    Attributes:
        entered: Enter was pressed on a record.
        delete_pressed: the Delete key was pressed.
        copy_pressed, paste_pressed: the keys of the system for these.
        typed_ahead: the first letters of the record that the person wants to go to.
        chosen_changed: other records are chosen, or none.
    """

    entered = Signal()
    delete_pressed = Signal()
    copy_pressed = Signal()
    paste_pressed = Signal()
    typed_ahead = Signal(str)
    chosen_changed = Signal()

    def __init__(self, look: Look, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._records = model
        self._typed = ""
        self._of_choice = False
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_SEARCH_FORGOTTEN_MS)
        self._forget.timeout.connect(self._forget_typed)
        self.setModel(model)
        self.setItemDelegate(_RowPainter(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # With the table's own it would go through every row at each painting to see whether a whole column is chosen.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keyboard's place: the current row, or all rows while none is."""
        super().paintEvent(event)
        if shows_focus(self):
            mark_current_row(self, self._look.tones.accent)

    # -- what is chosen -----------------------------------------------------------------------------------------------

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """Return the rows that are chosen, as ranges from first to last; headings between them count for nothing."""
        return sorted({(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()})

    def chosen_count(self) -> int:
        """Return how many records are chosen."""
        sections = self._records.sections
        ranges = self.chosen_ranges()
        return sum(length for first, last in ranges for _, _, length in sections.records_between(first, last))

    def first_chosen(self) -> int:
        """Return the row of the first record that is chosen; -1 when none is."""
        sections = self._records.sections
        for first, last in self.chosen_ranges():
            for number, place, _ in sections.records_between(first, last):
                return sections.row(number, place)
        return -1

    def choose_rows(self, rows: Iterable[int]) -> None:
        """Choose rows, given from top to bottom, and no others."""
        chosen = QItemSelection()
        last_column = self._records.columnCount() - 1
        for first, last in _runs(rows):
            chosen.select(self._records.index(first, 0), self._records.index(last, last_column))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_row(self, row: int) -> None:
        """Choose one row and go to it; -1 for none."""
        selection = self.selectionModel()
        if row < 0:
            selection.clear()
            return
        index = self._records.index(row, self._standing_column())
        selection.setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other records are chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    # -- the keys and the mouse ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the form, Space chooses too, Delete deletes; on a heading they fold it."""
        row = self.currentIndex().row()
        heading = self._records.sections.is_heading(row)
        key = event.key()
        if heading and key in (*ENTER_KEYS, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold(row, key)
        elif key == Qt.Key.Key_Left and self._records.group and row >= 0:
            number, _ = self._records.sections.place(row)
            self.selectionModel().setCurrentIndex(
                self._records.index(self._records.sections.start(number), self._standing_column()),
                QItemSelectionModel.SelectionFlag.NoUpdate,
            )
        elif key in ENTER_KEYS:
            self.entered.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_pressed.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif key == Qt.Key.Key_Space and not self._typed:
            self._toggle_current()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Gather the letters; where they lead is looked up in the vault, for most of a long list is not here."""
        self._typed += search
        self._forget.start()
        if self._typed.strip():
            self.typed_ahead.emit(self._typed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading folds it."""
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and self._records.sections.is_heading(row):
            self._records.fold(row)
            self.selectionModel().setCurrentIndex(
                self._records.index(row, self._standing_column()), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        else:
            super().mousePressEvent(event)

    def _standing_column(self) -> int:
        """Return the column in which the current cell may stand: from one that is hidden no key leads anywhere."""
        column = max(self.currentIndex().column(), 0)
        if not self.isColumnHidden(column):
            return column
        shown = (at for at in range(self._records.columnCount()) if not self.isColumnHidden(at))
        return next(shown, column)

    def _fold(self, row: int, key: int) -> None:
        number, _ = self._records.sections.place(row)
        folded = self._records.sections.all[number].key in self._records.sections.folded
        if (key == Qt.Key.Key_Left and folded) or (key == Qt.Key.Key_Right and not folded):
            return
        self._records.fold(row)

    def _toggle_current(self) -> None:
        self.selectionModel().select(
            self.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
        )

    def _forget_typed(self) -> None:
        self._typed = ""

    # -- the columns --------------------------------------------------------------------------------------------------

    def show_as_chosen(self, *, of_choice: bool) -> None:
        """Show every column of the model, or only those for which there is room."""
        self._of_choice = of_choice
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if of_choice else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the columns for the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give the columns their widths; without a choice of columns, leave out those for which there is no room."""
        specs, kind = self._records.specs, self._records.kind
        letter = self.fontMetrics().averageCharWidth()
        wished = [max(_wished_letters(spec, kind), len(self._look.say(spec.label)) + 1) * letter + 18 for spec in specs]
        room = self.viewport().width()
        shown: set[int] = set()
        reserve = 0
        for at in sorted(range(len(specs)), key=lambda n: (_rank(specs[n], kind), n)):
            rank = _rank(specs[at], kind)
            if specs[at].name == self._records.group and not self._of_choice:
                continue  # the headings say it
            if not shown or self._of_choice or room >= wished[at] + (reserve if rank >= _MAY_WAIT else 0):
                shown.add(at)
                room -= wished[at]
            if specs[at] is _naming(kind):
                reserve = max(_roomy(specs[at]) * letter - wished[at], 0)
        shares = {at: _share_of_rest(specs[at], kind) for at in shown}
        if not any(shares.values()) and shown:
            shares[min(shown)] = 1
        whole = max(sum(shares.values()), 1)
        for at in range(len(specs)):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                self.setColumnWidth(at, wished[at] + max(room, 0) * shares[at] // whole)
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.selectionModel().setCurrentIndex(
                current.siblingAtColumn(self._standing_column()), QItemSelectionModel.SelectionFlag.NoUpdate
            )


class _RowPainter(QStyledItemDelegate):
    """Paints records as Qt does, and a heading over the whole width of its row, each cell its own part of it."""

    def __init__(self, look: Look, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self._look = look

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the words of a cell that has no room for all of them."""
        words = str(index.data() or "")
        needed = self._table.fontMetrics().horizontalAdvance(words) + _CELL_PADDING
        if event.type() != QEvent.Type.ToolTip or needed <= option.rect.width():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(words), view, option.rect)
        return True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        heading = index.data(HEADING_ROLE)
        if heading is None:
            super().paint(painter, option, index)
            return
        label, summary, folded = heading
        tones = self._look.tones
        cell: QRect = option.rect
        viewport = self._table.viewport()
        left = -self._table.horizontalOffset()
        whole = QRect(left, cell.top(), max(viewport.width(), self._table.horizontalHeader().length()), cell.height())
        painter.save()
        painter.setClipRect(cell)
        painter.fillRect(whole, QColor(tones.ground))
        painter.setPen(QColor(tones.rule))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        at = whole.left() + _HEADING_MARGIN
        size = self._look.grown(_FOLD)
        chevron = "chevron-right" if folded else "chevron-down"
        picture = self._look.pixmap(chevron, tones.quiet, size, self._table.devicePixelRatioF())
        painter.drawPixmap(at, whole.center().y() - size // 2 + 1, picture)
        at += size + 6
        strong = scaled(self._table.font(), 1, strong=True)
        painter.setFont(strong)
        painter.setPen(QColor(tones.ink))
        room = min(viewport.width(), whole.width()) - at + whole.left() - _HEADING_MARGIN
        metrics = QFontMetrics(strong)
        words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, max(room, 40))
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(at, whole.top(), room, whole.height()), aligned, words)
        at += metrics.horizontalAdvance(words) + 12
        painter.setFont(self._table.font())
        painter.setPen(QColor(tones.quiet))
        rest = min(viewport.width(), whole.width()) - (at - whole.left()) - _HEADING_MARGIN
        if rest > 40:
            shortened = self._table.fontMetrics().elidedText(summary, Qt.TextElideMode.ElideRight, rest)
            painter.drawText(QRect(at, whole.top(), rest, whole.height()), aligned, shortened)
        if self._table.hasFocus() and self._table.currentIndex().row() == index.row():
            painter.setPen(QColor(tones.accent))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        painter.restore()


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Go through rows that follow each other, as first and last."""
    first = last = -1
    for row in rows:
        if first < 0:
            first = last = row
        elif row == last + 1:
            last = row
        else:
            yield first, last
            first = last = row
    if first >= 0:
        yield first, last


def _wished_letters(spec: FieldSpec, kind: RecordKind) -> int:
    match spec.type:
        case CalendarDate() | PartialDate():
            return 12
        case WholeNumber() | DecimalNumber() | Duration():
            return 8
        case YesNo():
            return 6
        case Choice():
            return min(max(len(option.label.nl) for option in spec.type.options) + 2, _LONGEST_CHOICE)
        case ShortText():
            return 14 if spec.type.longest <= _SHORT else 24 if spec.name in kind.title_fields[:1] else 18
        case _:
            return 15


def _share_of_rest(spec: FieldSpec, kind: RecordKind) -> int:
    """Return how much of the room that is left goes to a column: only to words, and most of it to the name."""
    if not isinstance(spec.type, ShortText | LongText | Reference | Codes):
        return 0
    return 4 if spec is _naming(kind) else 1


def _naming(kind: RecordKind) -> FieldSpec | None:
    """Return the field whose words name a record; None where days or choices do."""
    named_by = (kind.field(name) for name in kind.title_fields)
    return next((spec for spec in named_by if isinstance(spec.type, ShortText | LongText | Codes)), None)


def _roomy(spec: FieldSpec) -> int:
    """Return how many letters of a name may come before columns that tell less."""
    return _ROOMY_SHORT_NAME if isinstance(spec.type, ShortText) and spec.type.longest <= _SHORT else _ROOMY_NAME


def _rank(spec: FieldSpec, kind: RecordKind) -> int:
    """Return how early a column gets its room: the name, what orders the list, more of the name, what is required."""
    if spec.name in kind.title_fields[:1]:
        return 0
    if spec.name in {name.removeprefix("-") for name in kind.order}:
        return 1
    if spec.name in kind.title_fields:
        return 2
    return 3 if spec.required else 4
