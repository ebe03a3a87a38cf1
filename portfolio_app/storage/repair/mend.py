"""Mending in place what is not the records themselves: the key file, the search index, the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import evidence_hashes
from portfolio_app.storage.backups.files import EvidenceCopier, in_words, temporary_folder
from portfolio_app.storage.backups.restoring import Progress
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.check import CheckReport
from portfolio_app.storage.errors import NewerVaultError, VaultReadOnlyError
from portfolio_app.storage.vault import EVIDENCE_FOLDER, Vault

_MENDING: Final = Text("Het herstellen van het portfolio", "Repairing the portfolio")


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended in place.

    Attributes:
        key_file: it was written anew from the copy that was good.
        search_index: it was made anew from the records.
        evidence: how many files of evidence were put back from a backup.
        lost_evidence: hashes of evidence of which no place has a good copy.
    """

    key_file: bool
    search_index: bool
    evidence: int
    lost_evidence: tuple[str, ...]


def mend(
    vault: Vault,
    report: CheckReport,
    stores: Sequence[BackupStore],
    progress: Progress = lambda _done, _all: None,
) -> Mended:
    """Mend what a check found and what can be made again from what is there or in a backup.

    Args:
        vault: open for writing.
        report: what the check found.
        stores: where backups of this vault may be.
        progress: is told how far the evidence is.

    Raises:
        VaultReadOnlyError: the vault is open for reading only.
        EnvironmentRefusedError: the system refused.
    """
    if vault.read_only:
        raise VaultReadOnlyError
    places = {finding.place for finding in report.findings}
    key_file = "keys" in places and _write_key_file_anew(vault)
    if "search" in places:
        vault.storage.rebuild_search()
    evidence, lost = _put_evidence_back(vault, stores, progress) if "evidence" in places else (0, ())
    return Mended(key_file, "search" in places, evidence, lost)


def _write_key_file_anew(vault: Vault) -> bool:
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        with suppress(headers.UnreadableHeaderError, NewerVaultError, EnvironmentRefusedError):
            header = headers.read_header_file(vault.path / name)
            if header.key_check == vault.data_key.check_value():
                headers.write_header(vault.path, header)
                return True
    return False


def _put_evidence_back(vault: Vault, stores: Sequence[BackupStore], progress: Progress) -> tuple[int, tuple[str, ...]]:
    connection = vault.connect()
    try:
        hashes = sorted(evidence_hashes(connection))
    finally:
        connection.close()
    sources = tuple(store.evidence_folder for store in stores)
    lost: list[str] = []
    with in_words(_MENDING), temporary_folder(vault.path / EVIDENCE_FOLDER) as staging:
        copier = EvidenceCopier(vault.path / EVIDENCE_FOLDER, vault.data_key, staging)
        for done, sha256 in enumerate(hashes):
            progress(done, len(hashes))
            if not copier.is_good(sha256) and not copier.replace(sha256, sources):
                lost.append(sha256)
        copier.sync()
    progress(len(hashes), len(hashes))
    return copier.copied_files, tuple(lost)
