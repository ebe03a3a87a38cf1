"""The summary: on one page, whether the dossier answers what the register asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from portfolio_app.common.text import CountedText, Text
from portfolio_app.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    Inline,
    KeyFigure,
    KeyFigures,
    Meter,
    Paragraph,
    Run,
    Tone,
    plain,
)
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.selection import Chapter
from portfolio_app.documents.builders.context import Context
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.rules.rule_set import Per, RuleState
from portfolio_app.domain.rules.standing import RegisterStanding, RequirementStanding

_INTRODUCTION: Final = Text(
    "Dit dossier laat zien hoe ik mijn vak bijhield van {period}. Het is gemaakt voor {register}.",
    "This dossier shows how I kept up my profession from {period}. It was made for {register}.",
)
_INTRODUCTION_OWN: Final = Text(
    "Dit dossier laat zien hoe ik mijn vak bijhield van {period}.",
    "This dossier shows how I kept up my profession from {period}.",
)
_REQUIREMENTS_MET: Final = Text("eisen gehaald", "requirements met")
_OF: Final = Text("{some} van {all}", "{some} of {all}")
_ACTIVITIES: Final = CountedText(Text("activiteit", "activity"), Text("activiteiten", "activities"))
_NET_HOURS: Final = Text("netto-uren", "net hours")
_PROVEN: Final = Text("activiteiten met bewijs", "activities with evidence")
_REFLECTIONS: Final = CountedText(Text("reflectie", "reflection"), Text("reflecties", "reflections"))
_ANNEXES: Final = CountedText(Text("bewijsstuk", "piece of evidence"), Text("bewijsstukken", "pieces of evidence"))
_WHAT_IS_ASKED: Final = Text("Wat {register} vraagt", "What {register} asks")
_MET: Final = Text("gehaald", "met")
_NOT_MET: Final = Text("niet gehaald", "not met")
_UNKNOWN: Final = Text("niet bekend", "not known")
_UNKNOWN_AMOUNT: Final = Text("een nog onbekend aantal {unit}", "a number of {unit} that is not known yet")
_AT_MOST: Final = Text("hoogstens {amount}", "at most {amount}")
_SHORT: Final = Text("Tekort: {amount}.", "Short: {amount}.")
_OVER: Final = Text("Te veel: {amount}.", "Too much: {amount}.")
_MISSED: Final = Text("Niet gehaald: {parts}.", "Not met: {parts}.")
_PARTS: Final = Text("{n} tijdvakken", "{n} stretches of time")
_PARTS_OF: Final = {
    Per.CALENDAR_YEAR: Text("{n} jaren", "{n} years"),
    Per.REGISTRATION_YEAR: Text("{n} registratiejaren", "{n} registration years"),
    Per.MONTH: Text("{n} maanden", "{n} months"),
}
_COUNTS: Final = CountedText(Text("1 gegeven telt mee", "1 record counts"), Text("{n} gegevens tellen mee", "{n} records count"))
_NOT_COUNTED: Final = CountedText(
    Text("1 telt niet mee", "1 does not count"), Text("{n} tellen niet mee", "{n} do not count")
)
_COMPLETE: Final = Text(
    "Aan alle {n} eisen is voldaan, en elke activiteit is met een bewijsstuk onderbouwd.",
    "All {n} requirements are met, and every activity is supported by evidence.",
)
_COMPLETE_BUT_PROOF: Final = Text("Aan alle {n} eisen is voldaan.", "All {n} requirements are met.")
_INCOMPLETE: Final = Text(
    "Aan {some} van de {n} eisen is voldaan. Niet aan: {missing}.", "{some} of {n} requirements are met. Not met: {missing}."
)
_UNDECIDED: Final = Text(
    "Aan alle eisen waarvan het aantal bekend is, is voldaan. Niet te beoordelen: {unknown}.",
    "All requirements of which the number is known are met. Not to be judged: {unknown}.",
)
_UNPROVEN: Final = CountedText(
    Text("Zonder bewijsstuk in dit dossier is 1 activiteit: ", "One activity has no evidence in this dossier: "),
    Text("Zonder bewijsstuk in dit dossier zijn {n} activiteiten: ", "{n} activities have no evidence in this dossier: "),
)
_AND_MORE: Final = Text(" en {n} andere", " and {n} more")
_UNVERIFIED: Final = Text(
    "De eisen waarmee hier is gerekend, zijn niet bij {register} nagegaan.",
    "The requirements used here were not verified with {register}.",
)
_OWN_RULES: Final = Text(
    "De eisen waarmee hier is gerekend, heb ik zelf ingevuld.",
    "I filled in the requirements used here myself.",
)
_NO_RULES: Final = Text(
    "Van dit register zijn geen eisen bekend waaraan het dossier kon worden getoetst.",
    "No requirements of this register are known against which the dossier could be held.",
)

_NAMED_AT_MOST: Final = 6
_PARTS_AT_MOST: Final = 3
"""A requirement with more stretches of time than this becomes one meter, or the summary would not fit its page."""


def summary(context: Context) -> tuple[Block, ...]:
    """Return the summary chapter; it is never empty."""
    blocks: list[Block] = [
        context.chapter(Chapter.SUMMARY),
        Paragraph(plain(introduction(context)), lead=True),
        _key_figures(context),
    ]
    for standing in context.material.standings:
        blocks.extend(_standing(context, standing))
    blocks.extend(_completeness(context))
    return tuple(blocks)


def introduction(context: Context) -> str:
    """Return the opening sentence: what period, for which register."""
    period = wording.days(context.material.first, context.material.last, context.language)
    name = context.say(context.material.register.name)
    if not name:
        return context.say(_INTRODUCTION_OWN, period=period)
    return context.say(_INTRODUCTION, period=period, register=name)


def _key_figures(context: Context) -> KeyFigures:
    selection, language = context.selection, context.language
    requirements = [each for standing in context.material.standings for each in standing.requirements]
    figures: list[KeyFigure] = []
    if requirements:
        met = sum(1 for each in requirements if each.met)
        tone = Tone.GOOD if met == len(requirements) else Tone.ATTENTION
        value = context.say(_OF, some=met, all=len(requirements))
        figures.append(KeyFigure(value, context.say(_REQUIREMENTS_MET), tone))
    activities = selection.activities
    if activities:
        minutes = sum(each.net_minutes or 0 for each in activities)
        if minutes:
            figures.append(KeyFigure(wording.hours_number(minutes, language), context.say(_NET_HOURS)))
        proven = len(activities) - len(_unproven(context))
        tone = Tone.GOOD if proven == len(activities) else Tone.ATTENTION
        figures.append(KeyFigure(context.say(_OF, some=proven, all=len(activities)), context.say(_PROVEN), tone))
    reflections = len(selection.reflections)
    if reflections:
        figures.append(KeyFigure(str(reflections), _REFLECTIONS.say(reflections, language)))
    annexes = len(selection.annexes)
    if annexes and len(figures) < 4:
        figures.append(KeyFigure(str(annexes), _ANNEXES.say(annexes, language)))
    if not figures:
        figures.append(KeyFigure(str(len(activities)), _ACTIVITIES.say(len(activities), language)))
    return KeyFigures(tuple(figures))


def _unproven(context: Context) -> tuple[Activity, ...]:
    annexed = context.selection.annex_by_evidence
    return tuple(
        each for each in context.selection.activities if not any(evidence in annexed for evidence in each.evidence)
    )


def _standing(context: Context, standing: RegisterStanding) -> tuple[Block, ...]:
    if not standing.requirements:
        return ()
    register = context.say(standing.register_name)
    heading = Heading(
        2, context.say(_WHAT_IS_ASKED, register=register), f"standing.{standing.register}", in_contents=False
    )
    meters: list[Block] = []
    for requirement, parts in _by_requirement(standing).items():
        if len(parts) <= _PARTS_AT_MOST:
            meters.extend(_meter(context, part) for part in parts)
        else:
            meters.append(_meter_of_parts(context, standing, requirement, parts))
    doubt: tuple[Block, ...] = ()
    if standing.state is RuleState.UNVERIFIED:
        doubt = (Callout(plain(context.say(_UNVERIFIED, register=register)), Tone.ATTENTION),)
    elif standing.state is RuleState.OWN:
        doubt = (Paragraph(plain(context.say(_OWN_RULES)), quiet=True),)
    return (heading, *meters, *doubt)


def _by_requirement(standing: RegisterStanding) -> dict[str, list[RequirementStanding]]:
    found: dict[str, list[RequirementStanding]] = {}
    for each in standing.requirements:
        found.setdefault(each.requirement, []).append(each)
    return found


def _verdict(context: Context, met: bool | None) -> str:  # noqa: FBT001 - it is the matter itself
    return context.say(_UNKNOWN if met is None else _MET if met else _NOT_MET)


def _tone(met: bool | None) -> Tone:  # noqa: FBT001 - it is the matter itself
    return Tone.NEUTRAL if met is None else Tone.GOOD if met else Tone.ATTENTION


def _meter(context: Context, requirement: RequirementStanding) -> Meter:
    language = context.language
    unit = context.say(requirement.unit)
    if requirement.required is None:
        required = context.say(_UNKNOWN_AMOUNT, unit=unit)
    else:
        required = f"{wording.number(requirement.required, language)} {unit}".strip()
        required = context.say(_AT_MOST, amount=required) if requirement.at_most else required
    return Meter(
        label=wording.capitalised(context.say(requirement.label)),
        share=_share(requirement),
        counted=wording.number(requirement.counted, language),
        required=required,
        verdict=_verdict(context, requirement.met),
        tone=_tone(requirement.met),
        note=_note(context, requirement, unit),
    )


def _note(context: Context, requirement: RequirementStanding, unit: str) -> str:
    language = context.language
    notes = []
    if requirement.met is False and requirement.short:
        pattern = _OVER if requirement.at_most else _SHORT
        notes.append(context.say(pattern, amount=f"{wording.number(requirement.short, language)} {unit}".strip()))
    # An adjustment for absence is health data, so it is never told.
    for each in requirement.adjustments:
        if not each.private:
            amount = f"{wording.number(abs(each.amount), language)} {unit}".strip()
            notes.append(f"{wording.capitalised(context.say(each.kind.label))}: {'−' if each.amount < 0 else ''}{amount}.")
    tallies = []
    if requirement.counts:
        tallies.append(_COUNTS.say(len(requirement.counts), language))
    if requirement.does_not_count:
        tallies.append(_NOT_COUNTED.say(len(requirement.does_not_count), language))
    if tallies:
        notes.append(wording.capitalised("; ".join(tallies)) + ".")
    return " ".join(notes)


def _meter_of_parts(
    context: Context, standing: RegisterStanding, requirement_id: str, parts: list[RequirementStanding]
) -> Meter:
    """Return one meter for a requirement that is judged over many stretches of time, such as every month."""
    requirement = standing.rule_set.requirement(requirement_id)
    met = sum(1 for part in parts if part.met)
    told = [part.met for part in parts]
    outcome = False if False in told else None if None in told else True
    missed = [context.say(part.label) for part in parts if part.met is False]
    note = ""
    if missed:
        named = wording.enumerated(missed[:_NAMED_AT_MOST], context.language)
        rest = len(missed) - _NAMED_AT_MOST
        note = context.say(_MISSED, parts=named + (context.say(_AND_MORE, n=rest) if rest > 0 else ""))
    return Meter(
        label=wording.capitalised(context.say(requirement.label if requirement else parts[0].label)),
        share=met / len(parts),
        counted=str(met),
        required=context.say(_PARTS_OF.get(requirement.per, _PARTS) if requirement else _PARTS, n=len(parts)),
        verdict=_verdict(context, outcome),
        tone=_tone(outcome),
        note=note,
    )


def _share(requirement: RequirementStanding) -> float:
    if not requirement.required:
        return 1.0 if requirement.met else 0.0
    return float(min(Decimal(1), max(Decimal(0), requirement.counted / requirement.required)))


def _completeness(context: Context) -> tuple[Block, ...]:
    """Return the plain statement of what is there and what is not."""
    requirements = [each for standing in context.material.standings for each in standing.requirements]
    unproven = _unproven(context)
    missing = [each for each in requirements if each.met is False]
    unknown = [each for each in requirements if each.met is None]
    if not requirements:
        blocks: list[Block] = [Callout(plain(context.say(_NO_RULES)))]
    elif missing:
        met = len(requirements) - len(missing) - len(unknown)
        blocks = [Callout(plain(context.say(_INCOMPLETE, some=met, n=len(requirements), missing=_labels(context, missing))), Tone.ATTENTION)]
    elif unknown:
        blocks = [Callout(plain(context.say(_UNDECIDED, unknown=_labels(context, unknown))))]
    else:
        all_met = _COMPLETE_BUT_PROOF if unproven or not context.selection.activities else _COMPLETE
        blocks = [Callout(plain(context.say(all_met, n=len(requirements))), Tone.GOOD)]
    if unproven:
        blocks.append(Paragraph(_naming(context, unproven)))
    return tuple(blocks)


def _labels(context: Context, requirements: list[RequirementStanding]) -> str:
    named = [context.say(each.label) for each in requirements]
    rest = len(named) - _NAMED_AT_MOST
    if rest > 0:
        return ", ".join(named[:_NAMED_AT_MOST]) + context.say(_AND_MORE, n=rest)
    return wording.enumerated(named, context.language)


def _naming(context: Context, activities: tuple[Activity, ...]) -> Inline:
    opening = Run(_UNPROVEN.say(len(activities), context.language))
    named = activities[:_NAMED_AT_MOST]
    links = wording.runs_between([context.link(each, each.shown("name", context.language)) for each in named], ", ")
    rest = len(activities) - len(named)
    closing = context.say(_AND_MORE, n=rest) + "." if rest else "."
    return (opening, *links, Run(closing))


def what_does_not_count(context: Context) -> tuple[Block, ...]:
    """Return a list of what does not count towards a requirement, with the reason; only records of the dossier."""
    lines: list[Inline] = []
    for standing in context.material.standings:
        for requirement in standing.requirements:
            for each in requirement.does_not_count:
                record = context.snapshot.get(each.id, Activity)
                if record is not None and context.selection.holds(each.id):
                    name = context.link(record, record.shown("name", context.language))
                    lines.append((name, Run(f" – {context.say(requirement.label)}: {context.say(each.why)}")))
    return (Bullets(tuple(lines)),) if lines else ()
