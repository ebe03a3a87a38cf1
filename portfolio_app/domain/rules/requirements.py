"""The kinds of requirement that a rule set can hold, each declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.growth import AssessmentKind
from portfolio_app.domain.records.learning import ActivityKind
from portfolio_app.domain.rules.choices import (
    ACTIVITY_MEASURES,
    AMOUNT,
    MOST_DAYS,
    MOST_MONTHS,
    STRETCHES,
    Deliverable,
    Measure,
    Per,
    ShareOf,
    is_rule_id,
)
from portfolio_app.domain.rules.declaring import Among, Name, NumberAmong, PartOf, PartsOf, Wording, rule
from portfolio_app.domain.rules.selecting import Cap, EvidenceDemand, Selection
from portfolio_app.domain.rules.units import UNITS
from portfolio_app.domain.values import (
    Choice,
    Choices,
    Codes,
    CodeScheme,
    DecimalNumber,
    Option,
    ValueProblem,
    WholeNumber,
    YesNo,
)

_ONE: Final = Decimal(1)
_ASKED: Final = Text("Wat wordt gevraagd", "What is required")
_WHICH: Final = Text("Welke activiteiten meetellen", "Which activities count")
_COUNTS: Final = Text("Wat meetelt", "What counts")
_LIMITS: Final = Text("Grenzen", "Limits")
_LENIENCE: Final = Text("Verlichting", "Easing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What every requirement has.

    Attributes:
        id: stable name within the rule set.
        minimum: how much is required per `per`; None when the register's number is not known here.
        pro_rata: less is required of who was registered for a part of the time only, by months.
        excused: excused absence lowers it (see `AbsenceRule`).
        unit: what the amounts are; without it, what the measure counts (see `unit_of`).
        step: what a lowered minimum is rounded up to a multiple of.
        remark: what the person should know about it.
    """

    id: str = rule(Text("Kenmerk", "Id"), Name(40), given=True)
    label: Text = rule(Text("Naam van de eis", "Name of the requirement"), Wording(300), group=_ASKED)
    minimum: Decimal | None = rule(
        Text("Hoeveel", "How many"),
        AMOUNT,
        default=None,
        hint=Text("Leeg: het aantal is niet bekend.", "Leave empty if the number is not known."),
    )
    per: Per = rule(Text("Per", "Per"), Choice(Per), default=Per.PERIOD)
    unit: Text = rule(
        Text("Eenheid", "Unit"),
        Wording(60),
        default=NO_TEXT,
        hint=Text(
            "Zoals “bijeenkomsten”. Leeg: wat er geteld wordt.",
            "For instance “meetings”. Leave empty for what is counted.",
        ),
    )
    remark: Text = rule(Text("Opmerking", "Remark"), Wording(), default=NO_TEXT, told=Text("{value}", "{value}"))
    pro_rata: bool = rule(
        Text("Naar rato van de inschrijving", "In proportion to the registration"),
        YesNo(),
        default=False,
        group=_LENIENCE,
        told=Text(
            "Wie een deel van de tijd is ingeschreven, heeft naar rato minder nodig.",
            "If you are registered for part of the time, you need proportionally less.",
        ),
    )
    excused: bool = rule(
        Text("Minder bij verschoonde afwezigheid", "Less for excused absence"),
        YesNo(),
        default=False,
        told=Text("Verschoonde afwezigheid maakt het minder.", "Excused absence lowers what is asked."),
    )
    step: Decimal = rule(
        Text("Afronden naar boven op", "Round up to"),
        AMOUNT,
        default=_ONE,
        hint=Text("Alleen als het minder wordt.", "Only if it becomes less."),
    )

    def __post_init__(self) -> None:
        if not is_rule_id(self.id):
            raise ValueProblem(
                Text("“{id}” kan geen naam van een eis zijn.", "“{id}” cannot be the id of a requirement.").fill(
                    id=self.id[:40]
                )
            )
        if self.step <= 0 or (self.minimum is not None and self.minimum < 0):
            raise ValueProblem(
                Text(
                    "Een vereist aantal is niet negatief, en een afronding groter dan nul.",
                    "A required amount cannot be negative, and a step must be more than zero.",
                )
            )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        raise NotImplementedError

    @property
    def variant(self) -> Option:
        """What decides which of its fields say something."""
        return self.measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRequirement(Requirement):
    """Points, hours, a number of activities, or of stretches of time in which there was one.

    Attributes:
        counting: POINTS, HOURS, COUNT or STRETCHES.
        maximum: the most that may count.
        item_minimum: an activity that gives less does not count.
        item_maximum: the most that one activity may give.
        meeting_maximum: the most that one meeting may give: activities of one day with the same title and provider.
        points_per_hour: gives the points of an activity for which none are noted for this register.
        net_of_breaks: hours are the net hours noted, or else the clock times; without it the clock times, or else the
            net hours.
        least_days_apart: COUNT only: a meeting counts when at least so many days lie between it and the one before.
        stretch_months: STRETCHES only: length of a stretch in whole calendar months, one of `STRETCHES`.
        carry_over: the most of a surplus of the time before that counts again; None for none.
    """

    counting: Measure = rule(
        Text("Wat geteld wordt", "What is counted"), Among(Measure, ACTIVITY_MEASURES), group=_COUNTS, decides=True
    )
    select: Selection = rule(_WHICH, PartOf(Selection), default=Selection(), group=_WHICH)
    points_per_hour: Decimal | None = rule(
        Text("Punten per uur", "Points per hour"),
        AMOUNT,
        default=None,
        only_for=(Measure.POINTS,),
        hint=Text("Voor activiteiten zonder eigen punten.", "For activities without points of their own."),
        told=Text(
            "Zonder eigen punten: {value} × het aantal uren.",
            "An activity without points counts for {value} × its hours.",
        ),
    )
    net_of_breaks: bool = rule(
        Text("Zonder pauzes", "Without breaks"),
        YesNo(),
        default=True,
        only_for=(Measure.POINTS, Measure.HOURS),
        told=Text("Pauzes tellen mee.", "Breaks count too."),
    )
    stretch_months: int = rule(
        Text("Lengte van een tijdvak", "Length of a stretch"),
        NumberAmong(1, 12, Text("maanden", "months"), STRETCHES),
        default=1,
        only_for=(Measure.STRETCHES,),
        told=Text("Een tijdvak duurt {value} maanden.", "A stretch has {value} months."),
    )
    evidence: tuple[EvidenceDemand, ...] = rule(
        Text("Bewijs dat nodig is", "Evidence that is needed"),
        PartsOf(EvidenceDemand, Text("bewijs", "evidence")),
        default=(),
        told=Text("Met bewijs. {value}", "Evidence is needed. {value}"),
    )
    maximum: Decimal | None = rule(
        Text("Hoogstens in totaal", "At most in total"),
        AMOUNT,
        default=None,
        group=_LIMITS,
        told=Text("In totaal telt hoogstens {value} {unit}.", "At most {value} {unit} count in total."),
    )
    item_minimum: Decimal | None = rule(
        Text("Minste per activiteit", "Minimum per activity"),
        AMOUNT,
        default=None,
        told=Text(
            "Een activiteit telt vanaf {value} {unit}.",
            "An activity counts from {value} {unit}.",
        ),
    )
    item_maximum: Decimal | None = rule(
        Text("Meeste per activiteit", "Maximum per activity"),
        AMOUNT,
        default=None,
        told=Text(
            "Eén activiteit telt voor hoogstens {value} {unit}.", "One activity counts for at most {value} {unit}."
        ),
    )
    meeting_maximum: Decimal | None = rule(
        Text("Meeste per bijeenkomst", "Maximum per meeting"),
        AMOUNT,
        default=None,
        told=Text(
            "Eén bijeenkomst telt voor hoogstens {value} {unit}.", "One meeting counts for at most {value} {unit}."
        ),
    )
    least_days_apart: int = rule(
        Text("Minste dagen ertussen", "Minimum number of days between"),
        WholeNumber(0, MOST_DAYS, Text("dagen", "days")),
        default=0,
        only_for=(Measure.COUNT,),
        told=Text("Er zitten ten minste {value} dagen tussen.", "At least {value} days lie between two of them."),
    )
    carry_over: Decimal | None = rule(
        Text("Meenemen naar de tijd erna", "Carry over to the next stretch"),
        AMOUNT,
        default=None,
        hint=Text("Hoeveel van een overschot hoogstens.", "The maximum surplus that carries over."),
        told=Text(
            "Van een overschot telt hoogstens {value} {unit} de tijd erna nog mee.",
            "At most {value} {unit} of a surplus carry over to the next stretch.",
        ),
    )
    caps: tuple[Cap, ...] = rule(
        Text("Hoogstens per categorie", "At most per category"),
        PartsOf(Cap, Text("categorie", "category")),
        default=(),
        told=Text("{value}", "{value}"),
    )

    def __post_init__(self) -> None:
        Requirement.__post_init__(self)
        if self.counting not in ACTIVITY_MEASURES:
            raise ValueProblem(
                Text("Activiteiten tellen niet als {what}.", "Activities are not counted as {what}.").fill(
                    what=self.counting.label
                )
            )
        if self.stretch_months not in STRETCHES:
            raise ValueProblem(
                Text("Een tijdvak kan geen {n} maanden duren.", "A stretch cannot have {n} months.").fill(
                    n=self.stretch_months
                )
            )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return self.counting


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRequirement(Requirement):
    """Part of what counts for another requirement must meet one condition more; `minimum` is not used.

    Attributes:
        of: id of the activity requirement of which it is a share; it has the same `per`.
        percent: how large the share must be.
        basis: a share of what counts there, or of what is required there.
        select: the condition; its kinds say which activities are considered.
    """

    of: str = rule(Text("Aandeel van", "Share of"), Name(40), group=_COUNTS)
    percent: Decimal = rule(Text("Hoe groot", "How large"), DecimalNumber(most=Decimal(100), unit=Text("%", "%")))
    basis: ShareOf = rule(Text("Waarvan", "Of what"), Choice(ShareOf), default=ShareOf.COUNTED)
    select: Selection = rule(_WHICH, PartOf(Selection), default=Selection(), group=_WHICH)

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return Measure.SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRequirement(Requirement):
    """Working hours in the field: hours per week times weeks, less absences.

    Attributes:
        levels: the levels of practice that count (a position at both counts for either); empty means any.
    """

    levels: tuple[PracticeLevel, ...] = rule(
        Text("Alleen op dit niveau", "Only at this level"),
        Choices(PracticeLevel),
        default=(),
        group=_COUNTS,
        hint=Text("Niets aangevinkt: elk niveau.", "Nothing ticked: any level."),
        told=Text("Alleen werk op {value}.", "Only work at {value}."),
    )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return Measure.WORKING_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptionRequirement(Requirement):
    """No longer than `minimum` months on end without work in the field: here the required amount is the most allowed.

    Attributes:
        absences_interrupt: being wholly absent is an interruption too.
    """

    absences_interrupt: bool = rule(
        Text("Afwezigheid is ook een onderbreking", "Absence is an interruption too"),
        YesNo(),
        default=False,
        group=_COUNTS,
        told=Text("Ook wie geheel afwezig is, is eruit.", "Being fully absent is an interruption too."),
    )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return Measure.INTERRUPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableRequirement(Requirement):
    """A number of documents or records of another kind than activities.

    Attributes:
        months: CV and ADHERENCE: how long a confirmation or declaration stays good; None means for ever.
        codes: ADHERENCE: the codes of conduct; LAW_REVIEW: the laws; empty means any.
        kinds: ATTENDANCE: the kinds of activity that need it; all of the time count, so `minimum` is not used.
        assessments: ASSESSMENT: by whom; empty means anybody.
    """

    deliverable: Deliverable = rule(
        Text("Welke stukken", "Which deliverables"), Choice(Deliverable), group=_COUNTS, decides=True
    )
    months: int | None = rule(
        Text("Hoe lang het goed blijft", "How long it stays valid"),
        WholeNumber(0, MOST_MONTHS, Text("maanden", "months")),
        default=None,
        only_for=(Deliverable.CV, Deliverable.ADHERENCE),
        hint=Text("Leeg: voor altijd.", "Leave empty for always."),
        told=Text("Blijft {value} maanden goed.", "Stays valid for {value} months."),
    )
    codes: tuple[str, ...] = rule(
        Text("Alleen deze", "Only these"),
        Codes((CodeScheme.CONDUCT_CODE, CodeScheme.LAW)),
        default=(),
        only_for=(Deliverable.ADHERENCE, Deliverable.LAW_REVIEW),
        told=Text("Alleen {value}.", "Only {value}."),
    )
    kinds: tuple[ActivityKind, ...] = rule(
        Text("Van welke activiteiten", "Of which activities"),
        Choices(ActivityKind),
        default=(),
        only_for=(Deliverable.ATTENDANCE,),
        told=Text("Van {value}.", "For: {value}."),
    )
    assessments: tuple[AssessmentKind, ...] = rule(
        Text("Door wie", "By whom"),
        Choices(AssessmentKind),
        default=(),
        only_for=(Deliverable.ASSESSMENT,),
        hint=Text("Niets aangevinkt: door wie dan ook.", "Nothing ticked: by anybody."),
        told=Text("Alleen {value}.", "Only {value}."),
    )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return Measure.DELIVERABLE

    @property
    def variant(self) -> Option:
        """The deliverable decides which fields say something."""
        return self.deliverable


AnyRequirement = (
    ActivityRequirement | ShareRequirement | WorkRequirement | InterruptionRequirement | DeliverableRequirement
)

REQUIREMENT_OF: Final[Mapping[Measure, type[AnyRequirement]]] = MappingProxyType(
    {
        **dict.fromkeys(ACTIVITY_MEASURES, ActivityRequirement),
        Measure.SHARE: ShareRequirement,
        Measure.WORKING_HOURS: WorkRequirement,
        Measure.INTERRUPTION: InterruptionRequirement,
        Measure.DELIVERABLE: DeliverableRequirement,
    }
)
"""Which kind of requirement counts what."""


def unit_of(requirement: AnyRequirement) -> Text:
    """Return what the amounts of a requirement are: its own word for it, or that of its measure."""
    if requirement.unit:
        return requirement.unit
    if isinstance(requirement, DeliverableRequirement):
        return requirement.deliverable.label
    return UNITS.get(requirement.measure, requirement.measure.label)


def counting_of(measure: Measure) -> dict[str, Any]:
    """Return what a measure says of the fields of its requirement: what activities are counted by, for these."""
    return {"counting": measure} if REQUIREMENT_OF[measure] is ActivityRequirement else {}
