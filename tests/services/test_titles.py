"""What is named by a code of a register is called, linked and found by the name of that code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.growth import Assessment, AssessmentKind, LawReview, Score
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Person
from portfolio_app.registers.naming import codes_called, is_named_by_code, readable_title, title_of
from portfolio_app.services.portfolio import Portfolio
from tests.vaults import quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as opened:
        yield opened


def review_of(portfolio: Portfolio, **values: object) -> str:
    law = portfolio.registers.entries("law")[0]
    return portfolio.add(LawReview.kind, {"law": (law.code,), "reviewed_on": date(2026, 5, 1), **values}).record.id


def test_links_to_it_carry_the_name(portfolio: Portfolio) -> None:
    law = portfolio.registers.entries("law")[0]
    activity = portfolio.add(
        Activity.kind, {"activity_kind": ActivityKind.BRONNEN, "name": "Nagelopen", "start": date(2026, 5, 1)}
    ).record
    review = review_of(portfolio, activities=(activity.id,))
    (referrer,) = portfolio.referrers(activity.id)
    assert referrer.say("nl") == f"{law.label.nl} · 1 mei 2026"
    assert referrer.say("en") == f"{law.label.en} · 1 May 2026"
    assert portfolio.titles([review])[review] == referrer


def test_it_is_found_by_the_name(portfolio: Portfolio) -> None:
    review = review_of(portfolio)
    law = portfolio.registers.entries("law")[0]
    for words in (law.label.nl, law.code):
        hits = portfolio.search(words)
        assert [hit.id for hit in hits] == [review]
        assert hits[0].title.startswith(law.label.nl)
    assert portfolio.search(law.label.nl, kinds=("activity",)) == ()
    assert portfolio.search(law.label.nl, limit=0) == ()


def test_a_score_is_called_by_what_was_scored(portfolio: Portfolio) -> None:
    item = next(entry for entry in portfolio.registers.entries("assessable"))
    values = {"name": "Nulmeting", "assessment_kind": AssessmentKind.SELF, "assessed_on": date(2026, 1, 5)}
    assessment = portfolio.add(Assessment.kind, values).record
    score = portfolio.add(Score.kind, {"assessment": assessment.id, "item": (item.code,), "score": 4}).record
    assert title_of(portfolio.registers, score, "nl") == f"{item.label.nl} · 4"
    assert [title.say("nl") for title in portfolio.referrers(assessment.id)] == [f"{item.label.nl} · 4"]


def test_only_kinds_named_by_codes_are_reworded(portfolio: Portfolio) -> None:
    assert {kind.key for kind in KINDS if is_named_by_code(kind)} >= {"score", "law_review"}
    code = portfolio.registers.entries("law")[0].code
    assert readable_title(portfolio.registers, "activity", code, "nl") == code


def test_short_words_name_no_codes(portfolio: Portfolio) -> None:
    assert codes_called(portfolio.registers, "we") == ()
    assert codes_called(portfolio.registers, "") == ()


def test_a_refusal_names_it_and_shows_no_code(portfolio: Portfolio) -> None:
    law = portfolio.registers.entries("law")[0]
    review = review_of(portfolio)
    values = {"activity_kind": ActivityKind.BRONNEN, "name": "Nagelopen", "start": date(2026, 5, 1)}
    with pytest.raises(WrongUseError) as refused:
        portfolio.add(Activity.kind, {**values, "evidence": (review,)})
    said = refused.value.say("nl")
    assert f"{law.label.nl} · 1 mei 2026”, en dat hoort daar niet" in said
    assert law.code not in said
    assert review not in said
    with pytest.raises(WrongUseError) as refused:
        portfolio.add(Activity.kind, {**values, "evidence": ("is-er-niet",)})
    assert "een gegeven dat er niet is (kenmerk is-er-niet)" in refused.value.say("nl")


def test_the_names_of_a_person_are_said_in_one_go(portfolio: Portfolio) -> None:
    person = portfolio.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"}).record
    (hit,) = portfolio.search("verzonnen")
    assert hit.title == "Noor Verzonnen"
    assert title_of(portfolio.registers, person, "nl") == "Noor Verzonnen"
