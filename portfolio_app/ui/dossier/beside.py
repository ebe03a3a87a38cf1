"""Two parts beside each other; where it is narrow they stand below each other, each with room enough, and scroll."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from portfolio_app.ui.dossier.parts import Page, turn_by_room
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

_SHARE: Final = 0.86
"""Of the height, for what is to be looked at: what stands below it shows that there is more."""


class Beside(ScrollingColumn):
    """Shows something to look at, and at its side what there is to do.

    Args:
        look: how everything looks.
        first: what stands first.
        first_share: how much of the width that has.
        second: what stands second; one of the two is a `Page`, of which all is shown where they stand below each other.
    """

    def __init__(self, look: Look, first: QWidget, first_share: int, second: QWidget, parent: QWidget) -> None:
        super().__init__(parent, ground="page")
        self._look = look
        self._parts = (first, second)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.content)
        self._row.setContentsMargins(20, 16, 24, 16)
        self._row.setSpacing(16)
        self._row.addWidget(first, first_share)
        self._row.addWidget(second, 100 - first_share)
        for part in self._parts:
            if isinstance(part, Page) and (page := part.widget()) is not None:
                page.installEventFilter(self)

    def reveal(self, part: QWidget) -> None:
        """Scroll to where a part begins, if it is not to be seen."""
        self.ensureVisible(0, part.y() + self.viewport().height() - self._row.spacing(), 0, 0)
        self.ensureVisible(0, part.y(), 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn by the room there is."""
        turn_by_room(self._row, self._look, event.size().width())
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give a page whose content changed the height that it needs now."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        stacked = self._row.direction() == QBoxLayout.Direction.TopToBottom
        for part in self._parts:
            least = 0
            if stacked:
                least = _height_of(part) if isinstance(part, Page) else round(self.viewport().height() * _SHARE)
            if part.minimumHeight() != least:
                part.setMinimumHeight(least)


def _height_of(page: Page) -> int:
    """Return how high all of a page is at the width that it has."""
    width = page.viewport().width()
    return max(page.column.totalHeightForWidth(width), page.column.totalSizeHint().height())
