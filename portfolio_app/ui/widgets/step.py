"""A line that can be pressed: an icon, words that wrap, and a note below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.pressing import EnterPresses
from portfolio_app.ui.widgets.sign import Sign

AROUND_WORDS: Final = 6
"""How far the ground of a line reaches beyond its icon and its words."""


class StepButton(EnterPresses, QAbstractButton):
    """Something to do: pressing it goes where it can be done.

    It paints itself: the style sheet of buttons would give it a height of one line.
    """

    def __init__(
        self, look: Look, icon: str, tone: Tone, words: str, deed: Callable[[], object], *, note: str = ""
    ) -> None:
        super().__init__()
        self._tones = look.tones
        self.setAccessibleName(f"{words} {note}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        picture = Sign(look, icon, tone, 19, parent=self)
        label = plain_label(words, self)
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(label)
        labels = [picture, label]
        if note:
            labels.append(plain_label(note, self, tone="quiet", size=0.92))
            words_column.addWidget(labels[-1])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(AROUND_WORDS, 5, AROUND_WORDS, 5)
        self._row.setSpacing(10)
        self._row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words_column, 1)
        for each in labels:
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: deed())  # noqa: PLW0108 - without Qt's own argument

    def event(self, event: QEvent) -> bool:
        """When the words wrap otherwise, the line itself gets another height."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As low as its words allow."""
        return self._row.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that it can be pressed, and that it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.underMouse():
            painter.setBrush(QColor(self._tones.tint if self.isDown() else self._tones.hover))
            painter.drawRoundedRect(self.rect(), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tones.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
