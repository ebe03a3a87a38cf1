"""What a register asks, what is there, what is missing, and where each is mended: the check before a dossier leaves.

Nothing here knows a register: the requirements come from its rules, and what is asked of attendance and of evidence
comes from them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.growth import Assessment, Goal, LawReview
from portfolio_app.domain.records.integrity import Adherence
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, EvidenceKind, Feedback, Reflection
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.rules import (
    ActivityRequirement,
    Deliverable,
    DeliverableRequirement,
    InterruptionRequirement,
    RequirementStanding,
    RuleSet,
    RuleState,
    ShareRequirement,
    WorkRequirement,
    reasons,
)
from portfolio_app.domain.rules.amounts import AMOUNT, AT_MOST, counted_words, fill_amount, tenths
from portfolio_app.registers.naming import Naming, by_title
from portfolio_app.services.exports.preparing import PreparedDossier
from portfolio_app.services.progress import Cancelled, Progress, go_on, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.builders.selection import Selection

MOST_NAMED: Final = 12
"""So many records are named for one thing; behind them it is said how many more there are."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Where something is mended.

    Attributes:
        kind: key of the record's kind.
        record_id: of the record; empty for one that is still to be made.
        field: name of the field; empty for the record as a whole.
        title: what the record is called, in both languages; empty for one that is still to be made.
        why: what is the matter with it.
    """

    kind: str
    record_id: str = ""
    field: str = ""
    title: Text = NO_TEXT
    why: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class RequirementCheck:
    """One requirement of a register.

    Attributes:
        label: what it is about, with its year or month where there are several.
        asked: how much is asked; empty when the register's number is not known.
        there: how much there is.
        missing: how much is short; empty when nothing is.
        told: how much there is of what is asked and what is short, with the unit said once.
        met: None when that cannot be told.
        running: its time is not over yet.
        mends: where what is short can be had; the nearest first.
        register, requirement: whose rules ask it, and its own id in these.
    """

    id: str
    label: Text
    asked: Text
    there: Text
    missing: Text
    told: Text
    met: bool | None
    running: bool
    mends: tuple[Mend, ...] = ()
    register: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class FormalCheck:
    """A formal matter that is not in order, and where each case of it is mended."""

    id: str
    matter: Text
    mends: tuple[Mend, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What the check says.

    Attributes:
        requirements: of the register, in its order.
        formal: what is not in order besides.
        unverified: the rules were not verified with the register.
    """

    requirements: tuple[RequirementCheck, ...]
    formal: tuple[FormalCheck, ...]
    unverified: bool = False

    @property
    def missing(self) -> tuple[RequirementCheck, ...]:
        """The requirements that are not met."""
        return tuple(each for each in self.requirements if each.met is False)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing is out of order."""
        return not self.missing and not self.formal


_CHECKING: Final = Text("Volledigheid nalopen", "Checking completeness")
_STILL: Final = Text("{told}, nog {n}", "{told}, {n} to go")
_NO_NUMBER: Final = Text("Geen registratienummer.", "No registration number.")
_NO_REGISTRATION: Final = Text(
    "Bij dit register staat geen registratie.", "There is no registration with this register."
)
_NO_TITLE: Final = Text("Geen beroepstitel.", "No professional title.")
_NO_CONTACT: Final = Text("Geen e-mailadres of telefoonnummer.", "No e-mail address or telephone number.")
_CV_UNCONFIRMED: Final = Text("Het cv is nooit nagekeken.", "The CV has never been confirmed.")
_UNPROVEN: Final = Text("Activiteiten zonder bewijsstuk.", "Activities without evidence.")
_NO_PROOF_YET: Final = Text("Er is geen bewijsstuk bij.", "It has no evidence.")
_PROOF_KEPT: Final = Text("Het bewijsstuk is niet vrijgegeven.", "Its evidence has not been released.")
_NO_FILE: Final = Text("Bewijsstukken waarvan het bestand ontbreekt.", "Evidence whose file is missing.")
_UNSIGNED: Final = Text("Presentielijsten die niet getekend zijn.", "Attendance sheets that are not signed.")
_NO_REFLECTION: Final = Text(
    "Geen reflectie in deze periode vrijgegeven.", "No reflection from this period has been released."
)
_NO_ADHERENCE: Final = Text(
    "Geen verklaring van naleving over deze periode.", "No adherence declaration for this period."
)
_UNWEIGHED: Final = Text(
    "Nevenactiviteiten en belangen die niet gewogen zijn.", "Side activities and interests that have not been assessed."
)
_NO_ACTIVITIES: Final = Text("Geen activiteiten in deze periode.", "No activities in this period.")
_RELEASE_IT: Final = Text("Nog niet vrijgegeven.", "Not released yet.")

_FIELD_OF: Final[Mapping[Text, str]] = MappingProxyType(
    {
        reasons.KEPT_PRIVATE: "release",
        reasons.NO_POINTS: "points",
        reasons.NO_POINTS_NOR_HOURS: "points",
        reasons.NO_HOURS: "net_minutes",
        reasons.NO_HOURS_SEVERAL_DAYS: "net_minutes",
        reasons.NOT_ACCREDITED: "accreditation",
        reasons.OTHER_COMPETENCES: "competences",
        reasons.OTHER_LAWS: "laws",
        reasons.NOT_SIGNED: "attendance_signed",
        reasons.GROUP_UNKNOWN: "participants",
        reasons.NOT_PASSED: "passed",
        reasons.NO_EVIDENCE: "evidence",
        reasons.EVIDENCE_PRIVATE: "evidence",
        reasons.NO_ATTENDANCE: "attendance_signed",
        reasons.NOT_IN_FIELD: "in_field",
        reasons.NO_WEEKLY_HOURS: "hours_per_week",
        reasons.OUT_OF_DATE: "signed_on",
        reasons.OTHER_CODE: "code",
    }
)
"""Which field of a record takes away the reason for which it does not count."""

_BEYOND_MENDING: Final = frozenset(
    {
        reasons.PLANNED,
        reasons.SAME_STRETCH,
        reasons.SAME_LAW,
        reasons.MAXIMUM_REACHED,
        reasons.ITEM_LIMITED,
        reasons.MEETING_LIMITED,
        reasons.FOR_PERIOD_BEFORE,
        reasons.NOT_COUNTED_IN_WHOLE,
        reasons.ALWAYS_ABSENT,
        reasons.DROPPED,
    }
)
"""Reasons that no change of the record itself takes away; what is left may be a value that was filled in wrongly."""

_MADE_AS: Final[Mapping[Deliverable, str]] = MappingProxyType(
    {
        Deliverable.REFLECTION: Reflection.kind.key,
        Deliverable.FEEDBACK: Feedback.kind.key,
        Deliverable.CV: Person.kind.key,
        Deliverable.ATTENDANCE: Activity.kind.key,
        Deliverable.ASSESSMENT: Assessment.kind.key,
        Deliverable.PLAN: Goal.kind.key,
        Deliverable.ADHERENCE: Adherence.kind.key,
        Deliverable.LAW_REVIEW: LawReview.kind.key,
    }
)


def check_completeness(
    prepared: PreparedDossier,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Completeness:
    """Return what is missing in a dossier before it is made.

    Args:
        prepared: the dossier that would be made.
        progress: told after each requirement.
        cancelled: asked before each requirement and each formal matter.

    Raises:
        StoppedError: `cancelled` said so.
    """
    by_id = {record.id: record for record in prepared.everything}
    asked = [
        (standing.rule_set, each)
        for standing in prepared.standings
        for each in standing.requirements
        if each.period.start <= prepared.dated
    ]
    requirements: list[RequirementCheck] = []
    for done, (rule_set, each) in enumerate(asked):
        go_on(cancelled)
        progress(_CHECKING, done, len(asked))
        requirements.append(_requirement(prepared, rule_set, each, by_id))
    progress(_CHECKING, len(asked), len(asked))
    formal: list[FormalCheck] = []
    for check in _formal(prepared):
        go_on(cancelled)
        if check.mends:
            formal.append(check)
    return Completeness(
        requirements=tuple(requirements),
        formal=tuple(formal),
        unverified=any(standing.state is RuleState.UNVERIFIED for standing in prepared.standings),
    )


def mend_of(record: Record, field: str = "", why: Text = NO_TEXT, naming: Naming = by_title) -> Mend:
    """Return where a record is mended; `naming` says what it is called."""
    return Mend(record.kind.key, record.id, field, naming(record), why)


# -- what the rules ask -----------------------------------------------------------------------------------------------


def _requirement(
    prepared: PreparedDossier, rule_set: RuleSet, requirement: RequirementStanding, by_id: Mapping[str, Record]
) -> RequirementCheck:
    asked, missing = NO_TEXT, NO_TEXT
    there, told = fill_amount(AMOUNT, requirement.counted, requirement.unit), counted_words(requirement)
    mends: tuple[Mend, ...] = ()
    if requirement.required is not None:
        pattern = AT_MOST if requirement.at_most else AMOUNT
        asked = fill_amount(pattern, requirement.required, requirement.unit)
    if requirement.met is False and requirement.short is not None:
        missing = fill_amount(AMOUNT, requirement.short, requirement.unit)
        told = _STILL.fill(told=told, n=tenths(requirement.short))
        mends = tuple(_mends(prepared, rule_set, requirement, by_id))
    return RequirementCheck(
        id=requirement.id,
        label=requirement.label,
        asked=asked,
        there=there,
        missing=missing,
        told=told,
        met=requirement.met,
        running=requirement.period.end > prepared.dated,
        mends=mends,
        register=rule_set.register,
        requirement=requirement.requirement,
    )


def _mends(
    prepared: PreparedDossier, rule_set: RuleSet, requirement: RequirementStanding, by_id: Mapping[str, Record]
) -> Iterator[Mend]:
    """Yield the records that would count if they were mended, the surest first, and then what is to be added."""
    unsure: list[Mend] = []
    for each in requirement.does_not_count:
        record, field = by_id.get(each.id), _FIELD_OF.get(each.why, "")
        if record is None or each.why in _BEYOND_MENDING:
            continue
        if field and any(spec.name == field for spec in record.kind.fields):
            yield mend_of(record, field, each.why, prepared.named)
        else:
            unsure.append(mend_of(record, why=each.why, naming=prepared.named))
    yield from unsure
    yield Mend(_new_kind(rule_set, requirement.requirement))


def _new_kind(rule_set: RuleSet, requirement_id: str) -> str:
    requirement = rule_set.requirement(requirement_id)
    if isinstance(requirement, DeliverableRequirement):
        return _MADE_AS[requirement.deliverable]
    if isinstance(requirement, WorkRequirement | InterruptionRequirement):
        return Position.kind.key
    return Activity.kind.key


# -- formal matters ---------------------------------------------------------------------------------------------------


def _formal(prepared: PreparedDossier) -> Iterator[FormalCheck]:
    selection, everything = prepared.selection, prepared.everything
    yield from _about_the_person(prepared, selection)
    if prepared.options().has(DossierSection.LOG):
        yield from _about_activities(prepared, selection)
    empty = [evidence for place in selection.annexes if not (evidence := place.evidence).sha256]
    yield FormalCheck("evidence-file", _NO_FILE, tuple(mend_of(each, "file_name") for each in empty))
    if prepared.options().has(DossierSection.REFLECTION) and not selection.reflections:
        kept = [each for each in everything.of(Reflection) if each.written_on and each.written_on in prepared.period]
        mends = tuple(mend_of(each, "release", _RELEASE_IT) for each in kept)
        yield FormalCheck("reflection", _NO_REFLECTION, (*mends, Mend(Reflection.kind.key)))
    if prepared.options().has(DossierSection.INTEGRITY):
        if prepared.registers.conduct_code_of(prepared.register) is not None and not selection.declarations:
            yield FormalCheck("adherence", _NO_ADHERENCE, (Mend(Adherence.kind.key),))
        unweighed = [each for each in selection.side_activities if each.conclusion is None]
        yield FormalCheck("side-activities", _UNWEIGHED, tuple(mend_of(each, "conclusion") for each in unweighed))


def _about_the_person(prepared: PreparedDossier, selection: Selection) -> Iterator[FormalCheck]:
    held = [each for each in selection.registrations if prepared.register in each.register and not each.until]
    if not held:
        yield FormalCheck("registration", _NO_REGISTRATION, (Mend(Registration.kind.key),))
    yield FormalCheck(
        "registration-number", _NO_NUMBER, tuple(mend_of(each, "number") for each in held if not each.number)
    )
    person = prepared.everything.only(Person)
    if person is None:
        return
    if not person.professional_title:
        yield FormalCheck("title", _NO_TITLE, (mend_of(person, "professional_title"),))
    if not (person.email or person.phone):
        yield FormalCheck("contact", _NO_CONTACT, (mend_of(person, "email"),))
    if prepared.options().has(DossierSection.CV) and person.cv_confirmed_on is None:
        yield FormalCheck("cv", _CV_UNCONFIRMED, (mend_of(person, "cv_confirmed_on"),))


def _about_activities(prepared: PreparedDossier, selection: Selection) -> Iterator[FormalCheck]:
    past = [each for each in selection.activities if each.start is not None and each.start <= prepared.dated]
    if not past:
        yield FormalCheck("activities", _NO_ACTIVITIES, (Mend(Activity.kind.key),))
    annexed = selection.annex_by_evidence
    unproven = [each for each in past if not any(evidence in annexed for evidence in each.evidence)]
    yield FormalCheck("evidence", _UNPROVEN, tuple(_proof_mend(prepared, each) for each in unproven))
    kinds = attendance_kinds(standing.rule_set for standing in prepared.standings)
    unsigned = [each for each in past if each.activity_kind in kinds and not has_attendance(prepared, each)]
    yield FormalCheck("attendance", _UNSIGNED, tuple(mend_of(each, "attendance_signed") for each in unsigned))


def _proof_mend(prepared: PreparedDossier, activity: Activity) -> Mend:
    """Return where an activity gets its proof: at the evidence itself where that is there and kept private."""
    whole = prepared.everything.get(activity.id, Activity) or activity
    for evidence in prepared.everything.all_of(whole.evidence, Evidence):
        if not evidence.released_to.reaches(Audience.REGISTER):
            return mend_of(evidence, "release", _PROOF_KEPT)
    return mend_of(activity, "evidence", _NO_PROOF_YET)


def attendance_kinds(rule_sets: Iterable[RuleSet]) -> frozenset[ActivityKind]:
    """Return the kinds of activity of which rules ask a signed attendance sheet."""
    kinds: set[ActivityKind] = set()
    for rule_set in rule_sets:
        for rule in rule_set.requirements:
            if isinstance(rule, DeliverableRequirement) and rule.deliverable is Deliverable.ATTENDANCE:
                kinds.update(rule.kinds or ActivityKind)
            elif isinstance(rule, ActivityRequirement | ShareRequirement) and rule.select.attendance_signed:
                kinds.update(rule.select.kinds or ActivityKind)
    return frozenset(kinds)


def has_attendance(prepared: PreparedDossier, activity: Activity) -> bool:
    """Tell whether it is shown that somebody was there: signed for, or proven by a sheet that the register may see."""
    sheets = prepared.seen.all_of(activity.evidence, Evidence)
    return activity.attendance_signed or any(each.evidence_kind is EvidenceKind.ATTENDANCE for each in sheets)
