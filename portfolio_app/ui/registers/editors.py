"""Editors of the values that only rules have: words in both languages, and one of a few values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.rules.declaring import Wording
from portfolio_app.ui.forms.editor import Editor, FocusWatch
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.labels import plain_label

_SIGNS: Final = (Text("NL", "NL"), Text("EN", "EN"))
_ENGLISH: Final = Text("Engels", "English")
_DUTCH: Final = Text("Nederlands", "Dutch")
_BESIDE_FROM: Final = 540
_AS_DUTCH: Final = Text("leeg: zoals in het Nederlands", "empty: same as Dutch")


class WordingEditor(Editor):
    """A line in Dutch, and below it one in English, which says the same until something else is typed there."""

    def __init__(self, look: Look, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = wording
        self.dutch, self.english = QLineEdit(self), QLineEdit(self)
        self.english.setPlaceholderText(look.say(_AS_DUTCH))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._signs: list[QLabel] = []
        for line, code, name in zip((self.dutch, self.english), _SIGNS, (_DUTCH, _ENGLISH), strict=True):
            sign = plain_label(look.say(code), self, tone="quiet", size=0.85, wrap=False)
            sign.setToolTip(look.say(name))
            sign.setAccessibleName(look.say(name))
            if line is self.english:  # the label above both is that of the Dutch line
                sign.setBuddy(line)
            self._signs.append(sign)
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.left)
            FocusWatch(line).gone.connect(self.left)
        self._beside = False
        self._place()
        self._look = look
        self.setFocusProxy(self.dutch)

    def setAccessibleName(self, name: str) -> None:
        """Name both lines after the field."""
        super().setAccessibleName(name)
        self.english.setAccessibleName(f"{name}, {self._look.say(_ENGLISH)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both languages side by side where there is room for them."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.wide(_BESIDE_FROM)
        if beside != self._beside:
            self._beside = beside
            self._place()

    def _place(self) -> None:
        for number, (sign, line) in enumerate(zip(self._signs, (self.dutch, self.english), strict=True)):
            row, column = (0, 2 * number) if self._beside else (number, 0)
            self._grid.addWidget(sign, row, column)
            self._grid.addWidget(line, row, column + 1)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1 if column == 1 or self._beside else 0)

    def read(self) -> object:
        """Return the text in both languages."""
        dutch, english = (self._type.parse(line.text(), "nl").nl for line in (self.dutch, self.english))
        return Text(dutch or english, english or dutch) if dutch or english else NO_TEXT

    def show_value(self, value: Any) -> None:
        """Show the text; English only where it differs."""
        self.retype((value.nl, value.en if value.en != value.nl else ""), edited=False)

    def typed(self) -> object:
        """Return both lines."""
        return self.dutch.text(), self.english.text()

    def retype(self, typed: Any, *, edited: bool = True) -> None:
        """Put both lines back."""
        for line, words in zip((self.dutch, self.english), typed, strict=True):
            if line.text() != words:
                line.setText(words)
                line.setCursorPosition(0)
        if edited:
            self.edited.emit()

    def set_locked(self, *, locked: bool) -> None:
        """Let it be read and copied only."""
        for line in (self.dutch, self.english):
            line.setReadOnly(locked)

    @property
    def target(self) -> QWidget:
        """The Dutch line."""
        return self.dutch


Pairs = Iterable[tuple[object, str]]
"""Values, each with its words."""


class PickEditor(Editor):
    """One of a few values, each with words of its own."""

    def __init__(self, pairs: Callable[[], Pairs], parent: QWidget | None = None) -> None:
        """Offer what `pairs` gives, which is asked for anew whenever the editor is shown."""
        super().__init__(parent)
        self._pairs = pairs
        self._values: list[object] = []
        self.combo = CalmCombo(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        self.combo.activated.connect(self._activated)
        self.setFocusProxy(self.combo)
        self._offer(keep=None)

    def read(self) -> object:
        """Return the value that is shown; None when nothing is."""
        at = self.combo.currentIndex()
        return self._values[at] if at >= 0 else None

    def show_value(self, value: Any) -> None:
        """Show a value."""
        if value not in self._values:
            self._offer(keep=value)
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def typed(self) -> object:
        """Return the value, as JSON knows it."""
        value = self.read()
        return str(value) if isinstance(value, str) else value

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what there is to choose from by now."""
        super().showEvent(event)
        self._offer(keep=self.read())

    @property
    def target(self) -> QWidget:
        """The combo box."""
        return self.combo

    def _offer(self, keep: object) -> None:
        pairs = list(self._pairs())
        if keep not in (None, "", *(value for value, _ in pairs)):
            pairs.append((keep, str(keep)))  # it may not be there yet, or no longer; either way it was meant
        values = [value for value, _ in pairs]
        if values != self._values or [words for _, words in pairs] != self._words():
            self._values = values
            self.combo.clear()
            self.combo.addItems([words for _, words in pairs])
            self.combo.setCurrentIndex(values.index(keep) if keep in values else -1)

    def _words(self) -> list[str]:
        return [self.combo.itemText(row) for row in range(self.combo.count())]

    def _activated(self) -> None:
        self.edited.emit()
        self.left.emit()
