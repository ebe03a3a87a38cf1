from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from portfolio_app.common.clock import Clock, FixedClock, SystemClock

SUMMER_IN_AMSTERDAM = timezone(timedelta(hours=2))


def test_the_system_clock_tells_aware_utc_and_moves_forward() -> None:
    clock: Clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second


def test_the_system_clock_tells_the_date_of_the_machines_own_zone() -> None:
    clock = SystemClock()
    before = clock.now().astimezone().date()
    today = clock.today()
    assert before <= today <= clock.now().astimezone().date()


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 3, 1, 9, tzinfo=UTC)
    clock.advance(timedelta(days=1))
    assert clock.today() == date(2026, 3, 2)


def test_a_fixed_clock_reckons_today_in_its_own_zone_and_now_in_utc() -> None:
    clock = FixedClock(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), zone=SUMMER_IN_AMSTERDAM)
    assert clock.today() == date(2026, 7, 1)
    assert clock.now().date() == date(2026, 6, 30)


def test_a_clock_set_on_a_day_tells_that_day() -> None:
    assert FixedClock.on(date(2025, 12, 31)).today() == date(2025, 12, 31)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 3, 1, 9))  # noqa: DTZ001 - that is what is refused
