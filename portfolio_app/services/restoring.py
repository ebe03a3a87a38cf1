"""Putting a backup back: finding it, making a new vault of it, comparing, and taking that into use."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.services.backups import Backups, Place
from portfolio_app.services.progress import Progress, no_progress
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
from portfolio_app.storage.vault import BACKUPS_FOLDER, EVIDENCE_FOLDER, Secret, open_vault

if TYPE_CHECKING:
    from portfolio_app.storage.backups.comparing import Comparison

_LOG: Final = logging.getLogger(__name__)

_COPYING: Final = Text("Bewijsstukken kopiëren", "Copying evidence")


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
