"""Real vaults, damaged on purpose: what can be read is saved, what cannot is named, and the new vault is sound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.person import Registration, RegistrationPeriod
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.check import CheckReport, check_vault
from portfolio_app.storage.driver import DATABASE_NAME, connect
from portfolio_app.storage.errors import FolderNotEmptyError, VaultReadOnlyError
from portfolio_app.storage.kept import BOARD, OWN_REGISTERS
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.repair.mend import mend
from portfolio_app.storage.repair.rebuild import RepairReport, rebuild_vault
from portfolio_app.storage.repair.salvage import PAGE_BYTES, damaged_pages
from portfolio_app.storage.vault import Vault, open_vault
from tests.storage.filled_vaults import activity, fill
from tests.storage.test_backup_store import flip
from tests.vaults import RIGHT

ACTIVITIES = 120


class Damaged:
    """A vault that was good, what it held, and ways to spoil and to save it."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.path = path
        self.clock = clock
        self.database = path / DATABASE_NAME
        with open_vault(path, RIGHT, clock) as vault:
            self.key: DataKey = vault.data_key.copy()
            self.place = vault.place.replaced(key=self.key)
            fill(vault, ACTIVITIES, 3)
            for number in range(0, ACTIVITIES, 5):
                with vault.storage.transaction("change") as unit:
                    unit.update(activity(number, name=f"Anders {number}"))
            with vault.storage.transaction("delete") as unit:
                unit.delete(activity(7).id)
            vault.storage.keep(OWN_REGISTERS, "eigen regels")
            vault.storage.keep(BOARD, "zo opnieuw te maken")
            self.records = {record.id: record for record in vault.storage.snapshot()}
        self.header = headers.read_header(path).header
        self.sound = self.database.read_bytes()
        self.pages = len(self.sound) // PAGE_BYTES

    def spoil(self, *pages: int) -> None:
        content = bytearray(self.sound)
        for page in pages:
            content[page * PAGE_BYTES + 1_000] ^= 0xFF
        self.database.write_bytes(content)

    def save(self, *stores: BackupStore) -> tuple[RepairReport, dict[str, Record], CheckReport]:
        target = next(path for n in range(999) if not (path := self.path.with_name(f"nieuw{n}.vakdossier")).exists())
        report = rebuild_vault(self.path, target, self.header, self.key, self.clock, stores=stores)
        with open_vault(target, RIGHT, self.clock) as vault:
            return report, {record.id: record for record in vault.storage.snapshot()}, check_vault(vault)

    def names(self) -> list[str]:
        """Return the names of all tables and indexes."""
        connection = connect(self.place)
        try:
            return [row[0] for row in connection.execute("SELECT name FROM sqlite_schema").fetchall()]
        finally:
            connection.close()

    def pages_of(self, *names: str) -> list[int]:
        """Return the first pages, from 0, of tables or indexes."""
        connection = connect(self.place)
        try:
            rows = connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall()
        finally:
            connection.close()
        return [page - 1 for name, page in rows if name in names]


