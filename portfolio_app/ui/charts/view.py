"""A chart on the screen: sharp on every screen, with the values under the pointer and by the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from portfolio_app.documents.charts import Polygon, Shape, draw_chart
from portfolio_app.services.board import Picture
from portfolio_app.ui.charts.painter import Canvas, colours_of, paint_shapes
from portfolio_app.ui.charts.values import Mark, chart_of, value_in_words
from portfolio_app.ui.look import Look
from portfolio_app.ui.roles import tell_role

_WORDS: Final = 8.5
"""The size of ordinary words in the geometry, in its points; it becomes that of the window's small words."""
_SMALL: Final = 0.92
_HEIGHTS: Final = {"bars": 19.0, "radar": 25.0, "timeline": 15.0}
"""In lines of the window's font."""
_COPY_SCALE: Final = 3.0
_REACH: Final = 9.0
"""How far beside a marker the pointer may be, in pixels."""


class ChartView(QWidget):
    """Paints one picture of the overview."""

    def __init__(self, look: Look, picture: Picture, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = picture
        self._chart = chart_of(picture, look.language)
        self._drawn: tuple[QSize, tuple[Shape, ...]] | None = None
        self._at: int | None = None
        tell_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(look.say(picture.title))
        self.setAccessibleDescription(look.say(picture.description))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the form of the chart asks, as wide as it gets."""
        line = self.fontMetrics().lineSpacing()
        lines = _HEIGHTS[self._picture.form]
        if self._picture.form == "timeline":
            lines = max(6.0, 2.5 + 2.0 * min(self._rows(), 14))
        return QSize(round(line * 20), round(line * lines))

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(self.fontMetrics().lineSpacing() * 12, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, the value that was chosen and the focus."""
        painter = QPainter(self)
        self._paint(painter, self.size(), self._shapes())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._at is not None and self.hasFocus():
            painter.setPen(QPen(QColor(self._look.tones.ink), 2))
            painter.drawPolygon(self._marked()[self._at][1])
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.tones.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the value under the pointer."""
        mark = self.mark_at(event.position())
        if mark is None:
            QToolTip.hideText()
        else:
            words = value_in_words(self._picture, mark, self._look.language)
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from value to value with the arrow keys."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        marked = self._marked()
        if not step or not marked:
            super().keyPressEvent(event)
            return
        start = -1 if step > 0 else 0
        self._at = ((start if self._at is None else self._at) + step) % len(marked)
        mark, place = marked[self._at]
        words = value_in_words(self._picture, mark, self._look.language)
        self.setAccessibleDescription(f"{words}. {self._look.say(self._picture.description)}")
        QToolTip.showText(self.mapToGlobal(place.boundingRect().center().toPoint() + QPoint(0, 12)), words, self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget which value was chosen."""
        self._at = None
        self.setAccessibleDescription(self._look.say(self._picture.description))
        super().focusOutEvent(event)
        self.update()

    def mark_at(self, place: QPointF) -> Mark | None:
        """Return the value that is painted at a place, or close by; None where there is none."""
        nearest: tuple[float, Mark] | None = None
        for mark, outline in reversed(self._marked()):
            if outline.containsPoint(place, Qt.FillRule.OddEvenFill):
                return mark
            away = (outline.boundingRect().center() - place).manhattanLength()
            if away <= _REACH and (nearest is None or away < nearest[0]):
                nearest = (away, mark)
        return nearest[1] if nearest else None

    def copy(self) -> None:
        """Put the chart on the clipboard, as a picture of pixels and as one of lines."""
        data = QMimeData()
        data.setImageData(self.as_image())
        data.setData("image/svg+xml", self.as_svg())
        data.setText(f"{self._look.say(self._picture.title)}. {self._look.say(self._picture.description)}")
        QGuiApplication.clipboard().setMimeData(data)

    def as_image(self) -> QImage:
        """Return the chart as a picture of pixels, fine enough to print."""
        image = QImage(self.size() * _COPY_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(_COPY_SCALE)
        image.fill(QColor(self._look.tones.paper))
        painter = QPainter(image)
        self._paint(painter, self.size(), self._shapes())
        painter.end()
        return image

    def as_svg(self) -> QByteArray:
        """Return the chart as SVG."""
        from PySide6.QtSvg import QSvgGenerator

        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self.size())
        generator.setViewBox(QRectF(0, 0, self.width(), self.height()))
        generator.setTitle(self._look.say(self._picture.title))
        generator.setDescription(self._look.say(self._picture.description))
        painter = QPainter(generator)
        painter.fillRect(self.rect(), QColor(self._look.tones.paper))
        self._paint(painter, self.size(), self._shapes())
        painter.end()
        buffer.close()
        return content

    def _rows(self) -> int:
        """Return about how many rows a timeline takes: at most one for each stretch, some share one."""
        return sum(
            max(1, (len([each for each in self._picture.stretches if each.lane == lane]) + 1) * 2 // 3)
            for lane in range(len(self._picture.labels))
        )

    def _canvas(self, size: QSize) -> Canvas:
        font = QFont(self.font())
        pixels = self.fontMetrics().height() / 1.25 * _SMALL
        return Canvas(pixels / _WORDS, float(size.height()), font)

    def _shapes(self) -> tuple[Shape, ...]:
        if self._drawn is None or self._drawn[0] != self.size():
            canvas = self._canvas(self.size())
            mark = "," if self._look.language == "nl" else "."
            shapes = draw_chart(
                self._chart, self.width() / canvas.scale, self.height() / canvas.scale, canvas.measure, mark
            )
            self._drawn = (self.size(), shapes)
        return self._drawn[1]

    def _paint(self, painter: QPainter, size: QSize, shapes: tuple[Shape, ...]) -> None:
        paint_shapes(painter, shapes, self._canvas(size), colours_of(self._look.tones))

    def _marked(self) -> list[tuple[Mark, QPolygonF]]:
        canvas = self._canvas(self.size())
        return [
            (shape.mark, canvas.polygon(shape.points))
            for shape in self._shapes()
            if isinstance(shape, Polygon) and shape.mark is not None
        ]
