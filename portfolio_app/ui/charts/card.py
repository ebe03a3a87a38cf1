"""A chart in a card: its name, the chart or the table of its values, and a way to copy it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QStackedLayout, QTableWidget, QVBoxLayout

from portfolio_app.common.text import Text
from portfolio_app.services.board import Picture
from portfolio_app.ui.charts.values import table_of
from portfolio_app.ui.charts.view import ChartView
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.tips import plain_tip

_AS_TABLE: Final = Text("Als tabel", "Show as table")
_AS_CHART: Final = Text("Als grafiek", "Show as chart")
_COPY: Final = Text("Kopiëren als afbeelding", "Copy as picture")
_COPIED: Final = Text("De afbeelding staat op het klembord.", "The picture is on the clipboard.")


class ChartCard(QFrame):
    """One picture of the overview."""

    def __init__(self, look: Look, picture: Picture) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._picture = picture
        self.view = ChartView(look, picture, self)  # a stacked layout shows a child of nobody as a window
        self.table: QTableWidget | None = None
        self._said = plain_label("", tone="quiet", size=0.95)
        self._said.hide()
        title = look.say(picture.title)
        self.switch = tool_button(look, "list-filter", _AS_TABLE, self.toggle)
        copy = tool_button(look, "copy", _COPY, self._copy)
        self._name_switch()
        copy.setAccessibleName(f"{look.say(_COPY)}: {title}")
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(plain_label(title, strong=True, size=1.2, wrap=False))
        head.addStretch(1)
        head.addWidget(self.switch)
        head.addWidget(copy)
        self._inside = QStackedLayout()
        self._inside.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._inside)
        column.addWidget(self._said)

    @property
    def shows_table(self) -> bool:
        """Whether the values are shown as a table now."""
        return self.table is not None and self._inside.currentWidget() is self.table

    def toggle(self) -> None:
        """Show the chart as a table, or the table as a chart."""
        if self.table is None:
            self.table = self._built_table()
            self._inside.addWidget(self.table)
        self._inside.setCurrentWidget(self.view if self.shows_table else self.table)
        self._name_switch()

    def _name_switch(self) -> None:
        name = self._look.say(_AS_CHART if self.shows_table else _AS_TABLE)
        self.switch.setIcon(self._look.icon("layout-dashboard" if self.shows_table else "list-filter"))
        self.switch.setToolTip(name)
        self.switch.setAccessibleName(f"{name}: {self._look.say(self._picture.title)}")

    def _built_table(self) -> QTableWidget:
        from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

        heads, rows = table_of(self._picture, self._look.language)
        table = QTableWidget(len(rows), len(heads), self)
        table.setAccessibleName(self._look.say(self._picture.title))
        table.setAccessibleDescription(self._look.say(self._picture.description))
        table.setHorizontalHeaderLabels(heads)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setMinimumSize(QSize(0, 0))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setToolTip(plain_tip(words))
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table

    def _copy(self) -> None:
        self.view.copy()
        self._said.setText(self._look.say(_COPIED))
        self._said.show()
