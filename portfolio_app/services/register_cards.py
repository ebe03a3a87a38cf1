"""Standings put into the words of the overview: a card for each register, and what is to be done for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.growth import Assessment, Goal, LawReview
from portfolio_app.domain.records.integrity import Adherence
from portfolio_app.domain.records.learning import Activity, Feedback, Reflection
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.rules import RegisterStanding, RequirementStanding
from portfolio_app.domain.rules.amounts import counted_words, fill_amount, tenths
from portfolio_app.domain.rules.choices import Deliverable, Measure, RuleState
from portfolio_app.domain.rules.requirements import ActivityRequirement, DeliverableRequirement, ShareRequirement
from portfolio_app.domain.rules.standing import Outlook
from portfolio_app.domain.values.dates import show_date
from portfolio_app.services.board import PartState, RegisterCard, RequirementLine, Step, Target, Tone

_PERIOD: Final = Text("Periode {first} t/m {last}", "Period {first} to {last}")
_UNVERIFIED: Final = Text(
    "Deze regels zijn niet bij het register nagegaan; vul ze aan of controleer ze.",
    "These rules have not been verified with the register; complete or check them.",
)
_DOT: Final = "\u00a0· "
"""Between two remarks; a line never begins with it."""
_SHORT: Final = Text("nog {short} te gaan", "{short} to go")
_PLANNED: Final = Text("{planned} gepland", "{planned} planned")
_SAFE_UNTIL: Final = Text("begin uiterlijk {day}", "start by {day}")
_STAYS_GOOD: Final = Text("geldig tot en met {day}", "valid until {day}")
_PARTS: Final = Text("{met} van {all} behaald", "{met} of {all} met")
_PARTS_MISSED: Final = Text("{missed} niet gehaald", "{missed} not met")
_STEP: Final = Text("{register}: {label} · nog {n} {unit}", "{register}: {label} · {n} {unit} to go")
_FILL_IN: Final = Text(
    "{register}: {label} · vul in hoeveel er nodig is", "{register}: {label} · fill in how much is required"
)
_PERIOD_ENDS: Final = Text("Registratieperiode {register} eindigt", "The registration period of {register} ends")
_RENEWAL: Final = Text("Herregistratie {register} kan worden aangevraagd", "You can apply for renewal with {register}")
_VERDICTS: Final[dict[bool | None, tuple[Text, Tone]]] = {
    True: (Text("voldaan", "met"), "good"),
    False: (Text("nog niet voldaan", "not met yet"), "attention"),
    None: (Text("nog niet te zeggen", "cannot be determined yet"), "quiet"),
}
_GOOD: Final = (Outlook.MET, Outlook.PLANNED, Outlook.ON_PACE)
_BAD: Final = (Outlook.TOO_LATE, Outlook.MISSED)

_KIND_OF_DELIVERABLE: Final = {
    Deliverable.REFLECTION: Reflection.kind,
    Deliverable.FEEDBACK: Feedback.kind,
    Deliverable.CV: Person.kind,
    Deliverable.ATTENDANCE: Activity.kind,
    Deliverable.ASSESSMENT: Assessment.kind,
    Deliverable.PLAN: Goal.kind,
    Deliverable.ADHERENCE: Adherence.kind,
    Deliverable.LAW_REVIEW: LawReview.kind,
}
DOSSIER_PAGE: Final = "dossier"
RULES_PAGE: Final = "rules"


def register_card(standing: RegisterStanding) -> RegisterCard:
    """Return what is said of the standing with one register."""
    verdict, tone = _VERDICTS[standing.met]
    return RegisterCard(
        register=standing.register,
        name=standing.register_name,
        period=_PERIOD.fill(first=day_text(standing.period.start), last=day_text(standing.period.end)),
        verdict=verdict,
        tone=tone,
        requirements=tuple(_line(parts, standing) for parts in _grouped(standing.requirements)),
        doubt=_UNVERIFIED if standing.state is RuleState.UNVERIFIED else NO_TEXT,
    )


def requirement_lines(standing: RegisterStanding) -> dict[str, RequirementLine]:
    """Return what is said of the standing with each requirement, by its id."""
    return {parts[0].requirement: _line(parts, standing) for parts in _grouped(standing.requirements)}


def amounts_now(standing: RegisterStanding) -> dict[str, tuple[RequirementStanding, Text]]:
    """Return by requirement the standing of the time that runs now, and how much counts of how much."""
    current = (_current(parts, standing.on) for parts in _grouped(standing.requirements))
    return {now.requirement: (now, counted_words(now)) for now in current}


def steps_for(standings: Iterable[RegisterStanding], today: date) -> tuple[Step, ...]:
    """Return what is short in the time that runs now, what must be begun first in front."""
    found: list[Step] = []
    for standing in standings:
        for each in standing.requirements:
            if not each.period.start <= today <= each.period.end:
                continue
            if each.required is None:
                words = _FILL_IN.fill(register=standing.register_name, label=each.label)
                found.append(Step("circle-help", "quiet", words, Target("page", RULES_PAGE, standing.register)))
            elif each.met is False and each.short and not each.at_most:
                found.append(_step(standing, each))
    return tuple(sorted(found, key=lambda step: step.day or date.max))


def ends_of(standings: Iterable[RegisterStanding], until: date) -> Iterator[Step]:
    """Yield the periods that end and the renewals that may be asked for, until a day."""
    for standing in standings:
        ways = ((_PERIOD_ENDS, standing.period.end), (_RENEWAL, standing.renewal_from))
        for words, day in ways:
            if day is not None and standing.on <= day <= until:
                text = words.fill(register=standing.register_name)
                yield dated_step("hourglass", "quiet", text, Target("page", DOSSIER_PAGE), day)


def dated_step(icon: str, tone: Tone, text: Text, target: Target, day: date) -> Step:
    """Return a step with a day, in figures and in words."""
    return Step(icon, tone, text, target, day, day_text(day))


def day_text(day: date) -> Text:
    """Return a day as people write it."""
    return Text(show_date(day, "nl"), show_date(day, "en"))


def _step(standing: RegisterStanding, each: RequirementStanding) -> Step:
    words = fill_amount(_STEP, each.short or Decimal(0), each.unit, register=standing.register_name, label=each.label)
    late = each.forecast.outlook in _BAD
    kind = _kind_of(standing, each)
    target = Target("list" if kind == Person.kind.key else "new", kind)
    icon, tone = sign_of(each)
    safe = each.last_safe_date if each.last_safe_date and each.last_safe_date >= standing.on else None
    return dated_step(icon, "bad" if late else tone, words, target, safe or each.period.end)


def _kind_of(standing: RegisterStanding, each: RequirementStanding) -> str:
    """Return the key of the kind of record that brings a requirement further."""
    rules = {rule.id: rule for rule in standing.rule_set.requirements}
    rule = rules.get(each.requirement)
    if isinstance(rule, DeliverableRequirement):
        return _KIND_OF_DELIVERABLE[rule.deliverable].key
    if each.measure in (Measure.WORKING_HOURS, Measure.INTERRUPTION):
        return Position.kind.key
    return Activity.kind.key


def _heaps_of(standing: RegisterStanding, each: RequirementStanding) -> tuple[str, ...]:
    """Return to what the list of activities is narrowed down for a requirement: its years so far, and its kinds."""
    if _kind_of(standing, each) != Activity.kind.key:
        return ()
    rule = next((rule for rule in standing.rule_set.requirements if rule.id == each.requirement), None)
    kinds = rule.select.kinds if isinstance(rule, ActivityRequirement | ShareRequirement) else ()
    years = range(each.period.start.year, min(each.period.end, standing.on).year + 1)
    return (*(f"start={year}" for year in years), *(f"activity_kind={kind.value}" for kind in kinds))


def _line(parts: Sequence[RequirementStanding], standing: RegisterStanding) -> RequirementLine:
    now = _current(parts, standing.on)
    icon, tone = sign_of(now)
    done, planned = None, 0.0
    if now.required:
        done = float(min(now.counted / now.required, Decimal(1)))
        planned = float(now.forecast.planned / now.required)
    states = tuple(_part_state(part, standing.on) for part in parts) if len(parts) > 1 else ()
    return RequirementLine(
        label=now.label,
        outlook=now.forecast.outlook.label,
        tone=tone,
        icon=icon,
        words=_words(now, standing.on),
        target=Target("list", _kind_of(standing, now), heaps=_heaps_of(standing, now)),
        done=done,
        planned=planned,
        parts=states,
        parts_words=_parts_words(states) if states else NO_TEXT,
    )


def _words(now: RequirementStanding, on: date) -> Text:
    said = [counted_words(now)]
    if not now.met and now.short and not now.at_most:
        said.append(_SHORT.fill(short=tenths(now.short)))  # of what was said just before
    if now.forecast.planned and not now.met:
        said.append(_PLANNED.fill(planned=tenths(now.forecast.planned)))
    if not now.met and now.last_safe_date is not None and now.last_safe_date >= on:
        said.append(_SAFE_UNTIL.fill(day=day_text(now.last_safe_date)))
    if now.valid_until is not None:
        said.append(_STAYS_GOOD.fill(day=day_text(now.valid_until)))
    if now.remark:
        said.append(now.remark)
    return _joined(said)


def _parts_words(states: Sequence[PartState]) -> Text:
    judged = [state for state in states if state != "ahead"]
    met, missed = judged.count("met"), judged.count("missed")
    said = [_PARTS.fill(met=met, all=len(judged))]
    if missed:
        said.append(_PARTS_MISSED.fill(missed=missed))
    return _joined(said)


def _joined(said: Sequence[Text]) -> Text:
    return Text(_DOT.join(each.nl for each in said), _DOT.join(each.en for each in said))


def _grouped(requirements: Sequence[RequirementStanding]) -> list[list[RequirementStanding]]:
    """Return the requirements, the months or years of each together, in their order."""
    groups: dict[str, list[RequirementStanding]] = {}
    for each in requirements:
        groups.setdefault(each.requirement, []).append(each)
    return list(groups.values())


def _current(parts: Sequence[RequirementStanding], on: date) -> RequirementStanding:
    """Return the month or year of today, or else the last one before it, or the first."""
    begun = [part for part in parts if part.period.start <= on]
    return begun[-1] if begun else parts[0]


def _part_state(part: RequirementStanding, on: date) -> PartState:
    if part.met:
        return "met"
    if part.period.start > on:
        return "ahead"
    return "missed" if part.period.end < on else "open"


def sign_of(now: RequirementStanding) -> tuple[str, Tone]:
    """Return the icon and the tone that tell the outlook of a requirement."""
    outlook = now.forecast.outlook
    if outlook in _GOOD:
        return "circle-check", "good"
    if outlook in _BAD:
        return "triangle-alert", "bad"
    return ("circle-alert", "attention") if outlook is Outlook.BEHIND else ("circle-dashed", "accent")
