"""Geometry of the radar chart."""

from __future__ import annotations

import math
from typing import Final

from portfolio_app.documents.charts.description import RadarChart, Series
from portfolio_app.documents.charts.legend import ROW, draw_legend, legend_rows
from portfolio_app.documents.charts.shapes import (
    SERIES_ROLES,
    Dash,
    Hold,
    Label,
    Line,
    Measure,
    Point,
    Polygon,
    Role,
    Script,
    Shape,
    finite,
    marker,
    nice_ticks,
    wrap,
)

_LABEL_SIZE: Final = 8.5
_LABEL_LEADING: Final = 10.5
_LABEL_WIDTH: Final = 118.0
_LABEL_SHARE: Final = 0.25
_LABEL_GAP: Final = 9.0
_DASHES: Final = (Dash.SOLID, Dash.DASHED, Dash.DOTTED)


def draw_radar(chart: RadarChart, width: float, height: float, script: Script) -> list[Shape]:
    """Return the shapes of a radar chart."""
    measure = script.measure
    legend_height = len(legend_rows(chart.series, width, measure)) * ROW + 6
    labels = [wrap(axis, _LABEL_SIZE, min(_LABEL_WIDTH, width * _LABEL_SHARE), measure) for axis in chart.axes]
    label_width = max((measure(line, _LABEL_SIZE, False) for lines in labels for line in lines), default=0.0)
    tallest = max((len(lines) for lines in labels), default=1) * _LABEL_LEADING
    radius = max(10.0, min((height - legend_height) / 2 - tallest - _LABEL_GAP, width / 2 - label_width - _LABEL_GAP))
    centre = (width / 2, legend_height + (height - legend_height) / 2)
    shapes = _grid(chart, centre, radius, script)
    for number, lines in enumerate(labels):
        shapes += _axis_label(lines, number, len(chart.axes), centre, radius)
    for number, series in enumerate(chart.series):
        shapes += _series(chart, number, series, centre, radius)
    rows = legend_rows(chart.series, width, measure)
    widest = max((_row_width(chart, row, measure) for row in rows), default=0.0)
    left = max(0.0, (width - widest) / 2)
    return shapes + draw_legend(chart.series, left, legend_height - 4, width - left, measure, _sample)


def _row_width(chart: RadarChart, row: list[int], measure: Measure) -> float:
    return sum(measure(chart.series[number].label, _LABEL_SIZE, False) + 46 for number in row) - 18


def _direction(number: int, count: int) -> Point:
    angle = math.tau * number / max(count, 1)
    return math.sin(angle), math.cos(angle)


def _at(centre: Point, radius: float, number: int, count: int) -> Point:
    across, up = _direction(number, count)
    return centre[0] + radius * across, centre[1] + radius * up


def _grid(chart: RadarChart, centre: Point, radius: float, script: Script) -> list[Shape]:
    count = len(chart.axes)
    shapes: list[Shape] = []
    ticks = [tick for tick in nice_ticks(chart.maximum, 5) if 0 < tick <= chart.maximum]
    for tick in ticks:
        ring = tuple(_at(centre, radius * tick / chart.maximum, number, count) for number in range(count))
        shapes.append(Polygon(ring, stroke=Role.GRID, width=0.8 if tick == ticks[-1] else 0.4))
    shapes += [Line((centre, _at(centre, radius, number, count)), Role.GRID, 0.4) for number in range(count)]
    for tick in ticks:
        y = centre[1] + radius * tick / chart.maximum
        shapes.append(Label(centre[0] + 3, y - 8, script.figure(tick), 7, Role.QUIET))
    return shapes


def _axis_label(lines: list[str], number: int, count: int, centre: Point, radius: float) -> list[Shape]:
    across, up = _direction(number, count)
    x, y = _at(centre, radius + _LABEL_GAP, number, count)
    hold = Hold.MIDDLE if abs(across) < 0.2 else Hold.START if across > 0 else Hold.END
    block = len(lines) * _LABEL_LEADING
    # The block grows away from the centre: up above it, down below it, both ways beside it.
    top = y + block * (1 + up) / 2
    return [
        Label(x, top - _LABEL_LEADING * (row + 1) + _LABEL_LEADING * 0.25, line, _LABEL_SIZE, Role.TEXT, hold)
        for row, line in enumerate(lines)
    ]


def _series(chart: RadarChart, number: int, series: Series, centre: Point, radius: float) -> list[Shape]:
    count = len(chart.axes)
    values = finite(series.values)[:count]
    places: list[Point | None] = [
        None if value is None else _at(centre, radius * min(max(value / chart.maximum, 0.0), 1.0), at, count)
        for at, value in enumerate(values)
    ]
    role, dash = SERIES_ROLES[number % len(SERIES_ROLES)], _DASHES[number % len(_DASHES)]
    drawn = [place for place in places if place is not None]
    shapes: list[Shape] = []
    if len(drawn) == count and count > 1:
        shapes.append(Polygon(tuple(drawn), stroke=role, width=1.5, dash=dash))
    else:
        for at, place in enumerate(places):
            following = places[(at + 1) % count] if len(places) == count else None
            if place is not None and following is not None and count > 1:
                shapes.append(Line((place, following), role, 1.5, dash))
    return shapes + [marker(number, *place, place=at) for at, place in enumerate(places) if place is not None]


def _sample(number: int, left: float, middle: float, width: float) -> list[Shape]:
    role, dash = SERIES_ROLES[number % len(SERIES_ROLES)], _DASHES[number % len(_DASHES)]
    return [Line(((left, middle), (left + width, middle)), role, 1.5, dash), marker(number, left + width / 2, middle)]
