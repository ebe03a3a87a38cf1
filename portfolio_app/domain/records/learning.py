"""Permanent education, its evidence, reflection and feedback (RSC.D1–D4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind, starts_before_end
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    ClockTime,
    Codes,
    CodeScheme,
    Duration,
    LongText,
    Option,
    Reference,
    References,
    ShortText,
    Texts,
    WholeNumber,
    YesNo,
)


class ActivityKind(Option):
    """The kinds of permanent education; the RSC code names most of them (RSC.D2)."""

    BIJSCHOLING = "bijscholing", "bijscholing", "refresher course"
    NASCHOLING = "nascholing", "nascholing", "continuing education"
    TRAINING = "training", "training", "skills training"
    INTERVISIE = "intervisie", "intervisie", "intervision"
    SUPERVISIE = "supervisie", "supervisie", "supervision"
    COACHING = "coaching", "coaching", "coaching"
    CONGRES = "congres", "congres of symposium", "congress or symposium"
    E_LEARNING = "e-learning", "e-learning", "e-learning"
    LITERATUUR = "literatuur", "vakliteratuur", "professional literature"
    BRONNEN = "bronnen", "bronnen raadplegen", "consulting sources"
    JURISPRUDENTIE = "jurisprudentie", "jurisprudentie", "case law"
    KENNISTOETS = "kennistoets", "kennistoets", "knowledge test"
    DOCEREN = "doceren", "doceren of begeleiden", "teaching or mentoring"
    BIJDRAGE = "bijdrage", "bijdrage aan het vak", "contribution to the profession"
    OVERIG = "overig", "overig", "other"


@record_kind(
    "activity",
    label=Text("Activiteit", "Activity"),
    plural=Text("Scholing & intervisie", "Training & intervision"),
    hint=Text(
        "Alles waarmee u uw vak bijhoudt: scholing, intervisie, literatuur, toetsen.",
        "Everything that keeps your professional knowledge up to date: training, intervision, literature, tests.",
    ),
    area=Area.EDUCATION,
    title=("name", "provider"),
    order=("-start", "-start_time"),
    default_release=Audience.REGISTER,
    widest_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Record):
    """One activity of permanent education (RSC.D1, RSC.D2)."""

    activity_kind: Option | None = field(
        Text("Soort", "Kind"),
        Choice(ActivityKind),
        Audience.PUBLIC,
        required=True,
        in_list=True,
    )
    name: str = field(
        Text("Titel", "Title"),
        ShortText(300),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    name_en: str = field(Text("Titel (Engels)", "Title (English)"), ShortText(300), Audience.PUBLIC, english_of="name")
    provider: str = field(
        Text("Aanbieder", "Provider"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    accreditation: str = field(
        Text("Accreditatienummer", "Accreditation number"),
        ShortText(60),
        search=SearchWeight.TITLE,
    )
    start: date | None = field(
        Text("Datum", "Date"),
        CalendarDate(),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        group=Text("Wanneer", "When"),
    )
    end: date | None = field(
        Text("Tot en met", "Until"),
        CalendarDate(),
        Audience.PUBLIC,
        hint=Text("Alleen bij meer dagen.", "Only when it took several days."),
    )
    start_time: time | None = field(Text("Begintijd", "Start time"), ClockTime())
    end_time: time | None = field(Text("Eindtijd", "End time"), ClockTime())
    net_minutes: int | None = field(
        Text("Netto-uren", "Net hours"),
        Duration(),
        in_list=True,
        hint=Text("Zonder pauzes; 1:30 of 1,5.", "Without breaks; 1:30 or 1.5."),
    )
    points: Mapping[str, Decimal] = field(
        Text("Punten per register", "Points per register"),
        Amounts(),
        in_list=True,
        hint=Text("Wat elk register toekent.", "What each register grants."),
    )
    attendance_signed: bool = field(
        Text("Presentielijst getekend", "Attendance signed"),
        YesNo(),
        in_list=True,
        group=Text("Bijeenkomst", "Meeting"),
    )
    participants: int | None = field(Text("Aantal deelnemers", "Number of participants"), WholeNumber(1, 10_000))
    leader: str = field(
        Text("Begeleider", "Leader"),
        ShortText(150),
        Audience.THIRD_PARTY,
        hint=Text("Wie de intervisie leidde; blijft bij u.", "Who led the intervision; stays private."),
    )
    leader_role: str = field(
        Text("Rol van de begeleider", "Leader’s role"),
        ShortText(150),
        hint=Text("Zoals “extern gespreksleider”.", "For instance “external facilitator”."),
    )
    location: str = field(Text("Plaats", "Place"), ShortText(150))
    online: bool = field(Text("Online", "Online"), YesNo())
    passed: bool = field(
        Text("Toets behaald", "Test passed"),
        YesNo(),
        hint=Text("Bij een kennistoets.", "For a knowledge test."),
    )
    learnt: str = field(
        Text("Wat u leerde", "What you learnt"),
        LongText(6000),
        search=SearchWeight.BODY,
        group=Text("Opbrengst", "Results"),
    )
    use_in_practice: str = field(
        Text("Toepassing in de praktijk", "Use in practice"),
        LongText(6000),
        search=SearchWeight.BODY,
    )
    competences: tuple[str, ...] = field(
        Text("Competenties", "Competences"),
        Codes((CodeScheme.COMPETENCE, CodeScheme.CORE_TASK)),
        group=Text("Verbanden", "Links"),
    )
    laws: tuple[str, ...] = field(Text("Wetten en richtlijnen", "Laws and guidelines"), Codes((CodeScheme.LAW,)))
    goals: tuple[str, ...] = field(Text("Doelen", "Goals"), References(("goal",)))

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """An activity ends after it began."""
        found = starts_before_end(self.start, self.end)
        if self.end is None or self.end == self.start:
            found += starts_before_end(self.start_time, self.end_time, "end_time")
        return found


class EvidenceKind(Option):
    """What a piece of evidence is."""

    CERTIFICATE = "certificate", "certificaat of diploma", "certificate or diploma"
    ATTENDANCE = "attendance", "presentielijst", "attendance sheet"
    REPORT = "report", "verslag", "report"
    CONSENT = "consent", "getekende toestemming", "signed permission"
    LETTER = "letter", "brief of e-mail", "letter or e-mail"
    STATEMENT = "statement", "verklaring", "statement"
    PHOTO = "photo", "foto", "photo"
    OTHER = "other", "anders", "other"


@record_kind(
    "evidence",
    label=Text("Bewijsstuk", "Piece of evidence"),
    plural=Text("Bewijsstukken", "Evidence"),
    hint=Text("Een bestand dat iets aantoont, versleuteld bewaard.", "A file that proves something, stored encrypted."),
    area=Area.EDUCATION,
    title=("name",),
    order=("-dated", "name"),
    default_release=Audience.PRIVATE,
    widest_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Record):
    """A file of the evidence store and what is known of it; its file name and content are not trusted."""

    name: str = field(
        Text("Omschrijving", "Description"),
        ShortText(300),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    evidence_kind: Option | None = field(Text("Soort", "Kind"), Choice(EvidenceKind), Audience.PUBLIC, in_list=True)
    dated: date | None = field(Text("Datum", "Date"), CalendarDate(), Audience.PUBLIC, in_list=True)
    file_name: str = field(
        Text("Bestandsnaam", "File name"),
        ShortText(255),
        Audience.PRIVATE,
        in_list=True,
        search=SearchWeight.TITLE,
        group=Text("Bestand", "File"),
    )
    sha256: str = field(Text("SHA-256", "SHA-256"), ShortText(64), Audience.PUBLIC)
    media_type: str = field(Text("Bestandstype", "File type"), ShortText(80), Audience.PUBLIC)
    size: int | None = field(Text("Omvang in bytes", "Size in bytes"), WholeNumber(0, 10_000_000_000), Audience.PUBLIC)
    pages: int | None = field(Text("Bladzijden", "Pages"), WholeNumber(0, 100_000), Audience.PUBLIC, in_list=True)
    text: str = field(
        Text("Tekst in het bestand", "Text in the file"),
        LongText(2_000_000),
        Audience.PRIVATE,
        search=SearchWeight.BODY,
    )


class ReflectionModel(Option):
    """The models by which a reflection can be written."""

    STARRT = "starrt", "STARR(T)", "STARR(T)"
    GIBBS = "gibbs", "Gibbs", "Gibbs"
    KORTHAGEN = "korthagen", "Korthagen", "Korthagen"
    KOLB = "kolb", "Kolb", "Kolb"
    FREE = "free", "vrij", "free"


@record_kind(
    "reflection",
    label=Text("Reflectie", "Reflection"),
    plural=Text("Reflecties", "Reflections"),
    hint=Text(
        "Wat een gebeurtenis u leerde over uw handelen. Blijft bij u tot u haar vrijgeeft voor het register.",
        "What an event taught you about your practice. It stays private until you release it to the register.",
    ),
    area=Area.REFLECTION,
    title=("name",),
    order=("-written_on",),
    default_release=Audience.PRIVATE,
    widest_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Reflection(Record):
    """A reflection note by one of the models (RSC.D4)."""

    name: str = field(
        Text("Titel", "Title"),
        ShortText(300),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    model: Option | None = field(Text("Model", "Model"), Choice(ReflectionModel), required=True, in_list=True)
    written_on: date | None = field(Text("Datum", "Date"), CalendarDate(), required=True, in_list=True)
    occasion: str = field(
        Text("Aanleiding", "Occasion"),
        LongText(2000),
        search=SearchWeight.BODY,
        hint=Text("Zonder namen of herleidbare gegevens.", "Without names or traceable details."),
    )
    steps: Mapping[str, str] = field(Text("Stappen", "Steps"), Texts(), search=SearchWeight.BODY)
    competences: tuple[str, ...] = field(
        Text("Competenties", "Competences"),
        Codes((CodeScheme.COMPETENCE, CodeScheme.CORE_TASK)),
        group=Text("Verbanden", "Links"),
    )
    provisions: tuple[str, ...] = field(
        Text("Bepalingen van de gedragscode", "Provisions of the code of conduct"),
        Codes((CodeScheme.PROVISION,)),
    )
    activities: tuple[str, ...] = field(Text("Activiteiten", "Activities"), References(("activity",)))
    follow_ups: tuple[str, ...] = field(
        Text("Vervolg", "Follow-up"),
        References(("goal", "action")),
        hint=Text("Doelen en acties die hieruit voortkwamen.", "Goals and actions that came from it."),
    )


class FeedbackRole(Option):
    """In what role somebody gave feedback."""

    CLIENT = "client", "opdrachtgever", "client"
    EMPLOYEE = "employee", "werknemer", "employee"
    COLLEAGUE = "colleague", "collega", "colleague"
    SUPERVISOR = "supervisor", "leidinggevende", "supervisor"
    PROFESSIONAL = "professional", "andere professional", "other professional"
    OTHER = "other", "anders", "other"


@record_kind(
    "feedback",
    label=Text("Feedback", "Feedback"),
    plural=Text("Feedback", "Feedback"),
    hint=Text(
        "Wat anderen over uw werk zeiden, en uw antwoord daarop.",
        "What others said about your work, and your response.",
    ),
    area=Area.REFLECTION,
    title=("about", "giver_role"),
    order=("-given_on",),
    default_release=Audience.PRIVATE,
    widest_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback(Record):
    """Feedback from somebody who is known by role only."""

    giver_role: Option | None = field(Text("Van wie", "From whom"), Choice(FeedbackRole), required=True, in_list=True)
    giver: str = field(
        Text("Schuilnaam", "Pseudonym"),
        ShortText(100),
        Audience.THIRD_PARTY,
        in_list=True,
        hint=Text("Geen naam: “HR-adviseur A”.", "Do not use a name, but for instance “HR adviser A”."),
        search=SearchWeight.BODY,
    )
    given_on: date | None = field(Text("Datum", "Date"), CalendarDate(), required=True, in_list=True)
    about: str = field(
        Text("Waarover", "What about"),
        ShortText(300),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    content: str = field(Text("Inhoud", "Content"), LongText(6000), search=SearchWeight.BODY)
    response: str = field(Text("Uw antwoord", "Your response"), LongText(6000), search=SearchWeight.BODY)
    competences: tuple[str, ...] = field(
        Text("Competenties", "Competences"),
        Codes((CodeScheme.COMPETENCE, CodeScheme.CORE_TASK)),
    )
    position: str = field(Text("Bij welke functie", "In which position"), Reference(("position",)))
