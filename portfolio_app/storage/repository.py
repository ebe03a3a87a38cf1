"""Reading records: one, a page of a list, some columns of many, all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, false, func, literal_column, select

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.heaps import Heap
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.storage.errors import RecordMissingError
from portfolio_app.storage.heaps import add_up, count_heaps, lies_on
from portfolio_app.storage.tables import (
    LINK,
    RECORD,
    SEARCH,
    KindTable,
    kind_tables,
    number_of_wanted,
    order_terms,
    ordered_by,
    table_of,
)
from portfolio_app.storage.words import match_expression

R = TypeVar("R", bound=Record)

Comparison = Literal["is", "is not", "at least", "at most", "one of", "on heap"]


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on one field.

    Attributes:
        field: its name.
        comparison: how the field is held against the value.
        value: of the field's own type; for "one of" a collection of these; for "on heap" a collection of the keys of
            its heaps (`domain.heaps`).
    """

    field: str
    comparison: Comparison
    value: Any


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which records of a kind, in what order, and how many.

    Attributes:
        words: only records in which all these words occur, as in searching.
        where: conditions that all hold.
        linked_to: only records that link to the record with this id.
        ids: only the records with these ids; None for any.
        order: field names, a leading minus for downward; the kind's own order when empty.
        limit: at most so many; None for all.
        offset: leave out the first so many.
        language: in which the list is read. A text that has an English wording too stands in an English list by that:
            so it is ordered, put on heaps, and given by `Repository.rows`.
    """

    words: str = ""
    where: tuple[Where, ...] = ()
    linked_to: str = ""
    ids: tuple[str, ...] | None = None
    order: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    language: Language = "nl"


ALL: ListQuery = ListQuery()


@dataclass(frozen=True, slots=True)
class Referrer:
    """A record that links to another, and by which field."""

    kind: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class RecordState:
    """What the storage knows of a record besides its fields.

    Attributes:
        revision: counts its changes, from 1; give it to `update` to notice that somebody else changed it.
    """

    kind: RecordKind
    id: str
    revision: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class RecordTitle:
    """What a record is called."""

    kind: str
    id: str
    nl: str
    en: str = field(default="")

    def say(self, language: Language) -> str:
        """Return the title in `language`."""
        return self.en or self.nl if language == "en" else self.nl


class Repository:
    """The records as one transaction sees them; good until that ends."""

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`."""
        self._connection = connection

    def find(self, record_id: str) -> Record | None:
        """Return the record with that id, of whatever kind, or None."""
        key = self._connection.execute(_KIND_OF, {"id": record_id}).scalar()
        return None if key is None else self._one(kind_tables()[key], record_id)

    def found(self, record_id: str) -> Record:
        """Return the record with that id, of whatever kind.

        Raises:
            RecordMissingError: there is none.
        """
        record = self.find(record_id)
        if record is None:
            raise RecordMissingError(record_id)
        return record

    def get(self, record_type: type[R], record_id: str) -> R:
        """Return the record of that kind with that id.

        Raises:
            RecordMissingError: there is none.
        """
        record = self._one(table_of(record_type.kind), record_id)
        if record is None:
            raise RecordMissingError(record_id)
        return cast("R", record)

    def only(self, record_type: type[R]) -> R | None:
        """Return the record of a kind of which there is one at most."""
        return next(iter(self.all(record_type, ListQuery(limit=1))), None)

    def all(self, record_type: type[R], query: ListQuery = ALL) -> list[R]:
        """Return the records of a kind that `query` asks for.

        Raises:
            ValueProblem: the query names a field that the kind does not have.
        """
        kind_table = table_of(record_type.kind)
        rows = self._connection.execute(_chosen(kind_table, _whole(kind_table), query))
        return [cast("R", kind_table.record_from(row)) for row in rows]

    def rows(self, kind: RecordKind, fields: Sequence[str], query: ListQuery = ALL) -> list[tuple[Any, ...]]:
        """Return some fields of many records, quicker than whole records: for each its id and then the fields' values.

        Raises:
            ValueProblem: there is no such field.
        """
        kind_table = table_of(kind)
        columns = ("id", *(kind.field(name).name for name in fields))
        said = [kind_table.said(name, query.language).label(name) for name in columns]
        found = self._connection.execute(_chosen(kind_table, said, query)).fetchall()
        read_columns = (
            map(kind_table.reader(name), values)
            for name, values in zip(columns, zip(*found, strict=True), strict=False)
        )
        return list(zip(*read_columns, strict=True))

    def count(self, kind: RecordKind, query: ListQuery = ALL) -> int:
        """Return how many records of a kind `query` asks for, were it without limit."""
        kind_table = table_of(kind)
        counted = select(func.count()).select_from(kind_table.table).where(*_conditions(kind_table, query))
        return int(self._connection.execute(counted).scalar_one())

    def heaps(self, kind: RecordKind, field: str, query: ListQuery = ALL) -> list[tuple[str, int]]:
        """Return the keys of the heaps of a field that the records make which `query` asks for, with how many on each.

        Raises:
            ValueProblem: there is no such field.
        """
        kind_table = table_of(kind)
        return count_heaps(
            self._connection, kind_table, kind.field(field), _conditions(kind_table, query), query.language
        )

    def totals(self, kind: RecordKind, query: ListQuery = ALL, by: str = "") -> list[Heap]:
        """Return what the records add up to which `query` asks for: per heap of the field `by`, or all as one heap.

        Raises:
            ValueProblem: there is no such field.
        """
        kind_table = table_of(kind)
        spec = kind.field(by) if by else None
        return add_up(self._connection, kind_table, _conditions(kind_table, query), spec, query.language)

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind; kinds without any are left out."""
        rows = self._connection.execute(select(RECORD.c.kind, func.count()).group_by(RECORD.c.kind))
        return {kind: number for kind, number in rows}  # noqa: C416 - a row is no pair to the type checker

    def referrers(self, record_id: str) -> list[Referrer]:
        """Return who links to the record with that id."""
        rows = self._connection.execute(_REFERRERS, {"id": record_id})
        return [Referrer(*row) for row in rows]

    def state(self, record_id: str) -> RecordState:
        """Return revision and moments of a record.

        Raises:
            RecordMissingError: there is none.
        """
        key = self._connection.execute(_KIND_OF, {"id": record_id}).scalar()
        if key is None:
            raise RecordMissingError(record_id)
        kind_table = kind_tables()[key]
        table = kind_table.table
        statement = select(table.c.revision, table.c.created_at, table.c.changed_at).where(
            table.c.record_number == number_of_wanted()
        )
        revision, created, changed = self._connection.execute(statement, {"wanted": record_id}).one()
        return RecordState(
            kind_table.kind, record_id, revision, datetime.fromisoformat(created), datetime.fromisoformat(changed)
        )

    def titles(self, ids: Iterable[str]) -> dict[str, RecordTitle]:
        """Return what the records with these ids are called; ids of no record are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, RecordTitle] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            rows = self._connection.execute(_TITLES, {"ids": wanted[start : start + _AT_ONCE]})
            found.update({row.id: RecordTitle(row.kind, row.id, row.title, row.title_en) for row in rows})
        return {record_id: found[record_id] for record_id in wanted if record_id in found}

    def snapshot(self) -> Snapshot:
        """Return all records, each kind in its own order."""
        records: list[Record] = []
        for kind_table in kind_tables().values():
            rows = self._connection.execute(_chosen(kind_table, _whole(kind_table), ALL))
            for some in rows.partitions(_AT_ONCE):  # rows that are fetched one by one cost twice as much
                records.extend(map(kind_table.record_from, some))
        return Snapshot(records)

    def _one(self, kind_table: KindTable, record_id: str) -> Record | None:
        table = kind_table.table
        statement = select(*(table.c[name] for name in kind_table.columns)).where(
            table.c.record_number == number_of_wanted()
        )
        row = self._connection.execute(statement, {"wanted": record_id}).one_or_none()
        return None if row is None else kind_table.record_from(row)


