"""What a chart shows: values and words, nothing about how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Values along the axes or categories of a chart; None leaves a gap."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class RadarChart:
    """Competences as axes; each series (before, now, required) a polygon."""

    axes: tuple[str, ...]
    series: tuple[Series, ...]
    maximum: float = 5.0


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Amounts per category (hours per year), stacked by series (kind); `unit` is written beside the scale."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on a lane of a timeline, in years as decimals (2019.5)."""

    lane: str
    label: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Career and registrations over time."""

    lanes: tuple[str, ...]
    spans: tuple[Span, ...]


Chart = RadarChart | StackedBars | Timeline
