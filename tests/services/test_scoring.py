"""Many scores of an assessment at once: one step, which can be taken back; what is shown is what was set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.growth import HIGHEST_SCORE, Assessment, AssessmentKind, Score
from portfolio_app.domain.records.person import ProfessionalTitle, Registration
from portfolio_app.services.operations import OperationName
from portfolio_app.services.permission_courses import read_course
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.register_data import bundled_registers
from portfolio_app.services.scoring import count_scored, newest_assessment, read_sheet, set_scores, values_of
from tests.vaults import quick_vault

NOW = Assessment(id="meting-nu", name="Jaarmeting", assessment_kind=AssessmentKind.SELF, assessed_on=date(2026, 6, 1))
CODES = [item.code for group in bundled_registers().assessment_of("rnvc") for item in group.items]

changes = st.dictionaries(
    st.sampled_from(CODES[:6]),
    st.none()
    | st.fixed_dictionaries(
        {"score": st.integers(1, HIGHEST_SCORE)},
        optional={
            "explanation": st.sampled_from(["", "Een casus.", "Feedback van een collega."]),
            "level": st.none() | st.sampled_from(PracticeLevel),
        },
    ),
    max_size=6,
)


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as opened:
        opened.add_many([NOW], OperationName.SAMPLE)
        yield opened


def earlier(number: int, day: date, kind: AssessmentKind = AssessmentKind.SELF) -> Assessment:
    return Assessment(id=f"meting-{number}", name="Vorige", assessment_kind=kind, assessed_on=day)


def shown(portfolio: Portfolio) -> dict[str, dict[str, Any]]:
    return {code: values_of(score) for code, score in read_sheet(portfolio, NOW.id).scores.items()}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=changes)
def test_what_is_set_is_shown_in_one_step_that_can_be_taken_back(
    portfolio: Portfolio, wanted: Mapping[str, Mapping[str, Any] | None]
) -> None:
    before = shown(portfolio)
    steps = len(portfolio.history(1000))
    blank = values_of(Score(id="leeg"))
    expected = {code: values for code, values in before.items() if code not in wanted}
    expected |= {code: {**before.get(code, blank), **values} for code, values in wanted.items() if values is not None}
    done = set_scores(portfolio, NOW.id, wanted)
    assert shown(portfolio) == expected
    assert len(portfolio.history(1000)) - steps == (1 if expected != before else 0)
    assert (done.operation is None) is (expected == before)
    assert set_scores(portfolio, NOW.id, {code: values for code, values in wanted.items() if values}).operation is None
    if done.operation is not None:
        portfolio.undo()
        assert shown(portfolio) == before
        portfolio.redo()
        assert shown(portfolio) == expected


def test_a_refused_value_changes_nothing_at_all(portfolio: Portfolio) -> None:
    with pytest.raises(WrongUseError):
        set_scores(portfolio, NOW.id, {CODES[0]: {"score": 3}, CODES[1]: {"score": HIGHEST_SCORE + 1}})
    with pytest.raises(WrongUseError):
        set_scores(portfolio, NOW.id, {CODES[0]: {"score": 3}, "RNVC.ONBEKEND": {"score": 2}})
    with pytest.raises(WrongUseError):
        set_scores(portfolio, "weg", {CODES[0]: {"score": 3}})
    assert not shown(portfolio)


def test_no_other_field_is_set(portfolio: Portfolio) -> None:
    with pytest.raises(ValueError, match="assessment"):
        set_scores(portfolio, NOW.id, {CODES[0]: {"score": 3, "assessment": "een-andere"}})


def test_two_scores_on_one_item_go_together(portfolio: Portfolio) -> None:
    twice = [Score(id=f"score-{at}", assessment=NOW.id, item=(CODES[0],), score=at) for at in (1, 2)]
    portfolio.add_many(twice, OperationName.SAMPLE)
    assert shown(portfolio)[CODES[0]]["score"] == 2
    set_scores(portfolio, NOW.id, {CODES[0]: None})
    assert not shown(portfolio)
    assert not portfolio.records(Score.kind).records


def test_the_assessment_before_is_the_last_of_its_kind_that_has_scores(portfolio: Portfolio) -> None:
    older, old = earlier(1, date(2024, 6, 1)), earlier(2, date(2025, 6, 1))
    empty = earlier(3, date(2026, 1, 1))
    by_other = earlier(4, date(2026, 2, 1), AssessmentKind.PEER)
    later = earlier(5, date(2026, 6, 2))
    scored = [
        Score(id=f"score-{number}", assessment=each.id, item=(CODES[0],), score=number)
        for number, each in enumerate((older, old, by_other, later), start=1)
    ]
    portfolio.add_many([older, old, empty, by_other, later, *scored], OperationName.SAMPLE)
    sheet = read_sheet(portfolio, NOW.id)
    assert sheet.before == old
    assert sheet.scores_before == {CODES[0]: 2}
    assert read_sheet(portfolio, older.id).before is None
    assert newest_assessment(portfolio) == later.id


def test_what_the_title_does_not_ask_counts_only_when_it_is_scored(portfolio: Portfolio) -> None:
    assert [item.is_asked for item in read_sheet(portfolio, NOW.id).items] == [True] * len(CODES)
    portfolio.change(Assessment.kind, NOW.id, {"title_assessed": ProfessionalTitle.CROV})
    sheet = read_sheet(portfolio, NOW.id)
    not_asked = [item for item in sheet.items if not item.is_asked]
    assert [item.code for item in not_asked] == ["RNVC.KT12", "RNVC.KT13"]
    assert "Crov" in not_asked[0].demand.nl
    assert "casusniveau" in sheet.items[0].demand.nl
    assert [item.has_level for item in sheet.items].count(True) == 13
    total = len(CODES) - 2
    assert count_scored(sheet.items, ()) == (0, total)
    assert count_scored(sheet.items, {"RNVC.KT01", "RNVC.KT12"}) == (2, total + 1)


def test_the_title_that_is_held_counts_where_none_is_named(portfolio: Portfolio) -> None:
    held = Registration(
        id="inschrijving",
        register=("rnvc",),
        register_name="RNVC",
        title_held=ProfessionalTitle.CROV,
        since=date(2020, 1, 1),
    )
    portfolio.add_many([held], OperationName.SAMPLE)
    assert sum(item.is_asked for item in read_sheet(portfolio, NOW.id).items) == len(CODES) - 2


def test_a_score_on_an_item_of_no_profile_is_counted_and_left_alone(portfolio: Portfolio) -> None:
    strange = Score(id="vreemd", assessment=NOW.id, item=("OUD.X1",), score=4)
    portfolio.add_many([strange], OperationName.SAMPLE)
    sheet = read_sheet(portfolio, NOW.id)
    assert (sheet.elsewhere, dict(sheet.scores)) == (1, {})
    set_scores(portfolio, NOW.id, {CODES[0]: {"score": 3}})
    assert portfolio.record(Score.kind, "vreemd") == strange


def test_an_assessment_or_permission_that_is_gone_is_told(portfolio: Portfolio) -> None:
    with pytest.raises(WrongUseError):
        read_sheet(portfolio, "weg")
    with pytest.raises(WrongUseError):
        read_course(portfolio, "weg")
