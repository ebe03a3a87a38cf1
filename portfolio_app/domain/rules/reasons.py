"""Why something does not count: fixed wordings that name rules and never quote a record."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.units import unit_beside
from portfolio_app.domain.values.simple import show_decimal

PLANNED: Final = Text(
    "Ligt in de toekomst; telt mee zodra het geweest is.", "Still to come; counts once it has taken place."
)
KEPT_PRIVATE: Final = Text(
    "Alleen voor uzelf; geef het vrij voor het register om het te laten meetellen.",
    "For yourself only; release it to the register to make it count.",
)
NO_POINTS: Final = Text(
    "Er zijn geen punten voor dit register ingevuld.", "No points for this register have been filled in."
)
NO_POINTS_NOR_HOURS: Final = Text(
    "Er zijn geen punten voor dit register en geen uren ingevuld.",
    "Neither points for this register nor hours have been filled in.",
)
GIVES_NOTHING: Final = Text("Dit levert voor dit register niets op.", "This yields nothing for this register.")
NO_HOURS: Final = Text("Netto-uren of begin- en eindtijd ontbreken.", "Net hours or start and end time are missing.")
NO_HOURS_SEVERAL_DAYS: Final = Text(
    "Vul de netto-uren in: dit duurde meer dan één dag.", "Fill in the net hours: this took more than one day."
)
NOT_ACCREDITED: Final = Text("Er is geen accreditatienummer ingevuld.", "No accreditation number has been filled in.")
OTHER_COMPETENCES: Final = Text(
    "Niet verbonden met een competentie die hier gevraagd wordt.", "Not linked to a competence that is required here."
)
OTHER_LAWS: Final = Text(
    "Niet verbonden met een wet of richtlijn die hier gevraagd wordt.",
    "Not linked to a law or guideline that is required here.",
)
NOT_ONLINE: Final = Text("Dit was niet online.", "This was not online.")
ONLINE: Final = Text("Online telt hier niet mee.", "Online does not count here.")
NOT_SIGNED: Final = Text("De presentielijst is niet getekend.", "The attendance sheet was not signed.")
GROUP_UNKNOWN: Final = Text(
    "Het aantal deelnemers is niet ingevuld.", "The number of participants has not been filled in."
)
NOT_PASSED: Final = Text("De toets is niet als behaald aangemerkt.", "The test is not marked as passed.")
NO_EVIDENCE: Final = Text("Er is geen bewijsstuk van de gevraagde soort.", "There is no evidence of the required kind.")
EVIDENCE_PRIVATE: Final = Text(
    "Het bewijsstuk is niet vrijgegeven voor het register.", "The evidence has not been released to the register."
)
SAME_STRETCH: Final = Text(
    "In hetzelfde tijdvak telt al een activiteit mee.", "Another activity in the same stretch of time already counts."
)
MAXIMUM_REACHED: Final = Text(
    "Het maximum dat mag meetellen is bereikt.", "The maximum that may count has been reached."
)
ITEM_LIMITED: Final = Text("Eén activiteit mag niet meer opleveren.", "One activity may not yield more.")
MEETING_LIMITED: Final = Text("Eén bijeenkomst mag niet meer opleveren.", "One meeting may not yield more.")
FOR_PERIOD_BEFORE: Final = Text(
    "Telt al mee voor de vorige periode, die ermee is ingehaald.",
    "Already counts for the previous period, as catching up.",
)
NOT_COUNTED_IN_WHOLE: Final = Text(
    "Telt niet mee in de eis waarvan dit een deel is.", "Does not count for the requirement that this is part of."
)
NOT_IN_FIELD: Final = Text("Niet aangemerkt als werk in het vakgebied.", "Not marked as work in the field.")
OTHER_LEVEL: Final = Text("Niet op het niveau dat hier gevraagd wordt.", "Not at the level that is required here.")
NO_WEEKLY_HOURS: Final = Text("De uren per week zijn niet ingevuld.", "The hours per week have not been filled in.")
ALWAYS_ABSENT: Final = Text("In deze tijd is er niet gewerkt.", "No work was done in this time.")
DROPPED: Final = Text("Dit doel is vervallen.", "This goal was dropped.")
OUT_OF_DATE: Final = Text("Te lang geleden om nog te gelden.", "Too long ago to be still valid.")
OTHER_CODE: Final = Text(
    "Een andere gedragscode dan hier gevraagd wordt.", "A different code of conduct from the one required here."
)
SAME_LAW: Final = Text("Deze wet telt al mee.", "This law already counts.")
NO_ATTENDANCE: Final = Text(
    "Geen getekende presentielijst en geen vrijgegeven bewijs van aanwezigheid.",
    "No signed attendance sheet and no released proof of attendance.",
)


def amount(value: Decimal) -> Text:
    """Return a number of a rule as each language writes it."""
    return Text(show_decimal(value, "nl"), show_decimal(value, "en"))


def too_small(least: Decimal, unit: Text) -> Text:
    """Say that an activity gives less than counts."""
    return Text("Levert minder op dan {least} {unit}.", "Yields less than {least} {unit}.").fill(
        least=amount(least), unit=unit_beside(least, unit)
    )


def too_short(minutes: int) -> Text:
    """Say that a meeting was too short, or that its length is not known."""
    return Text(
        "Duurde minder dan {minutes} minuten, of de duur is niet ingevuld.",
        "Took less than {minutes} minutes, or its length has not been filled in.",
    ).fill(minutes=minutes)


def group_too_small(least: int) -> Text:
    """Say that too few took part."""
    return Text("Er waren minder dan {n} deelnemers.", "There were fewer than {n} participants.").fill(n=least)


def group_too_large(most: int) -> Text:
    """Say that too many took part."""
    return Text("Er waren meer dan {n} deelnemers.", "There were more than {n} participants.").fill(n=most)


def too_soon(days: int) -> Text:
    """Say that a meeting came too soon after the one before."""
    return Text(
        "Minder dan {n} dagen na de vorige bijeenkomst die meetelt.",
        "Less than {n} days after the previous meeting that counts.",
    ).fill(n=days)


def category_full(label: Text) -> Text:
    """Say that a category gives no more."""
    return Text("Het maximum voor “{label}” is bereikt.", "The maximum for “{label}” has been reached.").fill(
        label=label
    )
