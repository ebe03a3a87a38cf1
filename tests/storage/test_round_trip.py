"""Any portfolio that can be declared can be kept: what goes in comes out, in every way of reading it."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.snapshot import Snapshot, links_of
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.tables import table_of
from portfolio_app.storage.vault import Vault, open_vault
from tests.strategies import snapshots
from tests.vaults import RIGHT, quick_vault

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@contextmanager
def new_vault(clock: FixedClock) -> Iterator[Vault]:
    with tempfile.TemporaryDirectory() as folder, quick_vault(Path(folder), clock).vault as vault:
        yield vault


def _links(record: Record) -> list[str]:
    return [spec.name for spec in table_of(record.kind).link_fields]


def sound(portfolio: Snapshot) -> Snapshot:
    """Leave out the records that may not be saved as they were drawn, and the links to them."""
    kept = {record.id: record for record in portfolio}
    while refused := [record.id for record in kept.values() if record.problems()]:
        for record_id in refused:
            del kept[record_id]
        kept = {record.id: _linking_only_to(kept.keys(), record) for record in kept.values()}
    return Snapshot(kept.values())


def _linking_only_to(ids: Collection[str], record: Record) -> Record:
    values = {name: getattr(record, name) for name in _links(record)}
    return record.with_values(
        **{
            name: (value if value in ids else "") if isinstance(value, str) else tuple(v for v in value if v in ids)
            for name, value in values.items()
        }
    )


def by_id(snapshot: Snapshot) -> dict[str, Record]:
    return {record.id: record for record in snapshot}


@settings(max_examples=8)
@given(snapshots(filled=True).map(sound))
def test_every_field_of_every_kind_comes_back(portfolio: Snapshot) -> None:
    clock = FixedClock(MOMENT)
    with new_vault(clock) as vault:
        with vault.storage.transaction("import") as unit:
            unit.insert_many(tuple(portfolio))
        assert by_id(vault.storage.snapshot()) == by_id(portfolio)
        vault.close()
        with open_vault(vault.path, RIGHT, clock) as again:
            assert by_id(again.storage.snapshot()) == by_id(portfolio)
            assert {finding.place for finding in check_vault(again).findings} <= {"evidence"}


@settings(max_examples=10)
@given(snapshots().map(sound), st.data())
def test_every_way_of_reading_agrees(portfolio: Snapshot, data: st.DataObject) -> None:
    with new_vault(FixedClock(MOMENT)) as vault:
        with vault.storage.transaction("import") as unit:
            for record in data.draw(st.permutations(tuple(portfolio))):
                unit.insert(record)
        with vault.storage.reading() as now:
            for kind in KINDS:
                listed = now.records.all(kind.record_type)
                assert {record.id: record for record in listed} == {r.id: r for r in portfolio.of(kind.record_type)}
                assert now.records.count(kind) == len(listed)
                names = [spec.name for spec in kind.fields]
                rows = now.records.rows(kind, names)
                assert rows == [(record.id, *(getattr(record, name) for name in names)) for record in listed]
            for record in portfolio:
                assert now.records.find(record.id) == record
                assert now.records.get(type(record), record.id) == record
                assert now.records.titles([record.id])[record.id].say("nl") == record.title("nl")
                assert now.records.titles([record.id])[record.id].say("en") == record.title("en")
                linking = {other.id for other in portfolio if record.id in links_of(other)}
                assert {referrer.id for referrer in now.records.referrers(record.id)} == linking


@settings(max_examples=12)
@given(snapshots(KINDS[:8]).map(sound), snapshots(KINDS[:8]).map(sound), st.data())
def test_what_was_is_found_back_by_undo_and_by_date(first: Snapshot, second: Snapshot, data: st.DataObject) -> None:
    clock = FixedClock(MOMENT)
    with new_vault(clock) as vault:
        storage = vault.storage
        with storage.transaction("import") as unit:
            unit.insert_many(tuple(first))
        clock.advance(timedelta(days=1))
        wanted = by_id(second)
        with storage.transaction("change") as unit:
            for record in first:
                if record.id in wanted:
                    unit.update(wanted[record.id].with_values(**{n: getattr(record, n) for n in _links(record)}))
        after = by_id(storage.snapshot())
        assert by_id(storage.as_of(MOMENT)) == by_id(first)
        assert by_id(storage.as_of(MOMENT - timedelta(seconds=1))) == {}
        if storage.undoable():
            storage.undo()
            while storage.undoable() and data.draw(st.booleans()):
                storage.undo()
            while storage.redoable():
                storage.redo()
        assert by_id(storage.snapshot()) == after
        with storage.reading() as now:
            assert now.history.first_broken() is None
            assert now.past.explains_everything()
