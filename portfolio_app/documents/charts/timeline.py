"""Geometry of the timeline: a lane for each kind, bars that never cover each other, years below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from portfolio_app.documents.charts.description import Span, Timeline
from portfolio_app.documents.charts.shapes import (
    SERIES_ROLES,
    Hold,
    Label,
    Line,
    Measure,
    Polygon,
    Role,
    Shape,
    rectangle,
    shorten,
    wrap,
)

_TEXT: Final = 8.5
_LANE_WIDTH: Final = 110.0
_YEARS: Final = 18.0
_MOST_ROW: Final = 30.0
_SHORTEST: Final = 2.0
_YEAR_ROOM: Final = 26.0


def draw_timeline(chart: Timeline, width: float, height: float, measure: Measure) -> list[Shape]:
    """Return the shapes of a timeline."""
    spans = [_upright(span) for span in chart.spans if math.isfinite(span.start) and math.isfinite(span.end)]
    first = math.floor(min((span.start for span in spans), default=0.0))
    last = math.ceil(max((span.end for span in spans), default=1.0))
    last = max(last, first + 1)
    left = min(_LANE_WIDTH, width / 3)
    year = (width - left) / (last - first)
    packed = [(lane, _packed([span for span in spans if span.lane == lane], year, measure)) for lane in chart.lanes]
    row_count = sum(max(len(rows), 1) for _, rows in packed) or 1
    row = min(_MOST_ROW, (height - _YEARS) / row_count)
    shapes = _years(first, last, left, year, height)
    top = height
    for number, (lane, rows) in enumerate(packed):
        lines = wrap(lane, _TEXT, left - 10, measure, most=2)
        for at, line in enumerate(lines):
            shapes.append(Label(0, top - 13 - at * 10, line, _TEXT, Role.TEXT, bold=True))
        for at, each in enumerate(rows):
            for span in each:
                place = left + (span.start - first) * year
                bar, *words = _span(span, number, place, top - at * row, year, row, width, measure)
                shapes += [_marked(bar, spans.index(span)), *words]
        top -= max(len(rows), 1) * row
        shapes.append(Line(((0.0, top), (width, top)), Role.GRID, 0.4))
    return shapes


def _marked(bar: Shape, number: int) -> Shape:
    return replace(bar, mark=(0, number)) if isinstance(bar, Polygon) else bar


def _upright(span: Span) -> Span:
    return span if span.start <= span.end else Span(span.lane, span.label, span.end, span.start)


def _packed(spans: Sequence[Span], year: float, measure: Measure) -> list[list[Span]]:
    """Return the spans in rows in which neither bars nor the labels beside them meet."""
    rows: list[list[Span]] = []
    ends: list[float] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end, each.label)):
        reach = span.end
        text = measure(span.label, _TEXT, False) + 10
        if text > (span.end - span.start) * year:
            reach = span.end + text / year
        for at, end in enumerate(ends):
            if end <= span.start:
                rows[at].append(span)
                ends[at] = reach
                break
        else:
            rows.append([span])
            ends.append(reach)
    return rows


def _span(
    span: Span, lane: int, left: float, top: float, year: float, row: float, width: float, measure: Measure
) -> list[Shape]:
    role = SERIES_ROLES[lane % len(SERIES_ROLES)]
    long = max((span.end - span.start) * year, _SHORTEST)
    high = min(row - 5, 17.0)
    bottom = top - (row + high) / 2
    # The edge of paper parts bars that follow each other without a gap.
    shapes: list[Shape] = [Polygon(rectangle(left, bottom, long, high), fill=role, stroke=Role.PAPER, width=1.2)]
    baseline = bottom + high / 2 - _TEXT * 0.33
    wide = measure(span.label, _TEXT, False)
    if wide + 10 <= long:
        shapes.append(Label(left + 5, baseline, span.label, _TEXT, Role.PAPER))
    elif left + long + 5 + wide <= width:
        shapes.append(Polygon(rectangle(left + long + 2, bottom + 2, wide + 6, high - 4), fill=Role.PAPER))
        shapes.append(Label(left + long + 5, baseline, span.label, _TEXT, Role.TEXT))
    elif wide <= left - 5 - min(_LANE_WIDTH, width / 3):
        shapes.append(Label(left - 5, baseline, span.label, _TEXT, Role.TEXT, Hold.END))
    elif long > 30:
        shapes.append(Label(left + 5, baseline, shorten(span.label, _TEXT, long - 10, measure), _TEXT, Role.PAPER))
    return shapes


def _years(first: int, last: int, left: float, year: float, height: float) -> list[Shape]:
    step = max(1, math.ceil(_YEAR_ROOM / year))
    shapes: list[Shape] = []
    for at in range(first, last + 1, step):
        x = left + (at - first) * year
        shapes.append(Line(((x, _YEARS - 4), (x, height)), Role.GRID, 0.4))
        hold = Hold.END if at == last else Hold.MIDDLE if at > first else Hold.START
        shapes.append(Label(x, 4, str(at), 8, Role.QUIET, hold))
    return shapes
