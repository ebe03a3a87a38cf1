"""A portfolio as it was: on a day, for whoever wants to look at it or make a document of it.

“As it was on a day” is the state at the end of that day on the person's own calendar: what was done on the day itself
counts, what was done after midnight does not. How records stood is one thing and by which day they are judged is
another; a document tells both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import Snapshot, links_of
from portfolio_app.domain.values.dates import show_date
from portfolio_app.services.portfolio import Listing, ListQuery
from portfolio_app.services.telling import facts_of
from portfolio_app.storage.past import Past, Version, in_order

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class DayState:
    """All records as they were at the end of a day.

    Attributes:
        without_file: ids of the evidence of that time whose file the vault no longer holds; in the snapshot these are
            evidence without a file.
    """

    day: date
    snapshot: Snapshot
    without_file: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DayOverview:
    """What there is to look through of a day; its records are read when they are looked at, kind by kind.

    Attributes:
        counts: how many records there were, by key of their kind; kinds without any are left out.
        views: the views of the CV of then.
    """

    day: date
    counts: Mapping[str, int]
    views: tuple[CvView, ...]


def overview_of(portfolio: Portfolio, day: date) -> DayOverview:
    """Return what there was at the end of `day`.

    Raises:
        WrongUseError, EnvironmentRefusedError: as `state_of`.
    """
    with _at_the_end_of(portfolio, day) as (past, last):
        return DayOverview(day, past.counts_after(last), past.of_kind_after(last, CvView))


def of_kind_on(portfolio: Portfolio, kind: RecordKind, day: date) -> tuple[Record, ...]:
    """Return the records of a kind as they were at the end of `day`, in the order of a list of them.

    Raises:
        WrongUseError, EnvironmentRefusedError: as `state_of`.
    """
    with _at_the_end_of(portfolio, day) as (past, last):
        found = past.of_kind_after(last, kind.record_type)
    gone = _without_file(portfolio, found)
    return tuple(_emptied(record) if record.id in gone else record for record in found)


def facts_on(portfolio: Portfolio, record: Record, day: date) -> tuple[tuple[Text, Text], ...]:
    """Return the fields of a record of `day` that say something, as label and value.

    What it links to is called as it was called that day; what was not there then is left out.

    Raises:
        WrongUseError, EnvironmentRefusedError: as `state_of`.
    """
    with _at_the_end_of(portfolio, day) as (past, last):
        linked = [_as_after(past.versions(target), last) for target in links_of(record)]
    return facts_of(portfolio, record, Snapshot(each for each in linked if each is not None))


def state_of(portfolio: Portfolio, day: date) -> DayState:
    """Return all records as they were at the end of `day`.

    Raises:
        WrongUseError: the day has yet to come, or there was nothing yet.
        EnvironmentRefusedError: the vault cannot be read.
    """
    with _at_the_end_of(portfolio, day) as (past, last):
        snapshot = past.after(last)
    gone = _without_file(portfolio, snapshot.of(Evidence))
    if not gone:
        return DayState(day, snapshot)
    records = (_emptied(record) if record.id in gone else record for record in snapshot)
    return DayState(day, Snapshot(records), gone)


def listing_on(portfolio: Portfolio, kind: RecordKind, day: date, query: ListQuery) -> Listing:
    """Return the records of a kind as they were at the end of `day`.

    Args:
        portfolio: whose.
        kind: of which kind.
        day: the day.
        query: its words, order, limit and offset count; there is no search index of the past, so that a word is found
            wherever it stands in a field.

    Raises:
        WrongUseError: as `state_of`, or the query names a field that the kind does not have.
        EnvironmentRefusedError: the vault cannot be read.
    """
    words = query.words.casefold().split()
    found = [record for record in of_kind_on(portfolio, kind, day) if not words or _says(record, words)]
    if query.order:
        found = in_order(kind, found, query.order)
    end = None if query.limit is None else query.offset + query.limit
    return Listing(tuple(found[query.offset : end]), len(found))


def record_on(portfolio: Portfolio, record_id: str, day: date) -> Record:
    """Return one record as it was at the end of `day`.

    Raises:
        WrongUseError: the day has yet to come, or the record was not there then.
        EnvironmentRefusedError: the vault cannot be read.
    """
    _refuse_future(portfolio, day)
    with portfolio.vault.storage.reading() as now:
        last = now.past.last_until(portfolio.clock.end_of(day))
        record = _as_after(now.past.versions(record_id), last)
    if record is not None:
        return _emptied(record) if _without_file(portfolio, [record]) else record
    raise WrongUseError(
        Text("Op {day} was er geen gegeven met kenmerk {id}.", "On {day} there was no record with id {id}.").fill(
            day=_said(day), id=record_id[:40]
        )
    )


def withheld_since(then: Snapshot, today: Snapshot, audience: Audience) -> int:
    """Return how many records an audience may see in the state of then that it may not see, or that are gone, today.

    Args:
        then: as the audience may see it.
        today: all records.
        audience: who may see them.
    """
    seen_today = {record.id for record in today.for_audience(audience)}
    return sum(record.id not in seen_today for record in then)


def _says(record: Record, words: list[str]) -> bool:
    said = " ".join(
        record.shown(spec.name, language) for spec in record.kind.fields for language in LANGUAGES
    ).casefold()
    return all(word in said for word in words)


def _refuse_future(portfolio: Portfolio, day: date) -> None:
    if day > portfolio.clock.today():
        raise WrongUseError(
            Text("{day} is nog niet geweest.", "{day} is still to come.").fill(day=_said(day)),
            Text("Kies vandaag of een eerdere dag.", "Choose today or an earlier day."),
        )


@contextmanager
def _at_the_end_of(portfolio: Portfolio, day: date) -> Iterator[tuple[Past, int]]:
    """Within the block the past is read, and the number is that of the last operation of `day` or before.

    Raises:
        WrongUseError: the day has yet to come, or there was nothing yet.
    """
    _refuse_future(portfolio, day)
    with portfolio.vault.storage.reading() as now:
        last = now.past.last_until(portfolio.clock.end_of(day))
        if last == 0:
            raise _nothing_yet(day)
        yield now.past, last


def _as_after(versions: Iterable[Version], last: int) -> Record | None:
    """Return the version of after an operation, of versions that come newest first."""
    return next((version.record for version in versions if version.operation.number <= last), None)


def _without_file(portfolio: Portfolio, records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of the evidence whose file the vault no longer holds."""
    holds = portfolio.vault.evidence.holds
    return frozenset(
        each.id for each in records if isinstance(each, Evidence) and each.sha256 and not holds(each.sha256)
    )


def _emptied(record: Record) -> Record:
    return record.with_values(sha256="", media_type="")


def _nothing_yet(day: date) -> WrongUseError:
    return WrongUseError(
        Text("Op {day} stond er nog niets in dit portfolio.", "On {day} there was nothing in this portfolio yet.").fill(
            day=_said(day)
        ),
        Text(
            "Kies een latere dag; de geschiedenis laat zien wat er wanneer is gedaan.",
            "Choose a later day; the history shows what was done when.",
        ),
    )


def _said(day: date) -> Text:
    return Text(show_date(day, "nl"), show_date(day, "en"))
