"""The legend of a chart: a sample of each series with its label, in as many rows as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from portfolio_app.documents.charts.description import Series
from portfolio_app.documents.charts.shapes import Label, Measure, Role, Shape, shorten

SIZE: Final = 8.5
ROW: Final = 15.0
_SAMPLE: Final = 22.0
_GAP: Final = 18.0

Sample = Callable[[int, float, float, float], list[Shape]]
"""Draws the sample of a series: its number, left edge, middle height, width."""


def legend_rows(series: Sequence[Series], width: float, measure: Measure) -> list[list[int]]:
    """Return which series stand on which row."""
    rows: list[list[int]] = [[]]
    filled = 0.0
    for number, each in enumerate(series):
        wide = _entry_width(each, width, measure)
        if rows[-1] and filled + wide > width:
            rows.append([])
            filled = 0.0
        rows[-1].append(number)
        filled += wide + _GAP
    return [row for row in rows if row]


def draw_legend(
    series: Sequence[Series], left: float, top: float, width: float, measure: Measure, sample: Sample
) -> list[Shape]:
    """Return the shapes of a legend that begins at `top`."""
    shapes: list[Shape] = []
    y = top - ROW / 2
    for row in legend_rows(series, width, measure):
        x = left
        for number in row:
            text = shorten(series[number].label, SIZE, width - _SAMPLE - 6, measure)
            shapes += sample(number, x, y, _SAMPLE)
            shapes.append(Label(x + _SAMPLE + 6, y - SIZE * 0.33, text, SIZE, Role.TEXT))
            x += _entry_width(series[number], width, measure) + _GAP
        y -= ROW
    return shapes


def _entry_width(series: Series, width: float, measure: Measure) -> float:
    return _SAMPLE + 6 + min(measure(series.label, SIZE, False), width - _SAMPLE - 6)
