"""The curriculum vitae: positions, education, qualifications, skills, languages and what else stands in it (RSC.D5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind, starts_before_end
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Codes,
    CodeScheme,
    DecimalNumber,
    LongText,
    Option,
    PartialDate,
    PartialDateValue,
    Reference,
    ShortText,
    YesNo,
)


class PracticeLevel(Option):
    """At what level somebody practises the profession (RNVC profile, core tasks)."""

    CASUS = "casus", "casusniveau", "case level"
    BELEID = "beleid", "beleidsniveau", "policy level"
    BOTH = "both", "casus- en beleidsniveau", "case and policy level"


@record_kind(
    "position",
    label=Text("Werkervaring", "Position"),
    plural=Text("Werkervaring", "Positions"),
    hint=Text("Een baan of opdracht, ook als zelfstandige.", "A job or assignment, also when self-employed."),
    area=Area.CV,
    title=("role", "employer"),
    order=("-start",),
    default_release=Audience.PUBLIC,
    ongoing="end",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Position(Record):
    """A job or assignment."""

    role: str = field(
        Text("Functie", "Role"),
        ShortText(200),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    role_en: str = field(Text("Functie (Engels)", "Role (English)"), ShortText(200), Audience.PUBLIC, english_of="role")
    employer: str = field(
        Text("Werkgever of opdrachtgever", "Employer or client"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
        hint=Text(
            "Mag ook een omschrijving zijn: “een zorginstelling”.", "May also be a description: “a care institution”."
        ),
    )
    city: str = field(Text("Plaats", "Place"), ShortText(100), Audience.PUBLIC)
    start: PartialDateValue | None = field(
        Text("Van", "From"),
        PartialDate(),
        Audience.PUBLIC,
        required=True,
        in_list=True,
    )
    end: PartialDateValue | None = field(
        Text("Tot", "Until"),
        PartialDate(),
        Audience.PUBLIC,
        in_list=True,
        hint=Text("Leeg: tot heden.", "Leave empty if it is your current one."),
    )
    hours_per_week: Decimal | None = field(
        Text("Uren per week", "Hours per week"),
        DecimalNumber(places=1, most=Decimal(80)),
        Audience.PUBLIC,
        in_list=True,
    )
    self_employed: bool = field(Text("Als zelfstandige", "Self-employed"), YesNo(), Audience.PUBLIC)
    in_field: bool = field(
        Text("In het vakgebied", "In the field"),
        YesNo(),
        Audience.REGISTER,
        in_list=True,
        hint=Text("Telt mee voor werkuren in het vakgebied.", "Counts towards the hours worked in the field."),
    )
    level: Option | None = field(Text("Niveau", "Level"), Choice(PracticeLevel), Audience.PUBLIC)
    core_tasks: tuple[str, ...] = field(
        Text("Kerntaken", "Core tasks"), Codes((CodeScheme.CORE_TASK,)), Audience.REGISTER
    )
    description: str = field(
        Text("Wat u doet", "What you do"),
        LongText(6000),
        Audience.PUBLIC,
        search=SearchWeight.BODY,
        group=Text("Inhoud", "Content"),
    )
    description_en: str = field(
        Text("Wat u doet (Engels)", "What you do (English)"),
        LongText(6000),
        Audience.PUBLIC,
        english_of="description",
        search=SearchWeight.BODY,
    )
    results: str = field(
        Text("Resultaten", "Results"),
        LongText(6000),
        Audience.PUBLIC,
        search=SearchWeight.BODY,
    )
    results_en: str = field(
        Text("Resultaten (Engels)", "Results (English)"),
        LongText(6000),
        Audience.PUBLIC,
        english_of="results",
        search=SearchWeight.BODY,
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A position ends after it began."""
        return starts_before_end(self.start, self.end)


class EducationLevel(Option):
    """The level of an education in the Dutch system."""

    SECONDARY = "vo", "voortgezet onderwijs", "secondary education"
    MBO = "mbo", "mbo", "vocational (mbo)"
    POST_MBO = "post-mbo", "post-mbo", "post-vocational (post-mbo)"
    HBO = "hbo", "hbo-bachelor", "applied bachelor (hbo)"
    POST_HBO = "post-hbo", "post-hbo", "post-graduate (post-hbo)"
    WO = "wo", "wo-bachelor", "academic bachelor (wo)"
    MASTER = "master", "master", "master"
    DOCTORATE = "phd", "gepromoveerd", "doctorate"


