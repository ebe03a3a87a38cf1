"""The model behind a list of records: knows how long the list is, and reads the part that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.values import Amounts, DecimalNumber, Duration, WholeNumber
from portfolio_app.ui.models.cells import Page, Row, RowReader
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio

BLOCK: Final = 200
_MOST_BLOCKS: Final = 40
_ANY_INDEX = QModelIndex | QPersistentModelIndex


class RecordTableModel(QAbstractTableModel):
    """The records of one kind that fit a filter, in an order; a block of rows is read when it is first looked at.

    Attributes:
        loaded: rows were read anew: what was chosen must be looked up again by its id.
    """

    loaded = Signal()

    def __init__(self, session: Session, kind: RecordKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self._reader = RowReader(kind, session.registers, session.look.language)
        self._specs: tuple[FieldSpec, ...] = kind.list_fields
        self._words = ""
        self._order: tuple[str, ...] = ()
        self._blocks: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()
        self._total = 0
        self._generation = 0
        self._is_read = False

    # -- what Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how long the whole list is."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many fields of the kind stand in its list."""
        return 0 if parent.isValid() else len(self._specs)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; what was not read yet is empty and is asked for."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._row(index.row())
            return row.cells[index.column()] if row else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and _is_number(self._specs[index.column()]):
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the label of a field."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._specs):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._session.say(self._specs[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole and _is_number(self._specs[section]):
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one means the kind's own order."""
        minus = "-" if order is Qt.SortOrder.DescendingOrder else ""
        wanted = (f"{minus}{self._specs[column].name}",) if 0 <= column < len(self._specs) else ()
        if wanted != self._order:
            self._order = wanted
            self.read_again()

    # -- what the list asks -------------------------------------------------------------------------------------------

    @property
    def is_read(self) -> bool:
        """Whether the list was read since it was asked for; before that nobody knows whether it is empty."""
        return self._is_read

    @property
    def words(self) -> str:
        """The words of the filter."""
        return self._words

    def filter(self, words: str) -> None:
        """Show only the records in which these words occur."""
        cleaned = " ".join(words.split())
        if cleaned != self._words:
            self._words = cleaned
            self.read_again()

    def query(self) -> ListQuery:
        """Return the query by which the whole list, as it is shown now, can be read."""
        from portfolio_app.services.portfolio import ListQuery

        return ListQuery(words=self._words, order=self._order)

    def read_again(self) -> None:
        """Read the part that is shown again; the list keeps its place and what was on it until then."""
        self._generation += 1
        first = max(self._blocks, default=0) if not self._words and self._is_read else 0
        self._ask(first, afresh=True)

    def id_at(self, row: int) -> str:
        """Return the id of the record in a row; empty when it was not read yet."""
        found = self._row(row)
        return found.id if found else ""

    def row_of(self, record_id: str) -> int:
        """Return the row in which a record stands, as far as the list was read; -1 when it is not there."""
        for block, rows in self._blocks.items():
            for at, row in enumerate(rows):
                if row.id == record_id:
                    return block * BLOCK + at
        return -1

    def _row(self, row: int) -> Row | None:
        if not 0 <= row < self._total:
            return None
        block, at = divmod(row, BLOCK)
        rows = self._blocks.get(block)
        if rows is None:
            self._ask(block)
            return None
        return rows[at] if at < len(rows) else None

    def _ask(self, block: int, *, afresh: bool = False) -> None:
        if not afresh and block in self._asked:
            return
        self._asked.add(block)
        generation, reader, words, order = self._generation, self._reader, self._words, self._order

        def read(portfolio: Portfolio) -> Page:
            return reader.read(portfolio, _query(words, order, block))

        slot = "list" if afresh else f"list{block}"
        self._session.read(read, lambda page: self._take(generation, block, page), owner=self, slot=slot)

    def _take(self, generation: int, block: int, page: Page) -> None:
        if generation != self._generation:
            return
        afresh = page.total != self._total or not self._is_read or block in self._blocks
        if block and block * BLOCK >= page.total:  # the list became shorter than where it was looked at
            self._blocks.clear()
            self._ask(0, afresh=True)
            return
        if afresh:
            self._blocks.clear()
            self._asked = {block}
        elif len(self._blocks) >= _MOST_BLOCKS:
            oldest = next(iter(self._blocks))
            del self._blocks[oldest]
            self._asked.discard(oldest)
        self._blocks[block] = page.rows
        self._is_read = True
        self._set_total(page.total)
        first = block * BLOCK
        if page.rows:
            last = self._total - 1 if afresh else min(first + BLOCK, self._total) - 1
            top = 0 if afresh else first
            self.dataChanged.emit(self.index(top, 0), self.index(last, len(self._specs) - 1))
        self.loaded.emit()

    def _set_total(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()


def _query(words: str, order: tuple[str, ...], block: int) -> ListQuery:
    from portfolio_app.services.portfolio import ListQuery

    return ListQuery(words=words, order=order, limit=BLOCK, offset=block * BLOCK)


def _is_number(spec: FieldSpec) -> bool:
    return isinstance(spec.type, WholeNumber | DecimalNumber | Duration | Amounts)
