"""What belongs to one kind on its page: the list, the record beside it, and beside that its evidence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.ui.forms.standing import Draft, Standing
from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from portfolio_app.ui.records.held_keys import HeldKeys
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.records.preview_pane import PreviewPane
from portfolio_app.ui.records.record_panel import RecordPanel
from portfolio_app.ui.records.selection_panel import SelectionPanel
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.services.lists import Chosen

_PICK: Final = Text("Niets gekozen", "Nothing selected")
_PICK_HOW: Final = Text(
    "Kies links een gegeven om het te bekijken en te wijzigen, of voeg er een toe met Ctrl+N.",
    "Select a record on the left to view or change it, or add one with Ctrl+N.",
)
_SHARES: Final = (46, 54, 50)
_DIVISION: Final = "list.division"
_FORM_AFTER_MS: Final = 60
"""The list is painted first."""
_SELECTION_AFTER_MS: Final = 400
"""Then the form is; whoever chooses thousands at once finds this built already."""
_LEAST_LIST: Final = 210
_LEAST_FORM: Final = 364
_ROOM_FOR_THREE: Final = 1_200


class KindView(QObject):
    """One kind once it was shown; its form, the costliest part, is built a moment after its list.

    Attributes:
        kind: the kind.
        list_panel: its list; None for a kind of which there is one record at most.
        body: all of it side by side.
        side: the form, what can be done with several records, or the word that nothing is chosen.
        shown_id: the record that is shown; empty when none is, or a new one.
        drafts: what was typed and is not in the vault, by record; the empty id is a new one. It outlasts the view.
        reading: the reading of the record to be shown.
        record_shown: the id of the record that is shown now.
        delete_asked: the records that are chosen are to be deleted.
        copy_asked: they are to be copied; whether as CSV only.
    """

    record_shown = Signal(str)
    delete_asked = Signal()
    copy_asked = Signal(bool)

    def __init__(
        self,
        session: Session,
        kind: RecordKind,
        icon: str,
        parent: QWidget,
        build: Callable[[KindView], RecordPanel],
        drafts: dict[str, Draft],
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self._build = build
        self._panel: RecordPanel | None = None
        self._waiting: Callable[[], None] | None = None
        self._builder = InTurns(self, self._pieces)
        self._selection: SelectionPanel | None = None
        self._preview: PreviewPane | None = None
        self.drafts = drafts
        self.shown_id = ""
        self._asked = ("", "")
        self.reading = Job(lambda: None)
        self.body = QSplitter(Qt.Orientation.Horizontal, parent)
        self.body.setChildrenCollapsible(False)
        self.body.setHandleWidth(5)
        self.list_panel: ListPanel | None = None
        if not kind.singleton:
            self.list_panel = ListPanel(session, kind, icon, self.body)
            self.list_panel.setMinimumWidth(_LEAST_LIST)
            self._add(self.list_panel, _SHARES[0])
        self.side = QStackedWidget(self.body)
        self.side.addWidget(self._nothing_chosen(icon))
        self.side.setMinimumWidth(_LEAST_FORM)
        self._add(self.side, _SHARES[1])
        self._held = HeldKeys(self.side)
        self.body.setSizes(self._sizes())
        self.body.splitterMoved.connect(self._note_sizes)
        self.body.installEventFilter(self)
        if self.list_panel is None:
            self._builder.start()
        else:
            QTimer.singleShot(_FORM_AFTER_MS, self._builder, self._builder.start)
            QTimer.singleShot(_SELECTION_AFTER_MS, self.side, lambda: self.selection)

    def _nothing_chosen(self, icon: str) -> QWidget:
        """Return what stands there before a record does; where there is nothing to choose that is an empty sheet."""
        if self.list_panel is not None:
            say = self._session.say
            return EmptyState(self._session.look, icon, say(_PICK), say(_PICK_HOW))
        sheet = QWidget(self.side)
        sheet.setObjectName("sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return sheet

    def _sizes(self) -> list[int]:
        """Return how list and form were divided the last time, of whichever kind; as usual before that."""
        noted = self._session.noted(_DIVISION)
        if isinstance(noted, list) and len(noted) == self.body.count() and all(size > 0 for size in noted):
            return noted
        return [share * 10 for share in _SHARES[: self.body.count()]]

    def _note_sizes(self) -> None:
        sizes = self.body.sizes()
        if self.list_panel is not None and self._preview is None:  # with a preview the room is divided otherwise
            self._session.note(_DIVISION, sizes)

    @property
    def panel(self) -> RecordPanel | None:
        """The form with what is around it, if it was built."""
        return self._panel

    @property
    def may_go(self) -> bool:
        """Whether this can be freed and built anew without loss, once `keep_typed` was called."""
        return self._panel is None or self._panel.form.may_go

    def keep_typed(self) -> None:
        """Save what is valid, and keep what is not until its record is shown again."""
        self.save()
        if self._panel is None:
            return
        form = self._panel.form
        draft = form.draft()
        if draft is not None:
            self.drafts[draft.record_id] = draft
        elif form.record is not None and form.standing is Standing.SAVED:
            self.drafts.pop(form.record.id, None)  # it was kept earlier, and has been put right since
        self.tell_draft()

    def save(self) -> None:
        """Save what is valid."""
        if self._held.holds:  # a new record waits for its form, perhaps with values that are meant to be saved
            self.record_panel.form.save()
        elif self._panel is not None:
            self._panel.form.save()

    def tell_draft(self) -> None:
        """Say above the list whether there is a new record to go on with."""
        if self.list_panel is not None:
            self.list_panel.show_draft(there="" in self.drafts)

    @property
    def record_panel(self) -> RecordPanel:
        """The form with what is around it, built at once when it was not yet, with the record that waits for it."""
        if self._panel is None:
            self._builder.finish()
        self._do_waiting()
        return cast("RecordPanel", self._panel)

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for the form to be built."""
        return self._waiting is None

    def _pieces(self) -> Pieces:
        """Build the form, unless that was done already, and show what waits for it."""
        if self._panel is not None:
            return
        panel = self._build(self)
        yield Wait.ALWAYS
        yield from panel.form.pieces()
        panel.preview_asked.connect(self.show_preview)
        self.side.addWidget(panel)
        self._panel = panel
        yield Wait.ALWAYS
        self._do_waiting()

    def _when_built(self, deed: Callable[[], None]) -> None:
        """Do something with the form, now or as soon as it is there; what waited before this no longer matters."""
        self._held.drop()
        self._waiting = deed
        if self._panel is not None:
            self._do_waiting()
        else:
            self._builder.start()

    def _do_waiting(self) -> None:
        deed, self._waiting = self._waiting, None
        if deed is not None:
            deed()

    @property
    def selection(self) -> SelectionPanel:
        """What can be done with several records, built when it was not yet."""
        if self._selection is None:
            self._selection = SelectionPanel(self._session, self.kind, self.side)
            self._selection.delete_asked.connect(self.delete_asked)
            self._selection.copy_asked.connect(self.copy_asked)
            self.side.addWidget(self._selection)
        return self._selection

    @property
    def preview(self) -> PreviewPane | None:
        """The evidence beside the record, while it is shown."""
        return self._preview if self._preview is not None and not self._preview.isHidden() else None

    # -- what stands beside the list ----------------------------------------------------------------------------------

    def show_record(self, record: Record) -> None:
        """Show a record, as soon as the form is built."""
        self.shown_id = record.id
        self._when_built(partial(self._show, record))

    def start_new(self, values: Mapping[str, object], *, as_typed: bool = False, with_draft: bool = False) -> None:
        """Show the form for a new record, as soon as it is built; what is typed before that goes into it.

        Args:
            values: to begin with.
            as_typed: save it as soon as the values make it complete.
            with_draft: go on with the draft, where there is one.
        """
        self.shown_id = ""
        self.show_preview(is_open=False)
        self.side.show()
        self._when_built(partial(self._start_new, dict(values), as_typed=as_typed, with_draft=with_draft))
        if not self.is_settled:
            self._held.hold()

    def _start_new(self, values: Mapping[str, object], *, as_typed: bool, with_draft: bool) -> None:
        self.side.setCurrentWidget(self.record_panel)
        self.record_panel.start_new(values, as_typed=as_typed)
        draft = self.drafts.pop("", None) if with_draft else None
        if draft is not None:
            self.record_panel.form.resume(draft)
        self.tell_draft()
        self._held.hand_on()

    def start_only(self) -> None:
        """Show the form for the one record that there can be, when there is none yet."""
        self._when_built(self._start_only)

    def _start_only(self) -> None:
        self.side.setCurrentWidget(self.record_panel)
        self.record_panel.start_new({})

    def _show(self, record: Record) -> None:
        if record.id != self.shown_id:  # gone on meanwhile
            return
        self.side.show()
        self.side.setCurrentWidget(self.record_panel)
        self.record_panel.show_record(record)
        self._follow(record)
        self.record_shown.emit(record.id)
        draft = self.drafts.pop(record.id, None)
        if draft is not None:
            self.record_panel.form.resume(draft)
        self._go_to_asked()

    def ask_field(self, record_id: str, field: str) -> None:
        """Put the cursor in a field of a record: at once where the record is the only one, else when it is shown."""
        self._asked = (record_id, field)
        if self.list_panel is None and self.shown_id:
            self._go_to_asked()

    def _go_to_asked(self) -> None:
        record_id, field = self._asked
        if record_id == self.shown_id:
            self._asked = ("", "")
            if field:
                self.record_panel.focus_field(field)

    def refresh(self, record: Record) -> None:
        """Take in what changed elsewhere in the record that is shown."""
        if self.shown_id == record.id:
            self.record_panel.refresh(record)
            self._follow(record)

    def show_selection(self, chosen: Chosen | None) -> None:
        """Show what can be done with several records; with none, what was shown before."""
        if chosen is not None:
            if not self.is_settled:
                self.side.setCurrentWidget(self.record_panel)  # what waits is what is shown again afterwards
            self.show_preview(is_open=False)
            self.selection.show_chosen(chosen)
            self.side.show()
            self.side.setCurrentWidget(self.selection)
        elif self._selection is not None and self.side.currentWidget() is self._selection:
            if self.shown_id:
                self.side.setCurrentWidget(self.record_panel)
            else:
                self.forget()

    def forget(self) -> None:
        """Show no record."""
        if self._held.holds:
            self._held.drop()
            self._waiting = None
        self.shown_id = ""
        self.show_preview(is_open=False)
        self.side.setCurrentIndex(0)
        if self.list_panel is not None:
            self.list_panel.choose("")
            self.fit_to_list()

    def fit_to_list(self) -> None:
        """Give an empty list all the room, for what it teaches."""
        if self.list_panel is not None:
            is_idle = self.side.currentIndex() == 0 and not self._held.holds
            self.side.setVisible(not (self.list_panel.empty and is_idle))

    # -- evidence -----------------------------------------------------------------------------------------------------

    def show_preview(self, is_open: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Show the evidence beside the record, or no longer."""
        record = self._panel.record if self._panel is not None else None
        if is_open and record is not None:
            if self._preview is None:
                self._preview = PreviewPane(self._session, self.body)
                self._preview.close_asked.connect(self._close_preview)
                self._add(self._preview, _SHARES[2])
            opening = self._preview.isHidden()
            self._preview.show()
            self._make_room()
            if opening:
                QTimer.singleShot(0, self._preview, self._share_room)
            self._preview.show_record(record)
        elif self._preview is not None:
            self._preview.hide()
            self._preview.deleteLater()  # with the pictures in it: nobody looks at them
            self._preview = None
            self._session.viewer.forget()
            self._make_room()
        if self._panel is not None:
            self._panel.show_preview_open(is_open=self.preview is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list make room for the evidence in a narrow window."""
        if event.type() == QEvent.Type.Resize:
            self._make_room()
        return False

    def _close_preview(self) -> None:
        had_focus = self._preview is not None and self._preview.isAncestorOf(self._preview.window().focusWidget())
        self.show_preview(is_open=False)
        if had_focus:
            self.record_panel.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, record: Record) -> None:
        if self.preview is not None:
            self.preview.show_record(record)

    def _make_room(self) -> None:
        if self.list_panel is not None:
            narrow = self.preview is not None and self.body.width() < self._session.look.wide(_ROOM_FOR_THREE)
            if narrow and self.list_panel.isAncestorOf(self.list_panel.window().focusWidget()):
                self.record_panel.preview.setFocus(Qt.FocusReason.OtherFocusReason)  # the list goes away
            if self.list_panel.isHidden() is not narrow:
                self.list_panel.setVisible(not narrow)

    def _share_room(self) -> None:
        """Give record and evidence as much room as each other; the list keeps what it has."""
        sizes = self.body.sizes()
        half = (sizes[-1] + sizes[-2]) // 2
        self.body.setSizes([*sizes[:-2], half, half])

    def _add(self, part: QWidget, share: int) -> None:
        self.body.addWidget(part)
        self.body.setStretchFactor(self.body.indexOf(part), share)
