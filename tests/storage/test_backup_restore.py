"""Putting backups back, rehearsed on real vaults: beside the old one, compared, and then in its place."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.storage.backups import restoring
from portfolio_app.storage.backups.comparing import compare
from portfolio_app.storage.backups.manifest import BackupDamagedError
from portfolio_app.storage.backups.restoring import chosen_backup, find_stores, restore_backup, unlock_store
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.backups.swapping import swap
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.driver import DATABASE_NAME
from portfolio_app.storage.errors import FolderNotEmptyError, WrongPassphraseError
from portfolio_app.storage.lock import VaultLockedError
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.vault import Secret, open_vault
from tests.storage.filled_vaults import activity, fill
from tests.storage.test_backup_store import flip
from tests.vaults import RIGHT


@pytest.fixture
def backed_up(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> Path:
    """A vault with two backups of different days; changed since the first."""
    with open_vault(vault_path, RIGHT, clock) as vault:
        store = BackupStore(vault.backups, vault.data_key)
        fill(vault, 20, 3)
        store.make(vault, clock.now())
        clock.advance(timedelta(days=1))
        fill(vault, 5, 1, first=100)
        with vault.storage.transaction("change") as unit:
            unit.update(activity(3, name="Anders"))
            unit.delete(activity(4).id)
        store.make(vault, clock.now())
        clock.advance(timedelta(days=1))
    return vault_path


def restored(path: Path, target: Path, clock: FixedClock, secret: Secret = RIGHT) -> restoring.Restored:
    (folder,) = find_stores(path)
    key = unlock_store(folder, secret)
    store = BackupStore(folder, key)
    return restore_backup(chosen_backup(path, store), store, target, key, clock)


@pytest.mark.parametrize("by", ["passphrase", "recovery key"])
def test_a_backup_becomes_an_equal_vault_that_passes_its_check(
    backed_up: Path, made: RecoveryKey, clock: FixedClock, by: str
) -> None:
    secret = RIGHT if by == "passphrase" else Secret(recovery_key=made.printed())
    target = backed_up.with_name("terug.vakdossier")
    outcome = restored(backed_up, target, clock, secret)
    assert (outcome.path, outcome.missing_evidence) == (target, ())
    with open_vault(target, secret, clock) as new, open_vault(backed_up, secret, clock, read_only=True) as old:
        assert compare(old, new).is_equal
        assert check_vault(new).findings == ()
        assert new.vault_id == old.vault_id
        assert len(new.storage.snapshot()) == 28


def test_an_older_backup_is_compared_record_by_record(backed_up: Path, clock: FixedClock) -> None:
    target = backed_up.with_name("terug.vakdossier")
    oldest = min((backed_up / "backups").glob("2*"))
    restored(oldest, target, clock)
    with open_vault(target, RIGHT, clock, read_only=True) as new, open_vault(backed_up, RIGHT, clock) as old:
        found = compare(old, new)
    assert len(found.only_in_old) == 6
    assert [each.id for each in found.only_in_new] == [activity(4).id]
    assert [(each.id, each.nl) for each in found.different] == [(activity(3).id, "Anders · Kring 3")]
    assert found.counts == {"activity": (24, 20), "evidence": (4, 3)}
    assert found.last_in_old is not None
    assert found.last_in_new is not None
    assert found.last_in_old.number > found.last_in_new.number
    assert not found.is_equal


def test_restoring_never_writes_over_anything(backed_up: Path, clock: FixedClock) -> None:
    before = sorted(path.name for path in backed_up.iterdir())
    with pytest.raises(FolderNotEmptyError):
        restored(backed_up, backed_up, clock)
    (backed_up.parent / "bestand").write_bytes(b"x")
    with pytest.raises(FolderNotEmptyError):
        restored(backed_up, backed_up.parent / "bestand", clock)
    assert sorted(path.name for path in backed_up.iterdir()) == before


def test_a_damaged_backup_is_refused_by_name_and_the_next_good_one_is_offered(
    backed_up: Path, clock: FixedClock
) -> None:
    older, newer = sorted((backed_up / "backups").glob("2*"))
    flip(newer / DATABASE_NAME)
    target = backed_up.with_name("terug.vakdossier")
    with pytest.raises(BackupDamagedError) as refused:
        restored(newer, target, clock)
    assert (refused.value.name, refused.value.next_good) == (newer.name, older.name)
    assert newer.name in refused.value.message.nl
    assert older.name in refused.value.remedy.nl
    assert not target.exists()
    assert restored(backed_up, target, clock).manifest.records == 23  # who names no backup gets the newest good one
    flip(older / DATABASE_NAME)
    with pytest.raises(BackupDamagedError) as refused:
        restored(backed_up, backed_up.with_name("nog.vakdossier"), clock)
    assert refused.value.next_good == ""


def test_a_backup_opens_with_the_passphrase_of_its_time(backed_up: Path, clock: FixedClock) -> None:
    with open_vault(backed_up, RIGHT, clock) as vault:
        vault.change_passphrase("een heel andere zin dan eerst")
        BackupStore(vault.backups, vault.data_key).make(vault, clock.now())
    for number, secret in enumerate((RIGHT, Secret(passphrase="een heel andere zin dan eerst"))):
        restored(backed_up, backed_up.with_name(f"terug{number}.vakdossier"), clock, secret)
    with pytest.raises(WrongPassphraseError):
        restored(backed_up, backed_up.with_name("x.vakdossier"), clock, Secret(passphrase="nooit geweest"))


def test_evidence_that_no_place_has_is_told(backed_up: Path, clock: FixedClock) -> None:
    target = backed_up.with_name("terug.vakdossier")
    flip(next((backed_up / "backups" / "evidence").glob("*/*")))
    assert len(restored(backed_up, target, clock).missing_evidence) == 1
    with open_vault(target, RIGHT, clock) as vault:
        assert {finding.place for finding in check_vault(vault).findings} == {"evidence"}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_refusal_while_restoring_leaves_nothing_half_made(
    backed_up: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    before = sorted(backed_up.parent.iterdir())

    def refuse(*_arguments: object) -> NoReturn:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "copy_file", refuse)
        with pytest.raises(EnvironmentRefusedError) as refused:
            restored(backed_up, backed_up.with_name("terug.vakdossier"), clock)
    assert "terugzetten" in refused.value.message.nl
    assert sorted(backed_up.parent.iterdir()) == before


def test_the_new_vault_takes_the_place_of_the_old_one_which_is_kept(backed_up: Path, clock: FixedClock) -> None:
    target = backed_up.with_name("terug.vakdossier")
    restored(backed_up, target, clock)
    with open_vault(backed_up, RIGHT, clock), pytest.raises(VaultLockedError):
        swap(backed_up, target, clock)
    swapped = swap(backed_up, target, clock)
    assert (swapped.vault, swapped.kept_aside.name) == (backed_up, "proef-oud-2026-03-04.vakdossier")
    assert not target.exists()
    for path in (swapped.vault, swapped.kept_aside):
        with open_vault(path, RIGHT, clock) as vault:
            assert len(vault.storage.snapshot()) == 28
    restored(swapped.kept_aside, target, clock)
    assert swap(backed_up, target, clock).kept_aside.name == "proef-oud-2026-03-04-2.vakdossier"


def test_when_the_swap_fails_half_way_the_old_vault_is_back(
    backed_up: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = backed_up.with_name("terug.vakdossier")
    restored(backed_up, target, clock)
    rename = Path.rename

    def only_the_old(self: Path, other: Path) -> Path:
        if self == target:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, other)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", only_the_old)
        with pytest.raises(EnvironmentRefusedError):
            swap(backed_up, target, clock)
    assert backed_up.is_dir()
    assert target.is_dir()


def test_vaults_in_different_folders_are_not_swapped(backed_up: Path, clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    target = tmp_path / "elders" / "terug.vakdossier"
    restored(backed_up, target, clock)
    with pytest.raises(WrongUseError):
        swap(backed_up, target, clock)
    with pytest.raises(WrongUseError):
        swap(backed_up, backed_up, clock)


def test_where_there_are_no_backups_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError):
        find_stores(tmp_path)
    with pytest.raises(WrongUseError):
        find_stores(tmp_path / "nergens")
