"""Who the portfolio is of: identity, titles and registrations, absences that rules may excuse."""

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
    Reference,
    ShortText,
    YesNo,
)


@record_kind(
    "person",
    label=Text("Persoonsgegevens", "Personal details"),
    plural=Text("Persoonsgegevens", "Personal details"),
    hint=Text(
        "Wie u bent en hoe u te bereiken bent; het cv en het dossier beginnen ermee.",
        "Who you are and how to reach you; the CV and the dossier start with this.",
    ),
    area=Area.CV,
    title=("given_names", "name_prefix", "surname"),
    order=("surname",),
    default_release=Audience.PUBLIC,
    singleton=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """The casemanager whose portfolio this is (RSC.D5)."""

    given_names: str = field(
        Text("Roepnaam of voornamen", "Given names"),
        ShortText(100),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
        group=Text("Naam", "Name"),
    )
    initials: str = field(Text("Voorletters", "Initials"), ShortText(30), Audience.PUBLIC)
    name_prefix: str = field(Text("Tussenvoegsel", "Name prefix"), ShortText(30), Audience.PUBLIC)
    surname: str = field(
        Text("Achternaam", "Surname"),
        ShortText(120),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    professional_title: str = field(
        Text("Functie", "Profession"),
        ShortText(150),
        Audience.PUBLIC,
        in_list=True,
        hint=Text("Zoals boven uw cv: “Casemanager verzuim en re-integratie”.", "As at the top of your CV."),
    )
    professional_title_en: str = field(
        Text("Functie (Engels)", "Profession (English)"),
        ShortText(150),
        Audience.PUBLIC,
        english_of="professional_title",
    )
    profile: str = field(
        Text("Profiel", "Profile"),
        LongText(3000),
        Audience.PUBLIC,
        search=SearchWeight.BODY,
        hint=Text("Enkele zinnen: wie u bent als vakmens.", "A few sentences: who you are as a professional."),
    )
    profile_en: str = field(
        Text("Profiel (Engels)", "Profile (English)"),
        LongText(3000),
        Audience.PUBLIC,
        english_of="profile",
        search=SearchWeight.BODY,
    )
    photo: str = field(
        Text("Foto", "Photo"),
        Reference(("evidence",)),
        Audience.PUBLIC,
        hint=Text("Een portret als JPEG of PNG.", "A portrait as JPEG or PNG."),
    )
    email: str = field(
        Text("E-mail", "E-mail"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        group=Text("Bereikbaarheid", "Contact"),
    )
    phone: str = field(Text("Telefoon", "Telephone"), ShortText(40), Audience.PUBLIC)
    website: str = field(Text("Website", "Website"), ShortText(200), Audience.PUBLIC)
    city: str = field(Text("Woonplaats", "Place of residence"), ShortText(100), Audience.PUBLIC)
    street: str = field(Text("Straat en huisnummer", "Street and number"), ShortText(150), Audience.REGISTER)
    postcode: str = field(Text("Postcode", "Postcode"), ShortText(12), Audience.REGISTER)
    country: str = field(Text("Land", "Country"), ShortText(80), Audience.REGISTER)
    birth_date: date | None = field(
        Text("Geboortedatum", "Date of birth"),
        CalendarDate(),
        Audience.PRIVATE,
        hint=Text("Blijft bij u: geen register of cliënt heeft deze nodig.", "Stays private: nobody needs it."),
    )
    cv_confirmed_on: date | None = field(
        Text("Cv nagekeken op", "CV confirmed on"),
        CalendarDate(),
        Audience.PUBLIC,
        hint=Text(
            "De dag waarop u het cv voor het laatst als actueel bevestigde.",
            "The date on which you last confirmed that the CV is up to date.",
        ),
        group=Text("Actueel", "Up to date"),
    )

    def full_name(self) -> str:
        """Return the name as it stands above a document."""
        return " ".join(part for part in (self.given_names or self.initials, self.name_prefix, self.surname) if part)

    def formal_name(self) -> str:
        """Return initials and surname, as under a signature."""
        return " ".join(part for part in (self.initials or self.given_names, self.name_prefix, self.surname) if part)


class ProfessionalTitle(Option):
    """The titles that the registers give."""

    RCCM = "rccm", "Rccm", "Rccm"
    CROV = "crov", "Crov", "Crov"
    RCMT = "rcmt", "Rcmt", "Rcmt"
    OTHER = "other", "anders", "other"


class PeriodBasis(Option):
    """From what a register reckons its periods."""

    CALENDAR = "calendar", "kalenderjaren", "calendar years"
    ANNIVERSARY = "anniversary", "vanaf de dag van inschrijving", "from the day of registration"


@record_kind(
    "registration",
    label=Text("Registratie", "Registration"),
    plural=Text("Registraties", "Registrations"),
    hint=Text(
        "Een inschrijving met titel en nummer bij een register.", "Your entry in a register, with title and number."
    ),
    area=Area.CV,
    title=("register_name", "title_held", "number"),
    order=("-since",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Registration(Record):
    """An entry in a register, with the title that it gives."""

    register: tuple[str, ...] = field(
        Text("Register", "Register"),
        Codes((CodeScheme.REGISTER,), most=1),
        Audience.PUBLIC,
        hint=Text(
            "Het register waarvan het programma de regels kent; leeg als het daar niet bij is.",
            "The register of which the program knows the rules; empty when it is not among those.",
        ),
    )
    register_name: str = field(
        Text("Naam van het register", "Name of the register"),
        ShortText(150),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    title_held: Option | None = field(
        Text("Titel", "Title"),
        Choice(ProfessionalTitle),
        Audience.PUBLIC,
        in_list=True,
    )
    number: str = field(
        Text("Registratienummer", "Registration number"),
        ShortText(40),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    since: date | None = field(
        Text("Ingeschreven sinds", "Registered since"),
        CalendarDate(),
        Audience.PUBLIC,
        required=True,
        in_list=True,
    )
    until: date | None = field(
        Text("Uitgeschreven op", "Deregistered on"),
        CalendarDate(),
        Audience.PUBLIC,
        in_list=True,
    )
    period_basis: Option | None = field(
        Text("Perioden lopen", "Periods run"),
        Choice(PeriodBasis),
        Audience.REGISTER,
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A registration ends after it began."""
        return starts_before_end(self.since, self.until, "until")


class PeriodOutcome(Option):
    """How a registration period ended."""

    RUNNING = "running", "loopt", "current"
    RENEWED = "renewed", "herregistratie verleend", "re-registered"
    EXTENDED = "extended", "verlengd", "extended"
    REFUSED = "refused", "niet verleend", "refused"


@record_kind(
    "registration_period",
    label=Text("Registratieperiode", "Registration period"),
    plural=Text("Registratieperioden", "Registration periods"),
    hint=Text(
        "De periode waarover het register uw herregistratie beoordeelt.",
        "The period on which the register bases your re-registration.",
    ),
    area=Area.CV,
    title=("start", "end"),
    order=("-start",),
    default_release=Audience.REGISTER,
    parent="registration",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationPeriod(Record):
    """One period of a registration, to be judged for `herregistratie`."""

    registration: str = field(
        Text("Registratie", "Registration"),
        Reference(("registration",)),
        required=True,
        in_list=True,
    )
    start: date | None = field(Text("Begin", "Start"), CalendarDate(), required=True, in_list=True)
    end: date | None = field(Text("Einde", "End"), CalendarDate(), required=True, in_list=True)
    outcome: Option | None = field(Text("Uitkomst", "Outcome"), Choice(PeriodOutcome), in_list=True)
    decided_on: date | None = field(Text("Besluit op", "Decided on"), CalendarDate())

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A period ends after it began."""
        return starts_before_end(self.start, self.end)


class AbsenceReason(Option):
    """Why somebody could not work in the field."""

    ILLNESS = "illness", "ziekte", "illness"
    PREGNANCY = "pregnancy", "zwangerschap en bevalling", "pregnancy and childbirth"
    PARENTAL = "parental", "ouderschapsverlof", "parental leave"
    CARE = "care", "zorgverlof", "care leave"
    SABBATICAL = "sabbatical", "sabbatical", "sabbatical"
    OTHER = "other", "anders", "other"


@record_kind(
    "absence",
    label=Text("Afwezigheid", "Absence"),
    plural=Text("Afwezigheid", "Absences"),
    hint=Text(
        "Verlof of ziekte die een register mag verschonen. De reden blijft bij u.",
        "Leave or illness that a register may excuse. The reason stays private.",
    ),
    area=Area.CV,
    title=("reason", "start"),
    order=("-start",),
    default_release=Audience.PRIVATE,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Absence(Record):
    """A time away from the field; health data, so it never leaves."""

    reason: Option | None = field(
        Text("Reden", "Reason"),
        Choice(AbsenceReason),
        Audience.PRIVATE,
        required=True,
        in_list=True,
    )
    start: date | None = field(Text("Begin", "Start"), CalendarDate(), Audience.PRIVATE, required=True, in_list=True)
    end: date | None = field(Text("Einde", "End"), CalendarDate(), Audience.PRIVATE, in_list=True)
    share: Decimal | None = field(
        Text("Deel van de werktijd (%)", "Share of working time (%)"),
        DecimalNumber(places=0, most=Decimal(100), unit=Text("%", "%")),
        Audience.PRIVATE,
        in_list=True,
        hint=Text("Leeg is geheel afwezig.", "Leave empty if you were fully absent."),
    )
    reported: bool = field(
        Text("Gemeld bij het register", "Reported to the register"),
        YesNo(),
        Audience.PRIVATE,
        in_list=True,
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """An absence ends after it began."""
        return starts_before_end(self.start, self.end)
