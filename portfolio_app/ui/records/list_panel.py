"""The list of one kind of record: filter, groups and columns, what is chosen, and what it all adds up to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.counted import RECORDS
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.heaps import summed_fields
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.values import Codes, Reference, References
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.models.records import Narrowing, RecordTableModel
from portfolio_app.ui.records.facets import FacetBar, Facets
from portfolio_app.ui.records.incoming import AS_ACTIVITIES, AS_EVIDENCE, answer_files
from portfolio_app.ui.records.list_look import ListLook, column_fields
from portfolio_app.ui.records.table import RecordTable
from portfolio_app.ui.records.teaching import fills_by_itself, teaching
from portfolio_app.ui.records.view_menu import ViewMenu
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.search_line import search_line

if TYPE_CHECKING:
    from portfolio_app.domain.heaps import Totals
    from portfolio_app.services.lists import Chosen
    from portfolio_app.services.portfolio import Portfolio

_FILTER: Final = Text("Filter deze lijst…", "Filter this list…")
_FACETS: Final = Text("Filteren op soort, jaar en meer", "Filter by kind, year and more")
_VIEW: Final = Text("Groeperen, sorteren en kolommen", "Group, sort and columns")
_NEW: Final = Text("Nieuw", "New")
_NONE_YET: Final = Text("Nog geen {kind}", "No {kind} yet")
_ADD_FIRST: Final = Text("{kind} toevoegen", "Add {kind}")
_NOTHING_FOUND: Final = Text("Niets gevonden", "Nothing found")
_TRY: Final = Text(
    "Geen gegeven in deze lijst past bij wat u zoekt. Neem woorden of filters weg.",
    "No record in this list matches. Remove some words or filters.",
)
_FOUND: Final = CountedText(Text("{n} gevonden", "{n} found"), Text("{n} gevonden", "{n} found"))
_DRAFT: Final = Text(
    "Er is een concept dat nog niet bewaard is, omdat het niet compleet is.",
    "There is a draft that is not saved yet, because it is incomplete.",
)
_GO_ON: Final = Text("Verdergaan", "Continue")
_NONE_LIKE: Final = Text("Niets begint met “{letters}”.", "Nothing begins with “{letters}”.")

_FILTER_AFTER_MS: Final = 120


class ListPanel(QWidget):
    """Shows the list of a kind.

    Attributes:
        chosen: the id of the record that the person chose.
        several_chosen: the records that are `Chosen`, when they are more than one; None when no longer.
        new_asked: the person wants to add a record.
        draft_asked: the person wants to go on with the draft.
        entered: the person wants to go on to the record that is chosen.
        menu_asked: a menu over what is chosen is wanted: it, to be filled.
        delete_asked, copy_asked, paste_asked: the keys for these were pressed.
        files_dropped: paths of files that were dropped on the list.
    """

    chosen = Signal(str)
    several_chosen = Signal(object)
    new_asked = Signal()
    draft_asked = Signal()
    entered = Signal()
    menu_asked = Signal(object)
    delete_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()
    files_dropped = Signal(list)

    def __init__(self, session: Session, kind: RecordKind, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._kind = kind
        self._wanted = ""
        self._several: Chosen | None = None
        self._first_wanted = False
        self._scrolled_to = 0
        look = session.look
        self.model = RecordTableModel(session, kind, self)
        self.filter = search_line(look, _FILTER, self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_AFTER_MS)
        self._delay.timeout.connect(self._narrow)
        self.filter.textChanged.connect(self._filter_soon)
        self.facets = FacetBar(session, self.model, self)
        self.facets.changed.connect(self._narrow)
        self.facets.emptied.connect(self.filter.setFocus)
        self.facets_button = tool_button(look, "list-filter", _FACETS, self._open_facets, parent=self)
        self.view_menu = ViewMenu(session, self.model, self)
        self.view_menu.look_chosen.connect(self._choose_look)
        self.view_button = tool_button(look, "columns-3", _VIEW, self._open_view, parent=self)
        self.new_button = push_button(look, _NEW, self.new_asked.emit, icon="plus", role="primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.setEnabled(not session.read_only)
        if fills_by_itself(kind):
            self.new_button.hide()
        self._draft_notice = Notice(look, icon="notebook-pen", button=push_button(look, _GO_ON, self.draft_asked.emit))
        self.table = RecordTable(look, self.model, self)
        self.table.setAccessibleName(look.say(kind.plural))
        self.table.horizontalHeader().setAccessibleName(look.say(kind.plural))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._teaching = self._teaching_state(icon)
        self._stack.addWidget(self._teaching)
        self._stack.addWidget(EmptyState(look, "search", look.say(_NOTHING_FOUND), look.say(_TRY)))
        self._count = plain_label("", tone="quiet", size=0.92, wrap=False)
        self._sums = plain_label("", tone="quiet", size=0.92, wrap=False)
        self._bar = QWidget(self)
        self._build()
        self._connect()
        self.setAcceptDrops(not session.read_only)
        self._show_look(ListLook.from_note(kind, session.noted(f"list.{kind.key}")))
        self.model.read_again()
        self._read_totals()

    def _teaching_state(self, icon: str) -> EmptyState:
        session, kind, look = self._session, self._kind, self._session.look
        button = None
        if not session.read_only and not fills_by_itself(kind):
            add = _ADD_FIRST.fill(kind=kind.label.within_a_sentence()).capitalised()
            button = push_button(look, add, self.new_asked.emit, icon="plus", role="primary")
        heading = _NONE_YET.fill(kind=kind.label.within_a_sentence())
        return EmptyState(look, icon, look.say(heading), look.say(teaching(kind)), button)

    def _build(self) -> None:
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(6)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.facets_button)
        bar.addWidget(self.view_button)
        bar.addWidget(self.new_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 8)
        foot.setSpacing(10)
        foot.addWidget(self._count)
        foot.addWidget(self._sums, 1)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(6)
        below.addWidget(self.facets)
        below.addWidget(self._draft_notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(below)
        column.addWidget(self._stack, 1)
        self._above_foot = line()
        column.addWidget(self._above_foot)
        column.addLayout(foot)

    def _connect(self) -> None:
        table, model = self.table, self.model
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._chosen_settled)
        table.chosen_changed.connect(self._settled.start)
        table.selectionModel().currentRowChanged.connect(self._settled.start)
        table.entered.connect(self.entered)
        table.delete_pressed.connect(self.delete_asked)
        table.copy_pressed.connect(self.copy_asked)
        table.paste_pressed.connect(self.paste_asked)
        table.typed_ahead.connect(self._go_to_letters)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_row_menu)
        table.horizontalHeader().sortIndicatorChanged.connect(self._sorted_by_header)
        model.modelAboutToBeReset.connect(self._keep_scroll)
        model.modelReset.connect(self._scroll_back)
        model.loaded.connect(self._loaded)
        model.read_anew.connect(self._choose_again)

    # -- what the page asks -------------------------------------------------------------------------------------------

    def choose(self, record_id: str) -> None:
        """Mark a record as the chosen one, now or as soon as it is read; empty for none."""
        self._wanted = record_id
        self._mark()
        if record_id and self.model.row_of(record_id) < 0:
            self._look_for(record_id)

    def narrow_to(self, facets: Facets) -> None:
        """Show only the records on these heaps."""
        self.filter.clear()
        self.facets.narrow_to(facets)

    def show_draft(self, *, there: bool) -> None:
        """Tell that there is a draft to go on with, or no longer."""
        self._draft_notice.say(self._session.say(_DRAFT) if there else "")

    @property
    def empty(self) -> bool:
        """Whether it is known that there is no record of the kind at all."""
        return self.model.is_read and not self.model.rowCount() and not self.model.narrowing

    def choose_first(self) -> None:
        """Choose the first record, as soon as the list is read, unless one is chosen."""
        self._first_wanted = not self._wanted
        if self._first_wanted and self.model.is_read:
            self._first_wanted = False
            row = next((row for row in (0, 1) if self.model.id_at(row)), -1)
            if row >= 0:
                self.table.choose_row(row)

    @property
    def several(self) -> tuple[str, ...]:
        """The ids of the records that are chosen, when they are more than one."""
        return self._several.ids if self._several is not None else ()

    @property
    def chosen_count(self) -> int:
        """How many records are chosen."""
        return self.table.chosen_count()

    def changed_elsewhere(self) -> None:
        """Read again: records of the kind were changed."""
        self.model.read_again()
        self._read_totals()

    # -- dropping files -----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the list."""
        is_activity = self._kind is Activity.kind
        answer_files(event, self, self._session.look, AS_ACTIVITIES if is_activity else AS_EVIDENCE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        files: list[Path] = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # -- within -------------------------------------------------------------------------------------------------------

    def _filter_soon(self) -> None:
        self._delay.start()

    def _narrow(self) -> None:
        self._delay.stop()
        before = self.model.narrowing
        self.model.narrow(Narrowing(self.filter.text(), dict(self.facets.facets)))
        if before != self.model.narrowing:
            self._read_totals()

    def _open_facets(self) -> None:
        self.facets.open_menu(self.facets_button.mapToGlobal(QPoint(0, self.facets_button.height())))

    def _open_view(self) -> None:
        self.view_menu.popup(self.view_button.mapToGlobal(QPoint(0, self.view_button.height())))

    def _choose_look(self, wanted: ListLook) -> None:
        self._show_look(wanted)
        self._session.note(f"list.{self._kind.key}", wanted.to_note())

    def _show_look(self, wanted: ListLook) -> None:
        self.view_menu.shown = wanted
        specs = [spec for spec in column_fields(self._kind) if spec.name in wanted.columns] or self._kind.list_fields
        self.model.show_columns(specs)
        self.table.show_as_chosen(of_choice=bool(wanted.columns))
        self.model.group_by(wanted.group)
        self.model.order_by(wanted.order)
        self._show_order_in_header(wanted.order)

    def _show_order_in_header(self, order: tuple[str, ...]) -> None:
        name = order[0] if order else ""
        at = next((n for n, spec in enumerate(self.model.specs) if spec.name == name.removeprefix("-")), -1)
        direction = Qt.SortOrder.DescendingOrder if name.startswith("-") else Qt.SortOrder.AscendingOrder
        header = self.table.horizontalHeader()
        blocked = QSignalBlocker(header)
        header.setSortIndicator(at, direction)
        blocked.unblock()

    def _sorted_by_header(self, column: int, direction: Qt.SortOrder) -> None:
        minus = "-" if direction is Qt.SortOrder.DescendingOrder else ""
        order = (f"{minus}{self.model.specs[column].name}",) if 0 <= column < len(self.model.specs) else ()
        now = self.view_menu.shown
        if order != now.order:
            self._choose_look(ListLook(now.columns, order, now.group))

    def _open_row_menu(self, at: QPoint) -> None:
        if self.chosen_count:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.menu_asked.emit(menu)
            menu.popup(self.table.viewport().mapToGlobal(at))

    def _keep_scroll(self) -> None:
        self._scrolled_to = self.table.verticalScrollBar().value()

    def _scroll_back(self) -> None:
        self.table.fit_columns()
        self.table.verticalScrollBar().setValue(self._scrolled_to)

    def _loaded(self) -> None:
        rows = self.model.rowCount()
        narrowed = bool(self.model.narrowing)
        teaches = not rows and not narrowed
        self._stack.setCurrentIndex(1 if teaches else 0 if rows else 2)
        if teaches and self._teaching.button is not None and self.isAncestorOf(self.window().focusWidget()):
            # What has the keys goes away: else they would end up at the other side of the window.
            self._teaching.button.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._bar, self._count, self._above_foot):
            part.setHidden(teaches)
        counted = _FOUND if narrowed else RECORDS
        self._count.setText(counted.say(self.model.sections.records, self._session.look.language))
        if self._wanted and not self._several and self.table.chosen_count() <= 1:
            self._mark()
        if self._first_wanted:
            self.choose_first()

    def _read_totals(self) -> None:
        if not summed_fields(self._kind):
            return
        kind, query = self._kind, self.model.query()

        def read(portfolio: Portfolio) -> Totals:
            from portfolio_app.services.lists import totals

            return totals(portfolio, kind, query)

        def show(totals: Totals) -> None:
            self._sums.setText(self.model.reader.wording_of(totals, counted=False))

        self._session.read(read, show, owner=self, slot="totals")

    def _mark(self) -> None:
        row = self.model.row_of(self._wanted) if self._wanted else -1
        if row < 0:
            self.table.choose_row(-1)
        elif row != self.table.first_chosen():
            self.table.choose_row(row)

    def _chosen_settled(self) -> None:
        count = self.table.chosen_count()
        if count > 1:
            self._read_chosen()
            return
        if self._several is not None:
            self._several = None
            self.several_chosen.emit(None)
        if count == 1:
            record_id = self.model.id_at(self.table.first_chosen())
            if record_id and record_id != self._wanted:
                self._wanted = record_id
                self.chosen.emit(record_id)

    def _read_chosen(self) -> None:
        """Find the ids of what is chosen; most of a long list is not here."""
        kind, stretches = self._kind, self.model.stretches(self.table.chosen_ranges())

        def read(portfolio: Portfolio) -> Chosen:
            from portfolio_app.services.lists import chosen

            return chosen(portfolio, kind, stretches)

        def take(chosen: Chosen) -> None:
            if self.table.chosen_count() == len(chosen.ids) and chosen != self._several:
                self._several = chosen
                self.several_chosen.emit(chosen)

        self._session.read(read, take, owner=self, slot="chosen", failed=lambda _changed: self.table.choose_row(-1))

    def _choose_again(self) -> None:
        """Choose the same records as before, wherever they stand now."""
        kind, queries = self._kind, [section.query for section in self.model.sections.all]
        ids = self.several
        if not ids and self._wanted and self.model.row_of(self._wanted) < 0:
            ids = (self._wanted,)

        def read(portfolio: Portfolio) -> tuple[tuple[int, int], ...]:
            from portfolio_app.services.lists import places_of

            return places_of(portfolio, kind, queries, ids)

        def choose(places: tuple[tuple[int, int], ...]) -> None:
            rows = (self.model.sections.row(*place) for place in places)
            self.table.choose_rows(row for row in rows if row >= 0)

        if ids:
            self._session.read(read, choose, owner=self, slot="again")

    # -- going to a record that is not read yet -----------------------------------------------------------------------

    def _look_for(self, record_id: str) -> None:
        """Scroll to a record of which it is not known where it stands."""
        if not self.model.is_read:
            return
        kind, queries = self._kind, [section.query for section in self.model.sections.all]

        def read(portfolio: Portfolio) -> tuple[tuple[int, int], ...]:
            from portfolio_app.services.lists import places_of

            return places_of(portfolio, kind, queries, (record_id,))

        self._session.read(read, self._scroll_to, owner=self, slot="place")

    def _go_to_letters(self, letters: str) -> None:
        kind, queries = self._kind, [section.query for section in self.model.sections.all]
        spec, fits = self._searched(letters)

        def read(portfolio: Portfolio) -> tuple[int, int] | None:
            from portfolio_app.services.lists import first_like

            return first_like(portfolio, kind, queries, spec.name, fits)

        def go(place: tuple[int, int] | None) -> None:
            if place is None:
                self._session.said.emit(self._session.say(_NONE_LIKE.fill(letters=letters)), None, None)
            else:
                row = self.model.sections.row(*place)
                if row >= 0:
                    self.table.choose_row(row)

        self._session.read(read, go, owner=self, slot="letters")

    def _searched(self, letters: str) -> tuple[FieldSpec, Callable[[object], bool]]:
        """Return the field whose words letters typed are held against, and the test."""
        linked = (Reference, References)
        named = next((name for name in self._kind.title_fields), "")
        specs = [self._kind.field(named), *self.model.specs] if named else list(self.model.specs)
        spec = next((spec for spec in specs if not isinstance(spec.type, linked)), specs[0])
        reader, wanted = self.model.reader, letters.casefold()

        def fits(value: object) -> bool:
            words = reader.cell(spec, value).casefold()
            return words.startswith(wanted) or (isinstance(spec.type, Codes) and wanted in words)

        return spec, fits

    def _scroll_to(self, places: tuple[tuple[int, int], ...]) -> None:
        row = self.model.sections.row(*places[0]) if places else -1
        if row >= 0:
            self.table.scrollTo(self.model.index(row, 0))
            self._mark()
