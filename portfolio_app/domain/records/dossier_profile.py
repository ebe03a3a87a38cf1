"""Profiles: how a dossier is usually made, kept so that the next one takes no thought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind
from portfolio_app.domain.records.cv_view import LANGUAGE
from portfolio_app.domain.values import (
    Choice,
    Choices,
    Codes,
    CodeScheme,
    Option,
    Reference,
    References,
    ShortText,
    WholeNumber,
    YesNo,
)

USUAL_SAMPLE: Final = 10
"""Of how many activities the evidence goes along when a sample is asked and its size is not told."""

LEAST_SCAN_DPI: Final = 72
"""With fewer pixels to an inch small print cannot be read."""

MOST_SCAN_DPI: Final = 600

LEFT_OUT_KINDS: Final = ("reflection", "journal_entry", "feedback")
"""What is told so freely that its owner may leave out single ones, though released."""


class DossierSection(Option):
    """The parts of a dossier that its owner may leave out or put in another order, in their usual order.

    Who it is stands always in it; how it can be checked, the declaration and the list of evidence always close it.
    """

    SUMMARY = "summary", "Samenvatting", "Summary"
    PERSON = "person", "Persoon en registraties", "Person and registrations"
    CV = "cv", "Curriculum vitae", "Curriculum vitae"
    LOG = "log", "Scholing en intervisie", "Training and intervision"
    DETAILS = "details", "Opbrengst per activiteit", "Results per activity"
    REFLECTION = "reflection", "Reflectie", "Reflection"
    FEEDBACK = "feedback", "Feedback", "Feedback"
    COMPETENCES = "competences", "Competenties", "Competences"
    PLAN = "plan", "Ontwikkelplan", "Development plan"
    LAW = "law", "Wet- en regelgeving", "Laws and regulations"
    PERMISSIONS = "permissions", "Toestemmingen in getallen", "Permissions in numbers"
    INTEGRITY = "integrity", "Integriteit", "Integrity"
    INDEX = "index", "Waar wat te vinden is", "Where to find it"


class EvidenceChoice(Option):
    """Of which activities the evidence goes along with a dossier."""

    ALL = "all", "alle bewijsstukken", "all evidence"
    SAMPLE = "sample", "een steekproef van de activiteiten", "a sample of the activities"
    NONE = "none", "geen bewijsstukken", "no evidence"


@record_kind(
    "dossier_profile",
    label=Text("Dossierprofiel", "Dossier profile"),
    plural=Text("Dossierprofielen", "Dossier profiles"),
    hint=Text(
        "Hoe u een dossier voor een register maakt: onderdelen, taal, bewijsstukken, omslag.",
        "How you make a dossier for a register: sections, language, evidence, cover.",
    ),
    area=Area.DOSSIER,
    title=("name",),
    order=("name",),
    default_release=Audience.PRIVATE,
    widest_release=Audience.PRIVATE,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class DossierProfile(Record):
    """How the dossier for a register is made."""

    name: str = field(
        Text("Naam", "Name"),
        ShortText(60),
        Audience.PRIVATE,
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    register: tuple[str, ...] = field(
        Text("Register", "Register"),
        Codes((CodeScheme.REGISTER,), most=1),
        Audience.PRIVATE,
        required=True,
        in_list=True,
    )
    language: Option | None = field(*LANGUAGE, in_list=True)
    sections: tuple[Option, ...] = field(
        Text("Onderdelen", "Sections"),
        Choices(DossierSection),
        Audience.PRIVATE,
        hint=Text("Leeg: alle onderdelen.", "Leave empty for all sections."),
        group=Text("Inhoud", "Contents"),
    )
    left_out: tuple[str, ...] = field(
        Text("Weggelaten", "Left out"),
        References(LEFT_OUT_KINDS),
        Audience.PRIVATE,
        hint=Text("Wat u vrijgaf, maar hier niet toont.", "What you released but do not show here."),
    )
    evidence_choice: Option | None = field(
        Text("Bewijsstukken van activiteiten", "Evidence of activities"),
        Choice(EvidenceChoice),
        Audience.PRIVATE,
        in_list=True,
        hint=Text("Leeg: alle bewijsstukken.", "Leave empty for all evidence."),
    )
    sample_size: int | None = field(
        Text("Omvang van de steekproef", "Sample size"), WholeNumber(1, 1000), Audience.PRIVATE
    )
    sample_seed: int | None = field(
        Text("Getal van de steekproef", "Sample number"),
        WholeNumber(0, 999_999),
        Audience.PRIVATE,
        hint=Text("Hetzelfde getal kiest dezelfde activiteiten.", "The same number chooses the same activities."),
    )
    scan_dpi: int | None = field(
        Text("Beeldpunten per inch van scans", "Resolution of scans (pixels per inch)"),
        WholeNumber(LEAST_SCAN_DPI, MOST_SCAN_DPI),
        Audience.PRIVATE,
        hint=Text("Leeg: scans blijven zoals ze zijn.", "Leave empty to keep scans as they are."),
    )
    cv_view: str = field(
        Text("Versie van het cv", "CV view"),
        Reference(("cv_view",)),
        Audience.PRIVATE,
        hint=Text("Leeg: het hele cv.", "Leave empty for the whole CV."),
    )
    cover_title: str = field(
        Text("Opschrift van het omslag", "Heading on the cover"),
        ShortText(100),
        Audience.PRIVATE,
        hint=Text("Leeg: “Dossier voor herregistratie”.", "Leave empty for “Dossier for re-registration”."),
        group=Text("Omslag en ondertekening", "Cover and signature"),
    )
    show_photo: bool = field(Text("Met foto op het omslag", "With the photo on the cover"), YesNo(), Audience.PRIVATE)
    place: str = field(Text("Plaats van ondertekening", "Place of signing"), ShortText(100), Audience.PRIVATE)
    certificate: str = field(
        Text("Bestand met het certificaat", "File with the certificate"),
        ShortText(1000),
        Audience.PRIVATE,
        hint=Text(
            "PKCS#12 (.p12 of .pfx); het wachtwoord wordt niet bewaard.",
            "PKCS#12 (.p12 or .pfx); its password is not stored.",
        ),
    )
    recipient: str = field(
        Text("Aan wie", "To whom"),
        ShortText(200),
        Audience.THIRD_PARTY,
        hint=Text("Alleen voor uw eigen lijst van wat uitging.", "Only for your own list of what you sent."),
    )
