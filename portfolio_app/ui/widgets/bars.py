"""Bars and strips that show how far a requirement is; the words beside them say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from portfolio_app.services.board import PartState
from portfolio_app.ui.look import Look

_HEIGHT = 10
_GAP = 3
_WIDEST_PART = 26.0


class ProgressLine(QWidget):
    """How much of what is asked is there, and how much is planned: a filled part, a hatched part, the rest open."""

    def __init__(self, look: Look, done: float, planned: float, colour: str, words: str) -> None:
        """Take the shares, 0 to 1, and what a screen reader says."""
        super().__init__()
        self._look = look
        self._done = min(max(done, 0.0), 1.0)
        self._planned = min(max(planned, 0.0), 1.0 - self._done)
        self._colour = colour
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A low bar, as wide as it gets."""
        return QSize(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Still a bar."""
        return QSize(60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, planned and done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(QColor(self._look.tones.track))
        painter.drawRoundedRect(whole, radius, radius)
        if self._planned:
            reach = QRectF(whole.left(), whole.top(), whole.width() * (self._done + self._planned), whole.height())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._colour), 1.5))
            painter.drawRoundedRect(reach.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
            painter.setPen(Qt.PenStyle.NoPen)
        if self._done:
            width = max(whole.width() * self._done, whole.height())
            painter.setBrush(QColor(self._colour))
            painter.drawRoundedRect(QRectF(whole.left(), whole.top(), width, whole.height()), radius, radius)


class PartStrip(QWidget):
    """One small box for each month or year: full when met, crossed when missed, open when it still can be met."""

    def __init__(self, look: Look, parts: tuple[PartState, ...], words: str) -> None:
        super().__init__()
        self._look = look
        self._parts = parts
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(160, _HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Still boxes."""
        return QSize(60, _HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the boxes side by side."""
        tones = self._look.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(_WIDEST_PART, (self.width() - _GAP * (len(self._parts) - 1)) / len(self._parts))
        for at, part in enumerate(self._parts):
            box = QRectF(at * (width + _GAP), 0, max(width, 2.0), self.height()).adjusted(0.75, 0.75, -0.75, -0.75)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if part == "met":
                painter.setBrush(QColor(tones.good))
            elif part == "ahead":
                painter.setBrush(QColor(tones.track))
            else:
                painter.setPen(QPen(QColor(tones.bad if part == "missed" else tones.accent), 1.5))
            painter.drawRoundedRect(box, 3, 3)
            if part == "missed":
                inner = box.adjusted(box.width() / 2 - 3, 3, -box.width() / 2 + 3, -3)
                painter.drawLine(inner.topLeft(), inner.bottomRight())
                painter.drawLine(inner.topRight(), inner.bottomLeft())
