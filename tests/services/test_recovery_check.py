"""Once a year somebody is asked to look for the recovery key; having seen it hold, they are left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.erasing import erase
from portfolio_app.services.overview import make_board
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.recovery_check import note_recovery_key_held, recovery_check_due, recovery_key_held_on
from portfolio_app.storage.kept import RECOVERY_CHECKED
from portfolio_app.storage.vault import open_vault
from tests.vaults import RIGHT, quick_vault

FIRST = date(2026, 3, 1)
A_YEAR = timedelta(days=365)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(FIRST)


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "v.vakdossier", clock).vault, clock) as opened:
        yield opened


def add_a_goal(portfolio: Portfolio) -> str:
    values = {"name": "Beter luisteren", "deadline": date(2030, 1, 1), "status": GoalStatus.PLANNED}
    return portfolio.add(Goal.kind, values).record.id


def asks(portfolio: Portfolio, day: date) -> bool:
    return bool(list(recovery_check_due(portfolio, day)))


def test_a_portfolio_that_just_began_asks_nothing(portfolio: Portfolio) -> None:
    assert not asks(portfolio, FIRST + 10 * A_YEAR)
    add_a_goal(portfolio)
    assert not asks(portfolio, FIRST + A_YEAR - timedelta(days=1))
    assert asks(portfolio, FIRST + A_YEAR)


def test_a_key_that_was_seen_to_hold_is_asked_for_a_year_later(portfolio: Portfolio, clock: FixedClock) -> None:
    add_a_goal(portfolio)
    clock.moment += 2 * A_YEAR
    note_recovery_key_held(portfolio)
    seen = clock.today()
    assert recovery_key_held_on(portfolio) == seen
    assert not asks(portfolio, seen + A_YEAR - timedelta(days=1))
    assert asks(portfolio, seen + A_YEAR)


def test_it_stands_on_the_overview_and_leads_to_the_keys(portfolio: Portfolio, clock: FixedClock) -> None:
    add_a_goal(portfolio)
    clock.moment += A_YEAR
    steps = [step for step in make_board(portfolio, clock.today()).steps if step.target.place == "keys"]
    assert len(steps) == 1
    assert steps[0].text.nl != steps[0].text.en
    note_recovery_key_held(portfolio)
    assert not [step for step in make_board(portfolio, clock.today()).steps if step.target.place == "keys"]


def test_it_is_no_step_that_can_be_undone_and_outlives_an_erasure(portfolio: Portfolio) -> None:
    erased = add_a_goal(portfolio)
    note_recovery_key_held(portfolio)
    assert len(portfolio.history()) == 1
    portfolio.delete([erased])
    erase(portfolio, [erased])
    assert recovery_key_held_on(portfolio) == FIRST


def test_a_day_that_is_none_is_as_if_never_told(portfolio: Portfolio) -> None:
    portfolio.keep(RECOVERY_CHECKED, "gisteren")
    assert recovery_key_held_on(portfolio) is None


def test_where_nothing_can_be_written_nothing_is_kept(portfolio: Portfolio, clock: FixedClock) -> None:
    add_a_goal(portfolio)
    path = portfolio.vault.path
    portfolio.close()
    with Portfolio(open_vault(path, RIGHT, clock, read_only=True), clock) as reading:
        note_recovery_key_held(reading)
        assert recovery_key_held_on(reading) is None
