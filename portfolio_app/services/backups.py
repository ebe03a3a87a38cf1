"""When backups are made and where, how it went, and how one is put back.

There are two places: the vault's own folder, and one on another disk that the person chose. Work that goes on by
itself never stops for a backup that fails, but it never keeps silent either: the failure is remembered, and `status`
tells it until a good backup was made.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.values import Option
from portfolio_app.services.progress import Progress, no_progress
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.backups.restoring import (
    STORE_PREFIX,
    Restored,
    Swapped,
    chosen_backup,
    find_stores,
    restore_backup,
    swap,
    unlock_store,
)
from portfolio_app.storage.backups.state import BackupsState, PlaceState, read_state, write_state
from portfolio_app.storage.backups.store import Backup, BackupStore
from portfolio_app.storage.errors import DamagedDatabaseError, DamagedHeaderError
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import BACKUPS_FOLDER, EVIDENCE_FOLDER, Secret, Vault, open_vault

if TYPE_CHECKING:
    from portfolio_app.storage.backups.comparing import Comparison

_LOG: Final = logging.getLogger(__name__)

_COPYING: Final = Text("Bewijsstukken kopiëren", "Copying evidence")
_UNAVAILABLE: Final = Text(
    "De tweede plaats voor reservekopieën is niet bereikbaar; de schijf is niet aangesloten of de map is weg.",
    "The second place for backups cannot be reached; the disk is not connected or the folder is gone.",
)
_CONNECT_IT: Final = Text(
    "Sluit de schijf aan, of kies een andere plaats.", "Connect the disk, or choose another place."
)


class Place(Option):
    """The two places of backups."""

    VAULT = "vault", "in de kluis", "in the vault"
    SECOND = "second", "op de tweede plaats", "in the second place"


class Ending(StrEnum):
    """How an attempt ended."""

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of making a backup in one place.

    Attributes:
        place: which.
        ending: how it ended.
        backup: the folder of the backup, made now or, when nothing changed since, before; None when there is none.
        copied_files, copied_bytes: evidence that was not there yet.
        absent_evidence: how many pieces of evidence could not be copied, because they are missing or damaged.
        removed: how many old backups were cleared.
        problem: what went wrong; for an attempt that did not fail, what went wrong in clearing old backups.
    """

    place: Place
    ending: Ending
    backup: Path | None = None
    copied_files: int = 0
    copied_bytes: int = 0
    absent_evidence: int = 0
    removed: int = 0
    problem: EnvironmentRefusedError | None = None

    @property
    def is_good(self) -> bool:
        """Tell whether a good backup of how the vault now stands is in that place."""
        return self.ending in (Ending.MADE, Ending.UNCHANGED)


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """How one place stands.

    Attributes:
        path: the folder in which the backups are.
        is_available: it can be reached now.
        good_at: when the last good backup was made there; None when there never was one.
        age_days: whole days since then.
        is_behind: something was changed in the vault since; not known, and taken for true, when it cannot be reached.
        backups: how many good ones there are; 0 when it cannot be reached.
        damaged: the names of backups that a quick look found not to be good.
        failed_at, failure: the last attempt, when it failed and no good one was made since.
    """

    place: Place
    path: Path
    is_available: bool
    good_at: datetime | None
    age_days: int | None
    is_behind: bool
    backups: int
    damaged: tuple[str, ...]
    failed_at: datetime | None
    failure: Text | None


