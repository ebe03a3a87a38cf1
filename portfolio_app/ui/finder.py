"""Ctrl+K: find and do anything — go to a page, add a record, find a record by its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.search import SearchHit

_TITLE: Final = Text("Zoeken en doen", "Find and do")
_TYPE: Final = Text("Zoek een gegeven, een bladzijde of iets om te doen…", "Find a record, a page or something to do…")
_RESULTS: Final = Text("Gevonden", "Found")
_KEYS: Final = Text("↑ ↓ kiezen   ·   Enter openen   ·   Esc sluiten", "↑ ↓ choose   ·   Enter open   ·   Esc close")
_NOTHING: Final = Text("Niets gevonden.", "Nothing found.")
_MOST: Final = 30
_MOST_COMMANDS: Final = 8
_SIZE: Final = QSize(620, 440)


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be found and done."""

    label: str
    icon: str
    deed: Callable[[], object]
    also: str = ""

    def fits(self, words: list[str]) -> bool:
        """Tell whether all words begin a word of its label or of what else it is called."""
        named = f"{self.label} {self.also}".casefold().split()
        return all(any(part.startswith(word) for part in named) for word in words)


class Finder(QDialog):
    """A line to type in, and below it what fits."""

    def __init__(self, session: Session, commands: tuple[Command, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._commands = commands
        self._shown: list[Command] = []
        look = session.look
        self.setWindowTitle(look.say(_TITLE))
        self.resize(_SIZE)
        self.line = QLineEdit()
        self.line.setPlaceholderText(look.say(_TYPE))
        self.line.setAccessibleName(look.say(_TYPE))
        self.line.addAction(
            QAction(look.icon("search", look.tones.quiet), "", self.line), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = QListWidget()
        self.list.setAccessibleName(look.say(_RESULTS))
        self.list.setIconSize(QSize(18, 18))
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(1)
        self._nothing = plain_label(look.say(_NOTHING), tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addWidget(plain_label(look.say(_KEYS), tone="quiet", size=0.9))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self._show(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list, and Enter do what is chosen, while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.currentItem() is not None:
                    self._do(self.list.currentItem())
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

    def _show(self, hits: tuple[SearchHit, ...]) -> None:
        words = self.line.text().casefold().split()
        fitting = [command for command in self._commands if command.fits(words)]
        self._shown = fitting[:_MOST_COMMANDS] if words else fitting
        for hit in hits:
            kind = self._session.say(kind_called(hit.kind).label)
            open_it = partial(self._session.record_asked.emit, hit.kind, hit.id)
            self._shown.append(Command(f"{self._session.readable(hit.title)}   —   {kind}", "file-text", open_it))
        self.list.clear()
        for command in self._shown:
            QListWidgetItem(self._session.look.icon(command.icon), command.label, self.list)
        self.list.setCurrentRow(0 if self._shown else -1)
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)

    def _do(self, item: QListWidgetItem) -> None:
        command = self._shown[self.list.row(item)]
        self.accept()
        command.deed()
