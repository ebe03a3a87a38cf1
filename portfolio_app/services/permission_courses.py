"""The course of a permission in the vault: read with all that belongs to it, and kept in agreement with its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from portfolio_app.domain.fields import Record
from portfolio_app.domain.permission_agreement import carried_over
from portfolio_app.domain.permission_course import Course, course_of
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent
from portfolio_app.storage.repository import ListQuery, Where

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.unit import UnitOfWork

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


def carry_over(unit: UnitOfWork, before: Record | None, after: Record) -> None:
    """Let a permission follow an event of it, in the operation that adds or changes that event.

    Args:
        unit: the operation.
        before: the record as it was; None when it is new.
        after: the record, of any kind; nothing is done for another than an event.
    """
    if not isinstance(after, PermissionEvent):
        return
    permission = unit.records.get(Permission, after.permission)
    was = before if isinstance(before, PermissionEvent) and before.permission == after.permission else None
    unit.update(carried_over(permission, was, after))


def _belonging_to(portfolio: Portfolio, record_type: type[R], permission_id: str) -> list[R]:
    query = ListQuery(where=(Where("permission", "is", permission_id),))
    return [each for each in portfolio.records(record_type.kind, query).records if isinstance(each, record_type)]
