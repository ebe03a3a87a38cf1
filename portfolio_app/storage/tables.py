"""The database tables, derived from the declarations of the record kinds.

Nothing here makes a table: that is done by the frozen steps in `migrations`. `definition` gives the SQL that the
declarations call for, from which a new step is written and against which the migrated schema is tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Integer, MetaData, ScalarSelect, Table, Text, bindparam, func, select

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.translation import pairs_of
from portfolio_app.domain.values import (
    Choice,
    Choices,
    Codes,
    LongText,
    Reference,
    References,
    ShortText,
    ValueType,
    YesNo,
)

METADATA: Final = MetaData()

_LIST_OF_IDS: Final = re.compile(r'\["[0-9a-z-]{1,40}"(?:,"[0-9a-z-]{1,40}")*\]')
_UNREAD: Final = object()
_MOST_REMEMBERED: Final = 2_000
"""How many values of one field are remembered at most: more combinations of codes than anybody has."""

RECORD: Final = Table(
    "record", METADATA, Column("number", Integer, primary_key=True), Column("id", Text), Column("kind", Text)
)
LINK: Final = Table(
    "link",
    METADATA,
    Column("source_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source_kind", Text),
    Column("target_id", Text),
)
OPERATION: Final = Table(
    "operation",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text),
    Column("at", Text),
    Column("summary", Text),
    Column("reverses", Integer),
    Column("is_final", Integer),
    Column("first_change", Integer),
    Column("changes", Integer),
    Column("previous_hash", Text),
    Column("hash", Text),
)
CHANGE: Final = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("operation", Integer),
    Column("kind", Text),
    Column("record_id", Text),
    Column("action", Text),
    Column("before", Text),
    Column("after", Text),
    Column("erased", Integer),
    Column("hash", Text),
)
META: Final = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", Text))
SEARCH: Final = Table(
    "search",
    METADATA,
    Column("rowid", Integer, primary_key=True),
    Column("title", Text),
    Column("title_en", Text),
    Column("keywords", Text),
    Column("body", Text),
)

_OWN_COLUMNS: Final = ("record_number", "id", "revision", "created_at", "changed_at")

FromColumn = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link out of a record."""

    field: str
    position: int
    target_id: str


class KindTable:
    """The table of one record kind, and the way of its records into rows and back.

    Attributes:
        kind: the declaration.
        table: the record's number in the register, its id, a column for each field, revision, created_at, changed_at.
            Only the register has an index by id: one index the less to write for every record that is saved.
        columns: the names of id and the fields, in the order in which `record_from` takes their values.
    """

    def __init__(self, kind: RecordKind) -> None:
        self.kind = kind
        clash = {spec.name for spec in kind.fields} & set(_OWN_COLUMNS)
        if clash or kind.key in _FIXED_TABLES:
            raise TypeError(f"{kind.key}: these names belong to the storage: {sorted(clash) or kind.key}")
        self.table = Table(
            kind.key,
            METADATA,
            Column("record_number", Integer, primary_key=True),
            Column("id", Text),
            *(Column(spec.name, Integer if spec.type.column == "INTEGER" else Text) for spec in kind.fields),
            Column("revision", Integer),
            Column("created_at", Text),
            Column("changed_at", Text),
        )
        self.columns: tuple[str, ...] = ("id", *(spec.name for spec in kind.fields))
        self.link_fields: tuple[FieldSpec, ...] = tuple(
            spec for spec in kind.fields if isinstance(spec.type, Reference | References)
        )
        self._readers = {spec.name: _reader(spec) for spec in kind.fields}
        self._english = {pair.dutch.name: pair.english.name for pair in pairs_of(kind)}

    def reader(self, name: str) -> FromColumn:
        """Return the function that makes a field's value of what its column holds; `id` is itself."""
        return _as_it_is if name == "id" else self._readers[name]

    def said(self, name: str, language: Language) -> ColumnElement[Any]:
        """Return what a field says to who reads `language`: for English its English wording, where there is one."""
        column = self.table.c[name]
        if language != "en" or name not in self._english:
            return column
        return func.coalesce(func.nullif(self.table.c[self._english[name]], ""), column)

    def values_of(self, record: Record) -> dict[str, Any]:
        """Return what stands in the columns of a record's id and fields."""
        values: dict[str, Any] = {"id": record.id}
        for spec in self.kind.fields:
            values[spec.name] = spec.type.to_column(getattr(record, spec.name))
        return values

    def record_from(self, row: Any) -> Record:  # noqa: ANN401 - a row of the database is a tuple of anything
        """Return the record of the values of `columns`.

        Raises:
            ValueProblem: a stored value does not fit its field.
        """
        values = {name: read(stored) for (name, read), stored in zip(self._readers.items(), row[1:], strict=True)}
        return self.kind.record_type(id=row[0], **values)

    def links_of(self, record: Record) -> list[LinkRow]:
        """Return the links out of a record."""
        links: list[LinkRow] = []
        for spec in self.link_fields:
            value = getattr(record, spec.name)
            targets = (value,) if isinstance(value, str) else value
            links.extend(LinkRow(spec.name, position, target) for position, target in enumerate(targets) if target)
        return links


