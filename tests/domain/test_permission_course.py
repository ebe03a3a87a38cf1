from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.permission_course import course_of
from portfolio_app.domain.permissions import PermissionState, state_on
from portfolio_app.domain.records.permission import (
    Exchange,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)

TODAY = date(2026, 6, 15)
ONE_DAY = timedelta(days=1)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
maybe_days = st.none() | days
events = st.lists(
    st.builds(
        PermissionEvent,
        id=st.integers(1, 10_000).map(lambda number: f"g{number}"),
        permission=st.just("t1"),
        event=st.sampled_from(PermissionEventKind),
        happened_on=days,
    ),
    max_size=6,
    unique_by=lambda event: event.id,
).map(tuple)
exchanges = st.lists(
    st.builds(
        Exchange,
        id=st.integers(1, 10_000).map(lambda number: f"u{number}"),
        permission=st.just("t1"),
        exchanged_on=days,
        recipient=st.sampled_from(["", "UWV"]),
        ground=st.sampled_from(Ground),
    ),
    max_size=4,
    unique_by=lambda exchange: exchange.id,
).map(tuple)
permissions = st.builds(
    Permission,
    id=st.just("t1"),
    pseudonym=st.just("Werknemer 7"),
    ground=st.none() | st.sampled_from(Ground),
    given_on=maybe_days,
    valid_until=maybe_days,
    assignment_ended_on=maybe_days,
    review_on=maybe_days,
    delete_on=maybe_days,
)


def permission(**values: object) -> Permission:
    return Permission(id="t1", pseudonym="Werknemer 7", ground=Ground.CONSENT).with_values(**values)


def event(kind: PermissionEventKind, day: date, number: int = 1) -> PermissionEvent:
    return PermissionEvent(id=f"g{number}", permission="t1", event=kind, happened_on=day)


def shared(day: date, ground: Ground = Ground.CONSENT) -> Exchange:
    return Exchange(id="u1", permission="t1", exchanged_on=day, recipient="UWV", ground=ground)


@given(permissions, events, exchanges, days)
def test_nothing_that_happened_is_left_out_and_all_of_it_stands_in_order(
    of: Permission, happened: tuple[PermissionEvent, ...], used: tuple[Exchange, ...], today: date
) -> None:
    course = course_of(of, happened, used, today)
    told = [*course.behind, *course.ahead]
    assert [moment.day for moment in told] == sorted(moment.day for moment in told)
    assert all(moment.day <= today for moment in course.behind)
    assert all(moment.day > today for moment in course.ahead)
    told_of = sorted(moment.record_id for moment in told if not moment.field)
    assert told_of == sorted(each.id for each in (*happened, *used))
    assert all(getattr(of, moment.field) == moment.day for moment in told if moment.field)


@given(permissions, events, days)
def test_it_stands_as_it_does_since_that_day_and_not_longer(
    of: Permission, happened: tuple[PermissionEvent, ...], today: date
) -> None:
    course = course_of(of, happened, (), today)
    assert course.state is state_on(of, happened, today)
    if course.since is None:
        turns = [each.happened_on for each in happened if each.happened_on and each.happened_on <= today]
        assert all(state_on(of, happened, day) is course.state for day in turns)
    else:
        assert course.since <= today
        assert state_on(of, happened, course.since) is course.state
        assert state_on(of, happened, course.since - ONE_DAY) is not course.state


@given(permissions, events, days)
def test_what_can_be_noted_changes_how_it_stands_or_renews_it(
    of: Permission, happened: tuple[PermissionEvent, ...], today: date
) -> None:
    course = course_of(of, happened, (), today)
    if any(each.happened_on == today for each in happened):
        return  # what ended on a day is not given again on that day
    for step in course.steps:
        noted = PermissionEvent(id="g0", permission="t1", event=step, happened_on=today)
        renews = step in (PermissionEventKind.RENEWED, PermissionEventKind.GIVEN)
        assert renews or state_on(of, (*happened, noted), today) is not course.state


