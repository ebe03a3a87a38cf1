"""What a register asks, as data: rule sets and their requirements.

A rule set is typed, immutable and complete in itself: `portfolio_app.registers.rulesets` makes it from a file that a
person may edit, the engine beside this module judges by it. Nothing here knows the day of today, records or files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.growth import AssessmentKind
from portfolio_app.domain.records.learning import ActivityKind, EvidenceKind
from portfolio_app.domain.records.person import AbsenceReason, PeriodBasis
from portfolio_app.domain.values import Option, PartialDateValue, ValueProblem

LONGEST_PERIOD_YEARS: Final = 5
STRETCHES: Final = (1, 2, 3, 4, 6, 12)
"""The lengths in months that divide a year evenly."""
ONE: Final = Decimal(1)

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def is_rule_id(words: str) -> bool:
    """Tell whether `words` may name a register, a rule set or a requirement."""
    return _ID.fullmatch(words) is not None


class RuleState(Option):
    """How sure a rule set is."""

    STATED = "stated", "door het register gesteld", "stated by the register"
    UNVERIFIED = "unverified", "niet nagegaan", "unverified"
    OWN = "own", "zelf opgesteld", "made by oneself"


class Measure(Option):
    """What a requirement counts."""

    POINTS = "points", "punten", "points"
    HOURS = "hours", "uren", "hours"
    COUNT = "count", "aantal", "number"
    STRETCHES = "stretches", "tijdvakken met een activiteit", "stretches of time with an activity"
    SHARE = "share", "aandeel", "share"
    WORKING_HOURS = "working_hours", "werkuren", "working hours"
    INTERRUPTION = "interruption", "onderbreking", "interruption"
    DELIVERABLE = "deliverable", "stukken", "deliverables"


ACTIVITY_MEASURES: Final = (Measure.POINTS, Measure.HOURS, Measure.COUNT, Measure.STRETCHES)


class Per(Option):
    """Over what time a requirement is judged; each such time gets a standing of its own."""

    PERIOD = "period", "registratieperiode", "registration period"
    CALENDAR_YEAR = "calendar_year", "kalenderjaar", "calendar year"
    REGISTRATION_YEAR = "registration_year", "registratiejaar", "registration year"
    MONTH = "month", "maand", "month"


class Deliverable(Option):
    """What besides activities and work a register wants to see."""

    REFLECTION = "reflection", "reflectieverslagen", "reflection reports"
    FEEDBACK = "feedback", "feedback van anderen", "feedback from others"
    CV = "cv", "actueel cv", "current CV"
    ATTENDANCE = "attendance", "getekende presentie", "signed attendance"
    ASSESSMENT = "assessment", "competentiemetingen", "competency assessments"
    PLAN = "plan", "ontwikkelplan", "development plan"
    ADHERENCE = "adherence", "verklaring van naleving", "adherence declaration"
    LAW_REVIEW = "law_review", "nagelopen wetten", "laws gone through"


class ShareOf(Option):
    """Of what a required share is taken."""

    COUNTED = "counted", "van wat meetelt", "of what counts"
    REQUIRED = "required", "van wat vereist is", "of what is required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which activities a rule is about.

    An activity of another kind is not considered at all; one of these kinds that misses another condition is considered
    and does not count, with the reason.

    Attributes:
        kinds: the kinds of activity; empty means every kind.
        accredited: it has an accreditation number.
        competences: it is linked to one of these codes; empty means any.
        laws: it is linked to one of these codes; empty means any.
        online: True only online, False only in person, None either.
        attendance_signed: the attendance sheet was signed.
        least_participants: the smallest group.
        most_participants: the largest group.
        least_minutes: the shortest duration of one meeting.
        passed: the test was passed.
    """

    kinds: tuple[ActivityKind, ...] = ()
    accredited: bool = False
    competences: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    online: bool | None = None
    attendance_signed: bool = False
    least_participants: int | None = None
    most_participants: int | None = None
    least_minutes: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDemand:
    """What evidence activities of some kinds need to count.

    Attributes:
        kinds: the kinds of activity that need it; empty means every kind.
        evidence: what it may be; empty means anything.
        released: it must be released to the register, since what stays private cannot be shown to it.
    """

    kinds: tuple[ActivityKind, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    released: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that a category may contribute to a requirement, in its unit, per `per` within the time judged."""

    label: Text
    select: Selection
    maximum: Decimal
    per: Per = Per.PERIOD


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

    id: str
    label: Text
    per: Per = Per.PERIOD
    minimum: Decimal | None = None
    pro_rata: bool = False
    excused: bool = False
    unit: Text = NO_TEXT
    step: Decimal = ONE
    remark: Text = NO_TEXT

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
                    "A required amount is not negative, and a step more than zero.",
                )
            )

    @property
    def measure(self) -> Measure:
        """What it counts."""
        raise NotImplementedError


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

    counting: Measure
    select: Selection = Selection()
    maximum: Decimal | None = None
    item_minimum: Decimal | None = None
    item_maximum: Decimal | None = None
    meeting_maximum: Decimal | None = None
    points_per_hour: Decimal | None = None
    net_of_breaks: bool = True
    least_days_apart: int = 0
    stretch_months: int = 1
    caps: tuple[Cap, ...] = ()
    evidence: tuple[EvidenceDemand, ...] = ()
    carry_over: Decimal | None = None

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

    of: str
    percent: Decimal
    select: Selection
    basis: ShareOf = ShareOf.COUNTED

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

    levels: tuple[PracticeLevel, ...] = ()

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

    absences_interrupt: bool = False

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

    deliverable: Deliverable
    months: int | None = None
    codes: tuple[str, ...] = ()
    kinds: tuple[ActivityKind, ...] = ()
    assessments: tuple[AssessmentKind, ...] = ()

    @property
    def measure(self) -> Measure:
        """What it counts."""
        return Measure.DELIVERABLE


AnyRequirement = (
    ActivityRequirement | ShareRequirement | WorkRequirement | InterruptionRequirement | DeliverableRequirement
)


_UNITS: Final[Mapping[Measure, Text]] = MappingProxyType(
    {
        Measure.POINTS: Measure.POINTS.label,
        Measure.HOURS: Measure.HOURS.label,
        Measure.COUNT: Text("activiteiten", "activities"),
        Measure.STRETCHES: Text("tijdvakken", "stretches"),
        Measure.WORKING_HOURS: Measure.HOURS.label,
        Measure.INTERRUPTION: Text("maanden", "months"),
    }
)


def unit_of(requirement: AnyRequirement) -> Text:
    """Return what the amounts of a requirement are: its own word for it, or that of its measure."""
    if requirement.unit:
        return requirement.unit
    if isinstance(requirement, DeliverableRequirement):
        return requirement.deliverable.label
    return _UNITS.get(requirement.measure, requirement.measure.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """How long a registration lasts.

    Attributes:
        years: 1 to 5.
        basis: calendar years, or from the day of registration; a registration may say otherwise of itself.
        early_renewal_months: how long before the end renewal may be asked for.
        catch_up_months: how long after the end what is short may still be made up.
    """

    years: int
    basis: PeriodBasis = PeriodBasis.CALENDAR
    early_renewal_months: int = 0
    catch_up_months: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.years <= LONGEST_PERIOD_YEARS:
            raise ValueProblem(
                Text("Een periode duurt 1 tot {most} jaar.", "A period has 1 to {most} years.").fill(
                    most=LONGEST_PERIOD_YEARS
                )
            )
        if self.early_renewal_months < 0 or self.catch_up_months < 0:
            raise ValueProblem(Text("Een termijn is niet negatief.", "A window is not negative."))


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRule:
    """Which absence lowers a requirement, in proportion to its length and to the share of working time.

    Attributes:
        least_days: a shorter absence lowers nothing; absences that touch are one.
        only_excess: what lowers is the absence beyond the first `least_days`, not the whole.
        reasons: the reasons that are excused; empty means every reason.
        reported: only what was reported to the register.
    """

    least_days: int = 0
    only_excess: bool = False
    reasons: tuple[AbsenceReason, ...] = ()
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """What one register asks of periods that start within its validity.

    Attributes:
        register: id of the register.
        id: stable name of the rule set.
        register_name: how the register is called.
        state: how sure the rules are; `source` and `source_date` say where they come from.
        valid_from: first start of a period that is judged by it; None means since ever.
        valid_until: last start of a period that is judged by it; None means until further notice.
        fictional: an invented register that shows what rules can be.
        absence: which absence is excused; None for none.
    """

    register: str
    id: str
    register_name: Text
    name: Text
    state: RuleState
    source: Text
    period: PeriodRule
    requirements: tuple[AnyRequirement, ...]
    source_date: PartialDateValue | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    fictional: bool = False
    absence: AbsenceRule | None = None

    def __post_init__(self) -> None:
        problem = next(self.problems(), None)
        if problem is not None:
            raise ValueProblem(problem)

    def problems(self) -> Iterator[Text]:
        """Tell what does not go together in it; nothing for a rule set that stands."""
        by_id: dict[str, AnyRequirement] = {}
        for requirement in self.requirements:
            if requirement.id in by_id:
                yield Text("De eis “{id}” staat er twee keer.", "Requirement “{id}” is there twice.").fill(
                    id=requirement.id
                )
            by_id[requirement.id] = requirement
        for share in self.requirements:
            if isinstance(share, ShareRequirement):
                whole = by_id.get(share.of)
                if not isinstance(whole, ActivityRequirement) or whole.per is not share.per:
                    yield Text(
                        "De eis “{id}” is een aandeel van “{of}”; dat moet een eis over activiteiten zijn, per {per}.",
                        "Requirement “{id}” is a share of “{of}”, which has to be one about activities, per {per}.",
                    ).fill(id=share.id, of=share.of, per=share.per.label)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield Text("De regels gelden tot voor hun begin.", "The rules are valid until before they start.")

    def requirement(self, requirement_id: str) -> AnyRequirement | None:
        """Return the requirement with that id, or None."""
        return next((each for each in self.requirements if each.id == requirement_id), None)

    def judges(self, period_start: date) -> bool:
        """Tell whether a period that starts on that day is judged by it."""
        return (self.valid_from is None or self.valid_from <= period_start) and (
            self.valid_until is None or period_start <= self.valid_until
        )


def rule_set_for(rule_sets: tuple[RuleSet, ...], register: str, period_start: date) -> RuleSet | None:
    """Return the rule set by which `register` judges a period that starts on that day, or None.

    What the person made goes before what comes with the program; of several, the one valid since latest.
    """
    fitting = [each for each in rule_sets if each.register == register and each.judges(period_start)]
    return max(
        fitting,
        key=lambda each: (each.state is RuleState.OWN, each.valid_from or date.min, each.id),
        default=None,
    )
