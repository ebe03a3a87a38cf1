"""Setting of charts: a painter of the shapes that a chart is made of."""

from __future__ import annotations

from typing import Final

from portfolio_app.documents.blocks import ChartBlock
from portfolio_app.documents.charts import Dash, Hold, Label, Line, Polygon, Role, Shape, draw_chart
from portfolio_app.documents.charts.shapes import Point
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Colour, Style, Weight
from portfolio_app.documents.pdf.flow import Flow
from portfolio_app.documents.pdf.structure import figure_attributes

_BEFORE_CHART: Final = 8.0
_AFTER_CHART: Final = 14.0
_COLOURS: Final[dict[Role, Colour]] = {
    Role.GRID: design.RULE,
    Role.AXIS: design.INK,
    Role.TEXT: design.INK,
    Role.QUIET: design.QUIET,
    Role.PAPER: design.PAPER,
    **dict(
        zip(
            (Role.SERIES_1, Role.SERIES_2, Role.SERIES_3, Role.SERIES_4, Role.SERIES_5, Role.SERIES_6),
            design.SERIES,
            strict=True,
        )
    ),
}


def chart_height(flow: Flow, block: ChartBlock) -> float:
    """Return the height of a chart with its caption."""
    return _picture_height(block) + _caption_height(flow, block)


def _picture_height(block: ChartBlock) -> float:
    return min(block.height, design.TOP - design.BOTTOM - 4 * design.CAPTION.leading)


def _caption_height(flow: Flow, block: ChartBlock) -> float:
    if not block.caption.strip():
        return 0.0
    return len(flow.lines(block.caption, design.CAPTION, design.MAIN_WIDTH)) * design.CAPTION.leading + 6


def set_chart(flow: Flow, block: ChartBlock) -> None:
    """Set a chart over the full width, its caption below it in the main column."""
    flow.skip(_BEFORE_CHART)
    flow.need(chart_height(flow, block))
    height = _picture_height(block)

    def measure(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - the shape of Measure
        return flow.width(text, _style(size, bold=bold))

    shapes = draw_chart(block.chart, design.FULL_WIDTH, height, measure, "," if flow.language == "nl" else ".")
    left, bottom = design.LEFT, flow.y - height
    box = (left, bottom, design.RIGHT, flow.y)
    with flow.tree.element("Figure", figure_attributes(block.alternative, box)), flow.content():
        flow.draw(f"q 1 0 0 1 {left:.2f} {bottom:.2f} cm 1 j")
        for shape in shapes:
            _paint(flow, shape)
        flow.draw("Q")
    flow.y = bottom
    if block.caption.strip():
        flow.y -= 6
        flow.set_text(block.caption, design.CAPTION, design.MAIN, design.MAIN_WIDTH, "Caption")
    flow.y -= _AFTER_CHART


def _style(size: float, *, bold: bool, colour: Colour = design.INK) -> Style:
    return Style(Weight.SEMIBOLD if bold else Weight.REGULAR, size, size * 1.2, colour)


def _paint(flow: Flow, shape: Shape) -> None:
    match shape:
        case Polygon():
            _paint_polygon(flow, shape)
        case Line():
            stroke = _stroke(_COLOURS[shape.stroke], shape.width, shape.dash)
            flow.draw(f"{stroke} {_path(shape.points)} S{_unbroken(shape.dash)}")
        case Label():
            style = _style(shape.size, bold=shape.bold, colour=_COLOURS[shape.role])
            shift = {Hold.START: 0.0, Hold.MIDDLE: 0.5, Hold.END: 1.0}[shape.hold]
            flow.show(shape.x - shift * flow.width(shape.text, style), shape.y, shape.text, style)


def _paint_polygon(flow: Flow, shape: Polygon) -> None:
    if not shape.points:
        return
    operators = []
    if shape.fill is not None:
        operators.append(_COLOURS[shape.fill].fill)
    if shape.stroke is not None:
        operators.append(_stroke(_COLOURS[shape.stroke], shape.width, shape.dash))
    end = "b" if shape.fill and shape.stroke else "s" if shape.stroke else "f"
    flow.draw(f"{' '.join(operators)} {_path(shape.points)} {end}{_unbroken(shape.dash)}")


def _stroke(colour: Colour, width: float, dash: Dash) -> str:
    broken = "" if dash is Dash.SOLID else f" [{' '.join(f'{part:g}' for part in dash.pattern)}] 0 d"
    return f"{colour.stroke} {width:g} w{broken}"


def _unbroken(dash: Dash) -> str:
    return "" if dash is Dash.SOLID else " [] 0 d"


def _path(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
