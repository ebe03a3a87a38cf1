"""What a vault should hold, kept by plain dictionaries: the other half of every comparison.

Nothing of the storage is used here. What deleting does to links and parts is worked out anew from the declarations,
so that a mistake in the storage is not made a second time by what it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.values import Reference, References

Plain = dict[str, Any]
Records = Mapping[str, tuple[str, Plain]]
"""Kind and fields of every record, by id."""


class RefusedError(Exception):
    """The program should refuse this, and change nothing."""


@dataclass(frozen=True)
class Kept:
    """The records, what undo and redo lead to, and how many operations there were, as they stand at one moment."""

    records: Records = field(default_factory=dict)
    undo: tuple[Records, ...] = ()
    redo: tuple[Records, ...] = ()
    operations: int = 0

    def becomes(self, records: Records) -> Kept:
        """Return what stands after an operation; one that changes nothing is none."""
        return self if records == self.records else Kept(records, (*self.undo, self.records), (), self.operations + 1)

    def undone(self) -> Kept:
        """Return what stands after undo."""
        return Kept(self.undo[-1], self.undo[:-1], (*self.redo, self.records), self.operations + 1)

    def redone(self) -> Kept:
        """Return what stands after redo."""
        return Kept(self.redo[-1], (*self.undo, self.records), self.redo[:-1], self.operations + 1)

    def ids(self) -> dict[str, list[str]]:
        """Return the ids by kind."""
        found: dict[str, list[str]] = {}
        for record_id, (kind, _) in self.records.items():
            found.setdefault(kind, []).append(record_id)
        return found


@dataclass(frozen=True)
class Backed:
    """What a backup holds."""

    kept: Kept
    passphrase: str
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Model:
    """All that was acknowledged.

    Attributes:
        passphrase: the one that opens the vault.
        recovery_key: the one that does, or empty when it is not known: the program died before it was shown.
        unlock_key: the one in the keyring that does; empty when none may, None when that is not known.
        evidence: hashes of all content that was taken in; none may ever be damaged.
        exports: hash of each file that was written, by name.
        archives: the records in each archive that was written, by name.
        backups: what each backup holds, by name.
        restored: what each vault made of a backup, or put aside for one, holds, by its path from the exports.
        deletion: what stood after the deletion that was the last thing done; something else when that was not one.
        moment: what the clock says.
        made: how many ids were given out.
    """

    kept: Kept = field(default_factory=Kept)
    passphrase: str = ""
    recovery_key: str = ""
    unlock_key: str | None = ""
    evidence: frozenset[str] = frozenset()
    exports: Mapping[str, str] = field(default_factory=dict)
    archives: Mapping[str, Records] = field(default_factory=dict)
    backups: Mapping[str, Backed] = field(default_factory=dict)
    restored: Mapping[str, Backed] = field(default_factory=dict)
    deletion: Kept | None = None
    moment: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    made: int = 0

    @property
    def backed(self) -> Backed:
        """What a backup that is made now holds."""
        return Backed(self.kept, self.passphrase, self.evidence)

    def with_records(self, records: Records) -> Model:
        """Return the model after an operation that led to `records`."""
        return replace(self, kept=self.kept.becomes(records))


def as_kept(records: Iterable[Record]) -> Records:
    """Return records as the model keeps them."""
    return {record.id: (record.kind.key, record.to_plain()) for record in records}


def record_of(records: Records, record_id: str) -> Record:
    """Return one of the records as the program knows it."""
    kind, plain = records[record_id]
    return kind_called(kind).from_plain(record_id, plain)


def without(records: Records, record_ids: Iterable[str]) -> Records:
    """Return the records without those, their parts, and the links to any of them.

    Raises:
        RefusedError: one is not there, or another record cannot be without it.
    """
    left = dict(records)
    for record_id in dict.fromkeys(record_ids):
        _remove(left, record_id)
    return left


def _remove(left: dict[str, tuple[str, Plain]], record_id: str) -> None:
    if record_id not in left:
        raise RefusedError(record_id)
    for other_id in list(left):
        if other_id == record_id or other_id not in left:
            continue
        for name in _link_fields_to(left[other_id], record_id):
            if kind_called(left[other_id][0]).parent == name:
                _remove(left, other_id)
                break
            left[other_id] = _unlinked(left, other_id, name, record_id)
    del left[record_id]


def _link_fields_to(entry: tuple[str, Plain], target: str) -> list[str]:
    kind, plain = entry
    names = [spec.name for spec in kind_called(kind).fields if isinstance(spec.type, Reference | References)]
    return [name for name in names if target == plain.get(name) or target in _as_list(plain.get(name))]


def _as_list(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _unlinked(left: Records, record_id: str, name: str, target: str) -> tuple[str, Plain]:
    kind, plain = left[record_id]
    rest = [other for other in _as_list(plain[name]) if other != target]
    after = {**plain, name: rest} if rest else {key: value for key, value in plain.items() if key != name}
    declared = kind_called(kind)
    before_record, after_record = declared.from_plain(record_id, plain), declared.from_plain(record_id, after)
    if (declared.field(name).required and not rest) or (
        after_record.contradictions() and not before_record.contradictions()
    ):
        raise RefusedError(record_id)
    return kind, after
