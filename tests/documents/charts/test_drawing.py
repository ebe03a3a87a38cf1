"""Charts as shapes: within their room, distinguishable without colour, safe for odd values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.documents.charts import (
    Chart,
    Dash,
    Hold,
    Label,
    Line,
    Polygon,
    RadarChart,
    Role,
    Series,
    Shape,
    Span,
    StackedBars,
    Timeline,
    draw_chart,
)
from portfolio_app.documents.charts.shapes import estimated_width, hatch, nice_ticks

WIDTH, HEIGHT = 483.0, 260.0

AXES = ("Samenwerken", "Communicatie", "Regie", "Kennis delen", "Ethiek")
RADAR = RadarChart(AXES, (Series("Toen", (1, 2, 3, 4, 5)), Series("Nu", (5, 4, 3, 2, 1))))
BARS = StackedBars(("2023", "2024"), (Series("a", (10, 20.5)), Series("b", (5, None))), "uren")
TIMELINE = Timeline(("Werk",), (Span("Werk", "Een", 2019, 2022), Span("Werk", "Twee", 2020, 2021)))


def points(shape: Shape) -> list[tuple[float, float]]:
    if isinstance(shape, Label):
        wide = estimated_width(shape.text, shape.size, shape.bold)
        left = shape.x - {Hold.START: 0.0, Hold.MIDDLE: 0.5, Hold.END: 1.0}[shape.hold] * wide
        return [(left, shape.y), (left + wide, shape.y)]
    return list(shape.points)


def texts(chart: Chart) -> list[str]:
    return [shape.text for shape in draw_chart(chart, WIDTH, HEIGHT) if isinstance(shape, Label)]


@pytest.mark.parametrize("chart", [RADAR, BARS, TIMELINE])
def test_everything_stays_within_its_room(chart: Chart) -> None:
    for shape in draw_chart(chart, WIDTH, HEIGHT):
        for x, y in points(shape):
            assert -1 <= x <= WIDTH + 1, shape
            assert -1 <= y <= HEIGHT + 1, shape


def test_all_words_are_there() -> None:
    assert set(AXES) | {"Toen", "Nu"} <= set(texts(RADAR))
    assert {"2023", "2024", "a", "b", "uren", "15", "20,5"} <= set(texts(BARS))
    assert {"Werk", "Een", "Twee", "2019", "2022"} <= set(texts(TIMELINE))


def test_words_too_long_for_every_place_stand_where_most_of_them_do() -> None:
    name = "Registerberoepsvereniging voor casemanagers " * 3
    chart = Timeline(("Werk",), (Span("Werk", name, 2019.2, 2021.9),))
    (shown,) = [text for text in texts(chart) if text.endswith("…")]
    assert name.startswith(shown[:-1])
    assert len(shown) > len("Registerberoepsvereniging")


def test_decimals_are_written_as_the_language_does() -> None:
    labels = [shape.text for shape in draw_chart(BARS, WIDTH, HEIGHT, decimal_mark=".") if isinstance(shape, Label)]
    assert "20.5" in labels


def test_series_of_a_radar_differ_by_dash_and_marker() -> None:
    outlines = [
        shape for shape in draw_chart(RADAR, WIDTH, HEIGHT) if isinstance(shape, Polygon) and shape.width == 1.5
    ]
    assert [shape.dash for shape in outlines] == [Dash.SOLID, Dash.DASHED]
    markers = [shape for shape in draw_chart(RADAR, WIDTH, HEIGHT) if isinstance(shape, Polygon) and shape.width == 0.9]
    assert {len(shape.points) for shape in markers} == {16, 4}


def test_fields_of_bars_differ_by_hatch() -> None:
    patterns = {
        tuple(
            (line.points[0][0] - line.points[1][0] > 0, line.points[0][1] == line.points[1][1])
            for line in hatch(number, 0, 0, 40, 30)
        )
        for number in range(6)
    }
    assert len(patterns) >= 5
    assert hatch(0, 0, 0, 40, 30) == []
    for number in range(6):
        for line in hatch(number, 5, 7, 40, 30):
            assert all(5 <= x <= 45.001 and 7 <= y <= 37.001 for x, y in line.points)


def test_a_gap_in_a_radar_is_not_bridged() -> None:
    chart = RadarChart(AXES, (Series("Nu", (1, None, 3, 4, 5)),))
    shapes = draw_chart(chart, WIDTH, HEIGHT)
    drawn = [shape for shape in shapes if isinstance(shape, Line) and shape.width == 1.5]
    assert len(drawn) == 3 + 1


def test_bars_stand_on_each_other_in_proportion() -> None:
    fields = [
        shape
        for shape in draw_chart(BARS, WIDTH, HEIGHT)
        if isinstance(shape, Polygon) and shape.fill in (Role.SERIES_1, Role.SERIES_2)
    ]
    heights = [shape.points[2][1] - shape.points[0][1] for shape in fields[:3]]
    assert heights[0] / heights[1] == pytest.approx(2)
    assert heights[2] / heights[0] == pytest.approx(2.05)
    assert fields[1].points[0][1] == pytest.approx(fields[0].points[2][1])


def test_spans_that_overlap_do_not_cover_each_other() -> None:
    bars = [
        shape
        for shape in draw_chart(TIMELINE, WIDTH, HEIGHT)
        if isinstance(shape, Polygon) and shape.fill is Role.SERIES_1
    ]
    (first, second) = ((shape.points[0][1], shape.points[2][1]) for shape in bars)
    assert first[0] > second[1] or second[0] > first[1]


@pytest.mark.parametrize(
    ("highest", "last"), [(0, 1), (1, 1), (7, 8), (62, 80), (100, 100), (12_345, 15_000), (0.3, 0.3), (math.inf, 1)]
)
def test_scales_end_on_a_round_value(highest: float, last: float) -> None:
    ticks = nice_ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] == pytest.approx(last)
    assert 2 <= len(ticks) <= 6


numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 50))
names = st.text(max_size=40)
series = st.lists(st.builds(Series, names, st.lists(numbers, max_size=12).map(tuple)), max_size=8).map(tuple)
labels = st.lists(names, max_size=14).map(tuple)
charts = st.one_of(
    st.builds(RadarChart, labels, series),
    st.builds(StackedBars, labels, series, names),
    st.builds(
        Timeline,
        st.just(("a", "b")),
        st.lists(
            st.builds(Span, st.sampled_from("ab"), names, st.floats(1950, 2050), st.floats(1950, 2050)),
            max_size=15,
        ).map(tuple),
    ),
)


@given(charts)
def test_any_values_can_be_drawn(chart: Chart) -> None:
    for shape in draw_chart(chart, WIDTH, HEIGHT):
        assert all(math.isfinite(value) for point in points(shape) for value in point)
