"""The three shapes that every chart is made of, and small geometry on them. All measures are in points."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Point = tuple[float, float]

Measure = Callable[[str, float, bool], float]
"""Gives the width in points of a text at a size in points, bold or not."""


class Role(StrEnum):
    """What a shape stands for; each painter gives the roles its own colours, light or dark."""

    GRID = "grid"
    AXIS = "axis"
    TEXT = "text"
    QUIET = "quiet"
    PAPER = "paper"
    SERIES_1 = "series-1"
    SERIES_2 = "series-2"
    SERIES_3 = "series-3"
    SERIES_4 = "series-4"
    SERIES_5 = "series-5"
    SERIES_6 = "series-6"


SERIES_ROLES: Final = (Role.SERIES_1, Role.SERIES_2, Role.SERIES_3, Role.SERIES_4, Role.SERIES_5, Role.SERIES_6)


class Dash(StrEnum):
    """How a line is broken; `pattern` gives stretches and gaps in points."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"

    @property
    def pattern(self) -> tuple[float, ...]:
        """Lengths of stroke and gap in turn; nothing for an unbroken line."""
        return {Dash.SOLID: (), Dash.DASHED: (5.0, 2.5), Dash.DOTTED: (1.5, 2.0)}[self]


class Hold(StrEnum):
    """Which point of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape, filled, outlined or both.

    Attributes:
        mark: the value that it shows: number of the series and place in it; for a timeline 0 and number of the span.
            A painter on a screen uses it to tell the value under the pointer.
    """

    points: tuple[Point, ...]
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0.5
    dash: Dash = Dash.SOLID
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An open line through points."""

    points: tuple[Point, ...]
    stroke: Role
    width: float = 0.5
    dash: Dash = Dash.SOLID


@dataclass(frozen=True, slots=True)
class Label:
    """Text on one line; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    role: Role = Role.TEXT
    hold: Hold = Hold.START
    bold: bool = False


Shape = Polygon | Line | Label


def estimated_width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - the shape of Measure
    """Return about how wide a text is, for who has no typeface at hand."""
    return len(text) * size * (0.53 if bold else 0.5)


def wrap(text: str, size: float, width: float, measure: Measure, most: int = 3) -> list[str]:
    """Return a text as at most `most` lines that fit a width; where words do not, they end in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", size, False) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, size, width, measure) for line in lines]


def shorten(text: str, size: float, width: float, measure: Measure) -> str:
    """Return a text that fits a width, with an ellipsis where something was left out."""
    if measure(text, size, False) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(f"{text[:middle].rstrip()}…", size, False) <= width:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…"


def rectangle(left: float, bottom: float, width: float, height: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle."""
    return ((left, bottom), (left + width, bottom), (left + width, bottom + height), (left, bottom + height))


def marker(series: int, x: float, y: float, size: float = 2.6, *, place: int | None = None) -> Polygon:
    """Return the marker of a series: disc, square, triangle, diamond, and these again hollow; at `place` in it."""
    role = SERIES_ROLES[series % len(SERIES_ROLES)]
    kind = series % 4
    if kind == 0:
        corners = [(math.cos(math.tau * step / 16), math.sin(math.tau * step / 16)) for step in range(16)]
    elif kind == 1:
        corners = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    elif kind == 2:
        corners = [(0.0, 1.2), (-1.1, -0.8), (1.1, -0.8)]
    else:
        corners = [(0.0, 1.3), (-1.1, 0.0), (0.0, -1.3), (1.1, 0.0)]
    points = tuple((x + size * across, y + size * up) for across, up in corners)
    hollow = series % 8 >= 4
    mark = (series, place) if place is not None else None
    return Polygon(points, fill=Role.PAPER if hollow else role, stroke=role, width=0.9, mark=mark)


def hatch(series: int, left: float, bottom: float, width: float, height: float) -> list[Line]:
    """Return the lines that tell the field of a series from its neighbours without colour; the first has none."""
    if min(width, height) <= 0:
        return []
    kind = series % 6
    lines: list[Line] = []
    if kind in (1, 4):
        lines += _diagonals(left, bottom, width, height, rising=True)
    if kind in (2, 4):
        lines += _diagonals(left, bottom, width, height, rising=False)
    if kind in (3, 5):
        steps = range(1, int(height / _HATCH_STEP) + 1)
        levels = [bottom + step * _HATCH_STEP for step in steps if step * _HATCH_STEP < height]
        lines += [Line(((left, level), (left + width, level)), Role.PAPER, 0.7) for level in levels]
    if kind == 5:
        steps = range(1, int(width / _HATCH_STEP) + 1)
        places = [left + step * _HATCH_STEP for step in steps if step * _HATCH_STEP < width]
        lines += [Line(((place, bottom), (place, bottom + height)), Role.PAPER, 0.7) for place in places]
    return lines


_HATCH_STEP: Final = 4.5


def _diagonals(left: float, bottom: float, width: float, height: float, *, rising: bool) -> list[Line]:
    lines = []
    offset = _HATCH_STEP - height
    while offset < width:
        low, high = max(0.0, -offset), min(height, width - offset)
        if high > low:
            start, stop = (offset + low, low), (offset + high, high)
            if not rising:
                start, stop = (width - start[0], start[1]), (width - stop[0], stop[1])
            lines.append(
                Line(((left + start[0], bottom + start[1]), (left + stop[0], bottom + stop[1])), Role.PAPER, 0.7)
            )
        offset += _HATCH_STEP * 1.4
    return lines


def nice_ticks(highest: float, about: int = 4) -> list[float]:
    """Return round values from 0 to `highest` or just above it, some `about` in number."""
    if not math.isfinite(highest) or highest <= 0:
        return [0.0, 1.0]
    rough = highest / about
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough)
    return [step * number for number in range(math.ceil(highest / step) + 1)]


@dataclass(frozen=True, slots=True)
class Script:
    """How words and figures are written: the width of a text, and the mark between units and decimals."""

    measure: Measure
    decimal_mark: str

    def figure(self, value: float) -> str:
        """Return a value as it is written at a scale."""
        return f"{value:g}".replace(".", self.decimal_mark)


def finite(values: Sequence[float | None]) -> list[float | None]:
    """Return values with those that cannot be drawn as gaps."""
    return [value if value is not None and math.isfinite(value) else None for value in values]
