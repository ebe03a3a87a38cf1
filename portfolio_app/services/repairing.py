"""Mending a damaged vault: in place where that is enough, else as a new vault beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.services.progress import Progress, no_progress
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.files import in_words
from portfolio_app.storage.backups.restoring import find_stores
from portfolio_app.storage.backups.state import read_state
from portfolio_app.storage.backups.store import BackupStore, backup_folders
from portfolio_app.storage.check import CheckReport, Finding, check_vault
from portfolio_app.storage.driver import DATABASE_NAME
from portfolio_app.storage.errors import DamagedDatabaseError, DamagedHeaderError, NewerVaultError, NotAVaultError
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.lock import VaultLock
from portfolio_app.storage.repair.mend import Mended, mend
from portfolio_app.storage.repair.rebuild import RepairReport, rebuild_vault
from portfolio_app.storage.vault import BACKUPS_FOLDER, VAULT_SUFFIX, Secret, open_vault

_REPAIRING: Final = Text("Het herstellen van het portfolio", "Repairing the portfolio")
_EVIDENCE: Final = Text("Bewijsstukken nakijken", "Checking evidence")
_ONLY_A_NEW_VAULT_HELPS: Final = frozenset({"database", "records", "links", "history"})


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done about a vault.

    Attributes:
        key_file_from_backup: the key file was gone altogether and was put back from a backup.
        mended: what was mended in place; None when that was not tried.
        rebuilt: what was saved in a new vault; None when there was no need.
        findings: what a check of the vault (the new one, if there is one) still finds.
    """

    key_file_from_backup: bool
    mended: Mended | None
    rebuilt: RepairReport | None
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing was lost and nothing is wrong any more."""
        return not self.findings and (self.rebuilt is None or self.rebuilt.is_complete)


def repair(
    path: Path,
    secret: Secret,
    *,
    clock: Clock,
    target: Path | None = None,
    places: Sequence[Path] = (),
    progress: Progress = no_progress,
) -> Repaired:
    """Mend the vault at `path` as far as that can be done.

    Key file, search index and evidence are mended in place. When the database itself is damaged, all that can be read
    of it goes into a new vault beside it, and the damaged one is left as it is.

    Args:
        path: the vault.
        secret: its passphrase or recovery key.
        clock: what time it is.
        target: where a new vault is made, if there must be one; a name beside the old one when not given.
        places: where there may be backups besides those in the vault and in its second place.
        progress: told how far it is.

    Raises:
        WrongUseError: there is no vault, or something stands at `target`.
        EnvironmentRefusedError: the secret is wrong, somebody has the vault open, or the system refused.
    """
    found, key, from_backup = _header_and_key(path, secret, places)
    stores = _stores(path, key, places)
    report = _checked(path, key, clock) if (path / DATABASE_NAME).exists() else None
    if report is not None and not _ONLY_A_NEW_VAULT_HELPS & {finding.place for finding in report.findings}:
        return _mended(path, key, clock, report, stores, progress, from_backup=from_backup)
    new = target or _name_beside(path)
    with VaultLock.acquire(path, clock):
        rebuilt = rebuild_vault(path, new, found, key, clock, stores=stores, progress=_told(progress))
    with open_vault(new, Secret(data_key=key), clock) as vault:
        return Repaired(from_backup, None, rebuilt, check_vault(vault).findings)


def _checked(path: Path, key: DataKey, clock: Clock) -> CheckReport | None:
    """Return what a check finds; None when the vault cannot even be opened."""
    try:
        with open_vault(path, Secret(data_key=key), clock) as vault:
            return check_vault(vault)
    except DamagedDatabaseError:
        return None


def _mended(
    path: Path,
    key: DataKey,
    clock: Clock,
    report: CheckReport,
    stores: Sequence[BackupStore],
    progress: Progress,
    *,
    from_backup: bool,
) -> Repaired:
    with open_vault(path, Secret(data_key=key), clock) as vault:
        if not report.findings:
            return Repaired(from_backup, None, None, ())
        mended = mend(vault, report, stores, _told(progress))
        return Repaired(from_backup, mended, None, check_vault(vault).findings)


def _header_and_key(path: Path, secret: Secret, places: Sequence[Path]) -> tuple[headers.Header, DataKey, bool]:
    """Return the vault's header and key; a header that is gone altogether is put back from a backup."""
    try:
        header = headers.read_header(path).header
        return header, secret.unlock(header), False
    except (DamagedHeaderError, NotAVaultError) as error:
        refused: VakdossierError = error
    for store in _folders(path, places):
        with in_words(_REPAIRING):
            backups = backup_folders(store)
        for backup in backups:
            try:
                header = headers.read_header_file(backup / headers.HEADER_NAME)
                key = secret.unlock(header)
            except headers.UnreadableHeaderError:
                continue
            except (NewerVaultError, EnvironmentRefusedError) as error:
                refused = error
                continue
            _put_aside(path)
            headers.write_header(path, header)
            return header, key, True
    raise refused


def _put_aside(path: Path) -> None:
    """Keep what is there of the damaged key file under another name."""
    with in_words(_REPAIRING):
        headers.put_aside(path)


def _stores(path: Path, key: DataKey, places: Sequence[Path]) -> tuple[BackupStore, ...]:
    with suppress(EnvironmentRefusedError):  # without it there are the other places
        second = read_state(path / BACKUPS_FOLDER, key).second_place
        places = (*places, *([second] if second is not None else ()))
    return tuple(BackupStore(folder, key) for folder in _folders(path, places))


def _folders(path: Path, places: Sequence[Path]) -> tuple[Path, ...]:
    folders: list[Path] = []
    for place in (path, *places):
        with suppress(VakdossierError):  # no backups there, or the disk is gone: the others remain
            folders.extend(find_stores(place))
    return tuple(dict.fromkeys(folders))


def _name_beside(path: Path) -> Path:
    stem = path.name.removesuffix(VAULT_SUFFIX)
    names = (f"{stem}-hersteld{'' if n == 1 else f'-{n}'}{VAULT_SUFFIX}" for n in count(1))
    return next(new for new in map(path.with_name, names) if not new.exists())


def _told(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(_EVIDENCE, done, total)
