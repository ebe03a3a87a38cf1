"""Writing the rows of records: the register of all records, the table of the kind, the links and the search index.

What may be written, and what the history says of it, is the business of `unit`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, delete, func, insert, select, text, update

from portfolio_app.domain.fields import Record
from portfolio_app.storage.history import PlainRecord, stored_moment
from portfolio_app.storage.search import add_to_index, indexed_text, remove_from_index
from portfolio_app.storage.tables import LINK, RECORD, KindTable, kind_tables, table_of


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
        by_kind: dict[str, list[Record]] = {}
        for record in records:
            by_kind.setdefault(record.kind.key, []).append(record)
        numbered = list(enumerate(records, start=self._take_numbers(len(records))))
        self._connection.execute(
            _REGISTER, [{"number": number, "id": record.id, "kind": record.kind.key} for number, record in numbered]
        )
        own = {"revision": 1, "created_at": self._now, "changed_at": self._now}
        for key, of_kind in by_kind.items():
            kind_table = kind_tables()[key]
            self._connection.execute(
                insert(kind_table.table), [{**kind_table.values_of(record), **own} for record in of_kind]
            )
            self._insert_links(kind_table, of_kind)
        add_to_index(self._connection, ((number, indexed_text(record)) for number, record in numbered))

    def replace(self, old: Record, new: Record, after: PlainRecord) -> None:
        """Write a record over the older one; `after` has the names of the fields that differ."""
        kind_table = table_of(new.kind)
        table = kind_table.table
        values = kind_table.values_of(new)
        statement = (
            update(table)
            .where(table.c.id == bindparam("wanted"))
            .values(
                {
                    **{table.c[name]: bindparam(f"new_{name}") for name in after},
                    table.c.revision: table.c.revision + 1,
                    table.c.changed_at: bindparam("now"),
                }
            )
        )
        changed = {f"new_{name}": values[name] for name in after}
        self._connection.execute(statement, {**changed, "wanted": new.id, "now": self._now})
        if any(spec.name in after for spec in kind_table.link_fields):
            self._connection.execute(_DROP_LINKS, {"wanted": new.id})
            self._insert_links(kind_table, (new,))
        said = indexed_text(new)
        if said != indexed_text(old):
            number = self._number_of(new.id)
            remove_from_index(self._connection, (number,))
            add_to_index(self._connection, ((number, said),))

    def remove(self, record: Record) -> None:
        """Delete the rows of a record."""
        table = table_of(record.kind).table
        wanted = {"wanted": record.id}
        remove_from_index(self._connection, (self._number_of(record.id),))
        self._connection.execute(_DROP_LINKS, wanted)
        self._connection.execute(delete(table).where(table.c.id == bindparam("wanted")), wanted)
        self._connection.execute(_UNREGISTER, wanted)

    def _take_numbers(self, how_many: int) -> int:
        if self._next_number is None:
            self._next_number = int(self._connection.execute(_LAST_NUMBER).scalar_one()) + 1
        first = self._next_number
        self._next_number += how_many
        return first

    def _number_of(self, record_id: str) -> int:
        return int(self._connection.execute(_NUMBER_OF, {"wanted": record_id}).scalar_one())

    def _insert_links(self, kind_table: KindTable, records: Sequence[Record]) -> None:
        rows: list[dict[str, Any]] = [
            {
                "source_id": record.id,
                "field": link.field,
                "position": link.position,
                "source_kind": kind_table.kind.key,
                "target_id": link.target_id,
            }
            for record in records
            for link in kind_table.links_of(record)
        ]
        if rows:
            self._connection.execute(_LINK, rows)


# One value holds any number of ids, so the statement stays the same and sqlite's limit on values is out of sight.
_KINDS_OF: Final[TextClause] = text("SELECT id, kind FROM record WHERE id IN (SELECT value FROM json_each(:ids))")
_LAST_NUMBER: Final = select(func.coalesce(func.max(RECORD.c.number), 0))
_NUMBER_OF: Final = select(RECORD.c.number).where(RECORD.c.id == bindparam("wanted"))
_REGISTER: Final = insert(RECORD)
_UNREGISTER: Final = delete(RECORD).where(RECORD.c.id == bindparam("wanted"))
_LINK: Final = insert(LINK)
_DROP_LINKS: Final = delete(LINK).where(LINK.c.source_id == bindparam("wanted"))
