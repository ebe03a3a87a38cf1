"""Rules in plain words: what a requirement asks, what counts for it, and for which periods a rule set holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from portfolio_app.common.text import LANGUAGES, NO_TEXT, Text, same_in_both
from portfolio_app.domain.records.person import PeriodBasis
from portfolio_app.domain.rules.choices import Deliverable
from portfolio_app.domain.rules.declaring import PartOf, PartsOf, RuleField, fields_of
from portfolio_app.domain.rules.requirements import (
    AnyRequirement,
    DeliverableRequirement,
    InterruptionRequirement,
    Requirement,
    ShareRequirement,
    unit_of,
)
from portfolio_app.domain.rules.rule_set import AbsenceRule, PeriodRule, RuleSet
from portfolio_app.domain.rules.units import has_singular, unit_beside
from portfolio_app.domain.values import Codes
from portfolio_app.domain.values.dates import show_date
from portfolio_app.domain.values.simple import show_decimal

Naming = Callable[[str], Text]
"""Gives what a code of a register is called."""

_AT_LEAST: Final = Text("Minstens {minimum} {unit} per {per}.", "At least {minimum} {unit} per {per}.")
_ONE: Final = Text("Minstens 1 per {per} ({unit}).", "At least 1 per {per} ({unit}).")
"""Of a unit that a rule names itself only the plural is known."""
_UNKNOWN: Final = Text("Hoeveel {unit} per {per}, is niet bekend.", "How many {unit} per {per} is not known.")
_SO_MANY: Final = Text("Minstens {minimum} per {per}.", "At least {minimum} per {per}.")
_SHARE: Final = Text("Minstens {percent}% {basis} voor “{whole}”.", "At least {percent}% {basis} for “{whole}”.")
_NO_LONGER: Final = Text(
    "Hoogstens {minimum} {unit} achtereen zonder werk in het vak.",
    "At most {minimum} {unit} in a row without work in the field.",
)
_EVERY: Final = Text("Van elke activiteit in de {per}.", "Of every activity in the {per}.")
_ONE_YEAR: Final = Text("Een periode duurt 1 jaar, {basis}.", "A period lasts 1 year, {basis}.")
_YEARS: Final = Text("Een periode duurt {years} jaar, {basis}.", "A period lasts {years} years, {basis}.")
_BASES: Final = {
    PeriodBasis.CALENDAR: Text("gerekend in kalenderjaren", "counted in calendar years"),
    PeriodBasis.ANNIVERSARY: Text("gerekend vanaf de dag van inschrijving", "counted from the day of registration"),
}
_EXCUSED: Final = Text("Afwezigheid kan eisen verlagen.", "Absence may lower requirements.")
_ALWAYS: Final = Text("voor alle perioden", "for all periods")
_FROM: Final = Text("voor perioden die beginnen vanaf {first}", "for periods that start from {first}")
_UNTIL: Final = Text("voor perioden die beginnen tot en met {last}", "for periods that start until {last}")
_BETWEEN: Final = Text(
    "voor perioden die beginnen van {first} tot en met {last}", "for periods that start from {first} until {last}"
)


def asked(requirement: AnyRequirement, rule_set: RuleSet) -> Text:
    """Return in one sentence how much a requirement of a rule set asks."""
    words = {"unit": unit_of(requirement), "per": requirement.per.label}
    if isinstance(requirement, ShareRequirement):
        whole = rule_set.requirement(requirement.of)
        label = whole.label if whole is not None else same_in_both(requirement.of)
        return _SHARE.fill(percent=_number(requirement.percent), basis=requirement.basis.label, whole=label)
    if isinstance(requirement, DeliverableRequirement) and requirement.deliverable is Deliverable.ATTENDANCE:
        return _EVERY.fill(**words)
    if requirement.minimum is None:
        return _UNKNOWN.fill(**words)
    words["unit"] = unit_beside(requirement.minimum, words["unit"])
    pattern = _AT_LEAST
    if isinstance(requirement, InterruptionRequirement):
        pattern = _NO_LONGER
    elif isinstance(requirement, DeliverableRequirement) and not requirement.unit:
        pattern = _SO_MANY
    elif requirement.minimum == 1 and not has_singular(unit_of(requirement)):
        pattern = _ONE
    return pattern.fill(minimum=_number(requirement.minimum), **words)


def conditions(requirement: AnyRequirement, name_of: Naming) -> tuple[Text, ...]:
    """Return in sentences what is other than usual about a requirement: what counts, its limits, its relief."""
    return tuple(_sentences(requirement, unit_of(requirement), name_of))


def period_told(period: PeriodRule) -> tuple[Text, ...]:
    """Return in sentences how long a registration lasts, and what may be done around its end."""
    pattern = _ONE_YEAR if period.years == 1 else _YEARS
    first = pattern.fill(years=period.years, basis=_BASES[period.basis])
    return (first, *_sentences(period, NO_TEXT, same_in_both))


def absence_told(absence: AbsenceRule) -> tuple[Text, ...]:
    """Return in sentences which absence is excused."""
    return (_EXCUSED, *_sentences(absence, NO_TEXT, same_in_both))


def validity_told(rule_set: RuleSet) -> Text:
    """Return for which periods a rule set holds."""
    first, last = rule_set.valid_from, rule_set.valid_until
    days = {
        name: Text(*(show_date(day, language) for language in LANGUAGES))
        for name, day in (("first", first), ("last", last))
        if day is not None
    }
    if first is None:
        return _ALWAYS if last is None else _UNTIL.fill(**days)
    return (_FROM if last is None else _BETWEEN).fill(**days)


def _sentences(part: object, unit: Text, name_of: Naming) -> Iterator[Text]:
    """Yield what the fields of a part say that are other than usual, in their order."""
    variant = part.variant if isinstance(part, Requirement) else None
    for spec in fields_of(type(part)):
        value = getattr(part, spec.name)
        if value == spec.default or not spec.concerns(variant):
            continue
        if isinstance(spec.type, PartOf):
            yield from _sentences(value, unit, name_of)
        elif isinstance(spec.type, PartsOf):
            for each in value:
                yield spec.told.fill(value=_together(_sentences(each, unit, name_of)))
        elif spec.told:
            beside = unit_beside(value, unit) if isinstance(value, Decimal) else unit
            yield spec.told.fill(value=_shown(spec, value, name_of), unit=beside)


def _shown(spec: RuleField, value: Any, name_of: Naming) -> Text:  # noqa: ANN401 - of the type of its field
    if isinstance(value, Text):
        return value
    if isinstance(spec.type, Codes):
        names = [name_of(code) for code in value]
        return Text(", ".join(name.nl for name in names), ", ".join(name.en for name in names))
    if isinstance(spec.type, PartOf | PartsOf):
        raise TypeError(f"{spec.name} is told by its parts")
    return Text(*(spec.type.show(value, language) for language in LANGUAGES))


def _number(amount: Decimal) -> Text:
    return Text(*(show_decimal(amount, language) for language in LANGUAGES))


def _together(sentences: Iterator[Text]) -> Text:
    said = list(sentences)
    return Text(" ".join(each.nl for each in said), " ".join(each.en for each in said))
