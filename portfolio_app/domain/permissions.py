"""How permissions stand on a day, and their numbers: all that a dossier shows of them (RSC.P4, RSC.P5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from portfolio_app.domain.records.permission import (
    Exchange,
    GivenHow,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import Option


class PermissionState(Option):
    """How a permission stands."""

    REQUESTED = "requested", "gevraagd", "requested"
    VALID = "valid", "geldig", "valid"
    REFUSED = "refused", "geweigerd", "refused"
    WITHDRAWN = "withdrawn", "ingetrokken", "withdrawn"
    EXPIRED = "expired", "verlopen", "expired"
    ENDED = "ended", "beëindigd", "ended"


_CLOSING: Final[Mapping[Option, PermissionState]] = MappingProxyType(
    {
        PermissionEventKind.REFUSED: PermissionState.REFUSED,
        PermissionEventKind.WITHDRAWN: PermissionState.WITHDRAWN,
        PermissionEventKind.EXPIRED: PermissionState.EXPIRED,
        PermissionEventKind.ENDED: PermissionState.ENDED,
    }
)


def state_on(permission: Permission, events: tuple[PermissionEvent, ...], day: date) -> PermissionState:
    """Return how `permission` stands on `day`: its last event by then, and its dates.

    Args:
        permission: the permission.
        events: its events, in any order.
        day: the day asked about; later events do not count.
    """
    known = sorted(
        (event for event in events if event.happened_on and event.happened_on <= day),
        key=lambda event: (event.happened_on or date.min, event.event in _CLOSING),
    )
    last = known[-1].event if known else None
    if last is not None and last in _CLOSING:
        return _CLOSING[last]
    given = any(event.event in (PermissionEventKind.GIVEN, PermissionEventKind.RENEWED) for event in known)
    if not given and not (permission.given_on and permission.given_on <= day):
        return PermissionState.REQUESTED
    if permission.valid_until and permission.valid_until < day:
        return PermissionState.EXPIRED
    return PermissionState.VALID


@dataclass(frozen=True, slots=True)
class PermissionNumbers:
    """Permissions and exchanges of a period as numbers, without anybody in them."""

    asked: int
    by_state: tuple[tuple[PermissionState, int], ...]
    written: int
    exchanges: int
    exchanges_by_ground: tuple[tuple[Ground, int], ...]


def permission_numbers(snapshot: Snapshot, first: date, last: date) -> PermissionNumbers:
    """Return the numbers of permissions and exchanges from `first` to `last`, as they stood on `last`."""
    events: dict[str, list[PermissionEvent]] = {}
    for event in snapshot.of(PermissionEvent):
        events.setdefault(event.permission, []).append(event)
    asked = [
        permission
        for permission in snapshot.of(Permission)
        if any(
            day is not None and first <= day <= last
            for day in (permission.given_on, *(event.happened_on for event in events.get(permission.id, ())))
        )
    ]
    states = [state_on(permission, tuple(events.get(permission.id, ())), last) for permission in asked]
    exchanges = [each for each in snapshot.of(Exchange) if each.exchanged_on and first <= each.exchanged_on <= last]
    return PermissionNumbers(
        asked=len(asked),
        by_state=tuple((state, states.count(state)) for state in PermissionState if state in states),
        written=sum(1 for permission in asked if permission.given_how not in (None, GivenHow.ORAL)),
        exchanges=len(exchanges),
        exchanges_by_ground=tuple(
            (ground, count) for ground in Ground if (count := sum(1 for each in exchanges if each.ground is ground))
        ),
    )
