"""Putting a backup back: finding it, making a new vault of it, comparing, and taking that into use."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.services.backups import Backups, Place
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.files import delete_whole, in_words
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.backups.restoring import (
    Restored,
    chosen_backup,
    find_stores,
    restore_backup,
    unlock_store,
)
from portfolio_app.storage.backups.state import BackupsState, read_state, write_state
from portfolio_app.storage.backups.store import Backup, BackupStore
from portfolio_app.storage.backups.swapping import Swapped, swap
from portfolio_app.storage.errors import DamagedDatabaseError, DamagedHeaderError
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import BACKUPS_FOLDER, EVIDENCE_FOLDER, VAULT_SUFFIX, Secret, open_vault

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.backups.comparing import Comparison

_LOG: Final = logging.getLogger(__name__)

_COPYING: Final = Text("Bewijsstukken kopiëren", "Copying evidence")
_COMPARING: Final = Text("Vergelijken met het portfolio van nu", "Comparing with the current portfolio")
_UNNAMED: Final = f"portfolio{VAULT_SUFFIX}"
_CLEARING: Final = Text("Het weggooien van het teruggezette portfolio", "Discarding the restored portfolio")


@dataclass(frozen=True, slots=True)
class FoundBackups:
    """The backups in one store, newest first, after a quick look."""

    store: Path
    backups: tuple[Backup, ...]


def backups_at(path: Path, secret: Secret) -> tuple[FoundBackups, ...]:
    """Return the backups that `path` stands for: a vault, a store, one backup, or a second place with more vaults.

    Stores that this secret does not open are left out, unless it opens none.

    Raises:
        WrongUseError: there are no backups, or the secret cannot be right.
        EnvironmentRefusedError: the secret opens none of them, or the system refused.
    """
    found: list[FoundBackups] = []
    refused: EnvironmentRefusedError | None = None
    for store in find_stores(path):
        try:
            found.append(FoundBackups(store, BackupStore(store, unlock_store(store, secret)).list()))
        except EnvironmentRefusedError as error:
            refused = refused or error
    if not found and refused is not None:
        raise refused
    return tuple(found)


def restore(path: Path, target: Path, secret: Secret, *, clock: Clock, progress: Progress = no_progress) -> Restored:
    """Make a new vault of a backup, or of the newest good one of the vault or the place that `path` names.

    Args:
        path: one backup, a store of them, a vault, or a second place.
        target: the vault to make; never one that exists.
        secret: the passphrase or the recovery key, as it was when the backup was made.
        clock: tells the time.
        progress: told how far it is.

    Raises:
        WrongUseError: no backups there, or something stands at `target`.
        BackupDamagedError: that backup is not good; the error names the next good one.
        EnvironmentRefusedError: wrong secret, or the system refused; nothing half-made remains.
    """
    refused: EnvironmentRefusedError | None = None
    for folder in find_stores(path):
        try:
            key = unlock_store(folder, secret)
        except EnvironmentRefusedError as error:
            refused = refused or error
            continue
        store = BackupStore(folder, key)
        backup = chosen_backup(path, store)
        # Evidence in the vault beside its own backups may be newer than what the store holds.
        beside = (folder.parent / EVIDENCE_FOLDER,)
        return restore_backup(backup, store, target, key, clock, more_evidence=beside, progress=_told(progress))
    assert refused is not None  # noqa: S101 - there was at least one store, and it was not opened
    raise refused


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A vault that was made of a backup, beside the one that is in use, for the person to decide about.

    Attributes:
        restored: the new vault.
        old: the vault that it may take the place of; None when there is none.
        compared: in what they differ; None when there is no old one, or it is too damaged to be read.
    """

    restored: Restored
    old: Path | None
    compared: Comparison | None


