"""The unit of work: the only way to write. Rows, links, search index and history change together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.values import Reference, References
from portfolio_app.registers.naming import Naming, by_title
from portfolio_app.storage.errors import ChangedSinceError, RecordMissingError, RecordRefusedError
from portfolio_app.storage.history import (
    BinEntry,
    ChangeSet,
    History,
    RecordChange,
    difference,
    erase_content,
    record_from_history,
    with_difference,
    write_operation,
)
from portfolio_app.storage.kept import PREFIX
from portfolio_app.storage.past import Past
from portfolio_app.storage.repository import Repository
from portfolio_app.storage.rows import RowWriter
from portfolio_app.storage.tables import META, table_of

_TAKEN: Final = Text(
    "Er is al een gegeven met kenmerk {id}: {what}.", "There is already a record with id {id}: {what}."
)
_NOWHERE: Final = Text(
    "“{field}” bij “{kind}” verwijst naar een gegeven dat er niet is (kenmerk {what}).",
    "“{field}” of “{kind}” links to a record that is not there (id {what}).",
)
_ELSEWHERE: Final = Text(
    "“{field}” bij “{kind}” verwijst naar “{what}”, en dat hoort daar niet.",
    "“{field}” of “{kind}” links to “{what}”, which does not belong there.",
)
_KIND_AND_TITLE: Final = Text("{kind}: {title}", "{kind}: {title}")


class UnitOfWork:
    """One named operation in the making; `Storage.transaction` gives it and ends it.

    Attributes:
        records: reads what is there, with the changes made so far.
        history: reads what was done before this operation.
        past: reads how the records were.
    """

    def __init__(self, connection: Connection, name: str, now: datetime, naming: Naming = by_title) -> None:
        """Begin an operation; `naming` says what a record is called, where one is refused."""
        self.records = Repository(connection)
        self.history = History(connection)
        self.past = Past(connection)
        self._connection = connection
        self._name = name
        self._naming = naming
        self._now = now
        self._rows = RowWriter(connection, now)
        self._changes: list[RecordChange] = []
        self._subject: dict[str, str] = {}
        self._links_to_check: dict[str, Record] = {}
        self._reverses: int | None = None
        self._is_final = False
        self._change_set: ChangeSet | None = None
        self._is_open = True

    @property
    def change_set(self) -> ChangeSet:
        """What was changed, once the transaction has ended well.

        Raises:
            RuntimeError: it has not.
        """
        if self._change_set is None:
            raise RuntimeError("nothing was committed")
        return self._change_set

    def insert(self, record: Record) -> None:
        """Add a record.

        Raises:
            RecordRefusedError: it is not complete, a value does not fit, its id is taken, or there may be only one of
                its kind and there is one.
        """
        self.insert_many((record,))

    def insert_many(self, records: Sequence[Record]) -> None:
        """Add many records of any kinds, much quicker than one by one; they may link to each other in any order.

        Raises:
            RecordRefusedError: as `insert`; none of them was added.
        """
        self._must_be_open()
        for record in records:
            _must_be_complete(record)
        self._must_be_new(records)
        self._add(records)

    def update(self, record: Record, *, revision: int | None = None) -> bool:
        """Put `record` in the place of the one with its id, and return whether anything differed.

        Args:
            record: the record as it is to be.
            revision: the revision that the change was based on (`Repository.state`), when it matters.

        Raises:
            RecordMissingError: there is none of its kind with that id.
            RecordRefusedError: it is not complete or a value does not fit.
            ChangedSinceError: it has another revision by now.
        """
        self._must_be_open()
        _must_be_complete(record)
        old = self.records.get(type(record), record.id)
        if revision is not None and self.records.state(record.id).revision != revision:
            raise ChangedSinceError
        return self._replace(old, record)

    def delete(self, record_id: str) -> None:
        """Delete a record with its parts, and take links to it out of other records.

        It goes on living in the history, from which it can be brought back.

        Raises:
            RecordMissingError: there is none.
            RecordRefusedError: another record cannot be without it.
        """
        self._must_be_open()
        record = self.records.found(record_id)
        self._name_subject(record)
        for referrer in self.records.referrers(record_id):
            source = self.records.find(referrer.id)
            if source is None or source.id == record_id:  # gone with its whole already, or a link to itself
                continue
            if source.kind.parent == referrer.field:
                self.delete(source.id)
            else:
                self._replace(source, _without_link(source, source.kind.field(referrer.field), record_id, self._naming))
        self._remove(record)

    def restore(self, record_ids: Iterable[str]) -> tuple[Record, ...]:
        """Bring back deleted records as they were, with the parts that were deleted with them, and return them all.

        Other records get back the links to them that were taken out when they were deleted. Links to what is not there
        are left out.

        Raises:
            RecordMissingError: one of them is not in the bin.
            RecordRefusedError: one cannot be without a record that is gone, or there may be only one and there is one.
        """
        self._must_be_open()
        entries = self._with_their_parts(record_ids)
        records = tuple(self._without_dead_links(entry.record, entries.keys()) for entry in entries.values())
        for record in records:
            _must_be_complete(record)
        self._must_be_new(records)
        self._add(records)
        for operation in dict.fromkeys(entry.operation for entry in entries.values()):
            self._link_again(self.history.changes_of(operation), entries.keys())
        return records

    def revert(self, version: Record) -> Record:
        """Put an earlier state of a record in its place, also when it lies in the bin, and return it as it is then.

        Links to what is no longer there are left out.

        Raises:
            RecordRefusedError: it is not complete by today's declarations, or cannot be without a record that is gone.
        """
        self._must_be_open()
        if self.records.find(version.id) is None:
            self.restore((version.id,))
        record = self._without_dead_links(version)
        self.update(record)
        return record

    def erase(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """Take deleted records out of the history for good, so that a person is forgotten.

        The parts that were deleted with them go too; the ids of all are returned. It remains to be seen that something
        was deleted, but not what.
        This operation and those before it can no longer be undone.

        Raises:
            RecordMissingError: one of them is not in the bin.
            RecordRefusedError: one of them was not deleted first.
        """
        self._must_be_open()
        ids = tuple(record_ids)
        if self._rows.kinds_of(ids):
            raise RecordRefusedError(
                Text("Alleen wat verwijderd is, kan worden gewist.", "Only a deleted record can be erased."),
                Text("Verwijder het gegeven eerst.", "Delete the record first."),
            )
        erased = tuple(self._with_their_parts(ids))
        if erased:
            erase_content(self._connection, erased)
            self._connection.execute(delete(META).where(META.c.key.startswith(PREFIX)))
            self._is_final = True
        return erased

    def reverse(self, changes: Sequence[RecordChange], operation: int) -> None:
        """Take back the changes of `operation`; for undo and redo, which see to it that it is the newest."""
        self._must_be_open()
        self._reverses = operation
        for change in reversed(changes):
            if change.action == "added":
                self._remove(self.records.found(change.id))
                continue
            old = None if change.action == "deleted" else self.records.found(change.id)
            fields = with_difference(old.to_plain() if old else {}, change.before or {})
            new = record_from_history(change.kind, change.id, fields)
            if new is not None and old is not None:
                self._replace(old, new)
            elif new is not None:
                self._add((new,))

    def finish(self) -> ChangeSet:
        """Check the links and write the history; what is left to do is the commit."""
        self._must_be_open()
        self._is_open = False
        self._check_links()
        if not self._changes and not self._is_final:
            return ChangeSet(None, self._name, ())
        number = write_operation(
            self._connection,
            self._name,
            self._now,
            self._summary(),
            self._changes,
            reverses=self._reverses,
            is_final=self._is_final,
        )
        return ChangeSet(number, self._name, tuple(self._changes))

    def close(self, change_set: ChangeSet | None) -> None:
        """End the unit: with what was committed, or with None when nothing was."""
        self._is_open = False
        self._change_set = change_set

    def _must_be_open(self) -> None:
        if not self._is_open:
            raise RuntimeError("a write outside its transaction")

    def _add(self, records: Sequence[Record]) -> None:
        self._rows.insert(records)
        for record in records:
            self._note(record, RecordChange(record.kind.key, record.id, "added", None, record.to_plain()))

    def _replace(self, old: Record, new: Record) -> bool:
        before, after = difference(old.to_plain(), new.to_plain())
        if not after:
            return False
        self._rows.replace(old, new, after)
        self._note(new, RecordChange(new.kind.key, new.id, "changed", before, after))
        return True

    def _remove(self, record: Record) -> None:
        self._rows.remove(record)
        self._note(record, RecordChange(record.kind.key, record.id, "deleted", record.to_plain(), None))

    def _note(self, record: Record, change: RecordChange) -> None:
        self._changes.append(change)
        self._name_subject(record)
        if change.action == "deleted":
            self._links_to_check.pop(record.id, None)
        elif any(spec.name in (change.after or {}) for spec in table_of(record.kind).link_fields):
            self._links_to_check[record.id] = record

    def _name_subject(self, record: Record) -> None:
        """Let the first record that an operation is about stand for it in the history."""
        self._subject = self._subject or {"kind": record.kind.key, "id": record.id}

    def _must_be_new(self, records: Sequence[Record]) -> None:
        ids = Counter(record.id for record in records)
        taken = next(iter(self._rows.kinds_of(ids)), None) or next((it for it, times in ids.items() if times > 1), None)
        if taken is not None:
            raise RecordRefusedError(_TAKEN.fill(id=taken, what=self._called(taken)))
        for kind, new in Counter(record.kind.key for record in records if record.kind.singleton).items():
            declared = table_of(kind).kind
            if new + self.records.count(declared) > 1:
                raise RecordRefusedError(
                    Text("Van “{kind}” kan er maar één zijn.", "There can be only one of “{kind}”.").fill(
                        kind=declared.label
                    )
                )

    def _check_links(self) -> None:
        """See to it that every link leads to a record of a kind that it may lead to."""
        links = [
            (record, record.kind.field(link.field), link.target_id)
            for record in self._links_to_check.values()
            for link in table_of(record.kind).links_of(record)
        ]
        kinds = self._rows.kinds_of({target for _, _, target in links}) if links else {}
        for record, spec, target in links:
            if target not in kinds or (spec.type.kinds and kinds[target] not in spec.type.kinds):  # type: ignore[attr-defined]
                pattern, what = (_ELSEWHERE, self._called(target)) if target in kinds else (_NOWHERE, target)
                raise RecordRefusedError(pattern.fill(field=spec.label, kind=record.kind.label, what=what))

    def _called(self, record_id: str) -> Text | str:
        """Return what a record is called, with its kind; its id when it is not there yet."""
        record = self.records.find(record_id)
        if record is None:
            return record_id
        return _KIND_AND_TITLE.fill(kind=record.kind.label, title=self._naming(record))

    def _with_their_parts(self, record_ids: Iterable[str]) -> dict[str, BinEntry]:
        """Return the records from the bin, each followed by the parts that were deleted with it."""
        parts_of: dict[int, dict[str, list[BinEntry]]] = {}
        found: dict[str, BinEntry] = {}
        waiting = list(record_ids)[::-1]
        while waiting:
            record_id = waiting.pop()
            if record_id in found:
                continue
            entry = self.history.binned(record_id)
            if entry is None:
                raise RecordMissingError(record_id)
            found[record_id] = entry
            if entry.operation not in parts_of:
                parts_of[entry.operation] = self._parts_deleted_by(entry.operation)
            waiting.extend(part.record.id for part in reversed(parts_of[entry.operation].get(record_id, [])))
        return found

    def _parts_deleted_by(self, operation: int) -> dict[str, list[BinEntry]]:
        """Return what an operation deleted and is still in the bin, by the whole that it was a part of."""
        parts: dict[str, list[BinEntry]] = {}
        for change in self.history.changes_of(operation):
            if change.action != "deleted" or not table_of(change.kind).kind.parent:
                continue
            entry = self.history.binned(change.id)
            if entry is not None and entry.operation == operation:
                parts.setdefault(getattr(entry.record, entry.record.kind.parent), []).append(entry)
        return parts

    def _link_again(self, changes: Sequence[RecordChange], restored: Collection[str]) -> None:
        """Put back the links that an operation took out, as far as they lead to or come from what was restored."""
        for change in changes:
            if change.action != "changed" or change.before is None:
                continue
            record = self.records.find(change.id)
            if record is None:
                continue
            linked = record
            for spec in table_of(record.kind).link_fields:
                if change.before.get(spec.name) is not None:
                    before = spec.type.from_plain(change.before[spec.name])
                    linked = self._with_links(linked, spec, before, restored)
            if linked != record and not linked.problems():
                self._replace(record, linked)

    def _with_links(self, record: Record, spec: FieldSpec, before: Any, restored: Collection[str]) -> Record:  # noqa: ANN401 - as the field has it
        """Return a record with those links in a field that it had before and that have to do with what was restored."""
        value = getattr(record, spec.name)
        if isinstance(spec.type, Reference):
            wanted = (before,) if before and not value else ()
        else:
            wanted = tuple(target for target in before if target not in value)
        if record.id not in restored:
            wanted = tuple(target for target in wanted if target in restored)
        there = self._rows.kinds_of(wanted).keys() if wanted else ()
        for target in (target for target in wanted if target in there):
            if isinstance(spec.type, Reference):
                record = record.with_values(**{spec.name: target})
            else:
                value = list(getattr(record, spec.name))
                value.insert(before.index(target), target)
                record = record.with_values(**{spec.name: tuple(value)})
        return record

    def _without_dead_links(self, record: Record, coming: Collection[str] = ()) -> Record:
        """Return a record without links to what is neither there nor `coming` in the same step."""
        targets = {link.target_id for link in table_of(record.kind).links_of(record)} - set(coming)
        for dead in sorted(targets - self._rows.kinds_of(targets).keys()):
            for spec in table_of(record.kind).link_fields:
                if dead in (getattr(record, spec.name) or ()):
                    record = _without_link(record, spec, dead, self._naming)
        return record

    def _summary(self) -> dict[str, Any]:
        counted: dict[str, dict[str, int]] = {}
        for change in self._changes:
            of_action = counted.setdefault(change.action, {})
            of_action[change.kind] = of_action.get(change.kind, 0) + 1
        return {**counted, **({"subject": self._subject} if self._subject else {})}


def _must_be_complete(record: Record) -> None:
    problems = record.problems()
    if problems:
        first = problems[0]
        if first.field.type.is_empty(getattr(record, first.field.name)):  # what is missing is named by the problem
            raise RecordRefusedError(
                Text("{kind}: {problem}", "{kind}: {problem}").fill(kind=record.kind.label, problem=first.problem)
            )
        raise RecordRefusedError(
            Text("{kind}, “{field}”: {problem}", "{kind}, “{field}”: {problem}").fill(
                kind=record.kind.label, field=first.field.label, problem=first.problem
            )
        )


def _without_link(record: Record, spec: FieldSpec, target: str, naming: Naming) -> Record:
    """Return `record` without the link to `target` in one of its fields.

    Raises:
        RecordRefusedError: the record makes no sense without it.
    """
    value = getattr(record, spec.name)
    rest: str | tuple[str, ...] = ""
    if isinstance(spec.type, References):
        rest = tuple(other for other in value if other != target)
    elif isinstance(spec.type, Reference) and value != target:
        rest = value
    changed = record.with_values(**{spec.name: rest})
    if (spec.required and not rest) or (changed.contradictions() and not record.contradictions()):
        raise RecordRefusedError(
            Text(
                "“{kind}: {title}” kan niet zonder dit gegeven.", "“{kind}: {title}” cannot do without this record."
            ).fill(kind=record.kind.label, title=naming(record)),
            Text("Verwijder of wijzig dat eerst.", "Delete or change that first."),
        )
    return changed
