"""One record: what it is called, whether it is saved, its form, and who refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from portfolio_app.common.text import Text, capitalised
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import Choice
from portfolio_app.ui.forms.record_form import RecordForm
from portfolio_app.ui.forms.standing import Standing
from portfolio_app.ui.records.companions import companion_for
from portfolio_app.ui.records.english_bar import EnglishBar
from portfolio_app.ui.records.linked import Referrers, fill_linked_menu, linkable
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import Tone, line, plain_label, set_tone
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from portfolio_app.ui.forms.rows import FieldRow
    from portfolio_app.ui.past.story import StoryPanel

_FIELDS: Final = Text("Velden van dit gegeven", "Fields of this record")
_NEW: Final = Text("Nieuw: {kind}", "New: {kind}")
_STORY: Final = Text("Geschiedenis van dit gegeven", "History of this record")
_DELETE: Final = Text("Verwijderen", "Delete")
_ENGLISH: Final = Text("Engels naast het Nederlands", "English next to the Dutch")
_ENGLISH_NOTED: Final = "english"
_BACK: Final = Text("Terug", "Back")
_FORWARD: Final = Text("Vooruit", "Forward")
_PREVIEW: Final = Text("Bewijs ernaast tonen", "Show the evidence alongside")
_ADD_LINKED: Final = Text("Iets toevoegen dat hierbij hoort", "Add something that belongs to this")
_MORE: Final = Text("Meer", "More")
_DUPLICATE: Final = Text("Dupliceren", "Duplicate")
_SAVED_AT: Final = Text("Bewaard om {time}", "Saved at {time}")
_DISCARD: Final = Text("Concept weggooien", "Discard the draft")
_MISSING: Final = Text("Nog niet bewaard. Vul nog in: {fields}.", "Not saved yet. Still to fill in: {fields}.")
_WRONG: Final = Text("Niet alles is bewaard. Kijk naar: {fields}.", "Not everything is saved. Check: {fields}.")
_BEGIN: Final = Text(
    "Wordt bewaard zodra alles met een * is ingevuld.", "Saved as soon as every field with a * is filled in."
)
_WIDEST: Final = 900
_AROUND: Final = 48
_READ_ONLY: Final = Text("Alleen-lezen", "Read-only")

_SAID: Final[dict[Standing, tuple[Text, str, Tone]]] = {
    Standing.SAVED: (Text("Bewaard", "Saved"), "circle-check", "good"),
    Standing.TYPING: (Text("Wordt zo bewaard…", "Saving shortly…"), "circle-dashed", "quiet"),
    Standing.SAVING: (Text("Bewaren…", "Saving…"), "circle-dashed", "quiet"),
    Standing.INCOMPLETE: (_MISSING, "circle-alert", "attention"),
    Standing.WRONG: (_WRONG, "circle-alert", "bad"),
    Standing.REFUSED: (Text("Niet bewaard.", "Not saved."), "triangle-alert", "bad"),
}


class RecordPanel(QWidget):
    """The right-hand side of a page.

    Attributes:
        saved: the record as it stands in the vault, and whether it is new there.
        delete_asked: the record that the person wants to delete.
        discarded: the person threw away a new record before it was complete.
        duplicate_asked: the record of which a copy is wanted.
        preview_asked: the evidence is to be shown beside it, or no longer.
    """

    saved = Signal(object, bool)
    delete_asked = Signal(object)
    discarded = Signal()
    duplicate_asked = Signal(object)
    preview_asked = Signal(bool)

    def __init__(self, session: Session, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.kind = kind
        look = session.look
        # From the outside in, and each with its parent: what gets a parent later is styled again at each step, and a
        # widget without one that is told to be visible is a window for a moment.
        self._scroll = ScrollingColumn(self, name=look.say(_FIELDS))
        self._readable = QWidget(self._scroll.content)
        self.companion = companion_for(session, kind, self._readable)
        self.form = RecordForm(session, kind, self._readable)
        self._title = plain_label("", self, strong=True, size=1.25)
        self._state_icon = Sign(session.look, size=16, parent=self)
        self._state = plain_label("", self, size=0.92)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.back = tool_button(look, "arrow-left", _BACK, session.back_asked.emit, keys="Alt+←", parent=self)
        self.forward = tool_button(look, "arrow-right", _FORWARD, session.forward_asked.emit, keys="Alt+→", parent=self)
        self.preview = tool_button(look, "eye", _PREVIEW, self._toggle_preview, keys="Ctrl+E", parent=self)
        self.preview.setCheckable(True)
        self.preview.setShortcut(QKeySequence("Ctrl+E"))
        self.preview.hide()
        self.add_linked = self._menu_button("plus", _ADD_LINKED)
        self.more = self._menu_button("ellipsis", _MORE)
        self._english = tool_button(look, "languages", _ENGLISH, self._toggle_english, parent=self)
        self._english.setCheckable(True)
        self._english.setVisible(self.form.has_english)
        self.english_bar = EnglishBar(session, self.form, self.focus_field, self)
        self._discard = push_button(look, _DISCARD, self.discarded.emit, role="quiet", parent=self)
        self._story_button = tool_button(look, "history", _STORY, self._toggle_story, parent=self)
        self._story_button.setCheckable(True)
        self._story: StoryPanel | None = None
        self._delete = tool_button(look, "trash-2", _DELETE, self._ask_delete, parent=self)
        self._delete.setVisible(not session.read_only)
        self._saved_at = ""
        self.referrers = Referrers(session, self._readable)
        self._build()
        self.form.standing_changed.connect(self._show_standing)
        self.form.saved.connect(self._was_saved)
        self.form.english_changed.connect(self._show_english_chosen)
        session.ways_changed.connect(self._show_ways)

    def _menu_button(self, icon: str, name: Text) -> QToolButton:
        button = tool_button(self._session.look, icon, name, lambda: None, parent=self)
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.hide()
        return button

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 8, 12, 0)
        tools.setSpacing(2)
        tools.addWidget(self.back)
        tools.addWidget(self.forward)
        tools.addStretch(1)
        deeds = (self.preview, self.add_linked, self._english, self._story_button, self.more, self._delete)
        for button in (self._discard, *deeds):
            tools.addWidget(button)
        top = QHBoxLayout()
        top.setContentsMargins(20, 4, 20, 0)
        top.addWidget(self._title, 1)
        state = QHBoxLayout()
        state.setContentsMargins(20, 2, 20, 10)
        state.setSpacing(6)
        state.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        self._readable.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(self._scroll.content)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._readable, 100)
        across.addStretch(1)
        inner = QVBoxLayout(self._readable)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        if self.companion is not None:
            inner.addWidget(self.companion)
        inner.addWidget(self.form)
        inner.addWidget(self.referrers)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addLayout(top)
        column.addLayout(state)
        column.addWidget(self.english_bar)
        column.addWidget(line())
        column.addWidget(self._scroll, 1)

    @property
    def record(self) -> Record | None:
        """The record that is shown, as it stands in the vault."""
        return self.form.record

    def show_record(self, record: Record) -> None:
        """Show a record."""
        self._saved_at = ""
        self._recall_english()
        self.form.show_record(record)
        self.english_bar.look_again()
        self._scroll.verticalScrollBar().setValue(0)
        self._name(record)
        self._show_story()
        self.read_referrers()

    def start_new(self, values: Mapping[str, object], *, as_typed: bool = False) -> None:
        """Show a form for a new record with some values; `as_typed` saves it as soon as these make it complete."""
        self._saved_at = ""
        self._recall_english()
        if as_typed:
            self.form.prefill(values)
        else:
            self.form.start_new(values)
        self._scroll.verticalScrollBar().setValue(0)
        self._title.setText(self._session.say(_NEW.fill(kind=self.kind.label)))
        self.referrers.clear()
        if self.companion is not None:
            self.companion.clear()
        self._show_deeds()
        self._story_button.setChecked(False)
        self._show_story()
        self.form.focus_empty()

    def focus_field(self, name: str) -> None:
        """Put the cursor in a field, and scroll to it; nothing happens where the form does not show it."""
        row = self.form.show_row(name)
        if row is not None:
            # When what was just shown has its place: before that there is nothing to scroll to.
            QTimer.singleShot(0, row, partial(self._scroll_to, row))

    def _scroll_to(self, row: FieldRow) -> None:
        row.take_focus()
        self._scroll.ensureWidgetVisible(row, 0, _AROUND)

    def show_preview_open(self, *, is_open: bool) -> None:
        """Show whether the evidence stands beside the record."""
        self.preview.setChecked(is_open)

    def refresh(self, record: Record) -> None:
        """Take in what changed elsewhere."""
        self.form.refresh(record)
        self._name(record)
        self.read_referrers()

    def read_referrers(self) -> None:
        """Find anew who refers to the record."""
        record = self.record
        if record is not None:
            record_id = record.id
            self._session.read(
                lambda portfolio: portfolio.referrers(record_id),
                self.referrers.show_titles,
                owner=self,
                slot="referrers",
            )

    def _name(self, record: Record) -> None:
        title = self._session.title(record)
        named_by = self.kind.field(self.kind.title_fields[0])
        self._title.setText(capitalised(title) if isinstance(named_by.type, Choice) else title)
        if self.companion is not None:
            self.companion.show_record(record)
        self._show_deeds()

    def _was_saved(self, record: Record, new: bool) -> None:  # noqa: FBT001 - the signal's own arguments
        self._saved_at = self._session.now().strftime("%H:%M")
        self._show_standing(self.form.standing)
        self._name(record)
        self.saved.emit(record, new)

    def _show_standing(self, standing: Standing) -> None:
        is_new = self.record is None
        self._discard.setVisible(is_new and not self.kind.singleton)
        self._delete.setVisible(not is_new and not self._session.read_only)
        self._story_button.setVisible(not is_new)
        if self._session.read_only:
            self._say(self._session.say(_READ_ONLY), "lock", "quiet")
        elif standing is Standing.EMPTY:
            self._say(self._session.say(_BEGIN), "info", "quiet")
        elif standing is Standing.REFUSED and self.form.refusal is not None:
            words = f"{self._session.say(_SAID[standing][0])} {self.form.refusal.say(self._session.look.language)}"
            self._say(words, *_SAID[standing][1:])
        elif standing is Standing.SAVED and self._saved_at:
            self._say(self._session.say(_SAVED_AT.fill(time=self._saved_at)), *_SAID[standing][1:])
        else:
            text, icon, tone = _SAID[standing]
            self._say(self._session.say(text.fill(fields=self._problem_labels())), icon, tone)

    def _problem_labels(self) -> Text:
        labels = [self.kind.field(name).label for name in self.form.problems()]
        return Text(", ".join(label.nl for label in labels), ", ".join(label.en for label in labels))

    def _say(self, words: str, icon: str, tone: Tone) -> None:
        self._state_icon.show_icon(icon, tone)
        self._state.setText(words)
        set_tone(self._state, tone)

    def _toggle_english(self) -> None:
        self.show_english(shown=self._english.isChecked())

    def show_english(self, *, shown: bool = True) -> None:
        """Show or hide the English beside the Dutch, here and from now on in every record."""
        self._session.note(_ENGLISH_NOTED, shown)
        self.form.show_english(shown=shown)
        self.english_bar.look_again()

    def _show_english_chosen(self) -> None:
        self._english.setChecked(self.form.shows_english)

    def _recall_english(self) -> None:
        """Show English as the person chose it last, in whichever record; before that only where there is some."""
        noted = self._session.noted(_ENGLISH_NOTED)
        self.form.show_english(shown=noted if isinstance(noted, bool) else None)

    def _toggle_story(self) -> None:
        self.form.save()
        self._show_story()

    def _show_story(self) -> None:
        """Show the versions of the record in the place of its form, or the form again."""
        wanted = self._story_button.isChecked() and self.record is not None
        if wanted and self._story is None:
            from portfolio_app.ui.past.story import StoryPanel

            self._story = StoryPanel(self._session, self)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._story)
        self._scroll.setVisible(not wanted)
        self.english_bar.setVisible(not wanted and self.form.shows_english)
        if self._story is not None:
            self._story.setVisible(wanted)
            if wanted and self.record is not None:
                self._story.show_story(self.record.id)

    def _ask_delete(self) -> None:
        if self.record is not None:
            self.delete_asked.emit(self.record)

    def _show_deeds(self) -> None:
        record = self.record
        may_write = record is not None and not self._session.read_only
        has_evidence = record is not None and (isinstance(record, Evidence) or bool(record.evidence))
        self.preview.setVisible(has_evidence)
        self.add_linked.setVisible(may_write and (bool(linkable(self.kind)) or self.kind is Evidence.kind))
        self.more.setVisible(may_write and not self.kind.singleton and self.kind is not Evidence.kind)

    def _show_ways(self, back: bool, forward: bool) -> None:  # noqa: FBT001 - the signal's own arguments
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def _fill_menu(self, menu: QMenu) -> None:
        record = self.record
        menu.clear()
        if record is None:
            return
        if menu is self.add_linked.menu():
            fill_linked_menu(menu, self._session, self.kind, record.id)
        else:
            duplicate = menu.addAction(self._session.look.icon("copy"), self._session.say(_DUPLICATE))
            duplicate.triggered.connect(lambda: self.duplicate_asked.emit(record))

    def _toggle_preview(self) -> None:
        self.preview_asked.emit(self.preview.isChecked())
