"""How a permission and what happened to it agree: what follows by itself, and what its owner is offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.permission import Permission, PermissionEvent, PermissionEventKind
from portfolio_app.domain.rules.periods import add_months

_ONE_DAY: Final = timedelta(days=1)
_MONTHS_A_YEAR: Final = 12
_EARLY: Final = 4
"""A renewal is early when what was left is at most so many times shorter than what had passed."""
_STARTS: Final = (PermissionEventKind.GIVEN, PermissionEventKind.RENEWED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A day that a permission does not name yet, though what happened to it says so.

    Attributes:
        field: the field of the permission.
        day: what would stand there.
    """

    field: str
    day: date


def carried_over(permission: Permission, before: PermissionEvent | None, after: PermissionEvent) -> Permission:
    """Return the permission as it is once an event was added or changed: its being given is told in one way only.

    A day or a way that the permission names already, and that is not from this event, stays as it is.

    Args:
        permission: the permission.
        before: the event as it was; None when it is new.
        after: the event.
    """
    day = after.happened_on
    if after.event is not PermissionEventKind.GIVEN or day is None or not _fits(permission, day):
        return permission
    was_given = before is not None and before.event is PermissionEventKind.GIVEN
    was_on = before.happened_on if before is not None and was_given else None
    was_how = before.how if before is not None and was_given else None
    if permission.given_on not in (None, was_on, day):
        return permission
    how = after.how if permission.given_how in (None, was_how) else permission.given_how
    return permission.with_values(given_on=day, given_how=how)


def offers_for(
    permission: Permission, events: Sequence[PermissionEvent], state: PermissionState, today: date
) -> Iterator[Offer]:
    """Yield what can be carried over from the events by then to the permission, when its owner wants that.

    Args:
        permission: the permission.
        events: its events, in any order.
        state: how it stands today.
        today: events after this day do not count.
    """
    known = [event for event in events if event.happened_on is not None and event.happened_on <= today]
    given = _days(known, PermissionEventKind.GIVEN)
    if permission.given_on is None and given and _fits(permission, given[0]):
        yield Offer("given_on", given[0])
    if state in (PermissionState.VALID, PermissionState.EXPIRED):
        longer = _as_long_again(permission, known)
        if longer is not None:
            yield Offer("valid_until", longer)
    ended = _days(known, PermissionEventKind.ENDED)
    if state is PermissionState.ENDED and permission.assignment_ended_on is None and ended:
        yield Offer("assignment_ended_on", ended[-1])


def _fits(permission: Permission, given_on: date) -> bool:
    return permission.valid_until is None or given_on <= permission.valid_until


def _days(events: Sequence[PermissionEvent], *kinds: PermissionEventKind) -> list[date]:
    return sorted(event.happened_on for event in events if event.event in kinds and event.happened_on is not None)


def _as_long_again(permission: Permission, events: Sequence[PermissionEvent]) -> date | None:
    """Return the last day after a renewal that changed nothing yet, were it as long as what was agreed before it.

    Where the last day is not after the renewal, that is sure. Where it is soon after it, it is taken to be the one that
    was agreed before: nobody renews for so much shorter a time.
    """
    until, renewals = permission.valid_until, _days(events, PermissionEventKind.RENEWED)
    if until is None or not renewals:
        return None
    renewed = renewals[-1]
    starts = sorted({*_days(events, *_STARTS), *((permission.given_on,) if permission.given_on else ())})
    is_early = renewed < until
    began = max((day for day in starts if day < (renewed if is_early else until)), default=None)
    if began is None or (is_early and (until - renewed) * _EARLY > renewed - began):
        return None
    for rest in (timedelta(0), _ONE_DAY):  # a year can end on the day on which it began, or on the day before that
        end = min(until, date.max - rest) + rest
        months = (end.year - began.year) * _MONTHS_A_YEAR + end.month - began.month
        if months and add_months(began, months) == end:
            return add_months(renewed, months) - rest
    return date.fromordinal(min(renewed.toordinal() + (until - began).days, date.max.toordinal()))
