"""The backups in one place as a table."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from portfolio_app.common.text import Text
from portfolio_app.storage.backups.store import Backup
from portfolio_app.ui.backups.wording import REASONS, moment, size
from portfolio_app.ui.look import Look

_COLUMNS: Final = (
    Text("Gemaakt op", "Made on"),
    Text("Aanleiding", "Reason"),
    Text("Gegevens", "Records"),
    Text("Bewijsstukken", "Evidence"),
    Text("Database", "Database"),
    Text("Staat", "Status"),
)
_GOOD: Final = Text("Goed: nagekeken bij het maken", "Good: checked when it was made")
_READ: Final = Text("Goed: nu helemaal gelezen", "Good: just read in full")
_INCOMPLETE: Final = Text("Goed; {n} bewijsstukken ontbraken al", "Good; {n} pieces of evidence were already missing")
_BAD: Final = Text("Niet goed: {why}", "Not good: {why}")
_NUMBERS: Final = (2, 3, 4)

_Index = QModelIndex | QPersistentModelIndex


class BackupsModel(QAbstractTableModel):
    """Rows of backups, the one made last first."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.backups: tuple[Backup, ...] = ()
        self._read: dict[str, Text | None] = {}

    def show(self, backups: tuple[Backup, ...]) -> None:
        """Show these backups."""
        self.beginResetModel()
        self.backups = backups
        self.endResetModel()

    def note_read(self, backup: Backup, wrong: Text | None) -> None:
        """Show what was found when a backup was read in full: what is wrong with it, or None."""
        self._read[backup.name] = wrong
        last = len(_COLUMNS) - 1
        for row, each in enumerate(self.backups):
            if each.name == backup.name:
                self.dataChanged.emit(self.index(row, last), self.index(row, last))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """One for each backup."""
        return 0 if parent.isValid() else len(self.backups)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """What is told of each."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.say(_COLUMNS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words in a cell."""
        if not index.isValid():
            return None
        backup = self.backups[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(backup)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._look.say(_COLUMNS[index.column()])}: {self._words(backup)[index.column()]}"
        return None

    def _words(self, backup: Backup) -> tuple[str, ...]:
        language = self._look.language
        made = backup.manifest
        if made is None:
            return backup.name, "", "", "", "", self._state(backup)
        return (
            moment(made.made_at, language),
            REASONS[made.reason].capitalised().say(language),
            str(made.records),
            str(len(made.evidence)),
            size(made.database_bytes, language),
            self._state(backup),
        )

    def _state(self, backup: Backup) -> str:
        wrong = backup.problem or self._read.get(backup.name)
        if wrong is not None:
            return self._look.say(_BAD.fill(why=wrong))
        if backup.manifest is not None and backup.manifest.absent:
            return self._look.say(_INCOMPLETE.fill(n=len(backup.manifest.absent)))
        return self._look.say(_READ if backup.name in self._read else _GOOD)

    @staticmethod
    def _side(column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
