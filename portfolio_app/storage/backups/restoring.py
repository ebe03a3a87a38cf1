"""Putting a backup back: always into a new vault beside the old one (`swapping` puts it in its place, if wanted)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import PRIVATE_FOLDER, make_private_folder, sync_folder
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import evidence_hashes
from portfolio_app.storage.backups.files import (
    EvidenceCopier,
    clear_abandoned_folders,
    copy_file,
    in_words,
    temporary_folder,
)
from portfolio_app.storage.backups.manifest import BackupDamagedError, Manifest
from portfolio_app.storage.backups.store import Backup, BackupStore, backup_folders
from portfolio_app.storage.driver import DATABASE_NAME, connect
from portfolio_app.storage.errors import FolderNotEmptyError
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.vault import BACKUPS_FOLDER, EVIDENCE_FOLDER, Secret, open_vault

STORE_PREFIX: Final = "vakdossier-"
"""How the folder of a vault's backups in a second place is called, before the start of the vault's id."""

Progress = Callable[[int, int], None]

_RESTORING: Final = Text("Het terugzetten van de reservekopie", "Restoring the backup")


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault that was made of a backup.

    Attributes:
        path: the new vault.
        manifest: of the backup.
        missing_evidence: hashes of the evidence that no place had a good copy of.
    """

    path: Path
    manifest: Manifest
    missing_evidence: tuple[str, ...]


def find_stores(path: Path) -> tuple[Path, ...]:
    """Return the stores of backups that `path` may stand for: a vault, a store, one backup, or a second place.

    Raises:
        WrongUseError: there is none.
        EnvironmentRefusedError: the system refused.
    """
    with in_words(_RESTORING):
        for store in (path, path / BACKUPS_FOLDER, path.parent):
            if backup_folders(store) and (store != path.parent or path in backup_folders(store)):
                return (store,)
        stores = sorted(path.glob(f"{STORE_PREFIX}*")) if path.is_dir() else []
        found = tuple(store for store in stores if backup_folders(store))
    if not found:
        raise WrongUseError(
            Text("Hier staan geen reservekopieën.", "There are no backups here."),
            Text(
                "Kies een reservekopie, of het portfolio of de map waar reservekopieën in staan.",
                "Choose a backup, or the portfolio or the folder that holds the backups.",
            ),
        )
    return found


def unlock_store(store: Path, secret: Secret) -> DataKey:
    """Return the data key of the vault whose backups these are, from the key file in one of them.

    A backup keeps the passphrase that held when it was made, so all are tried, the newest first.

    Raises:
        WrongPassphraseError, WrongRecoveryKeyError, WrongDataKeyError: the secret opens none of them.
        RecoveryKeyTypoError, WeakSecretError: the secret cannot be right.
        BackupDamagedError: no key file can be read.
        EnvironmentRefusedError: the system refused.
    """
    with in_words(_RESTORING):
        folders = backup_folders(store)
    tried: set[headers.Header] = set()
    refused: VakdossierError | None = None
    for folder in folders:
        try:
            header = headers.read_header_file(folder / headers.HEADER_NAME)
        except (headers.UnreadableHeaderError, EnvironmentRefusedError):
            continue
        if header in tried:
            continue
        tried.add(header)
        try:
            return secret.unlock(header)
        except EnvironmentRefusedError as error:
            refused = refused or error
    raise refused or BackupDamagedError(
        folders[0].name if folders else store.name,
        Text("het sleutelbestand is onleesbaar.", "its key file cannot be read."),
    )


def chosen_backup(path: Path, store: BackupStore) -> Backup:
    """Return the backup that `path` names, or the newest good one when it names the whole store; read and found good.

    Raises:
        BackupDamagedError: it is not good; the error names the next good one.
        EnvironmentRefusedError: the system refused.
    """
    if path.parent == store.folder and path != store.folder and path in backup_folders(store.folder):
        with in_words(_RESTORING):
            backup = store.get(path.name)
        wrong = store.verify(backup)
        if wrong is None:
            return backup
        other = store.newest_verified(but=backup.name)
        raise BackupDamagedError(backup.name, wrong, other.name if other else "")
    newest = store.newest_verified()
    if newest is None:
        raise BackupDamagedError(store.folder.name, Text("geen enkele is goed.", "none of them is good."))
    return newest


def restore_backup(
    backup: Backup,
    store: BackupStore,
    target: Path,
    key: DataKey,
    clock: Clock,
    *,
    more_evidence: Sequence[Path] = (),
    progress: Progress = lambda _done, _all: None,
) -> Restored:
    """Make a new vault of a backup; it gets its name when all of it is there, proven, and of today's schema.

    Args:
        backup: found good by `chosen_backup`.
        store: in which it stands.
        target: the vault to make; nothing stands there yet.
        key: the vault's data key.
        clock: what time it is.
        more_evidence: evidence folders of this vault elsewhere, for what the store has not got.
        progress: is told how far the evidence is.

    Raises:
        FolderNotEmptyError: something stands at `target`; it was not touched.
        EnvironmentRefusedError: the system refused; nothing half-made remains.
    """
    if backup.manifest is None:
        raise BackupDamagedError(backup.name, Text("ze is onleesbaar.", "it cannot be read."))
    must_be_free(target)
    make_private_folder(target.parent, _RESTORING)
    with in_words(_RESTORING):
        clear_abandoned_folders(target.parent)
    with in_words(_RESTORING), temporary_folder(target.parent) as part:
        # The copy is closed and was held against its hash, so here a file may be copied as a file.
        copy_file(backup.path / DATABASE_NAME, part / DATABASE_NAME)
        for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
            copy_file(backup.path / headers.HEADER_NAME, part / name)
        (part / BACKUPS_FOLDER).mkdir(mode=PRIVATE_FOLDER)
        (part / EVIDENCE_FOLDER).mkdir(mode=PRIVATE_FOLDER)
        sources = (store.evidence_folder, *more_evidence)
        missing = _bring_evidence(backup, store, part, sources, key, progress)
        open_vault(part, Secret(data_key=key), clock).close()  # brings it to today's schema, and proves that it opens
        sync_folder(part)
        part.rename(target)
        sync_folder(target.parent)
    return Restored(target, backup.manifest, missing)


def must_be_free(target: Path) -> None:
    """See to it that nothing stands at `target`.

    Raises:
        FolderNotEmptyError: something does.
    """
    if target.exists() or target.is_symlink():
        raise FolderNotEmptyError(
            Text(
                "Hier staat al iets; er is niets overschreven.",
                "There is already something here; nothing was overwritten.",
            ),
            Text("Kies een nieuwe naam, naast het oude portfolio.", "Choose a new name, next to the old portfolio."),
        )


def _bring_evidence(
    backup: Backup,
    store: BackupStore,
    part: Path,
    sources: tuple[Path, ...],
    key: DataKey,
    progress: Progress,
) -> tuple[str, ...]:
    connection = connect(store.place_of(backup))
    try:
        hashes = sorted(evidence_hashes(connection))
    finally:
        connection.close()
    with temporary_folder(part) as staging:
        copier = EvidenceCopier(part / EVIDENCE_FOLDER, key, staging)
        missing: list[str] = []
        for done, sha256 in enumerate(hashes):
            progress(done, len(hashes))
            if copier.bring(sha256, sources) is None:
                missing.append(sha256)
        copier.sync()
    progress(len(hashes), len(hashes))
    return tuple(missing)
