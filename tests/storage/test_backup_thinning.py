"""Laws of thinning: what stays is enough, what leaves leaves for good, and thinning often is as thinning once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.storage.backups.thinning import USUAL, Schedule, moments_to_keep

DAYS, WEEKS, MONTHS = USUAL.days, USUAL.weeks, USUAL.months
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 60 * 24 * 1_200).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=120, unique=True
)


@given(MOMENTS)
def test_the_newest_and_all_of_today_stay(moments: list[datetime]) -> None:
    kept = moments_to_keep(moments, NOW)
    assert kept <= set(moments)
    assert {moment for moment in moments if moment.date() == NOW.date()} <= kept
    assert not moments or max(moments) in kept


@given(MOMENTS)
def test_every_day_week_and_month_keeps_its_newest(moments: list[datetime]) -> None:
    kept = moments_to_keep(moments, NOW)
    for moment in moments:
        age = (NOW.date() - moment.date()).days
        if age < DAYS:
            assert any(other.date() == moment.date() and other >= moment for other in kept)
        if age < (WEEKS - 1) * 7:
            assert any(other.isocalendar()[:2] == moment.isocalendar()[:2] and other >= moment for other in kept)
        if age < (MONTHS - 1) * 31:
            same = [other for other in kept if (other.year, other.month) == (moment.year, moment.month)]
            assert max(same) >= moment


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(moments: list[datetime]) -> None:
    once = moments_to_keep(moments, NOW)
    assert moments_to_keep(once, NOW) == once


@given(MOMENTS)
def test_thinning_after_every_backup_keeps_what_thinning_at_the_end_keeps(moments: list[datetime]) -> None:
    kept: frozenset[datetime] = frozenset()
    for moment in sorted(moments):
        kept = moments_to_keep({*kept, moment}, moment)
    assert moments_to_keep(kept, NOW) == moments_to_keep(moments, NOW)


@given(MOMENTS, st.integers(1, 900))
def test_a_clock_that_was_set_back_takes_nothing_of_later_away(moments: list[datetime], days: int) -> None:
    early = NOW - timedelta(days=days)
    later = {moment for moment in moments if moment.date() >= early.date()}
    assert later <= moments_to_keep(moments, early)


def test_two_years_of_daily_backups_leave_about_forty() -> None:
    daily = [NOW - timedelta(days=day) for day in range(365 * 3)]
    kept = moments_to_keep(daily, NOW)
    assert DAYS + MONTHS <= len(kept) <= DAYS + WEEKS + MONTHS
    assert min(kept) > NOW - timedelta(days=31 * MONTHS)


@given(MOMENTS)
def test_a_longer_schedule_keeps_all_that_a_shorter_one_keeps(moments: list[datetime]) -> None:
    short, usual, long = (
        moments_to_keep(moments, NOW, schedule) for schedule in (Schedule(7, 4, 6), USUAL, Schedule(31, 26, 120))
    )
    assert short <= usual <= long
