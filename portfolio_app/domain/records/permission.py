"""Permissions to share data, what became of them, and data shared (RSC.P4, RSC.P5, RSC.I2; ISO/IEC TS 27560:2023)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind, starts_before_end
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    Lines,
    LongText,
    Option,
    Reference,
    ShortText,
)


class GiverKind(Option):
    """Who gives a permission (RSC.P5)."""

    EMPLOYEE = "employee", "werknemer", "employee"
    EMPLOYER = "employer", "werkgever", "employer"
    CLIENT = "client", "opdrachtgever", "client"
    REPRESENTATIVE = "representative", "vertegenwoordiger", "representative"
    PROFESSIONAL = "professional", "professional", "professional"
    ORGANISATION = "organisation", "andere organisatie", "other organisation"


class DataCategory(Option):
    """What sort of data it is about."""

    CONTACT = "contact", "contactgegevens", "contact details"
    EMPLOYMENT = "employment", "gegevens over het dienstverband", "employment data"
    ABSENCE = "absence", "verzuimgegevens", "absence data"
    LIMITATIONS = "limitations", "belastbaarheid en beperkingen", "capacity and limitations"
    REINTEGRATION = "reintegration", "re-integratiegegevens", "re-integration data"
    FINANCIAL = "financial", "financiële gegevens", "financial data"
    BUSINESS = "business", "bedrijfsgegevens", "business data"
    OTHER = "other", "anders", "other"


class Ground(Option):
    """On what ground data may be shared (RSC.P5, RSC.I2)."""

    CONSENT = "consent", "toestemming", "consent"
    LEGAL_DUTY = "legal-duty", "wettelijke plicht", "legal duty"
    LEGAL_RIGHT = "legal-right", "wettelijk recht", "legal right"
    CONTRACT = "contract", "overeenkomst", "contract"
    VITAL = "vital", "vitaal belang", "vital interest"
    LEGITIMATE = "legitimate", "gerechtvaardigd belang", "legitimate interest"


class GivenHow(Option):
    """In what way a permission was given."""

    WRITTEN = "written", "schriftelijk", "in writing"
    EMAIL = "e-mail", "per e-mail", "by e-mail"
    ORAL = "oral", "mondeling", "orally"
    PORTAL = "portal", "in een portaal", "in a portal"


@record_kind(
    "permission",
    label=Text("Toestemming", "Permission"),
    plural=Text("Toestemmingen", "Permissions"),
    hint=Text(
        "Wie u toestond welke gegevens met wie te delen, en op welke grond. Komt alleen als aantal in een dossier.",
        "Who allowed you to share which data with whom, and on what legal basis. In a dossier only the number appears.",
    ),
    area=Area.PERMISSIONS,
    title=("pseudonym", "purpose"),
    order=("-given_on",),
    default_release=Audience.THIRD_PARTY,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Permission(Record):
    """A consent record, or another ground on which data may be shared (RSC.P4, RSC.P5, RSC.I2)."""

    pseudonym: str = field(
        Text("Schuilnaam", "Pseudonym"),
        ShortText(100),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
        hint=Text("Zoals “Werknemer 2026-07”.", "For instance “Employee 2026-07”."),
        group=Text("Van wie", "From whom"),
    )
    giver_name: str = field(
        Text("Naam", "Name"),
        ShortText(150),
        Audience.THIRD_PARTY,
        search=SearchWeight.BODY,
        hint=Text(
            "Alleen als het nodig is; de privacycontrole zoekt ernaar in alles wat u deelt.",
            "Only if needed; the privacy check looks for it in everything you share.",
        ),
    )
    giver_kind: Option | None = field(
        Text("Hoedanigheid", "Capacity"),
        Choice(GiverKind),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    representative: str = field(
        Text("Vertegenwoordigd door", "Represented by"),
        ShortText(150),
        Audience.THIRD_PARTY,
    )
    represented_as: str = field(
        Text("In welke hoedanigheid", "Capacity of the representative"),
        ShortText(150),
        Audience.THIRD_PARTY,
    )
    data_categories: tuple[Option, ...] = field(
        Text("Soorten gegevens", "Data categories"),
        Choices(DataCategory),
        Audience.THIRD_PARTY,
        required=True,
        group=Text("Wat en waarvoor", "What and what for"),
    )
    purpose: str = field(
        Text("Doel", "Purpose"),
        ShortText(300),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    recipients: tuple[str, ...] = field(Text("Ontvangers", "Recipients"), Lines(), Audience.THIRD_PARTY, required=True)
    ground: Option | None = field(
        Text("Grond", "Legal basis"),
        Choice(Ground),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    legal_basis: str = field(
        Text("Wettelijke bepaling", "Legal provision"),
        ShortText(300),
        Audience.THIRD_PARTY,
        hint=Text("Bij een wettelijke plicht of recht.", "For a legal duty or right."),
    )
    wording: str = field(
        Text("Letterlijke tekst", "Exact wording"),
        LongText(6000),
        Audience.THIRD_PARTY,
        search=SearchWeight.BODY,
        group=Text("Hoe gegeven", "How it was given"),
    )
    wording_version: str = field(
        Text("Versie van de tekst", "Version of the wording"), ShortText(40), Audience.THIRD_PARTY
    )
    given_on: date | None = field(
        Text("Gegeven op", "Given on"),
        CalendarDate(),
        Audience.THIRD_PARTY,
        in_list=True,
    )
    given_how: Option | None = field(Text("Hoe", "How"), Choice(GivenHow), Audience.THIRD_PARTY, in_list=True)
    valid_until: date | None = field(
        Text("Geldig tot en met", "Valid until"),
        CalendarDate(),
        Audience.THIRD_PARTY,
        in_list=True,
    )
    withdrawal_route: str = field(
        Text("Hoe in te trekken", "How to withdraw"),
        ShortText(300),
        Audience.THIRD_PARTY,
    )
    assignment_ended_on: date | None = field(
        Text("Opdracht geëindigd op", "Assignment ended on"),
        CalendarDate(),
        Audience.THIRD_PARTY,
        hint=Text("Ook daarna blijft geheimhouding gelden.", "Confidentiality still applies afterwards."),
        group=Text("Bewaren", "Retention"),
    )
    review_on: date | None = field(Text("Nakijken op", "Review on"), CalendarDate(), Audience.THIRD_PARTY)
    delete_on: date | None = field(Text("Verwijderen op", "Delete on"), CalendarDate(), Audience.THIRD_PARTY)

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A permission is valid after it was given."""
        return starts_before_end(self.given_on, self.valid_until, "valid_until")


