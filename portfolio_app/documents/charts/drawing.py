"""From what a chart shows to the shapes that it is made of."""

from __future__ import annotations

from portfolio_app.documents.charts.bars import draw_bars
from portfolio_app.documents.charts.description import Chart, RadarChart, StackedBars, Timeline
from portfolio_app.documents.charts.radar import draw_radar
from portfolio_app.documents.charts.shapes import Measure, Script, Shape, estimated_width
from portfolio_app.documents.charts.timeline import draw_timeline


def draw_chart(
    chart: Chart, width: float, height: float, measure: Measure = estimated_width, decimal_mark: str = ","
) -> tuple[Shape, ...]:
    """Return the shapes of a chart, to be painted in this order.

    Args:
        chart: what is shown.
        width: the room in points; the origin is its bottom left corner.
        height: likewise.
        measure: gives the width of a text, so that labels fit; without it widths are estimated.
        decimal_mark: what stands between units and decimals.
    """
    script = Script(measure, decimal_mark)
    match chart:
        case RadarChart():
            return tuple(draw_radar(chart, width, height, script))
        case StackedBars():
            return tuple(draw_bars(chart, width, height, script))
        case Timeline():
            return tuple(draw_timeline(chart, width, height, measure))
