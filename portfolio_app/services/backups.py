"""When backups are made and where, and how it went; `restoring` puts one back.

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
from typing import Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.values import Option
from portfolio_app.services.patience import within
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, go_on, never_cancelled, no_progress
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.backups.restoring import STORE_PREFIX
from portfolio_app.storage.backups.state import BackupsState, PlaceState, read_state, write_state
from portfolio_app.storage.backups.store import Backup, BackupStore, MadeBackup
from portfolio_app.storage.backups.thinning import USUAL, Schedule
from portfolio_app.storage.vault import Vault

_LOG: Final = logging.getLogger(__name__)

_VERIFYING: Final = Text("De reservekopie nakijken", "Checking the backup")
_COPYING: Final = Text("Bewijsstukken kopiëren", "Copying evidence")
_UNAVAILABLE: Final = Text(
    "De tweede plaats voor reservekopieën is niet bereikbaar; de schijf is niet aangesloten of de map is weg.",
    "The second location for backups cannot be reached; the disk is not connected or the folder is gone.",
)
_LOOKING: Final = Text(
    "Kijken of de tweede plaats bereikbaar is", "Checking whether the second location can be reached"
)
_PROBE_SECONDS: Final = 15.0
_SILENCE_SECONDS: Final = 120.0
_CONNECT_IT: Final = Text(
    "Sluit de schijf aan, of kies een andere plaats.", "Connect the disk, or choose another location."
)


class Place(Option):
    """The two places of backups."""

    VAULT = "vault", "in het portfolio", "in the portfolio"
    SECOND = "second", "op de tweede plaats", "in the second location"


class Thinning(Option):
    """For how long backups stay."""

    SHORT = "short", "kort (een half jaar)", "short (half a year)"
    USUAL = "usual", "gewoon (twee jaar)", "usual (two years)"
    LONG = "long", "lang (tien jaar)", "long (ten years)"

    @property
    def schedule(self) -> Schedule:
        """One a day for so many days, one a week for so many weeks, one a month for so many months."""
        return {Thinning.SHORT: Schedule(7, 4, 6), Thinning.USUAL: USUAL, Thinning.LONG: Schedule(31, 26, 120)}[self]


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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What backup is asked for, and who is told of it."""

    reason: BackupReason
    progress: Progress
    cancelled: Cancelled
    even_unchanged: bool = False

    @property
    def must_be_verified(self) -> bool:
        """Tell whether an unchanged backup is read before it is relied on: always, but at every closing."""
        return self.reason is not BackupReason.CLOSE

    def stop_if_asked(self) -> None:
        if self.cancelled():
            raise StoppedError


