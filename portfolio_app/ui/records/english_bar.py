"""Above a record: how much of it, and of the whole CV, is not yet in English, and the way to the next of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import Tone, plain_label, set_tone
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from portfolio_app.services.translating import Outstanding
    from portfolio_app.ui.forms.record_form import RecordForm
    from portfolio_app.ui.session import Session

KEYS: Final = "F8"
_HERE: Final = Text("Nog niet vertaald: {n}", "Not translated yet: {n}")
_ALL_HERE: Final = Text("Hier is alles vertaald", "All of this is translated")
_ALL: Final = Text("Alles van uw cv is vertaald", "All of your CV is translated")
_IN_CV: Final = CountedText(
    Text("nog {n} tekst in uw hele cv", "{n} text left in your whole CV"),
    Text("nog {n} teksten in uw hele cv", "{n} texts left in your whole CV"),
)
_NEXT: Final = Text("Volgende", "Next")
_NEXT_HOW: Final = Text("Naar de volgende tekst zonder Engels", "To the next text without English")
_DONE: Final = Text("Alles van uw cv is vertaald.", "All of your CV is translated.")


class EnglishBar(QWidget):
    """Tells of the texts that stand in Dutch only; hidden while the form shows no English."""

    def __init__(self, session: Session, form: RecordForm, focus_field: Callable[[str], None], parent: QWidget) -> None:
        """Tell of `form`; `focus_field` puts the cursor in a field of it."""
        super().__init__(parent)
        self._session = session
        self._form = form
        self._focus_field = focus_field
        self._outstanding: Outstanding | None = None
        self._icon = Sign(session.look, size=16, parent=self)
        self._words = plain_label("", self, size=0.92)
        self.next = push_button(session.look, _NEXT, self.go_on, icon="arrow-right", role="link", parent=self)
        self.next.setToolTip(f"{session.say(_NEXT_HOW)} ({KEYS})")
        self.next.setAccessibleDescription(session.say(_NEXT_HOW))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 14, 2)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.next)
        self.hide()
        form.english_changed.connect(self._tell)
        session.changed.connect(self._changed)

    def look_again(self) -> None:
        """Find out anew what there is to translate elsewhere; nothing is read while the bar is not seen."""
        if self._form.shows_english:
            from portfolio_app.services.translating import outstanding_after

            record = self._form.record
            record_id = record.id if record is not None else ""
            self._session.read(
                lambda portfolio: outstanding_after(portfolio, record_id), self._take, owner=self, slot="english"
            )

    def _take(self, outstanding: Outstanding) -> None:
        self._outstanding = outstanding
        self._tell()

    def go_on(self) -> None:
        """Bring the person to the next text without English: of this record, or else of another."""
        here = self._form.next_untranslated()
        record = self._form.record
        if here:
            self._focus_field(here)
        else:
            go_elsewhere(self._session, record.id if record is not None else "", self._begin_again)

    def _begin_again(self) -> None:
        """No other record lacks anything."""
        first = self._form.next_untranslated(again=True)
        if first:
            self._focus_field(first)
        else:
            say_all_is_done(self._session)

    def _changed(self, _changes: object) -> None:
        self.look_again()

    def _tell(self) -> None:
        self.setVisible(self._form.shows_english)
        here = self._form.untranslated
        known = self._outstanding
        elsewhere = known.next is not None if known else False
        parts = [self._session.say(_HERE.fill(n=here) if here else _ALL_HERE if elsewhere else _ALL)]
        if known and elsewhere:
            parts.append(_IN_CV.say(known.count, self._session.look.language))
        tone: Tone = "attention" if here else "quiet" if elsewhere else "good"
        icon = "languages" if here or elsewhere else "circle-check"
        self._icon.show_icon(icon, tone)
        self._words.setText(" · ".join(parts))
        set_tone(self._words, tone)
        self.next.setVisible(bool(here) or elsewhere)


def go_elsewhere(session: Session, record_id: str, nowhere: Callable[[], None]) -> None:
    """Bring the person to the next record of the CV, after the one named, that lacks English; or call `nowhere`."""
    from portfolio_app.services.translating import outstanding_after

    def go(outstanding: Outstanding) -> None:
        following = outstanding.next
        if following is None:
            nowhere()
        else:
            session.field_asked.emit(following.kind, following.record_id, following.field)

    session.read(lambda portfolio: outstanding_after(portfolio, record_id), go, owner=session, slot="english")


def say_all_is_done(session: Session) -> None:
    """Say in passing that nothing is left to translate."""
    session.said.emit(session.say(_DONE), None, None)
