"""The page of an area: its kinds as segments, the list of the chosen kind, and beside it the record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Activity, Evidence
from portfolio_app.domain.values import Reference
from portfolio_app.ui.forms.linking import choose_evidence
from portfolio_app.ui.forms.standing import Draft
from portfolio_app.ui.records.deeds import copy_records, delete_records, duplicate_record
from portfolio_app.ui.records.incoming import pasted, take_in
from portfolio_app.ui.records.kind_view import KindView
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.record_panel import RecordPanel
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.services.incoming import Incoming, TakenIn
    from portfolio_app.services.lists import Chosen
    from portfolio_app.services.portfolio import Listing, ListQuery
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.ui.records.facets import Facets

_KINDS: Final = Text("Soorten gegevens", "Kinds of record")
_COPY: Final = Text("Kopiëren", "Copy")
_COPY_CSV: Final = Text("Kopiëren als CSV", "Copy as CSV")
_DELETE: Final = Text("Verwijderen", "Delete")


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
        self._views: dict[str, KindView] = {}
        self._left: dict[str, str] = {}
        self._drafts: dict[str, dict[str, Draft]] = {kind.key: {} for kind in self._kinds}
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
        self._head.show_title(shown=with_heading)
        for part in (self._head, line()):
            column.addWidget(part)
            part.setVisible(with_heading or several)
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

    def begin_with(self, key: str) -> None:
        """Let this kind be the one that is shown with the page, unless another is already."""
        if self._current not in self._views:
            self._current = key

    def begin(self) -> None:
        """Show the first kind, unless one is shown; one that was let go is built anew."""
        if not self._current or self._current not in self._views:
            self.show_kind(self._current or self._kinds[0].key)

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
        if key == self._current and key in self._views:
            return
        self._keep_typed()
        view = self._view(key)
        self._current = key
        self._bodies.setCurrentWidget(view.body)
        self._segments.set_current(key)
        self._head.show_hint(self._session.say(view.kind.hint))
        left = self._left.pop(key, "")
        if left and view.list_panel is not None:
            view.list_panel.choose(left)
            self._read(view, left)
        self.kind_shown.emit(key)

    def let_go(self, key: str) -> bool:
        """Free what shows a kind that nobody looks at; what was shown comes back when it is looked at again.

        Returns:
            False when it has to stay: it is looked at, or something is on its way from there to the vault.
        """
        view = self._views.get(key)
        if view is not None:
            if key == self._current and self.isVisible():
                return False
            view.keep_typed()
            if not view.may_go:
                return False
            del self._views[key]
            self._left[key] = view.shown_id
            view.show_preview(is_open=False)
            self._bodies.removeWidget(view.body)
            view.body.deleteLater()
            view.deleteLater()
        return True

    def show_record(self, key: str, record_id: str, field: str = "") -> None:
        """Show one record of a kind, with the cursor in a field of it where one is named."""
        self.show_kind(key)
        self._keep_typed()
        view = self._view(key)
        view.ask_field(record_id, field)
        if view.list_panel is not None:
            view.list_panel.choose(record_id)
            self._read(view, record_id)

    def narrow_to(self, facets: Facets) -> None:
        """Show only the records on these heaps in the list that is shown."""
        view = self._views.get(self._current)
        if view is not None and view.list_panel is not None:
            view.list_panel.narrow_to(facets)

    def show_first(self) -> None:
        """Show the first record of the list, as soon as it is read, unless one is shown."""
        view = self._views.get(self._current)
        if view is not None and view.list_panel is not None:
            view.list_panel.choose_first()

    def start_new(self, values: Mapping[str, object] | None = None, *, as_typed: bool = False) -> None:
        """Show a form for a record of the kind that is shown.

        Args:
            values: to begin with; without them the draft that there is, or what is known of a new record.
            as_typed: save it as soon as the values make it complete.
        """
        view = self._view(self._current or self._kinds[0].key)
        if self._session.read_only or view.list_panel is None:
            return
        if view.kind is Evidence.kind and values is None:
            self.take_in(choose_evidence(self, self._session))
            return
        self._keep_typed()
        view.reading.stop()
        view.list_panel.choose("")
        given = self._given(view) if values is None else values
        view.start_new(given, as_typed=as_typed, with_draft=values is None)

    @property
    def takes_files(self) -> bool:
        """Whether files can be dropped on what is shown."""
        view = self._views.get(self._current)
        return view is not None and (view.list_panel is not None or bool(view.shown_id))

    def take_in(self, files: Sequence[Incoming]) -> None:
        """Take files in: as evidence on that page, otherwise as the beginning of a record of the kind that is shown."""
        view = self._views.get(self._current)
        if view is None or not files or self._session.read_only:
            return
        if view.list_panel is None:
            view.record_panel.form.attach(files)
            return
        self._keep_typed()
        is_activity = view.kind is Activity.kind

        def then(results: tuple[TakenIn, ...]) -> None:
            if len(files) == 1 and results and results[0].evidence is not None:
                self._show_taken_in(view, results[0])

        take_in(self._session, files, self, make_activities=is_activity, then=then)

    def _show_taken_in(self, view: KindView, result: TakenIn) -> None:
        from portfolio_app.services.incoming import values_for

        evidence = result.evidence
        if evidence is None or self._views.get(self._current) is not view:
            return
        if view.kind is Evidence.kind:
            if view.list_panel is not None:
                view.list_panel.choose(evidence.id)
            view.show_record(evidence)
        elif view.kind is Activity.kind:
            self.start_new(values_for(result.recognised, evidence), as_typed=True)
        else:
            self.start_new({"evidence": (evidence.id,)}, as_typed=True)

    def translate_on(self) -> None:
        """Go to the next text that is not yet in English: of the record that is shown, or of another."""
        from portfolio_app.ui.records.english_bar import go_elsewhere, say_all_is_done

        view = self._views.get(self._current)
        if view is not None and view.panel is not None and view.side.currentWidget() is view.panel:
            view.panel.english_bar.go_on()
        else:
            go_elsewhere(self._session, "", partial(say_all_is_done, self._session))

    def focus_filter(self) -> None:
        """Put the cursor in the filter of the list."""
        view = self._views.get(self._current)
        if view and view.list_panel is not None:
            view.list_panel.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.list_panel.filter.selectAll()

    def save(self) -> None:
        """Save what can be saved now."""
        for view in self._views.values():
            view.save()

    def drafts(self) -> tuple[Draft, ...]:
        """Return all that was typed on this page and could not be saved."""
        found: list[Draft] = []
        for key, kept in self._drafts.items():
            view = self._views.get(key)
            shown = view.panel.form.draft() if view is not None and view.panel is not None else None
            found.extend(draft for record_id, draft in kept.items() if shown is None or record_id != shown.record_id)
            if shown is not None:
                found.append(shown)
        return tuple(found)

    def resume(self, draft: Draft) -> None:
        """Keep a draft until its record is shown, and say that it is there."""
        self._drafts[draft.kind][draft.record_id] = draft
        if draft.kind in self._views:
            self._views[draft.kind].tell_draft()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the first kind, unless one is shown."""
        super().showEvent(event)
        self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page wants what was typed to be saved."""
        self.save()
        super().hideEvent(event)

    # -- within -------------------------------------------------------------------------------------------------------

    def _view(self, key: str) -> KindView:
        if key not in self._views:
            kind = next(kind for kind in self._kinds if kind.key == key)
            view = KindView(self._session, kind, self._icon, self._bodies, self._built_panel, self._drafts[key])
            view.record_shown.connect(partial(self.record_shown.emit, key))
            self._views[key] = view
            self._bodies.addWidget(view.body)
            if view.list_panel is None:
                self._read_only_one(view)
            else:
                self._connect_list(view, view.list_panel)
                view.tell_draft()
        return self._views[key]

    def _connect_list(self, view: KindView, panel: ListPanel) -> None:
        panel.chosen.connect(lambda record_id: self._choose(view, record_id))
        panel.several_chosen.connect(lambda chosen: self._choose_several(view, chosen))
        panel.new_asked.connect(self.start_new)
        panel.draft_asked.connect(self.start_new)
        panel.entered.connect(lambda: self._enter(view))
        panel.menu_asked.connect(lambda menu: self._fill_menu(view, menu))
        view.delete_asked.connect(lambda: self._delete_chosen(view))
        view.copy_asked.connect(lambda as_table: self._copy(view, as_table=as_table))
        panel.delete_asked.connect(lambda: self._delete_chosen(view))
        panel.copy_asked.connect(lambda: self._copy(view, as_table=False))
        panel.paste_asked.connect(self._paste)
        panel.files_dropped.connect(self.take_in)
        panel.model.loaded.connect(view.fit_to_list)

    def _built_panel(self, view: KindView) -> RecordPanel:
        panel = RecordPanel(self._session, view.kind, view.side)
        panel.saved.connect(lambda record, new: self._was_saved(view.kind.key, record, new=new))
        panel.delete_asked.connect(lambda record: self._delete(view, (record.id,)))
        panel.duplicate_asked.connect(self._duplicate)
        panel.discarded.connect(self._discard)
        return panel

    def _choose(self, view: KindView, record_id: str) -> None:
        if record_id != view.shown_id:
            self._keep_typed()
            self._read(view, record_id)

    def _read(self, view: KindView, record_id: str) -> None:
        kind = view.kind
        view.reading = self._session.read(
            lambda portfolio: portfolio.record(kind, record_id),
            view.show_record,
            owner=view,
            slot="record",
            failed=lambda _gone: view.forget(),
        )

    def _read_only_one(self, view: KindView) -> None:
        kind = view.kind

        def show(listing: Listing) -> None:
            if listing.records:
                view.show_record(listing.records[0])
            else:
                view.start_only()

        self._session.read(lambda portfolio: portfolio.records(kind), show, owner=view, slot="record")

    def _choose_several(self, view: KindView, chosen: Chosen | None) -> None:
        self._keep_typed()
        view.show_selection(chosen)

    def _enter(self, view: KindView) -> None:
        """Go on from the list to what is beside it."""
        if view.list_panel is not None and view.list_panel.chosen_count > 1:
            view.selection.fields.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view.shown_id:
            view.record_panel.form.focus_first()

    def _fill_menu(self, view: KindView, menu: QMenu) -> None:
        look, session = self._session.look, self._session
        for text, icon, deed in (
            (_COPY, "copy", partial(self._copy, view, as_table=False)),
            (_COPY_CSV, "copy", partial(self._copy, view, as_table=True)),
        ):
            menu.addAction(look.icon(icon), session.say(text)).triggered.connect(lambda _on=False, deed=deed: deed())
        if not session.read_only:
            menu.addSeparator()
            delete = menu.addAction(look.icon("trash-2"), session.say(_DELETE))
            delete.triggered.connect(lambda _on=False: self._delete_chosen(view))

    def _chosen_ids(self, view: KindView) -> tuple[str, ...]:
        if view.list_panel is not None and view.list_panel.chosen_count > 1:
            return view.selection.ids
        return (view.shown_id,) if view.shown_id else ()

    def _copy(self, view: KindView, *, as_table: bool) -> None:
        ids = self._chosen_ids(view)
        if not ids or view.list_panel is None:
            return
        copy_records(self._session, view.list_panel.model, ids, self, as_table=as_table)

    def _paste(self) -> None:
        files = pasted(QGuiApplication.clipboard().mimeData(), self._session)
        if files:
            self.take_in(files)

    def _delete_chosen(self, view: KindView) -> None:
        if not self._session.read_only:
            self._delete(view, self._chosen_ids(view))

    def _duplicate(self, record: Record) -> None:
        self._keep_typed()
        duplicate_record(self._session, record, self)

    def _given(self, view: KindView) -> dict[str, object]:
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
        if view is not None:
            view.keep_typed()

    def _was_saved(self, key: str, record: Record, *, new: bool) -> None:
        view = self._views[key]
        view.drafts.pop(record.id, None)
        if new:
            view.drafts.pop("", None)
            view.shown_id = record.id
            if view.list_panel is not None:
                view.list_panel.choose(record.id)
            view.record_shown.emit(record.id)  # one can come back to it from now on

    def _discard(self) -> None:
        view = self._views[self._current]
        view.drafts.pop("", None)
        view.record_panel.form.start_new({})
        view.forget()

    def _delete(self, view: KindView, ids: tuple[str, ...]) -> None:
        if not ids:
            return
        one = view.panel.record if view.panel is not None and ids == (view.shown_id,) else None
        for record_id in ids:
            view.drafts.pop(record_id, None)
        delete_records(self._session, ids, self, title=self._session.title(one) if one is not None else "")

    def _changed(self, changes: ChangeSet) -> None:
        for key, view in self._views.items():
            mine = [change for change in changes.changes if change.kind == key]
            if mine and view.list_panel is not None:
                view.list_panel.changed_elsewhere()
            if view.kind.singleton and mine:
                self._read_changed_only_one(view)
                continue
            # What is only being filled in has no id, and a change of everything names none either.
            about_shown = [change for change in mine if view.shown_id and change.id == view.shown_id]
            if any(change.action == "deleted" for change in about_shown):
                view.forget()
            elif about_shown:
                self._read_changed(view)
            elif view.shown_id and changes.changes and view.panel is not None:
                view.panel.read_referrers()

    def _read_changed(self, view: KindView) -> None:
        kind, record_id = view.kind, view.shown_id

        self._session.read(
            lambda portfolio: portfolio.record(kind, record_id), view.refresh, owner=self, slot=f"changed {kind.key}"
        )

    def _read_changed_only_one(self, view: KindView) -> None:
        kind = view.kind

        def refresh(listing: Listing) -> None:
            if not listing.records:
                view.shown_id = ""
                view.record_panel.start_new({})
            elif listing.records[0].id == view.shown_id:
                view.refresh(listing.records[0])
            else:
                view.show_record(listing.records[0])

        self._session.read(lambda portfolio: portfolio.records(kind), refresh, owner=self, slot=f"only {kind.key}")
