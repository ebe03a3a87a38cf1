"""The line to search in: a magnifying glass, what may be typed, and a button that empties it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.text_line import TextLine


def search_line(look: Look, text: Text, parent: QWidget | None = None) -> QLineEdit:
    """Return a line to search in; `text` stands in it while it is empty and names it, so no label has to."""
    line = TextLine(parent)
    line.setPlaceholderText(look.say(text))
    line.setAccessibleName(look.say(text))
    line.setClearButtonEnabled(True)
    line.addAction(QAction(look.icon("search", look.tones.quiet), "", line), QLineEdit.ActionPosition.LeadingPosition)
    return line
