"""Decisions about what the privacy check found: asked once, kept with their reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind
from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.values import CalendarDate, Choice, LongText, Option, ShortText


class Treatment(Option):
    """What is to be done with what the privacy check found."""

    RELEASED = "released", "mag erin staan", "may stay in"
    MASKED = "masked", "onleesbaar gemaakt", "made unreadable"


@record_kind(
    "privacy_decision",
    label=Text("Privacykeuze", "Privacy decision"),
    plural=Text("Privacykeuzes", "Privacy decisions"),
    hint=Text(
        "Wat de privacycontrole vond, wat u besloot, en waarom.",
        "What the privacy check found, what you decided, and why.",
    ),
    area=Area.DOSSIER,
    title=("hit_kind", "place"),
    order=("-decided_on",),
    default_release=Audience.PRIVATE,
    widest_release=Audience.PRIVATE,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyDecision(Record):
    """What was decided of one thing that the privacy check found in one field of one record.

    The words found are not repeated here: they would go on standing here when they are taken out at their place.
    """

    hit: str = field(
        Text("Kenmerk van de vondst", "Code of the finding"), ShortText(40), Audience.PRIVATE, required=True
    )
    hit_kind: Option | None = field(
        Text("Wat het is", "What it is"), Choice(HitKind), Audience.PRIVATE, required=True, in_list=True
    )
    place: str = field(
        Text("Waar het staat", "Where it is"),
        ShortText(300),
        Audience.PRIVATE,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    treatment: Option | None = field(
        Text("Besluit", "Decision"), Choice(Treatment), Audience.PRIVATE, required=True, in_list=True
    )
    reason: str = field(
        Text("Reden", "Reason"), LongText(1000), Audience.PRIVATE, in_list=True, search=SearchWeight.BODY
    )
    decided_on: date | None = field(
        Text("Datum", "Date"), CalendarDate(), Audience.PRIVATE, required=True, in_list=True
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """What may stay readable needs a reason."""
        if self.treatment is not Treatment.RELEASED or self.reason.strip():
            return ()
        return (("reason", Text("Schrijf op waarom dit erin mag staan.", "Write down why this may stay in.")),)
