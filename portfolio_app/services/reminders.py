"""What asks for attention soon: what runs out, what has a deadline, what was not looked at for long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Qualification
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus, LawReview
from portfolio_app.domain.records.permission import Permission
from portfolio_app.domain.records.person import Person
from portfolio_app.registers.catalogue import Registers

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

R = TypeVar("R", bound=Record)

LOOK_AHEAD: Final = timedelta(days=180)
CV_FRESH: Final = timedelta(days=365)
_MOST_OF_A_KIND: Final = 500

_EXPIRES: Final = Text("{title} verloopt", "{title} expires")
_PERMISSION_ENDS: Final = Text("Toestemming {title} loopt af", "Permission {title} ends")
_PERMISSION_REVIEW: Final = Text("Toestemming {title} nakijken", "Review permission {title}")
_PERMISSION_DELETE: Final = Text("Toestemming {title} verwijderen", "Delete permission {title}")
_LAW: Final = Text("{title} opnieuw nalopen", "Review {title} again")
_GOAL: Final = Text("Doel: {title}", "Goal: {title}")
_ACTION: Final = Text("Actie: {title}", "Action: {title}")
_PERMISSION_DAYS: Final = {
    "valid_until": _PERMISSION_ENDS,
    "review_on": _PERMISSION_REVIEW,
    "delete_on": _PERMISSION_DELETE,
}
_UNDER_WAY: Final = (GoalStatus.PLANNED, GoalStatus.RUNNING)
_CV: Final = Text("Cv nakijken en als actueel bevestigen", "Check the CV and confirm that it is up to date")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that asks for attention.

    Attributes:
        day: when it must have been done, or runs out.
        kind: key of the kind of the record concerned.
    """

    day: date
    text: Text
    kind: str
    record_id: str


def reminders(portfolio: Portfolio, registers: Registers, today: date) -> tuple[Reminder, ...]:
    """Return what has a day before `today` + `LOOK_AHEAD` and is not done, the earliest first; one thing a record."""
    until = today + LOOK_AHEAD
    found = [
        *_qualifications(portfolio, until),
        *_permissions(portfolio, until),
        *_plan(portfolio, until),
        *_laws(portfolio, registers, until),
        *_cv(portfolio, until),
    ]
    earliest: dict[str, Reminder] = {}
    for each in sorted(found, key=lambda reminder: (reminder.day, reminder.text.nl)):
        earliest.setdefault(each.record_id, each)
    return tuple(earliest.values())


def _with_day(portfolio: Portfolio, record_type: type[R], field: str, until: date) -> Iterator[tuple[R, date]]:
    """Yield the records of which the date in `field` is not after `until`, with that date."""
    from portfolio_app.storage.repository import ListQuery, Where

    query = ListQuery(where=(Where(field, "at most", until),), order=(field,), limit=_MOST_OF_A_KIND)
    for each in portfolio.records(record_type.kind, query).records:
        day = getattr(each, field)
        if isinstance(each, record_type) and isinstance(day, date):
            yield each, day


def _qualifications(portfolio: Portfolio, until: date) -> Iterator[Reminder]:
    for each, day in _with_day(portfolio, Qualification, "expires_on", until):
        yield Reminder(day, _about(_EXPIRES, each), each.kind.key, each.id)


def _permissions(portfolio: Portfolio, until: date) -> Iterator[Reminder]:
    for field, text in _PERMISSION_DAYS.items():
        for each, day in _with_day(portfolio, Permission, field, until):
            if not (field == "valid_until" and each.assignment_ended_on):
                yield Reminder(day, _about(text, each), each.kind.key, each.id)


def _plan(portfolio: Portfolio, until: date) -> Iterator[Reminder]:
    for goal, day in _with_day(portfolio, Goal, "deadline", until):
        if goal.status in _UNDER_WAY:
            yield Reminder(day, _about(_GOAL, goal), goal.kind.key, goal.id)
    for action, day in _with_day(portfolio, Action, "deadline", until):
        if action.status in _UNDER_WAY:
            yield Reminder(day, _about(_ACTION, action), action.kind.key, action.id)


def _laws(portfolio: Portfolio, registers: Registers, until: date) -> Iterator[Reminder]:
    """Yield the laws whose newest review asks for another."""
    newest: dict[str, LawReview] = {}
    for each in portfolio.records(LawReview.kind).records:
        if isinstance(each, LawReview) and each.law and each.reviewed_on:
            known = newest.get(each.law[0])
            if known is None or (known.reviewed_on or date.min) < each.reviewed_on:
                newest[each.law[0]] = each
    for code, review in newest.items():
        if review.next_review and review.next_review <= until:
            entry = registers.find(code)
            title = entry.label if entry else same_in_both(code)
            yield Reminder(review.next_review, _LAW.fill(title=title), LawReview.kind.key, review.id)


def _cv(portfolio: Portfolio, until: date) -> Iterator[Reminder]:
    for each in portfolio.records(Person.kind).records:
        if isinstance(each, Person) and each.cv_confirmed_on and each.cv_confirmed_on + CV_FRESH <= until:
            yield Reminder(each.cv_confirmed_on + CV_FRESH, _CV, Person.kind.key, each.id)


def _about(text: Text, record: Record) -> Text:
    return text.fill(title=Text(record.title("nl"), record.title("en")))
