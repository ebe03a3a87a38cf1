"""The register data hold what the two source documents ask: every count, every level, every link, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from portfolio_app.common.text import Text
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import (
    Certainty,
    ConductCode,
    Document,
    EntryKind,
    IndicatorKind,
    LawList,
    PeriodStart,
    Profile,
    RevisionState,
)

CROV, RCCM = "RNVC.Crov", "RNVC.Rccm"
BOTH_CASE_AND_POLICY = {CROV: ("casus",), RCCM: ("casus", "beleid")}
BOTH_IDENTIFY_ONE_ADVISES = {CROV: ("signaleert",), RCCM: ("signaleert", "adviseert")}
TIERS = {CROV: ("operationeel", "tactisch"), RCCM: ("tactisch", "strategisch")}
ONLY_RCCM: dict[str, tuple[str, ...]] = {RCCM: ()}

CORE_TASKS = [
    (BOTH_CASE_AND_POLICY, (1,)),
    (BOTH_CASE_AND_POLICY, (2,)),
    (BOTH_CASE_AND_POLICY, (3,)),
    (BOTH_CASE_AND_POLICY, (4,)),
    (BOTH_CASE_AND_POLICY, (4,)),
    (BOTH_CASE_AND_POLICY, (4,)),
    (BOTH_CASE_AND_POLICY, (5,)),
    (BOTH_CASE_AND_POLICY, (5,)),
    (BOTH_IDENTIFY_ONE_ADVISES, (5, 6, 7)),
    (BOTH_IDENTIFY_ONE_ADVISES, (6, 7)),
    (TIERS, (6, 7)),
    (ONLY_RCCM, (5, 7)),
    (ONLY_RCCM, (5, 7)),
]

LAWS = [
    "Burgerlijk Wetboek Boek 7, artikelen 610–670",
    "Ziektewet",
    "Participatiewet",
    "Wet WIA",
    "Regeling procesgang eerste en tweede ziektejaar",
    "Beoordelingskader Poortwachter",
    "Werkwijzer Poortwachter",
    "WAZO",
    "STECR-richtlijnen",
    "Beoordelingskader duurzaamheid beperkingen",
    "Standaard verminderde arbeidsduur",
    "NVAB- en NVVG-richtlijnen",
    "Medisch arbeidsongeschiktheidskader",
    "Privacywetgeving",
    "Wet financiering sociale verzekeringen",
    "Dagloonbesluit",
    "Arbeidsomstandighedenwet",
    "Algemene wet bestuursrecht",
]


@pytest.fixture(scope="module")
def profile(registers: Registers) -> Profile:
    found = registers.profile_of("rnvc")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def laws(registers: Registers) -> LawList:
    found = registers.laws_of("rnvc")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def conduct_code(registers: Registers) -> ConductCode:
    found = registers.conduct_code_of("rsc")
    assert found is not None
    return found


def labels(entries: Iterable[object]) -> list[str]:
    return [entry.label.nl for entry in entries]  # type: ignore[attr-defined]


def test_two_registers_ship_with_their_titles(registers: Registers) -> None:
    assert registers.codes("register") == ("rnvc", "rsc")
    assert [title.name for title in registers.register("rnvc").titles] == ["Rccm", "Crov", "Rcmt"]
    assert registers.register("rsc").titles == ()


def test_a_period_says_how_sure_it_is(registers: Registers) -> None:
    rnvc, rsc = registers.register("rnvc").period, registers.register("rsc").period
    assert (rnvc.years, rnvc.start, rnvc.state) == (1, PeriodStart.CALENDAR, Certainty.STATED)
    assert rsc.state is Certainty.UNVERIFIED


def test_profile_is_about_crov_and_rccm_at_hbo_level(profile: Profile) -> None:
    assert profile.titles == (CROV, RCCM)
    assert profile.entry_level is not None
    assert profile.entry_level.id == "hbo"


def test_thirteen_core_tasks_in_order(profile: Profile) -> None:
    assert [task.code for task in profile.core_tasks] == [f"RNVC.KT{number:02}" for number in range(1, 14)]


@pytest.mark.parametrize("number", range(1, 14))
def test_core_task_has_the_levels_and_competences_of_the_source(profile: Profile, number: int) -> None:
    task = profile.core_tasks[number - 1]
    levels, competences = CORE_TASKS[number - 1]
    found = {requirement.title: tuple(level.id for level in requirement.levels) for requirement in task.requirements}
    assert found == levels
    assert task.competences == tuple(f"RNVC.KC{competence}" for competence in competences)


def test_eight_core_competences_by_name(profile: Profile) -> None:
    assert labels(profile.core_competences) == [
        "Informeren (+ vastleggen)",
        "Verbinden",
        "Regisseren",
        "Schadelast beheersen",
        "Analyseren",
        "Signaleren",
        "Adviseren",
        "Onderhouden vakmanschap",
    ]
    assert [competence.code for competence in profile.core_competences] == [f"RNVC.KC{n}" for n in range(1, 9)]


def test_eight_context_terms_a_to_h(profile: Profile) -> None:
    assert labels(profile.context_terms) == [
        "Delegeren",
        "Onafhankelijkheid",
        "Afwegen van alle belangen",
        "De menselijke maat",
        "Procesmatig inzicht en inrichting daarvan",
        "Beleid/strategie",
        "Financiering",
        "Wet- en regelgeving",
    ]
    assert [term.code for term in profile.context_terms] == [f"RNVC.CT.{letter}" for letter in "abcdefgh"]


def test_six_elaborated_competences_with_43_indicators(profile: Profile) -> None:
    assert labels(profile.competences) == [
        "Klantgerichtheid",
        "Mondelinge uitdrukkingsvaardigheid",
        "Rapporteren",
        "Analytisch vermogen",
        "Planmatig werken",
        "Onderhouden vakmanschap",
    ]
    assert [len(competence.behaviour) for competence in profile.competences] == [2, 3, 5, 5, 5, 2]
    assert [len(competence.required) for competence in profile.competences] == [6, 2, 2, 5, 4, 2]
    assert all(competence.text and competence.note for competence in profile.competences)


def test_indicators_are_coded_by_competence_kind_and_number(profile: Profile) -> None:
    letters = {IndicatorKind.BEHAVIOUR: "G", IndicatorKind.REQUIRED: "N"}
    for competence in profile.competences:
        for kind, indicators in (
            (IndicatorKind.BEHAVIOUR, competence.behaviour),
            (IndicatorKind.REQUIRED, competence.required),
        ):
            for number, indicator in enumerate(indicators, start=1):
                assert indicator.code == f"{competence.code}.{letters[kind]}{number}"
                assert indicator.indicator is kind
                assert indicator.source is not None
                assert indicator.source.item == str(number)


def test_eighteen_laws_of_which_one_for_rccm_only(laws: LawList) -> None:
    assert labels(laws.laws) == LAWS
    assert [law.code for law in laws.laws] == [f"RNVC.WET{number:02}" for number in range(1, 19)]
    assert [law.code for law in laws.laws if law.titles] == ["RNVC.WET15"]
    wfsv = laws.laws[14]
    assert (wfsv.abbreviation, wfsv.titles) == ("Wfsv", (RCCM,))
    assert wfsv.concerns(RCCM)
    assert not wfsv.concerns(CROV)
    assert laws.laws[0].concerns(CROV)


def test_a_law_is_shortened_as_colleagues_do_and_else_named(laws: LawList) -> None:
    assert laws.laws[17].short == Text("Awb", "Awb")
    assert laws.laws[6].short == laws.laws[6].label


def test_document_record_of_the_profile(registers: Registers, profile: Profile) -> None:
    document = registers.document(profile.document)
    assert (document.version, document.adopted, document.language) == ("2018.01", "2018-05", "nl")
    assert [(revision.version, revision.state, revision.date) for revision in document.history] == [
        ("2018.01", RevisionState.ADOPTED, "2018-05"),
        ("Concept 3", RevisionState.DRAFT, "2018-04-09"),
        ("Concept 2", RevisionState.DRAFT, "2018-03-30"),
        ("Concept 1", RevisionState.DRAFT, "2018-01-15"),
    ]


def test_code_of_conduct_has_seventeen_provisions_in_document_order(conduct_code: ConductCode) -> None:
    assert [[provision.code for provision in chapter.provisions] for chapter in conduct_code.chapters] == [
        [f"RSC.P{number}" for number in range(1, 6)],
        [f"RSC.D{number}" for number in range(1, 6)],
        [f"RSC.I{number}" for number in range(1, 8)],
    ]
    assert len(conduct_code.provisions) == 17
    assert labels(conduct_code.chapters) == [
        "Professioneel gedrag",
        "Deskundigheid",
        "Integriteit en vertrouwelijkheid",
    ]


def test_code_of_conduct_has_four_points_of_departure_and_a_declaration(conduct_code: ConductCode) -> None:
    assert [departure.code for departure in conduct_code.departures] == [f"RSC.U{number}" for number in range(1, 5)]
    assert conduct_code.declaration is not None
    assert conduct_code.declaration.code == "RSC.VERKLARING"


def test_every_entry_has_label_and_wording_in_both_languages(registers: Registers) -> None:
    for entry in registers.every_entry():
        assert entry.label.nl, entry.code
        assert entry.label.en, entry.code
        # A chapter is a heading: its name is all there is.
        assert bool(entry.text) is (entry.kind is not EntryKind.CHAPTER), entry.code


def test_every_wording_is_a_sentence_in_both_languages(registers: Registers) -> None:
    for entry in registers.every_entry():
        for words in (entry.text.nl, entry.text.en):
            assert not words or re.fullmatch(r"[A-ZÉ0-9].*[.]", words), (entry.code, words)


def test_no_wording_is_given_twice(registers: Registers) -> None:
    texts = [entry.text for entry in registers.every_entry() if entry.text]
    assert len(set(texts)) == len(texts)


def test_everything_from_a_document_refers_to_it(registers: Registers) -> None:
    without = {entry.code for entry in registers.every_entry() if entry.source is None}
    documents = {entry.code for entry in registers.every_entry() if isinstance(entry, Document)}
    # Rcmt is known to the register, the profile says nothing about it.
    assert without == {"rnvc", "rsc", "RNVC.Rcmt", *documents}


def test_no_two_entries_refer_to_one_item_of_the_source(registers: Registers) -> None:
    references = [entry.source for entry in registers.every_entry() if entry.source is not None and entry.source.item]
    assert len(set(references)) == len(references)


@pytest.mark.parametrize("code", ["RNVC.KT12", "RNVC.KT13"])
def test_the_last_two_core_tasks_are_not_asked_of_a_crov(profile: Profile, code: str) -> None:
    task = next(task for task in profile.core_tasks if task.code == code)
    assert task.requirement_of(CROV) is None
    required = task.requirement_of(RCCM)
    assert required is not None
    assert required.describe() == Text("", "")


def test_levels_are_described_in_words(profile: Profile) -> None:
    requirement = profile.core_tasks[10].requirement_of(RCCM)
    assert requirement is not None
    assert requirement.describe() == Text("tactisch niveau en strategisch niveau", "tactical level and strategic level")
