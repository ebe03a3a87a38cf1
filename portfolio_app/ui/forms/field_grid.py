"""The places of the rows on a form: one or two columns, headings of groups across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from portfolio_app.domain.fields import FieldSpec
from portfolio_app.ui.forms.factory import is_narrow
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import line, plain_label

_TWO_COLUMNS_FROM: Final = 430


class FieldGrid:
    """Places the rows of a form in the order of its fields.

    Attributes:
        columns: how many there is room for.
    """

    def __init__(self, form: QWidget, look: Look) -> None:
        self._form = form
        self._look = look
        self.columns = 2
        self._headings: dict[str, tuple[QWidget, ...]] = {}
        self._grid = QGridLayout(form)
        self._grid.setContentsMargins(20, 12, 20, 20)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)

    def add_heading(self, spec: FieldSpec) -> None:
        """Make the heading of the group that begins with a field, if one does."""
        if spec.group:
            heading = plain_label(self._look.say(spec.group), self._form, strong=True, size=1.08, tone="accent")
            self._headings[spec.name] = (line(self._form), heading)

    def fit(self, width: int) -> bool:
        """Take as many columns as there is room for; tell whether that is another number than before."""
        columns = 2 if width >= self._look.wide(_TWO_COLUMNS_FROM) else 1
        before, self.columns = self.columns, columns
        return columns != before

    def place(self, specs: Iterable[FieldSpec], rows: Mapping[str, FieldRow], shown: set[str]) -> None:
        """Place the rows of the fields `shown`, and hide the others."""
        columns = self.columns
        while self._grid.takeAt(0) is not None:
            pass
        for old in range(self._grid.rowCount()):
            self._grid.setRowStretch(old, 0)
        at, column = -1, columns
        for spec in specs:
            row = rows.get(spec.name)
            if row is None:
                continue
            row.setVisible(spec.name in shown)
            if spec.name not in shown:
                continue
            for part in self._headings.get(spec.name, ()):
                part.setVisible(at >= 0 or part is not self._headings[spec.name][0])
                at, column = at + 1, columns
                self._grid.addWidget(part, at, 0, 1, 2)
            narrow = is_narrow(spec) and columns == 2
            if column >= columns or not narrow:
                at, column = at + 1, 0
            self._grid.addWidget(row, at, column, 1, 1 if narrow else 2)
            column += 1 if narrow else columns
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(at + 1, 1)
