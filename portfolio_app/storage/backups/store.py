"""A store of backups: making them, proving them, listing them, thinning them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import PRIVATE_FOLDER, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, sync_folder
from portfolio_app.common.text import Text
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import Contents, contents_of, evidence_hashes, sha256_of_file
from portfolio_app.storage.backups.files import (
    EvidenceCopier,
    copy_file,
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
from portfolio_app.storage.backups.thinning import moments_to_keep
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect, copy_database, driver_module, translated
from portfolio_app.storage.errors import DamagedDatabaseError
from portfolio_app.storage.evidence import EvidenceStore
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import EVIDENCE_FOLDER, Vault

_JOURNAL_SUFFIX: Final = "-journal"

Progress = Callable[[int, int], None]
"""Is told how many pieces of evidence have been dealt with, and of how many."""

_MAKING: Final = Text("Het maken van de reservekopie", "Making the backup")
_THINNING: Final = Text("Het opruimen van oude reservekopieën", "Clearing old backups")
_READING: Final = Text("Het lezen van de reservekopieën", "Reading the backups")

_LARGEST_MANIFEST: Final = 64 * 1024 * 1024

_NO_MANIFEST: Final = Text("de inhoudsopgave ontbreekt.", "its list of contents is missing.")
_NO_HEADER: Final = Text("het sleutelbestand ontbreekt of is veranderd.", "the key file is missing or was altered.")
_NO_DATABASE: Final = Text("de database ontbreekt of is afgekapt.", "the database is missing or was cut off.")
_OTHER_DATABASE: Final = Text("de database is beschadigd.", "the database is damaged.")
_EVIDENCE_GONE: Final = Text(
    "er ontbreken {n} bewijsstukken, of ze zijn afgekapt.", "{n} pieces of evidence are missing or were cut off."
)
_EVIDENCE_DAMAGED: Final = Text("{n} bewijsstukken zijn beschadigd.", "{n} pieces of evidence are damaged.")


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
    """

    path: Path
    manifest: Manifest
    copied_files: int
    copied_bytes: int


@dataclass(frozen=True, slots=True)
class Thinned:
    """What was taken away: backups, and files of evidence that no backup names any more."""

    backups: tuple[str, ...]
    evidence_files: int


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
        """Return the backups, newest first, each after a quick look: its seal, and whether its files are there.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        with in_words(_READING):
            return tuple(self.get(path.name) for path in backup_folders(self.folder))

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
        if newest is None or newest.manifest is None or newest.manifest.absent:
            return None
        manifest = newest.manifest
        now = _contents_of_vault(vault)
        same = (now.schema_version, now.operations, now.head) == (
            manifest.schema_version,
            manifest.operations,
            manifest.head,
        )
        with in_words(_READING):
            header = sha256_of_file(_good_header(vault))
        return newest if same and header == manifest.header_sha256 else None

    def make(
        self,
        vault: Vault,
        now: datetime,
        reason: BackupReason = BackupReason.ASKED,
        progress: Progress = lambda _done, _all: None,
    ) -> MadeBackup:
        """Make a backup of an open vault, prove it good, and only then give it its name.

        Args:
            vault: open; what is written in it meanwhile is not in the backup.
            now: the moment, aware.
            reason: why it is made.
            progress: is told how far the evidence is.

        Raises:
            DamagedDatabaseError: the vault's database cannot be copied; older backups are untouched.
            EnvironmentRefusedError: the system refused; older backups are untouched and nothing half-made remains.
        """
        with in_words(_MAKING):
            self.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            remove_leftovers(self.folder)
            with temporary_folder(self.folder) as part:
                place, contents, hashes = _copy_of_database(vault, part)
                copy_file(_good_header(vault), part / headers.HEADER_NAME)
                copier = EvidenceCopier(self.evidence_folder, self._key, part / EVIDENCE_FOLDER)
                evidence, absent = _bring_evidence(copier, vault, hashes, progress)
                shutil.rmtree(part / EVIDENCE_FOLDER, ignore_errors=True)
                manifest = Manifest(
                    vault_id=vault.vault_id,
                    made_at=now.astimezone(UTC),
                    reason=reason,
                    schema_version=contents.schema_version,
                    records=contents.records,
                    operations=contents.operations,
                    head=contents.head,
                    header_sha256=sha256_of_file(part / headers.HEADER_NAME),
                    database_bytes=place.path.stat().st_size,
                    database_sha256=sha256_of_file(place.path),
                    evidence=evidence,
                    absent=absent,
                )
                write_file(part / MANIFEST_NAME, manifest.sealed(self._key))
                sync_folder(part)
                path = self._free_name(now)
                part.rename(path)
                sync_folder(self.folder)
        return MadeBackup(path, manifest, copier.copied_files, copier.copied_bytes)

    def verify(self, backup: Backup, *, evidence_too: bool = False) -> Text | None:
        """Read a backup and return what is wrong with it, or None.

        Args:
            backup: as `list` gave it.
            evidence_too: also decrypt every piece of evidence; otherwise only its presence and size are looked at.

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
                return _EVIDENCE_GONE.fill(n=gone)
        if evidence_too:
            damaged = self._damaged_evidence(backup, manifest)
            if damaged:
                return _EVIDENCE_DAMAGED.fill(n=damaged)
        return None

    def place_of(self, backup: Backup) -> DatabasePlace:
        """Return where the copy of the database is and what opens it.

        Raises:
            UnreadableHeaderError, EnvironmentRefusedError: the copy of the key file cannot be read.
        """
        salt = headers.read_header_file(backup.path / headers.HEADER_NAME).database_salt
        return DatabasePlace(backup.path / DATABASE_NAME, self._key, salt, read_only=True)

    def thin(self, now: datetime) -> Thinned:
        """Take away the backups that are no longer needed, and the evidence that none of the others names.

        Backups that cannot be read count for nothing and are left alone; as long as there are any, no evidence is
        taken away, because they may need it.

        Raises:
            EnvironmentRefusedError: the system refused; every backup that has a name is whole.
        """
        backups = self.list()
        good = {backup.name: backup.manifest for backup in backups if backup.manifest and backup.problem is None}
        stays = moments_to_keep((manifest.made_at for manifest in good.values()), now)
        leaves = [name for name, manifest in good.items() if manifest.made_at not in stays]
        with in_words(_THINNING):
            for name in leaves:
                self._remove(name)
            if len(good) < len(backups):
                return Thinned(tuple(leaves), 0)
            needed = {name for backup, manifest in good.items() if backup not in leaves for name in manifest.evidence}
            return Thinned(tuple(leaves), self._remove_evidence_but(needed))

    def _damaged_evidence(self, backup: Backup, manifest: Manifest) -> int:
        store = EvidenceStore(self.evidence_folder, self._key, read_only=True)
        connection = connect(self.place_of(backup))
        try:
            hashes = evidence_hashes(connection)
        finally:
            connection.close()
        promised = (store.path_of(sha256).relative_to(self.evidence_folder).as_posix() for sha256 in hashes)
        to_read = [sha256 for sha256, name in zip(hashes, promised, strict=True) if name in manifest.evidence]
        return sum(not store.is_good(sha256) for sha256 in to_read)

    def _free_name(self, now: datetime) -> Path:
        name = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        candidates = (self.folder / (name if number == 1 else f"{name}-{number}") for number in count(1))
        return next(path for path in candidates if not path.exists())

    def _remove(self, name: str) -> None:
        """Take the name away first, so that a backup that is half gone is never taken for one."""
        dying = self.folder / f"{TEMPORARY_PREFIX}{name}{TEMPORARY_SUFFIX}"
        (self.folder / name).rename(dying)
        sync_folder(self.folder)
        shutil.rmtree(dying)

    def _remove_evidence_but(self, needed: set[str]) -> int:
        removed = 0
        for path in EvidenceStore(self.evidence_folder, self._key).files():
            if path.relative_to(self.evidence_folder).as_posix() not in needed:
                path.unlink(missing_ok=True)
                removed += 1
        return removed


