"""Writing the rows of records: the register of all records, the table of the kind, the links and the search index.

What may be written, and what the history says of it, is the business of `unit`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, delete, func, insert, select, text, update

from portfolio_app.domain.fields import Record
from portfolio_app.storage.database import Prepared
from portfolio_app.storage.history import PlainRecord, stored_moment
from portfolio_app.storage.search import add_to_index, indexed_text, remove_from_index, replace_in_index
from portfolio_app.storage.tables import LINK, RECORD, number_of_wanted, table_of


class RowWriter:
    """Writes through one connection, with one moment as the time of all that it writes.

    Args:
        connection: in a transaction that writes.
        now: the moment.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = stored_moment(now)
        self._next_number: int | None = None

    def kinds_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Return for those of the ids that are records the key of their kind."""
        rows = self._connection.execute(_KINDS_OF, {"ids": json.dumps(list(ids))})
        return {row.id: row.kind for row in rows}

    def insert(self, records: Sequence[Record]) -> None:
        """Write new records."""
        if not records:
            return
        numbered = list(enumerate(records, start=self._take_numbers(len(records))))
        _REGISTER.run(
            self._connection,
            *({"number": number, "id": record.id, "kind": record.kind.key} for number, record in numbered),
        )
        by_kind: dict[str, list[dict[str, Any]]] = {}
        own = {"revision": 1, "created_at": self._now, "changed_at": self._now}
        for number, record in numbered:
            values = table_of(record.kind).values_of(record)
            by_kind.setdefault(record.kind.key, []).append({**values, **own, "record_number": number})
        for kind, rows in by_kind.items():
            _insertion(kind).run(self._connection, *rows)
        self._insert_links(records)
        add_to_index(self._connection, ((number, indexed_text(record)) for number, record in numbered))

    def replace(self, old: Record, new: Record, after: PlainRecord) -> None:
        """Write a record over the older one; `after` has the names of the fields that differ."""
        kind_table = table_of(new.kind)
        values = kind_table.values_of(new)
        changed = {f"new_{name}": values[name] for name in after}
        _replacement(new.kind.key, tuple(sorted(after))).run(
            self._connection, {**changed, "wanted": new.id, "now": self._now}
        )
        if any(spec.name in after for spec in kind_table.link_fields):
            _DROP_LINKS.run(self._connection, {"wanted": new.id})
            self._insert_links((new,))
        said = indexed_text(new)
        if said != indexed_text(old):
            replace_in_index(self._connection, new.id, said)

    def remove(self, record: Record) -> None:
        """Delete the rows of a record."""
        wanted = {"wanted": record.id}
        remove_from_index(self._connection, record.id)
        _DROP_LINKS.run(self._connection, wanted)
        _removal(record.kind.key).run(self._connection, wanted)
        _UNREGISTER.run(self._connection, wanted)

    def _take_numbers(self, how_many: int) -> int:
        if self._next_number is None:
            self._next_number = int(self._connection.execute(_LAST_NUMBER).scalar_one()) + 1
        first = self._next_number
        self._next_number += how_many
        return first

    def _insert_links(self, records: Iterable[Record]) -> None:
        rows = [
            {
                "source_id": record.id,
                "field": link.field,
                "position": link.position,
                "source_kind": record.kind.key,
                "target_id": link.target_id,
            }
            for record in records
            for link in table_of(record.kind).links_of(record)
        ]
        if rows:
            _LINK.run(self._connection, *rows)


@cache
def _insertion(kind: str) -> Prepared:
    return Prepared(insert(table_of(kind).table))


@cache
def _removal(kind: str) -> Prepared:
    table = table_of(kind).table
    return Prepared(delete(table).where(table.c.record_number == number_of_wanted()))


@cache
def _replacement(kind: str, names: tuple[str, ...]) -> Prepared:
    """Return the statement that writes these fields only: an index whose columns are not named is not written."""
    table = table_of(kind).table
    return Prepared(
        update(table)
        .where(table.c.record_number == number_of_wanted())
        .values(
            {
                **{table.c[name]: bindparam(f"new_{name}") for name in names},
                table.c.revision: table.c.revision + 1,
                table.c.changed_at: bindparam("now"),
            }
        )
    )


# One value holds any number of ids, so the statement stays the same and sqlite's limit on values is out of sight.
_KINDS_OF: Final[TextClause] = text("SELECT id, kind FROM record WHERE id IN (SELECT value FROM json_each(:ids))")
_LAST_NUMBER: Final = select(func.coalesce(func.max(RECORD.c.number), 0))
_REGISTER: Final = Prepared(insert(RECORD))
_UNREGISTER: Final = Prepared(delete(RECORD).where(RECORD.c.id == bindparam("wanted")))
_LINK: Final = Prepared(insert(LINK))
_DROP_LINKS: Final = Prepared(delete(LINK).where(LINK.c.source_id == bindparam("wanted")))
