"""Making backups of real vaults: proven, cheap the second time, nothing half-made when the system refuses."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import IO, NoReturn

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage import driver
from portfolio_app.storage.backups import files as files_module
from portfolio_app.storage.backups.manifest import MANIFEST_NAME, BackupReason, UnusableManifestError, read_manifest
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.driver import DATABASE_NAME, connect
from portfolio_app.storage.errors import DamagedDatabaseError
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import Vault
from tests.storage.filled_vaults import activity, fill


@pytest.fixture
def store(vault: Vault) -> BackupStore:
    fill(vault, 40, 4)
    return BackupStore(vault.backups, vault.data_key)


def flip(path: Path, place: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0x40
    path.write_bytes(content)


def names_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def fails(error: int) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(error, os.strerror(error))

    return refuse


def test_a_backup_holds_what_the_vault_held_and_is_encrypted(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    made = store.make(vault, clock.now(), BackupReason.CLOSE)
    assert made.path.name == "2026-03-02T093000Z"
    assert (made.manifest.records, len(made.manifest.evidence), made.copied_files) == (44, 4, 4)
    assert made.manifest.reason is BackupReason.CLOSE
    assert {path.name for path in made.path.iterdir()} == {DATABASE_NAME, "vault.json", MANIFEST_NAME}
    everything = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert b"Intervisie" not in everything
    assert b"SQLite format" not in everything
    (found,) = store.list()
    assert store.verify(found, evidence_too=True) is None
    connection = connect(store.place_of(found))
    try:
        assert connection.execute("SELECT count(*) FROM activity").fetchone() == (40,)
    finally:
        connection.close()
    for path in (store.folder, *store.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_second_backup_copies_only_the_new_evidence(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    store.make(vault, clock.now())
    before = {path: path.stat().st_mtime_ns for path in store.evidence_folder.rglob("*.evd")}
    fill(vault, 1, 1, first=100)
    clock.advance(timedelta(hours=1))
    second = store.make(vault, clock.now())
    assert second.copied_files == 1
    assert len(second.manifest.evidence) == 5
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_nothing_changed_is_seen_by_history_and_key_file(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    assert store.unchanged_since(vault) is None
    made = store.make(vault, clock.now())
    same = store.unchanged_since(vault)
    assert same is not None
    assert same.path == made.path
    vault.change_passphrase("een nieuwe zin van vijf woorden")
    assert store.unchanged_since(vault) is None
    clock.advance(timedelta(minutes=1))
    store.make(vault, clock.now())
    assert store.unchanged_since(vault) is not None
    with vault.storage.transaction("change") as unit:
        unit.update(activity(3, name="Anders"))
    assert store.unchanged_since(vault) is None


def test_two_backups_in_one_second_both_stay(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    names = [store.make(vault, clock.now()).path.name for _ in range(3)]
    assert names == ["2026-03-02T093000Z", "2026-03-02T093000Z-2", "2026-03-02T093000Z-3"]
    assert [backup.name for backup in store.list()] == names[::-1]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: flip(path / DATABASE_NAME), "database"),
        (lambda path: (path / DATABASE_NAME).unlink(), "database"),
        (lambda path: flip(path / "vault.json"), "key file"),
        (lambda path: flip(path / MANIFEST_NAME), "list of contents"),
        (lambda path: (path / MANIFEST_NAME).unlink(), "list of contents"),
        (lambda path: shutil.rmtree(path.parent / "evidence"), "evidence"),
        (lambda path: os.truncate(next(path.parent.glob("evidence/*/*")), 100), "evidence"),
        (lambda path: flip(next(path.parent.glob("evidence/*/*"))), "evidence"),
    ],
)
def test_every_damage_is_found_and_named(
    vault: Vault, store: BackupStore, clock: FixedClock, spoil: Callable[[Path], object], said: str
) -> None:
    made = store.make(vault, clock.now())
    spoil(made.path)
    (found,) = store.list()
    wrong = store.verify(found, evidence_too=True)
    assert wrong is not None
    assert said in wrong.en


def test_a_list_of_contents_of_another_vault_or_altered_by_hand_is_refused(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    made = store.make(vault, clock.now())
    content = (made.path / MANIFEST_NAME).read_bytes()
    assert read_manifest(content, vault.data_key) == made.manifest
    with pytest.raises(UnusableManifestError):
        read_manifest(content, DataKey(bytes(32)))
    for change in ({"records": 1}, {"format": 99}, {"evidence": {"../../vault.json": 1}}, {"seal": 3}, {"what": ""}):
        with pytest.raises(UnusableManifestError):
            read_manifest(json.dumps({**json.loads(content), **change}).encode(), vault.data_key)
    for nonsense in (b"", b"{", b"[]", b"null", b"\xff"):
        with pytest.raises(UnusableManifestError):
            read_manifest(nonsense, vault.data_key)


def test_evidence_that_is_damaged_in_the_vault_does_not_replace_a_good_copy(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    store.make(vault, clock.now())
    flip(next(vault.evidence.files()))
    clock.advance(timedelta(minutes=1))
    again = store.make(vault, clock.now())
    assert again.manifest.absent == ()
    assert store.verify(store.list()[0], evidence_too=True) is None


def test_evidence_that_cannot_be_copied_is_named_and_the_records_are_saved_all_the_same(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    flip(next(vault.evidence.files()))
    made = store.make(vault, clock.now())
    assert (len(made.manifest.evidence), len(made.manifest.absent)) == (3, 1)
    assert store.verify(store.list()[0], evidence_too=True) is None
    assert store.unchanged_since(vault) is None  # so that the next attempt tries again


def test_deleted_evidence_stays_in_the_backup_because_it_can_be_brought_back(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    with vault.storage.transaction("delete") as unit:
        unit.delete("evd0000000")
    assert len(store.make(vault, clock.now()).manifest.evidence) == 4


def test_a_damaged_vault_gives_no_backup_and_leaves_the_older_ones(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    store.make(vault, clock.now())
    before = names_in(store.folder)
    vault.storage.close()
    flip(vault.path / DATABASE_NAME, 0.9)
    with pytest.raises(DamagedDatabaseError):
        store.make(vault, clock.now())
    assert names_in(store.folder) == before


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT])
@pytest.mark.parametrize("step", ["new_private_file", "rename", "sync"])
def test_a_refusal_of_the_system_at_any_step_leaves_nothing_half_made(
    vault: Vault, store: BackupStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, error: int, step: str
) -> None:
    store.make(vault, clock.now())
    fill(vault, 1, 1, first=50)
    before = names_in(store.folder)
    with monkeypatch.context() as patch:
        if step == "rename":
            patch.setattr(Path, "rename", fails(error))
        elif step == "sync":
            patch.setattr(files_module, "sync_file", fails(error))
        else:
            patch.setattr(files_module, step, fails(error))
        with pytest.raises(EnvironmentRefusedError) as refused:
            store.make(vault, clock.now())
    assert "reservekopie" in refused.value.message.nl
    assert refused.value.remedy
    left = {name for name in names_in(store.folder) - before if "evidence" not in name}
    assert left == set()
    clock.advance(timedelta(minutes=1))
    assert store.make(vault, clock.now()).manifest.records == 46


def test_a_disk_that_fills_up_while_the_evidence_is_copied(
    vault: Vault, store: BackupStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = 3_000
    opened = files_module.new_private_file

    def narrow(target: Path) -> IO[bytes]:
        file = opened(target)
        write = file.write

        def limited(piece: bytes) -> int:
            nonlocal room
            room -= len(piece)
            if room < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(piece)

        monkeypatch.setattr(file, "write", limited, raising=False)
        return file

    with monkeypatch.context() as patch:
        patch.setattr(files_module, "new_private_file", narrow)
        with pytest.raises(EnvironmentRefusedError, match="disk is full"):
            store.make(vault, clock.now())
    assert not [path for path in store.folder.iterdir() if path.name != "evidence"]
    assert store.make(vault, clock.now()).manifest.records == 44


def test_a_disk_that_is_full_for_the_database_says_so_of_the_backup(
    vault: Vault, store: BackupStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = driver.connect

    def narrow(place: driver.DatabasePlace) -> driver.Connection:
        connection = usual(place)
        if place.path.name.endswith(".part"):
            connection.execute("PRAGMA max_page_count = 20")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(driver, "connect", narrow)
        with pytest.raises(EnvironmentRefusedError) as refused:
            store.make(vault, clock.now())
    assert "Het maken van de reservekopie is niet gelukt: de schijf is vol" in refused.value.message.nl
    assert list(store.folder.iterdir()) == []


def test_what_a_killed_backup_left_is_cleared_by_the_next(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    store.folder.mkdir(exist_ok=True)
    left = store.folder / ".vakdossier-abc.part"
    (left / "evidence").mkdir(parents=True)
    (left / DATABASE_NAME).write_bytes(b"half")
    store.make(vault, clock.now())
    assert not left.exists()


def test_thinning_clears_backups_and_the_evidence_that_no_other_names(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    first = store.make(vault, clock.now())
    with vault.storage.transaction("delete") as unit:
        unit.delete("evd0000001")
    with vault.storage.transaction("erase") as unit:
        unit.erase(["evd0000001"])
    clock.advance(timedelta(minutes=5))
    second = store.make(vault, clock.now())
    assert store.thin(clock.now()).backups == ()  # both are of today
    clock.advance(timedelta(days=1))
    thinned = store.thin(clock.now())
    assert (thinned.backups, thinned.evidence_files) == ((first.path.name,), 1)
    assert [backup.name for backup in store.list()] == [second.path.name]
    assert store.verify(store.list()[0], evidence_too=True) is None
    assert len(list(store.evidence_folder.rglob("*.evd"))) == 3


def test_a_backup_that_cannot_be_read_counts_for_nothing_and_keeps_its_evidence(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    good = store.make(vault, clock.now())
    clock.advance(timedelta(minutes=5))
    bad = store.make(vault, clock.now())
    (bad.path / MANIFEST_NAME).write_bytes(b"")
    clock.advance(timedelta(days=3))
    thinned = store.thin(clock.now())
    assert (thinned.backups, thinned.evidence_files) == ((), 0)
    assert good.path.is_dir()
    assert bad.path.is_dir()
