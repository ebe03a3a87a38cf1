"""What the panels of the past share: the line to seek words in, and a list with a sheet beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look

_AFTER_TYPING_MS: Final = 200
_SHARES: Final = (46, 54)
_LEAST: Final = 260


def filter_line(look: Look, text: Text, typed: Callable[[], object], parent: QWidget) -> QLineEdit:
    """Return a line to type words in; `typed` is called a moment after the last letter, and `text` names it."""
    edit = QLineEdit(parent)
    edit.setPlaceholderText(look.say(text))
    edit.setAccessibleName(look.say(text))
    edit.setClearButtonEnabled(True)
    icon = QAction(look.icon("search", look.tones.quiet), "", edit)
    edit.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
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
