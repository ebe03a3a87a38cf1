"""Geometry of the timeline: a lane for each kind, bars that never cover each other, years below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
_BESIDE: Final = 5.0
"""Between a bar and its words."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A span with the places of its bar and its words, across.

    Attributes:
        mark: number of the span in the chart.
        left, right: of the bar.
        at, hold: of the words.
        inside: the words stand on the bar.
        start, end: of the room that all of it takes.
    """

    mark: int
    left: float
    right: float
    words: str
    at: float
    hold: Hold
    inside: bool
    start: float
    end: float


def draw_timeline(chart: Timeline, width: float, height: float, measure: Measure) -> list[Shape]:
    """Return the shapes of a timeline."""
    known = [span for span in chart.spans if math.isfinite(span.start) and math.isfinite(span.end)]
    spans = [(number, _upright(span)) for number, span in enumerate(chart.spans) if span in known]
    first = math.floor(min((span.start for _, span in spans), default=0.0))
    last = max(math.ceil(max((span.end for _, span in spans), default=1.0)), first + 1)
    left = _lane_width(chart, width, measure)
    year = (width - left) / (last - first)

    def placed(number: int, span: Span) -> _Placed:
        begin = left + (span.start - first) * year
        bar = (begin, begin + max((span.end - span.start) * year, _SHORTEST))
        return _placed(number, span.label, bar, (left, width), measure)

    lanes = [
        (lane, _packed([placed(number, span) for number, span in spans if span.lane == lane])) for lane in chart.lanes
    ]
    row = min(_MOST_ROW, (height - _YEARS) / (sum(max(len(rows), 1) for _, rows in lanes) or 1))
    shapes = _years(first, last, left, year, height)
    top = height
    for number, (lane, rows) in enumerate(lanes):
        for at, words in enumerate(wrap(lane, _TEXT, left - 10, measure, most=2)):
            shapes.append(Label(0, top - 13 - at * 10, words, _TEXT, Role.TEXT, bold=True))
        for at, each in enumerate(rows):
            for one in each:
                shapes += _drawn(one, number, top - at * row, row)
        top -= max(len(rows), 1) * row
        shapes.append(Line(((0.0, top), (width, top)), Role.GRID, 0.4))
    return shapes


def _lane_width(chart: Timeline, width: float, measure: Measure) -> float:
    widest = max((measure(lane, _TEXT, True) for lane in chart.lanes), default=0.0) + 14
    return min(widest, _LANE_WIDTH, width / 3)


def _upright(span: Span) -> Span:
    return span if span.start <= span.end else Span(span.lane, span.label, span.end, span.start)


def _placed(mark: int, label: str, bar: tuple[float, float], room: tuple[float, float], measure: Measure) -> _Placed:
    """Put the words on the bar where they fit, else behind or before it; if nowhere, then where most of them do."""
    left, right = bar
    wide = measure(label, _TEXT, False)
    within, behind, before = right - left - 2 * _BESIDE, room[1] - right - _BESIDE, left - room[0] - _BESIDE
    if wide <= within or within >= max(behind, before):
        words = shorten(label, _TEXT, max(within, 0.0), measure)
        return _Placed(mark, left, right, words, left + _BESIDE, Hold.START, True, left, right)
    words = shorten(label, _TEXT, max(behind, before, 0.0), measure)
    wide = measure(words, _TEXT, False) + _BESIDE
    if wide <= behind + _BESIDE:
        return _Placed(mark, left, right, words, right + _BESIDE, Hold.START, False, left, right + wide)
    return _Placed(mark, left, right, words, left - _BESIDE, Hold.END, False, left - wide, right)


def _packed(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Return the spans in rows in which neither bars nor the words beside them meet."""
    rows: list[list[_Placed]] = []
    for each in sorted(placed, key=lambda one: (one.left, one.right, one.mark)):
        for row in rows:
            if all(other.end <= each.start or each.end <= other.start for other in row):
                row.append(each)
                break
        else:
            rows.append([each])
    return rows


def _drawn(one: _Placed, lane: int, top: float, row: float) -> list[Shape]:
    role = SERIES_ROLES[lane % len(SERIES_ROLES)]
    high = min(row - 5, 17.0)
    bottom = top - (row + high) / 2
    corners = rectangle(one.left, bottom, one.right - one.left, high)
    # The edge of paper parts bars that follow each other without a gap.
    shapes: list[Shape] = [Polygon(corners, fill=role, stroke=Role.PAPER, width=1.2, mark=(0, one.mark))]
    baseline = bottom + high / 2 - _TEXT * 0.33
    if not one.inside:
        start, end = (one.right, one.end) if one.hold is Hold.START else (one.start, one.left)
        patch = rectangle(start + 2, bottom + 2, max(end - start - 2, 0.0), high - 4)
        shapes.append(Polygon(patch, fill=Role.PAPER))  # the lines of the years do not run through words
    shapes.append(Label(one.at, baseline, one.words, _TEXT, Role.PAPER if one.inside else Role.TEXT, one.hold))
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
