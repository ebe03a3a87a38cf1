"""The head of a page: its name, what it is for, and its parts."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.segments import SEGMENT_INDENT, SegmentBar

_LEFT = 24
_ABOVE = 18
_ABOVE_SEGMENTS = 4


class PageHead(QWidget):
    """Title, hint and segments, with the words of the segments straight below those of the title."""

    def __init__(self, title: str, hint: str, segments: SegmentBar | None = None) -> None:
        super().__init__()
        self._hint = plain_label(hint, tone="quiet")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT - SEGMENT_INDENT, _ABOVE, _LEFT, 0)
        column.setSpacing(2)
        self._labels: tuple[QLabel, ...] = (plain_label(title, strong=True, size=1.55), self._hint)
        for label in self._labels:
            label.setContentsMargins(SEGMENT_INDENT, 0, 0, 0)
            column.addWidget(label)
        if segments is None:
            column.addSpacing(12)
        else:
            column.addSpacing(8)
            column.addWidget(segments)

    def show_title(self, *, shown: bool) -> None:
        """Show title and hint, or leave them to the page around this one."""
        for label in self._labels:
            label.setVisible(shown)
        margins = self._column.contentsMargins()
        margins.setTop(_ABOVE if shown else _ABOVE_SEGMENTS)
        self._column.setContentsMargins(margins)

    def show_hint(self, hint: str) -> None:
        """Show another hint."""
        self._hint.setText(hint)

    def keep_low(self, *, low: bool) -> None:
        """Leave the hint out where there is little height: whoever needs it has help and the title."""
        self._hint.setVisible(not low)
