"""The model behind a list of records: knows how long the list is, and reads the part that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.values import Amounts, DecimalNumber, Duration, WholeNumber
from portfolio_app.ui.models.cells import Page, Row, RowReader
from portfolio_app.ui.models.sections import HEADING, Section, Sections
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.services.lists import Stretch
    from portfolio_app.services.portfolio import ListQuery, Portfolio

BLOCK: Final = 200
HEADING_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Label, summary and whether it is folded, of a row that is a heading; None for a record."""
_MOST_ROWS: Final = 8_000
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_BlockKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list shows: the words that must occur, and for some fields the keys of the heaps that are wanted."""

    words: str = ""
    facets: Mapping[str, frozenset[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.facets)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A list as it was read: its sections, and the rows of one block."""

    sections: tuple[Section, ...]
    block: _BlockKey
    rows: tuple[Row, ...]


class RecordTableModel(QAbstractTableModel):
    """The records of one kind that fit a filter, in an order; a block of rows is read when it is first looked at.

    Attributes:
        loaded: rows were read: what was chosen must be looked up again by its id.
        read_anew: the whole list was read again, so that records may stand elsewhere.
        shown_anew: other columns, another order or other groups are shown.
    """

    loaded = Signal()
    read_anew = Signal()
    shown_anew = Signal()

    def __init__(self, session: Session, kind: RecordKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self._specs: tuple[FieldSpec, ...] = kind.list_fields
        self.reader = RowReader(kind, session.registers, session.look.language, self._specs)
        self._narrowing = Narrowing()
        self._order: tuple[str, ...] = ()
        self._group = ""
        self._sections = Sections()
        self._blocks: dict[_BlockKey, tuple[Row, ...]] = {}
        self._asked: set[_BlockKey] = set()
        self._last_asked: _BlockKey = (0, 0)
        self._generation = 0
        self._is_read = False

    # -- what Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how long the whole list is, headings too."""
        return 0 if parent.isValid() else self._sections.rows

    def columnCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many fields are columns."""
        return 0 if parent.isValid() else len(self._specs)

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        """Return that records can be chosen and headings only gone to."""
        if index.isValid() and self._sections.is_heading(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; what was not read yet is empty and is asked for."""
        if not index.isValid():
            return None
        if self._sections.headed and self._sections.is_heading(index.row()):
            return self._heading_data(index, role)
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._session.say(self._specs[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole and _is_number(self._specs[section]):
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one means the kind's own order."""
        minus = "-" if order is Qt.SortOrder.DescendingOrder else ""
        wanted = (f"{minus}{self._specs[column].name}",) if 0 <= column < len(self._specs) else ()
        self.order_by(wanted)

    # -- how the list is shown ----------------------------------------------------------------------------------------

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The fields that are columns."""
        return self._specs

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which the list is ordered, a leading minus for downward; empty for the kind's own order."""
        return self._order

    @property
    def group(self) -> str:
        """The field by which the list is grouped; empty for none."""
        return self._group

    @property
    def narrowing(self) -> Narrowing:
        """What the list is narrowed down to."""
        return self._narrowing

    @property
    def sections(self) -> Sections:
        """Where its rows stand."""
        return self._sections

    def order_by(self, order: tuple[str, ...]) -> None:
        """Order by fields; none means the kind's own order."""
        if order != self._order:
            self._order = order
            self.shown_anew.emit()
            self.read_again()

    def group_by(self, field: str) -> None:
        """Put the records under headings by what they have in common in a field; no field, no headings."""
        if field != self._group:
            self._group = field
            self._sections = Sections(self._sections.all, headed=self._sections.headed)
            self.shown_anew.emit()
            self.read_again()

    def show_columns(self, specs: Iterable[FieldSpec]) -> None:
        """Show these fields as columns."""
        wanted = tuple(specs)
        if wanted != self._specs:
            self.beginResetModel()
            self._specs = wanted
            self.reader = replace(self.reader, specs=wanted)
            self._blocks.clear()
            self._asked.clear()
            self.endResetModel()
            self.shown_anew.emit()
            if self._is_read:
                self.read_again()

    def narrow(self, narrowing: Narrowing) -> None:
        """Show only the records that fit."""
        cleaned = replace(narrowing, words=" ".join(narrowing.words.split()))
        if cleaned != self._narrowing:
            self._narrowing = cleaned
            self._last_asked = (0, 0)
            self.read_again()

    def fold(self, row: int) -> None:
        """Fold the section with its heading in a row away, or out again."""
        number, place = self._sections.place(row)
        if place != HEADING:
            return
        section = self._sections.all[number]
        folded = self._sections.folded ^ {section.key}
        anew = Sections(self._sections.all, headed=True, folded=folded)
        first = row + 1
        if section.key in folded:
            self.beginRemoveRows(QModelIndex(), first, row + section.count)
            self._sections = anew
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, row + section.count)
            self._sections = anew
            self.endInsertRows()
        heading = self.index(row, 0)
        self.dataChanged.emit(heading, self.index(row, len(self._specs) - 1))

    def fold_all(self, *, folded: bool) -> None:
        """Show only headings, or everything."""
        keys = [section.key for section in self._sections.all] if folded else []
        self.beginResetModel()
        self._sections = Sections(self._sections.all, headed=self._sections.headed, folded=keys)
        self.endResetModel()
        self.loaded.emit()

    # -- what the list asks -------------------------------------------------------------------------------------------

    @property
    def is_read(self) -> bool:
        """Whether the list was read since it was asked for; before that nobody knows whether it is empty."""
        return self._is_read

    def query(self) -> ListQuery:
        """Return what the list asks of the vault."""
        return _query(self._narrowing, self._order, self.reader.language)

    def read_again(self) -> None:
        """Read the part that is shown again; the list keeps its place and what was on it until then."""
        self._generation += 1
        generation, reader, query, group = self._generation, self.reader, self.query(), self._group
        wanted = self._last_asked

        def read(portfolio: Portfolio) -> _Fresh:
            return _read_fresh(portfolio, reader, query, group, wanted)

        self._session.read(read, lambda fresh: self._take_fresh(generation, fresh), owner=self, slot="list")

    def id_at(self, row: int) -> str:
        """Return the id of the record in a row; empty when it was not read yet, or is a heading."""
        found = self._row(row)
        return found.id if found else ""

    def row_of(self, record_id: str) -> int:
        """Return the row in which a record stands, as far as the list was read; -1 when it is not there."""
        for (number, block), rows in self._blocks.items():
            for at, row in enumerate(rows):
                if row.id == record_id:
                    return self._sections.row(number, block * BLOCK + at)
        return -1

    def stretches(self, ranges: Iterable[tuple[int, int]]) -> tuple[Stretch, ...]:
        """Return the records in some ranges of rows, each from first to last, as the services take them."""
        from portfolio_app.services.lists import Stretch

        found: list[Stretch] = []
        for first, last in sorted(ranges):
            for number, place, length in self._sections.records_between(first, last):
                known = {
                    block * BLOCK + at: row.id
                    for (of, block), rows in self._blocks.items()
                    if of == number and block * BLOCK < place + length and block * BLOCK + BLOCK > place
                    for at, row in enumerate(rows)
                }
                found.append(Stretch(self._sections.all[number].query, place, length, known))
        return tuple(found)

    # -- within -------------------------------------------------------------------------------------------------------

    def _heading_data(self, index: _ANY_INDEX, role: int) -> Any:
        section = self._sections.all[self._sections.place(index.row())[0]]
        if role == HEADING_ROLE:
            return section.label, section.summary, section.key in self._sections.folded
        first = index.column() == 0
        if role == Qt.ItemDataRole.AccessibleTextRole and first:
            return f"{section.label}, {section.summary}"
        return section.label if role == Qt.ItemDataRole.DisplayRole and first else None

    def _row(self, row: int) -> Row | None:
        if not 0 <= row < self._sections.rows:
            return None
        number, place = self._sections.place(row)
        if place == HEADING:
            return None
        block, at = divmod(place, BLOCK)
        rows = self._blocks.get((number, block))
        if rows is None:
            self._ask((number, block))
            return None
        return rows[at] if at < len(rows) else None

    def _ask(self, key: _BlockKey) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        self._last_asked = key
        number, block = key
        generation, reader = self._generation, self.reader
        query = replace(self._sections.all[number].query, limit=BLOCK, offset=block * BLOCK)

        def read(portfolio: Portfolio) -> Page:
            return reader.read(portfolio, query)

        slot = f"list {number} {block}"
        self._session.read(read, lambda page: self._take_block(generation, key, page), owner=self, slot=slot)

    def _take_block(self, generation: int, key: _BlockKey, page: Page) -> None:
        if generation != self._generation:
            return
        if page.total != self._sections.all[key[0]].count:
            self.read_again()
            return
        self._keep(key, page.rows)
        self._tell_changed(key)
        self.loaded.emit()

    def _take_fresh(self, generation: int, fresh: _Fresh) -> None:
        if generation != self._generation:
            return
        self._generation += 1  # what was asked meanwhile was asked by the places of the old sections
        anew = Sections(fresh.sections, headed=bool(self._group), folded=self._sections.folded)
        before, self._is_read = self._sections, True
        self._blocks.clear()
        self._asked.clear()
        if anew.headed or before.headed:
            self._replace_sections(before, anew, fresh)
        else:
            self._set_length(before, anew, fresh)
        self.loaded.emit()
        self.read_anew.emit()

    def _replace_sections(self, before: Sections, anew: Sections, fresh: _Fresh) -> None:
        same = before.headed == anew.headed and before.shape == anew.shape
        if not same:
            self.beginResetModel()
        self._sections = anew
        self._take_rows(fresh)
        if not same:
            self.endResetModel()
        elif anew.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(anew.rows - 1, len(self._specs) - 1))

    def _set_length(self, before: Sections, anew: Sections, fresh: _Fresh) -> None:
        old, new = before.rows, anew.rows
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
        elif new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
        self._sections = anew
        self._take_rows(fresh)
        if new > old:
            self.endInsertRows()
        elif new < old:
            self.endRemoveRows()
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, len(self._specs) - 1))

    def _take_rows(self, fresh: _Fresh) -> None:
        if fresh.sections and fresh.rows:
            self._keep(fresh.block, fresh.rows)
            self._asked.add(fresh.block)

    def _keep(self, key: _BlockKey, rows: tuple[Row, ...]) -> None:
        held = sum(len(each) for each in self._blocks.values())
        while self._blocks and held + len(rows) > _MOST_ROWS:
            oldest = next(iter(self._blocks))
            held -= len(self._blocks.pop(oldest))
            self._asked.discard(oldest)
        self._blocks[key] = rows

    def _tell_changed(self, key: _BlockKey) -> None:
        number, block = key
        first = self._sections.row(number, block * BLOCK)
        if first >= 0 and self._blocks[key]:
            last = first + len(self._blocks[key]) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._specs) - 1))


