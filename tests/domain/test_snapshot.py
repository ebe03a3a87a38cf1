from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.growth import Action, Assessment, Goal, Score
from portfolio_app.domain.records.learning import Activity, Evidence, Feedback, Reflection
from portfolio_app.domain.records.person import Absence, Registration, RegistrationPeriod
from portfolio_app.domain.snapshot import Snapshot, links_of
from tests.strategies import any_records

DOCUMENTS = (Audience.PUBLIC, Audience.REGISTER)
every_kind = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.key) for kind in KINDS])


def marked(spec: FieldSpec) -> st.SearchStrategy[str]:
    """Words that say for whom the field is meant in which they stand."""
    return st.just(f"<{spec.audience.value}>")


@every_kind
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_reaches_a_document_that_is_not_meant_for_it(kind: RecordKind, data: st.DataObject) -> None:
    record = data.draw(any_records(kind, marked, "r0"))
    for document in DOCUMENTS:
        seen = Snapshot([record]).for_audience(document)
        words = json.dumps([each.to_plain() for each in seen])
        assert "<private>" not in words
        assert "<third-party>" not in words
        if document is Audience.PUBLIC:
            assert "<register>" not in words
        if not record.released_to.reaches(document):
            assert len(seen) == 0


@every_kind
@settings(max_examples=40)
@given(data=st.data())
def test_fields_that_are_not_meant_for_a_document_are_empty_in_it(kind: RecordKind, data: st.DataObject) -> None:
    record = data.draw(any_records(kind, marked, "r0"))
    for document in DOCUMENTS:
        for seen in Snapshot([record]).for_audience(document):
            for spec in kind.fields:
                value = getattr(seen, spec.name)
                if not spec.audience.reaches(document):
                    assert spec.type.is_empty(value)
                elif not links_of(record):
                    assert value == getattr(record, spec.name)


@st.composite
def portfolios(draw: st.DrawFn) -> list[Record]:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=12))
    return [draw(any_records(kind, marked, f"r{number}")) for number, kind in enumerate(kinds)]


@settings(max_examples=150)
@given(data=st.data())
def test_a_document_holds_no_link_to_what_it_may_not_show(data: st.DataObject) -> None:
    records = data.draw(portfolios())
    for document in DOCUMENTS:
        seen = Snapshot(records).for_audience(document)
        ids = {record.id for record in seen}
        for record in seen:
            assert set(links_of(record)) <= ids
            if record.kind.parent and getattr(record, record.kind.parent):
                assert getattr(record, record.kind.parent) in ids


@settings(max_examples=80)
@given(data=st.data())
def test_looking_twice_shows_the_same(data: st.DataObject) -> None:
    records = data.draw(portfolios())
    for document in DOCUMENTS:
        once = Snapshot(records).for_audience(document)
        assert list(once.for_audience(document)) == list(once)


@settings(max_examples=60)
@given(data=st.data())
def test_what_the_public_may_see_a_register_may_see_too(data: st.DataObject) -> None:
    snapshot = Snapshot(data.draw(portfolios()))
    public = {record.id for record in snapshot.for_audience(Audience.PUBLIC)}
    assert public <= {record.id for record in snapshot.for_audience(Audience.REGISTER)}


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.THIRD_PARTY])
def test_there_are_no_documents_for_oneself_or_about_somebody_else(audience: Audience) -> None:
    assert len(Snapshot([Activity(id="a", name="Intervisie")]).for_audience(audience)) == 0


def test_a_part_goes_with_its_whole() -> None:
    kept_private = Snapshot(
        [
            Goal(id="g", name="Doel", release=Audience.PRIVATE),
            Action(id="a", goal="g", name="Stap"),
            Assessment(id="m", name="Meting"),
            Score(id="s", assessment="m", item=("RNVC.KC1",), score=3),
        ]
    ).for_audience(Audience.REGISTER)
    assert {record.id for record in kept_private} == {"m", "s"}


def test_a_part_whose_whole_is_not_there_at_all_is_left_out() -> None:
    assert len(Snapshot([Action(id="a", goal="weg", name="Stap")]).for_audience(Audience.REGISTER)) == 0


def test_a_reflection_is_shown_once_it_is_released_and_without_its_notes() -> None:
    reflection = Reflection(id="r", name="Grens bewaakt", notes="alleen voor mij", release=Audience.REGISTER)
    (seen,) = Snapshot([reflection]).for_audience(Audience.REGISTER).of(Reflection)
    assert seen.name == "Grens bewaakt"
    assert seen.notes == ""
    assert len(Snapshot([reflection]).for_audience(Audience.PUBLIC)) == 0


def test_records_are_found_by_kind_by_id_and_by_who_links_to_them() -> None:
    evidence = Evidence(id="e", name="Certificaat")
    activity = Activity(id="a", name="Training", evidence=("e",), goals=("g",))
    feedback = Feedback(id="f", about="Gesprek", evidence=("e", "weg"))
    snapshot = Snapshot([evidence, activity, feedback, Absence(id="z")])
    assert len(snapshot) == 4
    assert snapshot.of(Activity) == (activity,)
    assert snapshot.only(Goal) is None
    assert snapshot.get("e", Evidence) is evidence
    assert snapshot.get("e", Activity) is None
    assert snapshot.all_of(("weg", "e"), Evidence) == (evidence,)
    assert snapshot.referring_to("e", Activity) == (activity,)
    assert snapshot.referring_to("e", Feedback) == (feedback,)
    assert snapshot.referring_to("g", Feedback) == ()


def test_a_period_of_a_registration_shows_with_it() -> None:
    snapshot = Snapshot([Registration(id="r", register_name="RNVC"), RegistrationPeriod(id="p", registration="r")])
    assert {record.id for record in snapshot.for_audience(Audience.REGISTER)} == {"r", "p"}
    assert {record.id for record in snapshot.for_audience(Audience.PUBLIC)} == {"r"}


def seen_by_register(*records: Record) -> tuple[Record, ...]:
    return tuple(Snapshot(records).for_audience(Audience.REGISTER))


def test_what_holds_nothing_that_is_hidden_is_not_copied() -> None:
    goal = Goal(id="r0", name="Doel", release=Audience.REGISTER)
    action = Action(id="r1", name="Stap", goal="r0")
    first, second = seen_by_register(goal, action)
    assert first is goal
    assert second is action
