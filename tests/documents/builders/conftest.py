"""An invented portfolio that has something of every kind, and the material that builders make documents of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.builders import CvMaterial, DossierMaterial, DossierOptions, RegisterData
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.permissions import permission_numbers
from portfolio_app.domain.records.career import (
    CefrLevel,
    Education,
    EducationLevel,
    LanguageSkill,
    Membership,
    Position,
    PracticeLevel,
    Publication,
    PublicationKind,
    Qualification,
    Referee,
    Skill,
    SkillLevel,
)
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.growth import Action, Assessment, AssessmentKind, Goal, GoalStatus, LawReview, Score
from portfolio_app.domain.records.integrity import (
    Adherence,
    InterestKind,
    JournalEntry,
    JournalKind,
    SideActivity,
    Weighing,
)
from portfolio_app.domain.records.learning import (
    Activity,
    ActivityKind,
    Evidence,
    EvidenceKind,
    Feedback,
    FeedbackRole,
    Reflection,
    ReflectionModel,
)
from portfolio_app.domain.records.permission import (
    DataCategory,
    Exchange,
    GivenHow,
    GiverKind,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)
from portfolio_app.domain.records.person import (
    Absence,
    AbsenceReason,
    PeriodOutcome,
    Person,
    ProfessionalTitle,
    Registration,
    RegistrationPeriod,
)
from portfolio_app.domain.rules import (
    ActivityRequirement,
    Measure,
    Per,
    Period,
    PeriodRule,
    RegisterStanding,
    RuleSet,
    RuleState,
    Selection,
    WorkRequirement,
    standings,
)
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers

FIRST, LAST, TODAY = date(2025, 1, 1), date(2026, 12, 31), date(2026, 11, 3)


@pytest.fixture(scope="session")
def registers(checkout: Path) -> Registers:
    """The register data of the program."""
    return load_registers(checkout / "resources" / "registers")


@pytest.fixture(scope="session")
def portfolio(registers: Registers) -> Snapshot:
    """Everything in the invented vault, private matters too."""
    return Snapshot(_records(registers))


RULES = RuleSet(
    register="rnvc",
    id="invented",
    register_name=Text("RNVC", "RNVC"),
    name=Text("Verzonnen eisen", "Invented requirements"),
    state=RuleState.STATED,
    source=Text("verzonnen", "invented"),
    period=PeriodRule(years=2),
    requirements=(
        ActivityRequirement(
            id="intervisie",
            label=Text("Intervisie", "Intervision"),
            per=Per.CALENDAR_YEAR,
            minimum=Decimal(3),
            counting=Measure.COUNT,
            select=Selection(kinds=(ActivityKind.INTERVISIE,)),
        ),
        ActivityRequirement(id="punten", label=Text("Punten", "Points"), minimum=Decimal(12), counting=Measure.POINTS),
        ActivityRequirement(
            id="kennistoets",
            label=Text("Kennistoets", "Knowledge test"),
            per=Per.MONTH,
            minimum=Decimal(1),
            counting=Measure.COUNT,
            select=Selection(kinds=(ActivityKind.KENNISTOETS,), passed=True),
        ),
        ActivityRequirement(id="uren", label=Text("Uren", "Hours"), counting=Measure.HOURS),
        WorkRequirement(
            id="werk", label=Text("Werkuren", "Working hours"), per=Per.CALENDAR_YEAR, minimum=Decimal(400)
        ),
    ),
)


def judge(snapshot: Snapshot) -> tuple[RegisterStanding, ...]:
    """Return how the register judges a vault over the period of the dossier."""
    return standings((RULES,), snapshot, TODAY, "rnvc", period=Period(FIRST, LAST))


@pytest.fixture(scope="session")
def judged(portfolio: Snapshot) -> tuple[RegisterStanding, ...]:
    """How the register judges the invented vault."""
    return judge(portfolio)


@pytest.fixture
def material(portfolio: Snapshot, registers: Registers, judged: tuple[RegisterStanding, ...]) -> DossierMaterial:
    """What the dossier of the invented vault is made of."""
    return DossierMaterial(
        snapshot=portfolio.for_audience(Audience.REGISTER),
        standings=judged,
        permissions=permission_numbers(portfolio, FIRST, LAST),
        register=RegisterData.of(registers, "rnvc"),
        first=FIRST,
        last=LAST,
        dated=TODAY,
        read_evidence=lambda evidence: f"content of {evidence.id}".encode(),
    )


@pytest.fixture
def options(language: Language) -> DossierOptions:
    """Everything that a dossier can have, in each language."""
    return DossierOptions(language=language, place="Utrecht")


@pytest.fixture
def cv_material(portfolio: Snapshot, registers: Registers) -> Callable[[CvView], CvMaterial]:
    """Makes the material of a CV by a view."""

    def made(view: CvView) -> CvMaterial:
        audience = Audience.REGISTER if view.audience is Audience.REGISTER else Audience.PUBLIC
        return CvMaterial(
            snapshot=portfolio.for_audience(audience),
            view=view,
            describe=RegisterData.describer(registers),
            dated=TODAY,
        )

    return made


def _records(registers: Registers) -> Iterator[Record]:
    yield from _person()
    yield from _career()
    yield from _evidence()
    yield from _activities()
    yield from _reflection()
    yield from _competences(registers)
    yield from _plan()
    yield from _laws()
    yield from _accountability()


def _person() -> Iterator[Record]:
    yield Person(
        id="person",
        given_names="Marijke",
        initials="M.J.",
        name_prefix="van der",
        surname="Hoeven-Ytsma",
        professional_title="Casemanager verzuim en re-integratie",
        professional_title_en="Case manager for absence and reintegration",
        profile=(
            "Ik begeleid werkgevers en werknemers door langdurig verzuim: helder over wat moet, zoekend naar wat kan. "
            "In twaalf jaar leerde ik dat een goed gesprek in week twee meer oplevert dan een dik dossier later.\n"
            "Mijn opdrachtgevers vragen me vooral voor vastgelopen trajecten en voor het opzetten van eigen regie."
        ),
        profile_en="I guide employers and employees through long-term absence: clear on what must, open to what can.",
        email="marijke@hoeven-ytsma.example",
        phone="06-00000000",
        city="Utrecht",
        street="Verzonnen Laan 12",
        postcode="0000 AA",
        birth_date=date(1979, 4, 23),
        cv_confirmed_on=date(2026, 10, 28),
        photo="portrait",
        notes="alleen voor mijzelf",
    )
    yield Registration(
        id="rnvc",
        register=("rnvc",),
        register_name="RNVC",
        title_held=ProfessionalTitle.RCCM,
        number="4711",
        since=date(2019, 3, 1),
    )
    yield Registration(id="rsc", register=("rsc",), register_name="RSC", number="318-42", since=date(2021, 6, 15))
    for year, outcome in ((2024, PeriodOutcome.RENEWED), (2025, PeriodOutcome.RENEWED), (2026, PeriodOutcome.RUNNING)):
        yield RegistrationPeriod(
            id=f"period-{year}",
            registration="rnvc",
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            outcome=outcome,
            decided_on=None if year == 2026 else date(year + 1, 1, 20),
        )
    yield Absence(id="absence", reason=AbsenceReason.ILLNESS, start=date(2025, 3, 1), end=date(2025, 4, 1))


def _career() -> Iterator[Record]:
    yield Position(
        id="position-now",
        role="Zelfstandig casemanager",
        role_en="Independent case manager",
        employer="Hoeven Casemanagement",
        city="Utrecht",
        start=PartialDateValue(2019, 3),
        hours_per_week=Decimal(28),
        self_employed=True,
        in_field=True,
        level=PracticeLevel.BOTH,
        core_tasks=("RNVC.KT01", "RNVC.KT03"),
        description=(
            "Casemanagement voor zes vaste opdrachtgevers in zorg, onderwijs en techniek; gemiddeld dertig casussen.\n"
            "- regie over bedrijfsarts, arbeidsdeskundige en UWV\n- advies over de inrichting van eigen regie"
        ),
        description_en="Case management for six regular clients in care, education and engineering.",
        results="Gemiddelde verzuimduur bij twee opdrachtgevers met een kwart korter\nGeen loonsancties in zeven jaar",
        results_en="No wage sanctions in seven years",
    )
    yield Position(
        id="position-before",
        role="Casemanager verzuim",
        role_en="Case manager for absence",
        employer="een zorginstelling met 1.400 medewerkers",
        city="Amersfoort",
        start=PartialDateValue(2014, 9),
        end=PartialDateValue(2019, 2),
        hours_per_week=Decimal("32.5"),
        in_field=True,
        level=PracticeLevel.CASUS,
        description="Begeleiding van langdurig verzuim op vier locaties, samen met leidinggevenden en bedrijfsarts.",
    )
    yield Education(
        id="education-hbo",
        programme="Sociaal Juridische Dienstverlening",
        programme_en="Social and Legal Services",
        institution="Hogeschool Verzonnen",
        city="Utrecht",
        level=EducationLevel.HBO,
        start=PartialDateValue(1998),
        end=PartialDateValue(2002),
        graduated=True,
        evidence=("diploma",),
    )
    yield Education(
        id="education-post",
        programme="Register Casemanagement",
        institution="Academie voor Verzuim",
        level=EducationLevel.POST_HBO,
        start=PartialDateValue(2017, 9),
        end=PartialDateValue(2018, 6),
        graduated=True,
    )
    yield Qualification(
        id="qualification",
        name="Mediationvaardigheden",
        name_en="Mediation skills",
        issuer="Instituut Overleg",
        number="IO-88172",
        issued_on=date(2022, 5, 12),
        expires_on=date(2027, 5, 11),
    )
    for number, (name, category, level) in enumerate(
        (
            ("Regie op verzuim", "Vak", SkillLevel.EXPERT),
            ("Poortwachter en WIA", "Vak", SkillLevel.EXPERT),
            ("Financiële prikkels en verhaal", "Vak", SkillLevel.PROFICIENT),
            ("Lastige gesprekken", "Gesprek", SkillLevel.EXPERT),
            ("Motiverende gespreksvoering", "Gesprek", None),
        )
    ):
        yield Skill(id=f"skill-{number}", name=name, category=category, level=level)
    yield LanguageSkill(id="language-nl", name="Nederlands", name_en="Dutch", native=True)
    yield LanguageSkill(
        id="language-en",
        name="Engels",
        name_en="English",
        listening=CefrLevel.C1,
        reading=CefrLevel.C1,
        speaking=CefrLevel.B2,
        writing=CefrLevel.B2,
    )
    yield Publication(
        id="publication",
        name="Week twee telt",
        publication_kind=PublicationKind.ARTICLE,
        outlet="Vakblad Verzuim",
        published=PartialDateValue(2025, 10),
        co_authors="een collega",
    )
    yield Membership(
        id="membership",
        organisation="Regionale kring casemanagers",
        role="Secretaris",
        role_en="Secretary",
        since=PartialDateValue(2022),
    )
    yield Referee(
        id="referee",
        name="derde met naam",
        contact="derde met nummer",
        role="Hoofd HR",
        organisation="onderwijsstichting",
        quote="Zij zegt wat er moet gebeuren, en iedereen blijft aan tafel.",
    )


_FILES = (
    ("portrait", "Portret", EvidenceKind.PHOTO, date(2026, 1, 5), "image/jpeg", Audience.PUBLIC),
    ("diploma", "Diploma hbo", EvidenceKind.CERTIFICATE, date(2002, 7, 4), "application/pdf", Audience.REGISTER),
    (
        "cert-wia",
        "Certificaat WIA in de praktijk",
        EvidenceKind.CERTIFICATE,
        date(2025, 3, 13),
        "application/pdf",
        Audience.REGISTER,
    ),
    (
        "sheet-1",
        "Presentielijst intervisie maart",
        EvidenceKind.ATTENDANCE,
        date(2025, 3, 27),
        "image/png",
        Audience.REGISTER,
    ),
    (
        "report",
        "Verslag supervisie",
        EvidenceKind.REPORT,
        date(2026, 2, 3),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Audience.REGISTER,
    ),
    ("private-letter", "Brief die niemand ziet", EvidenceKind.LETTER, date(2025, 6, 1), "application/pdf", None),
)


def _evidence() -> Iterator[Record]:
    for evidence_id, name, kind, dated, media, release in _FILES:
        yield Evidence(
            id=evidence_id,
            name=name,
            evidence_kind=kind,
            dated=dated,
            file_name=f"geheim-{evidence_id}.bin",
            sha256=hashlib.sha256(evidence_id.encode()).hexdigest(),
            media_type=media,
            size=1000,
            pages=1,
            text="tekst in het bestand",
            release=release,
        )


def _activities() -> Iterator[Record]:
    yield Activity(
        id="wia",
        activity_kind=ActivityKind.NASCHOLING,
        name="WIA in de praktijk: van aanvraag tot bezwaar",
        name_en="WIA in practice",
        provider="Academie voor Verzuim",
        accreditation="AV-2025-118",
        start=date(2025, 3, 12),
        end=date(2025, 3, 13),
        net_minutes=12 * 60,
        points={"rnvc": Decimal(12), "rsc": Decimal("6.5")},
        learnt=(
            "Hoe de verzekeringsarts weegt, en wat dat vraagt van een re-integratieverslag.\n"
            "Dat een tijdig deskundigenoordeel veel leed voorkomt."
        ),
        use_in_practice="Ik toets elk verslag nu in week 88 aan de vragen die UWV zal stellen.",
        competences=("RNVC.KC1", "RNVC.KC5", "RNVC.KT01"),
        laws=("RNVC.WET01",),
        goals=("goal-law",),
        evidence=("cert-wia", "private-letter"),
        attendance_signed=True,
        location="Utrecht",
        release=Audience.PUBLIC,
        notes="duur, maar goed",
    )
    for number, day in enumerate(
        (date(2025, 3, 27), date(2025, 9, 18), date(2026, 1, 22), date(2026, 4, 16), date(2026, 9, 10)), 1
    ):
        yield Activity(
            id=f"intervision-{number}",
            activity_kind=ActivityKind.INTERVISIE,
            name=f"Intervisie kring Midden, bijeenkomst {number}",
            provider="Kring Midden",
            start=day,
            start_time=time(13, 30),
            end_time=time(16, 15),
            net_minutes=150,
            participants=6,
            leader="derde die leidde",
            leader_role="extern gespreksleider",
            attendance_signed=True,
            learnt="Doorvragen voordat ik adviseer." if number == 1 else "",
            competences=("RNVC.KC8",),
            evidence=("sheet-1",) if number == 1 else (),
        )
    yield Activity(
        id="supervision",
        activity_kind=ActivityKind.SUPERVISIE,
        name="Supervisie over afstand en nabijheid",
        provider="Praktijk Spiegel",
        start=date(2026, 2, 3),
        net_minutes=90,
        points={"rnvc": Decimal("1.5")},
        evidence=("report",),
        goals=("goal-distance",),
    )
    yield Activity(
        id="old",
        activity_kind=ActivityKind.TRAINING,
        name="Training van voor de periode",
        start=date(2023, 5, 5),
        net_minutes=240,
        release=Audience.PUBLIC,
    )
    for month in range(1, 11):
        yield Activity(
            id=f"test-{month}",
            activity_kind=ActivityKind.KENNISTOETS,
            name=f"Kennistoets nummer {month}",
            provider="RNVC",
            start=date(2026, month, 14),
            net_minutes=20,
            online=True,
            passed=month != 4,
        )


def _reflection() -> Iterator[Record]:
    yield Reflection(
        id="reflection",
        name="De werkgever die haast had",
        model=ReflectionModel.STARRT,
        written_on=date(2025, 4, 2),
        occasion="Een spoedvraag op vrijdagmiddag.",
        steps={
            "situation": "Een opdrachtgever wilde binnen een dag weten of ontslag kon.",
            "task": "Zeggen wat de wet toelaat, zonder de werknemer te schaden.",
            "action": "Ik belde eerst, en schreef daarna pas.\n\nIn het gesprek vroeg ik wat de haast veroorzaakte.",
            "result": "Het bleek om een misverstand over de ketenregeling te gaan.",
            "reflection": "Ik had sneller kunnen zeggen dat ik dit niet zou doen.",
            "transfer": "Bij haast vraag ik voortaan eerst waar die vandaan komt.",
        },
        competences=("RNVC.KC7",),
        provisions=("RSC.I3", "RSC.D4"),
        activities=("intervision-1",),
        follow_ups=("goal-distance",),
        release=Audience.REGISTER,
    )
    yield Reflection(
        id="reflection-free",
        name="Stilte",
        model=ReflectionModel.FREE,
        written_on=date(2026, 5, 20),
        steps={"text": "Een gesprek waarin ik te veel zei."},
        release=Audience.REGISTER,
    )
    yield Reflection(
        id="reflection-private",
        name="Niet voor het register",
        model=ReflectionModel.GIBBS,
        written_on=date(2026, 6, 1),
        steps={"feelings": "dit blijft hier"},
    )
    yield Feedback(
        id="feedback",
        giver_role=FeedbackRole.CLIENT,
        giver="schuilnaam van een derde",
        given_on=date(2026, 3, 9),
        about="Een vastgelopen traject",
        content="Duidelijk en rustig; de rapportage had korter gemogen.",
        response="Mijn rapportages beginnen nu met de conclusie.",
        competences=("RNVC.UC3",),
        position="position-now",
        release=Audience.REGISTER,
    )


def _competences(registers: Registers) -> Iterator[Record]:
    for number, (day, shift) in enumerate(((date(2024, 11, 20), 0), (date(2026, 9, 30), 1))):
        yield Assessment(
            id=f"assessment-{number}",
            name=f"Zelfbeoordeling {day.year}",
            assessment_kind=AssessmentKind.SELF,
            assessed_on=day,
            title_assessed=ProfessionalTitle.RCCM,
            assessor="schuilnaam beoordelaar",
            conclusion="Rapporteren vraagt aandacht; regie gaat goed." if number else "",
        )
        for place, code in enumerate(registers.codes("assessable", "rnvc")):
            yield Score(
                id=f"score-{number}-{place}",
                assessment=f"assessment-{number}",
                item=(code,),
                score=min(5, 2 + place % 3 + shift),
                level=PracticeLevel.CASUS if code.startswith("RNVC.KT") else None,
                explanation="Blijkt uit de casussen van dit jaar en uit wat opdrachtgevers zeggen."
                if place % 4 == 0
                else "",
            )
    yield Assessment(
        id="assessment-peer",
        name="Oordeel van een vakgenoot",
        assessment_kind=AssessmentKind.PEER,
        assessed_on=date(2026, 10, 8),
        assessor_role=FeedbackRole.COLLEAGUE,
    )
    yield Score(id="score-peer", assessment="assessment-peer", item=("RNVC.UC1.G1",), score=4)


def _plan() -> Iterator[Record]:
    yield Goal(
        id="goal-law",
        name="Zeker adviseren over de WIA",
        specific="Elke werkgever krijgt van mij in week 88 een toets op het re-integratieverslag.",
        measurable="Tien verslagen getoetst, geen loonsanctie.",
        acceptable="Twee opdrachtgevers doen mee.",
        realistic="Het past in de bestaande overleggen.",
        start=date(2025, 1, 15),
        deadline=date(2026, 6, 30),
        status=GoalStatus.REACHED,
        reached_on=date(2026, 6, 12),
        result="Twaalf verslagen getoetst; nul sancties.",
        competences=("RNVC.KC1",),
        reflections=("feedback",),
    )
    yield Action(
        id="action-1",
        goal="goal-law",
        name="Scholing WIA volgen",
        deadline=date(2025, 4, 1),
        status=GoalStatus.REACHED,
        done_on=date(2025, 3, 13),
        activities=("wia",),
    )
    yield Action(
        id="action-2",
        goal="goal-law",
        name="Toetslijst maken en met twee opdrachtgevers beproeven",
        deadline=date(2025, 9, 1),
        status=GoalStatus.REACHED,
        done_on=date(2025, 8, 20),
        result="De lijst heeft veertien vragen.",
    )
    yield Goal(
        id="goal-distance",
        name="Beter schakelen tussen nabijheid en afstand",
        deadline=date(2027, 3, 1),
        status=GoalStatus.RUNNING,
        reflections=("reflection",),
    )


def _laws() -> Iterator[Record]:
    yield LawReview(
        id="law-1",
        law=("RNVC.WET01",),
        reviewed_on=date(2026, 1, 8),
        source="wetten.overheid.nl en nieuwsbrief",
        changes="De regels voor oproepcontracten zijn aangepast.",
        consequences="Ik vraag bij de intake naar het soort contract.",
        next_review=date(2027, 1, 8),
        activities=("wia",),
    )
    yield LawReview(
        id="law-2",
        law=("RNVC.WET02",),
        reviewed_on=date(2026, 1, 9),
        source="wetten.overheid.nl",
        next_review=date(2027, 1, 9),
    )
    yield LawReview(id="law-3", law=("RNVC.WET02",), reviewed_on=date(2025, 1, 9), source="wetten.overheid.nl")


def _accountability() -> Iterator[Record]:
    for number in range(1, 4):
        yield Permission(
            id=f"permission-{number}",
            pseudonym=f"Werknemer {number}",
            giver_name="naam van een client",
            giver_kind=GiverKind.EMPLOYEE,
            data_categories=(DataCategory.REINTEGRATION,),
            purpose="delen met het tweede spoor",
            recipients=("bureau tweede spoor",),
            ground=Ground.CONSENT,
            given_on=date(2026, number, 3),
            given_how=GivenHow.WRITTEN if number < 3 else GivenHow.ORAL,
        )
    yield PermissionEvent(
        id="event", permission="permission-2", event=PermissionEventKind.WITHDRAWN, happened_on=date(2026, 5, 1)
    )
    yield Exchange(
        id="exchange",
        permission="permission-1",
        exchanged_on=date(2026, 2, 1),
        recipient="bureau tweede spoor",
        data_categories=(DataCategory.REINTEGRATION,),
        ground=Ground.CONSENT,
    )
    yield Adherence(
        id="adherence",
        code=("RSC.CODE",),
        code_name="Gedragscode Register Specialistisch Casemanagement",
        version="2021",
        signed_on=date(2021, 6, 15),
        place="Utrecht",
        declaration="Ik onderschrijf de gedragscode vrijwillig en houd mij eraan.",
    )
    yield SideActivity(
        id="side",
        name="Bestuurslid van een sportvereniging",
        name_en="Board member of a sports club",
        interest_kind=InterestKind.UNPAID,
        organisation="Atletiekclub",
        since=PartialDateValue(2020),
        hours_per_month=6,
        weighing="Geen opdrachtgever is lid van het bestuur.",
        conclusion=Weighing.NONE,
        weighed_on=date(2026, 1, 10),
    )
    yield JournalEntry(
        id="journal",
        name="Verzoek om medische gegevens",
        journal_kind=JournalKind.OUTSIDE_LAW,
        happened_on=date(2025, 11, 4),
        told_to="naam van een derde",
        told_role="opdrachtgever",
        what_happened="Een leidinggevende vroeg naar de diagnose.",
        what_was_done="Ik legde uit dat de werkgever die niet mag kennen, en gaf haar niet.",
        outcome="De leidinggevende trok de vraag in.",
        closed=True,
        provisions=("RSC.I3",),
        reflections=("reflection",),
        release=Audience.REGISTER,
    )
    yield JournalEntry(
        id="journal-private",
        name="Niet vrijgegeven voorval",
        journal_kind=JournalKind.ERROR,
        happened_on=date(2026, 2, 2),
        what_happened="blijft binnen",
    )
