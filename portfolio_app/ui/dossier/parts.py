"""What the steps of a dossier are made of: a page that scrolls, cards, and rows of fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.values import CalendarDate, ShortText, ValueProblem
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, LineEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

_WIDEST: Final = 1_500
_SIDE_BY_SIDE: Final = 700
_HIGHEST: Final = 1_000
_NO_LIMIT: Final = (1 << 24) - 1
"""As Qt has it for the height of a widget."""
_ALL: Final = 1_000


class Combo(Editor):
    """A combo box as an editor, so that it gets its row as every field does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.combo = combo = CalmCombo(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(combo)
        self.setFocusProxy(combo)

    @property
    def target(self) -> QWidget:
        """The combo box."""
        return self.combo


class FormCard(Card):
    """A card with a heading, and fields side by side below it."""

    def __init__(self, look: Look, heading: Text = NO_TEXT, hint: Text = NO_TEXT) -> None:
        super().__init__(look, heading, hint)
        self._fields: QGridLayout | None = None

    @property
    def fields(self) -> QGridLayout:
        """The grid of its fields, two side by side."""
        if self._fields is None:
            self._fields = QGridLayout()
            self._fields.setHorizontalSpacing(16)
            self._fields.setVerticalSpacing(10)
            self._fields.setColumnStretch(0, 1)
            self._fields.setColumnStretch(1, 1)
            self.column.addLayout(self._fields)
        return self._fields

    def add_combo(self, label: Text, row: int, column: int, span: int = 1, help_text: Text = NO_TEXT) -> CalmCombo:
        """Add a field to choose in."""
        field = FieldRow(self, self.look, label, Combo, help_text)
        self.fields.addWidget(field, row, column, 1, span)
        return cast("Combo", field.editor).combo

    def add_line(self, label: Text, help_text: Text, row: int, column: int, span: int = 1) -> LineEditor:
        """Add a line of text."""
        field = FieldRow(
            self,
            self.look,
            label,
            lambda parent: LineEditor(ShortText(1000), self.look.language, parent=parent),
            help_text,
        )
        self.fields.addWidget(field, row, column, 1, span)
        return cast("LineEditor", field.editor)

    def add_date(self, label: Text, help_text: Text, row: int, column: int, today: Callable[[], date]) -> DateEditor:
        """Add a date, which may be told from `today`; what is wrong with it is told beside it."""

        def build(parent: QWidget) -> DateEditor:
            return DateEditor(self.look, CalendarDate(), parent, today=today)

        field = FieldRow(self, self.look, label, build, help_text)
        editor = cast("DateEditor", field.editor)

        def look_again() -> None:
            editor.tidy()
            found = day_of(editor)
            field.show_problem(found.message if isinstance(found, ValueProblem) else None)

        editor.left.connect(look_again)
        self.fields.addWidget(field, row, column)
        return editor

    def add_box(self, label: Text, *, ticked: bool) -> QCheckBox:
        """Add something to tick."""
        box = QCheckBox(self.look.say(label))
        box.setChecked(ticked)
        self.column.addWidget(box)
        return box


class Page(ScrollingColumn):
    """A page that scrolls down, with a column to put cards in."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, ground="page", widest=session.look.wide(_WIDEST))
        self.session = session
        self.look = session.look
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(24, 16, 24, 20)
        self.column.setSpacing(12)
        self._pairs: list[tuple[QWidget, QBoxLayout]] = []

    def pair(self) -> QBoxLayout:
        """Add a row for two things beside each other; where there is no room for that they stand below each other.

        It takes the height there is, but on a large screen no more than it can use.
        """
        holder = QWidget(self.content)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.column.addWidget(holder, _ALL)
        self.column.addStretch(1)
        self._pairs.append((holder, row))
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the pairs by the room there is."""
        for holder, row in self._pairs:
            turn_by_room(row, self.look, event.size().width())
            beside = row.direction() is QBoxLayout.Direction.LeftToRight
            holder.setMaximumHeight(self.look.wide(_HIGHEST) if beside else _NO_LIMIT)
        super().resizeEvent(event)

    def head(self, title: Text, hint: Text = NO_TEXT) -> None:
        """Put a heading above all cards; a screen reader calls the page so too."""
        words = self.look.say(title)
        self.setAccessibleName(words)
        self.column.addWidget(plain_label(words, strong=True, size=1.3))
        if hint:
            self.column.addWidget(plain_label(self.look.say(hint), tone="quiet"))


def turn_by_room(row: QBoxLayout, look: Look, width: int) -> None:
    """Let two things stand beside each other where there is room for it, else the second below the first."""
    wide = width >= look.wide(_SIDE_BY_SIDE)
    wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
    if row.direction() != wanted:
        row.setDirection(wanted)


def day_of(editor: DateEditor) -> date | ValueProblem | None:
    """Return the day in an editor, what is wrong with it, or None when it is empty."""
    try:
        found = editor.read()
    except ValueProblem as problem:
        return problem
    return found if isinstance(found, date) else None
