"""Cards in as many columns as there is room for; each card keeps to its place in the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.ui.widgets.layouts import take_out

_GAP: Final = 18
_MOST: Final = 4
_WIDTHS: Final = (720, 1180, 1900)
"""From these widths on, in pixels of a screen of 100 %, there are two, three, four columns."""
_PLACES: Final = {
    1: (0, 0, 0, 0, 0, 0),
    2: (0, 0, 0, 1, 1, 1),
    3: (0, 0, 1, 2, 2, 0),
    4: (0, 0, 1, 2, 3, 3),
}
"""The column of each group of cards, by the number of columns; see `Columns.show_groups`."""
GROUPS: Final = 6


class Columns(QWidget):
    """Holds groups of cards and deals them out over columns of equal width."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[tuple[QWidget, ...], ...] = ((),) * GROUPS
        self._count = 0
        self._shares: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for _ in range(_MOST):
            share = QWidget()
            column = QVBoxLayout(share)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(_GAP)
            share.hide()
            row.addWidget(share, 1)
            self._shares.append(share)

    @property
    def count(self) -> int:
        """How many columns there are now."""
        return self._count

    def show_groups(self, groups: Sequence[Sequence[QWidget]]) -> None:
        """Show these cards, of `GROUPS` groups; a card that was shown before and is not among them is deleted."""
        kept = {card for group in groups for card in group}
        for card in (card for group in self._groups for card in group if card not in kept):
            card.hide()
            card.deleteLater()
        self._groups = tuple(tuple(group) for group in groups)
        self._deal(self._fitting(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Deal them out anew when there is room for more columns or for fewer."""
        super().resizeEvent(event)
        count = self._fitting(event.size().width())
        if count != self._count:
            self._deal(count)

    def _fitting(self, width: int) -> int:
        return 1 + sum(width >= least for least in _WIDTHS)

    def _deal(self, count: int) -> None:
        self._count = count
        columns = [share.layout() for share in self._shares]
        for column in columns:
            if column is not None:
                take_out(column)
        places = self._places(count)
        used = 1 + max((at for at, group in zip(places, self._groups, strict=True) if group), default=0)
        before: QWidget | None = None
        for place in range(used):
            column = columns[place]
            for group, at in zip(self._groups, places, strict=True):
                for card in group if at == place else ():
                    if isinstance(column, QVBoxLayout):
                        column.addWidget(card)
                    if before is not None:
                        self.setTabOrder(before, card)
                    before = card
            if isinstance(column, QVBoxLayout):
                column.addStretch(1)
        for at, share in enumerate(self._shares):
            share.setVisible(at < used)

    def _places(self, count: int) -> tuple[int, ...]:
        """Return the column of each group; where one would stay empty, the groups that there are take one each."""
        usual = _PLACES[count]
        filled = [at for at, group in enumerate(self._groups) if group]
        if len({usual[at] for at in filled}) == count or len(filled) > count:
            return usual
        return tuple(filled.index(at) if at in filled else 0 for at in range(GROUPS))
