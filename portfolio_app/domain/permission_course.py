"""The course of one permission: what happened to it and when, what is still to come, and what can be noted now.

`permissions.state_on` says how a permission stands on a day; this tells the story around that answer, for the strip
above its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.permission_agreement import Offer, offers_for
from portfolio_app.domain.permissions import PermissionState, state_on
from portfolio_app.domain.records.permission import (
    Exchange,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)

_ONE_DAY: Final = timedelta(days=1)
_SHARED: Final = Text("Gedeeld", "Shared")
_GIVEN: Final = Text("Gegeven", "Given")
_VALID_UNTIL: Final = Text("Geldig tot en met", "Valid until")
_ASSIGNMENT_ENDED: Final = Text("Opdracht geëindigd", "Assignment ended")
_REVIEW: Final = Text("Nakijken", "Review")
_DELETE: Final = Text("Verwijderen", "Delete")
_NOT_ALLOWED: Final = Text("zonder geldige toestemming", "without a valid permission")
_OVERDUE: Final = Text("nog te doen", "still to be done")

_OVER: Final = (PermissionState.REFUSED, PermissionState.WITHDRAWN, PermissionState.ENDED)
"""States in which the last day of validity says nothing any more."""

_NEEDS_GIVER: Final = (PermissionEventKind.GIVEN, PermissionEventKind.REFUSED, PermissionEventKind.WITHDRAWN)
"""What only somebody can do whose permission is the ground."""

_STEPS: Final[Mapping[PermissionState, tuple[PermissionEventKind, ...]]] = MappingProxyType(
    {
        PermissionState.REQUESTED: (PermissionEventKind.GIVEN, PermissionEventKind.REFUSED),
        PermissionState.VALID: (
            PermissionEventKind.RENEWED,
            PermissionEventKind.WITHDRAWN,
            PermissionEventKind.ENDED,
        ),
        PermissionState.EXPIRED: (PermissionEventKind.RENEWED, PermissionEventKind.ENDED),
        PermissionState.REFUSED: (PermissionEventKind.GIVEN,),
        PermissionState.WITHDRAWN: (PermissionEventKind.GIVEN,),
        PermissionState.ENDED: (PermissionEventKind.GIVEN,),
    }
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the course.

    Attributes:
        day: when.
        sign: what it is: the key of an event, `exchange`, or the field of the permission that names the day.
        label: what it is, in words.
        about: with whom data were shared; empty for all else.
        kind: the kind of the record that says so.
        record_id: that record.
        field: the field of the permission, where that says so; empty for an event or an exchange.
        doubt: what is wrong with it; nothing when all is well.
    """

    day: date
    sign: str
    label: Text
    kind: str
    record_id: str
    about: str = ""
    field: str = ""
    doubt: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a permission as it stands on a day.

    Attributes:
        permission: the permission.
        today: the day.
        state: how it stands.
        since: the first day of an unbroken row of days in that state; None when it never was otherwise.
        behind: what was until and with today, in order.
        ahead: what is to come, in order.
        steps: the events that it makes sense to note now.
        may_share: whether sharing makes sense now.
        renewed_on: the day of a renewal after the last day of validity, which was left as it was; None when that is
            not so.
    """

    permission: Permission
    today: date
    state: PermissionState
    since: date | None
    behind: tuple[Moment, ...]
    ahead: tuple[Moment, ...]
    steps: tuple[PermissionEventKind, ...]
    may_share: bool
    renewed_on: date | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def has_history(self) -> bool:
        """Whether it is known of this permission that it was given, refused or shared on."""
        return bool(self.behind)

    @property
    def asks_nobody(self) -> bool:
        """Whether data are shared on a ground for which nobody's permission is needed."""
        return self.permission.ground not in (None, Ground.CONSENT)


def course_of(
    permission: Permission, events: Iterable[PermissionEvent], exchanges: Iterable[Exchange], today: date
) -> Course:
    """Return the course of `permission` as it stands on `today`.

    Args:
        permission: the permission.
        events: its events, in any order.
        exchanges: what was shared on the ground of it, in any order.
        today: the day; what lies after it is still to come.
    """
    happened = tuple(event for event in events if event.happened_on is not None)
    state = state_on(permission, happened, today)
    moments = sorted(_moments(permission, happened, exchanges, today, state), key=_in_order)
    asks_nobody = permission.ground not in (None, Ground.CONSENT)
    return Course(
        permission,
        today,
        state,
        _since(permission, happened, today, state),
        tuple(moment for moment in moments if moment.day <= today),
        tuple(moment for moment in moments if moment.day > today),
        _steps(state, asks_nobody=asks_nobody),
        state is PermissionState.VALID or (asks_nobody and state is PermissionState.REQUESTED),
        _renewed_too_late(permission, happened, today, state),
        tuple(offers_for(permission, happened, state, today)),
    )


