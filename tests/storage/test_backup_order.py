"""The order of backups is that of their making: a clock that was wrong for a while must not decide what comes back."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import NoRoomError
from portfolio_app.storage import driver as driver_module
from portfolio_app.storage.backups import files as files_module
from portfolio_app.storage.backups import store as store_module
from portfolio_app.storage.backups.manifest import Manifest, read_manifest
from portfolio_app.storage.backups.restoring import chosen_backup
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.driver import copy_database
from portfolio_app.storage.vault import Vault
from tests.storage.filled_vaults import activity, fill
from tests.storage.test_backup_store import flip
from tests.vaults import quick_vault


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    made, _ = quick_vault(tmp_path / "proef.vakdossier", clock)
    with made:
        fill(made, 5, 1)
        yield made


@pytest.fixture
def store(vault: Vault) -> BackupStore:
    return BackupStore(vault.backups, vault.data_key)


def change(vault: Vault, name: str) -> None:
    with vault.storage.transaction("change") as unit:
        unit.update(activity(1, name=name))


def records_of(store: BackupStore) -> list[int]:
    return [each.manifest.operations for each in store.list() if each.manifest]


def test_a_backup_dated_in_the_future_does_not_win(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    clock.advance(timedelta(days=4_000))
    store.make(vault, clock.now())
    clock.advance(timedelta(days=-4_000))
    change(vault, "daarna")
    wanted = store.make(vault, clock.now())
    assert store.newest() is not None
    assert chosen_backup(vault.path, store).path == wanted.path
    assert store.unchanged_since(vault) is not None
    assert store.list()[0].path == wanted.path


def test_a_backup_dated_in_the_past_is_still_the_newest_and_is_not_thinned(
    vault: Vault, store: BackupStore, clock: FixedClock
) -> None:
    first = store.make(vault, clock.now())
    change(vault, "klok terug")
    made = store.make(vault, clock.now() - timedelta(days=9_000))
    assert made.manifest.sequence == first.manifest.sequence + 1
    assert store.thin(clock.now()).backups == ()
    assert chosen_backup(vault.path, store).path == made.path
    later = store.make(vault, clock.now() + timedelta(days=1))
    assert store.thin(clock.now() + timedelta(days=1)).backups == (made.path.name,)
    assert chosen_backup(vault.path, store).path == later.path


def test_a_backup_of_before_counting_comes_by_its_work(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    made = store.make(vault, clock.now())
    old = made.manifest.sealed(vault.data_key)
    fields = {name: getattr(made.manifest, name) for name in Manifest.__slots__ if name != "sequence"}
    assert read_manifest(old, vault.data_key).sequence == 1
    (made.path / "manifest.json").write_bytes(Manifest(**fields).sealed(vault.data_key))
    change(vault, "nieuw")
    second = store.make(vault, clock.now() - timedelta(days=300))
    assert second.manifest.sequence == 1
    assert records_of(store) == sorted(records_of(store), reverse=True)


# -- room -------------------------------------------------------------------------------------------------------------


class Full:
    """Refuses room until so many backups are gone."""

    def __init__(self, store: BackupStore, left: int) -> None:
        self._store, self._left = store, left
        self._real: Callable[[Path], object] = files_module.new_private_file

    def __call__(self, target: Path) -> object:
        if len(self._store.list()) > self._left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._real(target)


def four_months(vault: Vault, store: BackupStore, clock: FixedClock) -> list[str]:
    names = []
    for number in range(8):
        change(vault, f"keer {number}")
        names.append(store.make(vault, clock.now()).path.name)
        clock.advance(timedelta(days=15))
    return names


def test_a_full_disk_is_given_room_by_the_oldest_and_the_backup_is_made(
    vault: Vault, store: BackupStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = four_months(vault, store, clock)
    change(vault, "het laatste")
    monkeypatch.setattr(store_module, "_SPARE_BYTES", 0)
    monkeypatch.setattr(files_module, "new_private_file", Full(store, 7))
    made = store.make(vault, clock.now())
    assert made.made_room
    assert names[-1] not in made.made_room
    assert store.list()[0].path == made.path
    months = {name[:7] for name in names}
    assert {each.name[:7] for each in store.list()} == months, "the newest of each month goes last"


def test_room_is_never_made_by_taking_the_last_good_one(
    vault: Vault, store: BackupStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = four_months(vault, store, clock)
    flip(vault.backups / names[-1] / "portfolio.db")
    change(vault, "het laatste")
    monkeypatch.setattr(store_module, "_SPARE_BYTES", 1 << 40)
    monkeypatch.setattr(files_module, "new_private_file", Full(store, 0))
    with pytest.raises(NoRoomError) as refused:
        store.make(vault, clock.now())
    assert "Ook het opruimen" in refused.value.say("nl")
    assert [each.name for each in store.list()] == [names[-2]]
    assert store.newest_verified() is not None
    with pytest.raises(NoRoomError) as refused:
        store.make(vault, clock.now())
    assert "Ook het opruimen" not in refused.value.say("nl")
    assert [each.name for each in store.list()] == [names[-2]]
    change(vault, "het werk gaat door")


# -- waiting ----------------------------------------------------------------------------------------------------------


class Busy:
    """A connection whose other side is locked: every step tells so, and nothing remains to be less."""

    def __init__(self) -> None:
        self.steps = 0

    def backup(self, _target: object, /, *, pages: int, progress: Callable[[int, int, int], object]) -> None:
        assert pages > 0
        while True:  # as the driver does
            self.steps += 1
            progress(5, 100, 100)


def test_a_copy_that_gets_no_further_is_given_up(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver_module, "_STUCK_SECONDS", 0.05)
    with pytest.raises(EnvironmentRefusedError) as refused:
        copy_database(Busy(), vault.place, tmp_path / "kopie.db")  # type: ignore[arg-type]
    assert "in gebruik" in refused.value.say("nl")
    assert list(tmp_path.iterdir()) == [vault.path]


def test_a_copy_is_stopped_when_the_person_wants_it(vault: Vault, tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    source = vault.connect()
    try:
        with pytest.raises(StopError):
            copy_database(source, vault.place, tmp_path / "kopie.db", tick=stop)
    finally:
        source.close()
    assert list(tmp_path.iterdir()) == [vault.path]
    change(vault, "de kluis werkt door")


def test_a_stopped_backup_leaves_nothing_half_made(vault: Vault, store: BackupStore, clock: FixedClock) -> None:
    class StopError(Exception):
        pass

    def stop(*_told: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        store.make(vault, clock.now(), progress=stop)
    assert [path.name for path in vault.backups.iterdir()] == ["evidence"] or not any(vault.backups.iterdir())
    assert store.list() == ()


def test_a_second_store_copies_the_first_without_reading_the_vault(
    vault: Vault, store: BackupStore, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.make(vault, clock.now())
    other = BackupStore(tmp_path / "stick", vault.data_key)
    monkeypatch.setattr(store_module, "copy_of_database", None)
    second = other.make(vault, clock.now(), same_as=store.get(made.path.name))
    assert second.manifest.head == made.manifest.head
    assert other.verify(other.get(second.path.name), evidence_too=True) is None
