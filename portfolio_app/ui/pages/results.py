"""All that is found for some words: with the words around each find, and by kind how much there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.finder import record_entry
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.found import Entry, FoundList
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.search_line import search_line
from portfolio_app.ui.widgets.segments import SEGMENT_INDENT, Segment, SegmentBar

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.search import SearchHit

_TITLE: Final = Text("Zoeken in alles", "Search everything")
_HINT: Final = Text(
    "Ook in de tekst van bewijsstukken. Alle woorden moeten voorkomen; het laatste mag een begin zijn.",
    "Also in the text of evidence. All words must occur; the last one may be incomplete.",
)
_WORDS: Final = Text("Zoekwoorden", "Words to search for")
_KINDS: Final = Text("Soorten gegevens", "Kinds of record")
_FOUND: Final = Text("Gevonden", "Found")
_EVERYTHING: Final = Text("Alles", "Everything")
_BEGIN: Final = Text("Wat zoekt u?", "What are you looking for?")
_BEGIN_HOW: Final = Text(
    "Typ een woord uit een titel, een tekst of een bewijsstuk; wat gevonden is, verschijnt hier meteen.",
    "Type a word from a title, a text or a piece of evidence; matches appear here at once.",
)
_NOTHING: Final = Text("Niets gevonden", "Nothing found")
_NOTHING_HOW: Final = Text(
    "Probeer minder woorden, of alleen het begin van een woord.", "Try fewer words, or only the beginning of a word."
)
_NUMBER: Final = CountedText(
    Text("{n} gegeven gevonden", "{n} record found"), Text("{n} gegevens gevonden", "{n} records found")
)
_AT_LEAST: Final = Text(
    "De eerste {n} gevonden gegevens; kies een soort of meer woorden om verder te zoeken.",
    "The first {n} records found; choose a kind or more words to search further.",
)
_MOST: Final = 400
_EDGE: Final = 24
_BESIDE_LIST: Final = 12
"""Puts the icons of what is found straight below the words that are searched for."""
_AFTER_TYPING_MS: Final = 120


class ResultsPage(QWidget):
    """Search everything, and choose among the kinds."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._hits: tuple[SearchHit, ...] = ()
        self._kind = ""
        look = session.look
        self.words = search_line(look, _WORDS)
        self.kinds = SegmentBar(look, look.say(_KINDS), self)
        self.kinds.chosen.connect(self._choose_kind)
        self.list = FoundList(look, look.say(_FOUND))
        self.list.setFrameShape(FoundList.Shape.NoFrame)
        self._found = QWidget(self)  # hidden with the list: a layout would keep its room
        self._number = plain_label("", tone="quiet")
        self._begin = EmptyState(look, "search", look.say(_BEGIN), look.say(_BEGIN_HOW))
        self._nothing = EmptyState(look, "search", look.say(_NOTHING), look.say(_NOTHING_HOW))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_AFTER_TYPING_MS)
        self._delay.timeout.connect(self._find)
        self._build()
        self.words.textChanged.connect(lambda _words: self._delay.start())
        self.words.returnPressed.connect(self._find)
        self.list.chosen.connect(self._open)
        session.changed.connect(self._delay.start)
        self._show(())

    def _build(self) -> None:
        look = self._session.look
        above = QVBoxLayout()
        above.setContentsMargins(SEGMENT_INDENT, 0, 0, 0)
        above.setSpacing(2)
        above.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.55))
        above.addWidget(plain_label(look.say(_HINT), tone="quiet"))
        above.addSpacing(8)
        above.addWidget(self.words)
        above.addSpacing(4)
        above.addWidget(self._number)
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE - SEGMENT_INDENT, 18, _EDGE, 10)
        head.setSpacing(6)
        head.addLayout(above)
        head.addWidget(self.kinds)
        found = QHBoxLayout(self._found)
        found.setContentsMargins(_BESIDE_LIST, 0, 0, 0)
        found.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._found, 1)
        column.addWidget(self._begin, 1)
        column.addWidget(self._nothing, 1)

    def search(self, words: str) -> None:
        """Search for `words`; empty words leave what was searched for, and put the cursor there."""
        self._kind = ""
        if words:
            self.words.setText(words)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self._find()

    def _find(self) -> None:
        self._delay.stop()
        words, kind, language = self.words.text(), self._kind, self._session.look.language
        if not words.strip():
            self._show(())
            return

        def find(portfolio: Portfolio) -> tuple[SearchHit, ...]:
            return portfolio.search(words, limit=_MOST, language=language, kinds=(kind,) if kind else ())

        self._session.read(find, self._show, owner=self, slot="find")

    def _show(self, hits: tuple[SearchHit, ...]) -> None:
        language = self._session.look.language
        words = bool(self.words.text().strip())
        if not self._kind:
            self._hits = hits
        number = len(hits)
        if number >= _MOST:
            self._number.setText(_AT_LEAST.fill(n=number).say(language))
        else:
            self._number.setText(_NUMBER.say(number, language) if words and hits else "")
        self._number.setVisible(bool(self._number.text()))
        self._show_kinds()
        kinds = dict.fromkeys(hit.kind for hit in hits)
        self.list.show_entries(
            tuple(record_entry(self._session, hit) for kind in kinds for hit in hits if hit.kind == kind)
        )
        self._found.setVisible(bool(hits))
        self._begin.setVisible(not words)
        self._nothing.setVisible(words and not hits)

    def _show_kinds(self) -> None:
        counts = Counter(hit.kind for hit in self._hits)
        say = self._session.say
        segments = [Segment("", say(_EVERYTHING), len(self._hits))]
        segments += [Segment(kind, say(kind_called(kind).plural), number) for kind, number in counts.most_common()]
        self.kinds.setVisible(len(counts) > 1)
        self.kinds.show_segments(tuple(segments), self._kind)

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self._find()

    @staticmethod
    def _open(entry: Entry) -> None:
        entry.deed()
