from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.text import LANGUAGES
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, RecordKind, SearchWeight
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.records.career import Education, Position
from portfolio_app.domain.records.growth import LawReview
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, Reflection, ReflectionModel
from portfolio_app.domain.records.permission import Exchange, Ground
from portfolio_app.domain.records.person import Absence, Person, Registration, RegistrationPeriod
from portfolio_app.domain.reflection_models import steps_of
from portfolio_app.domain.values import Choice, Choices, PartialDateValue, Reference, References, ValueProblem
from tests.strategies import any_records

every_kind = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.key) for kind in KINDS])


def test_every_kind_has_its_own_key_and_record_type() -> None:
    assert len({kind.key for kind in KINDS}) == len({kind.record_type for kind in KINDS}) == len(KINDS) == 31
    assert {kind.area for kind in KINDS} == set(Area)
    assert all(kind_called(kind.key) is kind for kind in KINDS)
    with pytest.raises(ValueProblem, match="activity"):
        kind_called("nothing")


@every_kind
def test_every_text_of_a_declaration_is_in_both_languages(kind: RecordKind) -> None:
    texts = [kind.label, kind.plural, kind.hint, *(spec.label for spec in kind.fields)]
    texts += [option.label for spec in kind.fields for option in options_of(spec.type)]
    assert all(text.say(language) for text in texts for language in LANGUAGES)


@every_kind
def test_labels_tell_the_fields_of_a_form_apart(kind: RecordKind) -> None:
    for language in LANGUAGES:
        labels = [spec.label.say(language) for spec in kind.fields]
        assert len(set(labels)) == len(labels)


@every_kind
def test_links_lead_to_kinds_that_there_are(kind: RecordKind) -> None:
    keys = {each.key for each in KINDS}
    targets = [
        target for spec in kind.fields if isinstance(spec.type, Reference | References) for target in spec.type.kinds
    ]
    assert set(targets) <= keys
    if kind.parent:
        assert isinstance(kind.field(kind.parent).type, Reference)
        assert kind.field(kind.parent).required


@every_kind
def test_a_field_is_never_wider_than_its_record_may_become(kind: RecordKind) -> None:
    """A kind that may reach nobody must have no field that pretends to."""
    own = [spec for spec in kind.fields if spec.name not in {"id", "evidence", "notes", "release"}]
    if kind.widest_release in (Audience.PRIVATE, Audience.THIRD_PARTY):
        assert not any(spec.audience is Audience.PUBLIC for spec in own)
    assert kind.default_release in kind.release_choices()


@every_kind
def test_english_wordings_belong_to_a_field(kind: RecordKind) -> None:
    for spec in kind.fields:
        if spec.english_of:
            assert kind.field(spec.english_of).audience is spec.audience
            assert kind.field(spec.english_of).type == spec.type


@every_kind
def test_something_can_be_searched_for_or_the_record_is_a_part(kind: RecordKind) -> None:
    assert any(spec.search is not SearchWeight.NONE for spec in kind.fields)
    assert kind.list_fields


@every_kind
@settings(max_examples=30)
@given(data=st.data())
def test_a_record_comes_back_from_json(kind: RecordKind, data: st.DataObject) -> None:
    record = data.draw(any_records(kind))
    plain = json.loads(json.dumps(record.to_plain(), allow_nan=False))
    assert kind.from_plain(record.id, plain) == record


@every_kind
@settings(max_examples=30)
@given(data=st.data())
def test_a_record_comes_back_from_its_columns(kind: RecordKind, data: st.DataObject) -> None:
    record = data.draw(any_records(kind))
    columns = {spec.name: spec.type.to_column(getattr(record, spec.name)) for spec in kind.fields}
    values = {spec.name: spec.type.from_column(columns[spec.name]) for spec in kind.fields}
    assert kind.record_type(id=record.id, **values) == record


@every_kind
@settings(max_examples=30)
@given(data=st.data())
def test_a_record_has_a_title_and_tells_its_problems(kind: RecordKind, data: st.DataObject) -> None:
    record = data.draw(any_records(kind))
    for language in LANGUAGES:
        assert record.title(language)
    for found in record.problems():
        assert found.field in kind.fields
        assert found.problem.nl
        assert found.problem.en


@every_kind
def test_an_empty_record_names_what_is_compulsory(kind: RecordKind) -> None:
    record = kind.record_type(id="leeg")
    assert {found.field.name for found in record.problems()} == {spec.name for spec in kind.fields if spec.required}
    assert record.to_plain() == {}
    assert record.released_to is kind.default_release


@every_kind
@given(plain=st.dictionaries(st.text(max_size=12), st.none() | st.integers() | st.text(max_size=12), max_size=3))
@settings(max_examples=20)
def test_json_of_something_else_is_refused(kind: RecordKind, plain: dict[str, Any]) -> None:
    if set(plain) & {spec.name for spec in kind.fields}:
        return
    if plain:
        with pytest.raises(ValueProblem):
            kind.from_plain("x", plain)
    else:
        assert kind.from_plain("x", plain) == kind.record_type(id="x")
    with pytest.raises(ValueProblem):
        kind.from_plain("x", [])


