"""What left the vault as a document (RSC.D5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind
from portfolio_app.domain.records.dossier_profile import LEFT_OUT_KINDS, DossierSection
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    Codes,
    CodeScheme,
    Option,
    References,
    ShortText,
    WholeNumber,
)


class DocumentKind(Option):
    """What sort of document left the vault."""

    DOSSIER = "dossier", "dossier", "dossier"
    CV = "cv", "cv", "CV"
    CONSENT_FORM = "consent-form", "toestemmingsformulier", "permission form"
    ARCHIVE = "archive", "archief", "archive"
    OTHER = "other", "anders", "other"


@record_kind(
    "outgoing",
    label=Text("Uitgegaan document", "Outgoing document"),
    plural=Text("Uitgegane documenten", "Outgoing documents"),
    hint=Text(
        "Wat u naar buiten bracht: welke versie, naar wie, wanneer.", "What you gave out: which version, to whom, when."
    ),
    area=Area.DOSSIER,
    title=("document_kind", "made_on", "recipient"),
    order=("-made_on",),
    default_release=Audience.PRIVATE,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing(Record):
    """A document that left the vault (RSC.D5)."""

    document_kind: Option | None = field(
        Text("Document", "Document"),
        Choice(DocumentKind),
        Audience.PRIVATE,
        required=True,
        in_list=True,
    )
    file_name: str = field(
        Text("Bestandsnaam", "File name"),
        ShortText(255),
        Audience.PRIVATE,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    sha256: str = field(Text("SHA-256", "SHA-256"), ShortText(64), Audience.PRIVATE)
    version: str = field(Text("Versie", "Version"), ShortText(60), Audience.PRIVATE, in_list=True)
    recipient: str = field(
        Text("Aan wie", "To whom"),
        ShortText(200),
        Audience.THIRD_PARTY,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    made_on: date | None = field(Text("Datum", "Date"), CalendarDate(), Audience.PRIVATE, required=True, in_list=True)
    ground: str = field(Text("Aanleiding", "Reason"), ShortText(300), Audience.PRIVATE, in_list=True)
    register: tuple[str, ...] = field(
        Text("Register", "Register"), Codes((CodeScheme.REGISTER,), most=1), Audience.PRIVATE
    )
    period_start: date | None = field(Text("Periode van", "Period from"), CalendarDate(), Audience.PRIVATE)
    period_end: date | None = field(Text("Periode tot en met", "Period until"), CalendarDate(), Audience.PRIVATE)
    pages: int | None = field(Text("Bladzijden", "Pages"), WholeNumber(0, 100_000), Audience.PRIVATE)
    sections: tuple[Option, ...] = field(
        Text("Onderdelen", "Sections"),
        Choices(DossierSection),
        Audience.PRIVATE,
        hint=Text("Leeg: alle onderdelen.", "Leave empty for all sections."),
    )
    left_out: tuple[str, ...] = field(Text("Weggelaten", "Left out"), References(LEFT_OUT_KINDS), Audience.PRIVATE)
    folder: str = field(Text("Map", "Folder"), ShortText(1000), Audience.PRIVATE)
