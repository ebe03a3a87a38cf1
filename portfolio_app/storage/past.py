"""The past as one transaction sees it: how everything was, the versions of a record, what lies in the bin.

How it was after an operation is reckoned back from today: only the records that were changed since are touched, so that
yesterday costs little however large the portfolio is. The order of the operations decides, not their clock times: with
a clock that was set back, "as of a moment" is the state after the newest operation that bears no later time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import ValueType
from portfolio_app.storage.history import (
    BIN,
    OPERATION_COLUMNS,
    BinEntry,
    History,
    Operation,
    PlainRecord,
    RecordChange,
    bin_entry_of,
    change_of,
    operation_of,
    record_from_history,
    stored_moment,
    was_undone,
    with_difference,
)
from portfolio_app.storage.repository import Repository
from portfolio_app.storage.tables import CHANGE, OPERATION, RECORD, SEARCH, order_terms
from portfolio_app.storage.words import match_expression

R = TypeVar("R", bound=Record)

_AT_ONCE: Final = 1_000
_KINDS: Final = frozenset(kind.key for kind in KINDS)
_State = tuple[str, PlainRecord] | None
"""Kind and fields of a record, or None where there was none."""


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word that somebody seeks in the past, and what else it may mean.

    Attributes:
        text: part of what a record said or says; small and capital letters are the same.
        kinds: keys of the kinds of record that it may be the name of.
        names: names of operations that it may be the name of.
    """

    text: str
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a record.

    Attributes:
        operation: what brought it about.
        change: how.
        record: the record from then on; None when it was deleted, erased or is of a kind that is not known here.
    """

    operation: Operation
    change: RecordChange
    record: Record | None


@dataclass(frozen=True, slots=True)
class Binned:
    """A deleted record as the bin lists it.

    Attributes:
        entry: the record, and what deleted it when.
        name: of the operation that deleted it.
        parts: how many parts were deleted with it and come back with it; they are not listed themselves.
    """

    entry: BinEntry
    name: str
    parts: int


class Past:
    """The past as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`."""
        self._connection = connection

    # -- how it was ---------------------------------------------------------------------------------------------------

    def last_until(self, moment: datetime) -> int:
        """Return the number of the newest operation that bears `moment` or an earlier time; 0 when there is none."""
        newest = (
            select(OPERATION.c.number)
            .where(OPERATION.c.at <= stored_moment(moment))
            .order_by(OPERATION.c.number.desc())
            .limit(1)
        )
        return int(self._connection.execute(newest).scalar() or 0)

    def as_of(self, moment: datetime) -> Snapshot:
        """Return all records as they were at `moment`, an aware one; what was erased since is left out."""
        return self.after(self.last_until(moment))

    def after(self, operation: int) -> Snapshot:
        """Return all records as they were after an operation; 0 is before the first."""
        today = {record.id: record for record in Repository(self._connection).snapshot()}
        touched = self._taken_back(operation, today)
        by_kind: dict[str, list[Record]] = {kind.key: [] for kind in KINDS}
        for record in today.values():
            if record.id not in touched:
                by_kind[record.kind.key].append(record)
        out_of_order: set[str] = set()
        for was in touched.values():
            if was is not None:
                by_kind[was.kind.key].append(was)
                out_of_order.add(was.kind.key)
        return Snapshot(
            record
            for kind in KINDS
            for record in (in_order(kind, by_kind[kind.key]) if kind.key in out_of_order else by_kind[kind.key])
        )

    def counts_after(self, operation: int) -> dict[str, int]:
        """Return how many records of each kind there were after an operation, by key; kinds without any are left out.

        What was changed since is only counted, not read.
        """
        counts = Counter(Repository(self._connection).counts())
        first = select(OPERATION.c.first_change).where(OPERATION.c.number == operation + 1).scalar_subquery()
        oldest = select(func.min(CHANGE.c.number)).where(CHANGE.c.number >= first).group_by(CHANGE.c.record_id)
        then = select(CHANGE.c.kind, CHANGE.c.record_id, CHANGE.c.action, CHANGE.c.erased)
        of_now = select(RECORD.c.kind).where(RECORD.c.id == CHANGE.c.record_id).scalar_subquery()
        for row in self._connection.execute(then.add_columns(of_now).where(CHANGE.c.number.in_(oldest))).all():
            kind, _record_id, action, erased, now = row
            if now is not None:
                counts[now] -= 1
            if action != "added" and not erased and kind in _KINDS:
                counts[kind] += 1
        return {kind: count for kind, count in counts.items() if count}

    def of_kind_after(self, operation: int, record_type: type[R]) -> tuple[R, ...]:
        """Return the records of one kind as they were after an operation, in the order of a list of them."""
        kind = record_type.kind
        today: dict[str, Record] = {record.id: record for record in Repository(self._connection).all(record_type)}
        touched = self._taken_back(operation, today, kind.key)
        found = [record for record in today.values() if record.id not in touched]
        was = [record for record in touched.values() if record is not None]
        if was:
            found = in_order(kind, [*found, *was])
        return tuple(record for record in found if isinstance(record, record_type))

    def explains_everything(self) -> bool:
        """Tell whether taking back all that was ever done leaves nothing: no record was written past the history."""
        today = {record.id: record for record in Repository(self._connection).snapshot()}
        touched = self._taken_back(0, today)
        return today.keys() <= touched.keys() and not any(touched.values())

    def versions(self, record_id: str) -> list[Version]:
        """Return the states that a record has had, newest first; empty when it was never there."""
        record = Repository(self._connection).find(record_id)
        state: _State = None if record is None else (record.kind.key, record.to_plain())
        found: list[Version] = []
        for operation, change in History(self._connection).changes_to(record_id):
            was = None if state is None else record_from_history(state[0], record_id, state[1])
            found.append(Version(operation, change, was))
            state = _before(change, state)
        undone = self._undone([version.operation.number for version in found])
        return [
            replace(version, operation=replace(version.operation, is_undone=version.operation.number in undone))
            for version in found
        ]

    # -- what was done ------------------------------------------------------------------------------------------------

    def operations(
        self, words: Sequence[SoughtWord] = (), *, before: int | None = None, limit: int = 50
    ) -> list[Operation]:
        """Return operations, newest first.

        Args:
            words: only operations to which each of these has to do: by their name, by the kind of a record that they
                changed, or by what such a record says today, said before or said after.
            before: only operations with a lower number: where the page before ended.
            limit: at most so many.
        """
        statement = (
            select(*OPERATION_COLUMNS, was_undone(OPERATION.c.number))
            .where(*(_has_to_do_with(word) for word in words))
            .order_by(OPERATION.c.number.desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(OPERATION.c.number < before)
        width = len(OPERATION_COLUMNS)
        found = [
            replace(operation_of(row[:width]), is_undone=bool(row[width]))
            for row in self._connection.execute(statement)
        ]
        return History(self._connection).with_subjects(found)

    def count(self) -> int:
        """Return how many operations there were."""
        return int(self._connection.execute(select(func.count()).select_from(OPERATION)).scalar_one())

    def first_moment(self) -> datetime | None:
        """Return when the first operation was done; None when nothing was."""
        first = self._connection.execute(select(OPERATION.c.at).where(OPERATION.c.number == 1)).scalar()
        return None if first is None else datetime.fromisoformat(first)

    # -- the bin ------------------------------------------------------------------------------------------------------

    def bin(self, words: Sequence[SoughtWord] = (), *, limit: int = 100, offset: int = 0) -> list[Binned]:
        """Return what was deleted and can be brought back, the last deleted first.

        A part that was deleted with its whole, which lies in the bin too, is counted there and not listed itself.
        """
        statement = self._binned(words).add_columns(OPERATION.c.name).limit(limit).offset(offset)
        found: list[Binned] = []
        for row in self._connection.execute(statement):
            entry = bin_entry_of(row)
            if entry is not None:
                found.append(Binned(entry, row.name, self._parts(entry)))
        return found

    def bin_count(self, words: Sequence[SoughtWord] = ()) -> int:
        """Return how many entries `bin` would list without its limit."""
        listed = self._binned(words).order_by(None).with_only_columns(CHANGE.c.number).subquery()
        return int(self._connection.execute(select(func.count()).select_from(listed)).scalar_one())

    def _binned(self, words: Sequence[SoughtWord]) -> Select[Any]:
        return BIN.where(~_WENT_WITH_ITS_WHOLE, *(_is_about(word) for word in words))

    def _parts(self, entry: BinEntry) -> int:
        parents = _PARTS_OF.get(entry.record.kind.key, ())
        if not parents:
            return 0
        counted = BIN.order_by(None).with_only_columns(func.count())
        is_part = or_(
            *(
                and_(CHANGE.c.kind == part, func.json_extract(CHANGE.c.before, f"$.{field}") == entry.record.id)
                for part, field in parents
            )
        )
        counted = counted.where(CHANGE.c.operation == entry.operation, is_part)
        first, changes = self._connection.execute(
            select(OPERATION.c.first_change, OPERATION.c.changes).where(OPERATION.c.number == entry.operation)
        ).one()
        in_place = CHANGE.c.number.between(first, first + changes - 1)
        return int(self._connection.execute(counted.where(in_place)).scalar_one())

    # -- within -------------------------------------------------------------------------------------------------------

    def _taken_back(self, operation: int, today: dict[str, Record], kind: str = "") -> dict[str, Record | None]:
        """Return how the records were after an operation that were changed since; None for those that were not there.

        With the key of a kind only those of that kind, of which `today` then holds all.

        A record that was only changed is today's with some fields as they were: the others are not gone through.
        """
        otherwise: dict[str, PlainRecord] = {}
        states: dict[str, _State] = {}
        for change in self._changes_since(operation, kind):
            said = change.before if change.action == "changed" and not change.erased else None
            if said is not None and change.id in today and change.id not in states:
                otherwise.setdefault(change.id, {}).update(said)
            else:
                states[change.id] = _before(change, states.get(change.id))
        touched: dict[str, Record | None] = {
            record_id: _with_fields(today[record_id], fields) for record_id, fields in otherwise.items()
        }
        for record_id, state in states.items():
            touched[record_id] = None if state is None else record_from_history(state[0], record_id, state[1])
        return touched

    def _changes_since(self, operation: int, kind: str = "") -> Iterator[RecordChange]:
        """Go through what was changed after an operation, newest first; of one kind, or of all."""
        first = select(OPERATION.c.first_change).where(OPERATION.c.number == operation + 1)
        number = self._connection.execute(first).scalar()
        if number is None:
            return
        # What came after is not needed to go back, and the content of what was added is not either.
        columns = (
            CHANGE.c.kind,
            CHANGE.c.record_id,
            CHANGE.c.action,
            CHANGE.c.before,
            literal(None),
            CHANGE.c.erased,
        )
        statement = select(*columns).where(CHANGE.c.number >= number).order_by(CHANGE.c.number.desc())
        if kind:
            statement = statement.where(CHANGE.c.kind == kind)
        for some in self._connection.execute(statement).partitions(_AT_ONCE):
            yield from map(change_of, some)

    def _undone(self, numbers: list[int]) -> set[int]:
        statement = select(OPERATION.c.number).where(
            OPERATION.c.number.in_(select(func.json_each(json.dumps(numbers)).table_valued("value").c.value)),
            was_undone(OPERATION.c.number),
        )
        return set(self._connection.execute(statement).scalars())


def _before(change: RecordChange, state: _State) -> _State:
    """Return what a record was before a change, given what it was after."""
    if change.erased or change.action == "added" or change.before is None:
        return None
    if change.action == "deleted":
        return change.kind, change.before
    return None if state is None else (state[0], with_difference(state[1], change.before))


def _with_fields(record: Record, fields: PlainRecord) -> Record:
    """Return the record with some fields as the history holds them, as far as they are known today."""
    types = {spec.name: spec.type for spec in record.kind.fields if spec.name in fields}
    return record.with_values(
        **{
            name: value_type.empty() if fields[name] is None else value_type.from_plain(fields[name])
            for name, value_type in types.items()
        }
    )


def in_order(kind: RecordKind, records: Iterable[Record], order: Sequence[str] = ()) -> list[Record]:
    """Return records of a kind as a list shows them.

    Args:
        kind: theirs.
        records: in any order.
        order: field names, a leading minus for downward; the kind's own order when empty.

    Raises:
        ValueProblem: the kind has no such field.
    """
    ordered = sorted(records, key=lambda record: record.id)
    for name, downward in reversed(order_terms(kind, order)):
        value_type = kind.field(name).type

        def place(record: Record, name: str = name, value_type: ValueType[Any] = value_type) -> tuple[bool, str | int]:
            stored = value_type.to_column(getattr(record, name))
            latest = (stored is None) == (name == kind.ongoing)
            return latest, stored.lower() if isinstance(stored, str) else stored or 0

        ordered.sort(key=place, reverse=downward)
    return ordered


def _has_to_do_with(word: SoughtWord) -> ColumnElement[bool]:
    """Return the condition on an operation that it has to do with a word."""
    among = exists().where(
        CHANGE.c.number >= OPERATION.c.first_change,
        CHANGE.c.number < OPERATION.c.first_change + OPERATION.c.changes,
        or_(_is_about(word), _says(CHANGE.c.after, word.text)),
    )
    return or_(OPERATION.c.name.in_(word.names), among)


def _is_about(word: SoughtWord) -> ColumnElement[bool]:
    """Return the condition on a change that it is about a word."""
    expression = match_expression(word.text)
    said_today: ColumnElement[bool] = false()
    if expression is not None:
        found = select(SEARCH.c.rowid).where(literal_column("search").op("MATCH")(expression))
        said_today = CHANGE.c.record_id.in_(select(RECORD.c.id).where(RECORD.c.number.in_(found)))
    return or_(CHANGE.c.kind.in_(word.kinds), said_today, _says(CHANGE.c.before, word.text))


def _says(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Return the condition that a field in a column of JSON holds a word; the names of the fields do not count."""
    value = func.json_each(column).table_valued("value").c.value
    # The whole text is looked at first: taking it apart costs ten times as much.
    return and_(
        column.contains(json.dumps(word, ensure_ascii=False)[1:-1], autoescape=True),
        exists().where(value.contains(word, autoescape=True)),
    )


_PARTS_OF: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    whole.key: tuple(
        (part.key, part.parent)
        for part in KINDS
        if part.parent and whole.key in part.field(part.parent).type.kinds  # type: ignore[attr-defined]
    )
    for whole in KINDS
}
"""For each kind the kinds of its parts, with the field that names the whole."""

_whole = CHANGE.alias("whole")
_after_whole = CHANGE.alias("after_whole")
_id_of_whole: Final = func.json_extract(
    CHANGE.c.before, case({kind.key: f"$.{kind.parent}" for kind in KINDS if kind.parent}, value=CHANGE.c.kind)
)
_WENT_WITH_ITS_WHOLE: Final = and_(
    CHANGE.c.kind.in_([kind.key for kind in KINDS if kind.parent]),
    exists().where(
        _whole.c.record_id == _id_of_whole,
        _whole.c.operation == CHANGE.c.operation,
        _whole.c.action == "deleted",
        _whole.c.erased == 0,
        ~exists().where(RECORD.c.id == _whole.c.record_id),
        ~exists().where(_after_whole.c.record_id == _whole.c.record_id, _after_whole.c.operation > _whole.c.operation),
    ),
)
