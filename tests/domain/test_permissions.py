from __future__ import annotations

from datetime import date

import pytest

from portfolio_app.domain.permissions import PermissionState, permission_numbers, state_on
from portfolio_app.domain.records.permission import (
    Exchange,
    GivenHow,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)
from portfolio_app.domain.snapshot import Snapshot

DAY = date(2026, 6, 15)


def permission(**values: object) -> Permission:
    return Permission(id="t1", pseudonym="Werknemer 2026-07").with_values(**values)


def event(kind: PermissionEventKind, day: date, number: int = 1, of: str = "t1") -> PermissionEvent:
    return PermissionEvent(id=f"g{number}", permission=of, event=kind, happened_on=day)


def test_a_permission_that_was_only_asked_for_is_requested() -> None:
    assert state_on(permission(), (), DAY) is PermissionState.REQUESTED
    assert state_on(permission(given_on=date(2026, 6, 16)), (), DAY) is PermissionState.REQUESTED


def test_a_permission_is_valid_from_the_day_it_was_given_until_its_last_day() -> None:
    given = permission(given_on=DAY, valid_until=date(2026, 12, 31))
    assert state_on(given, (), DAY) is PermissionState.VALID
    assert state_on(given, (), date(2026, 12, 31)) is PermissionState.VALID
    assert state_on(given, (), date(2027, 1, 1)) is PermissionState.EXPIRED


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (PermissionEventKind.REFUSED, PermissionState.REFUSED),
        (PermissionEventKind.WITHDRAWN, PermissionState.WITHDRAWN),
        (PermissionEventKind.EXPIRED, PermissionState.EXPIRED),
        (PermissionEventKind.ENDED, PermissionState.ENDED),
    ],
)
def test_an_event_closes_a_permission_from_its_day_on(kind: PermissionEventKind, state: PermissionState) -> None:
    given = permission(given_on=date(2026, 1, 1))
    closed = (event(kind, DAY),)
    assert state_on(given, closed, date(2026, 6, 14)) is PermissionState.VALID
    assert state_on(given, closed, DAY) is state


def test_a_permission_can_be_renewed_after_it_was_withdrawn() -> None:
    events = (
        event(PermissionEventKind.RENEWED, date(2026, 6, 2), 2),
        event(PermissionEventKind.WITHDRAWN, date(2026, 6, 1)),
    )
    assert state_on(permission(given_on=date(2026, 1, 1)), events, DAY) is PermissionState.VALID


def test_what_was_given_and_withdrawn_on_one_day_is_withdrawn() -> None:
    events = (event(PermissionEventKind.WITHDRAWN, DAY), event(PermissionEventKind.GIVEN, DAY, 2))
    assert state_on(permission(), events, DAY) is PermissionState.WITHDRAWN
    assert state_on(permission(), tuple(reversed(events)), DAY) is PermissionState.WITHDRAWN


def test_numbers_of_a_period_hold_nobody_in_them() -> None:
    snapshot = Snapshot(
        [
            permission(given_on=date(2026, 1, 5), given_how=GivenHow.WRITTEN, giver_name="Iemand Anders"),
            Permission(id="t2", pseudonym="Werknemer B", given_on=date(2026, 2, 1), given_how=GivenHow.ORAL),
            Permission(id="t3", pseudonym="Werknemer C", given_on=date(2025, 2, 1), given_how=GivenHow.EMAIL),
            event(PermissionEventKind.WITHDRAWN, date(2026, 3, 1), 1, "t2"),
            Exchange(id="u1", exchanged_on=date(2026, 1, 6), ground=Ground.CONSENT, recipient="UWV", permission="t1"),
            Exchange(id="u2", exchanged_on=date(2026, 1, 7), ground=Ground.LEGAL_DUTY, recipient="UWV"),
            Exchange(id="u3", exchanged_on=date(2027, 1, 7), ground=Ground.LEGAL_DUTY, recipient="UWV"),
        ]
    )
    numbers = permission_numbers(snapshot, date(2026, 1, 1), date(2026, 12, 31))
    assert numbers.asked == 2
    assert numbers.by_state == ((PermissionState.VALID, 1), (PermissionState.WITHDRAWN, 1))
    assert numbers.written == 1
    assert numbers.exchanges == 2
    assert numbers.exchanges_by_ground == ((Ground.CONSENT, 1), (Ground.LEGAL_DUTY, 1))
    assert "Iemand" not in repr(numbers)


def test_an_event_in_the_period_makes_an_older_permission_part_of_it() -> None:
    snapshot = Snapshot([permission(given_on=date(2020, 1, 1)), event(PermissionEventKind.RENEWED, date(2026, 2, 1))])
    assert permission_numbers(snapshot, date(2026, 1, 1), date(2026, 12, 31)).asked == 1
    assert permission_numbers(snapshot, date(2025, 1, 1), date(2025, 12, 31)).asked == 0