def test_a_record_cannot_be_changed() -> None:
    record = Evidence(id="e1", name="Certificaat")
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.name = "Anders"  # type: ignore[misc]
    assert record.with_values(name="Anders").name == "Anders"
    assert record.name == "Certificaat"


@pytest.mark.parametrize("record_id", ["", "A", "../x", "x" * 41, "é"])
def test_an_id_of_another_form_is_a_mistake_of_the_program(record_id: str) -> None:
    with pytest.raises(ValueError, match="not a record id"):
        Evidence(id=record_id, name="x").problems()


def test_the_owner_chooses_an_audience_within_what_the_kind_allows() -> None:
    assert Reflection(id="r").released_to is Audience.PRIVATE
    assert Reflection(id="r", release=Audience.REGISTER).released_to is Audience.REGISTER
    # A reflection can never become public: such a choice is not followed.
    assert Reflection(id="r", release=Audience.PUBLIC).released_to is Audience.PRIVATE
    assert Absence(id="a", release=Audience.PUBLIC).released_to is Audience.PRIVATE
    assert Exchange(id="x", release=Audience.PUBLIC).released_to is Audience.THIRD_PARTY
    # What is about somebody else stays in, whatever its kind allows.
    assert not Position(id="p", release=Audience.THIRD_PARTY).released_to.reaches(Audience.REGISTER)


def test_english_wordings_are_shown_in_english_when_there_are_any() -> None:
    activity = Activity(id="a", name="Verzuim", name_en="Absence", provider="Opleider")
    assert activity.title("nl") == "Verzuim · Opleider"
    assert activity.title("en") == "Absence · Opleider"
    assert activity.with_values(name_en="").title("en") == "Verzuim · Opleider"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Activity(id="a", start=date(2026, 2, 2), end=date(2026, 2, 1)), "end"),
        (Activity(id="a", start=date(2026, 2, 2), start_time=time(12), end_time=time(11)), "end_time"),
        (Position(id="p", start=PartialDateValue(2026, 2), end=PartialDateValue(2026, 1)), "end"),
        (Education(id="e", start=PartialDateValue(2026), end=PartialDateValue(2025)), "end"),
        (Registration(id="r", since=date(2026, 2, 2), until=date(2026, 1, 1)), "until"),
        (RegistrationPeriod(id="r", start=date(2026, 2, 2), end=date(2026, 1, 1)), "end"),
        (Absence(id="a", start=date(2026, 2, 2), end=date(2026, 1, 1)), "end"),
        (LawReview(id="l", reviewed_on=date(2026, 2, 2), next_review=date(2026, 1, 1)), "next_review"),
        (Exchange(id="x", ground=Ground.CONSENT), "permission"),
        (Exchange(id="x", ground=Ground.LEGAL_DUTY), "legal_basis"),
    ],
)
def test_values_that_contradict_each_other_are_a_problem(record: Record, field: str) -> None:
    assert field in {found.field.name for found in record.problems()}
    assert field in {name for name, _ in record.contradictions()}


@pytest.mark.parametrize(
    "record",
    [
        Activity(id="a", start=date(2026, 2, 2), end=date(2026, 2, 3), start_time=time(12), end_time=time(11)),
        Position(id="p", start=PartialDateValue(2026, 2), end=PartialDateValue(2026)),
        Position(id="p", start=PartialDateValue(2026), end=PartialDateValue(2026, 1)),
        Absence(id="a", start=date(2026, 2, 2)),
        Exchange(id="x", ground=Ground.CONTRACT),
    ],
)
def test_values_that_go_together_are_no_problem(record: Record) -> None:
    assert record.contradictions() == ()


def test_a_name_is_put_together_from_what_there_is() -> None:
    person = Person(id="p", given_names="Sanne", name_prefix="van der", surname="Bogaard", initials="S.M.")
    assert person.full_name() == "Sanne van der Bogaard"
    assert person.formal_name() == "S.M. van der Bogaard"
    assert person.with_values(given_names="").full_name() == "S.M. van der Bogaard"


def test_the_register_codes_kinds_of_education_are_among_the_choices() -> None:
    named = {
        "bijscholing",
        "nascholing",
        "intervisie",
        "training",
        "literatuur",
        "bronnen",
        "jurisprudentie",
        "coaching",
    }
    assert named <= {kind.value for kind in ActivityKind}


@pytest.mark.parametrize("model", list(ReflectionModel))
def test_every_reflection_model_has_steps_with_a_question(model: ReflectionModel) -> None:
    steps = steps_of(model)
    assert steps
    assert len({step.key for step in steps}) == len(steps)
    assert all(step.label.nl and step.prompt.en for step in steps)


def options_of(value_type: object) -> list[Any]:
    return list(value_type.options) if isinstance(value_type, Choice | Choices) else []
