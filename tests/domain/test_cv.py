from datetime import date

import pytest

from portfolio_app.domain.cv import recent_training, sections_of, shown_of
from portfolio_app.domain.records.career import Skill
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.snapshot import Snapshot

VIEW = CvView(id="view", name="client")


def test_a_view_that_names_no_sections_shows_all_and_one_that_does_keeps_its_order() -> None:
    assert sections_of(VIEW) == tuple(CvSection)
    chosen = (CvSection.SKILLS, CvSection.PROFILE)
    assert sections_of(VIEW.with_values(sections=chosen)) == chosen


def test_what_a_view_hides_is_not_shown() -> None:
    snapshot = Snapshot([Skill(id="a", name="Regie"), Skill(id="b", name="Advies")])
    assert [each.id for each in shown_of(snapshot, Skill, VIEW.with_values(hidden=("a",)))] == ["b"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [(None, ["today", "two"]), (0, []), (2, ["today"]), (3, ["today", "two"]), (20, ["today", "two", "ten"])],
)
def test_recent_training_is_of_the_last_years_newest_first(years: int | None, expected: list[str]) -> None:
    days = {"ten": date(2016, 5, 1), "two": date(2024, 2, 28), "today": date(2026, 2, 28), "later": date(2026, 3, 1)}
    snapshot = Snapshot(Activity(id=name, name=name, start=day) for name, day in days.items())
    found = recent_training(snapshot, VIEW.with_values(training_years=years), date(2026, 2, 28))
    assert [each.id for each in found] == expected


def test_the_years_before_a_leap_day_are_known() -> None:
    snapshot = Snapshot(
        [Activity(id="a", name="a", start=date(2025, 3, 1)), Activity(id="b", name="b", start=date(2027, 2, 28))]
    )
    found = recent_training(snapshot, VIEW.with_values(training_years=1), date(2028, 2, 29))
    assert found == ()