@record_kind(
    "education",
    label=Text("Opleiding", "Education"),
    plural=Text("Opleidingen", "Education"),
    hint=Text("Een opleiding met diploma of getuigschrift.", "A course of study with a diploma."),
    area=Area.CV,
    title=("programme", "institution"),
    order=("-end", "-start"),
    default_release=Audience.PUBLIC,
    ongoing="end",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Education(Record):
    """An education that was followed to a diploma, or is being followed."""

    programme: str = field(
        Text("Opleiding", "Programme"),
        ShortText(200),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    programme_en: str = field(
        Text("Opleiding (Engels)", "Programme (English)"),
        ShortText(200),
        Audience.PUBLIC,
        english_of="programme",
    )
    institution: str = field(
        Text("Instelling", "Institution"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    city: str = field(Text("Plaats", "Place"), ShortText(100), Audience.PUBLIC)
    level: Option | None = field(Text("Niveau", "Level"), Choice(EducationLevel), Audience.PUBLIC, in_list=True)
    start: PartialDateValue | None = field(Text("Van", "From"), PartialDate(), Audience.PUBLIC, in_list=True)
    end: PartialDateValue | None = field(Text("Tot", "Until"), PartialDate(), Audience.PUBLIC, in_list=True)
    graduated: bool = field(Text("Diploma behaald", "Graduated"), YesNo(), Audience.PUBLIC, in_list=True)
    description: str = field(
        Text("Toelichting", "Description"),
        LongText(3000),
        Audience.PUBLIC,
        search=SearchWeight.BODY,
    )
    description_en: str = field(
        Text("Toelichting (Engels)", "Description (English)"),
        LongText(3000),
        Audience.PUBLIC,
        english_of="description",
        search=SearchWeight.BODY,
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """An education ends after it began."""
        return starts_before_end(self.start, self.end)


@record_kind(
    "qualification",
    label=Text("Kwalificatie", "Qualification"),
    plural=Text("Kwalificaties", "Qualifications"),
    hint=Text(
        "Een certificaat of bevoegdheid, met nummer en vervaldatum.", "A certificate with a number and an expiry date."
    ),
    area=Area.CV,
    title=("name", "issuer"),
    order=("-issued_on",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Qualification(Record):
    """A certificate or authority that may expire."""

    name: str = field(
        Text("Kwalificatie", "Qualification"),
        ShortText(200),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    name_en: str = field(
        Text("Kwalificatie (Engels)", "Qualification (English)"),
        ShortText(200),
        Audience.PUBLIC,
        english_of="name",
    )
    issuer: str = field(
        Text("Uitgever", "Issuer"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    number: str = field(
        Text("Nummer", "Number"),
        ShortText(60),
        Audience.REGISTER,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    issued_on: date | None = field(Text("Behaald op", "Issued on"), CalendarDate(), Audience.PUBLIC, in_list=True)
    expires_on: date | None = field(Text("Geldig tot", "Expires on"), CalendarDate(), Audience.PUBLIC, in_list=True)

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A qualification expires after it was issued."""
        return starts_before_end(self.issued_on, self.expires_on, "expires_on")


class SkillLevel(Option):
    """How well somebody masters a skill."""

    BASIC = "basic", "basis", "basic"
    PROFICIENT = "proficient", "gevorderd", "proficient"
    EXPERT = "expert", "expert", "expert"


@record_kind(
    "skill",
    label=Text("Vaardigheid", "Skill"),
    plural=Text("Vaardigheden", "Skills"),
    hint=Text("Wat u kunt en waarop een opdrachtgever u zoekt.", "What you can do and what clients look for."),
    area=Area.CV,
    title=("name",),
    order=("category", "name"),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Skill(Record):
    """A skill of the CV."""

    name: str = field(
        Text("Vaardigheid", "Skill"),
        ShortText(150),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    name_en: str = field(
        Text("Vaardigheid (Engels)", "Skill (English)"), ShortText(150), Audience.PUBLIC, english_of="name"
    )
    category: str = field(Text("Soort", "Category"), ShortText(80), Audience.PUBLIC, in_list=True)
    category_en: str = field(
        Text("Soort (Engels)", "Category (English)"), ShortText(80), Audience.PUBLIC, english_of="category"
    )
    level: Option | None = field(Text("Niveau", "Level"), Choice(SkillLevel), Audience.PUBLIC, in_list=True)


class CefrLevel(Option):
    """The levels of the Common European Framework of Reference for Languages."""

    A1 = "a1", "A1", "A1"
    A2 = "a2", "A2", "A2"
    B1 = "b1", "B1", "B1"
    B2 = "b2", "B2", "B2"
    C1 = "c1", "C1", "C1"
    C2 = "c2", "C2", "C2"


@record_kind(
    "language",
    label=Text("Taal", "Language"),
    plural=Text("Talen", "Languages"),
    hint=Text("Een taal met uw niveau volgens het Europees Referentiekader.", "A language with your CEFR level."),
    area=Area.CV,
    title=("name",),
    order=("-native", "name"),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageSkill(Record):
    """A language and how well it is understood, spoken and written (CEFR)."""

    name: str = field(
        Text("Taal", "Language"),
        ShortText(60),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    name_en: str = field(Text("Taal (Engels)", "Language (English)"), ShortText(60), Audience.PUBLIC, english_of="name")
    native: bool = field(Text("Moedertaal", "Native language"), YesNo(), Audience.PUBLIC, in_list=True)
    listening: Option | None = field(Text("Luisteren", "Listening"), Choice(CefrLevel), Audience.PUBLIC, in_list=True)
    reading: Option | None = field(Text("Lezen", "Reading"), Choice(CefrLevel), Audience.PUBLIC, in_list=True)
    speaking: Option | None = field(Text("Spreken", "Speaking"), Choice(CefrLevel), Audience.PUBLIC, in_list=True)
    writing: Option | None = field(Text("Schrijven", "Writing"), Choice(CefrLevel), Audience.PUBLIC, in_list=True)


class PublicationKind(Option):
    """What sort of publication it is."""

    ARTICLE = "article", "artikel", "article"
    BOOK = "book", "boek of hoofdstuk", "book or chapter"
    LECTURE = "lecture", "lezing", "lecture"
    BLOG = "blog", "blog", "blog"
    OTHER = "other", "anders", "other"


@record_kind(
    "publication",
    label=Text("Publicatie", "Publication"),
    plural=Text("Publicaties", "Publications"),
    hint=Text("Wat u schreef of voordroeg.", "What you wrote or presented."),
    area=Area.CV,
    title=("name", "outlet"),
    order=("-published",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Publication(Record):
    """A publication or lecture."""

    name: str = field(
        Text("Titel", "Title"),
        ShortText(300),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    publication_kind: Option | None = field(
        Text("Soort", "Kind"), Choice(PublicationKind), Audience.PUBLIC, in_list=True
    )
    outlet: str = field(
        Text("Verschenen in", "Published in"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    published: PartialDateValue | None = field(Text("Datum", "Date"), PartialDate(), Audience.PUBLIC, in_list=True)
    co_authors: str = field(Text("Medeauteurs", "Co-authors"), ShortText(300), Audience.PUBLIC)
    link: str = field(Text("Vindplaats", "Where to find it"), ShortText(300), Audience.PUBLIC)


@record_kind(
    "membership",
    label=Text("Lidmaatschap", "Membership"),
    plural=Text("Lidmaatschappen", "Memberships"),
    hint=Text("Een beroepsvereniging of vakgroep.", "A professional association."),
    area=Area.CV,
    title=("organisation", "role"),
    order=("-since",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Membership(Record):
    """A membership of a professional body."""

    organisation: str = field(
        Text("Organisatie", "Organisation"),
        ShortText(200),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    role: str = field(Text("Rol", "Role"), ShortText(150), Audience.PUBLIC, in_list=True, search=SearchWeight.BODY)
    role_en: str = field(Text("Rol (Engels)", "Role (English)"), ShortText(150), Audience.PUBLIC, english_of="role")
    since: PartialDateValue | None = field(Text("Sinds", "Since"), PartialDate(), Audience.PUBLIC, in_list=True)
    until: PartialDateValue | None = field(Text("Tot", "Until"), PartialDate(), Audience.PUBLIC, in_list=True)

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A membership ends after it began."""
        return starts_before_end(self.since, self.until, "until")


@record_kind(
    "reference",
    label=Text("Referentie", "Reference"),
    plural=Text("Referenties", "References"),
    hint=Text(
        "Iemand die over uw werk wil vertellen. Naam en bereikbaarheid blijven bij u; geef ze alleen met toestemming.",
        "Somebody who will vouch for your work. Name and contact details stay private; give them only with permission.",
    ),
    area=Area.CV,
    title=("role", "organisation"),
    order=("organisation",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Referee(Record):
    """Somebody who can be asked about the casemanager's work."""

    name: str = field(
        Text("Naam", "Name"),
        ShortText(150),
        Audience.THIRD_PARTY,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    role: str = field(
        Text("Functie", "Role"), ShortText(150), Audience.PUBLIC, required=True, in_list=True, search=SearchWeight.TITLE
    )
    role_en: str = field(Text("Functie (Engels)", "Role (English)"), ShortText(150), Audience.PUBLIC, english_of="role")
    organisation: str = field(
        Text("Organisatie", "Organisation"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    contact: str = field(Text("Bereikbaar via", "Contact"), ShortText(200), Audience.THIRD_PARTY)
    quote: str = field(Text("Aanbeveling", "Recommendation"), LongText(2000), Audience.PUBLIC, search=SearchWeight.BODY)
    permission: str = field(Text("Toestemming", "Permission"), Reference(("permission",)), Audience.PRIVATE)
