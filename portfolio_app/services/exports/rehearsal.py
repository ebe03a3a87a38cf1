"""The rehearsal of an audit: some activities drawn at random, each held against what an assessor would ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.domain.rules import ActivityRequirement, EvidenceDemand
from portfolio_app.services.exports.completeness import Mend, attendance_kinds, has_attendance, mend_of
from portfolio_app.services.exports.preparing import PreparedDossier, draw
from portfolio_app.services.progress import Cancelled, Progress, go_on, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

USUAL_SIZE: Final = 5
"""So many activities are drawn when nobody says how many."""

_REHEARSING: Final = Text("Activiteiten nagaan", "Going through the activities")
_LATEST_PROOF: Final = timedelta(days=366)
"""Evidence that is dated longer after an activity makes an assessor wonder."""

_PROOF: Final = Text("Waar blijkt uit dat u dit deed?", "What shows that you did this?")
_PROOF_OF_KIND: Final = Text("Is er een {kinds}?", "Is there a {kinds}?")
_PROOF_THERE: Final = CountedText(
    Text("1 vrijgegeven bewijsstuk.", "1 released piece of evidence."),
    Text("{n} vrijgegeven bewijsstukken.", "{n} released pieces of evidence."),
)
_PROOF_KEPT: Final = Text(
    "Er is bewijs, maar het is niet vrijgegeven.", "There is evidence, but it has not been released."
)
_PROOF_NONE: Final = Text("Er is geen bewijsstuk bij.", "It has no evidence.")
_OTHER_KIND: Final = Text("Het bewijs is van een andere soort.", "The evidence is of another kind.")
_READABLE: Final = Text("Is het bewijsstuk te openen?", "Can the evidence be opened?")
_READABLE_YES: Final = Text("Ja, en het is zoals u het opnam.", "Yes, and it is as you added it.")
_NO_FILE: Final = Text("Het bestand is er nog niet.", "Its file is not there yet.")
_DATED: Final = Text("Past de datum van het bewijs bij de activiteit?", "Does the evidence’s date fit the activity?")
_DATED_YES: Final = Text("Ja.", "Yes.")
_DATED_EARLY: Final = Text("Het bewijs is van voor de activiteit.", "The evidence is from before the activity.")
_DATED_LATE: Final = Text("Het bewijs is van meer dan een jaar later.", "The evidence is from over a year later.")
_UNDATED: Final = Text("Het bewijs heeft geen datum.", "The evidence has no date.")
_PRESENT: Final = Text("Is de presentielijst getekend?", "Was the attendance sheet signed?")
_LONG: Final = Text("Hoelang duurde het?", "How long did it take?")
_LONG_KNOWN: Final = Text("{hours} uur netto.", "{hours} net hours.")
_LONG_UNKNOWN: Final = Text("De netto-uren zijn niet ingevuld.", "The net hours have not been filled in.")
_ACCREDITED: Final = Text("Onder welk nummer is dit geaccrediteerd?", "Under what number is this accredited?")
_NO_NUMBER: Final = Text("Er is geen nummer ingevuld.", "No number has been filled in.")
_LEARNT: Final = Text("Wat leerde u ervan, en wat doet u ermee?", "What did you learn, and what do you do with it?")
_LEARNT_BOTH: Final = Text("Beide staan erbij.", "Both are described.")
_LEARNT_PART: Final = Text("Eén van beide staat erbij.", "One of the two is described.")
_LEARNT_NONE: Final = Text("Er staat niets over.", "Neither is described.")
_YES: Final = Text("Ja.", "Yes.")
_NO: Final = Text("Nee.", "No.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of an assessor, and what the dossier answers.

    Attributes:
        asked: the question.
        answer: what is there.
        satisfied: the assessor goes on to the next question.
        mend: where a better answer is given; None when there is no need.
    """

    asked: Text
    answer: Text
    satisfied: bool
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One activity of the sample, with the questions about it."""

    activity: Activity
    answers: tuple[Answer, ...]

    @property
    def passed(self) -> bool:
        """Whether every question is answered."""
        return all(answer.satisfied for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsed audit.

    Attributes:
        activities: the sample, in the order of the dossier.
        drawn_from: how many activities there are in the period.
        seed: by which the same sample is drawn again.
    """

    activities: tuple[Rehearsed, ...]
    drawn_from: int
    seed: int

    @property
    def passed(self) -> bool:
        """Whether an assessor would have nothing to ask further."""
        return all(each.passed for each in self.activities)


