"""What of the CV is not yet in English, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import Position, Skill
from portfolio_app.domain.records.cv_view import CvView, DocumentLanguage
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Person
from portfolio_app.services.exports import CvRequest, prepare_cv, usual_views
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.translating import MissingText, missing_in, outstanding_after
from tests.vaults import quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as made:
        yield made


def add_skill(portfolio: Portfolio, name: str, name_en: str = "", **values: object) -> str:
    return portfolio.add(Skill.kind, {"name": name, "name_en": name_en, **values}).record.id


def test_the_next_is_in_the_records_after_this_one_and_begins_again_at_the_end(portfolio: Portfolio) -> None:
    first = add_skill(portfolio, "Adviseren")
    add_skill(portfolio, "Bemiddelen", "Mediation")
    last = add_skill(portfolio, "Coachen")
    found = outstanding_after(portfolio, first)
    assert (found.count, found.next) == (2, MissingText("skill", last, "name_en"))
    assert outstanding_after(portfolio, last).next == MissingText("skill", first, "name_en")
    assert outstanding_after(portfolio, "").next == MissingText("skill", first, "name_en")


def test_a_record_of_its_own_is_counted_but_is_not_the_next(portfolio: Portfolio) -> None:
    only = add_skill(portfolio, "Adviseren", category="Gesprek")
    found = outstanding_after(portfolio, only)
    assert (found.count, found.next) == (2, None)


def test_only_what_may_stand_in_a_cv_counts(portfolio: Portfolio) -> None:
    add_skill(portfolio, "Adviseren", release=Audience.PRIVATE)
    portfolio.add(
        Activity.kind, {"name": "Themadag", "activity_kind": ActivityKind.TRAINING, "start": date(2026, 3, 2)}
    )
    assert outstanding_after(portfolio, "").count == 0


def test_an_english_cv_tells_what_of_it_will_be_dutch(portfolio: Portfolio) -> None:
    portfolio.add(Person.kind, {"given_names": "Sanne", "surname": "Voorbeeld", "professional_title": "Casemanager"})
    skill = add_skill(portfolio, "Adviseren")
    view = usual_views()[0].id
    missing = missing_in(prepare_cv(portfolio, CvRequest(view=view, language="en")))
    assert {each.field for each in missing} == {"professional_title_en", "name_en"}
    assert MissingText("skill", skill, "name_en") in missing
    assert missing_in(prepare_cv(portfolio, CvRequest(view=view, language="nl"))) == ()


def test_a_view_that_hides_a_record_does_not_ask_for_its_translation(portfolio: Portfolio) -> None:
    portfolio.add(Person.kind, {"given_names": "Sanne", "surname": "Voorbeeld"})
    position = Position.kind
    hidden = portfolio.add(
        position, {"role": "Casemanager", "start": position.field("start").type.parse("2019", "nl")}
    ).record
    english = {"audience": Audience.PUBLIC, "language": DocumentLanguage.EN}
    view = portfolio.add(CvView.kind, {"name": "Kort", "hidden": (hidden.id,), **english}).record
    assert missing_in(prepare_cv(portfolio, CvRequest(view=view.id, language="en"))) == ()
