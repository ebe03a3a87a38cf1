"""The moments of a permission as stops along a line; each can be pressed, and tells by sign and words what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.pressing import EnterPresses

_NODE: Final = 22
_ICON: Final = 13
_AROUND: Final = 6
_BELOW_NODE: Final = 4
_BEHIND: Final = 14
"""So much of the line shows between the words of one moment and the next."""
_WIDEST: Final = 170
_LEAST: Final = 62
_NO_LIMIT: Final = 10_000
_SMALL: Final = 0.92
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_KEYS: Final = {
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_Left: "previous",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """What is said at a stop: what it is, with whom, the day, how far off or what is wrong."""

    words: str
    about: str
    day: str
    note: str
    doubtful: bool = False


class _Words:
    """The lines of words below a node, and how much room they take."""

    def __init__(self, widget: QWidget, look: Look, stop: Stop) -> None:
        strong, small = scaled(widget.font(), 1, strong=True), scaled(widget.font(), _SMALL)
        tones = look.tones
        lines = (
            (stop.words, strong, tones.ink),
            (stop.about, small, tones.ink),
            (stop.day, small, tones.quiet),
            (stop.note, small, tones.attention if stop.doubtful else tones.quiet),
        )
        self._lines = [each for each in lines if each[0]]
        widest = max(QFontMetrics(font).horizontalAdvance(line) for line, font, _ in self._lines)
        self.width = max(min(widest + 2, look.wide(_WIDEST)), look.wide(_LEAST))
        self._heights = [
            QFontMetrics(font).boundingRect(QRect(0, 0, self.width, _NO_LIMIT), _WRAP, line).height()
            for line, font, _ in self._lines
        ]

    @property
    def size(self) -> QSize:
        height = 2 * _AROUND + _NODE + _BELOW_NODE + sum(self._heights)
        return QSize(2 * _AROUND + self.width + _BEHIND, height)

    def paint_words(self, painter: QPainter) -> None:
        top = _AROUND + _NODE + _BELOW_NODE
        for (line, font, colour), height in zip(self._lines, self._heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(_AROUND, top, self.width, height), _WRAP, line)
            top += height


class MomentButton(EnterPresses, QAbstractButton):
    """A moment: a sign on a line, words, the day; pressing it opens what tells of it.

    Attributes:
        step_asked: the person wants to go along the moments: `next`, `previous`, `first` or `last`.
        entered: it took the focus.
    """

    step_asked = Signal(str)
    entered = Signal()

    def __init__(self, look: Look, icon: str, stop: Stop, *, ahead: bool, here: bool, parent: QWidget) -> None:
        """Build it.

        Args:
            look: language and colours.
            icon: the sign on the line.
            stop: what is said of it.
            ahead: it is still to come.
            here: it is what is shown below.
            parent: the widget to stand in.
        """
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._ahead = ahead
        self._here = here
        self._doubtful = stop.doubtful
        self._stop = _Words(self, look, stop)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self._stop.size

    def minimumSizeHint(self) -> QSize:
        """The same: it goes to the next line rather than be cut off."""
        return self._stop.size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go along the moments, Enter opens."""
        way = _KEYS.get(Qt.Key(event.key()))
        if way is not None:
            self.step_asked.emit(way)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the person is."""
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the node on it and the words."""
        tones = self._look.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.underMouse() or self._here:
            painter.setBrush(QColor(tones.tint if self.isDown() or self._here else tones.hover))
            painter.drawRoundedRect(body, 5, 5)
        colour = tones.attention if self._doubtful else tones.accent
        _paint_line(painter, self.rect(), tones.edge, dashed=self._ahead)
        node = QRectF(_AROUND, _AROUND, _NODE, _NODE)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(tones.paper if self._ahead or self._doubtful else colour))
        painter.drawEllipse(node.adjusted(0.75, 0.75, -0.75, -0.75))
        ink = colour if self._ahead or self._doubtful else tones.on_accent
        sign = self._look.pixmap(self._icon, ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(node.center() - QPointF(_ICON / 2, _ICON / 2), sign)
        self._stop.paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tones.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body, 5, 5)


class TodayMark(QWidget):
    """Where the day of today stands on the line; nothing to press."""

    def __init__(self, look: Look, words: tuple[str, str], *, is_last: bool, parent: QWidget) -> None:
        """Take the word for today and its date; after the last there is no line."""
        super().__init__(parent)
        self._look = look
        self._is_last = is_last
        self._stop = _Words(self, look, Stop(words[0], "", words[1], ""))
        self.setAccessibleName(", ".join(words))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self._stop.size

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self._stop.size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and a stroke across it."""
        tones = self._look.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_last:
            _paint_line(painter, self.rect(), tones.edge, dashed=True)
        painter.setPen(QPen(QColor(tones.ink), 3))
        painter.drawLine(QPointF(_AROUND + 2, _AROUND), QPointF(_AROUND + 2, _AROUND + _NODE))
        self._stop.paint_words(painter)


def _paint_line(painter: QPainter, whole: QRect, colour: str, *, dashed: bool) -> None:
    pen = QPen(QColor(colour), 1.5)
    if dashed:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    middle = _AROUND + _NODE / 2
    painter.drawLine(QPointF(_AROUND, middle), QPointF(whole.width(), middle))