def rehearse(
    path: Path,
    secret: Secret,
    *,
    clock: Clock,
    old: Path | None = None,
    folder: Path | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Rehearsal:
    """Make a new vault of a backup, under a free name, and hold it against the one that it may replace.

    Args:
        path: one backup, or what `restore` takes.
        secret: as `restore` takes it.
        clock: tells the time.
        old: the vault that it may take the place of; the new one is made beside it.
        folder: where to make it when there is no old one; that of the backups when None.
        progress: told how far it is.
        cancelled: asked whether to stop.

    Raises:
        StoppedError: the person stopped it; nothing half-made remains.
        WrongUseError, BackupDamagedError, EnvironmentRefusedError: as `restore`.
    """

    def told(stage: Text, done: int, total: int) -> None:
        if cancelled():
            raise StoppedError
        progress(stage, done, total)

    there = old is not None and old.exists()
    place = old or (folder or path.parent) / (path.name if path.suffix == VAULT_SUFFIX else _UNNAMED)
    restored = restore(path, _free_name(place, clock), secret, clock=clock, progress=told)
    told(_COMPARING, 0, 0)
    compared = compare_or_none(old, restored.path, secret, clock=clock) if old is not None and there else None
    return Rehearsal(restored, old if there else None, compared)


def throw_away(rehearsal: Rehearsal) -> None:
    """Delete the vault that was made of a backup: the person does not want it after all.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    with in_words(_CLEARING):
        delete_whole(rehearsal.restored.path)


def take_into_use_closing(portfolio: Portfolio, rehearsal: Rehearsal) -> Swapped:
    """Close an open portfolio and let the vault that was made of its backup take its place.

    The keys of now go on opening it: what passphrase there was when the backup was made does not matter.

    Raises:
        WrongUseError, EnvironmentRefusedError: it could not be done; both are where they were, and closed.
    """
    vault, clock = portfolio.vault, portfolio.clock
    key = vault.data_key.copy()  # closing wipes the vault's own
    portfolio.close()
    new = rehearsal.restored.path
    now, then = headers.read_header(vault.path).header, headers.read_header(new).header
    if (now.vault_id, now.database_salt, now.key_check) == (then.vault_id, then.database_salt, then.key_check):
        headers.write_header(new, now)
    try:
        return take_into_use(vault.path, new, Secret(data_key=key), clock=clock)
    finally:
        key.wipe()


def compare_vaults(old: Path, new: Path, secret: Secret, *, clock: Clock) -> Comparison:
    """Hold two vaults against each other, both opened for reading only.

    Raises:
        WrongUseError, EnvironmentRefusedError: one of them cannot be opened or read.
    """
    from portfolio_app.storage.backups.comparing import compare

    with open_vault(new, secret, clock, read_only=True) as restored:
        same_key = Secret(data_key=restored.data_key)
        with open_vault(old, same_key, clock, read_only=True) as current:
            return compare(current, restored)


def compare_or_none(old: Path, new: Path, secret: Secret, *, clock: Clock) -> Comparison | None:
    """Hold two vaults against each other; None when the old one is too damaged for that.

    Raises:
        WrongUseError, EnvironmentRefusedError: one of them cannot be opened for another reason.
    """
    try:
        return compare_vaults(old, new, secret, clock=clock)
    except (DamagedDatabaseError, DamagedHeaderError):
        return None


def take_into_use(old: Path, new: Path, secret: Secret, *, clock: Clock) -> Swapped:
    """Let the vault `new` take the place of `old`, which is kept beside it under a name with the date.

    Before that a backup is made of `old`, as far as it can still be read; the second place of backups is taken over.

    Raises:
        WrongUseError, EnvironmentRefusedError: it could not be done; both are where they were.
    """
    with open_vault(new, secret, clock) as restored:
        key = restored.data_key
        state = _state_of_old(old, key)
        try:
            with open_vault(old, Secret(data_key=key), clock) as current:
                Backups(current, clock).back_up(BackupReason.RESTORE)
        except EnvironmentRefusedError:
            # It may well be damaged: that is why it is replaced. It is kept whole.
            _LOG.info("no backup could be made of the vault that is replaced")
        if state.second_place is not None:
            write_state(restored.backups, state, key)
    return swap(old, new, clock)


def _state_of_old(old: Path, key: DataKey) -> BackupsState:
    state = read_state(old / BACKUPS_FOLDER, key)
    return BackupsState(state.second_place, {k: v for k, v in state.places.items() if k == Place.SECOND.value})


def _told(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(_COPYING, done, total)


def _free_name(vault: Path, clock: Clock) -> Path:
    stem = f"{vault.name.removesuffix(VAULT_SUFFIX)}-teruggezet-{clock.today().isoformat()}"
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{VAULT_SUFFIX}" for n in count(1))
    return next(new for new in map(vault.with_name, names) if not new.exists())