def _read_fresh(portfolio: Portfolio, reader: RowReader, query: ListQuery, group: str, wanted: _BlockKey) -> _Fresh:
    if not group:
        block = wanted[1] if wanted[0] == 0 else 0
        page = reader.read(portfolio, replace(query, limit=BLOCK, offset=block * BLOCK))
        if block and not page.rows:  # the list became shorter than where it was looked at
            block = 0
            page = reader.read(portfolio, replace(query, limit=BLOCK))
        whole = (Section("", "", "", page.total, query),) if page.total else ()
        return _Fresh(whole, (0, block), page.rows)
    from portfolio_app.services import lists

    heaps = {heap.key: heap.totals for heap in lists.groups(portfolio, reader.kind, query, group)}
    labels = reader.heap_labels(portfolio, reader.kind.field(group), heaps)
    sections = tuple(
        Section(key, label, reader.wording_of(heaps[key]), heaps[key].count, lists.narrowed(query, group, (key,)))
        for key, label in labels.items()
    )
    number, block = wanted if wanted[0] < len(sections) and wanted[1] * BLOCK < sections[wanted[0]].count else (0, 0)
    if not sections:
        return _Fresh((), (0, 0), ())
    page = reader.read(portfolio, replace(sections[number].query, limit=BLOCK, offset=block * BLOCK))
    return _Fresh(sections, (number, block), page.rows)


def _query(narrowing: Narrowing, order: tuple[str, ...], language: Language) -> ListQuery:
    from portfolio_app.services.lists import narrowed
    from portfolio_app.services.portfolio import ListQuery

    query = ListQuery(words=narrowing.words, order=order, language=language)
    for field, keys in (narrowing.facets or {}).items():
        query = narrowed(query, field, sorted(keys))
    return query


def _is_number(spec: FieldSpec) -> bool:
    return isinstance(spec.type, WholeNumber | DecimalNumber | Duration | Amounts)
