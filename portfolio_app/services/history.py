"""The history of a portfolio as a person reads it: what was done, what that changed, the versions of a record.

Putting an earlier version back is a new operation, that can be undone like any other: the history only ever grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.services.operations import OperationName
from portfolio_app.services.own_shelf import rule_log_of
from portfolio_app.services.rule_log import RuleDeed
from portfolio_app.services.telling import Teller, linked_in
from portfolio_app.storage.history import ChangeSet, Operation, RecordChange
from portfolio_app.storage.past import SoughtWord, Version
from portfolio_app.storage.repository import RecordTitle

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.store import Reading

_NEVER: Final = Text("Er is nooit een gegeven met kenmerk {id} geweest.", "There has never been a record with id {id}.")
_KINDS: Final[Mapping[str, RecordKind]] = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A part of the history.

    Attributes:
        operations: newest first, each knowing whether it was undone.
        older: there are more, before the last of these.
        undo: what undoing would take back now; None when there is nothing.
        redo: the undoing that doing again would take back now; None when there is nothing.
        rules: what was done to the person's own registers and rules since the oldest of the operations, newest first.
    """

    operations: tuple[Operation, ...]
    older: bool
    undo: Operation | None
    redo: Operation | None
    rules: tuple[RuleDeed, ...] = ()

    def entries(self) -> Iterator[Operation | RuleDeed]:
        """Go through all that was done, newest first."""
        deeds = list(self.rules)
        for operation in self.operations:
            while deeds and deeds[0].after >= operation.number:
                yield deeds.pop(0)
            yield operation
        yield from deeds


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """What one field said before and after, in words; that it was empty is in words too."""

    name: str
    label: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """What an operation did to one record.

    Attributes:
        action: `added`, `changed` or `deleted`.
        title: what it is called now, or was called last; None when that was erased for good.
        is_there: it is in the portfolio now.
        differences: field by field.
    """

    kind: str
    id: str
    action: str
    title: Text | None
    is_there: bool
    differences: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A part of what an operation changed, and how many records it changed in all."""

    records: tuple[ChangedRecord, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of a record.

    Attributes:
        operation: what brought it about.
        action: `added`, `changed` or `deleted`.
        differences: from the version before, field by field; of a deletion what was lost.
        record: the record from then on; None when it was deleted or its content was erased for good.
        is_current: it is the record as it stands now.
    """

    operation: Operation
    action: str
    differences: tuple[FieldDifference, ...]
    record: Record | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Story:
    """All that happened to a record.

    Attributes:
        kind: key of its kind.
        title: what it is called now, or was called last; None when that was erased for good.
        is_there: it is in the portfolio now.
        versions: newest first.
    """

    kind: str
    id: str
    title: Text | None
    is_there: bool
    versions: tuple[RecordVersion, ...]


@dataclass(frozen=True, slots=True)
class Reverted:
    """A record after an earlier version was put back.

    Attributes:
        record: as it stands now.
        changes: what that changed.
        left_out: labels of the fields of which links were left out, since what they led to is no longer there.
    """

    record: Record
    changes: ChangeSet
    left_out: tuple[Text, ...]


def history_page(portfolio: Portfolio, words: str = "", *, before: int | None = None, limit: int = 50) -> HistoryPage:
    """Return a part of the history.

    Args:
        portfolio: whose.
        words: only operations to which all of these have to do: by what was done, the kind of record, or what a record
            that was changed says now, said before or said after.
        before: only operations with a lower number: that of the last one of the part before.
        limit: at most so many.
    """
    with portfolio.vault.storage.reading() as now:
        found = now.past.operations(sought(words), before=before, limit=limit + 1)
        undo, redo = now.history.undoable(), now.history.redoable()
    shown, older = tuple(found[:limit]), len(found) > limit
    deeds = _deeds(portfolio, words, shown[-1].number if older else 0, before)
    return HistoryPage(shown, older, undo, redo, deeds)


def _deeds(portfolio: Portfolio, words: str, first: int, before: int | None) -> tuple[RuleDeed, ...]:
    """Return what was done to one's own rules from an operation on until before another, newest first."""
    log = rule_log_of(portfolio.vault)
    wanted = words.casefold().split()
    return tuple(
        deed
        for deed in reversed(log.deeds if log is not None else ())
        if first <= deed.after
        and (before is None or deed.after < before)
        and all(word in f"{deed.what.nl} {deed.what.en}".casefold() for word in wanted)
    )


