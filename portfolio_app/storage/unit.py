"""The unit of work: the only way to write. Rows, links, search index and history change together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.values import Reference, References
from portfolio_app.storage.errors import ChangedSinceError, RecordMissingError, RecordRefusedError
from portfolio_app.storage.history import (
    ChangeSet,
    History,
    RecordChange,
    difference,
    erase_content,
    record_from_history,
    with_difference,
    write_operation,
)
from portfolio_app.storage.repository import Repository
from portfolio_app.storage.rows import RowWriter
from portfolio_app.storage.tables import table_of


class UnitOfWork:
    """One named operation in the making; `Storage.transaction` gives it and ends it.

    Attributes:
        records: reads what is there, with the changes made so far.
        history: reads what was done before this operation.
    """

    def __init__(self, connection: Connection, name: str, now: datetime) -> None:
        self.records = Repository(connection)
        self.history = History(connection)
        self._connection = connection
        self._name = name
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
                self._replace(source, _without_link(source, source.kind.field(referrer.field), record_id))
        self._remove(record)

    def restore(self, record_id: str) -> Record:
        """Bring back a deleted record as it was, with the parts that were deleted with it, and return it.

        Links to records that are no longer there are left out.

        Raises:
            RecordMissingError: it is not in the bin.
            RecordRefusedError: it cannot be without a record that is gone.
        """
        self._must_be_open()
        entry = self.history.binned(record_id)
        if entry is None:
            raise RecordMissingError(record_id)
        record = self._without_dead_links(entry.record)
        self._must_be_new((record,))
        _must_be_complete(record)
        self._add((record,))
        for change in self.history.changes_of(entry.operation):
            part = None if change.id == record_id else self.history.binned(change.id)
            if part and part.record.kind.parent and getattr(part.record, part.record.kind.parent) == record_id:
                self.restore(change.id)
        return record

    def erase(self, record_ids: Iterable[str]) -> None:
        """Take deleted records out of the history for good, so that a person is forgotten.

        It remains to be seen that something was deleted, but not what. This operation and those before it can no
        longer be undone.

        Raises:
            RecordRefusedError: one of them was not deleted first.
        """
        self._must_be_open()
        ids = tuple(record_ids)
        if self._rows.kinds_of(ids):
            raise RecordRefusedError(
                Text("Alleen wat verwijderd is kan worden gewist.", "Only what was deleted can be erased."),
                Text("Verwijder het gegeven eerst.", "Delete the record first."),
            )
        if ids:
            erase_content(self._connection, ids)
            self._is_final = True

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
            raise RecordRefusedError(
                Text("Er is al een gegeven met kenmerk {id}.", "There is a record with id {id} already.").fill(id=taken)
            )
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
                raise RecordRefusedError(
                    Text(
                        "“{field}” bij “{kind}” verwijst naar “{target}”, dat er niet is of daar niet hoort.",
                        "“{field}” of “{kind}” links to “{target}”, which is not there or does not belong there.",
                    ).fill(field=spec.label, kind=record.kind.label, target=target)
                )

    def _without_dead_links(self, record: Record) -> Record:
        targets = {link.target_id for link in table_of(record.kind).links_of(record)}
        for dead in targets - self._rows.kinds_of(targets).keys():
            for spec in table_of(record.kind).link_fields:
                if dead in (getattr(record, spec.name) or ()):
                    record = _without_link(record, spec, dead)
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
        raise RecordRefusedError(
            Text("{kind}, “{field}”: {problem}", "{kind}, “{field}”: {problem}").fill(
                kind=record.kind.label, field=first.field.label, problem=first.problem
            )
        )


def _without_link(record: Record, spec: FieldSpec, target: str) -> Record:
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
                "“{kind}: {title}” kan niet zonder dit gegeven.", "“{kind}: {title}” cannot be without this record."
            ).fill(kind=record.kind.label, title=Text(record.title("nl"), record.title("en"))),
            Text("Verwijder of wijzig dat eerst.", "Delete or change that first."),
        )
    return changed