_FIXED_TABLES: Final = frozenset(METADATA.tables)


@cache
def kind_tables() -> dict[str, KindTable]:
    """Return the tables of all record kinds, by key."""
    return {kind.key: KindTable(kind) for kind in KINDS}


def table_of(kind: RecordKind | str) -> KindTable:
    """Return the table of a record kind."""
    return kind_tables()[kind if isinstance(kind, str) else kind.key]


def number_of_wanted() -> ScalarSelect[int]:
    """Return the number of the record whose id is the value `wanted` of the statement."""
    return select(RECORD.c.number).where(RECORD.c.id == bindparam("wanted")).scalar_subquery()


def order_terms(kind: RecordKind, order: Sequence[str] = ()) -> tuple[tuple[str, bool], ...]:
    """Return the fields by which a list is ordered, and for each whether downward; the kind's own without `order`."""
    return tuple((name.removeprefix("-"), name.startswith("-")) for name in order or kind.order)


def ignores_case(spec: FieldSpec) -> bool:
    """Tell whether a column is ordered without regard to capitals."""
    return isinstance(spec.type, ShortText | LongText)


def ordered_by(
    kind: RecordKind, name: str, column: ColumnElement[Any], *, downward: bool
) -> tuple[ColumnElement[Any], ...]:
    """Return by what a list goes that is ordered by one field, as its index has it.

    Args:
        kind: of the records in the list.
        name: the field.
        column: where it stands.
        downward: the last comes first.
    """
    compared = (column.collate("NOCASE") if ignores_case(kind.field(name)) else column,)
    terms = (column.is_(None), *compared) if name == kind.ongoing else compared
    return tuple(term.desc() if downward else term.asc() for term in terms)


def definition(kind: RecordKind) -> str:
    """Return the SQL of a record kind's table and indexes, as its declaration calls for it."""
    columns = [
        "record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED",
        "id TEXT NOT NULL",
        *(f'"{spec.name}" {spec.type.column}' for spec in kind.fields),
        "revision INTEGER NOT NULL",
        "created_at TEXT NOT NULL",
        "changed_at TEXT NOT NULL",
    ]
    statements = [f'CREATE TABLE "{kind.key}" (\n    ' + ",\n    ".join(columns) + "\n) STRICT;"]
    terms: list[str] = []
    for name, downward in order_terms(kind):
        way = " DESC" if downward else ""
        if name == kind.ongoing:
            terms.append(f'("{name}" IS NULL){way}')
        terms.append(f'"{name}"{" COLLATE NOCASE" if ignores_case(kind.field(name)) else ""}{way}')
    statements.append(f'CREATE INDEX "{kind.key}_order" ON "{kind.key}" ({", ".join([*terms, "id"])});')
    if kind.parent:
        statements.append(f'CREATE INDEX "{kind.key}_parent" ON "{kind.key}" ("{kind.parent}");')
    return "\n\n".join(statements) + "\n"


def _reader(spec: FieldSpec) -> FromColumn:
    """Return how to read a column; the commonest types without the checks that hold for what comes from outside."""
    value_type = spec.type
    empty = value_type.empty()
    if isinstance(value_type, ShortText | LongText | Reference):
        return _text_or_nothing
    if isinstance(value_type, References):
        return partial(_ids_or_none, value_type)
    if isinstance(value_type, Choice | Choices | Codes | YesNo):
        return _remembering(value_type, empty)
    if isinstance(empty, dict):  # not to be shared between records
        return value_type.from_column

    def read(stored: Any) -> Any:  # noqa: ANN401 - whatever the type holds
        return empty if stored is None else value_type.from_column(stored)

    return read


def _remembering(value_type: ValueType[Any], empty: object) -> FromColumn:
    """Return how to read a column of which the values come from a list that is the same for everybody.

    What was read before is remembered; so nothing that is somebody's own may come here, since it would outlive the
    locking of the vault.
    """
    known: dict[Any, Any] = {None: empty}

    def read(stored: Any) -> Any:  # noqa: ANN401 - whatever the type holds
        found = known.get(stored, _UNREAD)
        if found is _UNREAD:
            found = value_type.from_column(stored)
            if len(known) < _MOST_REMEMBERED:
                known[stored] = found
        return found

    return read


def _ids_or_none(value_type: References, stored: str | None) -> tuple[str, ...]:
    if stored is None:
        return ()
    # Ids hold no signs that JSON would write otherwise, so that a list of them can be taken apart as it stands.
    if _LIST_OF_IDS.fullmatch(stored):
        return tuple(stored[2:-2].split('","'))
    return value_type.from_column(stored)


def _text_or_nothing(stored: str | None) -> str:
    return stored or ""


def _as_it_is(stored: str) -> str:
    return stored
