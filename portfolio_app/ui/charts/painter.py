"""Paints the shapes of a chart with a QPainter, on the screen, in a picture or in an SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from portfolio_app.documents.charts import Dash, Hold, Label, Line, Polygon, Role, Shape
from portfolio_app.documents.charts.shapes import SERIES_ROLES, Point
from portfolio_app.ui.theme import Tones

LIGHT_SERIES: Final = ("#17506a", "#9a4a12", "#3f6a2a", "#7a3568", "#4f5b66", "#6f5a00")
DARK_SERIES: Final = ("#7cc0de", "#f0a56a", "#9ccf83", "#d99acb", "#b4c0c9", "#dcc35a")
"""Each stands out from the paper, and words in the colour of paper on it, by 4.5 to 1 or more; a test computes it."""


def colours_of(tones: Tones) -> dict[Role, str]:
    """Return the colour of every role in a theme."""
    series = DARK_SERIES if tones.dark else LIGHT_SERIES
    return {
        Role.GRID: tones.rule,
        Role.AXIS: tones.edge,
        Role.TEXT: tones.ink,
        Role.QUIET: tones.quiet,
        Role.PAPER: tones.paper,
        **dict(zip(SERIES_ROLES, series, strict=True)),
    }


@dataclass(frozen=True, slots=True)
class Canvas:
    """From the points of the geometry to the pixels of what is painted on.

    Attributes:
        scale: pixels a point.
        height: of the whole, in pixels; the geometry counts upward from there.
        font: the family of all words.
    """

    scale: float
    height: float
    font: QFont

    def at(self, point: Point) -> QPointF:
        """Return where a point of the geometry lies."""
        return QPointF(point[0] * self.scale, self.height - point[1] * self.scale)

    def polygon(self, points: Iterable[Point]) -> QPolygonF:
        """Return points of the geometry as what Qt paints."""
        return QPolygonF([self.at(point) for point in points])

    def font_of(self, size: float, *, bold: bool) -> QFont:
        """Return the font for words of a size in points of the geometry."""
        font = QFont(self.font)
        font.setPixelSize(max(round(size * self.scale), 1))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def measure(self, text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - the shape of Measure
        """Return the width of a text in points of the geometry."""
        return QFontMetricsF(self.font_of(size, bold=bold)).horizontalAdvance(text) / self.scale


def paint_shapes(painter: QPainter, shapes: Iterable[Shape], canvas: Canvas, colours: dict[Role, str]) -> None:
    """Paint shapes in their order."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        match shape:
            case Polygon():
                _paint_polygon(painter, shape, canvas, colours)
            case Line():
                painter.setPen(_pen(colours[shape.stroke], shape.width, shape.dash, canvas))
                painter.drawPolyline(canvas.polygon(shape.points))
            case Label():
                _paint_label(painter, shape, canvas, colours)


def _paint_polygon(painter: QPainter, shape: Polygon, canvas: Canvas, colours: dict[Role, str]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush if shape.fill is None else QColor(colours[shape.fill]))
    if shape.stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(_pen(colours[shape.stroke], shape.width, shape.dash, canvas))
    painter.drawPolygon(canvas.polygon(shape.points))


def _paint_label(painter: QPainter, shape: Label, canvas: Canvas, colours: dict[Role, str]) -> None:
    font = canvas.font_of(shape.size, bold=shape.bold)
    painter.setFont(font)
    painter.setPen(QColor(colours[shape.role]))
    width = QFontMetricsF(font).horizontalAdvance(shape.text)
    shift = {Hold.START: 0.0, Hold.MIDDLE: 0.5, Hold.END: 1.0}[shape.hold]
    painter.drawText(canvas.at((shape.x, shape.y)) - QPointF(shift * width, 0), shape.text)


def _pen(colour: str, width: float, dash: Dash, canvas: Canvas) -> QPen:
    pen = QPen(QColor(colour), width * canvas.scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash.pattern:
        pen.setDashPattern([part / width for part in dash.pattern])  # Qt counts in widths of the pen
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
