"""The demo's portfolio: whole, valid, current on any day, the same each time, and silent about others."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

import pytest

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.career import Position, Qualification, Referee
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.growth import Assessment, Goal, LawReview, Score
from portfolio_app.domain.records.integrity import JournalEntry, JournalKind
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, Reflection, ReflectionModel
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent, PermissionEventKind
from portfolio_app.domain.records.person import Person, RegistrationPeriod
from portfolio_app.domain.reflection_models import steps_of
from portfolio_app.domain.snapshot import Snapshot, links_of
from portfolio_app.domain.values import Codes, LongText, Reference, References, ShortText, Texts
from portfolio_app.services.fiction import Fiction, fictional_portfolio
from portfolio_app.services.register_data import bundled_registers, bundled_rule_sets

TODAY = date(2026, 11, 22)
# Days on which reckoning with months and years is known to go wrong: a leap day, year's ends, and a month's last day.
DAYS = (TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2027, 7, 31), date(2026, 12, 31))
ELEVEN_TEST = (9, 8, 7, 6, 5, 4, 3, 2, -1)
FEWEST_WORDS, MOST_WORDS = 150, 400


@lru_cache(maxsize=8)
def fiction_on(day: date, seed: int = 0) -> Fiction:
    return fictional_portfolio(seed, day)


@pytest.fixture
def snapshot() -> Snapshot:
    return Snapshot(fiction_on(TODAY).records)


def texts_of(record: Record) -> Iterator[tuple[FieldSpec, str]]:
    for spec in record.kind.fields:
        value = getattr(record, spec.name)
        if isinstance(spec.type, (ShortText, LongText)) and value:
            yield spec, value
        elif isinstance(spec.type, Texts):
            yield from ((spec, text) for text in value.values())


@pytest.mark.parametrize("day", DAYS)
def test_every_record_can_be_saved(day: date) -> None:
    problems = {
        record.title("nl"): [(each.field.name, each.problem.nl) for each in found]
        for record in fiction_on(day).records
        if (found := record.problems())
    }
    assert problems == {}


@pytest.mark.parametrize("day", DAYS)
def test_every_link_leads_to_a_record_of_the_right_kind(day: date) -> None:
    records = {record.id: record for record in fiction_on(day).records}
    assert len(records) == len(fiction_on(day).records)
    for record in records.values():
        for spec in record.kind.fields:
            if not isinstance(spec.type, (Reference, References)):
                continue
            value = getattr(record, spec.name)
            for target in filter(None, (value,) if isinstance(value, str) else value):
                assert records[target].kind.key in spec.type.kinds


def test_every_kind_of_record_occurs(snapshot: Snapshot) -> None:
    assert [kind.key for kind in KINDS if not snapshot.of(kind.record_type)] == []


def test_every_code_is_one_of_the_register_data(snapshot: Snapshot) -> None:
    registers = bundled_registers()
    with_rules_only = {rule_set.register for rule_set in bundled_rule_sets()}
    for record in snapshot:
        for spec in record.kind.fields:
            if isinstance(spec.type, Codes):
                known = {code for scheme in spec.type.schemes for code in registers.codes(scheme.value)}
                assert set(getattr(record, spec.name)) <= known | with_rules_only, (record.title("nl"), spec.name)


def test_activities_are_of_every_kind_and_spread_over_three_years(snapshot: Snapshot) -> None:
    activities = snapshot.of(Activity)
    kinds = Counter(activity.activity_kind for activity in activities)
    assert 140 <= len(activities) <= 160
    assert set(kinds) == set(ActivityKind)
    assert all(activity.learnt for activity in activities)
    days = sorted(activity.start for activity in activities if activity.start)
    assert (TODAY - days[0]).days > 3 * 365 - 30
    assert days[-1] < TODAY
    assert max((later - earlier).days for earlier, later in pairwise(days)) < 60


def test_intervision_is_held_often_enough_and_told_in_full(snapshot: Snapshot) -> None:
    meetings = [each for each in snapshot.of(Activity) if each.activity_kind is ActivityKind.INTERVISIE]
    years = Counter(meeting.start.year for meeting in meetings if meeting.start)
    assert all(years[year] >= 3 for year in (TODAY.year - 2, TODAY.year - 1, TODAY.year))
    assert all(each.participants and each.leader and each.learnt and each.use_in_practice for each in meetings)


def test_a_knowledge_test_was_made_every_month_but_this_one(snapshot: Snapshot) -> None:
    tests = [each for each in snapshot.of(Activity) if each.activity_kind is ActivityKind.KENNISTOETS]
    months = {(each.start.year, each.start.month) for each in tests if each.start and each.passed}
    assert {(TODAY.year, month) for month in range(1, TODAY.month)} <= months
    assert (TODAY.year, TODAY.month) not in months
    assert any(not each.passed for each in tests)


def test_reflections_are_written_out_by_every_model_and_half_of_them_released(snapshot: Snapshot) -> None:
    reflections = snapshot.of(Reflection)
    assert len(reflections) >= 25
    assert {reflection.model for reflection in reflections} == set(ReflectionModel)
    released = sum(reflection.released_to is Audience.REGISTER for reflection in reflections)
    assert 0.4 <= released / len(reflections) <= 0.6
    for reflection in reflections:
        assert isinstance(reflection.model, ReflectionModel)
        assert list(reflection.steps) == [step.key for step in steps_of(reflection.model)]
        words = sum(len(text.split()) for text in reflection.steps.values())
        assert FEWEST_WORDS <= words <= MOST_WORDS, reflection.name


def test_reflections_only_look_back(snapshot: Snapshot) -> None:
    for reflection in snapshot.of(Reflection):
        assert reflection.written_on
        for activity in snapshot.all_of(reflection.activities, Activity):
            assert activity.start
            assert activity.start <= reflection.written_on, (reflection.name, activity.name)


def test_three_assessments_score_every_item_and_show_growth(snapshot: Snapshot) -> None:
    assessable = set(bundled_registers().codes("assessable"))
    assessments = sorted(snapshot.of(Assessment), key=lambda each: each.assessed_on or date.min)
    means = []
    for assessment in assessments:
        scores = snapshot.referring_to(assessment.id, Score)
        assert {score.item[0] for score in scores} == assessable
        assert len(scores) == len(assessable) == 64
        means.append(sum(score.score or 0 for score in scores) / len(scores))
    assert len(means) == 3
    assert means == sorted(means)
    explained = [score for score in snapshot.of(Score) if score.explanation]
    assert len(explained) >= 80


def test_every_law_was_gone_through(snapshot: Snapshot) -> None:
    reviewed = Counter(review.law[0] for review in snapshot.of(LawReview))
    assert set(reviewed) == set(bundled_registers().codes("law"))
    assert sum(times > 1 for times in reviewed.values()) >= 5


def test_permissions_and_journal_show_every_course_of_events(snapshot: Snapshot) -> None:
    assert len(snapshot.of(Permission)) == 12
    assert {event.event for event in snapshot.of(PermissionEvent)} == set(PermissionEventKind)
    assert len({exchange.ground for exchange in snapshot.of(Exchange)}) >= 4
    assert {entry.journal_kind for entry in snapshot.of(JournalEntry)} == set(JournalKind)


def test_the_cv_has_three_views_and_is_filled_in_english_too(snapshot: Snapshot) -> None:
    assert {view.name for view in snapshot.of(CvView)} == {"cliënt", "register", "volledig"}
    assert len(snapshot.of(Position)) >= 5
    for record in snapshot.for_audience(Audience.PUBLIC):
        if isinstance(record, Activity):
            continue
        for spec in record.kind.fields:
            if spec.english_of:
                assert bool(getattr(record, spec.name)) == bool(getattr(record, spec.english_of)), record.title("nl")


@pytest.mark.parametrize("day", DAYS)
def test_something_runs_and_something_runs_out_soon(day: date) -> None:
    snapshot = Snapshot(fiction_on(day).records)
    running = [each for each in snapshot.of(RegistrationPeriod) if each.start and each.end]
    assert sum(each.start <= day <= each.end for each in running if each.start and each.end) == 3
    soon = [each for each in snapshot.of(Qualification) if each.expires_on and 0 < (each.expires_on - day).days < 60]
    assert soon
    assert any(goal.deadline and 0 < (goal.deadline - day).days < 60 for goal in snapshot.of(Goal))
    assert any(review.next_review and review.next_review < day for review in snapshot.of(LawReview))


def test_every_piece_of_evidence_has_its_file() -> None:
    fiction = fiction_on(TODAY)
    files = {file.evidence_id: file for file in fiction.files}
    evidence = [record for record in fiction.records if isinstance(record, Evidence)]
    assert {record.id for record in evidence} == set(files)
    assert len(files) == len(fiction.files) >= 20
    for record in evidence:
        file = files[record.id]
        assert record.sha256 == hashlib.sha256(file.content).hexdigest()
        assert (record.size, record.media_type) == (len(file.content), file.media_type)
        assert record.file_name == file.file_name
        assert record.pages
    assert {file.media_type for file in fiction.files} == {"application/pdf", "image/jpeg", "image/png"}
    linked = {target for record in fiction.records for target in links_of(record)}
    assert {record.id for record in evidence} <= linked


def test_the_same_seed_and_day_give_the_same_portfolio_to_the_byte() -> None:
    assert fictional_portfolio(0, TODAY) == fiction_on(TODAY)


def test_another_seed_gives_somebody_else() -> None:
    one, other = fiction_on(TODAY), fiction_on(TODAY, seed=1)
    assert not {record.id for record in one.records} & {record.id for record in other.records}
    names = [record.full_name() for record in (one.records[0], other.records[0]) if isinstance(record, Person)]
    assert len(set(names)) == 2
    alike = {file.content for file in one.files} & {file.content for file in other.files}
    assert len(alike) <= 2, "only what names nobody may be alike"


def test_names_of_others_stand_in_fields_about_others_only(snapshot: Snapshot) -> None:
    named = [referee.name for referee in snapshot.of(Referee)]
    named += [activity.leader for activity in snapshot.of(Activity)]
    named += [name for each in snapshot.of(Permission) for name in (each.giver_name, each.representative)]
    surnames = {name.split()[-1] for name in named if name}
    assert len(surnames) >= 8
    for record in snapshot:
        for spec, text in texts_of(record):
            if spec.audience is not Audience.THIRD_PARTY and record.released_to is not Audience.THIRD_PARTY:
                assert not [surname for surname in surnames if surname in text], (record.title("nl"), spec.name)


def test_no_number_could_be_a_citizen_service_number_or_a_bank_account(snapshot: Snapshot) -> None:
    for record in snapshot:
        for spec, text in texts_of(record):
            if spec.name == "sha256":
                continue
            assert not re.search(r"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}", text)
            for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", re.sub(r"(?<=\d)[ .-](?=\d)", "", text)):
                weighed = sum(int(digit) * weight for digit, weight in zip(digits, ELEVEN_TEST, strict=True))
                assert weighed % 11, (record.title("nl"), digits)


def test_every_address_on_the_network_is_one_that_cannot_exist(snapshot: Snapshot) -> None:
    for record in snapshot:
        for _, text in texts_of(record):
            for host in re.findall(r"(?:@|https?://)([\w.-]+)", text):
                assert host.endswith(".example"), text


def test_no_braces_are_left_in_any_text(snapshot: Snapshot) -> None:
    assert [text for record in snapshot for _, text in texts_of(record) if "{" in text or "}" in text] == []


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_what_was_decided_is_of_something_that_the_privacy_check_finds(seed: int) -> None:
    from portfolio_app.domain.records.privacy_decision import PrivacyDecision, Treatment
    from portfolio_app.services.exports import reviewed

    everything = Snapshot(fiction_on(TODAY, seed).records)
    seen = everything.for_audience(Audience.REGISTER)
    decisions = everything.of(PrivacyDecision)
    review = reviewed(tuple(seen), everything, decisions, {})
    assert decisions
    assert {each.mark for each in review.questions if each.treatment is Treatment.RELEASED} == {
        each.hit for each in decisions
    }
    assert review.open == ()
