"""A portfolio as it was on a day: its records, and the documents made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.dossier_profile import EvidenceChoice
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.person import Person
from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier
from portfolio_app.services.looking_back import listing_on, record_on, state_of
from portfolio_app.services.portfolio import ListQuery, Portfolio
from tests.vaults import quick_vault

FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(FIRST)


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    """A person, an activity and its evidence on the first day; all of it changed on the second; today is the third."""
    with Portfolio(quick_vault(tmp_path / "v", clock).vault, clock) as made:
        made.add(
            Person.kind,
            {"given_names": "Fenna", "surname": "Wiarda", "professional_title": "Casemanager verzuim"},
        )
        activity = made.add(
            Activity.kind,
            {
                "name": "Oude cursus",
                "start": date(2026, 1, 5),
                "activity_kind": ActivityKind.BIJSCHOLING,
                "net_minutes": 90,
            },
        ).record
        file = tmp_path / "bewijs.pdf"
        _one_page(file)
        made.attach(activity.id, file)
        clock.advance(timedelta(days=1))
        made.change(Activity.kind, activity.id, {"name": "Nieuwe cursus"})
        made.change(Person.kind, made.records(Person.kind).records[0].id, {"surname": "Hoekstra"})
        made.add(Goal.kind, _goal("Beter luisteren"))
        clock.advance(timedelta(days=1))
        yield made


def _goal(name: str) -> dict[str, object]:
    return {"name": name, "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED}


def _one_page(path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    pdf.save(path)


def _words(path: Path) -> str:
    with PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", " ")


def test_a_day_counts_to_its_end_on_the_persons_own_calendar() -> None:
    here = FixedClock(datetime(2026, 3, 2, 12, tzinfo=UTC), timezone(timedelta(hours=2)))
    assert here.end_of(FIRST) == datetime(2026, 3, 2, 21, 59, 59, 999999, tzinfo=UTC)
    assert here.end_of(FIRST) + timedelta(microseconds=1) == here.end_of(SECOND) - timedelta(days=1, microseconds=-1)


def test_records_are_shown_as_they_were(portfolio: Portfolio) -> None:
    activity = portfolio.records(Activity.kind).records[0]
    assert record_on(portfolio, activity.id, FIRST).title("nl") == "Oude cursus"
    assert record_on(portfolio, activity.id, SECOND) == activity == record_on(portfolio, activity.id, THIRD)
    then = state_of(portfolio, FIRST)
    assert [record.name for record in then.snapshot.of(Activity)] == ["Oude cursus"]
    assert then.snapshot.of(Goal) == ()
    assert list(state_of(portfolio, THIRD).snapshot) == list(portfolio.snapshot())


def test_a_list_of_then_is_filtered_ordered_and_paged(portfolio: Portfolio, clock: FixedClock) -> None:
    for name in ("Alfa", "Delta", "Bravo"):
        portfolio.add(Goal.kind, _goal(name))
    clock.advance(timedelta(days=1))
    portfolio.delete([portfolio.records(Goal.kind).records[0].id])
    found = listing_on(portfolio, Goal.kind, THIRD, ListQuery(order=("-name",), limit=2, offset=1))
    assert ([goal.title("nl") for goal in found.records], found.total) == (["Bravo", "Beter luisteren"], 4)
    found = listing_on(portfolio, Goal.kind, THIRD, ListQuery(words="LUISTER beter"))
    assert [goal.title("nl") for goal in found.records] == ["Beter luisteren"]


def test_days_that_cannot_be_looked_at_are_refused(portfolio: Portfolio) -> None:
    goal = portfolio.records(Goal.kind).records[0]
    for refused in (
        lambda: state_of(portfolio, date(2026, 3, 5)),
        lambda: state_of(portfolio, date(2026, 3, 1)),
        lambda: record_on(portfolio, goal.id, date(2026, 3, 5)),
        lambda: record_on(portfolio, goal.id, FIRST),
        lambda: record_on(portfolio, "niemand", FIRST),
    ):
        with pytest.raises(WrongUseError):
            refused()


def test_the_end_of_the_day_decides(portfolio: Portfolio, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 3, 4, 23, 59, 59, tzinfo=UTC)
    portfolio.add(Goal.kind, _goal("Op de valreep"))
    clock.moment = datetime(2026, 3, 5, 0, 0, 0, tzinfo=UTC)
    portfolio.add(Goal.kind, _goal("Net te laat"))
    assert {goal.name for goal in state_of(portfolio, THIRD).snapshot.of(Goal)} == {"Beter luisteren", "Op de valreep"}


def test_a_clock_that_was_ahead_for_a_while_spoils_nothing(portfolio: Portfolio, clock: FixedClock) -> None:
    clock.moment = datetime(2031, 1, 1, tzinfo=UTC)
    portfolio.add(Goal.kind, _goal("Uit de toekomst"))
    clock.moment = datetime(2026, 3, 5, 12, tzinfo=UTC)
    portfolio.add(Goal.kind, _goal("Daarna"))
    assert list(state_of(portfolio, date(2026, 3, 5)).snapshot) == list(portfolio.snapshot())


def test_a_dossier_of_then_has_the_records_and_the_evidence_of_then_and_says_so(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    path = tmp_path / "toen.pdf"
    written = write_dossier(
        portfolio,
        DossierRequest("rnvc", path, first=date(2026, 1, 1), last=date(2026, 12, 31), as_of=FIRST),
    )
    said = _words(path)
    assert "Oude cursus" in said
    assert "Nieuwe cursus" not in said
    assert "Hoekstra" not in said
    assert "zoals zij aan het einde van 2 maart 2026" in said
    assert "Peildatum" in said
    with pikepdf.open(path) as pdf:
        data = json.loads(pdf.attachments["dossier.json"].get_file().read_bytes())
    assert (data["asOf"], data["dated"]) == ("2026-03-02", "2026-03-02")
    assert written.problems == ()
    left = portfolio.records(Outgoing.kind).records[0]
    assert isinstance(left, Outgoing)
    assert left.made_on == THIRD


def test_the_day_of_judgement_is_another_than_that_of_the_records(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "toen.pdf"
    write_dossier(
        portfolio,
        DossierRequest("rnvc", path, first=FIRST, last=THIRD, as_of=FIRST, dated=SECOND, evidence=EvidenceChoice.NONE),
    )
    with pikepdf.open(path) as pdf:
        data = json.loads(pdf.attachments["dossier.json"].get_file().read_bytes())
    assert (data["asOf"], data["dated"]) == ("2026-03-02", "2026-03-03")


def test_evidence_of_which_the_file_has_gone_is_named_and_the_rest_goes_on(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    evidence = portfolio.records(Evidence.kind).records[0]
    assert isinstance(evidence, Evidence)
    portfolio.vault.evidence.remove(evidence.sha256)
    path = tmp_path / "toen.pdf"
    period = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    written = write_dossier(portfolio, DossierRequest("rnvc", path, **period, as_of=FIRST))
    assert [evidence.name in problem.nl for problem in written.problems] == [True]
    assert "is het bestand niet meer aanwezig" in _words(path)


def test_what_was_withheld_since_is_pointed_out(portfolio: Portfolio, tmp_path: Path) -> None:
    activity = portfolio.records(Activity.kind).records[0]
    portfolio.change(Activity.kind, activity.id, {"release": Audience.PRIVATE})
    period = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    written = write_dossier(portfolio, DossierRequest("rnvc", tmp_path / "toen.pdf", **period, as_of=FIRST))
    assert [problem.en for problem in written.problems] == [
        "Note: number of records in this document that have since been deleted or withheld: 1."
    ]


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".json"])
def test_a_cv_of_then_is_that_of_then(portfolio: Portfolio, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"cv{ending}"
    write_cv(portfolio, CvRequest("full", path, as_of=FIRST))
    if ending == ".pdf":
        said = _words(path)
        assert "Zoals het portfolio was aan het einde van 2 maart 2026" in said
        assert "Fenna Wiarda" in said
    elif ending == ".json":
        resume = json.loads(path.read_text())
        assert resume["basics"]["name"] == "Fenna Wiarda"
        assert resume["meta"]["vakdossier"]["asOf"] == "2026-03-02"
    assert path.stat().st_size
