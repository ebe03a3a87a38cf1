import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio_app.common.text import Language
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import (
    CefrLevel,
    Education,
    EducationLevel,
    LanguageSkill,
    Membership,
    Position,
    Publication,
    Qualification,
    Referee,
    Skill,
    SkillLevel,
)
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.integrity import InterestKind, SideActivity
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Person, ProfessionalTitle, Registration
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.exchange.json_resume import json_resume, json_resume_bytes

VIEW = CvView(id="view", name="client", audience=Audience.PUBLIC)

RECORDS = (
    Person(
        id="person",
        given_names="Sjoerd",
        surname="Ytsma",
        professional_title="Casemanager",
        professional_title_en="Case manager",
        profile="Eerste alinea.\n\nTweede alinea.",
        email="sjoerd@ytsma.example",
        website="ytsma.example",
        city="Zwolle",
        street="Laan 1",
        country="Nederland",
        birth_date=date(1980, 1, 1),
        cv_confirmed_on=date(2026, 10, 1),
    ),
    Registration(
        id="registration",
        register_name="RNVC",
        title_held=ProfessionalTitle.CROV,
        number="88",
        since=date(2020, 2, 1),
    ),
    Position(
        id="now",
        role="Casemanager",
        role_en="Case manager",
        employer="Zorggroep",
        start=PartialDateValue(2019, 3),
        hours_per_week=Decimal("32.5"),
        description="Verzuim.",
        results="- korter\n- beter",
    ),
    Position(
        id="before", role="Adviseur", employer="Bureau", start=PartialDateValue(2014), end=PartialDateValue(2019, 2)
    ),
    Education(
        id="education",
        programme="SJD",
        institution="Hogeschool",
        level=EducationLevel.HBO,
        start=PartialDateValue(2000),
        end=PartialDateValue(2004),
    ),
    Qualification(id="qualification", name="Mediation", issuer="Instituut", issued_on=date(2022, 5, 1), number="M-1"),
    Skill(id="skill", name="Regie", category="Vak", level=SkillLevel.EXPERT),
    LanguageSkill(id="nl", name="Nederlands", native=True),
    LanguageSkill(id="de", name="Duits", reading=CefrLevel.B1),
    Publication(
        id="publication", name="Week twee", outlet="Vakblad", published=PartialDateValue(2025), link="zie het archief"
    ),
    Membership(id="membership", organisation="Kring", since=PartialDateValue(2021)),
    Referee(
        id="referee", name="naam van een ander", role="Hoofd HR", organisation="School", quote="Helder.", contact="06"
    ),
    Activity(
        id="training", activity_kind=ActivityKind.TRAINING, name="WIA", start=date(2026, 3, 1), release=Audience.PUBLIC
    ),
    SideActivity(
        id="board", name="Bestuurslid", organisation="Club", interest_kind=InterestKind.UNPAID, weighing="geen"
    ),
    SideActivity(id="paid", name="Trainer", interest_kind=InterestKind.PAID),
)


SEEN = Snapshot(RECORDS).for_audience(Audience.PUBLIC)


@dataclass(frozen=True)
class Source:
    view: CvView = VIEW
    snapshot: Snapshot = SEEN
    dated: date = date(2026, 11, 3)
    as_of: date | None = None


def values(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from values(inner)


def own(resume: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = resume["meta"]["vakdossier"]
    return found


def test_every_key_at_the_top_is_one_of_the_schema(language: Language) -> None:
    known = {
        "$schema", "basics", "work", "volunteer", "education", "awards", "certificates", "publications",
        "skills", "languages", "interests", "references", "projects", "meta",
    }  # fmt: skip
    assert set(json_resume(Source(), language)) <= known


def test_nothing_is_null_or_empty(language: Language) -> None:
    assert [key for key, value in values(json_resume(Source(), language)) if value in (None, "", [], {})] == []


def test_dates_are_as_exact_as_they_are_known_and_an_open_end_is_left_out() -> None:
    now, before = json_resume(Source(), "nl")["work"]
    assert now["startDate"] == "2019-03"
    assert "endDate" not in now
    assert (before["startDate"], before["endDate"]) == ("2014", "2019-02")
    for key, value in values(json_resume(Source(), "nl")):
        if key.endswith("Date") or key in ("date", "since", "until"):
            assert re.fullmatch(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?", value)


def test_work_has_its_results_as_highlights_and_its_hours_under_meta() -> None:
    resume = json_resume(Source(), "nl")
    assert resume["work"][0]["highlights"] == ["korter", "beter"]
    assert own(resume)["positions"][0]["hoursPerWeek"] == "32.5"


def test_a_registration_is_a_certificate_for_others_and_whole_under_meta() -> None:
    resume = json_resume(Source(), "nl")
    assert {"name": "Crov", "issuer": "RNVC", "date": "2020-02-01"} in resume["certificates"]
    assert own(resume)["registrations"] == [
        {"register": "RNVC", "title": "Crov", "number": "88", "since": "2020-02-01"}
    ]


def test_only_what_is_public_goes_out() -> None:
    said = json_resume_bytes(Source(), "nl").decode()
    for hidden in ("naam van een ander", '"06"', "Laan 1", "1980", "M-1", "geen"):
        assert hidden not in said


def test_a_web_address_is_whole_and_what_is_none_is_no_url() -> None:
    resume = json_resume(Source(), "nl")
    assert resume["basics"]["url"] == "https://ytsma.example"
    assert "url" not in resume["publications"][0]
    assert own(resume)["publicationDetails"][0]["foundAt"] == "zie het archief"


def test_unpaid_side_activities_are_volunteer_work_and_all_stand_under_meta() -> None:
    resume = json_resume(Source(), "nl")
    assert [each["position"] for each in resume["volunteer"]] == ["Bestuurslid"]
    assert [each["name"] for each in own(resume)["sideActivities"]] == ["Bestuurslid", "Trainer"]


def test_english_wording_where_there_is_one() -> None:
    resume = json_resume(Source(), "en")
    assert resume["basics"]["label"] == "Case manager"
    assert [each["position"] for each in resume["work"]] == ["Case manager", "Adviseur"]
    assert resume["languages"][0]["fluency"] == "native speaker"


@pytest.mark.parametrize("section", CvSection)
def test_a_view_of_one_section_gives_that_section_only(section: CvSection) -> None:
    resume = json_resume(Source(VIEW.with_values(sections=(section,))), "nl")
    assert ("summary" in resume["basics"]) is (section is CvSection.PROFILE)
    assert ("work" in resume) is (section is CvSection.POSITIONS)
    assert ("training" in own(resume)) is (section is CvSection.TRAINING)


def test_hidden_items_are_left_out() -> None:
    resume = json_resume(Source(VIEW.with_values(hidden=("before", "referee"))), "nl")
    assert len(resume["work"]) == 1
    assert "references" not in resume


def test_it_says_of_when_it_is() -> None:
    meta = json_resume(Source(), "nl")["meta"]
    assert meta["lastModified"] == "2026-11-03T00:00:00"
    assert meta["vakdossier"]["confirmedOn"] == "2026-10-01"


def test_equal_records_give_equal_bytes_that_are_json() -> None:
    assert json_resume_bytes(Source(), "nl") == json_resume_bytes(Source(), "nl")
    assert json.loads(json_resume_bytes(Source(), "nl")) == json_resume(Source(), "nl")


def test_a_vault_without_anybody_gives_an_empty_resume() -> None:
    resume = json_resume(Source(snapshot=Snapshot(())), "nl")
    assert resume["basics"] == {}
    assert "work" not in resume
