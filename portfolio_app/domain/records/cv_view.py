"""Views: selections of the one CV, each for its audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind
from portfolio_app.domain.values import (
    Choice,
    Choices,
    Option,
    References,
    ShortText,
    WholeNumber,
    YesNo,
)


class CvSection(Option):
    """The sections of a CV, in their usual order."""

    PROFILE = "profile", "Profiel", "Profile"
    REGISTRATIONS = "registrations", "Registraties", "Registrations"
    POSITIONS = "positions", "Werkervaring", "Experience"
    EDUCATION = "education", "Opleidingen", "Education"
    QUALIFICATIONS = "qualifications", "Kwalificaties", "Qualifications"
    TRAINING = "training", "Recente scholing", "Recent training"
    SKILLS = "skills", "Vaardigheden", "Skills"
    LANGUAGES = "languages", "Talen", "Languages"
    PUBLICATIONS = "publications", "Publicaties", "Publications"
    MEMBERSHIPS = "memberships", "Lidmaatschappen", "Memberships"
    SIDE_ACTIVITIES = "side_activities", "Nevenactiviteiten", "Side activities"
    REFERENCES = "references", "Referenties", "References"


class DocumentLanguage(Option):
    """The languages in which a document can be made."""

    NL = "nl", "Nederlands", "Dutch"
    EN = "en", "Engels", "English"

    @classmethod
    def spoken(cls, choice: Option | None, otherwise: Language = "nl") -> Language:
        """Return the language that was chosen; `otherwise` when none was."""
        return otherwise if choice is None else "en" if choice is cls.EN else "nl"

    @classmethod
    def called(cls, language: Language) -> DocumentLanguage:
        """Return the choice for a language."""
        return cls(language)  # type: ignore[call-arg]


LANGUAGE: Final = (Text("Taal", "Language"), Choice(DocumentLanguage), Audience.PRIVATE)
"""What is declared of a field for the language of a document."""


@record_kind(
    "cv_view",
    label=Text("Cv-versie", "CV view"),
    plural=Text("Cv-versies", "CV views"),
    hint=Text(
        "Een keuze uit uw ene cv: wat een opdrachtgever, een register of uzelf te zien krijgt.",
        "A selection from your CV: what a client, a register or you yourself get to see.",
    ),
    area=Area.CV,
    title=("name",),
    order=("name",),
    default_release=Audience.PRIVATE,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CvView(Record):
    """A named view of the one master CV."""

    name: str = field(
        Text("Naam", "Name"),
        ShortText(60),
        Audience.PRIVATE,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
        hint=Text("Zoals cliënt, register of volledig.", "For instance client, register or full."),
    )
    audience: Option | None = field(
        Text("Voor wie", "For whom"),
        Choice(Audience),
        Audience.PRIVATE,
        required=True,
        in_list=True,
    )
    language: Option | None = field(*LANGUAGE, in_list=True)
    sections: tuple[Option, ...] = field(
        Text("Onderdelen", "Sections"),
        Choices(CvSection),
        Audience.PRIVATE,
        hint=Text("Leeg: alle onderdelen.", "Leave empty for all sections."),
    )
    hidden: tuple[str, ...] = field(
        Text("Verborgen", "Hidden"),
        References(
            (
                "position",
                "education",
                "qualification",
                "skill",
                "language",
                "publication",
                "membership",
                "side_activity",
                "reference",
                "registration",
                "activity",
            )
        ),
        Audience.PRIVATE,
        hint=Text("Wat in deze versie wordt weggelaten.", "What this view leaves out."),
    )
    show_photo: bool = field(Text("Met foto", "With photo"), YesNo(), Audience.PRIVATE)
    training_years: int | None = field(
        Text("Scholing over de laatste … jaar", "Training of the last … years"),
        WholeNumber(0, 20),
        Audience.PRIVATE,
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A CV is for the public or for a register."""
        if self.audience in (Audience.PUBLIC, Audience.REGISTER, None):
            return ()
        return (
            ("audience", Text("Een cv is openbaar of voor een register.", "A CV is either public or for a register.")),
        )