class PermissionEventKind(Option):
    """What happened to a permission."""

    GIVEN = "given", "gegeven", "given"
    RENEWED = "renewed", "vernieuwd", "renewed"
    REFUSED = "refused", "geweigerd", "refused"
    WITHDRAWN = "withdrawn", "ingetrokken", "withdrawn"
    EXPIRED = "expired", "verlopen", "expired"
    ENDED = "ended", "beëindigd", "ended"


@record_kind(
    "permission_event",
    label=Text("Gebeurtenis", "Event"),
    plural=Text("Gebeurtenissen", "Permission events"),
    hint=Text("Wat er met een toestemming gebeurde.", "What happened to a permission."),
    area=Area.PERMISSIONS,
    title=("event", "happened_on"),
    order=("-happened_on",),
    default_release=Audience.THIRD_PARTY,
    parent="permission",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PermissionEvent(Record):
    """An event in the life of a permission."""

    permission: str = field(
        Text("Toestemming", "Permission"),
        Reference(("permission",)),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    event: Option | None = field(
        Text("Gebeurtenis", "Event"),
        Choice(PermissionEventKind),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    happened_on: date | None = field(
        Text("Datum", "Date"),
        CalendarDate(),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    how: Option | None = field(Text("Hoe", "How"), Choice(GivenHow), Audience.THIRD_PARTY, in_list=True)
    remark: str = field(Text("Toelichting", "Remark"), LongText(2000), Audience.THIRD_PARTY, search=SearchWeight.BODY)


@record_kind(
    "exchange",
    label=Text("Uitwisseling", "Exchange"),
    plural=Text("Uitwisselingen", "Exchanges"),
    hint=Text(
        "Gegevens die u werkelijk deelde: met wie, wat, op welke grond.",
        "Data that you actually shared: with whom, what, on what legal basis.",
    ),
    area=Area.PERMISSIONS,
    title=("exchanged_on", "recipient"),
    order=("-exchanged_on",),
    default_release=Audience.THIRD_PARTY,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange(Record):
    """One time that data went to a third party (RSC.P5, RSC.I2)."""

    permission: str = field(
        Text("Toestemming", "Permission"),
        Reference(("permission",)),
        Audience.THIRD_PARTY,
        in_list=True,
        hint=Text("Leeg bij een wettelijk recht of plicht.", "Leave empty for a legal right or duty."),
    )
    exchanged_on: date | None = field(
        Text("Datum", "Date"),
        CalendarDate(),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    recipient: str = field(
        Text("Ontvanger", "Recipient"),
        ShortText(200),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    data_categories: tuple[Option, ...] = field(
        Text("Soorten gegevens", "Data categories"),
        Choices(DataCategory),
        Audience.THIRD_PARTY,
        required=True,
    )
    ground: Option | None = field(
        Text("Grond", "Legal basis"),
        Choice(Ground),
        Audience.THIRD_PARTY,
        required=True,
        in_list=True,
    )
    legal_basis: str = field(Text("Wettelijke bepaling", "Legal provision"), ShortText(300), Audience.THIRD_PARTY)
    how: str = field(Text("Langs welke weg", "By what means"), ShortText(200), Audience.THIRD_PARTY)
    summary: str = field(
        Text("Wat gedeeld is", "What was shared"), LongText(2000), Audience.THIRD_PARTY, search=SearchWeight.BODY
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """Consent as ground names the permission; a legal ground names the provision."""
        if self.ground is Ground.CONSENT and not self.permission:
            return (
                (
                    "permission",
                    Text("Kies de toestemming waarop u deelde.", "Choose the permission under which you shared."),
                ),
            )
        if self.ground in (Ground.LEGAL_DUTY, Ground.LEGAL_RIGHT) and not self.legal_basis:
            return (("legal_basis", Text("Noem de wettelijke bepaling.", "Fill in the legal provision.")),)
        return ()
