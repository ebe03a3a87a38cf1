"""The list of one kind of record: filter, columns to order by, how many there are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import CountedText, Text
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
from portfolio_app.ui.models.records import RecordTableModel
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.notice import Notice

_FILTER: Final = Text("Filter deze lijst…", "Filter this list…")
_NEW: Final = Text("Nieuw", "New")
_ADD_FIRST: Final = Text("{kind} toevoegen", "Add: {kind}")
_NOTHING_FOUND: Final = Text("Niets gevonden", "Nothing found")
_TRY: Final = Text(
    "Geen gegeven in deze lijst bevat al deze woorden.", "No record in this list holds all of these words."
)
_ALL: Final = CountedText(Text("{n} gegeven", "{n} record"), Text("{n} gegevens", "{n} records"))
_FOUND: Final = CountedText(Text("{n} gevonden", "{n} found"), Text("{n} gevonden", "{n} found"))
_DRAFT: Final = Text(
    "Er is een concept dat nog niet bewaard is, omdat het niet compleet is.",
    "There is a draft that is not saved yet, because it is not complete.",
)
_GO_ON: Final = Text("Verdergaan", "Go on")

_FILTER_AFTER_MS: Final = 120
_ROW_PADDING: Final = 16
_WIDEST_SHARE: Final = 0.55


class ListPanel(QWidget):
    """Shows the list of a kind.

    Attributes:
        chosen: the id of the record that the person chose.
        new_asked: the person wants to add a record.
        draft_asked: the person wants to go on with the draft.
    """

    chosen = Signal(str)
    new_asked = Signal()
    draft_asked = Signal()

    def __init__(self, session: Session, kind: RecordKind, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._kind = kind
        self._wanted = ""
        self._first_wanted = False
        look = session.look
        self.model = RecordTableModel(session, kind, self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(look.say(_FILTER))
        self.filter.setAccessibleName(look.say(_FILTER))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(QAction(look.icon("search", look.tones.quiet), "", self.filter), _LEADING)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_AFTER_MS)
        self._delay.timeout.connect(lambda: self.model.filter(self.filter.text()))
        self.filter.textChanged.connect(self._filter_soon)
        self.new_button = push_button(look, _NEW, self.new_asked.emit, icon="plus", role="primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.setEnabled(not session.read_only)
        self._draft_notice = Notice(look, icon="notebook-pen", button=push_button(look, _GO_ON, self.draft_asked.emit))
        self.table = _RecordTable(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(look.say(kind.plural))
        self.table.horizontalHeader().setAccessibleName(look.say(kind.plural))
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._teaching_state(icon))
        self._stack.addWidget(EmptyState(look, "search", look.say(_NOTHING_FOUND), look.say(_TRY)))
        self._count = plain_label("", tone="quiet", size=0.92, wrap=False)
        self._bar = QWidget(self)
        self._build()
        self.model.loaded.connect(self._loaded)
        self.model.read_again()

    def _teaching_state(self, icon: str) -> EmptyState:
        session, kind, look = self._session, self._kind, self._session.look
        button = None
        if not session.read_only:
            button = push_button(
                look, _ADD_FIRST.fill(kind=kind.label), self.new_asked.emit, icon="plus", role="primary"
            )
        return EmptyState(look, icon, look.say(kind.plural), look.say(kind.hint), button)

    def _build(self) -> None:
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(8)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.new_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 8)
        foot.addWidget(self._count)
        notice_row = QVBoxLayout()
        notice_row.setContentsMargins(12, 0, 12, 0)
        notice_row.addWidget(self._draft_notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(notice_row)
        column.addWidget(self._stack, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def choose(self, record_id: str) -> None:
        """Mark a record as the chosen one, now or as soon as it is read; empty for none."""
        self._wanted = record_id
        self._mark()

    def show_draft(self, *, there: bool) -> None:
        """Tell that there is a draft to go on with, or no longer."""
        self._draft_notice.say(self._session.say(_DRAFT) if there else "")

    @property
    def empty(self) -> bool:
        """Whether it is known that there is no record of the kind at all."""
        return self.model.is_read and not self.model.rowCount() and not self.model.words

    def choose_first(self) -> None:
        """Choose the first record, as soon as the list is read, unless one is chosen."""
        self._first_wanted = not self._wanted
        if self._first_wanted and self.model.is_read:
            self._first_wanted = False
            if self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(0, 0))

    def _filter_soon(self) -> None:
        self._delay.start()

    def _loaded(self) -> None:
        total = self.model.rowCount()
        filtered = bool(self.model.words)
        self._stack.setCurrentIndex(0 if total else 2 if filtered else 1)
        self._bar.setVisible(bool(total) or filtered)
        counted = _FOUND if filtered else _ALL
        self._count.setText(counted.say(total, self._session.look.language))
        self._mark()
        if self._first_wanted:
            self.choose_first()

    def _mark(self) -> None:
        row = self.model.row_of(self._wanted) if self._wanted else -1
        selection = self.table.selectionModel()
        if row < 0:
            selection.clear()
        elif row != self.table.currentIndex().row() or not selection.hasSelection():
            index = self.model.index(row, max(self.table.currentIndex().column(), 0))
            selection.setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )
            self.table.scrollTo(index)

    def _row_changed(self) -> None:
        record_id = self.model.id_at(self.table.currentIndex().row())
        if record_id and record_id != self._wanted:
            self._wanted = record_id
            self.chosen.emit(record_id)


_LEADING: Final = QLineEdit.ActionPosition.LeadingPosition


class _RecordTable(QTableView):
    """A table that shows the columns for which there is room, the most telling ones first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the columns for the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the form, as Tab does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        model = self.model()
        if not isinstance(model, RecordTableModel):
            return
        specs = model.kind.list_fields
        letter = self.fontMetrics().averageCharWidth()
        wished = [_wished_letters(spec) * letter + 18 for spec in specs]
        room = self.viewport().width()
        shown: set[int] = set()
        for at in sorted(range(len(specs)), key=lambda n: (_rank(specs[n], model.kind), n)):
            if not shown or room >= wished[at]:
                shown.add(at)
                room -= wished[at]
        shares = {at: _share_of_rest(specs[at], model.kind) for at in shown}
        whole = max(sum(shares.values()), 1)
        for at in range(len(specs)):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                self.setColumnWidth(at, wished[at] + max(room, 0) * shares[at] // whole)


def _wished_letters(spec: FieldSpec) -> int:
    match spec.type:
        case CalendarDate() | PartialDate():
            return 17
        case WholeNumber() | DecimalNumber() | Duration():
            return max(8, len(spec.label.nl) + 1)
        case YesNo():
            return max(6, len(spec.label.nl))
        case Choice():
            return 16
        case ShortText():
            return 14 if spec.type.longest <= 60 else 24
        case _:
            return 15


def _share_of_rest(spec: FieldSpec, kind: RecordKind) -> int:
    """Return how much of the room that is left goes to a column: most to the name, none to dates and numbers."""
    if spec.name in kind.title_fields[:1]:
        return 4
    return 1 if isinstance(spec.type, ShortText | LongText | Reference | Codes) else 0


def _rank(spec: FieldSpec, kind: RecordKind) -> int:
    """Return how early a column gets its room: the name, what orders the list, more of the name, what is required."""
    if spec.name in kind.title_fields[:1]:
        return 0
    if spec.name in {name.removeprefix("-") for name in kind.order}:
        return 1
    if spec.name in kind.title_fields:
        return 2
    return 3 if spec.required else 4
