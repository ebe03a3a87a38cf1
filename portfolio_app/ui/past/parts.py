"""What the panels of the past share: the line to seek words in, a list with a sheet beside it, and both together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.past.lines import Line, LinesView
from portfolio_app.ui.past.sheets import Sheet
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.search_line import search_line

_AFTER_TYPING_MS: Final = 200
_SHARES: Final = (46, 54)
_LEAST: Final = 260


def filter_line(look: Look, text: Text, typed: Callable[[], object], parent: QWidget) -> QLineEdit:
    """Return a line to type words in; `typed` is called a moment after the last letter, and `text` names it."""
    edit = search_line(look, text, parent)
    delay = QTimer(edit)
    delay.setSingleShot(True)
    delay.setInterval(_AFTER_TYPING_MS)
    delay.timeout.connect(lambda: typed())  # noqa: PLW0108 - without Qt's own argument
    edit.textChanged.connect(lambda _words: delay.start())
    return edit


def side_by_side(left: QWidget, right: QWidget, parent: QWidget) -> QSplitter:
    """Return a list with its sheet beside it, between which the person can move the border."""
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(5)
    for part, share in zip((left, right), _SHARES, strict=True):
        part.setMinimumWidth(_LEAST)
        splitter.addWidget(part)
        splitter.setStretchFactor(splitter.indexOf(part), share)
    splitter.setSizes([share * 10 for share in _SHARES])
    return splitter


class SoughtList(QWidget):
    """A list of the past in which words are sought, with what one entry says beside it.

    Attributes:
        filter: where words are typed.
        bar: what stands beside that.
        column: what stands below each other.
        list: the entries.
        sheet: what one of them says.
    """

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        search: Text,
        name: Text,
        nothing: EmptyState,
        not_found: tuple[Text, Text],
        many: bool = False,
    ) -> None:
        """Show an empty list.

        Args:
            session: the open portfolio.
            parent: the widget to stand in.
            search: names the line for words.
            name: names the list.
            nothing: is shown when there is nothing at all.
            not_found: heading and explanation when nothing fits the words.
            many: several entries can be chosen.
        """
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = session.look
        self._stale = True
        self.filter = filter_line(look, search, self.read_again, self)
        self.list = LinesView(look, look.say(name), self, many=many)
        self.sheet = Sheet(look, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(side_by_side(self.list, self.sheet, self))
        self._stack.addWidget(nothing)
        self._stack.addWidget(EmptyState(look, "search", look.say(not_found[0]), look.say(not_found[1])))
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(12, 10, 12, 10)
        self.bar.setSpacing(8)
        self.bar.addWidget(self.filter, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.bar)
        self.column.addWidget(line(self))
        self.column.addWidget(self._stack, 1)
        self.list.chosen.connect(self.choose)
        self.list.lines.more_wanted.connect(self.read_more)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read again when something was changed since."""
        if self._stale:
            self.read_again()

    def read_again(self) -> None:
        """Read the first part that fits the words."""
        self._stale = False
        self.read_first()

    def read_first(self) -> None:
        """Read the first part that fits the words, and hand it to `show_lines`."""
        raise NotImplementedError

    def read_more(self) -> None:
        """Read the part behind what is shown."""
        raise NotImplementedError

    def choose(self, key: object) -> None:
        """Show beside the list what the entry with that key says."""
        raise NotImplementedError

    def show_lines(self, lines: list[Line], *, more: bool) -> None:
        """Show the first part, on the entry where the person was when that is still there."""
        chosen = self.list.current_key
        self.list.lines.show_lines(lines, more=more)
        if not lines:
            self._stack.setCurrentIndex(2 if self.filter.text().strip() else 1)
            return
        self._stack.setCurrentIndex(0)
        if chosen is None or not self.list.choose(chosen):
            self.list.choose_first()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read_again()
