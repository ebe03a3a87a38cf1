"""What happened to a permission and the permission itself agree, in one step of the history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.permission import (
    DataCategory,
    GiverKind,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)
from portfolio_app.services.operations import OperationName
from portfolio_app.services.permission_courses import read_course
from portfolio_app.services.portfolio import Portfolio
from tests.vaults import quick_vault

GIVEN_ON = date(2026, 1, 5)
PERMISSION = Permission(
    id="toestemming-1",
    pseudonym="Werknemer 7",
    giver_kind=GiverKind.EMPLOYEE,
    data_categories=(DataCategory.CONTACT,),
    purpose="Overleg over aangepast werk",
    recipients=("Arbodienst",),
    ground=Ground.CONSENT,
)


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as opened:
        opened.add_many([PERMISSION], OperationName.SAMPLE)
        yield opened


def given_on(portfolio: Portfolio) -> date | None:
    return read_course(portfolio, PERMISSION.id).permission.given_on


def test_giving_is_one_step_that_is_taken_back_whole(portfolio: Portfolio) -> None:
    steps = len(portfolio.history(100))
    values = {"permission": PERMISSION.id, "event": PermissionEventKind.GIVEN, "happened_on": GIVEN_ON}
    saved = portfolio.add(PermissionEvent.kind, values)
    assert saved.changes.kinds == {"permission", "permission_event"}
    assert len(portfolio.history(100)) == steps + 1
    assert given_on(portfolio) == GIVEN_ON
    corrected = date(2026, 1, 2)
    portfolio.change(PermissionEvent.kind, saved.record.id, {"happened_on": corrected})
    assert given_on(portfolio) == corrected
    portfolio.undo()
    assert given_on(portfolio) == GIVEN_ON
    portfolio.undo()
    assert given_on(portfolio) is None
    assert read_course(portfolio, PERMISSION.id).state is PermissionState.REQUESTED
    portfolio.redo()
    assert given_on(portfolio) == GIVEN_ON


def test_an_event_of_another_sort_changes_the_permission_by_nothing(portfolio: Portfolio) -> None:
    values = {"permission": PERMISSION.id, "event": PermissionEventKind.REFUSED, "happened_on": GIVEN_ON}
    saved = portfolio.add(PermissionEvent.kind, values)
    assert saved.changes.kinds == {"permission_event"}
