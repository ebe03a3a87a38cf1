"""The summary: on one page, whether the dossier answers what the register asks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import CountedText, Text, capitalised
from portfolio_app.documents.blocks import (
    Block,
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
from portfolio_app.documents.builders.context import Context
from portfolio_app.documents.builders.judgement import Judged, Verdict, judged, verdict_of
from portfolio_app.documents.builders.selection import Chapter
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.rules.choices import Per, RuleState
from portfolio_app.domain.rules.standing import RegisterStanding, RequirementStanding
from portfolio_app.domain.rules.units import unit_beside
from portfolio_app.domain.values.dates import show_date

_INTRODUCTION: Final = Text(
    "Dit dossier laat zien hoe ik mijn vak bijhield van {period}. Het is gemaakt voor {register}.",
    "This dossier shows how I kept my professional knowledge and skills up to date from {period}. It was made "
    "for: {register}.",
)
_OF: Final = Text("{some} van {all}", "{some} of {all}")
_REQUIREMENTS_MET: Final = Text("eisen gehaald", "requirements met")
_ACTIVITIES: Final = CountedText(Text("activiteit", "activity"), Text("activiteiten", "activities"))
_NET_HOURS: Final = Text("netto-uren", "net hours")
_PROVEN: Final = Text("activiteiten met bewijs", "activities with evidence")
_REFLECTIONS: Final = CountedText(Text("reflectie", "reflection"), Text("reflecties", "reflections"))
_ANNEXES: Final = CountedText(Text("bewijsstuk", "piece of evidence"), Text("bewijsstukken", "pieces of evidence"))

_WHAT_IS_ASKED: Final = Text("Wat {register} vraagt", "What {register} requires")
_UNKNOWN_AMOUNT: Final = Text("een nog onbekend aantal {unit}", "a number of {unit} that is not known yet")
_AT_MOST: Final = Text("hoogstens {amount}", "at most {amount}")
_SHORT: Final = Text("Tekort: {amount}.", "Short: {amount}.")
_TO_DO: Final = Text("Nog te doen: {amount}.", "Still to do: {amount}.")
_OVER: Final = Text("Te veel: {amount}.", "Too much: {amount}.")
_MISSED: Final = Text("Niet gehaald: {parts}.", "Not met: {parts}.")
_TO_COME: Final = Text("Nog te komen: {n}.", "Still to come: {n}.")
_PARTS: Final = {
    Per.CALENDAR_YEAR: Text("{n} jaren", "{n} years"),
    Per.REGISTRATION_YEAR: Text("{n} registratiejaren", "{n} registration years"),
    Per.MONTH: Text("{n} maanden", "{n} months"),
    Per.PERIOD: Text("{n} tijdvakken", "{n} stretches of time"),
}

_COMPLETE: Final = CountedText(
    Text("Aan de eis is voldaan.", "The requirement is met."),
    Text("Aan alle {n} eisen is voldaan.", "All {n} requirements are met."),
)
_INCOMPLETE: Final = Text("Aan {some} van de {n} eisen is voldaan.", "{some} of {n} requirements are met.")
_ALL_PROVEN: Final = Text(
    "Elke activiteit is met een bewijsstuk onderbouwd.", "Every activity is supported by evidence."
)
_IS_MISSED: Final = Text("Niet gehaald: {labels}.", "Not met: {labels}.")
_IS_RUNNING: Final = Text("Loopt nog: {labels}.", "Still running: {labels}.")
_IS_UNKNOWN: Final = Text(
    "Niet te beoordelen, omdat het vereiste aantal niet bekend is: {labels}.",
    "Cannot be judged, because the required number is not known: {labels}.",
)
_UNPROVEN: Final = CountedText(
    Text("Zonder bewijsstuk in dit dossier is 1 activiteit: ", "One activity has no evidence in this dossier: "),
    Text(
        "Zonder bewijsstuk in dit dossier zijn {n} activiteiten: ",
        "{n} activities have no evidence in this dossier: ",
    ),
)
_AND_MORE: Final = Text(" en {n} andere", " and {n} more")
_UNVERIFIED: Final = Text(
    "De eisen waarmee hier is gerekend, zijn niet bij {register} nagegaan.",
    "The requirements used here have not been verified with {register}.",
)
_OWN_RULES: Final = Text(
    "De eisen waarmee hier is gerekend (“{name}”), heb ik zelf ingevuld. Bron: {source}",
    "I entered the requirements used here (“{name}”) myself. Source: {source}",
)
_NO_RULES: Final = Text(
    "Van dit register zijn geen eisen bekend waaraan het dossier kon worden getoetst.",
    "No requirements of this register are known against which the dossier could be checked.",
)

_OF_THE_PAST: Final = Text(
    "Dit dossier geeft de gegevens zoals zij aan het einde van {day} in het portfolio stonden.",
    "This dossier gives the records as they were in the portfolio at the end of {day}.",
)
_WITHOUT_FILE: Final = Text(
    "Van deze bewijsstukken is het bestand niet meer aanwezig: {names}.",
    "The file of this evidence is no longer available: {names}.",
)
_NAMED_AT_MOST: Final = 3
_PARTS_AT_MOST: Final = 3
_METERS_AT_MOST: Final = 6
"""More meters than this do not fit on the page of the summary: then a requirement over several years becomes one."""


def summary(context: Context) -> tuple[Block, ...]:
    """Return the summary chapter; it is never empty."""
    blocks: list[Block] = [
        context.chapter(Chapter.SUMMARY),
        Paragraph(plain(introduction(context)), lead=True),
        *_of_the_past(context),
        _key_figures(context),
        *_completeness(context),
    ]
    for standing in context.material.standings:
        blocks.extend(_standing(context, standing))
    return tuple(blocks)


def _of_the_past(context: Context) -> tuple[Block, ...]:
    """Return, for a dossier of the records of a day in the past, what its reader has to know of that."""
    past = context.material.past
    if past is None:
        return ()
    said = context.say(_OF_THE_PAST, day=show_date(past.day, context.language))
    gone = [place for place in context.selection.annexes if place.evidence.id in past.without_file]
    if gone:
        names = "; ".join(f"{place.label} ({place.evidence.name})" for place in gone)
        said += " " + context.say(_WITHOUT_FILE, names=names)
    return (Paragraph(plain(said)),)


def introduction(context: Context) -> str:
    """Return the opening sentence: what period, for which register."""
    period = wording.from_until(context.material.first, context.material.last, context.language)
    return context.say(_INTRODUCTION, period=period, register=context.material.register.name)


def _all_judged(context: Context) -> tuple[Judged, ...]:
    dated = context.material.dated
    return tuple(each for standing in context.material.standings for each in judged(standing, dated))


def _key_figures(context: Context) -> KeyFigures:
    selection, language = context.selection, context.language
    requirements = _all_judged(context)
    figures: list[KeyFigure] = []
    if requirements:
        met = sum(1 for each in requirements if each.verdict is Verdict.MET)
        worst = next(verdict for verdict in Verdict if any(each.verdict is verdict for each in requirements))
        value = context.say(_OF, some=met, all=len(requirements))
        figures.append(KeyFigure(value, context.say(_REQUIREMENTS_MET), worst.tone))
    activities = selection.activities
    minutes = sum(each.net_minutes or 0 for each in activities)
    if minutes:
        figures.append(KeyFigure(wording.hours_number(minutes, language), context.say(_NET_HOURS)))
    if activities:
        proven = len(activities) - len(_unproven(context))
        tone = Tone.GOOD if proven == len(activities) else Tone.NEUTRAL
        figures.append(KeyFigure(context.say(_OF, some=proven, all=len(activities)), context.say(_PROVEN), tone))
    counts = ((len(selection.reflections), _REFLECTIONS), (len(selection.annexes), _ANNEXES))
    for count, label in counts:
        if count and len(figures) < 4:
            figures.append(KeyFigure(str(count), label.say(count, language)))
    if not figures:
        figures.append(KeyFigure("0", _ACTIVITIES.say(0, language)))
    return KeyFigures(tuple(figures))


def _unproven(context: Context) -> tuple[Activity, ...]:
    annexed = context.selection.annex_by_evidence
    return tuple(
        each for each in context.selection.activities if not any(evidence in annexed for evidence in each.evidence)
    )


# The plain statement of what is there and what is not


def _completeness(context: Context) -> tuple[Block, ...]:
    requirements = _all_judged(context)
    unproven = _unproven(context)
    if not requirements:
        statement = Callout(plain(context.say(_NO_RULES)))
    else:
        statement = _statement(context, requirements, proven=bool(context.selection.activities) and not unproven)
    return (statement, Paragraph(_naming(context, unproven))) if unproven else (statement,)


def _statement(context: Context, requirements: Sequence[Judged], *, proven: bool) -> Callout:
    by_verdict = {verdict: [each for each in requirements if each.verdict is verdict] for verdict in Verdict}
    met = len(by_verdict[Verdict.MET])
    if met == len(requirements):
        said = [_COMPLETE.say(met, context.language)]
        if proven:
            said.append(context.say(_ALL_PROVEN))
        return Callout(plain(" ".join(said)), Tone.GOOD)
    said = [context.say(_INCOMPLETE, some=met, n=len(requirements))]
    for verdict, pattern in (
        (Verdict.MISSED, _IS_MISSED),
        (Verdict.RUNNING, _IS_RUNNING),
        (Verdict.UNKNOWN, _IS_UNKNOWN),
    ):
        named = [context.say(each.label) for each in by_verdict[verdict]]
        if named:
            said.append(context.say(pattern, labels=wording.enumerated(named, context.language)))
    return Callout(plain(" ".join(said)), Tone.ATTENTION if by_verdict[Verdict.MISSED] else Tone.NEUTRAL)


def _naming(context: Context, activities: tuple[Activity, ...]) -> Inline:
    opening = Run(_UNPROVEN.say(len(activities), context.language))
    named = activities[:_NAMED_AT_MOST]
    links = wording.runs_between([context.link(each) for each in named], ", ")
    rest = len(activities) - len(named)
    closing = context.say(_AND_MORE, n=rest) + "." if rest else "."
    return (opening, *links, Run(closing))


# A meter per requirement


def _standing(context: Context, standing: RegisterStanding) -> tuple[Block, ...]:
    if not standing.requirements:
        return ()
    register = context.say(standing.register_name)
    heading = Heading(
        2, context.say(_WHAT_IS_ASKED, register=register), f"standing.{standing.register}", in_contents=False
    )
    meters: list[Block] = []
    requirements = judged(standing, context.material.dated)
    apart = sum(len(each.parts) if len(each.parts) <= _PARTS_AT_MOST else 1 for each in requirements)
    most = _PARTS_AT_MOST if apart <= _METERS_AT_MOST else 1
    for each in requirements:
        if len(each.parts) <= most:
            meters.extend(_meter(context, part) for part in each.parts)
        else:
            meters.append(_meter_of_parts(context, each))
    return (heading, *_doubt(context, standing, register), *meters)


def _doubt(context: Context, standing: RegisterStanding, register: str) -> tuple[Block, ...]:
    if standing.state is RuleState.UNVERIFIED:
        return (Paragraph(plain(context.say(_UNVERIFIED, register=register))),)
    if standing.state is RuleState.OWN:
        rules = standing.rule_set
        return (Paragraph(plain(context.say(_OWN_RULES, name=rules.name, source=rules.source))),)
    return ()


def _meter(context: Context, part: RequirementStanding) -> Meter:
    verdict = verdict_of(part, context.material.dated)
    if part.required is None:
        required = context.say(_UNKNOWN_AMOUNT, unit=part.unit)
    else:
        required = _amount(context, part, part.required)
        required = context.say(_AT_MOST, amount=required) if part.at_most else required
    return Meter(
        label=capitalised(context.say(part.label)),
        share=_share(part),
        counted=wording.number(part.counted, context.language),
        required=required,
        verdict=context.say(verdict.label),
        tone=verdict.tone,
        note=_note(context, part, verdict),
    )


def _amount(context: Context, part: RequirementStanding, amount: Decimal) -> str:
    return f"{wording.number(amount, context.language)} {context.say(unit_beside(amount, part.unit))}".strip()


def _note(context: Context, part: RequirementStanding, verdict: Verdict) -> str:
    notes = []
    if part.short and verdict in (Verdict.MISSED, Verdict.RUNNING):
        pattern = _OVER if part.at_most else _SHORT if verdict is Verdict.MISSED else _TO_DO
        notes.append(context.say(pattern, amount=_amount(context, part, part.short)))
    # An adjustment for absence is health data, so it is never told.
    for each in part.adjustments:
        if not each.private:
            amount = ("−" if each.amount < 0 else "") + _amount(context, part, abs(each.amount))
            notes.append(f"{capitalised(context.say(each.kind.label))}: {amount}.")
    return " ".join(notes)


def _meter_of_parts(context: Context, requirement: Judged) -> Meter:
    """Return one meter for a requirement over many stretches of time, such as every month."""
    dated = context.material.dated
    met, missed = requirement.of(Verdict.MET, dated), requirement.of(Verdict.MISSED, dated)
    running = requirement.of(Verdict.RUNNING, dated)
    notes = []
    if len(requirement.parts) <= _PARTS_AT_MOST:
        notes.append("; ".join(_part_amount(context, requirement, part) for part in requirement.parts) + ".")
    elif missed:
        named = [_part_name(context, requirement, part) for part in missed]
        rest = len(named) - 2 * _NAMED_AT_MOST
        said = ", ".join(named[: 2 * _NAMED_AT_MOST]) + context.say(_AND_MORE, n=rest) if rest > 0 else None
        notes.append(context.say(_MISSED, parts=said or wording.enumerated(named, context.language)))
    if running and len(requirement.parts) > _PARTS_AT_MOST:
        notes.append(context.say(_TO_COME, n=len(running)))
    return Meter(
        label=capitalised(context.say(requirement.label)),
        share=len(met) / len(requirement.parts),
        counted=str(len(met)),
        required=context.say(_PARTS[requirement.per], n=len(requirement.parts)),
        verdict=context.say(requirement.verdict.label),
        tone=requirement.verdict.tone,
        note=" ".join(notes),
    )


def _part_amount(context: Context, requirement: Judged, part: RequirementStanding) -> str:
    counted, name = wording.number(part.counted, context.language), _part_name(context, requirement, part)
    if part.required is None:
        return f"{name}: {_amount(context, part, part.counted)}"
    return f"{name}: {context.say(_OF, some=counted, all=_amount(context, part, part.required))}"


def _part_name(context: Context, requirement: Judged, part: RequirementStanding) -> str:
    if requirement.per is Per.MONTH:
        return wording.month_and_year(part.period.start, context.language)
    if requirement.per is Per.CALENDAR_YEAR:
        return str(part.period.start.year)
    return context.say(part.label)


def _share(part: RequirementStanding) -> float:
    if not part.required:
        return 1.0 if part.met else 0.0
    return float(min(Decimal(1), max(Decimal(0), part.counted / part.required)))
