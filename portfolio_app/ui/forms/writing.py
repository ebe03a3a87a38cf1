"""Writing without distraction: the steps of a reflection over the whole window, their questions, the count, no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.marks import count_words, minutes_to_read
from portfolio_app.ui.forms.editor import GrowingText
from portfolio_app.ui.forms.marking import read_along
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

_TITLE: Final = Text("Schrijven zonder afleiding", "Writing without distraction")
_BACK: Final = Text("Terug (Esc)", "Back (Esc)")
_WORDS: Final = CountedText(Text("{n} woord", "{n} word"), Text("{n} woorden", "{n} words"))
_READING: Final = CountedText(
    Text("{n} minuut lezen", "{n} minute to read"), Text("{n} minuten lezen", "{n} minutes to read")
)
_SAVED: Final = Text("Bewaard", "Saved")
_NOT_YET: Final = Text("Nog niet bewaard", "Not saved yet")
_MARKS: Final = Text(
    "**vet**, *cursief*, - voor een lijst, > voor een citaat", "**bold**, *italic*, - for a list, > for a quote"
)
_WIDTH: Final = 720
_LEAST_LINES: Final = 4
_MOST_LINES: Final = 400
_TYPE_SIZE: Final = 1.15


def length_of(texts: Mapping[str, str], look: Look) -> str:
    """Return how long some texts are together: `312 woorden · 2 minuten lezen`; empty without words."""
    words = sum(count_words(text) for text in texts.values())
    if not words:
        return ""
    return f"{_WORDS.say(words, look.language)} · {_READING.say(minutes_to_read(words), look.language)}"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to write: under which key, what it is called, what it asks, what stands there."""

    key: str
    label: str
    prompt: str
    text: str


class WritingSheet(Dialog):
    """The passages over the whole screen; freed when it is closed.

    Attributes:
        written: key of a passage and what stands there now.
        stopped: the person goes back; the key of the passage in which they were, or nothing.
    """

    written = Signal(str, str)
    stopped = Signal(str)

    def __init__(self, session: Session, passages: tuple[Passage, ...], parent: QWidget) -> None:
        super().__init__(parent)
        look = session.look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("sheet")
        self.setWindowTitle(look.say(_TITLE))
        self.setModal(True)
        self._session = session
        self._look = look
        self._over = parent.window()
        self.edits: dict[str, GrowingText] = {}
        self._scroll = ScrollingColumn(self, name=look.say(_TITLE))
        page = QWidget(self._scroll.content)
        page.setMaximumWidth(look.wide(_WIDTH))
        across = QHBoxLayout(self._scroll.content)
        across.addStretch(1)
        across.addWidget(page, 100)
        across.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 40, 16, 80)
        column.setSpacing(6)
        for passage in passages:
            self._add(passage, page, column)
        column.addStretch(1)
        self.count = plain_label("", self, tone="quiet", wrap=False)
        self.state = plain_label("", self, tone="quiet")
        self.back = push_button(look, _BACK, self.reject, role="quiet", parent=self)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 24, 10)
        foot.setSpacing(18)
        foot.addWidget(self.count)
        foot.addWidget(self.state, 1)
        foot.addWidget(plain_label(look.say(_MARKS), self, tone="quiet", size=0.92), 1)
        foot.addWidget(self.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(foot)
        self._recount()
        self.finished.connect(self._tell_stopped)

    def begin(self, key: str) -> None:
        """Cover the window, with the cursor at the end of a passage; the first when there is none of that key."""
        if self._over.isFullScreen():
            self.showFullScreen()
        else:
            self.setGeometry(self._over.geometry())
            self.show()
        edit = self.edits.get(key) or next(iter(self.edits.values()), None)
        if edit is not None:
            edit.setFocus()
            edit.moveCursor(edit.textCursor().MoveOperation.End)
            self._scroll.ensureWidgetVisible(edit)

    def show_saved(self, *, saved: bool) -> None:
        """Say whether all that was written is in the vault."""
        self.state.setText(self._look.say(_SAVED if saved else _NOT_YET))

    def _add(self, passage: Passage, page: QWidget, column: QVBoxLayout) -> None:
        label = plain_label(passage.label, page, strong=True, size=1.15, tone="accent")
        edit = GrowingText(_LEAST_LINES, _MOST_LINES, page)
        edit.setFont(scaled(edit.font(), _TYPE_SIZE))
        edit.setPlainText(passage.text)
        edit.setAccessibleName(passage.label)
        edit.setAccessibleDescription(passage.prompt)
        read_along(self._session, edit)
        label.setBuddy(edit)
        column.addWidget(label)
        if passage.prompt:
            column.addWidget(plain_label(passage.prompt, page, tone="quiet"))
        column.addWidget(edit)
        column.addSpacing(18)
        self.edits[passage.key] = edit
        edit.textChanged.connect(lambda: self._changed(passage.key))
        edit.cursorPositionChanged.connect(lambda: self._follow(edit))

    def _changed(self, key: str) -> None:
        self._recount()
        self.written.emit(key, self.edits[key].toPlainText())

    def _recount(self) -> None:
        self.count.setText(length_of({key: edit.toPlainText() for key, edit in self.edits.items()}, self._look))

    def _follow(self, edit: GrowingText) -> None:
        """Keep the line that is written in sight."""
        if edit.hasFocus():
            place = edit.mapTo(self._scroll.content, edit.cursorRect().bottomLeft())
            self._scroll.ensureVisible(place.x(), place.y(), 0, 3 * edit.fontMetrics().height())

    def _tell_stopped(self, _result: int = 0) -> None:
        self.stopped.emit(next((key for key, edit in self.edits.items() if edit.hasFocus()), ""))