def _steps(state: PermissionState, *, asks_nobody: bool) -> tuple[PermissionEventKind, ...]:
    if not asks_nobody:
        return _STEPS[state]
    if state is PermissionState.REQUESTED:
        return (PermissionEventKind.ENDED,)
    return tuple(step for step in _STEPS[state] if step not in _NEEDS_GIVER)


def _moments(
    permission: Permission,
    events: Sequence[PermissionEvent],
    exchanges: Iterable[Exchange],
    today: date,
    state: PermissionState,
) -> Iterator[Moment]:
    for event in events:
        if event.happened_on is not None and event.event is not None:
            yield Moment(
                event.happened_on, event.event.value, event.event.label.capitalised(), event.kind.key, event.id
            )
    for exchange in exchanges:
        if exchange.exchanged_on is not None:
            doubt = NO_TEXT if _was_allowed(permission, events, exchange) else _NOT_ALLOWED
            key = exchange.kind.key
            yield Moment(exchange.exchanged_on, key, _SHARED, key, exchange.id, exchange.recipient, doubt=doubt)
    given = {event.happened_on for event in events if event.event is PermissionEventKind.GIVEN}
    days = (
        ("given_on", _GIVEN, permission.given_on not in given),
        ("valid_until", _VALID_UNTIL, state not in _OVER),
        ("assignment_ended_on", _ASSIGNMENT_ENDED, True),
        ("review_on", _REVIEW, True),
        ("delete_on", _DELETE, True),
    )
    for field, label, counts in days:
        day = getattr(permission, field)
        if day is not None and counts:
            is_late = field in ("review_on", "delete_on") and day < today
            doubt = _OVERDUE if is_late else NO_TEXT
            yield Moment(day, field, label, permission.kind.key, permission.id, field=field, doubt=doubt)


def _was_allowed(permission: Permission, events: Sequence[PermissionEvent], exchange: Exchange) -> bool:
    """Tell whether the permission held when it was used; the day on which it ended gets the benefit of the doubt."""
    day = exchange.exchanged_on
    if day is None or exchange.ground not in (None, Ground.CONSENT):
        return True
    days = (day, day - _ONE_DAY) if day > date.min else (day,)
    return any(state_on(permission, tuple(events), each) is PermissionState.VALID for each in days)


def _since(
    permission: Permission, events: Sequence[PermissionEvent], today: date, state: PermissionState
) -> date | None:
    turns = {event.happened_on for event in events if event.happened_on is not None}
    if permission.given_on is not None:
        turns.add(permission.given_on)
    if permission.valid_until is not None and permission.valid_until < today:
        turns.add(permission.valid_until + _ONE_DAY)
    since: date | None = None
    for day in sorted((day for day in turns if day <= today), reverse=True):
        if state_on(permission, tuple(events), day) is not state:
            return since
        since = day
    return None if state is PermissionState.REQUESTED else since


def _renewed_too_late(
    permission: Permission, events: Sequence[PermissionEvent], today: date, state: PermissionState
) -> date | None:
    until = permission.valid_until
    if state is not PermissionState.EXPIRED or until is None:
        return None
    renewals = [
        event.happened_on
        for event in events
        if event.event in (PermissionEventKind.RENEWED, PermissionEventKind.GIVEN)
        and event.happened_on is not None
        and until < event.happened_on <= today
    ]
    last = max(renewals, default=None)
    closed = any(
        event.event is PermissionEventKind.EXPIRED and last is not None and (event.happened_on or last) >= last
        for event in events
    )
    return None if closed else last


def _in_order(moment: Moment) -> tuple[date, int]:
    """Sort by day; of one day first what was given, then what was done with it, then what ended it."""
    signs = ("given_on", "given", "renewed", "exchange")
    return moment.day, signs.index(moment.sign) if moment.sign in signs else len(signs)
