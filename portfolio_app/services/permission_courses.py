"""The course of a permission, read from the vault: with its events, and with what was shared on the ground of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from portfolio_app.domain.fields import Record
from portfolio_app.domain.permission_course import Course, course_of
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent
from portfolio_app.storage.repository import ListQuery, Where

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

R = TypeVar("R", bound=Record)


def read_course(portfolio: Portfolio, permission_id: str) -> Course:
    """Return the course of the permission with that id as it stands today.

    Raises:
        WrongUseError: there is no such permission.
    """
    permission = portfolio.record(Permission.kind, permission_id)
    if not isinstance(permission, Permission):
        raise TypeError(f"not a permission: {type(permission).__name__}")
    events = _belonging_to(portfolio, PermissionEvent, permission_id)
    exchanges = _belonging_to(portfolio, Exchange, permission_id)
    return course_of(permission, events, exchanges, portfolio.clock.today())


def _belonging_to(portfolio: Portfolio, record_type: type[R], permission_id: str) -> list[R]:
    query = ListQuery(where=(Where("permission", "is", permission_id),))
    return [each for each in portfolio.records(record_type.kind, query).records if isinstance(each, record_type)]
