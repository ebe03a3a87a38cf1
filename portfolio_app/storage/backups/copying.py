"""Bringing what a vault holds into a folder that is to become a backup, each part proven to have arrived whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import Contents, contents_of, evidence_hashes, sha256_of_file
from portfolio_app.storage.backups.files import EvidenceCopier, copy_file
from portfolio_app.storage.backups.manifest import Manifest
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect, copy_database, driver_module, translated
from portfolio_app.storage.errors import DamagedDatabaseError
from portfolio_app.storage.vault import EVIDENCE_FOLDER, Vault

_JOURNAL_SUFFIX: Final = "-journal"

Progress = Callable[[int, int], None]
"""Is told how many pieces of evidence have been dealt with, and of how many."""


def contents_of_vault(vault: Vault) -> Contents:
    """Return how far the database of an open vault has come.

    Raises:
        EnvironmentRefusedError: it cannot be read.
    """
    connection = vault.connect()
    try:
        return contents_of(connection)
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def copy_of_backup(
    backup: Path, manifest: Manifest, vault: Vault, folder: Path
) -> tuple[DatabasePlace, Contents, frozenset[str]]:
    """Copy database and key file of another backup of this vault into `folder`, and see to it that both arrived.

    Raises:
        DamagedDatabaseError: they are not as they were when that backup was made.
        OSError: the system refused.
    """
    copy_file(backup / DATABASE_NAME, folder / DATABASE_NAME)
    copy_file(backup / headers.HEADER_NAME, folder / headers.HEADER_NAME)
    arrived = sha256_of_file(folder / DATABASE_NAME), sha256_of_file(folder / headers.HEADER_NAME)
    if arrived != (manifest.database_sha256, manifest.header_sha256):
        raise DamagedDatabaseError
    place = vault.place.replaced(path=folder / DATABASE_NAME, read_only=True)
    contents, hashes = _proven_contents(place)
    return place, contents, hashes


def copy_of_database(
    vault: Vault, folder: Path, tick: Callable[[], object]
) -> tuple[DatabasePlace, Contents, frozenset[str]]:
    """Copy the database into `folder`, and see to it that the copy is whole and holds what the vault held."""
    source = vault.connect()
    try:
        source.execute("BEGIN")
        before = contents_of(source)
        copy_database(source, vault.place, folder / DATABASE_NAME, tick=tick)
        source.execute("ROLLBACK")
    except driver_module().Error as error:
        raise translated(error) from error
    finally:
        source.close()
    for journal in folder.glob(f"*{_JOURNAL_SUFFIX}"):
        journal.unlink()
    place = vault.place.replaced(path=folder / DATABASE_NAME, read_only=True)
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


def bring_evidence(
    copier: EvidenceCopier, vault: Vault, hashes: frozenset[str], progress: Progress
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Copy the evidence that is not there yet; return the sizes of what is there then, and the names of what is absent.

    Raises:
        OSError, EnvironmentRefusedError: the system refused.
    """
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


def good_header(vault: Vault) -> Path:
    """Return the copy of the vault's key file that is good.

    Raises:
        DamagedHeaderError: neither is any more.
    """
    name = headers.PREVIOUS_NAME if headers.read_header(vault.path).from_previous else headers.HEADER_NAME
    return vault.path / name