def test_a_permission_of_which_nothing_is_known_waits_for_an_answer() -> None:
    course = course_of(permission(), (), (), TODAY)
    assert course.state is PermissionState.REQUESTED
    assert not course.has_history
    assert course.steps == (PermissionEventKind.GIVEN, PermissionEventKind.REFUSED)
    assert not course.may_share


def test_a_day_on_which_it_was_given_is_told_once() -> None:
    day = date(2026, 1, 5)
    course = course_of(permission(given_on=day), (event(PermissionEventKind.GIVEN, day),), (), TODAY)
    assert [(moment.sign, moment.record_id) for moment in course.behind] == [("given", "g1")]
    course = course_of(permission(given_on=day), (), (), TODAY)
    assert [(moment.sign, moment.field) for moment in course.behind] == [("given_on", "given_on")]


def test_what_is_to_come_lies_ahead_and_what_was_left_undone_is_told() -> None:
    course = course_of(
        permission(
            given_on=date(2026, 1, 5),
            valid_until=date(2026, 12, 31),
            review_on=date(2026, 6, 14),
            delete_on=date(2028, 12, 31),
        ),
        (),
        (),
        TODAY,
    )
    assert [moment.sign for moment in course.ahead] == ["valid_until", "delete_on"]
    assert [(moment.sign, bool(moment.doubt)) for moment in course.behind] == [("given_on", False), ("review_on", True)]
    assert course.since == date(2026, 1, 5)


def test_its_last_day_says_nothing_once_it_was_withdrawn() -> None:
    course = course_of(
        permission(given_on=date(2026, 1, 5), valid_until=date(2026, 12, 31)),
        (event(PermissionEventKind.WITHDRAWN, date(2026, 2, 1)),),
        (),
        TODAY,
    )
    assert not course.ahead
    assert course.steps == (PermissionEventKind.GIVEN,)


@pytest.mark.parametrize(
    ("day", "ground", "doubtful"),
    [
        (date(2026, 1, 4), Ground.CONSENT, True),
        (date(2026, 1, 5), Ground.CONSENT, False),
        (date(2026, 2, 1), Ground.CONSENT, False),
        (date(2026, 2, 2), Ground.CONSENT, True),
        (date(2026, 2, 2), Ground.LEGAL_DUTY, False),
    ],
)
def test_what_was_shared_while_it_did_not_hold_is_told(day: date, ground: Ground, doubtful: bool) -> None:
    withdrawn = event(PermissionEventKind.WITHDRAWN, date(2026, 2, 1))
    course = course_of(permission(given_on=date(2026, 1, 5)), (withdrawn,), (shared(day, ground),), TODAY)
    (used,) = [moment for moment in course.behind if moment.sign == "exchange"]
    assert bool(used.doubt) is doubtful
    assert used.about == "UWV"


def test_a_renewal_that_left_the_last_day_as_it_was_is_told() -> None:
    old = permission(given_on=date(2025, 1, 5), valid_until=date(2025, 12, 31))
    renewed = event(PermissionEventKind.RENEWED, date(2026, 6, 1))
    assert course_of(old, (renewed,), (), TODAY).renewed_on == date(2026, 6, 1)
    assert course_of(old, (), (), TODAY).renewed_on is None
    longer = old.with_values(valid_until=date(2027, 1, 1))
    course = course_of(longer, (renewed,), (), TODAY)
    assert (course.state, course.renewed_on) == (PermissionState.VALID, None)


def test_nobody_gives_or_withdraws_what_the_law_asks() -> None:
    duty = permission(ground=Ground.LEGAL_DUTY)
    course = course_of(duty, (), (), TODAY)
    assert course.asks_nobody
    assert course.may_share
    assert course.steps == (PermissionEventKind.ENDED,)
    ended = course_of(duty, (event(PermissionEventKind.ENDED, TODAY),), (), TODAY)
    assert not ended.may_share
    assert not ended.steps
