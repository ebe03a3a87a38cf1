"""Whatever a vault holds: nothing private and nothing about somebody else reaches a document, its data or its links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
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
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.permissions import permission_numbers
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    ClockTime,
    Codes,
    DecimalNumber,
    Duration,
    Lines,
    LongText,
    PartialDate,
    PartialDateValue,
    Reference,
    References,
    ShortText,
    Texts,
    WholeNumber,
    YesNo,
)
from portfolio_app.exchange.json_resume import json_resume_bytes
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers

MARK = "Qzx"
"""Stands in everything that may not leave; no register, label or open text has it."""

PRIVATE_YEAR = 1913
FIRST, LAST, TODAY = date(2025, 1, 1), date(2026, 12, 31), date(2026, 11, 3)
REGISTERS: Registers = load_registers(Path(__file__).resolve().parents[3] / "resources" / "registers")
CODES = [entry.code for entry in REGISTERS.every_entry()]

MOST_OF_A_KIND = 3


def ids_of(kind: RecordKind) -> list[str]:
    """Return ids that no other text holds by chance."""
    return [f"{MARK.lower()}-{kind.key.replace('_', '-')}-{number}" for number in range(MOST_OF_A_KIND)]


@st.composite
def vaults(draw: st.DrawFn) -> Snapshot:
    """Draw a vault with up to a few records of every kind, linked at random, some released and some not."""
    present = {
        kind.key: ids_of(kind)[: draw(st.integers(0, 1 if kind.singleton else MOST_OF_A_KIND))] for kind in KINDS
    }
    records = [draw(records_of(kind, record_id, present)) for kind in KINDS for record_id in present[kind.key]]
    return Snapshot(records)


@st.composite
def records_of(draw: st.DrawFn, kind: RecordKind, record_id: str, present: dict[str, list[str]]) -> Record:
    release = draw(st.sampled_from([None, *Audience]))
    values: dict[str, Any] = {"release": release}
    bare = kind.record_type(id=record_id, **values)
    for spec in kind.fields:
        if spec.name == "release":
            continue
        if spec.name == kind.parent and present[kind.parent]:
            values[spec.name] = draw(st.sampled_from(present[kind.parent]))
            continue
        if not spec.required and draw(st.integers(0, 3)) == 0:
            continue
        open_to_all = spec.audience is Audience.PUBLIC and bare.released_to is Audience.PUBLIC
        audience = Audience.PUBLIC if open_to_all else narrower(spec.audience, bare.released_to)
        values[spec.name] = draw(values_of(spec, audience, present))
    return kind.record_type(id=record_id, **values)


def narrower(first: Audience, second: Audience) -> Audience:
    order = list(Audience)
    return order[max(order.index(first), order.index(second))]


def word_for(spec: FieldSpec, audience: Audience) -> str:
    """Return a text that says for whom it is: without a mark, with one, or with one that a register may see."""
    if audience is Audience.PUBLIC:
        return f"open {spec.name}"
    if audience is Audience.REGISTER:
        return f"REG{MARK} {spec.name}"
    return f"NEE{MARK} {spec.name}"


def values_of(  # noqa: C901, PLR0911, PLR0912 - one case for each type of value
    spec: FieldSpec, audience: Audience, present: dict[str, list[str]]
) -> st.SearchStrategy[Any]:
    secret = audience in (Audience.PRIVATE, Audience.THIRD_PARTY)
    word = word_for(spec, audience)
    match spec.type:
        case ShortText() | LongText():
            return st.just(word if spec.name != "sha256" else "a" * 64 if not secret else word[:64])
        case Lines():
            return st.just((word,))
        case Texts():
            return st.just({"text": word, "situation": word, "vreemd": word})
        case Amounts():
            return st.just({"rnvc": Decimal("1.5")})
        case YesNo():
            return st.booleans()
        case WholeNumber(least=least, most=most):
            return st.integers(least, min(most, least + 4))
        case DecimalNumber():
            return st.integers(0, 40).map(Decimal)
        case Duration():
            return st.integers(0, 600)
        case CalendarDate():
            days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
            return st.just(date(PRIVATE_YEAR, 2, 3)) if secret else days
        case PartialDate():
            return st.integers(2000, 2027).map(PartialDateValue)
        case ClockTime():
            return st.just(time(9, 30))
        case Choice(options=options):
            return st.sampled_from(list(options))
        case Choices(options=options):
            return st.just(tuple(options))
        case Codes(most=most):
            chosen = st.lists(st.sampled_from(CODES), max_size=most or 3, unique=True)
            return st.just((f"NEE{MARK}.code",)) if secret else chosen.map(tuple)
        case Reference(kinds=kinds):
            return st.sampled_from(["", *targets(kinds, present)])
        case References(kinds=kinds):
            found = targets(kinds, present)
            return st.lists(st.sampled_from(found), max_size=3, unique=True).map(tuple) if found else st.just(())
        case unknown:
            raise AssertionError(f"no values for {unknown!r}")


def targets(kinds: tuple[str, ...], present: dict[str, list[str]]) -> list[str]:
    return [record_id for kind in kinds or present for record_id in present[kind]]


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