_AT_ONCE = 5_000

_KIND_OF = select(RECORD.c.kind).where(RECORD.c.id == bindparam("id"))
_REFERRERS = (
    select(LINK.c.source_kind, LINK.c.source_id, LINK.c.field)
    .where(LINK.c.target_id == bindparam("id"))
    .distinct()
    .order_by(LINK.c.source_kind, LINK.c.source_id, LINK.c.field)
)
_TITLES = (
    select(RECORD.c.id, RECORD.c.kind, SEARCH.c.title, SEARCH.c.title_en)
    .join_from(RECORD, SEARCH, SEARCH.c.rowid == RECORD.c.number)
    .where(RECORD.c.id.in_(bindparam("ids", expanding=True)))
)


def _whole(kind_table: KindTable) -> list[ColumnElement[Any]]:
    return [kind_table.table.c[name] for name in kind_table.columns]


def _chosen(kind_table: KindTable, columns: Sequence[ColumnElement[Any]], query: ListQuery) -> Select[Any]:
    statement = select(*columns).where(*_conditions(kind_table, query))
    statement = statement.order_by(*_order(kind_table, query))
    if query.limit is not None:
        statement = statement.limit(query.limit)
    return statement.offset(query.offset) if query.offset else statement


def _order(kind_table: KindTable, query: ListQuery) -> list[ColumnElement[Any]]:
    kind = kind_table.kind
    ordered: list[ColumnElement[Any]] = []
    for name, downward in order_terms(kind, query.order):
        column = kind_table.said(kind.field(name).name, query.language)
        ordered += ordered_by(kind, name, column, downward=downward)
    return [*ordered, kind_table.table.c.id]


def _conditions(kind_table: KindTable, query: ListQuery) -> list[ColumnElement[bool]]:
    table = kind_table.table
    conditions = [_condition(kind_table, where, query.language) for where in query.where]
    if query.linked_to:
        sources = select(LINK.c.source_id).where(LINK.c.target_id == query.linked_to)
        linked = select(RECORD.c.number).where(RECORD.c.id.in_(sources))
        conditions.append(table.c.record_number.in_(linked))
    if query.ids is not None:
        wanted = select(func.json_each(json.dumps(query.ids)).table_valued("value").c.value)
        conditions.append(table.c.record_number.in_(select(RECORD.c.number).where(RECORD.c.id.in_(wanted))))
    if query.words.strip():
        expression = match_expression(query.words)
        found = select(SEARCH.c.rowid).where(literal_column("search").op("MATCH")(expression))
        # nothing but signs was typed: there is nothing to be found
        conditions.append(false() if expression is None else table.c.record_number.in_(found))
    return conditions


def _condition(kind_table: KindTable, where: Where, language: Language) -> ColumnElement[bool]:
    spec = kind_table.kind.field(where.field)
    column = kind_table.table.c[spec.name]
    if where.comparison == "on heap":
        return lies_on(kind_table, spec, where.value, language)
    if where.comparison == "one of":
        return column.in_([spec.type.to_column(value) for value in where.value])
    value = spec.type.to_column(where.value)
    if where.comparison == "is":
        return column.is_(None) if value is None else column == value
    if where.comparison == "is not":
        return column.is_distinct_from(value)
    compared = column >= value if where.comparison == "at least" else column <= value
    return and_(column.is_not(None), compared)
