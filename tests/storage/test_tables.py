from __future__ import annotations

from typing import Any

import pytest

from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.storage import migrations
from portfolio_app.storage.driver import Connection
from portfolio_app.storage.tables import METADATA, definition, kind_tables, table_of
from portfolio_app.storage.vault import Vault

OWN = {"record_number": "INTEGER", "id": "TEXT", "revision": "INTEGER", "created_at": "TEXT", "changed_at": "TEXT"}


def columns_of(connection: Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()}


def indexes_of(connection: Connection, table: str) -> dict[str, list[tuple[Any, ...]]]:
    names = [row[1] for row in connection.execute(f'PRAGMA index_list("{table}")').fetchall()]
    # seqno and cid may differ where a column was added later: name, downward, collation and whether it is a key count
    return {name: [row[2:] for row in connection.execute(f'PRAGMA index_xinfo("{name}")').fetchall()] for name in names}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_migrated_schema_is_what_the_declarations_say(vault: Vault, kind: RecordKind) -> None:
    connection = vault.connect()
    try:
        assert columns_of(connection, kind.key) == {spec.name: spec.type.column for spec in kind.fields} | OWN
        migrated = indexes_of(connection, kind.key)
        for statement in (f'DROP TABLE "{kind.key}"', *migrations.split_statements(definition(kind))):
            connection.execute(statement)
        assert indexes_of(connection, kind.key) == migrated
    finally:
        connection.close()


def test_every_table_of_the_program_is_in_the_schema_and_nothing_else(vault: Vault) -> None:
    kind_tables()
    connection = vault.connect()
    try:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {name for (name,) in rows if not name.startswith("search_")}
        assert found == set(METADATA.tables)
        for name, table in METADATA.tables.items():
            columns = set(columns_of(connection, name))
            assert columns == {column.name for column in table.columns} - {"rowid"}
    finally:
        connection.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_lists_are_ordered_by_an_index(vault: Vault, kind: RecordKind) -> None:
    from portfolio_app.storage.repository import ListQuery, _chosen

    kind_table = table_of(kind)
    statement = _chosen(kind_table, (kind_table.said("id", "nl"),), ListQuery(limit=50))
    sql = str(statement.compile(compile_kwargs={"literal_binds": True}))
    connection = vault.connect()
    try:
        plan = " ".join(str(row) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
    finally:
        connection.close()
    assert "TEMP B-TREE" not in plan
