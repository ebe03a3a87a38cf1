"""A table of backups to choose one from, for the page and for the start page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from portfolio_app.common.text import Text
from portfolio_app.storage.backups.store import Backup
from portfolio_app.ui.look import Look
from portfolio_app.ui.models.backups import BackupsModel
from portfolio_app.ui.widgets.focus_mark import mark_current_row, shows_focus

_NAME: Final = Text("Reservekopieën, de laatste eerst", "Backups, newest first")
_WIDTHS: Final = (160, 150, 100, 130, 95)
_LEFT_OUT: Final = (1, 3, 4)
_ROW_HEIGHT: Final = 30


class BackupTable(QTableView):
    """Shows backups; one can be chosen.

    Attributes:
        picked: another one was chosen, or none.
        opened: one was pressed twice, or Enter was pressed on it.
    """

    picked = Signal()
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, brief: bool = False) -> None:
        """Show nothing yet; `brief` leaves out what there is no room for beside the dates."""
        super().__init__(parent)
        self._look = look
        self.rows = BackupsModel(look, self)
        self.setModel(self.rows)
        self.setAccessibleName(look.say(_NAME))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.wide(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, look.wide(width))
        for column in _LEFT_OUT if brief else ():
            self.setColumnHidden(column, True)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.activated.connect(lambda _index: self.opened.emit())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keyboard's place: the current row, or all rows while none is."""
        super().paintEvent(event)
        if shows_focus(self):
            mark_current_row(self, self._look.tones.accent)

    @property
    def chosen(self) -> Backup | None:
        """The backup that is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.rows.backups[rows[0].row()] if rows else None

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Show these, and choose the first that is good, or the one that was chosen before."""
        before = self.chosen
        self.rows.show(backups)
        names = [backup.name for backup in backups]
        good = next((row for row, backup in enumerate(backups) if backup.problem is None), -1)
        row = names.index(before.name) if before is not None and before.name in names else good
        if row >= 0:
            self.selectRow(row)
        self.picked.emit()

    def focus_list(self) -> None:
        """Put the cursor in the list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
