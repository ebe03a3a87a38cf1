from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from portfolio_app.domain.permission_agreement import Offer, carried_over, offers_for
from portfolio_app.domain.permission_course import course_of
from portfolio_app.domain.permissions import PermissionState, state_on
from portfolio_app.domain.records.permission import GivenHow, Permission, PermissionEvent, PermissionEventKind
from tests.domain.test_permission_course import TODAY, events, permission, permissions

GIVEN_ON = date(2026, 1, 5)


def event(kind: PermissionEventKind, day: date, how: GivenHow | None = None) -> PermissionEvent:
    return PermissionEvent(id=f"g-{kind.value}-{day}", permission="t1", event=kind, happened_on=day, how=how)


def offered(known: Permission, *happened: PermissionEvent) -> list[Offer]:
    return list(offers_for(known, happened, state_on(known, happened, TODAY), TODAY))


def test_being_given_is_told_in_one_way_only() -> None:
    first = event(PermissionEventKind.GIVEN, GIVEN_ON)
    once = carried_over(permission(), None, first)
    assert (once.given_on, once.given_how) == (GIVEN_ON, None)
    corrected = first.with_values(happened_on=date(2026, 1, 2), how=GivenHow.EMAIL)
    after = carried_over(once, first, corrected)
    assert (after.given_on, after.given_how) == (date(2026, 1, 2), GivenHow.EMAIL)


def test_what_the_permission_names_itself_stays() -> None:
    known = permission(given_on=date(2025, 3, 1), given_how=GivenHow.WRITTEN)
    again = event(PermissionEventKind.GIVEN, GIVEN_ON, GivenHow.ORAL)
    assert carried_over(known, None, again) == known
    assert carried_over(permission(given_on=GIVEN_ON, given_how=GivenHow.WRITTEN), None, again).given_how is (
        GivenHow.WRITTEN
    )


@given(known=permissions, happened=events)
def test_it_never_contradicts_itself_by_following(known: Permission, happened: tuple[PermissionEvent, ...]) -> None:
    if known.contradictions():
        return
    for each in happened:
        after = carried_over(known, None, each)
        assert not after.contradictions()
        assert carried_over(after, None, each) == after
        if each.event is not PermissionEventKind.GIVEN:
            assert after == known


@given(known=permissions, happened=events)
def test_what_is_offered_is_offered_once_and_contradicts_nothing(
    known: Permission, happened: tuple[PermissionEvent, ...]
) -> None:
    if known.contradictions():
        return
    offers = course_of(known, happened, (), TODAY).offers
    for offer in offers:
        assert getattr(known, offer.field) != offer.day
        after = known.with_values(**{offer.field: offer.day})
        assert not after.contradictions()
        assert offer.field not in {each.field for each in course_of(after, happened, (), TODAY).offers}


@pytest.mark.parametrize(
    ("began", "until", "renewed", "longer"),
    [
        (date(2025, 1, 5), date(2026, 1, 5), date(2026, 3, 3), date(2027, 3, 3)),
        (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 3, 11), date(2026, 3, 11), date(2026, 5, 19)),
        (date(2025, 6, 25), date(2026, 6, 25), date(2026, 6, 1), date(2027, 6, 1)),
        (date(2025, 7, 1), date(2026, 6, 30), date(2026, 5, 1), date(2027, 4, 30)),
        (date(2025, 7, 1), date(2026, 12, 31), date(2026, 6, 1), None),
        (date(2025, 7, 1), date(2027, 6, 1), date(2026, 6, 1), None),
    ],
)
def test_a_renewal_is_offered_as_long_again(began: date, until: date, renewed: date, longer: date | None) -> None:
    known = permission(given_on=began, valid_until=until)
    expected = [Offer("valid_until", longer)] if longer else []
    assert offered(known, event(PermissionEventKind.RENEWED, renewed)) == expected


def test_without_a_beginning_or_an_end_no_new_end_is_made_up() -> None:
    renewed = event(PermissionEventKind.RENEWED, TODAY)
    assert not offered(permission(valid_until=TODAY - timedelta(days=3)), renewed)
    assert not offered(permission(given_on=GIVEN_ON), renewed)


def test_the_end_of_the_assignment_is_offered_when_the_permission_ended() -> None:
    ended = event(PermissionEventKind.ENDED, TODAY)
    known = permission(given_on=GIVEN_ON)
    assert state_on(known, (ended,), TODAY) is PermissionState.ENDED
    assert offered(known, ended) == [Offer("assignment_ended_on", TODAY)]
    assert not offered(known.with_values(assignment_ended_on=GIVEN_ON), ended)