def rehearse(
    portfolio: Portfolio,
    prepared: PreparedDossier,
    size: int = USUAL_SIZE,
    seed: int = 1,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Rehearsal:
    """Draw activities of the period that are past, and hold each against what is asked of it.

    Args:
        portfolio: whose; the evidence of the sample is read and held against its hash.
        prepared: the dossier that would be sent.
        size: how many activities.
        seed: draws the sample.
        progress: told after each activity.
        cancelled: asked before each.

    Raises:
        StoppedError: `cancelled` said so.
    """
    past = [each for each in prepared.selection.activities if each.start is not None and each.start <= prepared.dated]
    drawn = draw(past, size, seed)
    found: list[Rehearsed] = []
    for done, activity in enumerate(drawn):
        go_on(cancelled)
        progress(_REHEARSING, done, len(drawn))
        found.append(Rehearsed(activity, tuple(_answers(portfolio, prepared, activity))))
    progress(_REHEARSING, len(drawn), len(drawn))
    return Rehearsal(tuple(found), len(past), seed)


def _answers(portfolio: Portfolio, prepared: PreparedDossier, activity: Activity) -> Iterator[Answer]:
    proof = prepared.seen.all_of(activity.evidence, Evidence)
    yield _about_proof(prepared, activity, proof)
    yield from _about_kinds(prepared, activity, proof)
    for evidence in proof:
        yield _about_file(portfolio, evidence)
        yield _about_date(activity, evidence)
    rule_sets = [standing.rule_set for standing in prepared.standings]
    if activity.activity_kind in attendance_kinds(rule_sets):
        signed = has_attendance(prepared, activity)
        yield _answer(_PRESENT, _YES if signed else _NO, activity, "attendance_signed", satisfied=signed)
    yield _about_length(activity)
    if any(_asks_accreditation(rule, activity) for rule_set in rule_sets for rule in rule_set.requirements):
        number = activity.accreditation
        answer = Text(number, number) if number else _NO_NUMBER
        yield _answer(_ACCREDITED, answer, activity, "accreditation", satisfied=bool(number))
    yield _about_yield(activity)


def _answer(asked: Text, answer: Text, activity: Activity, field: str, *, satisfied: bool) -> Answer:
    return Answer(asked, answer, satisfied, None if satisfied else mend_of(activity, field, answer))


def _about_proof(prepared: PreparedDossier, activity: Activity, proof: tuple[Evidence, ...]) -> Answer:
    if proof:
        count = len(proof)
        return Answer(_PROOF, Text(_PROOF_THERE.say(count, "nl"), _PROOF_THERE.say(count, "en")), satisfied=True)
    whole = prepared.everything.get(activity.id, Activity) or activity
    kept = prepared.everything.all_of(whole.evidence, Evidence)
    if kept:
        return Answer(_PROOF, _PROOF_KEPT, satisfied=False, mend=mend_of(kept[0], "release", _PROOF_KEPT))
    return _answer(_PROOF, _PROOF_NONE, activity, "evidence", satisfied=False)


def _about_kinds(prepared: PreparedDossier, activity: Activity, proof: tuple[Evidence, ...]) -> Iterator[Answer]:
    """Yield what the register's rules ask of the kind of evidence, each demand once."""
    demands: dict[EvidenceDemand, None] = {}
    for standing in prepared.standings:
        for rule in standing.rule_set.requirements:
            if isinstance(rule, ActivityRequirement) and _concerns(rule.select.kinds, activity):
                demands |= {each: None for each in rule.evidence if each.evidence and _concerns(each.kinds, activity)}
    for demand in demands:
        satisfied = any(each.evidence_kind in demand.evidence for each in proof)
        kinds = Text(
            " / ".join(each.label.nl for each in demand.evidence), " / ".join(each.label.en for each in demand.evidence)
        )
        answer = _YES if satisfied else _OTHER_KIND if proof else _PROOF_NONE
        yield _answer(_PROOF_OF_KIND.fill(kinds=kinds), answer, activity, "evidence", satisfied=satisfied)


def _concerns(kinds: tuple[ActivityKind, ...], activity: Activity) -> bool:
    return not kinds or activity.activity_kind in kinds


def _asks_accreditation(rule: object, activity: Activity) -> bool:
    return isinstance(rule, ActivityRequirement) and rule.select.accredited and _concerns(rule.select.kinds, activity)


def _about_file(portfolio: Portfolio, evidence: Evidence) -> Answer:
    if not evidence.sha256:
        return Answer(_READABLE, _NO_FILE, satisfied=False, mend=mend_of(evidence, "file_name", _NO_FILE))
    try:
        portfolio.read_evidence(evidence)
    except VakdossierError as error:
        return Answer(_READABLE, error.message, satisfied=False, mend=mend_of(evidence, "file_name", error.message))
    return Answer(_READABLE, _READABLE_YES, satisfied=True)


def _about_date(activity: Activity, evidence: Evidence) -> Answer:
    answer = _DATED_YES
    if evidence.dated is None:
        answer = _UNDATED
    elif activity.start is not None and evidence.dated < activity.start:
        answer = _DATED_EARLY
    elif activity.start is not None and evidence.dated > activity.start + _LATEST_PROOF:
        answer = _DATED_LATE
    satisfied = answer is _DATED_YES
    return Answer(_DATED, answer, satisfied, None if satisfied else mend_of(evidence, "dated", answer))


def _about_length(activity: Activity) -> Answer:
    if activity.net_minutes is None:
        return _answer(_LONG, _LONG_UNKNOWN, activity, "net_minutes", satisfied=False)
    hours = Text(activity.shown("net_minutes", "nl"), activity.shown("net_minutes", "en"))
    return _answer(_LONG, _LONG_KNOWN.fill(hours=hours), activity, "net_minutes", satisfied=True)


def _about_yield(activity: Activity) -> Answer:
    told = bool(activity.learnt.strip()) + bool(activity.use_in_practice.strip())
    answer = (_LEARNT_NONE, _LEARNT_PART, _LEARNT_BOTH)[told]
    field = "use_in_practice" if activity.learnt.strip() else "learnt"
    return _answer(_LEARNT, answer, activity, field, satisfied=told > 0)
