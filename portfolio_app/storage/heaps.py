"""Heaps of records as the database counts them: keys, conditions and sums."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    String,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import FieldSpec
from portfolio_app.domain.heaps import NOTHING, Heap, Totals, is_dated, is_plural, summed_fields
from portfolio_app.domain.values import Amounts, Duration, YesNo
from portfolio_app.storage.tables import KindTable

_YEAR_DIGITS: Final = 4
_HUNDREDTHS: Final = 100
_ONE_HEAP: Final = Heap(NOTHING, Totals(0))


def lies_on(
    kind_table: KindTable, spec: FieldSpec, keys: Collection[str], language: Language = "nl"
) -> ColumnElement[bool]:
    """Return the condition that a record lies on one of the heaps of a field, as who reads `language` makes them."""
    if not is_plural(spec):
        return _key_of(kind_table, spec, language).in_(list(keys))
    held = kind_table.table.c[spec.name]
    members = func.json_each(held).table_valued("key", "value")
    member = members.c.key if isinstance(spec.type, Amounts) else members.c.value
    found = and_(held.is_not(None), exists(select(member).select_from(members).where(member.in_(list(keys)))))
    return or_(held.is_(None), found) if NOTHING in keys else found


def count_heaps(
    connection: Connection,
    kind_table: KindTable,
    spec: FieldSpec,
    conditions: Sequence[ColumnElement[bool]],
    language: Language = "nl",
) -> list[tuple[str, int]]:
    """Return the keys of the heaps of a field that the records under some conditions make, and how many lie on each."""
    table = kind_table.table
    counted = func.count()
    if not is_plural(spec):
        key = _key_of(kind_table, spec, language)
        rows = connection.execute(select(key, counted).select_from(table).where(*conditions).group_by(key))
        return [(str(found), number) for found, number in rows]
    held = table.c[spec.name]
    members = func.json_each(held).table_valued("key", "value", joins_implicitly=True)
    member = members.c.key if isinstance(spec.type, Amounts) else members.c.value
    inside = select(member, counted).select_from(table.join(members, true())).where(held.is_not(None), *conditions)
    found = [(str(key), number) for key, number in connection.execute(inside.group_by(member))]
    empty = connection.execute(select(counted).select_from(table).where(held.is_(None), *conditions)).scalar_one()
    return [*found, (NOTHING, empty)] if empty else found


def add_up(
    connection: Connection,
    kind_table: KindTable,
    conditions: Sequence[ColumnElement[bool]],
    by: FieldSpec | None = None,
    language: Language = "nl",
) -> list[Heap]:
    """Return what the records under some conditions add up to, per heap of the field `by` or all together."""
    summed = summed_fields(kind_table.kind)
    durations = [spec for spec in summed if isinstance(spec.type, Duration)]
    key: ColumnElement[Any] = _key_of(kind_table, by, language) if by else literal(NOTHING)
    table = kind_table.table
    sums = [func.coalesce(func.sum(table.c[spec.name]), 0) for spec in durations]
    statement = select(key, func.count(), *sums).select_from(table).where(*conditions)
    rows = connection.execute(statement.group_by(key) if by else statement).fetchall()
    amounts = {
        spec.name: _sums_of_amounts(connection, kind_table, spec, conditions, key)
        for spec in summed
        if isinstance(spec.type, Amounts)
    }
    return [
        Heap(
            str(found),
            Totals(
                count,
                {spec.name: int(minutes) for spec, minutes in zip(durations, added, strict=True)},
                {name: of_heap.get(str(found), {}) for name, of_heap in amounts.items()},
            ),
        )
        for found, count, *added in rows
    ] or [_ONE_HEAP]


def _sums_of_amounts(
    connection: Connection,
    kind_table: KindTable,
    spec: FieldSpec,
    conditions: Sequence[ColumnElement[bool]],
    key: ColumnElement[Any],
) -> dict[str, dict[str, Decimal]]:
    held = kind_table.table.c[spec.name]
    members = func.json_each(held).table_valued("key", column("value", Float), joins_implicitly=True)
    hundredths = func.sum(func.round(members.c.value * _HUNDREDTHS))
    statement: Select[Any] = (
        select(key, members.c.key, hundredths)
        .select_from(kind_table.table.join(members, true()))
        .where(held.is_not(None), *conditions)
        .group_by(key, members.c.key)
    )
    found: dict[str, dict[str, Decimal]] = {}
    for heap, register, total in connection.execute(statement):
        found.setdefault(str(heap), {})[str(register)] = Decimal(int(total)) / _HUNDREDTHS
    return found


def _key_of(kind_table: KindTable, spec: FieldSpec, language: Language) -> ColumnElement[str]:
    held = kind_table.said(spec.name, language)
    if is_dated(spec):
        return func.coalesce(func.substr(held, 1, _YEAR_DIGITS), NOTHING)
    if isinstance(spec.type, YesNo):
        return cast(func.coalesce(held, 0), String)
    return func.coalesce(cast(held, String), NOTHING)
