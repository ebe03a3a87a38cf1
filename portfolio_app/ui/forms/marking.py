"""Shows the marks of `domain.marks` while they are typed: set off, lightly, and never taken away."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from portfolio_app.domain.marks import Opening, opening_of, stretches


class Marking(QSyntaxHighlighter):
    """Sets bold, italic, list marks and quotations off in one plain text; freed with it."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._mark = QTextCharFormat()
        self._mark.setForeground(edit.palette().brush(QPalette.ColorRole.PlaceholderText))
        self._opening = QTextCharFormat()
        self._opening.setForeground(edit.palette().brush(QPalette.ColorRole.Accent))
        self._opening.setFontWeight(QFont.Weight.Bold)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.Bold)
        self._italic = QTextCharFormat()
        self._italic.setFontItalic(True)

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
