"""Everything goes out and comes back without loss."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Goal
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from tests.archive_files import members_of
from tests.archived_portfolios import NOTHING, bring, everything, goal_values, new_portfolio
from tests.strategies import snapshots

Open = Callable[[str], Portfolio]


def test_a_new_vault_becomes_equal_in_everything(own: Portfolio, archive: Path, open_new: Open) -> None:
    other = open_new("ander")
    imported = bring(other, archive)
    assert everything(other) == everything(own)
    assert other.check().findings == ()
    assert (imported.is_whole, imported.operations, imported.evidence) == (True, 9, 2)
    assert [hit.id for hit in other.search("luisteren")] == [hit.id for hit in own.search("luisteren")]


def test_the_history_goes_on_where_it_was(archive: Path, open_new: Open) -> None:
    other = open_new("ander")
    bring(other, archive)
    other.redo()
    assert [goal.specific for goal in other.snapshot().of(Goal)] == ["=cmd|' /C calc'!A0"]
    other.undo()
    other.undo()
    assert other.snapshot().get("verwijderd", Evidence) is not None
    assert other.check().findings == ()


def test_the_archive_of_what_was_brought_back_is_the_same_to_the_byte(
    archive: Path, open_new: Open, tmp_path: Path
) -> None:
    other = open_new("ander")
    bring(other, archive)
    export_archive(other, tmp_path / "weer.zip", made_on=date(2026, 6, 16))
    assert (tmp_path / "weer.zip").read_bytes() == archive.read_bytes()


def random_history(portfolio: Portfolio, snapshot: Snapshot, chance: random.Random, contents: list[bytes]) -> None:
    """Put random records into a vault and change, delete and undo some."""
    storage = portfolio.vault.storage
    hashes = [portfolio.vault.evidence.put_bytes(content).sha256 for content in contents]
    records = [
        record.with_values(sha256=chance.choice(hashes)) if isinstance(record, Evidence) and hashes else record
        for record in snapshot
    ]
    with storage.transaction("sample") as unit:
        unit.insert_many(records)
    for record in chance.sample(records, k=min(6, len(records))):
        portfolio.clock.advance(timedelta(minutes=chance.randrange(1, 5000)))  # type: ignore[attr-defined]
        try:
            with storage.transaction("change") as unit:
                if chance.random() < 0.3:
                    unit.delete(record.id)
                else:
                    unit.update(record.with_values(notes=record.notes + "\n= meer 🦩 é"))
        except WrongUseError:
            continue  # deleted with its whole, or another one cannot be without it
        if chance.random() < 0.3:
            portfolio.undo()


@settings(max_examples=8)
@given(snapshot=snapshots(), seed=st.integers(0, 9999), contents=st.lists(st.binary(max_size=50), max_size=3))
def test_records_of_all_kinds_with_any_content_come_back_equal(
    snapshot: Snapshot, seed: int, contents: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("heen-en-weer")
    with new_portfolio(folder / "een.vakdossier") as one, new_portfolio(folder / "twee.vakdossier") as two:
        random_history(one, snapshot, random.Random(seed), contents)
        export_archive(one, folder / "a.zip")
        bring(two, folder / "a.zip")
        assert everything(two) == everything(one)
        assert two.vault.storage.undoable() == one.vault.storage.undoable()
        # Random records name files that never were; of all else nothing may be found.
        assert {finding.place for finding in two.check().findings} <= {"evidence"}


def at_the_limits() -> list[Record]:
    edge = "\u0301e🦩\u202e=\u2028\t\"';,\n" * 10
    return [
        Goal(id="g" * 40, **goal_values("x" * 300, specific=("w " * 50_000)[:2000], notes="é" * 100_000)),
        Goal(id="0", **goal_values("=1+1 <script>", notes=edge)),
        Evidence(id="e", name="\\", file_name="../../" + "ж" * 240, sha256="", text="t" * 2_000_000),
    ]


def test_what_is_as_long_or_as_odd_as_may_be_comes_back_equal(open_new: Open, tmp_path: Path) -> None:
    one, two = open_new("een"), open_new("twee")
    with one.vault.storage.transaction("sample") as unit:
        unit.insert_many(at_the_limits())
    export_archive(one, tmp_path / "a.zip")
    bring(two, tmp_path / "a.zip")
    assert everything(two) == everything(one)


def test_an_empty_vault_goes_out_and_comes_back(open_new: Open, tmp_path: Path) -> None:
    export_archive(open_new("leeg"), tmp_path / "a.zip")
    other = open_new("ander")
    assert bring(other, tmp_path / "a.zip").new == {}
    assert everything(other) == NOTHING


def test_what_was_erased_stays_erased_and_the_chain_holds(own: Portfolio, open_new: Open, tmp_path: Path) -> None:
    with own.vault.storage.transaction("erase") as unit:
        unit.erase(["verwijderd"])
    export_archive(own, tmp_path / "a.zip")
    other = open_new("ander")
    bring(other, tmp_path / "a.zip")
    assert everything(other) == everything(own)
    assert other.check().findings == ()
    assert b"verwijderd.pdf" not in members_of(tmp_path / "a.zip")["history/changes.jsonl"]
