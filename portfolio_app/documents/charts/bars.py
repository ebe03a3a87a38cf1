"""Geometry of stacked bars."""

from __future__ import annotations

from typing import Final

from portfolio_app.documents.charts.description import StackedBars
from portfolio_app.documents.charts.legend import ROW, draw_legend, legend_rows
from portfolio_app.documents.charts.shapes import (
    SERIES_ROLES,
    Hold,
    Label,
    Line,
    Polygon,
    Role,
    Script,
    Shape,
    finite,
    hatch,
    nice_ticks,
    rectangle,
    shorten,
)

_TEXT: Final = 8.5
_SCALE: Final = 8.0
_WIDEST_BAR: Final = 46.0
_BELOW: Final = 16.0
_ABOVE: Final = 16.0


def draw_bars(chart: StackedBars, width: float, height: float, script: Script) -> list[Shape]:
    """Return the shapes of stacked bars: scale at the left, totals above, categories and legend below."""
    measure = script.measure
    rows = legend_rows(chart.series, width, measure)
    amounts = [
        [max(0.0, value or 0.0) for value in finite(each.values)[: len(chart.categories)]] for each in chart.series
    ]
    totals = [sum(column[at] for column in amounts if at < len(column)) for at in range(len(chart.categories))]
    ticks = nice_ticks(max(totals, default=0.0))
    scale_width = max(measure(script.figure(tick), _SCALE, False) for tick in ticks) + 8
    foot, top = len(rows) * ROW + _BELOW + 8, height - _ABOVE
    unit_height = max(top - foot, 1.0) / ticks[-1]
    shapes: list[Shape] = []
    for tick in ticks:
        y = foot + tick * unit_height
        shapes.append(
            Line(((scale_width, y), (width, y)), Role.AXIS if tick == 0 else Role.GRID, 0.8 if tick == 0 else 0.4)
        )
        shapes.append(Label(scale_width - 6, y - _SCALE * 0.33, script.figure(tick), _SCALE, Role.QUIET, Hold.END))
    if chart.unit:
        shapes.append(Label(0, height - _SCALE, chart.unit, _SCALE, Role.QUIET))
    slot = (width - scale_width) / max(len(chart.categories), 1)
    bar = min(slot * 0.62, _WIDEST_BAR)
    for at, category in enumerate(chart.categories):
        middle = scale_width + slot * (at + 0.5)
        shapes += _bar(
            at,
            [column[at] if at < len(column) else 0.0 for column in amounts],
            middle - bar / 2,
            foot,
            bar,
            unit_height,
        )
        if totals[at] > 0:
            y = foot + totals[at] * unit_height + 4
            shapes.append(
                Label(middle, y, script.figure(round(totals[at], 1)), _TEXT, Role.TEXT, Hold.MIDDLE, bold=True)
            )
        text = shorten(category, _TEXT, slot - 2, measure)
        shapes.append(Label(middle, foot - 12, text, _TEXT, Role.TEXT, Hold.MIDDLE))
    return shapes + draw_legend(chart.series, scale_width, len(rows) * ROW, width - scale_width, measure, _sample)


def _bar(at: int, parts: list[float], left: float, foot: float, width: float, unit_height: float) -> list[Shape]:
    shapes: list[Shape] = []
    bottom = foot
    for number, amount in enumerate(parts):
        height = amount * unit_height
        if height > 0:
            shapes += _field(number, left, bottom, width, height, at)
        bottom += height
    return shapes


def _field(
    number: int, left: float, bottom: float, width: float, height: float, place: int | None = None
) -> list[Shape]:
    role = SERIES_ROLES[number % len(SERIES_ROLES)]
    corners = rectangle(left, bottom, width, height)
    return [
        Polygon(corners, fill=role, mark=None if place is None else (number, place)),
        *hatch(number, left, bottom, width, height),
        Polygon(corners, stroke=Role.PAPER, width=0.8),
    ]


def _sample(number: int, left: float, middle: float, width: float) -> list[Shape]:
    return _field(number, left, middle - 4.5, width, 9.0)
