"""The policy of backups: two places, failures that are remembered until they are mended, and putting back."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.services import backups as services
from portfolio_app.services import restoring
from portfolio_app.services.backups import Backups, Ending, Place
from portfolio_app.services.progress import StoppedError
from portfolio_app.services.repairing import repair
from portfolio_app.storage.backups import files as files_module
from portfolio_app.storage.backups.manifest import BackupDamagedError, BackupReason
from portfolio_app.storage.backups.state import STATE_NAME
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.errors import DamagedHeaderError, WrongPassphraseError
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.storage.filled_vaults import activity, fill
from tests.storage.test_backup_store import flip
from tests.vaults import RIGHT, quick_vault
from tests.waiting import PATIENCE


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    made, _ = quick_vault(tmp_path / "proef.vakdossier", clock)
    with made:
        fill(made, 12, 2)
        yield made


@pytest.fixture
def backups(vault: Vault, clock: FixedClock) -> Backups:
    return Backups(vault, clock)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def change(vault: Vault, name: str) -> None:
    with vault.storage.transaction("change") as unit:
        unit.update(activity(1, name=name))


def endings(attempts: tuple[services.Attempt, ...]) -> dict[str, str]:
    return {attempt.place.value: attempt.ending.value for attempt in attempts}


def test_a_backup_is_made_in_both_places_and_only_when_something_changed(
    vault: Vault, backups: Backups, stick: Path, clock: FixedClock
) -> None:
    assert endings(backups.on_close()) == {"vault": "made"}
    backups.choose_second_place(stick)
    assert endings(backups.on_close()) == {"vault": "unchanged", "second": "made"}
    assert endings(backups.on_close()) == {"vault": "unchanged", "second": "unchanged"}
    change(vault, "Nieuw")
    clock.advance(timedelta(minutes=1))
    assert endings(backups.on_close()) == {"vault": "made", "second": "made"}
    assert len(backups.list(Place.SECOND)) == 2
    assert endings(backups.back_up(even_unchanged=True)) == {"vault": "made", "second": "made"}


def test_status_tells_the_age_per_place(vault: Vault, backups: Backups, stick: Path, clock: FixedClock) -> None:
    (none,) = backups.status()
    assert (none.good_at, none.age_days, none.is_behind, none.is_available) == (None, None, True, True)
    backups.choose_second_place(stick)
    backups.back_up()
    clock.advance(timedelta(days=9, hours=3))
    change(vault, "Nieuw")
    own, second = backups.status()
    assert (own.age_days, second.age_days) == (9, 9)
    assert own.is_behind
    assert second.is_behind
    assert own.failure is None
    flip(next(stick.glob("*/2*/manifest.json")))
    assert backups.status()[1].damaged
    assert backups.status()[1].good_at is None


def test_a_stick_that_is_gone_leaves_the_main_backup_and_is_told_until_it_is_back(
    vault: Vault, backups: Backups, stick: Path, clock: FixedClock
) -> None:
    backups.choose_second_place(stick)
    backups.back_up()
    change(vault, "Nieuw")
    clock.advance(timedelta(days=2))
    away = stick.rename(stick.with_name("weg"))
    assert endings(backups.on_close()) == {"vault": "made", "second": "unavailable"}
    clock.advance(timedelta(days=1))
    own, second = backups.status()
    assert (own.is_behind, own.failure) == (False, None)
    assert not second.is_available
    assert second.age_days == 3
    assert second.failure is not None
    assert second.failed_at == clock.now() - timedelta(days=1)
    stick.mkdir()  # a mount point that is empty again: no backup may be written there
    assert endings(backups.on_close())["second"] == "unavailable"
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    assert endings(backups.on_close())["second"] == "made"
    assert backups.status()[1].failure is None


def test_a_failure_is_remembered_across_openings_until_a_good_backup(
    vault: Vault, backups: Backups, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(files_module, "new_private_file", full)
        (attempt,) = backups.on_close()
        assert attempt.ending is Ending.FAILED
        with pytest.raises(EnvironmentRefusedError):
            backups.before(BackupReason.IMPORT)
    vault.close()
    with open_vault(vault.path, RIGHT, clock) as again:
        later = Backups(again, clock)
        (status,) = later.status()
        assert status.failure is not None
        assert "de schijf is vol" in status.failure.nl
        assert later.before(BackupReason.IMPORT)[0].ending is Ending.MADE
        assert later.status()[0].failure is None


def test_what_is_remembered_says_nothing_about_the_person(vault: Vault, backups: Backups, tmp_path: Path) -> None:
    home = tmp_path / "Els Verzonnen"
    home.mkdir()
    backups.choose_second_place(home)
    backups.back_up()
    kept = (vault.backups / STATE_NAME).read_text(encoding="utf-8")
    assert "Els" not in kept
    assert str(tmp_path) not in kept
    assert backups.second_place == home
    for nonsense in ("", "{", "[]", '{"places": 3}', '{"second_place": "00", "places": {}}'):
        (vault.backups / STATE_NAME).write_text(nonsense, encoding="utf-8")
        assert backups.second_place is None
        assert backups.status()[0].good_at is not None


def test_a_second_place_is_a_folder_outside_the_vault(vault: Vault, backups: Backups, tmp_path: Path) -> None:
    for wrong in (tmp_path / "nergens", vault.path, vault.backups):
        with pytest.raises(WrongUseError):
            backups.choose_second_place(wrong)
        with pytest.raises(WrongUseError):
            backups.back_up_to(wrong)


def test_commands_that_follow_each_other_do_not_each_make_a_backup(
    vault: Vault, backups: Backups, clock: FixedClock
) -> None:
    backups.on_close()
    change(vault, "Nieuw")
    clock.advance(timedelta(minutes=5))
    assert backups.on_close(spacing=timedelta(hours=1)) == ()
    clock.advance(timedelta(hours=1))
    assert endings(backups.on_close(spacing=timedelta(hours=1))) == {"vault": "made"}


def test_asking_for_a_backup_finds_out_that_the_last_one_was_damaged(vault: Vault, backups: Backups) -> None:
    (first,) = backups.back_up()
    assert first.backup is not None
    flip(first.backup / "portfolio.db")
    assert endings(backups.back_up()) == {"vault": "made"}


def test_a_vault_opened_for_reading_makes_none_on_close(vault: Vault, clock: FixedClock) -> None:
    vault.close()
    with open_vault(vault.path, RIGHT, clock, read_only=True) as reading:
        assert Backups(reading, clock).on_close() == ()


def test_a_place_with_backups_of_more_vaults_gives_the_one_that_the_secret_opens(
    vault: Vault, backups: Backups, stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    other, _ = quick_vault(tmp_path / "ander.vakdossier", clock, "een andere zin")
    with other:
        Backups(other, clock).back_up_to(stick)
    backups.back_up_to(stick)
    (found,) = restoring.backups_at(stick, RIGHT)
    assert [backup.manifest.records for backup in found.backups if backup.manifest] == [14]
    restored = restoring.restore(stick, tmp_path / "terug.vakdossier", Secret(passphrase="een andere zin"), clock=clock)
    assert restored.manifest.records == 0
    with pytest.raises(WrongPassphraseError):
        restoring.restore(stick, tmp_path / "x.vakdossier", Secret(passphrase="geen van beide"), clock=clock)


def test_restore_compare_and_take_into_use(
    vault: Vault, backups: Backups, stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    backups.choose_second_place(stick)
    backups.back_up()
    change(vault, "Na de reservekopie")
    vault.close()
    new = tmp_path / "terug.vakdossier"
    restoring.restore(stick, new, RIGHT, clock=clock)
    compared = restoring.compare_or_none(vault.path, new, RIGHT, clock=clock)
    assert compared is not None
    assert [each.id for each in compared.different] == [activity(1).id]
    swapped = restoring.take_into_use(vault.path, new, RIGHT, clock=clock)
    with open_vault(vault.path, RIGHT, clock) as now:
        assert Backups(now, clock).second_place == stick
    with open_vault(swapped.kept_aside, RIGHT, clock) as old:
        reasons = [each.manifest.reason for each in Backups(old, clock).list() if each.manifest]
        assert BackupReason.RESTORE in reasons


def test_a_damaged_vault_is_replaced_all_the_same(
    vault: Vault, backups: Backups, clock: FixedClock, tmp_path: Path
) -> None:
    backups.back_up()
    vault.close()
    (vault.path / "portfolio.db").write_bytes(b"z" * 30_000)
    new = tmp_path / "terug.vakdossier"
    restoring.restore(vault.path, new, RIGHT, clock=clock)
    assert restoring.compare_or_none(vault.path, new, RIGHT, clock=clock) is None
    swapped = restoring.take_into_use(vault.path, new, RIGHT, clock=clock)
    assert (swapped.kept_aside / "portfolio.db").read_bytes() == b"z" * 30_000


def test_a_damaged_backup_is_refused_and_the_next_is_named(
    vault: Vault, backups: Backups, clock: FixedClock, tmp_path: Path
) -> None:
    (first,) = backups.back_up()
    clock.advance(timedelta(minutes=1))
    (second,) = backups.back_up(even_unchanged=True)
    assert first.backup is not None
    assert second.backup is not None
    flip(second.backup / "portfolio.db")
    with pytest.raises(BackupDamagedError) as refused:
        restoring.restore(second.backup, tmp_path / "terug.vakdossier", RIGHT, clock=clock)
    assert refused.value.next_good == first.backup.name


def test_repair_mends_in_place_what_it_can(vault: Vault, backups: Backups, clock: FixedClock) -> None:
    backups.back_up()
    vault.close()
    flip(vault.path / "vault.json")
    flip(next(vault.path.glob("evidence/*/*")))
    done = repair(vault.path, RIGHT, clock=clock)
    assert done.mended is not None
    assert (done.mended.key_file, done.mended.evidence, done.rebuilt) == (True, 1, None)
    assert done.is_complete
    assert repair(vault.path, RIGHT, clock=clock).mended is None


def test_repair_makes_a_new_vault_of_a_damaged_database(
    vault: Vault, backups: Backups, clock: FixedClock, stick: Path
) -> None:
    backups.choose_second_place(stick)
    backups.back_up()
    shutil.rmtree(next(vault.backups.glob("2*")))
    vault.close()
    flip(vault.path / "portfolio.db", 0.6)
    done = repair(vault.path, RIGHT, clock=clock)
    assert done.rebuilt is not None
    assert done.rebuilt.path == vault.path.with_name("proef-hersteld.vakdossier")
    assert done.rebuilt.backup
    assert done.is_complete
    assert repair(vault.path, RIGHT, clock=clock, places=(stick,)).rebuilt is not None
    assert vault.path.with_name("proef-hersteld-2.vakdossier").is_dir()


@pytest.mark.parametrize("gone", [True, False])
def test_a_key_file_that_is_gone_altogether_comes_back_from_a_backup(
    vault: Vault, backups: Backups, clock: FixedClock, gone: bool
) -> None:
    backups.back_up()
    vault.close()
    for name in ("vault.json", "vault.json.previous"):
        if gone:
            (vault.path / name).unlink()
        else:
            flip(vault.path / name)
    with pytest.raises(WrongPassphraseError):
        repair(vault.path, Secret(passphrase="een verkeerde zin"), clock=clock)
    done = repair(vault.path, RIGHT, clock=clock)
    assert done.key_file_from_backup
    assert done.is_complete
    open_vault(vault.path, RIGHT, clock).close()


def test_without_a_backup_a_key_file_that_is_damaged_twice_is_refused(vault: Vault, clock: FixedClock) -> None:
    vault.close()
    for name in ("vault.json", "vault.json.previous"):
        flip(vault.path / name)
    with pytest.raises(DamagedHeaderError):
        repair(vault.path, RIGHT, clock=clock)


def test_a_second_place_that_never_answers_does_not_hold_up_the_rest(
    vault: Vault, backups: Backups, stick: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.choose_second_place(stick)
    backups.back_up()
    change(vault, "Nieuw")
    asleep = threading.Event()
    monkeypatch.setattr(services, "_PROBE_SECONDS", 0.1)
    monkeypatch.setattr(Backups, "_is_reachable", lambda *_: asleep.wait(30))
    try:
        own, second = backups.on_close()
    finally:
        asleep.set()
    assert (own.ending, second.ending) == (Ending.MADE, Ending.UNAVAILABLE)
    assert second.problem is not None
    assert "antwoordt niet" in second.problem.say("nl")
    change(vault, "De kluis werkt door")


def test_a_second_place_that_falls_silent_is_given_up_and_wakes_up_to_clear_its_half(
    vault: Vault, backups: Backups, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.choose_second_place(stick)
    asleep, real = threading.Event(), BackupStore.make

    def slow(self: BackupStore, *given: object, **named: object) -> object:
        if self.folder.is_relative_to(stick):
            asleep.wait(30)
        return real(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(BackupStore, "make", slow)
    monkeypatch.setattr(services, "_SILENCE_SECONDS", 0.1)
    own, second = backups.back_up()
    assert (own.ending, second.ending) == (Ending.MADE, Ending.FAILED)
    assert backups.status()[1].failure is not None
    change(vault, "De kluis werkt door")
    asleep.set()
    for thread in threading.enumerate():
        if thread.name == "backup":
            thread.join(PATIENCE)
    assert list(stick.glob("*/*Z")) == []
    assert list(stick.glob("*/.vakdossier-*")) == []


def test_a_backup_is_stopped_when_the_person_wants_it(vault: Vault, backups: Backups, stick: Path) -> None:
    backups.choose_second_place(stick)
    with pytest.raises(StoppedError):
        backups.back_up(cancelled=lambda: True)
    assert backups.list() == ()
    assert [attempt.ending for attempt in backups.back_up()] == [Ending.MADE, Ending.MADE]


def test_before_something_far_reaching_the_last_backup_is_read_in_full(vault: Vault, backups: Backups) -> None:
    (first,) = backups.back_up()
    assert first.backup is not None
    assert endings(backups.before(BackupReason.IMPORT)) == {"vault": "unchanged"}
    flip(first.backup / "portfolio.db")
    assert endings(backups.before(BackupReason.IMPORT)) == {"vault": "made"}
