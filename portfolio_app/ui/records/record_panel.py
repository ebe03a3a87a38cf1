"""One record: what it is called, whether it is saved, its form, and who refers to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.forms.record_form import RecordForm, Standing
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import Tone, line, plain_label, set_tone
from portfolio_app.ui.widgets.link import link_button

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import RecordTitle

_NEW: Final = Text("Nieuw: {kind}", "New: {kind}")
_DELETE: Final = Text("Verwijderen", "Delete")
_ENGLISH: Final = Text("Engelse tekst", "English wording")
_REFERRERS: Final = Text("Verwijst hierheen", "Refers to this")
_DISCARD: Final = Text("Concept weggooien", "Discard the draft")
_MISSING: Final = Text("Nog niet bewaard. Vul nog in: {fields}.", "Not saved yet. Still to fill in: {fields}.")
_WRONG: Final = Text("Niet alles is bewaard. Kijk naar: {fields}.", "Not everything is saved. Look at: {fields}.")
_BEGIN: Final = Text("Wordt bewaard zodra is ingevuld wat een * heeft.", "Saved as soon as what has a * is filled in.")
_WIDEST: Final = 900
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
    """

    saved = Signal(object, bool)
    delete_asked = Signal(object)
    discarded = Signal()

    def __init__(self, session: Session, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.kind = kind
        look = session.look
        # From the outside in, and each with its parent: what gets a parent later is styled again at each step, and a
        # widget without one that is told to be visible is a window for a moment.
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget(self._scroll)
        self._content.setObjectName("scrolled")
        self._scroll.setWidget(self._content)
        self._readable = QWidget(self._content)
        self.form = RecordForm(session, kind, self._readable)
        self._title = plain_label("", self, strong=True, size=1.25)
        self._state_icon = QLabel(self)
        self._state = plain_label("", self, size=0.92)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._english = tool_button(look, "languages", _ENGLISH, self._toggle_english, parent=self)
        self._english.setCheckable(True)
        self._english.setVisible(self.form.has_english)
        self._discard = push_button(look, _DISCARD, self.discarded.emit, role="quiet", parent=self)
        self._delete = tool_button(look, "trash-2", _DELETE, self._ask_delete, parent=self)
        self._delete.setVisible(not session.read_only)
        self._referrers = QVBoxLayout()
        self._referrers.setContentsMargins(20, 0, 20, 20)
        self._referrers.setSpacing(2)
        self._build()
        self.form.standing_changed.connect(self._show_standing)
        self.form.saved.connect(self._was_saved)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 12, 0)
        top.setSpacing(4)
        top.addWidget(self._title, 1)
        top.addWidget(self._discard, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._english, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignTop)
        state = QHBoxLayout()
        state.setContentsMargins(20, 2, 20, 10)
        state.setSpacing(6)
        state.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        self._readable.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(self._content)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._readable, 100)
        across.addStretch(1)
        inner = QVBoxLayout(self._readable)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.form)
        inner.addLayout(self._referrers)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(state)
        column.addWidget(line())
        column.addWidget(self._scroll, 1)

    @property
    def record(self) -> Record | None:
        """The record that is shown, as it stands in the vault."""
        return self.form.record

    def show_record(self, record: Record) -> None:
        """Show a record."""
        self.form.show_record(record)
        self._scroll.verticalScrollBar().setValue(0)
        self._name(record)
        self.read_referrers()

    def start_new(self, values: dict[str, object]) -> None:
        """Show an empty form for a new record."""
        self.form.start_new(values)
        self._scroll.verticalScrollBar().setValue(0)
        self._title.setText(self._session.say(_NEW.fill(kind=self.kind.label)))
        self._clear_referrers()
        self.form.focus_first()

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
                lambda portfolio: portfolio.referrers(record_id), self._show_referrers, owner=self, slot="referrers"
            )

    def _name(self, record: Record) -> None:
        self._title.setText(self._session.title(record))

    def _was_saved(self, record: Record, new: bool) -> None:  # noqa: FBT001 - the signal's own arguments
        self._name(record)
        self.saved.emit(record, new)

    def _show_standing(self, standing: Standing) -> None:
        is_new = self.record is None
        self._discard.setVisible(is_new and not self.kind.singleton)
        self._delete.setVisible(not is_new and not self._session.read_only)
        if self._session.read_only:
            self._say(self._session.say(_READ_ONLY), "lock", "quiet")
        elif standing is Standing.EMPTY:
            self._say(self._session.say(_BEGIN), "info", "quiet")
        elif standing is Standing.REFUSED and self.form.refusal is not None:
            words = f"{self._session.say(_SAID[standing][0])} {self.form.refusal.say(self._session.look.language)}"
            self._say(words, *_SAID[standing][1:])
        else:
            text, icon, tone = _SAID[standing]
            self._say(self._session.say(text.fill(fields=self._problem_labels())), icon, tone)

    def _problem_labels(self) -> Text:
        labels = [self.kind.field(name).label for name in self.form.problems()]
        return Text(", ".join(label.nl for label in labels), ", ".join(label.en for label in labels))

    def _say(self, words: str, icon: str, tone: Tone) -> None:
        colour = getattr(self._session.look.tones, tone or "ink")
        self._state_icon.setPixmap(self._session.look.pixmap(icon, colour, 16, self.devicePixelRatioF()))
        self._state.setText(words)
        set_tone(self._state, tone)

    def _toggle_english(self) -> None:
        self.form.show_english(shown=self._english.isChecked())

    def _ask_delete(self) -> None:
        if self.record is not None:
            self.delete_asked.emit(self.record)

    def _clear_referrers(self) -> None:
        while (item := self._referrers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_referrers(self, titles: tuple[RecordTitle, ...]) -> None:
        self._clear_referrers()
        if not titles:
            return
        look = self._session.look
        self._referrers.addWidget(line())
        self._referrers.addSpacing(8)
        self._referrers.addWidget(plain_label(look.say(_REFERRERS), strong=True, size=1.08, tone="accent"))
        for target in titles:
            kind = look.say(kind_called(target.kind).label)
            words = f"{kind}: {self._session.readable(target.say(look.language))}"
            open_it = partial(self._session.record_asked.emit, target.kind, target.id)
            self._referrers.addWidget(link_button(look, words, open_it, icon="arrow-right"))
