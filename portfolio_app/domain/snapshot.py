"""All records of a portfolio at one moment, and the same as one audience may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.values import Reference, References

R = TypeVar("R", bound=Record)


class Snapshot:
    """An immutable set of records, by kind and by id."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Take the records in the order in which lists of them are shown."""
        by_kind: dict[str, list[Record]] = {}
        for record in records:
            by_kind.setdefault(record.kind.key, []).append(record)
        self._by_kind: Mapping[str, tuple[Record, ...]] = MappingProxyType(
            {key: tuple(found) for key, found in by_kind.items()}
        )

    def of(self, record_type: type[R]) -> tuple[R, ...]:
        """Return all records of one kind."""
        return cast("tuple[R, ...]", self._by_kind.get(record_type.kind.key, ()))

    def only(self, record_type: type[R]) -> R | None:
        """Return the first record of a kind of which there is one at most."""
        return next(iter(self.of(record_type)), None)

    def __iter__(self) -> Iterator[Record]:
        """Go through all records, kind by kind."""
        for found in self._by_kind.values():
            yield from found

    def __len__(self) -> int:
        """Return how many records there are."""
        return sum(len(found) for found in self._by_kind.values())

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self}

    @cached_property
    def _referrers(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, dict[str, Record]] = {}
        for record in self:
            for target in links_of(record):
                found.setdefault(target, {})[record.id] = record
        return {target: tuple(records.values()) for target, records in found.items()}

    def get(self, record_id: str, record_type: type[R]) -> R | None:
        """Return the record with that id when it is of that kind."""
        record = self._by_id.get(record_id)
        return record if isinstance(record, record_type) else None

    def all_of(self, ids: Iterable[str], record_type: type[R]) -> tuple[R, ...]:
        """Return those of the records named that are here, in that order."""
        found = (self.get(record_id, record_type) for record_id in ids)
        return tuple(record for record in found if record is not None)

    def referring_to(self, record_id: str, record_type: type[R]) -> tuple[R, ...]:
        """Return the records of a kind that link to the record with that id."""
        return tuple(record for record in self._referrers.get(record_id, ()) if isinstance(record, record_type))

    def for_audience(self, audience: Audience) -> Snapshot:
        """Return what a document for `audience` may see; nothing else ever reaches a document's builder.

        Records that are not released to it are left out, fields that are not meant for it are emptied, and links to
        what was left out are dropped. A part (an action of a goal, a score of an assessment) goes with its whole.
        """
        kept = {record.id: record for record in self if record.released_to.reaches(audience)}
        while True:
            orphans = [record.id for record in kept.values() if _lost_its_whole(record, kept)]
            if not orphans:
                break
            for record_id in orphans:
                del kept[record_id]
        filters: dict[str, _Filter] = {}
        for record in kept.values():
            if record.kind.key not in filters:
                filters[record.kind.key] = _Filter(record.kind, audience, kept)
        return Snapshot(filters[record.kind.key].seen(record) for record in kept.values())


def links_of(record: Record) -> tuple[str, ...]:
    """Return the ids of all records that `record` links to."""
    ids: list[str] = []
    for spec in record.kind.fields:
        value = getattr(record, spec.name)
        if isinstance(spec.type, Reference) and value:
            ids.append(value)
        elif isinstance(spec.type, References):
            ids.extend(value)
    return tuple(ids)


def _lost_its_whole(record: Record, kept: Mapping[str, Record]) -> bool:
    parent = record.kind.parent
    if not parent:
        return False
    whole = getattr(record, parent)
    return bool(whole) and whole not in kept


class _Filter:
    """What an audience may see of the records of one kind, looked up once for all of them."""

    def __init__(self, kind: RecordKind, audience: Audience, kept: Mapping[str, Record]) -> None:
        self._kept = kept
        self._hidden = tuple((spec, spec.type.empty()) for spec in kind.fields if not spec.audience.reaches(audience))
        shown = [spec for spec in kind.fields if spec.audience.reaches(audience)]
        self._links = tuple(spec.name for spec in shown if isinstance(spec.type, Reference))
        self._many = tuple(spec.name for spec in shown if isinstance(spec.type, References))

    def seen(self, record: Record) -> Record:
        """Return a record with nothing in it that the audience may not see; the very same where it has nothing such."""
        kept = self._kept
        values: dict[str, object] = {
            spec.name: spec.type.empty() for spec, empty in self._hidden if getattr(record, spec.name) != empty
        }
        for name in self._links:
            if (target := getattr(record, name)) and target not in kept:
                values[name] = ""
        for name in self._many:
            targets = getattr(record, name)
            if any(target not in kept for target in targets):
                values[name] = tuple(target for target in targets if target in kept)
        return record.with_values(**values) if values else record