class Backups:
    """The backups of one open vault.

    Args:
        vault: open.
        clock: tells the time.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    # -- places -------------------------------------------------------------------------------------------------------

    @property
    def second_place(self) -> Path | None:
        """The folder on another disk that the person chose, or None."""
        return self._state().second_place

    def choose_second_place(self, folder: Path | None) -> None:
        """Make backups in `folder` too from now on, or in the vault only.

        Raises:
            WrongUseError: it is no folder, or it is the vault itself.
            VaultReadOnlyError, EnvironmentRefusedError: it could not be remembered.
        """
        if folder is not None:
            folder = folder.absolute()
            _must_be_apart(folder, self._vault.path)
        state = self._state()
        places = {name: kept for name, kept in state.places.items() if name != Place.SECOND.value}
        if folder is not None and folder == state.second_place:
            places = dict(state.places)
        self._remember(BackupsState(folder, places))

    def store(self, place: Place) -> BackupStore | None:
        """Return the store of a place, whether or not it can be reached; None when no second place was chosen."""
        if place is Place.VAULT:
            return BackupStore(self._vault.backups, self._vault.data_key)
        folder = self.second_place
        return None if folder is None else self._store_in(folder)

    # -- making -------------------------------------------------------------------------------------------------------

    def back_up(
        self,
        reason: BackupReason = BackupReason.ASKED,
        *,
        even_unchanged: bool = False,
        progress: Progress = no_progress,
    ) -> tuple[Attempt, ...]:
        """Make a backup in every place in which the last one is not of today's vault, and clear old ones.

        What goes wrong in one place does not keep the other from its backup; it is in the outcome, and remembered.

        Args:
            reason: why.
            even_unchanged: also where nothing changed since the last one.
            progress: told how far it is.

        Raises:
            VaultReadOnlyError: the vault is open for reading only.
        """
        attempts = []
        for place in Place:
            store = self.store(place)
            if store is not None:
                attempts.append(self._attempt(place, store, reason, progress, even_unchanged=even_unchanged))
        self._remember_attempts(attempts)
        return tuple(attempts)

    def back_up_to(self, folder: Path, *, progress: Progress = no_progress) -> Attempt:
        """Make one backup in a folder on another disk, without choosing that for ever.

        Raises:
            WrongUseError: it is no folder, or it is in the vault.
        """
        folder = folder.absolute()
        _must_be_apart(folder, self._vault.path)
        attempt = self._attempt(
            Place.SECOND, self._store_in(folder), BackupReason.ASKED, progress, even_unchanged=False
        )
        if folder == self.second_place:
            self._remember_attempts([attempt])
        return attempt

    def before(self, reason: BackupReason, *, progress: Progress = no_progress) -> tuple[Attempt, ...]:
        """Make a backup before something far-reaching, which must not begin when that does not succeed.

        Raises:
            EnvironmentRefusedError: there is no good backup in the vault itself. The second place may fail.
        """
        attempts = self.back_up(reason, progress=progress)
        own = attempts[0]
        if not own.is_good and own.problem is not None:
            raise own.problem
        return attempts

    def on_close(self, *, spacing: timedelta = timedelta(0)) -> tuple[Attempt, ...]:
        """Make the backups that belong to closing a vault: only where something changed. Nothing that fails is raised.

        Args:
            spacing: make none when the last one in the vault is younger than this; for commands that follow each
                other, each of which opens and closes the vault.
        """
        if self._vault.read_only:
            return ()
        last = self._state().of(Place.VAULT.value).good_at
        if last is not None and timedelta(0) <= self._clock.now() - last < spacing:
            return ()
        return self.back_up(BackupReason.CLOSE)

    # -- telling ------------------------------------------------------------------------------------------------------

    def status(self) -> tuple[PlaceStatus, ...]:
        """Return how each place stands; what cannot be read of a place is part of its status, not an error."""
        state = self._state()
        stores = ((place, self.store(place)) for place in Place)
        return tuple(self._status_of(place, store, state) for place, store in stores if store is not None)

    def list(self, place: Place = Place.VAULT) -> tuple[Backup, ...]:
        """Return the backups in a place, newest first, after a quick look.

        Raises:
            EnvironmentRefusedError: it cannot be read.
        """
        store = self.store(place)
        return () if store is None else store.list()

    # -- inside -------------------------------------------------------------------------------------------------------

    def _attempt(
        self, place: Place, store: BackupStore, reason: BackupReason, progress: Progress, *, even_unchanged: bool
    ) -> Attempt:
        if place is Place.SECOND and not self._is_reachable(store):
            return Attempt(place, Ending.UNAVAILABLE, problem=EnvironmentRefusedError(_UNAVAILABLE, _CONNECT_IT))
        try:
            same = None if even_unchanged else store.unchanged_since(self._vault)
            if same is not None and (reason is not BackupReason.ASKED or store.verify(same) is None):
                return Attempt(place, Ending.UNCHANGED, same.path)
            made = store.make(self._vault, self._clock.now(), reason, _told(progress))
        except EnvironmentRefusedError as error:
            return Attempt(place, Ending.FAILED, problem=error)
        removed, problem = 0, None
        try:
            removed = len(store.thin(self._clock.now()).backups)
        except EnvironmentRefusedError as error:  # there is a good backup all the same
            problem = error
        return Attempt(
            place,
            Ending.MADE,
            made.path,
            made.copied_files,
            made.copied_bytes,
            len(made.manifest.absent),
            removed,
            problem,
        )

    def _status_of(self, place: Place, store: BackupStore, state: BackupsState) -> PlaceStatus:
        kept = state.of(place.value)
        available = place is Place.VAULT or self._is_reachable(store)
        failed_at, failure = kept.failed_at, kept.failure
        found: tuple[Backup, ...] = ()
        behind = True
        if available:
            try:
                found = store.list()
                behind = store.unchanged_since(self._vault) is None
            except EnvironmentRefusedError as error:
                available, failed_at, failure = False, self._clock.now(), error.message
        good = [backup.manifest for backup in found if backup.manifest is not None and backup.problem is None]
        # A place that can be looked at tells itself when its last good backup was made.
        good_at = max((manifest.made_at for manifest in good), default=None) if available else kept.good_at
        return PlaceStatus(
            place=place,
            path=store.folder,
            is_available=available,
            good_at=good_at,
            age_days=None if good_at is None else max(0, (self._clock.now() - good_at).days),
            is_behind=behind,
            backups=len(good),
            damaged=tuple(backup.name for backup in found if backup.problem is not None),
            failed_at=failed_at,
            failure=failure,
        )

    def _store_in(self, folder: Path) -> BackupStore:
        return BackupStore(folder / f"{STORE_PREFIX}{self._vault.vault_id[:12]}", self._vault.data_key)

    def _is_reachable(self, store: BackupStore) -> bool:
        """Tell whether the second place is there.

        A mount point remains as an empty folder when the disk is taken away: where a backup was made before, its
        folder must still be there, or the backup would fill the machine's own disk.
        """
        state = self._state()
        made_before = state.second_place == store.folder.parent and state.of(Place.SECOND.value).good_at is not None
        return store.folder.is_dir() if made_before else store.folder.parent.is_dir()

    def _state(self) -> BackupsState:
        return read_state(self._vault.backups, self._vault.data_key)

    def _remember_attempts(self, attempts: Sequence[Attempt]) -> None:
        state = self._state()
        places = dict(state.places)
        for attempt in attempts:
            places[attempt.place.value] = _after(state.of(attempt.place.value), attempt, self._clock.now())
        if places == dict(state.places):
            return
        try:
            self._remember(replace(state, places=places))
        except EnvironmentRefusedError:
            # The outcome still tells it, and `status` sees by the backups themselves that they are behind.
            _LOG.warning("how the backup went could not be remembered")

    def _remember(self, state: BackupsState) -> None:
        write_state(self._vault.backups, state, self._vault.data_key)


def _after(before: PlaceState, attempt: Attempt, now: datetime) -> PlaceState:
    if attempt.is_good and attempt.backup is not None:
        made = attempt.ending is Ending.MADE
        return PlaceState(good_at=now if made else before.good_at or now, good=attempt.backup.name)
    problem = attempt.problem
    return replace(before, failed_at=now, failure=problem.message if problem else _UNAVAILABLE)


def _told(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(_COPYING, done, total)


def _must_be_apart(folder: Path, vault: Path) -> None:
    if not folder.is_dir():
        raise WrongUseError(
            Text("De map voor reservekopieën bestaat niet.", "The folder for backups does not exist."),
            Text(
                "Controleer of de schijf is aangesloten, of maak de map eerst.",
                "Check that the disk is connected, or make the folder first.",
            ),
        )
    if folder.resolve().is_relative_to(vault.resolve()):
        raise WrongUseError(
            Text("De tweede plaats kan niet in de kluis zelf zijn.", "The second place cannot be in the vault itself."),
            Text("Kies een map op een andere schijf.", "Choose a folder on another disk."),
        )


# -- putting back -----------------------------------------------------------------------------------------------------


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
