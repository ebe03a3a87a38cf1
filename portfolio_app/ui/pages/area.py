"""The page of an area: its kinds as segments, the list of the chosen kind, and beside it the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import Reference
from portfolio_app.ui.forms.linking import choose_evidence
from portfolio_app.ui.forms.record_form import Draft
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.record_panel import RecordPanel
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.services.portfolio import Listing, ListQuery
    from portfolio_app.storage.history import ChangeSet

_KINDS: Final = Text("Soorten gegevens", "Kinds of record")
_PICK: Final = Text("Niets gekozen", "Nothing chosen")
_PICK_HOW: Final = Text(
    "Kies links een gegeven om het te bekijken en te wijzigen, of voeg er een toe met Ctrl+N.",
    "Choose a record on the left to look at it and change it, or add one with Ctrl+N.",
)
_DELETED: Final = Text("“{title}” is verwijderd.", "“{title}” was deleted.")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_SHARES: Final = (46, 54)
_FORM_AFTER_MS: Final = 60
"""The list is painted first."""
_LEAST_LIST: Final = 210
_LEAST_FORM: Final = 364


@dataclass(slots=True, eq=False)
class _KindView:
    """What belongs to one kind once it was shown; its form, the costliest part, is built a moment after its list.

    Attributes:
        body: list and form side by side, or the form alone.
        side: the form, or the word that nothing is chosen.
        shown_id: the record that is shown; empty when none is, or a new one.
        drafts: what was typed and is not in the vault, by record; the empty id is a new one.
    """

    kind: RecordKind
    list_panel: ListPanel | None
    body: QWidget
    side: QStackedWidget
    build_panel: Callable[[], RecordPanel]
    drafts: dict[str, Draft] = field(default_factory=dict)
    shown_id: str = ""
    panel: RecordPanel | None = None

    @property
    def record_panel(self) -> RecordPanel:
        """The form with what is around it, built when it was not yet."""
        if self.panel is None:
            self.panel = self.build_panel()
        return self.panel


def kinds_of(area: Area) -> tuple[RecordKind, ...]:
    """Return the kinds of an area, in the order in which they are declared."""
    return tuple(kind for kind in KINDS if kind.area is area)


class AreaPage(QWidget):
    """One area; each of its kinds is built when it is first looked at.

    Attributes:
        kind_shown: the key of the kind that is shown now.
        record_shown: kind and id of the record that is shown now.
    """

    kind_shown = Signal(str)
    record_shown = Signal(str, str)

    def __init__(self, session: Session, area: Area, icon: str, parent: QWidget, *, with_heading: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._icon = icon
        self._kinds = kinds_of(area)
        self._views: dict[str, _KindView] = {}
        self._current = ""
        look = session.look
        self._segments = SegmentBar(look, look.say(_KINDS), self)
        self._segments.chosen.connect(self.show_kind)
        self._bodies = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        several = len(self._kinds) > 1
        self._segments.setVisible(several)
        self._head = PageHead(look.say(area.label), "", self._segments if several else None)
        for part in (self._head, line()):
            column.addWidget(part)
            part.setVisible(with_heading)
        column.addWidget(self._bodies, 1)
        session.changed.connect(self._changed)

    # -- what the window asks -----------------------------------------------------------------------------------------

    @property
    def current_kind(self) -> str:
        """The key of the kind that is shown; empty before the first."""
        return self._current

    @property
    def current_record(self) -> str:
        """The id of the record that is shown; empty when none is."""
        view = self._views.get(self._current)
        return view.shown_id if view else ""

    def list_query(self) -> ListQuery | None:
        """Return the query of the list as it is shown now; None where there is no list."""
        view = self._views.get(self._current)
        return view.list_panel.model.query() if view is not None and view.list_panel is not None else None

    def begin(self) -> None:
        """Show the first kind, unless one is shown."""
        if not self._current:
            self.show_kind(self._kinds[0].key)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records there are of each kind."""
        look = self._session.look
        segments = tuple(
            Segment(kind.key, look.say(kind.plural), None if kind.singleton else counts.get(kind.key, 0))
            for kind in self._kinds
        )
        self._segments.show_segments(segments, self._current or self._kinds[0].key)

    def show_kind(self, key: str) -> None:
        """Show the list of a kind."""
        if key == self._current:
            return
        self._keep_typed()
        view = self._view(key)
        self._current = key
        self._bodies.setCurrentWidget(view.body)
        self._segments.set_current(key)
        self._head.show_hint(self._session.say(view.kind.hint))
        self.kind_shown.emit(key)

    def show_record(self, key: str, record_id: str) -> None:
        """Show one record of a kind."""
        self.show_kind(key)
        view = self._view(key)
        if view.list_panel is not None:
            view.list_panel.choose(record_id)
            self._read(view, record_id)

    def show_first(self) -> None:
        """Show the first record of the list, as soon as it is read, unless one is shown."""
        view = self._views.get(self._current)
        if view is not None and view.list_panel is not None:
            view.list_panel.choose_first()

    def start_new(self) -> None:
        """Show an empty form for a record of the kind that is shown."""
        view = self._view(self._current or self._kinds[0].key)
        if self._session.read_only or view.list_panel is None:
            return
        if view.kind is Evidence.kind:
            self._take_in_files(view)
            return
        self._keep_typed()
        draft = view.drafts.pop("", None)
        view.list_panel.choose("")
        view.shown_id = ""
        view.side.setCurrentWidget(view.record_panel)
        view.record_panel.start_new(self._given(view))
        if draft is not None:
            view.record_panel.form.resume(draft)
        view.list_panel.show_draft(there=False)

    def focus_filter(self) -> None:
        """Put the cursor in the filter of the list."""
        view = self._views.get(self._current)
        if view and view.list_panel is not None:
            view.list_panel.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.list_panel.filter.selectAll()

    def save(self) -> None:
        """Save what can be saved now."""
        for view in self._views.values():
            if view.panel is not None:
                view.panel.form.save()

    def drafts(self) -> tuple[Draft, ...]:
        """Return all that was typed on this page and could not be saved."""
        found: list[Draft] = []
        for view in self._views.values():
            shown = view.panel.form.draft() if view.panel is not None else None
            found.extend(draft for key, draft in view.drafts.items() if shown is None or key != shown.record_id)
            if shown is not None:
                found.append(shown)
        return tuple(found)

    def resume(self, draft: Draft) -> None:
        """Keep a draft until its record is shown, and say that it is there."""
        view = self._view(draft.kind)
        view.drafts[draft.record_id] = draft
        if view.list_panel is not None:
            view.list_panel.show_draft(there="" in view.drafts)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the first kind, unless one is shown."""
        super().showEvent(event)
        self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page wants what was typed to be saved."""
        self.save()
        super().hideEvent(event)

    # -- within -------------------------------------------------------------------------------------------------------

    def _view(self, key: str) -> _KindView:
        if key not in self._views:
            kind = next(kind for kind in self._kinds if kind.key == key)
            view = self._single_view(kind) if kind.singleton else self._list_view(kind)
            self._views[key] = view
            self._bodies.addWidget(view.body)
            QTimer.singleShot(_FORM_AFTER_MS, view.side, lambda: view.record_panel)
        return self._views[key]

    def _single_view(self, kind: RecordKind) -> _KindView:
        side = self._side(self._bodies)
        view = _KindView(kind, None, side, side, partial(self._built_panel, kind, side))
        view.side.setCurrentWidget(view.record_panel)
        self._read_only_one(view)
        return view

    def _list_view(self, kind: RecordKind) -> _KindView:
        splitter = QSplitter(Qt.Orientation.Horizontal, self._bodies)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(5)
        list_panel = ListPanel(self._session, kind, self._icon, splitter)
        list_panel.setMinimumWidth(_LEAST_LIST)
        side = self._side(splitter)
        for part, share in zip((list_panel, side), _SHARES, strict=True):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.indexOf(part), share)
        splitter.setSizes([share * 10 for share in _SHARES])
        view = _KindView(kind, list_panel, splitter, side, partial(self._built_panel, kind, side))
        list_panel.chosen.connect(lambda record_id: self._choose(view, record_id))
        list_panel.new_asked.connect(self.start_new)
        list_panel.draft_asked.connect(self.start_new)
        list_panel.model.loaded.connect(lambda: self._list_was_read(view))
        return view

    def _side(self, parent: QWidget) -> QStackedWidget:
        session = self._session
        side = QStackedWidget(parent)
        side.addWidget(EmptyState(session.look, self._icon, session.say(_PICK), session.say(_PICK_HOW)))
        side.setMinimumWidth(_LEAST_FORM)
        return side

    def _built_panel(self, kind: RecordKind, side: QStackedWidget) -> RecordPanel:
        panel = RecordPanel(self._session, kind, side)
        side.addWidget(panel)
        panel.saved.connect(lambda record, new: self._was_saved(kind.key, record, new=new))
        panel.delete_asked.connect(self._delete)
        panel.discarded.connect(self._discard)
        return panel

    def _list_was_read(self, view: _KindView) -> None:
        if view.list_panel is None:
            return
        if view.list_panel.empty and view.side.currentIndex() == 0:
            view.side.hide()
        else:
            view.side.show()

    def _choose(self, view: _KindView, record_id: str) -> None:
        if record_id != view.shown_id:
            self._keep_typed()
            self._read(view, record_id)

    def _read(self, view: _KindView, record_id: str) -> None:
        kind = view.kind
        self._session.read(
            lambda portfolio: portfolio.record(kind, record_id),
            lambda record: self._show(view, record),
            owner=self,
            slot=f"record {kind.key}",
            failed=lambda _gone: self._forget(view),
        )

    def _read_only_one(self, view: _KindView) -> None:
        kind = view.kind

        def show(listing: Listing) -> None:
            if listing.records:
                self._show(view, listing.records[0])
            else:
                view.record_panel.start_new({})

        self._session.read(lambda portfolio: portfolio.records(kind), show, owner=self, slot=f"only {kind.key}")

    def _show(self, view: _KindView, record: Record) -> None:
        view.shown_id = record.id
        view.side.show()
        view.side.setCurrentWidget(view.record_panel)
        view.record_panel.show_record(record)
        self.record_shown.emit(view.kind.key, record.id)
        draft = view.drafts.pop(record.id, None)
        if draft is not None:
            view.record_panel.form.resume(draft)

    def _forget(self, view: _KindView) -> None:
        view.shown_id = ""
        view.side.setCurrentIndex(0)
        if view.list_panel is not None:
            view.list_panel.choose("")
            self._list_was_read(view)

    def _take_in_files(self, view: _KindView) -> None:
        """Let the person choose files: evidence without a file is none."""
        for path in choose_evidence(self, self._session):
            self._take_in(view, path)

    def _take_in(self, view: _KindView, path: Path) -> None:
        self._session.save(
            lambda portfolio: portfolio.add_evidence(path),
            lambda saved: self._was_taken_in(view, saved.record),
            owner=self,
        )

    def _was_taken_in(self, view: _KindView, record: Record) -> None:
        if view.list_panel is not None:
            view.list_panel.choose(record.id)
        self._show(view, record)

    def _given(self, view: _KindView) -> dict[str, object]:
        """Return what is known of a new record: the whole that it is part of, where one is shown."""
        parent = view.kind.parent
        if not parent:
            return {}
        reference = view.kind.field(parent).type
        for other in self._views.values():
            if isinstance(reference, Reference) and other.kind.key in reference.kinds and other.shown_id:
                return {parent: other.shown_id}
        return {}

    def _keep_typed(self) -> None:
        """Save what is valid, and keep what is not until its record is shown again."""
        view = self._views.get(self._current)
        if view is None or view.panel is None:
            return
        form = view.panel.form
        form.save()
        draft = form.draft()
        if draft is not None:
            view.drafts[draft.record_id] = draft
            if view.list_panel is not None:
                view.list_panel.show_draft(there="" in view.drafts)

    def _was_saved(self, key: str, record: Record, *, new: bool) -> None:
        view = self._views[key]
        view.drafts.pop(record.id, None)
        if new:
            view.drafts.pop("", None)
            view.shown_id = record.id
            if view.list_panel is not None:
                view.list_panel.choose(record.id)

    def _discard(self) -> None:
        view = self._views[self._current]
        view.drafts.pop("", None)
        view.record_panel.form.start_new({})
        self._forget(view)

    def _delete(self, record: Record) -> None:
        view = self._views[record.kind.key]
        title = self._session.title(record)
        view.drafts.pop(record.id, None)

        def deleted(changes: ChangeSet) -> None:
            words = self._session.say(_DELETED.fill(title=_shortened(title)))
            self._session.said.emit(words, _UNDO, lambda: self._session.undo(changes.operation))

        self._session.change_set(lambda portfolio: portfolio.delete([record.id]), deleted)

    def _changed(self, changes: ChangeSet) -> None:
        for key, view in self._views.items():
            mine = [change for change in changes.changes if change.kind == key]
            if mine and view.list_panel is not None:
                view.list_panel.model.read_again()
            if view.kind.singleton and mine:
                self._read_changed_only_one(view)
                continue
            about_shown = [change for change in mine if change.id == view.shown_id]
            if any(change.action == "deleted" for change in about_shown):
                self._forget(view)
            elif about_shown:
                self._read_changed(view)
            elif view.shown_id and changes.changes:
                view.record_panel.read_referrers()

    def _read_changed(self, view: _KindView) -> None:
        kind, record_id = view.kind, view.shown_id

        def refresh(record: Record) -> None:
            if view.shown_id == record.id:
                view.record_panel.refresh(record)

        self._session.read(
            lambda portfolio: portfolio.record(kind, record_id), refresh, owner=self, slot=f"changed {kind.key}"
        )

    def _read_changed_only_one(self, view: _KindView) -> None:
        kind = view.kind

        def refresh(listing: Listing) -> None:
            if not listing.records:
                view.shown_id = ""
                view.record_panel.start_new({})
            elif listing.records[0].id == view.shown_id:
                view.record_panel.refresh(listing.records[0])
            else:
                self._show(view, listing.records[0])

        self._session.read(lambda portfolio: portfolio.records(kind), refresh, owner=self, slot=f"only {kind.key}")


def _shortened(title: str) -> str:
    return title if len(title) <= 60 else title[:59] + "…"
