"""A store of backups: making them, proving them, listing them, thinning them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import PRIVATE_FOLDER, sync_folder
from portfolio_app.common.refusals import NoRoomError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import evidence_hashes, sha256_of_file
from portfolio_app.storage.backups.copying import (
    Progress,
    bring_evidence,
    contents_of_vault,
    copy_of_backup,
    copy_of_database,
    good_header,
)
from portfolio_app.storage.backups.files import (
    EvidenceCopier,
    copy_file,
    delete_whole,
    in_words,
    remove_leftovers,
    size_of,
    temporary_folder,
    write_file,
)
from portfolio_app.storage.backups.manifest import (
    MANIFEST_NAME,
    BackupReason,
    Manifest,
    UnusableManifestError,
    read_manifest,
)
from portfolio_app.storage.backups.thinning import USUAL, Schedule, moments_to_keep, newest_of_each_month
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect
from portfolio_app.storage.evidence import EvidenceStore
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import EVIDENCE_FOLDER, Vault

_MAKING: Final = Text("Het maken van de reservekopie", "Making the backup")
_THINNING: Final = Text("Het opruimen van oude reservekopieën", "Clearing up old backups")
_READING: Final = Text("Het lezen van de reservekopieën", "Reading the backups")

_STILL_FULL: Final = CountedText(
    Text(
        "{problem} Ook het opruimen van 1 oude reservekopie gaf niet genoeg ruimte.",
        "{problem} Clearing up 1 old backup did not free enough space either.",
    ),
    Text(
        "{problem} Ook het opruimen van {n} oude reservekopieën gaf niet genoeg ruimte.",
        "{problem} Clearing up {n} old backups did not free enough space either.",
    ),
)
_SPARE_BYTES: Final = 256 << 10
_LARGEST_MANIFEST: Final = 64 * 1024 * 1024

_NO_MANIFEST: Final = Text("de inhoudsopgave ontbreekt.", "its list of contents is missing.")
_NO_HEADER: Final = Text("het sleutelbestand ontbreekt of is veranderd.", "the key file is missing or was altered.")
_NO_DATABASE: Final = Text("de database ontbreekt of is afgekapt.", "the database is missing or was cut off.")
_OTHER_DATABASE: Final = Text("de database is beschadigd.", "the database is damaged.")
_EVIDENCE_GONE: Final = CountedText(
    Text("1 bewijsstuk ontbreekt of is afgekapt.", "1 piece of evidence is missing or was cut off."),
    Text("{n} bewijsstukken ontbreken of zijn afgekapt.", "{n} pieces of evidence are missing or were cut off."),
)
_EVIDENCE_DAMAGED: Final = CountedText(
    Text("1 bewijsstuk is beschadigd.", "1 piece of evidence is damaged."),
    Text("{n} bewijsstukken zijn beschadigd.", "{n} pieces of evidence are damaged."),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as it was found.

    Attributes:
        path: its folder.
        manifest: what it holds; None when it cannot be trusted.
        problem: why it cannot be used, as far as a quick look tells; None when nothing is wrong.
    """

    path: Path
    manifest: Manifest | None
    problem: Text | None = None

    @property
    def name(self) -> str:
        """Its name, which tells when it was made."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was just made and found good.

    Attributes:
        copied_files: how many files of evidence were not in the store yet.
        copied_bytes: how many bytes of evidence that were.
        made_room: names of the backups that had to be cleared to make room for it.
    """

    path: Path
    manifest: Manifest
    copied_files: int
    copied_bytes: int
    made_room: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thinned:
    """What was taken away: backups, and files of evidence that no backup names any more."""

    backups: tuple[str, ...]
    evidence_files: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What backup is to be made; as `BackupStore.make` takes it."""

    vault: Vault
    now: datetime
    reason: BackupReason
    progress: Progress
    tick: Callable[[], object]
    same_as: Backup | None


class BackupStore:
    """The backups of one vault in one folder.

    Args:
        folder: the store; made by the first backup.
        key: the vault's data key.
    """

    def __init__(self, folder: Path, key: DataKey) -> None:
        self.folder = folder
        self.evidence_folder = folder / EVIDENCE_FOLDER
        self._key = key

    def list(self) -> tuple[Backup, ...]:
        """Return the backups, each after a quick look: its seal, and whether its files are there.

        The one made last comes first, whatever the clock said; those that cannot be read come at the end.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        with in_words(_READING):
            found = [self.get(path.name) for path in backup_folders(self.folder)]
        readable = [(backup.manifest.order, backup) for backup in found if backup.manifest is not None]
        readable.sort(key=lambda pair: pair[0], reverse=True)
        return (*(backup for _, backup in readable), *(backup for backup in found if backup.manifest is None))

    def get(self, name: str) -> Backup:
        """Return one backup after a quick look.

        Raises:
            OSError: the system refused.
        """
        path = self.folder / name
        try:
            manifest = read_manifest(_manifest_content(path), self._key)
        except UnusableManifestError as error:
            return Backup(path, None, error.why)
        if size_of(path / DATABASE_NAME) != manifest.database_bytes:
            return Backup(path, manifest, _NO_DATABASE)
        if size_of(path / headers.HEADER_NAME) is None:
            return Backup(path, manifest, _NO_HEADER)
        return Backup(path, manifest)

    def newest(self) -> Backup | None:
        """Return the newest backup in which a quick look finds nothing wrong.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        return next((backup for backup in self.list() if backup.problem is None), None)

    def newest_verified(self, *, but: str = "") -> Backup | None:
        """Return the newest backup that is good after reading it, leaving out the one called `but`.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        return next((backup for backup in self.list() if backup.name != but and not self.verify(backup)), None)

    def unchanged_since(self, vault: Vault) -> Backup | None:
        """Return the newest backup when nothing was changed in the vault since, also not its passphrase.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        newest = self.newest()
        if newest is None or newest.manifest is None:
            return None
        manifest = newest.manifest
        evidence = vault.path / EVIDENCE_FOLDER
        with in_words(_READING):
            if any(size_of(evidence / name) is not None for name in manifest.absent):
                return None  # what was missing is there now, or was damaged and may be mended since
        now = contents_of_vault(vault)
        same = (now.schema_version, now.operations, now.head) == (
            manifest.schema_version,
            manifest.operations,
            manifest.head,
        )
        with in_words(_READING):
            header = sha256_of_file(good_header(vault))
        return newest if same and header == manifest.header_sha256 else None

    def make(
        self,
        vault: Vault,
        now: datetime,
        reason: BackupReason = BackupReason.ASKED,
        progress: Progress = lambda _done, _all: None,
        *,
        tick: Callable[[], object] = lambda: None,
        same_as: Backup | None = None,
    ) -> MadeBackup:
        """Make a backup of an open vault, prove it good, and only then give it its name.

        Where there is no room for it, old backups make some, once; see `make_room`.

        Args:
            vault: open; what is written in it meanwhile is not in the backup.
            now: the moment, aware.
            reason: why it is made.
            progress: is told how far the evidence is.
            tick: called often; what it or `progress` raises stops the work, and nothing half-made remains.
            same_as: a backup in another store of how the vault stands now. Its database is copied instead of the
                vault's own, which then does not wait for this place.

        Raises:
            DamagedDatabaseError: the database cannot be copied; older backups are untouched.
            NoRoomError: there is no room, also not after old backups made some.
            EnvironmentRefusedError: the system refused; older backups are untouched and nothing half-made remains.
        """
        wanted = _Wanted(vault, now, reason, progress, tick, same_as)
        try:
            return self._made(wanted)
        except NoRoomError as full:
            made_room = self.make_room(vault.place.path.stat().st_size + _SPARE_BYTES).backups
            if not made_room:
                raise
            try:
                return replace(self._made(wanted), made_room=made_room)
            except NoRoomError:
                words = _STILL_FULL.of(len(made_room), problem=full.message)
                raise NoRoomError(words, full.remedy) from full

    def verify(
        self,
        backup: Backup,
        *,
        evidence_too: bool = False,
        progress: Progress = lambda _done, _all: None,
    ) -> Text | None:
        """Read a backup and return what is wrong with it, or None.

        Args:
            backup: as `list` gave it.
            evidence_too: also decrypt every piece of evidence; otherwise only its presence and size are looked at.
            progress: is told how far the evidence is; what it raises stops the work.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        if backup.problem is not None or backup.manifest is None:
            return backup.problem or _NO_MANIFEST
        manifest = backup.manifest
        with in_words(_READING):
            if sha256_of_file(backup.path / headers.HEADER_NAME) != manifest.header_sha256:
                return _NO_HEADER
            if sha256_of_file(backup.path / DATABASE_NAME) != manifest.database_sha256:
                return _OTHER_DATABASE
            gone = sum(size_of(self.evidence_folder / name) != size for name, size in manifest.evidence.items())
            if gone:
                return _EVIDENCE_GONE.of(gone)
        if evidence_too:
            damaged = self._damaged_evidence(backup, manifest, progress)
            if damaged:
                return _EVIDENCE_DAMAGED.of(damaged)
        return None

    def place_of(self, backup: Backup) -> DatabasePlace:
        """Return where the copy of the database is and what opens it.

        Raises:
            UnreadableHeaderError, EnvironmentRefusedError: the copy of the key file cannot be read.
        """
        salt = headers.read_header_file(backup.path / headers.HEADER_NAME).database_salt
        return DatabasePlace(backup.path / DATABASE_NAME, self._key, salt, read_only=True)

    def make_room(self, wanted: int) -> Thinned:
        """Take away backups, the oldest first, until about `wanted` bytes more are free; never the last good one.

        Those that are not the newest of their month go first. Nothing leaves as long as no backup is found to be good
        after reading it, or one cannot be read: then any may be the one that is needed.

        Raises:
            EnvironmentRefusedError: the system refused; every backup that has a name is whole.
        """
        backups = self.list()
        best = self.newest_verified()
        if best is None or any(backup.manifest is None for backup in backups):
            return Thinned((), 0)
        spare = [backup for backup in reversed(backups) if backup.name != best.name and backup.manifest is not None]
        newest = newest_of_each_month(backup.manifest.made_at for backup in spare if backup.manifest)
        spare.sort(key=lambda backup: backup.manifest is not None and backup.manifest.made_at in newest)
        removed: list[str] = []
        freed = files = 0
        with in_words(_THINNING):
            for backup in spare:
                if freed >= wanted:
                    break
                freed += size_of(backup.path / DATABASE_NAME) or 0
                delete_whole(backup.path)
                removed.append(backup.name)
                staying = [other.manifest for other in backups if other.manifest and other.name not in removed]
                gone, bytes_gone = self._remove_evidence_but({name for each in staying for name in each.evidence})
                files, freed = files + gone, freed + bytes_gone
        return Thinned(tuple(removed), files)

    def thin(self, now: datetime, schedule: Schedule = USUAL) -> Thinned:
        """Take away the backups that are no longer needed, and the evidence that none of the others names.

        Backups that cannot be read count for nothing and are left alone; as long as there are any, no evidence is
        taken away, because they may need it.

        Raises:
            EnvironmentRefusedError: the system refused; every backup that has a name is whole.
        """
        backups = self.list()
        good = {backup.name: backup.manifest for backup in backups if backup.manifest and backup.problem is None}
        stays = moments_to_keep((manifest.made_at for manifest in good.values()), now, schedule)
        last = max(good.values(), key=lambda manifest: manifest.order, default=None)
        leaves = [name for name, kept in good.items() if kept.made_at not in stays and kept is not last]
        with in_words(_THINNING):
            for name in leaves:
                delete_whole(self.folder / name)
            if len(good) < len(backups):
                return Thinned(tuple(leaves), 0)
            needed = {name for backup, manifest in good.items() if backup not in leaves for name in manifest.evidence}
            return Thinned(tuple(leaves), self._remove_evidence_but(needed)[0])

    def _made(self, wanted: _Wanted) -> MadeBackup:
        vault, same_as = wanted.vault, wanted.same_as
        with in_words(_MAKING):
            self.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            remove_leftovers(self.folder)
            with temporary_folder(self.folder) as part:
                if same_as is None or same_as.manifest is None:
                    place, contents, hashes = copy_of_database(vault, part, wanted.tick)
                    copy_file(good_header(vault), part / headers.HEADER_NAME)
                else:
                    place, contents, hashes = copy_of_backup(same_as.path, same_as.manifest, vault, part)
                wanted.tick()
                copier = EvidenceCopier(self.evidence_folder, self._key, part / EVIDENCE_FOLDER)
                evidence, absent = bring_evidence(copier, vault, hashes, wanted.progress)
                shutil.rmtree(part / EVIDENCE_FOLDER, ignore_errors=True)
                manifest = Manifest(
                    vault_id=vault.vault_id,
                    made_at=wanted.now.astimezone(UTC),
                    reason=wanted.reason,
                    schema_version=contents.schema_version,
                    records=contents.records,
                    operations=contents.operations,
                    head=contents.head,
                    header_sha256=sha256_of_file(part / headers.HEADER_NAME),
                    database_bytes=place.path.stat().st_size,
                    database_sha256=sha256_of_file(place.path),
                    evidence=evidence,
                    absent=absent,
                    sequence=self._next_number(),
                )
                write_file(part / MANIFEST_NAME, manifest.sealed(self._key))
                sync_folder(part)
                path = self._free_name(wanted.now)
                part.rename(path)
                sync_folder(self.folder)
        return MadeBackup(path, manifest, copier.copied_files, copier.copied_bytes)

    def _damaged_evidence(self, backup: Backup, manifest: Manifest, progress: Progress) -> int:
        store = EvidenceStore(self.evidence_folder, self._key, read_only=True)
        connection = connect(self.place_of(backup))
        try:
            hashes = evidence_hashes(connection)
        finally:
            connection.close()
        promised = (store.path_of(sha256).relative_to(self.evidence_folder).as_posix() for sha256 in hashes)
        to_read = [sha256 for sha256, name in zip(hashes, promised, strict=True) if name in manifest.evidence]
        damaged = 0
        for done, sha256 in enumerate(to_read):
            progress(done, len(to_read))
            damaged += not store.is_good(sha256)
        return damaged

    def _free_name(self, now: datetime) -> Path:
        name = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        candidates = (self.folder / (name if number == 1 else f"{name}-{number}") for number in count(1))
        return next(path for path in candidates if not path.exists())

    def _next_number(self) -> int:
        return 1 + max((backup.manifest.sequence for backup in self.list() if backup.manifest), default=0)

    def _remove_evidence_but(self, needed: set[str]) -> tuple[int, int]:
        """Take away all evidence but what is needed, and return how many files and bytes that were."""
        removed = freed = 0
        for path in EvidenceStore(self.evidence_folder, self._key).files():
            if path.relative_to(self.evidence_folder).as_posix() not in needed:
                freed += size_of(path) or 0
                path.unlink(missing_ok=True)
                removed += 1
        return removed, freed


def backup_folders(store: Path) -> list[Path]:
    """Return the folders of backups in a store, the latest date in their names first; nothing when there is no store.

    Raises:
        OSError: the system refused.
    """
    if not store.is_dir():
        return []
    found = (path for path in store.iterdir() if path.is_dir() and _is_name(path.name))
    return sorted(found, key=_age, reverse=True)


def _is_name(name: str) -> bool:
    return len(name) >= 18 and name[:4].isdecimal() and name[4] == "-" and name[10] == "T" and name[17] == "Z"


def _age(path: Path) -> tuple[str, int]:
    moment, _, number = path.name[:18], path.name[18:19], path.name[19:]
    return moment, int(number) if number.isdecimal() else 1


def _manifest_content(backup: Path) -> bytes:
    try:
        with (backup / MANIFEST_NAME).open("rb") as file:
            return file.read(_LARGEST_MANIFEST)
    except FileNotFoundError:
        raise UnusableManifestError(_NO_MANIFEST) from None
