"""Integrity: adherence to a code, interests weighed for conflict, the journal (RSC.P1–P3, RSC.I1–I7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind, starts_before_end
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Codes,
    CodeScheme,
    LongText,
    Option,
    PartialDate,
    PartialDateValue,
    References,
    ShortText,
    WholeNumber,
    YesNo,
)


@record_kind(
    "adherence",
    label=Text("Verklaring van naleving", "Adherence declaration"),
    plural=Text("Verklaringen van naleving", "Adherence declarations"),
    hint=Text(
        "Dat u zich vrijwillig aan een gedragscode houdt, per versie.",
        "Your declaration that you adhere to a code of conduct, per version.",
    ),
    area=Area.INTEGRITY,
    title=("code_name", "version"),
    order=("-signed_on",),
    default_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Adherence(Record):
    """A declaration of adherence to one version of a code of conduct (RSC.P1–P3)."""

    code: tuple[str, ...] = field(Text("Gedragscode", "Code of conduct"), Codes((CodeScheme.CONDUCT_CODE,), most=1))
    code_name: str = field(
        Text("Naam van de gedragscode", "Name of the code"),
        ShortText(200),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    version: str = field(Text("Versie", "Version"), ShortText(40), required=True, in_list=True)
    signed_on: date | None = field(Text("Ondertekend op", "Signed on"), CalendarDate(), required=True, in_list=True)
    place: str = field(Text("Plaats", "Place"), ShortText(100), in_list=True)
    declaration: str = field(Text("Verklaring", "Declaration"), LongText(4000), search=SearchWeight.BODY)


class InterestKind(Option):
    """What sort of interest beside the main work it is."""

    PAID = "paid", "betaalde nevenactiviteit", "paid side activity"
    UNPAID = "unpaid", "onbetaalde nevenactiviteit", "unpaid side activity"
    FINANCIAL = "financial", "financieel belang", "financial interest"
    RELATION = "relation", "persoonlijke relatie", "personal relation"


class Weighing(Option):
    """What weighing for conflict came to."""

    NONE = "none", "geen strijdigheid", "no conflict"
    MEASURES = "measures", "verenigbaar met maatregelen", "compatible with measures"
    CONFLICT = "conflict", "strijdig", "in conflict"


@record_kind(
    "side_activity",
    label=Text("Nevenactiviteit of belang", "Side activity or interest"),
    plural=Text("Nevenactiviteiten en belangen", "Side activities and interests"),
    hint=Text(
        "Werk en belangen naast uw opdrachten, gewogen op strijdigheid.",
        "Work and interests besides your assignments, assessed for conflicts of interest.",
    ),
    area=Area.INTEGRITY,
    title=("name", "organisation"),
    order=("-since",),
    default_release=Audience.PUBLIC,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class SideActivity(Record):
    """A side activity or interest, shown in CV and dossier (RSC.I6)."""

    name: str = field(
        Text("Activiteit of belang", "Activity or interest"),
        ShortText(200),
        Audience.PUBLIC,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    name_en: str = field(
        Text("Activiteit (Engels)", "Activity (English)"), ShortText(200), Audience.PUBLIC, english_of="name"
    )
    interest_kind: Option | None = field(Text("Soort", "Kind"), Choice(InterestKind), Audience.PUBLIC, in_list=True)
    organisation: str = field(
        Text("Organisatie", "Organisation"),
        ShortText(200),
        Audience.PUBLIC,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    since: PartialDateValue | None = field(Text("Sinds", "Since"), PartialDate(), Audience.PUBLIC, in_list=True)
    until: PartialDateValue | None = field(Text("Tot", "Until"), PartialDate(), Audience.PUBLIC)
    hours_per_month: int | None = field(Text("Uren per maand", "Hours per month"), WholeNumber(0, 400))
    weighing: str = field(
        Text("Afweging", "Assessment"),
        LongText(3000),
        search=SearchWeight.BODY,
        group=Text("Strijdigheid", "Conflict"),
    )
    conclusion: Option | None = field(Text("Uitkomst", "Outcome"), Choice(Weighing), in_list=True)
    measures: str = field(Text("Maatregelen", "Measures"), LongText(3000), search=SearchWeight.BODY)
    weighed_on: date | None = field(Text("Gewogen op", "Assessed on"), CalendarDate(), in_list=True)

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A side activity ends after it began."""
        return starts_before_end(self.since, self.until, "until")


class JournalKind(Option):
    """What an entry of the integrity journal is about (RSC.I1, I3, I4, I5, I7)."""

    OUTSIDE_LAW = "outside-law", "verzoek buiten de wet", "request outside the law"
    PROCEDURE = "procedure", "werkwijze in strijd met de wet", "procedure in conflict with the law"
    ERROR = "error", "fout gemeld", "error reported"
    DILEMMA = "dilemma", "dilemma", "dilemma"
    DEPENDENCY = "dependency", "afhankelijkheid", "dependency"
    COMPLAINT = "complaint", "klacht", "complaint"


@record_kind(
    "journal_entry",
    label=Text("Journaalpost", "Journal entry"),
    plural=Text("Integriteitsjournaal", "Integrity journal"),
    hint=Text(
        "Een verzoek buiten de wet, een fout, een dilemma, een klacht: wat er speelde en wat u deed.",
        "A request outside the law, a mistake, a dilemma, a complaint: what happened and what you did.",
    ),
    area=Area.INTEGRITY,
    title=("name",),
    order=("-happened_on",),
    default_release=Audience.PRIVATE,
    widest_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class JournalEntry(Record):
    """An entry of the integrity journal."""

    name: str = field(
        Text("Onderwerp", "Subject"),
        ShortText(300),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    journal_kind: Option | None = field(Text("Soort", "Kind"), Choice(JournalKind), required=True, in_list=True)
    happened_on: date | None = field(Text("Datum", "Date"), CalendarDate(), required=True, in_list=True)
    told_to: str = field(
        Text("Aan wie gemeld", "Reported to"),
        ShortText(200),
        Audience.THIRD_PARTY,
        search=SearchWeight.BODY,
    )
    told_role: str = field(Text("Rol van wie de melding kreeg", "Role of that person"), ShortText(200), in_list=True)
    what_happened: str = field(Text("Wat er speelde", "What happened"), LongText(6000), search=SearchWeight.BODY)
    what_was_done: str = field(Text("Wat u deed", "What you did"), LongText(6000), search=SearchWeight.BODY)
    outcome: str = field(Text("Afloop", "Outcome"), LongText(3000), search=SearchWeight.BODY)
    closed: bool = field(Text("Afgerond", "Closed"), YesNo(), in_list=True)
    provisions: tuple[str, ...] = field(
        Text("Bepalingen van de gedragscode", "Provisions of the code of conduct"),
        Codes((CodeScheme.PROVISION,)),
    )
    reflections: tuple[str, ...] = field(Text("Reflecties", "Reflections"), References(("reflection",)))