@dataclass(frozen=True, slots=True)
class PlaceView:
    """How a place stands, and the backups in it, the one made last first."""

    status: PlaceStatus
    backups: tuple[Backup, ...]


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
        self._remember(replace(state, second_place=folder, places=places))

    @property
    def thinning(self) -> Thinning:
        """For how long backups stay."""
        name = self._state().thinning
        return next((each for each in Thinning if each.value == name), Thinning.USUAL)

    def choose_thinning(self, thinning: Thinning) -> None:
        """Let backups stay longer or shorter; what that clears is cleared after the next backup.

        Raises:
            EnvironmentRefusedError: it could not be remembered.
        """
        self._remember(replace(self._state(), thinning=thinning.value))

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
        cancelled: Cancelled = never_cancelled,
    ) -> tuple[Attempt, ...]:
        """Make a backup in every place in which the last one is not of today's vault, and clear old ones.

        What goes wrong in one place does not keep the other from its backup; it is in the outcome, and remembered.

        Args:
            reason: why.
            even_unchanged: also where nothing changed since the last one.
            progress: told how far it is.
            cancelled: asked often whether to stop.

        Raises:
            StoppedError: the person stopped it; what was made by then stands, and nothing half-made.
            VaultReadOnlyError: the vault is open for reading only.
        """
        attempts: list[Attempt] = []
        wanted = _Wanted(reason, progress, cancelled, even_unchanged)
        try:
            for place in Place:
                store = self.store(place)
                if store is not None:
                    attempts.append(self._attempt(place, store, wanted, attempts[0] if attempts else None))
        finally:
            self._remember_attempts(attempts)
        return tuple(attempts)

    def back_up_to(
        self, folder: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
    ) -> Attempt:
        """Make one backup in a folder on another disk, without choosing that for ever.

        Raises:
            WrongUseError: it is no folder, or it is in the vault.
            StoppedError: the person stopped it.
        """
        folder = folder.absolute()
        _must_be_apart(folder, self._vault.path)
        wanted = _Wanted(BackupReason.ASKED, progress, cancelled)
        attempt = self._attempt(Place.SECOND, self._store_in(folder), wanted, None)
        if folder == self.second_place:
            self._remember_attempts([attempt])
        return attempt

    def before(self, reason: BackupReason, *, progress: Progress = no_progress) -> tuple[Attempt, ...]:
        """Make a backup before something far-reaching, which must not begin when that does not succeed.

        One that is there already and holds what the vault holds now is read in full before it is relied on.

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
        return tuple(view.status for view in self.views())

    def views(self) -> tuple[PlaceView, ...]:
        """Return how each place stands, and the backups in it; what cannot be read is part of it, not an error."""
        state = self._state()
        stores = ((place, self.store(place)) for place in Place)
        return tuple(self._view(place, store, state) for place, store in stores if store is not None)

    def list(self, place: Place = Place.VAULT) -> tuple[Backup, ...]:
        """Return the backups in a place, newest first, after a quick look.

        Raises:
            EnvironmentRefusedError: it cannot be read.
        """
        store = self.store(place)
        return () if store is None else store.list()

    def verify(
        self,
        backup: Backup,
        place: Place = Place.VAULT,
        *,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> Text | None:
        """Read a backup in full, its evidence too, and return what is wrong with it, or None.

        Raises:
            EnvironmentRefusedError: it cannot be read.
            StoppedError: the person stopped it; nothing is said of the backup.
        """
        store = self.store(place)

        def tell(done: int, total: int) -> None:
            go_on(cancelled)
            progress(_VERIFYING, done, total)

        tell(0, 0)
        return None if store is None else store.verify(backup, evidence_too=True, progress=tell)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _attempt(self, place: Place, store: BackupStore, wanted: _Wanted, first: Attempt | None) -> Attempt:
        """Try to make a backup in a place; `first` is what came of the place before it, if there was one."""
        if place is Place.VAULT:
            return self._tried(place, store, wanted, wanted.stop_if_asked, None)
        reachable = False
        try:
            wanted.progress(_LOOKING, 0, 0)
            reachable = within(_PROBE_SECONDS, lambda _tick: self._is_reachable(store), wanted.cancelled)
            if not reachable:
                return Attempt(place, Ending.UNAVAILABLE, problem=EnvironmentRefusedError(_UNAVAILABLE, _CONNECT_IT))
            same = self._backup_of_now(first)
            return within(
                _SILENCE_SECONDS, lambda tick: self._tried(place, store, wanted, tick, same), wanted.cancelled
            )
        except EnvironmentRefusedError as error:  # it does not answer
            return Attempt(place, Ending.FAILED if reachable else Ending.UNAVAILABLE, problem=error)

    def _backup_of_now(self, first: Attempt | None) -> Backup | None:
        """Return the backup in the vault that holds what the vault holds now, for the other place to copy."""
        own = self.store(Place.VAULT)
        if own is None or first is None or not first.is_good or first.backup is None:
            return None
        found = own.unchanged_since(self._vault)
        return found if found is not None and found.name == first.backup.name else None

    def _tried(
        self, place: Place, store: BackupStore, wanted: _Wanted, tick: Callable[[], object], same_as: Backup | None
    ) -> Attempt:
        try:
            same = None if wanted.even_unchanged else store.unchanged_since(self._vault)
            if same is not None and (not wanted.must_be_verified or store.verify(same) is None):
                return Attempt(place, Ending.UNCHANGED, same.path)
            made = self._made(store, wanted, tick, same_as)
        except EnvironmentRefusedError as error:
            return Attempt(place, Ending.FAILED, problem=error)
        removed, problem = len(made.made_room), None
        try:
            removed += len(store.thin(self._clock.now(), self.thinning.schedule).backups)
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

    def _made(
        self, store: BackupStore, wanted: _Wanted, tick: Callable[[], object], same_as: Backup | None
    ) -> MadeBackup:
        def told(done: int, total: int) -> None:
            tick()
            wanted.progress(_COPYING, done, total)

        return store.make(self._vault, self._clock.now(), wanted.reason, told, tick=tick, same_as=same_as)

    def _view(self, place: Place, store: BackupStore, state: BackupsState) -> PlaceView:
        available, failure = True, None
        found: tuple[Backup, ...] = ()
        behind = True

        def look(_tick: Callable[[], object]) -> tuple[bool, tuple[Backup, ...], bool]:
            if place is Place.SECOND and not self._is_reachable(store):
                return False, (), True
            return True, store.list(), store.unchanged_since(self._vault) is None

        try:
            if place is Place.SECOND:
                available, found, behind = within(_PROBE_SECONDS, look)
            else:
                available, found, behind = look(lambda: None)
        except EnvironmentRefusedError as error:
            available, failure = False, error.message
        kept = state.of(place.value)
        good = [backup.manifest for backup in found if backup.manifest is not None and backup.problem is None]
        # A place that can be looked at tells itself when its last good backup was made.
        good_at = (good[0].made_at if good else None) if available else kept.good_at
        status = PlaceStatus(
            place=place,
            path=store.folder,
            is_available=available,
            good_at=good_at,
            age_days=None if good_at is None else max(0, (self._clock.now() - good_at).days),
            is_behind=behind,
            backups=len(good),
            damaged=tuple(backup.name for backup in found if backup.problem is not None),
            failed_at=self._clock.now() if failure else kept.failed_at,
            failure=failure or kept.failure,
        )
        return PlaceView(status, found)

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
            Text(
                "De tweede plaats kan niet in de map van het portfolio zelf zijn.",
                "The second location cannot be inside the folder of the portfolio itself.",
            ),
            Text("Kies een map op een andere schijf.", "Choose a folder on another disk."),
        )