def backup_folders(store: Path) -> list[Path]:
    """Return the folders of backups in a store, newest first by name; nothing when there is no store.

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


def _contents_of_vault(vault: Vault) -> Contents:
    connection = vault.connect()
    try:
        return contents_of(connection)
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def _copy_of_database(vault: Vault, folder: Path) -> tuple[DatabasePlace, Contents, frozenset[str]]:
    """Copy the database into `folder`, and see to it that the copy is whole and holds what the vault held."""
    source = vault.connect()
    try:
        source.execute("BEGIN")
        before = contents_of(source)
        copy_database(source, vault.place, folder / DATABASE_NAME)
        source.execute("ROLLBACK")
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        source.close()
    for journal in folder.glob(f"*{_JOURNAL_SUFFIX}"):
        journal.unlink()
    place = replace(vault.place, path=folder / DATABASE_NAME, read_only=True)
    contents, hashes = _proven_contents(place)
    if contents != before:
        raise DamagedDatabaseError
    return place, contents, hashes


def _proven_contents(place: DatabasePlace) -> tuple[Contents, frozenset[str]]:
    """Open a copy for reading, hold every page against its seal, and return what it holds."""
    connection = connect(place)
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise DamagedDatabaseError
        return contents_of(connection), evidence_hashes(connection)
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def _bring_evidence(
    copier: EvidenceCopier, vault: Vault, hashes: frozenset[str], progress: Progress
) -> tuple[dict[str, int], tuple[str, ...]]:
    folder = vault.path / EVIDENCE_FOLDER
    there: dict[str, int] = {}
    absent: list[str] = []
    for done, sha256 in enumerate(sorted(hashes)):
        progress(done, len(hashes))
        size = copier.bring(sha256, (folder,))
        if size is None:
            absent.append(copier.name_of(sha256))
        else:
            there[copier.name_of(sha256)] = size
    copier.sync()
    progress(len(hashes), len(hashes))
    return there, tuple(absent)


def _good_header(vault: Vault) -> Path:
    """Return the copy of the vault's key file that is good.

    Raises:
        DamagedHeaderError: neither is any more.
    """
    name = headers.PREVIOUS_NAME if headers.read_header(vault.path).from_previous else headers.HEADER_NAME
    return vault.path / name
