"""Invented records and evidence to fill a vault with, by number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, EvidenceKind
from portfolio_app.storage.vault import Vault

_SENTENCE = "Ik leerde hoe een gesprek over terugkeer naar het werk rustig blijft, ook als partijen het oneens zijn. "
_BATCH = 5_000


def fill(vault: Vault, activities: int, files: int = 0, *, file_bytes: int = 2_000, first: int = 0) -> None:
    """Add so many activities and pieces of evidence; each file hangs on one activity."""
    evidence = list(_evidence(vault, files, file_bytes, first))
    records: list[Record] = [*evidence]
    for number in range(first, first + activities):
        linked = (evidence[number - first].id,) if number - first < files else ()
        records.append(activity(number, evidence=linked))
    for start in range(0, len(records), _BATCH):
        with vault.storage.transaction("add") as unit:
            unit.insert_many(records[start : start + _BATCH])


def activity(number: int, **values: object) -> Activity:
    """Return the invented activity of that number."""
    record = Activity(
        id=f"act{number:07d}",
        activity_kind=ActivityKind.INTERVISIE,
        name=f"Intervisie {number}",
        provider=f"Kring {number % 17}",
        start=date(2020, 1, 1) + timedelta(days=number % 2_000),
        net_minutes=90,
        learnt=_SENTENCE * (1 + number % 9),
    )
    return record.with_values(**values)


def content(number: int, size: int) -> bytes:
    """Return the content of the invented file of that number."""
    return number.to_bytes(8, "big") + bytes(range(256)) * (size // 256 + 1)


def _evidence(vault: Vault, files: int, size: int, first: int) -> Iterator[Evidence]:
    for number in range(first, first + files):
        stored = vault.evidence.put_bytes(content(number, size))
        yield Evidence(
            id=f"evd{number:07d}",
            name=f"Certificaat {number}",
            evidence_kind=EvidenceKind.CERTIFICATE,
            sha256=stored.sha256,
            size=stored.size,
            media_type="application/pdf",
            file_name=f"certificaat-{number}.pdf",
        )
