"""Setting of tables: thin rules, no boxes, the header repeated on each page, rows kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.documents.blocks import Align, Column, Inline, Row, Table
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Style
from portfolio_app.documents.pdf.flow import Flow, SetText
from portfolio_app.documents.pdf.lines import Line, words_of
from portfolio_app.documents.pdf.running_text import Spoken, prepare_inline, simple
from portfolio_app.documents.pdf.structure import COLUMN_HEADER, ROW_HEADER, Attributes, summarised
from portfolio_app.documents.pdf.words import NO_ROWS

_COLUMN_GAP: Final = 12.0
_PADDING: Final = 3.5
_HEADER_PADDING: Final = 4.0
_AFTER_TABLE: Final = 16.0
_WORDS_MAY_TAKE: Final = 0.3
_LONG_ROW: Final = 10 * design.TABLE_TEXT.leading
_KEPT_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands: its left edge and its measure."""

    left: float
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell broken into lines, in one style or in several; `attributes` are those of its element."""

    plain: list[Line] | None
    rich: SetText | None
    attributes: Attributes

    @property
    def count(self) -> int:
        return len(self.plain) if self.plain is not None else len(self.rich.lines) if self.rich else 0


def set_table(flow: Flow, table: Table) -> None:
    """Set a table over as many pages as it takes."""
    _TableSetter(flow, table).set()


def table_start_height(flow: Flow, table: Table) -> float:
    """Return the height of the header with the first rows, which a heading before it must have room for."""
    return _TableSetter(flow, table).start_height()


def column_widths(flow: Flow, table: Table) -> list[float]:
    """Return the width of each column without its gap: by weight, but if possible as wide as its longest word."""
    room = design.FULL_WIDTH - _COLUMN_GAP * (len(table.columns) - 1)
    total = sum(column.weight for column in table.columns)
    shares = [room * column.weight / total for column in table.columns]
    least = [min(_longest_word(flow, table, index), room * _WORDS_MAY_TAKE) for index in range(len(table.columns))]
    lacking = sum(max(0.0, low - share) for low, share in zip(least, shares, strict=True))
    spare = [max(0.0, share - low) for low, share in zip(least, shares, strict=True)]
    if lacking == 0 or sum(spare) < lacking:
        return shares
    given = lacking / sum(spare)
    return [max(share, low) - extra * given for low, share, extra in zip(least, shares, spare, strict=True)]


def _longest_word(flow: Flow, table: Table, index: int) -> float:
    head, text = flow.face(design.TABLE_HEAD), flow.face(design.TABLE_TEXT)
    longest = (
        max((head.width(word) for word in words_of(table.columns[index].header)), default=0) * design.TABLE_HEAD.size
    )
    words = {word for row in table.rows for run in row.cells[index] for word in words_of(run.text)}
    strong = 1.05 if any(row.strong for row in table.rows) else 1.0
    longest = max(longest, max((text.width(word) for word in words), default=0) * design.TABLE_TEXT.size * strong)
    return longest / 1000 + 0.5


class _TableSetter:
    def __init__(self, flow: Flow, table: Table) -> None:
        self._flow = flow
        self._table = table
        self._places = self._place(table.columns, column_widths(flow, table))
        self._ahead: dict[int, list[_Cell]] = {}
        self._header = [
            flow.lines(column.header, design.TABLE_HEAD, place.width)
            for column, place in zip(table.columns, self._places, strict=True)
        ]
        self._header_height = (
            max(len(lines) for lines in self._header) * design.TABLE_HEAD.leading + 2 * _HEADER_PADDING
        )

    @staticmethod
    def _place(columns: Sequence[Column], widths: Sequence[float]) -> list[_Place]:
        places, left = [], design.LEFT
        for column, width in zip(columns, widths, strict=True):
            places.append(_Place(left, width, column.align))
            left += width + _COLUMN_GAP
        return places

    def start_height(self) -> float:
        """Return the height of the header with what must stand below it on the same page."""
        if not self._table.rows:
            return self._header_height + design.TABLE_TEXT.leading
        kept = self._kept_height(0)
        return self._header_height + (kept if kept <= self._page_room else _LONG_ROW)

    def set(self) -> None:
        flow, table = self._flow, self._table
        flow.need(self.start_height())
        with flow.tree.element("Table", summarised(table.summary)):
            self._set_header()
            if table.rows:
                with flow.tree.element("TBody"):
                    for number in range(len(table.rows)):
                        self._set_row(number)
        if not table.rows:
            flow.set_text(NO_ROWS.say(flow.language), design.CAPTION, design.LEFT, design.FULL_WIDTH)
        flow.y -= _AFTER_TABLE

    # The header

    def _set_header(self) -> None:
        flow = self._flow
        with flow.tree.element("THead"), flow.tree.element("TR"):
            for place, lines in zip(self._places, self._header, strict=True):
                with flow.tree.element("TH", COLUMN_HEADER), flow.content():
                    self._show(place, self._header_top(lines), lines, design.TABLE_HEAD)
        self._end_header()

    def _repeat_header(self) -> None:
        with self._flow.artifact(furniture=True):
            for place, lines in zip(self._places, self._header, strict=True):
                self._show(place, self._header_top(lines), lines, design.TABLE_HEAD)
        self._end_header()

    def _header_top(self, lines: Sequence[Line]) -> float:
        # Headers of different heights stand on the rule below them.
        return self._flow.y - self._header_height + _HEADER_PADDING + len(lines) * design.TABLE_HEAD.leading

    def _end_header(self) -> None:
        self._flow.y -= self._header_height
        with self._flow.artifact():
            self._flow.rule(design.LEFT, self._flow.y, design.FULL_WIDTH, design.INK, 0.8)

    # Rows

    @property
    def _page_room(self) -> float:
        """The height for rows on a page that holds nothing else."""
        return design.TOP - design.BOTTOM - self._header_height

    def _cells(self, number: int) -> list[_Cell]:
        """Return the cells of a row; those that were looked at ahead are not broken into lines again."""
        known = self._ahead.get(number)
        if known is None:
            row = self._table.rows[number]
            style = self._style(row)
            known = self._ahead[number] = [
                self._cell(content, style, place.width) for content, place in zip(row.cells, self._places, strict=True)
            ]
        return known

    def _row_height(self, number: int) -> float:
        return max((cell.count for cell in self._cells(number)), default=1) * design.TABLE_TEXT.leading + 2 * _PADDING

    def _kept_height(self, number: int) -> float:
        """Return the height of a row with the rows after it that must stand on the same page."""
        height = self._row_height(number)
        last = number + _KEPT_AT_MOST - 1
        while number < last and self._keeps_next(number):
            number += 1
            height += self._row_height(number)
        return height

    def _keeps_next(self, number: int) -> bool:
        """Tell whether a row must stand with the next: a group with its first row, the last row with its total."""
        rows = self._table.rows
        if number + 1 >= len(rows):
            return False
        return rows[number].strong or (number + 2 == len(rows) and rows[-1].strong)

    def _style(self, row: Row) -> Style:
        return design.TABLE_STRONG if row.strong else design.TABLE_TEXT

    def _cell(self, content: Inline, style: Style, width: float) -> _Cell:
        text = simple(content)
        spoken = Spoken.of(content, self._flow.language)
        attributes = spoken.attribute(self._flow)
        if text is None:
            return _Cell(None, prepare_inline(self._flow, content, style, width, spoken), attributes)
        return _Cell(self._flow.lines(text, style, width) if text.strip() else [], None, attributes)

    def _set_row(self, number: int) -> None:
        flow = self._flow
        row, cells = self._table.rows[number], self._cells(number)
        self._turn_before(number)
        del self._ahead[number]
        flow.anchor(row.anchor)
        lines = max((cell.count for cell in cells), default=1)
        leading = design.TABLE_TEXT.leading
        with flow.tree.element("TR"):
            elements = [
                flow.tree.add("TH", ROW_HEADER + cell.attributes)
                if index == self._table.row_header
                else flow.tree.add("TD", cell.attributes)
                for index, cell in enumerate(cells)
            ]
            start, owners = 0, [dict[int, int]() for _ in cells]
            while True:
                fit = max(1, int((flow.room - 2 * _PADDING + 0.01) // leading))
                stop = min(lines, start + fit)
                self._show_cells(row, cells, elements, owners, start, stop)
                flow.y -= (stop - start) * leading + 2 * _PADDING
                with flow.artifact():
                    flow.rule(design.LEFT, flow.y, design.FULL_WIDTH)
                if stop >= lines:
                    return
                start = stop
                self._turn()

    def _turn_before(self, number: int) -> None:
        """Turn the page when a row, with what is kept with it, has no room on this one but has on the next."""
        room = self._flow.room
        kept, height = self._kept_height(number), self._row_height(number)
        needed = kept if kept <= self._page_room else height
        if needed > room and (needed <= self._page_room or room < _LONG_ROW):
            self._turn()

    def _turn(self) -> None:
        self._flow.turn()
        self._repeat_header()

    def _show_cells(
        self,
        row: Row,
        cells: Sequence[_Cell],
        elements: Sequence[int],
        owners: Sequence[dict[int, int]],
        start: int,
        stop: int,
    ) -> None:
        flow, style = self._flow, self._style(row)
        top = flow.y - _PADDING
        for cell, place, element, owned in zip(cells, self._places, elements, owners, strict=True):
            if cell.plain is not None:
                lines = cell.plain[start:stop]
                if lines:
                    with flow.content(element):
                        self._show(place, top, lines, style)
            elif cell.rich is not None and start < cell.count:
                with flow.tree.reopened(element):
                    flow.show_rich(cell.rich, place.left, top, owned, start, min(stop, cell.count))

    def _show(self, place: _Place, top: float, lines: Sequence[Line], style: Style) -> None:
        if place.align is Align.RIGHT:
            self._flow.show_aligned(place.left + place.width, top, lines, style)
        elif place.align is Align.CENTRE:
            self._flow.show_aligned(place.left + place.width / 2, top, lines, style, centre=True)
        else:
            self._flow.show_lines(place.left, top, lines, style)
