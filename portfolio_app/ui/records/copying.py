"""Records for the clipboard: lines of words with tabs between them, or a CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from portfolio_app.ui.models.cells import RowReader

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Copied:
    """Records as text, and as a table."""

    lines: str
    table: str

    def for_clipboard(self, *, as_table: bool) -> QMimeData:
        """Return what the clipboard gets; a table says so too to programs that ask."""
        data = QMimeData()
        data.setText(self.table if as_table else self.lines)
        if as_table:
            data.setData("text/csv", self.table.encode("utf-8"))
        return data


def read_copy(portfolio: Portfolio, reader: RowReader, ids: Sequence[str], order: tuple[str, ...]) -> Copied:
    """Return records in the columns of `reader`, with a heading; no cell is taken for a formula by a spreadsheet."""
    from portfolio_app.exchange.archive.cells import DELIMITER, neutral
    from portfolio_app.services.portfolio import ListQuery

    page = reader.read(portfolio, ListQuery(ids=tuple(ids), order=order))
    heading = tuple(spec.label.say(reader.language) for spec in reader.specs)
    rows = [tuple(neutral(cell) for cell in cells) for cells in (heading, *(row.cells for row in page.rows))]
    lines = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    written = io.StringIO()
    csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n").writerows(rows)
    return Copied(lines, written.getvalue())
