"""Holding two vaults against each other, so that a person can decide which of them to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.storage.history import Operation
from portfolio_app.storage.repository import RecordTitle
from portfolio_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Comparison:
    """In what an old vault and a new one differ.

    Attributes:
        only_in_old, only_in_new: records that the other has not got.
        different: records that both have, but not the same; as the old one calls them.
        counts: how many records of each kind the old and the new have, by key; kinds that neither has are left out.
        last_in_old, last_in_new: the last operation of each; None when nothing was ever done.
    """

    only_in_old: tuple[RecordTitle, ...]
    only_in_new: tuple[RecordTitle, ...]
    different: tuple[RecordTitle, ...]
    counts: Mapping[str, tuple[int, int]]
    last_in_old: Operation | None
    last_in_new: Operation | None

    @property
    def is_equal(self) -> bool:
        """Tell whether both hold the same records."""
        return not (self.only_in_old or self.only_in_new or self.different)


def compare(old: Vault, new: Vault) -> Comparison:
    """Hold two open vaults against each other, record by record.

    Raises:
        EnvironmentRefusedError: one of them cannot be read.
    """
    before, last_in_old = _all_of(old)
    after, last_in_new = _all_of(new)
    return Comparison(
        only_in_old=tuple(_title(record) for key, record in before.items() if key not in after),
        only_in_new=tuple(_title(record) for key, record in after.items() if key not in before),
        different=tuple(_title(record) for key, record in before.items() if after.get(key, record) != record),
        counts=_counts(before, after),
        last_in_old=last_in_old,
        last_in_new=last_in_new,
    )


def _all_of(vault: Vault) -> tuple[dict[str, Record], Operation | None]:
    with vault.storage.reading() as now:
        last = now.history.operations(1)
        return {record.id: record for record in now.records.snapshot()}, last[0] if last else None


def _counts(before: Mapping[str, Record], after: Mapping[str, Record]) -> dict[str, tuple[int, int]]:
    counted = {kind.key: [0, 0] for kind in KINDS}
    for column, records in enumerate((before, after)):
        for record in records.values():
            counted[record.kind.key][column] += 1
    return {key: (old, new) for key, (old, new) in counted.items() if old or new}


def _title(record: Record) -> RecordTitle:
    return RecordTitle(record.kind.key, record.id, record.title("nl"), record.title("en"))
