"""Backup of 20,000 records and 1 GB of evidence: time and size, and that the second costs only what changed.

The bar is a plain copy of the same files, each synced to the disk, in the same run: what a backup costs besides is
proving that it is good.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from portfolio_app.common.clock import SystemClock
from portfolio_app.storage.backups.restoring import chosen_backup, restore_backup
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.vault import Vault, create_vault
from tests.storage.filled_vaults import activity, fill

pytestmark = pytest.mark.bench

RECORDS = 20_000
FILES = 500
FILE_BYTES = 2_000_000
FIRST_BAR = 4.0
SECOND_BAR = 0.5


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def plain_copy(vault: Path, target: Path) -> float:
    begun = time.perf_counter()
    for source in (vault / "portfolio.db", *(vault / "evidence").rglob("*.evd")):
        copy = target / source.relative_to(vault)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
    return time.perf_counter() - begun


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made, _ = create_vault(tmp_path / "groot.vakdossier", "zeven slapende kraanvogels", SystemClock())
    fill(made, RECORDS - FILES, FILES, file_bytes=FILE_BYTES)
    return made


def test_the_second_backup_costs_only_what_changed(vault: Vault, tmp_path: Path) -> None:
    clock = SystemClock()
    usb = tmp_path / "usb"
    usb.mkdir()
    store = BackupStore(usb / "store", vault.data_key)
    plain = plain_copy(vault.path, tmp_path / "plain")
    begun = time.perf_counter()
    first = store.make(vault, clock.now())
    first_seconds = time.perf_counter() - begun
    first_bytes = size_of(usb)
    begun = time.perf_counter()
    assert store.unchanged_since(vault) is not None
    unchanged = time.perf_counter() - begun
    with vault.storage.transaction("change") as unit:
        unit.update(activity(1, name="Anders"))
    fill(vault, 1, 1, file_bytes=FILE_BYTES, first=RECORDS + 1)
    begun = time.perf_counter()
    second = store.make(vault, clock.now())
    second_seconds = time.perf_counter() - begun
    second_bytes = size_of(usb) - first_bytes
    begun = time.perf_counter()
    restored = restore_backup(
        chosen_backup(usb / "store", store), store, tmp_path / "terug.vakdossier", vault.data_key, clock
    )
    restore_seconds = time.perf_counter() - begun
    vault.close()
    plain = (plain + plain_copy(vault.path, tmp_path / "plain again")) / 2  # before and after: disks have moods
    print(
        f"\nplain copy {plain:.2f} s; first backup {first_seconds:.2f} s, {first_bytes / 1e6:.0f} MB; "
        f"seeing that nothing changed {unchanged * 1000:.1f} ms; second {second_seconds:.2f} s, "
        f"{second_bytes / 1e6:.0f} MB, {second.copied_files} file; restore {restore_seconds:.2f} s"
    )
    assert first.manifest.records == RECORDS
    assert second.copied_files == 1
    assert restored.missing_evidence == ()
    assert second_bytes < second.manifest.database_bytes + 2 * FILE_BYTES
    assert first_seconds < FIRST_BAR * plain
    assert second_seconds < SECOND_BAR * first_seconds
