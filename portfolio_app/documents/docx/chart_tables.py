"""Charts as the tables of their numbers, for a writer that does not draw."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import Align, Column, Row, Table, plain
from portfolio_app.documents.charts import Chart, RadarChart, StackedBars, Timeline
from portfolio_app.domain.values.simple import show_decimal

_WHAT: Final = Text("Onderdeel", "Item")
_FROM: Final = Text("Van", "From")
_UNTIL: Final = Text("Tot", "Until")


def table_of(chart: Chart, summary: str, language: Language) -> Table:
    """Return a chart as a table: a row for each axis, category or span."""
    if isinstance(chart, Timeline):
        return _timeline(chart, summary, language)
    labels = chart.axes if isinstance(chart, RadarChart) else chart.categories
    unit = f" ({chart.unit})" if isinstance(chart, StackedBars) and chart.unit else ""
    columns = (
        Column(_WHAT.say(language), 3),
        *(Column(series.label + unit, 1, Align.RIGHT) for series in chart.series),
    )
    rows = tuple(
        Row((plain(label), *(plain(_number(series.values[at], language)) for series in chart.series)))
        for at, label in enumerate(labels)
    )
    return Table(columns, rows, summary, row_header=0)


def _timeline(chart: Timeline, summary: str, language: Language) -> Table:
    columns = (Column(_WHAT.say(language), 4), Column(_FROM.say(language), 1), Column(_UNTIL.say(language), 1))
    rows = tuple(
        Row((plain(f"{span.lane}: {span.label}"), plain(str(int(span.start))), plain(str(int(span.end)))))
        for span in chart.spans
    )
    return Table(columns, rows, summary, row_header=0)


def _number(value: float | None, language: Language) -> str:
    return "–" if value is None else show_decimal(round(Decimal(value), 1), language)
