"""What is read and not typed: the fields of a record as it was, and what differs between two versions."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.services.history import FieldDifference

_WAS: Final = Text("Was", "Before")
_BECAME: Final = Text("Werd", "After")
_VALUE: Final = Text("Waarde", "Value")
_LOST: Final = Text("Inhoud", "Content")
_LONGEST: Final = 1_200
_LABEL_WIDTH: Final = 150
_PIECE: Final = 16
_LONG_WORD: Final = re.compile(r"\S{33,}")


class Sheet(ScrollingColumn):
    """A column of things to read, that scrolls."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=look.say(_LOST), shows_focus=True)
        self.column = self._laid_out()

    def clear(self) -> QVBoxLayout:
        """Take everything away and return the empty column to fill."""
        self.renew()
        self.column = self._laid_out()
        return self.column

    def _laid_out(self) -> QVBoxLayout:
        column = QVBoxLayout(self.content)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        return column


def facts(look: Look, told: Sequence[tuple[str, str]], parent: QWidget | None = None) -> QWidget:
    """Return labels with what they say, below each other."""
    holder = QWidget(parent)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, look.wide(_LABEL_WIDTH))
    for row, (label, words) in enumerate(told):
        name = plain_label(label, holder, tone="quiet")
        name.setMaximumWidth(look.wide(_LABEL_WIDTH))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(label, words, holder), row, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def differences(look: Look, action: str, found: Sequence[FieldDifference], parent: QWidget | None = None) -> QWidget:
    """Return what differs field by field: two columns with a heading each, or one for what was added or deleted."""
    holder = QWidget(parent)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    heads = {"added": (_VALUE,), "deleted": (_LOST,)}.get(action, (_WAS, _BECAME))
    for column, head in enumerate(heads, start=1):
        grid.addWidget(plain_label(look.say(head), holder, tone="quiet", size=0.92, strong=True), 0, column)
        grid.setColumnStretch(column, 1)
    grid.setColumnMinimumWidth(0, 110)
    for row, each in enumerate(found, start=1):
        label = look.say(each.label)
        name = plain_label(label, holder, tone="quiet")
        name.setMaximumWidth(look.wide(_LABEL_WIDTH))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        said = {"added": (each.after,), "deleted": (each.before,)}.get(action, (each.before, each.after))
        for column, (head, text) in enumerate(zip(heads, said, strict=True), start=1):
            value = _value(f"{label}, {look.say(head)}", look.say(text), holder)
            grid.addWidget(value, row, column, Qt.AlignmentFlag.AlignTop)
    return holder


def _value(name: str, words: str, parent: QWidget) -> QWidget:
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    label = plain_label(_breakable(shown), parent)
    # By mouse only: each of them a stop of the Tab key would make the way through the page a long one.
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(f"{name}: {shown}")
    return label


def _breakable(words: str) -> str:
    """Return the words with places to break those that are too long for a line: a file's hash, an address."""
    return _LONG_WORD.sub(lambda found: "\u200b".join(textwrap.wrap(found[0], _PIECE)), words)
