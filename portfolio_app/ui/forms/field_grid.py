"""The places of the rows on a form: one or two columns, headings of groups across, languages side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QGridLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.forms.factory import is_narrow
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.layouts import take_out

_TWO_COLUMNS_FROM: Final = 430
_LANGUAGES_BESIDE_FROM: Final = 520


class Placed(Protocol):
    """What has to be known of a field to give it a place; see `FieldSpec`."""

    @property
    def name(self) -> str:
        """The field."""

    @property
    def type(self) -> object:
        """What it holds."""

    @property
    def group(self) -> Text:
        """The heading above it."""

    @property
    def english_of(self) -> str:
        """The field of which it is the English wording."""


class FieldGrid:
    """Places the rows of a form in the order of its fields.

    Attributes:
        columns: how many there is room for.
        beside: whether there is room for a text and its English wording side by side.
    """

    def __init__(
        self,
        form: QWidget,
        look: Look,
        *,
        narrow: Callable[[Any], bool] = is_narrow,
        margins: tuple[int, int, int, int] = (20, 12, 20, 20),
    ) -> None:
        """Place nothing yet; `narrow` tells of a field whether two such go side by side."""
        self._form = form
        self._look = look
        self._narrow = narrow
        self.columns = 2
        self.beside = True
        self._headings: dict[str, tuple[QWidget, ...]] = {}
        self._grid = QGridLayout(form)
        self._grid.setContentsMargins(*margins)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)

    def add_heading(self, spec: Placed) -> None:
        """Make the heading of the group that begins with a field, if one does."""
        if spec.group:
            heading = plain_label(self._look.say(spec.group), self._form, strong=True, size=1.08, tone="accent")
            self._headings[spec.name] = (line(self._form), heading)

    def fit(self, width: int) -> bool:
        """Take as many columns as there is room for; tell whether it is otherwise than before."""
        before = (self.columns, self.beside)
        self.columns = 2 if width >= self._look.wide(_TWO_COLUMNS_FROM) else 1
        self.beside = width >= self._look.wide(_LANGUAGES_BESIDE_FROM)
        return before != (self.columns, self.beside)

    def place(self, specs: Sequence[Placed], rows: Mapping[str, FieldRow], shown: set[str]) -> None:
        """Place the rows of the fields `shown`, and hide the others."""
        take_out(self._grid)
        for old in range(self._grid.rowCount()):
            self._grid.setRowStretch(old, 0)
        paired = {spec.english_of for spec in specs if spec.name in shown}
        for name, row in rows.items():
            row.setVisible(name in shown)
        placed = [spec for spec in specs if spec.name in rows and spec.name in shown]
        at, column = -1, 2
        before: Placed | None = None
        for spec, after in zip_longest(placed, placed[1:]):
            for part in self._headings.get(spec.name, ()):
                part.setVisible(at >= 0 or part is not self._headings[spec.name][0])
                at, column = at + 1, 2
                self._grid.addWidget(part, at, 0, 1, 2)
            starts_pair = spec.name in paired
            half = self._is_half(spec, in_pair=starts_pair or bool(spec.english_of))
            if column >= 2 or not half or starts_pair or self._goes_with_next(before, spec, after):
                at, column = at + 1, 0
            self._grid.addWidget(rows[spec.name], at, column, 1, 1 if half else 2)
            column += 1 if half else 2
            before = spec
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(at + 1, 1)

    def _is_half(self, spec: Placed, *, in_pair: bool) -> bool:
        return self.beside if in_pair else self.columns == 2 and self._narrow(spec)

    def _goes_with_next(self, before: Placed | None, spec: Placed, after: Placed | None) -> bool:
        """Tell whether a field leaves the room beside the one before to stand beside the next, as two days do."""
        if before is None or after is None or spec.english_of or after.name in self._headings:
            return False
        return type(before.type) is not type(spec.type) is type(after.type)
