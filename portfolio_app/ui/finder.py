"""Ctrl+K: find and do anything — go to a page, add a record, find a record by its words, go back to a recent place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.commands import Command
from portfolio_app.ui.destinations import ICONS
from portfolio_app.ui.matching import INITIALS, NOT, STARTS, fit
from portfolio_app.ui.menus import shown_keys
from portfolio_app.ui.session import Session
from portfolio_app.ui.trail import Place
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.found import Entry, FoundList
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.plain_numbers import ENTER_KEYS
from portfolio_app.ui.widgets.search_line import search_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.services.portfolio import Portfolio, RecordTitle
    from portfolio_app.storage.search import SearchHit

_TITLE: Final = Text("Zoeken en doen", "Find and do")
_TYPE: Final = Text("Zoek een gegeven, een bladzijde of iets om te doen…", "Find a record, a page or something to do…")
_RESULTS: Final = Text("Gevonden", "Found")
_KEYS: Final = Text("↑ ↓ kiezen   ·   Enter openen   ·   Esc sluiten", "↑ ↓ choose   ·   Enter open   ·   Esc close")
_NOTHING: Final = Text("Niets gevonden.", "Nothing found.")
_RECENT: Final = Text("Laatst bekeken", "Recently viewed")
_DO: Final = Text("Gaan en doen", "Go and do")
_ALL: Final = Text("Alles zoeken naar “{words}”", "Search everything for “{words}”")
_EVERYWHERE: Final = Text("Overal", "Everywhere")
_MOST: Final = 30
_MOST_COMMANDS: Final = 6
_SIZE: Final = (660, 480)


class Finder(Dialog):
    """A line to type in, and below it what fits.

    Attributes:
        results_asked: the words of which the person wants to see all that is found.
    """

    results_asked = Signal(str)

    def __init__(
        self, session: Session, commands: tuple[Command, ...], recent: tuple[Place, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._commands = commands
        self._recent: tuple[Entry, ...] = ()
        look = session.look
        self.setWindowTitle(look.say(_TITLE))
        self.resize(look.wide(_SIZE[0]), look.wide(_SIZE[1]))
        self.line = search_line(look, _TYPE)
        self.list = FoundList(look, look.say(_RESULTS))
        self._nothing = plain_label(look.say(_NOTHING), tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        column.addWidget(plain_label(look.say(_KEYS), tone="quiet", size=0.9))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.chosen.connect(self._do)
        self._show(())
        if recent:
            ids = tuple(place.record for place in recent)
            session.read(lambda portfolio: portfolio.titles(ids), partial(self._show_recent, recent), owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list, and Enter do what is chosen, while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.keyPressEvent(event)
                return True
            if event.key() in ENTER_KEYS:
                self.list.choose_current()
                return True
        return False

    def _search(self, words: str) -> None:
        if not words.strip():
            self._show(())
            return
        language = self._session.look.language

        def find(portfolio: Portfolio) -> tuple[SearchHit, ...]:
            return portfolio.search(words, limit=_MOST, language=language)

        self._session.read(find, self._show, owner=self, slot="find")

    def _show_recent(self, recent: tuple[Place, ...], titles: Mapping[str, RecordTitle]) -> None:
        say = self._session.say
        self._recent = tuple(
            Entry(
                self._session.readable(titles[place.record].say(self._session.look.language), place.kind),
                _icon_of(place.kind),
                partial(self._session.record_asked.emit, place.kind, place.record),
                say(kind_called(place.kind).label),
                say(_RECENT),
            )
            for place in recent
            if place.record in titles
        )
        if not self.line.text().strip():
            self._show(())

    def _show(self, hits: tuple[SearchHit, ...]) -> None:
        words = self.line.text().strip()
        if words:
            fitting = self._fitting(words)
            found = [*self._done_by(fitting, STARTS, STARTS + 1), *self._records(hits)]
            found += self._done_by(fitting, NOT + 1, INITIALS)
            if hits:
                deed = partial(self.results_asked.emit, words)
                label = self._session.say(_ALL.fill(words=words))
                found.append(Entry(label, "search", deed, shown_keys("Ctrl+Shift+F"), self._session.say(_EVERYWHERE)))
            shown = tuple(found)
        else:
            shown = (*self._recent, *(self._entry(command) for command in self._commands))
        self.list.show_entries(shown)
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not shown)

    def _fitting(self, words: str) -> list[tuple[int, Command]]:
        say = self._session.say
        fits = [(fit(words, say(command.label), say(command.also)), command) for command in self._commands]
        return sorted((pair for pair in fits if pair[0] != NOT), key=lambda pair: -pair[0])

    def _done_by(self, fitting: list[tuple[int, Command]], least: int, most: int) -> list[Entry]:
        return [self._entry(command) for degree, command in fitting[:_MOST_COMMANDS] if least <= degree <= most]

    def _entry(self, command: Command) -> Entry:
        say = self._session.say
        keys = shown_keys(command.all_keys[0]) if command.keys else ""
        return Entry(say(command.label), command.icon or "arrow-right", command.deed, keys, say(_DO))

    def _records(self, hits: tuple[SearchHit, ...]) -> list[Entry]:
        """Return the records found, those of one kind together, the kind of the best find first."""
        kinds = dict.fromkeys(hit.kind for hit in hits)
        return [record_entry(self._session, hit) for kind in kinds for hit in hits if hit.kind == kind]

    def _do(self, entry: Entry) -> None:
        self.accept()
        entry.deed()


def record_entry(session: Session, hit: SearchHit) -> Entry:
    """Return a record that was found as a line of a list."""
    return Entry(
        session.readable(hit.title, hit.kind),
        _icon_of(hit.kind),
        partial(session.record_asked.emit, hit.kind, hit.id),
        "",
        session.say(kind_called(hit.kind).plural),
        hit.snippet if hit.marks else "",
        hit.marks,
    )


def _icon_of(kind: str) -> str:
    return ICONS[kind_called(kind).area.value]
