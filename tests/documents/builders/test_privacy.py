"""Whatever a vault holds: nothing private and nothing about somebody else reaches a document, its data or its links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.text import LANGUAGES, Language
from portfolio_app.documents.blocks import Document
from portfolio_app.documents.builders import (
    CvMaterial,
    DossierMaterial,
    DossierOptions,
    RegisterData,
    build_cv,
    build_dossier,
)
from portfolio_app.documents.docx import docx_bytes
from portfolio_app.documents.pdf.checks import check_links, check_tables
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.permissions import permission_numbers
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import CalendarDate, Codes, Reference, References
from portfolio_app.exchange.json_resume import json_resume_bytes
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers
from tests.strategies import saying, snapshots

MARK = "Qzx"
"""Stands in everything that may not leave; no register, label or open text has it."""

PRIVATE_YEAR = 1913
FIRST, LAST, TODAY = date(2025, 1, 1), date(2026, 12, 31), date(2026, 11, 3)
REGISTERS: Registers = load_registers(Path(__file__).resolve().parents[3] / "resources" / "registers")
MOST_OF_A_KIND = 3
DAYS = (date(2023, 1, 1), date(2027, 12, 31))
"""So that much of what is drawn lies within the period of a dossier."""
RELEASES = st.sampled_from([None, *Audience])


@st.composite
def vaults(draw: st.DrawFn) -> Snapshot:
    """Draw a vault with up to a few records of every kind, linked at random, some released and some not."""
    drawn = draw(
        snapshots(
            of_a_kind=(0, MOST_OF_A_KIND),
            id_prefix=f"{MARK.lower()}-",
            days=DAYS,
            words=any_word,
            filled=draw(st.booleans()),
        )
    )
    return Snapshot(marked(record.with_values(release=draw(RELEASES))) for record in drawn)


def any_word(spec: FieldSpec) -> st.SearchStrategy[str]:
    """Return what a mark is going to replace; one text in four that may be missing is."""
    return st.just("tekst") if spec.required else st.sampled_from(["tekst", "tekst", "tekst", ""])


def marked(record: Record) -> Record:
    """Return the record with a mark in all it says that may not leave."""
    said = [spec for spec in record.kind.fields if not spec.type.is_empty(getattr(record, spec.name))]
    marks = {spec.name: mark_for(spec, narrower(spec.audience, record.released_to)) for spec in said}
    return record.with_values(**{name: mark for name, mark in marks.items() if mark is not None})


def narrower(first: Audience, second: Audience) -> Audience:
    order = list(Audience)
    return order[max(order.index(first), order.index(second))]


def mark_for(spec: FieldSpec, audience: Audience) -> object:
    """Return a value that says for whom it is: every text does, a date or code only when it is secret."""
    secret = audience in (Audience.PRIVATE, Audience.THIRD_PARTY)
    if spec.name == "sha256" and not secret:
        return "a" * 64
    match spec.type:
        case CalendarDate() if secret:
            return date(PRIVATE_YEAR, 2, 3)
        case Codes() if secret:
            return (f"NEE{MARK}.code",)
        case text:
            return saying(text, word_for(spec, audience))


def word_for(spec: FieldSpec, audience: Audience) -> str:
    """Return a text that says for whom it is: without a mark, with one, or with one that a register may see."""
    if audience is Audience.PUBLIC:
        return f"open {spec.name}"
    if audience is Audience.REGISTER:
        return f"REG{MARK} {spec.name}"
    return f"NEE{MARK} {spec.name}"


def all_of(document: Document) -> str:
    """Return everything in a document: words, anchors, descriptions, and the content of what is attached."""
    attached = "\n".join(each.content.decode("utf-8", "replace") for each in document.attachments)
    return f"{document!r}\n{attached}"


def dossier_of(vault: Snapshot, language: Language) -> Document:
    material = DossierMaterial(
        snapshot=vault.for_audience(Audience.REGISTER),
        standings=(),
        permissions=permission_numbers(vault, FIRST, LAST),
        register=RegisterData.of(REGISTERS, "rnvc"),
        first=FIRST,
        last=LAST,
        dated=TODAY,
        read_evidence=lambda _evidence: b"content",
    )
    return build_dossier(material, DossierOptions(language=language, with_photo=True, place="Utrecht"))


def cv_of(vault: Snapshot, audience: Audience) -> CvMaterial:
    view = CvView(id="view", name="client", audience=audience, show_photo=True, training_years=9)
    return CvMaterial(vault.for_audience(audience), view, RegisterData.describer(REGISTERS), TODAY)


def hidden_ids(vault: Snapshot, audience: Audience) -> set[str]:
    seen = {record.id for record in vault.for_audience(audience)}
    return {record.id for record in vault} - seen


@settings(max_examples=60)
@given(vaults(), st.sampled_from(LANGUAGES))
def test_a_dossier_holds_nothing_private(vault: Snapshot, language: Language) -> None:
    document = dossier_of(vault, language)
    everything = all_of(document)
    assert f"NEE{MARK}" not in everything
    assert str(PRIVATE_YEAR) not in everything
    assert not [each for each in hidden_ids(vault, Audience.REGISTER) if each in everything]
    check_links(document)
    check_tables(document)


@settings(max_examples=60)
@given(vaults(), st.sampled_from(LANGUAGES))
def test_a_public_cv_holds_only_what_is_public(vault: Snapshot, language: Language) -> None:
    material = cv_of(vault, Audience.PUBLIC)
    document = build_cv(material, language)
    everything = all_of(document) + json_resume_bytes(material, language).decode()
    assert MARK not in everything
    assert str(PRIVATE_YEAR) not in everything
    assert not [each for each in hidden_ids(vault, Audience.PUBLIC) if each in everything]
    check_links(document)
    check_tables(document)


@settings(max_examples=60)
@given(vaults())
def test_a_cv_for_a_register_holds_nothing_private(vault: Snapshot) -> None:
    material = cv_of(vault, Audience.REGISTER)
    everything = all_of(build_cv(material, "nl")) + json_resume_bytes(material, "nl").decode()
    assert f"NEE{MARK}" not in everything
    assert str(PRIVATE_YEAR) not in everything


@settings(max_examples=8)
@given(vaults())
def test_neither_does_the_word_file(vault: Snapshot) -> None:
    for document, mark in (
        (build_cv(cv_of(vault, Audience.PUBLIC), "nl"), MARK),
        (dossier_of(vault, "nl"), f"NEE{MARK}"),
    ):
        without_picture = replace(document, cover=document.cover and replace(document.cover, picture=None))
        with ZipFile(BytesIO(docx_bytes(without_picture))) as parts:
            for name in parts.namelist():
                assert mark.encode() not in parts.read(name)


def outspoken(kind: RecordKind, record_id: str, mark: str, *fields: FieldSpec, **values: object) -> Record:
    """Return a record of the period that says `mark` in every text, list, step and code of these fields."""
    said: dict[str, object] = {}
    for spec in kind.fields:
        if isinstance(spec.type, CalendarDate):
            said[spec.name] = date(2026, 3, 2)
        elif spec in fields and isinstance(spec.type, Codes):
            said[spec.name] = (f"{mark}.code",)
        elif spec in fields and (text := saying(spec.type, f"{mark} {spec.name}")) is not None:
            said[spec.name] = text
    return kind.record_type(id=record_id, **(said | values))


def everything_of(vault: Snapshot, language: Language) -> str:
    material = cv_of(vault, Audience.REGISTER)
    cv = all_of(build_cv(material, language)) + json_resume_bytes(material, language).decode()
    return all_of(dossier_of(vault, language)) + cv


HIDDEN = ("permission", "permission_event", "exchange", "reflection", "feedback", "journal_entry", "absence")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HIDDEN)
def test_a_record_that_is_not_for_a_register_leaves_no_trace(key: str, language: Language) -> None:
    kind = kind_called(key)
    hidden = outspoken(kind, f"{MARK.lower()}-hidden", f"NEE{MARK}", *kind.fields)
    (person,) = (each for each in KINDS if each.singleton)
    links = {
        spec.name: (hidden.id,) if isinstance(spec.type, References) else hidden.id
        for spec in kind_called("activity").fields
        if isinstance(spec.type, (Reference, References)) and (not spec.type.kinds or key in spec.type.kinds)
    }
    activity = outspoken(kind_called("activity"), "activity-1", "open", *kind_called("activity").fields, **links)
    owner = outspoken(person, "person-1", "open", *person.fields)
    everything = everything_of(Snapshot([owner, activity, hidden]), language)
    assert MARK not in everything
    assert MARK.lower() not in everything
    assert "open name" in everything


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["reflection", "feedback", "journal_entry"])
def test_of_a_record_that_was_released_only_what_is_for_a_register_is_shown(key: str, language: Language) -> None:
    kind = kind_called(key)
    shown = [spec for spec in kind.fields if spec.audience.reaches(Audience.REGISTER)]
    kept = [spec for spec in kind.fields if spec not in shown]
    assert kept
    record = outspoken(kind, "released-1", f"REG{MARK}", *shown, release=Audience.REGISTER)
    record = record.with_values(
        **{spec.name: text for spec in kept if (text := saying(spec.type, f"NEE{MARK}")) is not None}
    )
    everything = everything_of(Snapshot([record]), language)
    assert f"NEE{MARK}" not in everything
    assert f"REG{MARK}" in everything
    codes = [spec for spec in shown if isinstance(spec.type, Codes)]
    assert not codes or f"REG{MARK}.code" in everything


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REGISTER])
def test_the_marks_do_reach_a_document_when_the_filter_is_left_out(audience: Audience, portfolio: Snapshot) -> None:
    """The tests above would see it if the filter failed: unfiltered, the same builders do show what is private."""
    view = CvView(id="view", name="full", audience=audience)
    person = portfolio.for_audience(audience)
    leaking = Snapshot(
        [record.with_values(profile=f"NEE{MARK}") if record.kind.key == "person" else record for record in person]
    )
    document = build_cv(CvMaterial(leaking, view, RegisterData.describer(REGISTERS), TODAY), "nl")
    assert f"NEE{MARK}" in all_of(document)
