"""Shows the marks of `domain.marks` while they are typed, and what is misspelled: set off, and never taken away."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QPalette, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from portfolio_app.common.text import Language
from portfolio_app.domain.marks import Opening, opening_of, stretches
from portfolio_app.ui.session import Session
from portfolio_app.ui.spelling.mending import Mending
from portfolio_app.ui.spelling.proofreader import Proofreader


class Marking(QSyntaxHighlighter):
    """Sets bold, italic, list marks, quotations and misspelled words off in one plain text; freed with it."""

    def __init__(self, edit: QPlainTextEdit, proofreader: Proofreader | None = None, bad: str = "") -> None:
        """Read along with `proofreader`, where there is one, and underline what it finds in the colour `bad`."""
        super().__init__(edit.document())
        self._proofreader = proofreader
        self._bad = QColor(bad)
        self._mark = QTextCharFormat()
        self._mark.setForeground(edit.palette().brush(QPalette.ColorRole.PlaceholderText))
        self._opening = QTextCharFormat()
        self._opening.setForeground(edit.palette().brush(QPalette.ColorRole.Accent))
        self._opening.setFontWeight(QFont.Weight.Bold)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.Bold)
        self._italic = QTextCharFormat()
        self._italic.setFontItalic(True)
        if proofreader is not None:
            proofreader.outdated.connect(self.rehighlightBlock)

    def highlightBlock(self, line: str) -> None:
        """Set one line."""
        opening, length = opening_of(line)
        if opening is not Opening.NONE:
            self.setFormat(0, length, self._opening)
        for each in stretches(line, length):
            if not (each.bold or each.italic):
                continue
            signs = 2 if each.bold else 1
            self.setFormat(each.start, each.end - each.start, self._mark)
            self.setFormat(
                each.start + signs, each.end - each.start - 2 * signs, self._bold if each.bold else self._italic
            )
        if self._proofreader is not None:
            for word in self._proofreader.wrong_in(self.currentBlock()):
                self._underline(word.start, word.end)

    def _underline(self, start: int, end: int) -> None:
        """Underline some signs, which stay as bold or slanted as they are."""
        for at in range(start, end):
            signs = self.format(at)
            signs.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
            signs.setUnderlineColor(self._bad)
            self.setFormat(at, 1, signs)


def read_along(session: Session, edit: QPlainTextEdit, language: Language = "nl") -> Marking:
    """Show marks and misspelled words in a text that is written in `language`."""
    proofreader = Proofreader(session.spelling, edit, language)
    Mending(session.look, proofreader)
    return Marking(edit, proofreader, session.look.tones.bad)