def changes_of(portfolio: Portfolio, operation: int, limit: int = 50) -> Changes:
    """Return what an operation changed, at most `limit` records of it."""
    with portfolio.vault.storage.reading() as now:
        changes = now.history.changes_of(operation)
        shown = changes[:limit]
        titles = titles_in(now, (change.id for change in shown))
        teller = _teller(portfolio, now, shown, titles)
        there = now.records.titles(change.id for change in shown)
    told = (
        ChangedRecord(
            change.kind,
            change.id,
            change.action,
            teller.title(titles[change.id]) if change.id in titles else None,
            change.id in there,
            _differences(change, teller),
        )
        for change in shown
    )
    return Changes(tuple(told), len(changes))


def story_of(portfolio: Portfolio, record_id: str) -> Story:
    """Return all that happened to a record, also one that was deleted.

    Raises:
        WrongUseError: there never was such a record.
    """
    with portfolio.vault.storage.reading() as now:
        versions = now.past.versions(record_id)
        if not versions:
            raise WrongUseError(
                Text(
                    "Er is nooit een gegeven met kenmerk {id} geweest.", "There has never been a record with id {id}."
                ).fill(id=record_id[:40])
            )
        changes = [version.change for version in versions]
        titles = titles_in(now, [record_id])
        teller = _teller(portfolio, now, changes, titles)
    return Story(
        kind=changes[0].kind,
        id=record_id,
        title=teller.title(titles[record_id]) if record_id in titles else None,
        is_there=changes[0].action != "deleted",
        versions=tuple(
            RecordVersion(
                version.operation,
                version.change.action,
                _differences(version.change, teller),
                version.record,
                is_current=at == 0 and version.change.action != "deleted",
            )
            for at, version in enumerate(versions)
        ),
    )


def revert(portfolio: Portfolio, record_id: str, operation: int) -> Reverted:
    """Put a record back as it was right after an operation; also one that lies in the bin.

    Raises:
        WrongUseError: it was not there then, is that already, or cannot be without a record that is gone.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    with portfolio.vault.storage.transaction(OperationName.REVERT) as unit:
        wanted = _version(unit.past.versions(record_id), operation)
        if unit.records.find(record_id) == wanted:
            raise WrongUseError(
                Text("Het gegeven is al zoals het toen was.", "The record is already as it was then."),
            )
        record = unit.revert(wanted)
    left_out = tuple(
        spec.label for spec in record.kind.fields if getattr(record, spec.name) != getattr(wanted, spec.name)
    )
    return Reverted(record, unit.change_set, left_out)


def sought(words: str) -> tuple[SoughtWord, ...]:
    """Return words that a person typed to find something in the past, each with what else it may be the name of."""
    return tuple(
        SoughtWord(
            word,
            tuple(kind.key for kind in KINDS if _names(word, (kind.label, kind.plural))),
            tuple(name.value for name in OperationName if _names(word, (name.label,))),
        )
        for word in words.split()
    )


def titles_in(now: Reading, record_ids: Iterable[str]) -> dict[str, RecordTitle]:
    """Return what records are called, of those in the bin what they were called last; erased ones are left out."""
    wanted = list(dict.fromkeys(record_ids))
    titles = now.records.titles(wanted)
    for record_id in wanted:
        entry = None if record_id in titles else now.history.binned(record_id)
        if entry is not None:
            kind, record = entry.record.kind.key, entry.record
            titles[record_id] = RecordTitle(kind, record_id, record.title("nl"), record.title("en"))
    return titles


def _names(word: str, labels: Iterable[Text]) -> bool:
    return any(
        part.startswith(word.casefold())
        for label in labels
        for language in LANGUAGES
        for part in label.say(language).casefold().split()
    )


def _version(versions: Sequence[Version], operation: int) -> Record:
    for version in versions:
        if version.operation.number <= operation:
            if version.record is None:
                break
            return version.record
    raise WrongUseError(
        Text("Na handeling {n} was dit gegeven er niet.", "After operation {n} this record did not exist.").fill(
            n=operation
        ),
        Text("Kies een andere versie.", "Choose another version."),
    )


def _teller(
    portfolio: Portfolio, now: Reading, changes: Sequence[RecordChange], titles: Mapping[str, RecordTitle]
) -> Teller:
    linked: set[str] = set()
    for change in changes:
        kind = _KINDS.get(change.kind)
        for plain in (change.before, change.after):
            if kind is not None and plain:
                linked |= linked_in((spec, plain.get(spec.name)) for spec in kind.fields)
    return Teller(portfolio.registers, {**titles_in(now, linked), **titles})


def _differences(change: RecordChange, teller: Teller) -> tuple[FieldDifference, ...]:
    kind = _KINDS.get(change.kind)
    if kind is None:
        return ()
    before, after = change.before or {}, change.after or {}
    return tuple(
        FieldDifference(
            spec.name,
            spec.label,
            teller.plain(spec, before.get(spec.name)),
            teller.plain(spec, after.get(spec.name)),
        )
        for spec in kind.fields
        if spec.name in before or spec.name in after
    )
