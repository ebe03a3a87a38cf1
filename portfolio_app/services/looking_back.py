"""A portfolio as it was: on a day, for whoever wants to look at it or make a document of it.

“As it was on a day” is the state at the end of that day on the person's own calendar: what was done on the day itself
counts, what was done after midnight does not. How records stood is one thing and by which day they are judged is
another; a document tells both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values.dates import show_date
from portfolio_app.services.portfolio import Listing, ListQuery
from portfolio_app.storage.past import in_order

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


def state_of(portfolio: Portfolio, day: date) -> DayState:
    """Return all records as they were at the end of `day`.

    Raises:
        WrongUseError: the day has yet to come, or there was nothing yet.
        EnvironmentRefusedError: the vault cannot be read.
    """
    moment = portfolio.clock.end_of(day)
    _refuse_future(portfolio, day)
    with portfolio.vault.storage.reading() as now:
        last = now.past.last_until(moment)
        if last == 0:
            raise _nothing_yet(day)
        snapshot = now.past.after(last)
    holds = portfolio.vault.evidence.holds
    gone = frozenset(
        evidence.id for evidence in snapshot.of(Evidence) if evidence.sha256 and not holds(evidence.sha256)
    )
    if not gone:
        return DayState(day, snapshot)
    records = (record.with_values(sha256="", media_type="") if record.id in gone else record for record in snapshot)
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
    found = [
        record for record in state_of(portfolio, day).snapshot.of(kind.record_type) if not words or _says(record, words)
    ]
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
        versions = now.past.versions(record_id)
    for version in versions:
        if version.operation.number <= last:
            if version.record is None:
                break
            return version.record
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
            Text("{day} is nog niet geweest.", "{day} has yet to come.").fill(day=_said(day)),
            Text("Kies vandaag of een eerdere dag.", "Choose today or an earlier day."),
        )


def _nothing_yet(day: date) -> WrongUseError:
    return WrongUseError(
        Text("Op {day} stond er nog niets in dit portfolio.", "On {day} nothing was in this portfolio yet.").fill(
            day=_said(day)
        ),
        Text(
            "Kies een latere dag; de geschiedenis laat zien wat er wanneer is gedaan.",
            "Choose a later day; the history shows what was done when.",
        ),
    )


def _said(day: date) -> Text:
    return Text(show_date(day, "nl"), show_date(day, "en"))
