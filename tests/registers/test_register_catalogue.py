"""Finding register data: by code, by scheme, by register; and what a self-assessment is done on."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Language, Text
from portfolio_app.domain.values.links import Codes, CodeScheme
from portfolio_app.registers.catalogue import SCHEMES, Registers
from portfolio_app.registers.model import EntryKind

COUNTS = {
    "register": 2,
    "title": 3,
    "core_task": 13,
    "core_competence": 8,
    "context_term": 8,
    "elaborated_competence": 6,
    "competence": 22,
    "behaviour": 22,
    "required": 21,
    "indicator": 43,
    "assessable": 64,
    "law": 18,
    "provision": 17,
    "departure": 4,
    "declaration": 1,
    "conduct_code": 1,
    "document": 2,
    "profile": 1,
    "law_list": 1,
    "chapter": 3,
    "remark": 6,
}


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_scheme_holds_what_the_sources_count(registers: Registers, scheme: str) -> None:
    codes = registers.codes(scheme)
    assert len(codes) == COUNTS[scheme]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("scheme", CodeScheme)
def test_every_scheme_that_records_link_to_is_there(registers: Registers, scheme: CodeScheme) -> None:
    assert registers.codes(scheme)


def test_records_accept_every_code(registers: Registers, language: Language) -> None:
    for scheme in CodeScheme:
        codes = registers.codes(scheme)
        assert Codes((scheme,)).parse(", ".join(codes), language) == codes


def test_assessable_items_are_tasks_competences_and_indicators_in_the_order_of_the_source(registers: Registers) -> None:
    codes = registers.codes("assessable")
    assert codes[0] == "RNVC.KT01"
    assert codes[13] == "RNVC.KC1"
    assert codes[21:25] == ("RNVC.UC1.G1", "RNVC.UC1.G2", "RNVC.UC1.N1", "RNVC.UC1.N2")
    assert codes[-1] == "RNVC.UC6.N2"


def test_codes_of_one_register(registers: Registers) -> None:
    assert registers.codes("document", "rsc") == ("RSC.DOC.code",)
    assert registers.codes("provision", "rnvc") == ()


def test_unknown_scheme_and_register_are_refused(registers: Registers, language: Language) -> None:
    with pytest.raises(WrongUseError) as scheme:
        registers.codes("wishes")
    assert "wishes" in scheme.value.say(language)
    assert "core_task" in scheme.value.say(language)
    with pytest.raises(WrongUseError) as register:
        registers.codes("law", "nobody")
    assert "nobody" in register.value.say(language)
    assert "rnvc" in register.value.say(language)


def test_what_a_code_is_called_says_and_cites(registers: Registers) -> None:
    assert registers.describe("RNVC.UC1") == Text("Klantgerichtheid", "Customer focus")
    assert registers.entry("RSC.P2").text.en == "Keeps the laws and rules that apply to their own work."
    assert registers.cite("RNVC.KT03") == Text(
        "Beroepscompetentieprofiel Rccm en Crov (2018.01), Kerntaken, onderdeel 3",
        "Professional competence profile for Rccm and Crov (2018.01), Core tasks, item 3",
    )
    assert registers.cite("RSC.VERKLARING").nl.endswith("Verklaring")
    assert registers.cite("rnvc") == NO_TEXT


def test_unknown_code_is_wrong_use_and_can_be_asked_for_beforehand(registers: Registers, language: Language) -> None:
    assert registers.find("RNVC.KT99") is None
    assert "RNVC.KT99" not in registers
    assert "RNVC.KT09" in registers
    assert 9 not in registers
    for ask in (registers.entry, registers.describe, registers.cite, registers.document):
        with pytest.raises(WrongUseError) as caught:
            ask("RNVC.KT99")
        assert "RNVC.KT99" in caught.value.say(language)


def test_only_a_document_is_a_document(registers: Registers) -> None:
    with pytest.raises(WrongUseError):
        registers.document("RSC.P1")


@pytest.mark.parametrize("name", ["Rccm", "rccm", "RNVC.Rccm", "rnvc.RCCM"])
def test_a_title_is_found_by_code_and_name(registers: Registers, name: str) -> None:
    title = registers.title(name)
    assert title is not None
    assert title.code == "RNVC.Rccm"


def test_a_title_is_looked_for_in_one_register(registers: Registers) -> None:
    assert registers.title("Crov", "rnvc") is not None
    assert registers.title("Crov", "rsc") is None
    assert registers.title("Dr") is None


def test_a_register_may_have_no_profile_laws_or_code(registers: Registers) -> None:
    assert registers.profile_of("rsc") is None
    assert registers.laws_of("rsc") is None
    assert registers.conduct_code_of("rnvc") is None
    assert registers.assessment_of("rsc") == ()


def test_self_assessment_is_done_on_64_items_in_8_groups(registers: Registers) -> None:
    groups = registers.assessment_of("rnvc")
    assert [(group.key, len(group.items)) for group in groups] == [
        ("core_task", 13),
        ("core_competence", 8),
        ("RNVC.UC1", 8),
        ("RNVC.UC2", 5),
        ("RNVC.UC3", 7),
        ("RNVC.UC4", 10),
        ("RNVC.UC5", 9),
        ("RNVC.UC6", 4),
    ]
    assert tuple(item.code for group in groups for item in group.items) == registers.codes("assessable")
    assert all(group.label and group.text for group in groups)


@pytest.mark.parametrize(("title", "asked"), [("RNVC.Crov", 62), ("RNVC.Rccm", 64), ("RNVC.Rcmt", 0)])
def test_what_a_title_is_asked(registers: Registers, title: str, asked: int) -> None:
    items = [item for group in registers.assessment_of("rnvc") for item in group.items]
    assert sum(item.requirement_of(title) is not None for item in items) == asked


def test_only_core_tasks_name_levels(registers: Registers) -> None:
    items = [item for group in registers.assessment_of("rnvc") for item in group.items]
    with_levels = {item.kind for item in items for requirement in item.requirements if requirement.levels}
    assert with_levels == {EntryKind.CORE_TASK}


def test_register_data_cannot_be_changed(registers: Registers) -> None:
    with pytest.raises(FrozenInstanceError):
        registers.profiles = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        registers.entry("RSC.P1").code = "RSC.P9"  # type: ignore[misc]
