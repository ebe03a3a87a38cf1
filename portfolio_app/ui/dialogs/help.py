"""Help: on the page that is shown, on everything else by searching, and all keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.ui.commands import Command
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.help.areas import AREAS
from portfolio_app.ui.help.general import GENERAL, KEYS
from portfolio_app.ui.help.topic import Topic
from portfolio_app.ui.look import Look
from portfolio_app.ui.menus import shown_keys
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import line, plain_label, selectable
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.search_line import search_line

TOPICS: Final[tuple[Topic, ...]] = (*AREAS, *GENERAL)

_TITLE: Final = Text("Hulp", "Help")
_SEARCH: Final = Text("Zoeken in de hulp", "Search help")
_TOPICS: Final = Text("Onderwerpen", "Topics")
_NOTHING: Final = Text("Geen onderwerp gevonden.", "No topic found.")
_KEYS_HOW: Final = Text(
    "Alles gaat ook zonder muis. Tab gaat naar het volgende, de pijltjes kiezen in een lijst, Enter opent, Esc sluit.",
    "Everything works without a mouse too. Tab moves on, the arrow keys choose in a list, Enter opens, Esc closes.",
)
_ON_SHEET: Final = Text("Op het scoreblad", "On the scoring sheet")
_SIZE: Final = (860, 600)
_NAMES: Final = 290
_PLAIN: Final = 100
_LARGE: Final = 140
"""From this percentage of the usual size of text on, keys and what they do stand below each other."""


class HelpDialog(Dialog):
    """Shows one topic at a time, beside the list of all of them."""

    def __init__(self, look: Look, parent: QWidget, topic: str = "", commands: Sequence[Command] = ()) -> None:
        """Show the help.

        Args:
            look: language and colours.
            parent: the window.
            topic: the key of the topic to begin with; the first when there is none of that key.
            commands: all that can be done, for the list of keys.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.say(_TITLE))
        room = parent.screen().availableGeometry()
        self.resize(min(look.wide(_SIZE[0]), room.width() - 40), min(look.wide(_SIZE[1]), room.height() - 80))
        self._look = look
        self._commands = tuple(commands)
        self._shown: tuple[Topic, ...] = ()
        self.line = search_line(look, _SEARCH)
        self.names = QListWidget()
        self.names.setObjectName("sections")
        self.names.setAccessibleName(look.say(_TOPICS))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setWordWrap(True)
        self._scroll = ScrollingColumn(self, name=look.say(_TITLE), shows_focus=True)
        self._build()
        self.line.textChanged.connect(self._search)
        self.names.currentRowChanged.connect(self._show)
        self._list(TOPICS)
        keys = [each.key for each in TOPICS]
        self.names.setCurrentRow(keys.index(topic) if topic in keys else 0)
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def topic(self) -> str:
        """The key of the topic that is shown; empty when none is."""
        row = self.names.currentRow()
        return self._shown[row].key if 0 <= row < len(self._shown) else ""

    def _build(self) -> None:
        look = self._look
        left = QWidget()
        left.setObjectName("rail_side")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(min(look.wide(_NAMES), 400))
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        search = QHBoxLayout()
        search.setContentsMargins(12, 14, 12, 2)
        search.addWidget(self.line)
        side.addLayout(search)
        side.addWidget(self.names, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.addStretch(1)
        foot.addWidget(push_button(look, CLOSE, self.accept, role="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _list(self, topics: tuple[Topic, ...]) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        self._shown = topics
        for topic in topics:
            QListWidgetItem(self._look.icon(topic.icon), self._look.say(topic.title), self.names)
        self.names.blockSignals(False)

    def _search(self, words: str) -> None:
        language = self._look.language
        if words.strip():
            found = [(topic.found_by(words, language), topic) for topic in TOPICS]
            fitting = [topic for degree, topic in sorted(found, key=lambda pair: -pair[0]) if degree]
            self._list(tuple(fitting))
        else:
            self._list(TOPICS)
        if self._shown:
            self.names.setCurrentRow(0)
        else:
            self._show_content([plain_label(self._look.say(_NOTHING), tone="quiet")])

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        topic = self._shown[row]
        say = self._look.say
        parts: list[QWidget] = [plain_label(say(topic.title), strong=True, size=1.45)]
        for heading, words in topic.answers:
            if heading:
                parts.append(plain_label(say(heading), strong=True, size=1.1))
            parts.append(selectable(plain_label(say(words))))
        if topic.key == KEYS:
            parts += self._keys()
        self._show_content(parts)

    def _show_content(self, parts: list[QWidget]) -> None:
        column = QVBoxLayout(self._scroll.renew())
        column.setContentsMargins(28, 22, 28, 18)
        column.setSpacing(10)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def _keys(self) -> list[QWidget]:
        """Return all keys, as they are declared: those of the whole window, and those of the scoring sheet."""
        from portfolio_app.ui.assessing.wording import SHEET_KEYS

        say = self._look.say
        everywhere = [
            ("  /  ".join(shown_keys(each) for each in command.all_keys), say(command.label).removesuffix("…"))
            for command in self._commands
            if command.keys
        ]
        on_sheet = [(say(each.keys), say(each.meaning)) for each in SHEET_KEYS]
        return [
            plain_label(say(_KEYS_HOW)),
            self._grid(everywhere),
            plain_label(say(_ON_SHEET), strong=True, size=1.1),
            self._grid(on_sheet),
        ]

    def _grid(self, keys: Iterable[tuple[str, str]]) -> QWidget:
        """Return keys with what they do: beside it, or above it where text is large."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        below = self._look.wide(_PLAIN) >= _LARGE
        for row, (key, meaning) in enumerate(keys):
            words = plain_label(meaning)
            if below:
                grid.addWidget(plain_label(key, strong=True), 2 * row, 0, 1, 2)
                grid.addWidget(words, 2 * row + 1, 0, 1, 2)
            else:
                grid.addWidget(plain_label(key, strong=True, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words, row, 1)
        return box
