"""What a picture of the overview shows, in one language: as a chart, as a table, and each value in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.charts import Chart, RadarChart, Series, Span, StackedBars, Timeline
from portfolio_app.services.board import Picture

_KIND: Final = Text("Soort", "Kind")
_COMPETENCE: Final = Text("Competentie", "Competence")
_WHAT: Final = Text("Wat", "What")
_FROM: Final = Text("Van", "From")
_UNTIL: Final = Text("Tot", "Until")
_NONE: Final = "–"

Mark = tuple[int, int]
"""A value: number of its series and its place in it; for a timeline 0 and the number of the stretch."""


def chart_of(picture: Picture, language: Language) -> Chart:
    """Return the chart of a picture."""
    labels = tuple(label.say(language) for label in picture.labels)
    series = tuple(Series(row.label.say(language), row.values) for row in picture.series)
    match picture.form:
        case "bars":
            return StackedBars(labels, series, picture.unit.say(language))
        case "radar":
            return RadarChart(labels, series, picture.maximum)
        case "timeline":
            spans = (
                Span(labels[each.lane], each.label.say(language), each.start, each.end) for each in picture.stretches
            )
            return Timeline(labels, tuple(spans))


def table_of(picture: Picture, language: Language) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the heads and the rows of the same values as a table."""
    if picture.form == "timeline":
        return (_WHAT.say(language), _FROM.say(language), _UNTIL.say(language)), tuple(
            (
                f"{picture.labels[each.lane].say(language)}: {each.label.say(language)}",
                str(int(each.start)),
                str(int(each.end)),
            )
            for each in picture.stretches
        )
    if picture.form == "bars":  # there are fewer years than kinds, so the years go across
        return (_KIND.say(language), *(label.say(language) for label in picture.labels)), tuple(
            (row.label.say(language), *(_number(value, language) for value in row.values)) for row in picture.series
        )
    heads = (_COMPETENCE.say(language), *(row.label.say(language) for row in picture.series))
    return heads, tuple(
        (label.say(language), *(_number(row.values[at], language) for row in picture.series))
        for at, label in enumerate(picture.labels)
    )


def value_in_words(picture: Picture, mark: Mark, language: Language) -> str:
    """Return what one value says."""
    series, at = mark
    if picture.form == "timeline":
        each = picture.stretches[at]
        return f"{each.label.say(language)} · {int(each.start)}–{int(each.end)}"
    row = picture.series[series]
    amount = f"{_number(row.values[at], language)} {picture.unit.say(language)}".strip()
    return f"{picture.labels[at].say(language)} · {row.label.say(language)}: {amount}"


def _number(value: float | None, language: Language) -> str:
    if value is None:
        return _NONE
    digits = f"{round(Decimal(value), 1):,f}".removesuffix(".0")
    return digits if language == "en" else digits.replace(",", "\0").replace(".", ",").replace("\0", ".")