@pytest.fixture
def damaged(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> Damaged:
    return Damaged(vault_path, clock)


def test_a_sound_vault_is_saved_whole(damaged: Damaged) -> None:
    report, records, checked = damaged.save()
    assert records == damaged.records
    assert checked.findings == ()
    assert report.is_complete
    assert (report.records, report.damaged_pages, report.rewritten_operations) == (len(records), 0, 0)
    with (
        open_vault(report.path, RIGHT, damaged.clock) as new,
        open_vault(damaged.path, RIGHT, damaged.clock) as old,
    ):
        with new.storage.reading() as now, old.storage.reading() as then:
            assert now.history.operations(999) == then.history.operations(999)
            for record_id in (activity(5).id, activity(6).id):
                assert now.records.state(record_id) == then.records.state(record_id)
        assert [hit.id for hit in new.storage.search("Anders 15")] == [
            hit.id for hit in old.storage.search("Anders 15")
        ]
        assert new.storage.undo().ids == {activity(7).id}
        assert (new.storage.kept(OWN_REGISTERS), new.storage.kept(BOARD)) == ("eigen regels", None)


def test_no_single_damaged_page_loses_a_record(damaged: Damaged) -> None:
    some = {0, *damaged.pages_of("record", "activity", "change", "operation", "link", "search_data", "activity_order")}
    for page in sorted(some | set(range(1, damaged.pages, 11))):
        damaged.spoil(page)
        report, records, checked = damaged.save()
        assert records == damaged.records, page
        assert checked.findings == (), page
        assert (report.lost, report.from_backup, report.lost_evidence) == ([], [], []), page
        assert report.damaged_pages == 1


def test_the_pages_that_define_the_tables_may_all_be_gone(damaged: Damaged) -> None:
    of_tables = set(damaged.pages_of(*damaged.names()))
    damaged.spoil(*(page for page in range(max(of_tables)) if page not in of_tables))
    _, records, checked = damaged.save()
    assert records == damaged.records
    assert checked.findings == ()


def test_damage_in_both_the_records_and_their_history_is_told_record_by_record(damaged: Damaged) -> None:
    damaged.spoil(*damaged.pages_of("activity", "change"))
    report, records, checked = damaged.save()
    lost = {each.id for each in report.lost}
    assert lost
    assert all(each.kind == "activity" for each in report.lost)
    assert lost == set(damaged.records) - set(records)
    assert {record_id: damaged.records[record_id] for record_id in records} == records
    assert checked.findings == ()
    assert not report.is_complete


def test_what_is_lost_here_comes_from_the_newest_good_backup(damaged: Damaged) -> None:
    with open_vault(damaged.path, RIGHT, damaged.clock) as vault:
        store = BackupStore(vault.backups, vault.data_key.copy())
        store.make(vault, damaged.clock.now())
        damaged.clock.advance(timedelta(days=1))
        store.make(vault, damaged.clock.now())
        damaged.clock.advance(timedelta(days=1))
        with vault.storage.transaction("change") as unit:
            unit.update(activity(1, name="Na de reservekopie"))
        damaged.records = {record.id: record for record in vault.storage.snapshot()}
    newest, older = store.list()
    flip(newest.path / DATABASE_NAME)
    damaged.sound = damaged.database.read_bytes()
    damaged.spoil(*damaged.pages_of("activity", "change"))
    report, records, checked = damaged.save(store)
    assert report.backup == older.name
    assert report.lost == []
    assert set(records) == set(damaged.records)
    differing = {record_id for record_id, record in damaged.records.items() if records[record_id] != record}
    assert differing <= {activity(1).id}
    assert report.perhaps_older
    assert checked.findings == ()


def test_without_a_database_all_comes_from_the_backup(damaged: Damaged) -> None:
    with open_vault(damaged.path, RIGHT, damaged.clock) as vault:
        store = BackupStore(vault.backups, vault.data_key.copy())
        store.make(vault, damaged.clock.now())
    for spoil in (lambda: damaged.database.write_bytes(b"x" * 50_000), damaged.database.unlink):
        spoil()
        report, records, checked = damaged.save(store)
        assert records == damaged.records
        assert checked.findings == ()
        assert report.backup
        assert report.operations > 0


def test_a_record_that_cannot_be_without_a_lost_one_is_in_the_bin(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    with open_vault(vault_path, RIGHT, clock) as vault:
        with vault.storage.transaction("add") as unit:
            unit.insert(
                Registration(id="reg00001", register=("rnvc",), register_name="Verzonnen register", since=clock.today())
            )
            unit.insert(
                RegistrationPeriod(id="per00001", registration="reg00001", start=clock.today(), end=clock.today())
            )
        key = vault.data_key.copy()
        place = vault.place.replaced(key=key)
    connection = connect(place)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in ("DELETE FROM registration", "DELETE FROM change", "DELETE FROM operation"):
            connection.execute(statement)
    finally:
        connection.close()
    target = vault_path.with_name("nieuw.vakdossier")
    report = rebuild_vault(vault_path, target, headers.read_header(vault_path).header, key, clock)
    assert [each.id for each in report.lost] == ["reg00001"]
    assert [each.id for each in report.in_bin] == ["per00001"]
    with open_vault(target, RIGHT, clock) as vault:
        assert check_vault(vault).findings == ()
        with vault.storage.reading() as now:
            assert [binned.entry.record.id for binned in now.past.bin()] == ["per00001"]


def test_the_damaged_vault_is_only_read_and_nothing_is_overwritten(damaged: Damaged) -> None:
    damaged.spoil(9)
    before = {path: path.read_bytes() for path in damaged.path.rglob("*") if path.is_file()}
    damaged.save()
    assert {path: path.read_bytes() for path in damaged.path.rglob("*") if path.is_file()} == before
    with pytest.raises(FolderNotEmptyError):
        rebuild_vault(damaged.path, damaged.path, damaged.header, damaged.key, damaged.clock)


def test_damaged_pages_are_counted(damaged: Damaged) -> None:
    assert damaged_pages(damaged.place) == ()
    damaged.spoil(0, 12, 40)
    assert damaged_pages(damaged.place) == (1, 13, 41)


@pytest.fixture
def mendable(vault: Vault, clock: FixedClock) -> tuple[Vault, BackupStore]:
    fill(vault, 10, 3)
    store = BackupStore(vault.backups, vault.data_key.copy())
    store.make(vault, clock.now())
    return vault, store


def test_evidence_comes_back_from_the_backup(mendable: tuple[Vault, BackupStore]) -> None:
    vault, store = mendable
    first, second, _ = vault.evidence.files()
    flip(first)
    second.unlink()
    mended = mend(vault, check_vault(vault), [store])
    assert (mended.evidence, mended.lost_evidence) == (2, ())
    assert check_vault(vault).findings == ()


def test_evidence_that_the_backup_has_not_got_is_told(mendable: tuple[Vault, BackupStore]) -> None:
    vault, store = mendable
    fill(vault, 1, 1, first=70)
    for path in vault.evidence.files():
        flip(path)
    mended = mend(vault, check_vault(vault), [store])
    assert (mended.evidence, len(mended.lost_evidence)) == (3, 1)
    assert len(check_vault(vault).findings) == 1


@pytest.mark.parametrize("name", [headers.HEADER_NAME, headers.PREVIOUS_NAME])
@pytest.mark.parametrize("spoil", [flip, Path.unlink])
def test_the_key_file_is_made_anew_from_its_other_copy(
    mendable: tuple[Vault, BackupStore], clock: FixedClock, name: str, spoil: Callable[[Path], object]
) -> None:
    vault, store = mendable
    spoil(vault.path / name)
    assert mend(vault, check_vault(vault), [store]).key_file
    assert check_vault(vault).findings == ()
    vault.close()
    with open_vault(vault.path, RIGHT, clock) as again:
        assert again.notices == ()


def test_the_search_index_is_made_anew(mendable: tuple[Vault, BackupStore]) -> None:
    vault, store = mendable
    connection = vault.connect()
    try:
        connection.execute("DELETE FROM search WHERE rowid > 3")
    finally:
        connection.close()
    assert mend(vault, check_vault(vault), [store]).search_index
    assert check_vault(vault).findings == ()
    again = mend(vault, check_vault(vault), [store])
    assert (again.key_file, again.search_index, again.evidence) == (False, False, 0)


def test_a_vault_that_is_open_for_reading_is_not_mended(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    with open_vault(vault_path, RIGHT, clock, read_only=True) as vault, pytest.raises(VaultReadOnlyError):
        mend(vault, check_vault(vault), [])
