"""Which records stand in a dossier, where each stands, and under which label its evidence is annexed.

All of it is settled before anything is built, so that a link is only made to what is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.domain.cv import KINDS_OF, sections_of
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import (
    LanguageSkill,
    Skill,
)
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.growth import Action, Assessment, AssessmentKind, Goal, LawReview, Score
from portfolio_app.domain.records.integrity import Adherence, JournalEntry, SideActivity
from portfolio_app.domain.records.learning import Activity, Evidence, Feedback, Reflection
from portfolio_app.domain.records.person import Person, Registration, RegistrationPeriod
from portfolio_app.domain.snapshot import Snapshot


class Chapter(StrEnum):
    """The chapters of a dossier; the value is the anchor of its heading."""

    SUMMARY = "ch.summary"
    PERSON = "ch.person"
    CV = "ch.cv"
    LOG = "ch.log"
    DETAILS = "ch.details"
    REFLECTION = "ch.reflection"
    FEEDBACK = "ch.feedback"
    COMPETENCES = "ch.competences"
    PLAN = "ch.plan"
    LAW = "ch.law"
    PERMISSIONS = "ch.permissions"
    INTEGRITY = "ch.integrity"
    INDEX = "ch.index"
    ANNEXES = "ch.annexes"
    CHECKING = "ch.checking"
    SIGNATURE = "ch.signature"


CHAPTER_OF: Final[Mapping[DossierSection, Chapter]] = MappingProxyType(
    {section: Chapter(f"ch.{section.value}") for section in DossierSection}
)
"""The chapter that each section of a profile is."""


def anchor_of(record: Record) -> str:
    """Return the link target of a record; kinds have no hyphen in their key, so no two records share one."""
    return f"{record.kind.key}-{record.id}"


def law_anchor(code: str) -> str:
    """Return the link target of a law in the table of laws."""
    return f"law.{code}"


def cv_anchor(section: CvSection) -> str:
    """Return the link target of a section of the CV."""
    return f"{Chapter.CV}.{section.value}"


def place_of(record: Record) -> str:
    """Return the link target that leads to a record: its own, or of what it is shown within."""
    if isinstance(record, Person):
        return Chapter.PERSON.value
    if isinstance(record, Skill):
        return cv_anchor(CvSection.SKILLS)
    if isinstance(record, LanguageSkill):
        return cv_anchor(CvSection.LANGUAGES)
    if isinstance(record, Score):
        return f"{Assessment.kind.key}-{record.assessment}"
    if isinstance(record, LawReview) and not is_told(record):
        return law_anchor(record.law[0]) if record.law else Chapter.LAW.value
    return anchor_of(record)


def is_told(review: LawReview) -> bool:
    """Tell whether a review of a law has more to say than its row in the table of laws."""
    return bool(review.changes or review.consequences)


def evidence_media(evidence: Evidence) -> AnnexMedia | None:
    """Return as what a piece of evidence can be shown on pages; None when it is another kind of file, or has none."""
    if not evidence.sha256:
        return None
    return next((media for media in AnnexMedia if media.value == evidence.media_type), None)


@dataclass(frozen=True, slots=True)
class AnnexPlace:
    """A piece of evidence with its label and the records that it proves, the first one leading."""

    evidence: Evidence
    number: int
    proves: tuple[Record, ...]

    @property
    def label(self) -> str:
        """The running label: A-12."""
        return f"A-{self.number}"


@dataclass(frozen=True)
class Selection:
    """The records of a dossier over a period, from a snapshot that was filtered for a register.

    What tells of a moment is of the period; the CV, registrations and declarations are whole up to its last day.

    Attributes:
        with_competences: there is a profile by which assessments can be shown.
        sections: what stands in it besides who it is; records that are shown in other sections only have no place.
        cv_view: the view by which the CV is shown; the whole CV when None.
    """

    snapshot: Snapshot
    first: date
    last: date
    with_competences: bool = True
    sections: frozenset[DossierSection] = frozenset(DossierSection)
    cv_view: CvView | None = None

    def _within(self, start: date | None, end: date | None = None) -> bool:
        return start is not None and start <= self.last and (end or start) >= self.first

    @property
    def _shows_competences(self) -> bool:
        return self.with_competences and DossierSection.COMPETENCES in self.sections

    @cached_property
    def cv_sections(self) -> tuple[CvSection, ...]:
        """The sections of the CV, in the order of its view."""
        if DossierSection.CV not in self.sections:
            return ()
        return tuple(CvSection) if self.cv_view is None else sections_of(self.cv_view)

    @property
    def cv_hidden(self) -> tuple[str, ...]:
        """The ids of what the view of the CV hides."""
        return () if self.cv_view is None else self.cv_view.hidden

    @cached_property
    def cv_records(self) -> tuple[Record, ...]:
        """What stands in the CV, in the order in which lists have it."""
        kinds = [record_type for section, record_type in KINDS_OF.items() if section in self.cv_sections]
        hidden = frozenset(self.cv_hidden)
        return tuple(each for record_type in kinds for each in self.snapshot.of(record_type) if each.id not in hidden)

    @cached_property
    def person(self) -> Person | None:
        """The owner."""
        return self.snapshot.only(Person)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that touch the period, oldest first."""
        if DossierSection.LOG not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(Activity) if self._within(each.start, each.end))
        return tuple(sorted(found, key=lambda each: (each.start or self.first, str(each.start_time or ""), each.id)))

    def year_of(self, activity: Activity) -> int:
        """Return the year of the period under which an activity stands: that of its first day within the period."""
        return max(activity.start or self.first, self.first).year

    @cached_property
    def reflections(self) -> tuple[Reflection, ...]:
        """The reflections of the period, oldest first."""
        if DossierSection.REFLECTION not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(Reflection) if self._within(each.written_on))
        return tuple(sorted(found, key=lambda each: (each.written_on or self.first, each.id)))

    @cached_property
    def feedback(self) -> tuple[Feedback, ...]:
        """The feedback of the period, oldest first."""
        if DossierSection.FEEDBACK not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(Feedback) if self._within(each.given_on))
        return tuple(sorted(found, key=lambda each: (each.given_on or self.first, each.id)))

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments that the competences are shown by: before, now, and by somebody else; oldest first."""
        chosen = (self.assessment_before, self.assessment_by_other, self.assessment_now)
        found = {each.id: each for each in chosen if each is not None}
        return tuple(sorted(found.values(), key=lambda each: (each.assessed_on or self.first, each.id)))

    @cached_property
    def _own_assessments(self) -> tuple[Assessment, ...]:
        return self._assessments(own=True)

    def _assessments(self, *, own: bool) -> tuple[Assessment, ...]:
        found = (
            each
            for each in self.snapshot.of(Assessment)
            if each.assessed_on is not None
            and each.assessed_on <= self.last
            and (each.assessment_kind is AssessmentKind.SELF) is own
            and self.snapshot.referring_to(each.id, Score)
        )
        return tuple(sorted(found, key=lambda each: (each.assessed_on or self.first, each.id)))

    @cached_property
    def assessment_now(self) -> Assessment | None:
        """The latest self-assessment, when it is of the period."""
        if not self._shows_competences:
            return None
        latest = self._own_assessments[-1] if self._own_assessments else None
        return latest if latest is not None and self._within(latest.assessed_on) else None

    @cached_property
    def assessment_before(self) -> Assessment | None:
        """The self-assessment to compare with: the last one before the period, else the first one in it."""
        if self.assessment_now is None:
            return None
        others = [each for each in self._own_assessments if each is not self.assessment_now]
        earlier = [each for each in others if each.assessed_on and each.assessed_on < self.first]
        return earlier[-1] if earlier else others[0] if others else None

    @cached_property
    def assessment_by_other(self) -> Assessment | None:
        """The latest assessment of the period by a peer or supervisor."""
        found = [each for each in self._assessments(own=False) if self._within(each.assessed_on)]
        return found[-1] if found and self._shows_competences else None

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that the period worked on or leaves for the next, earliest deadline first."""
        if DossierSection.PLAN not in self.sections:
            return ()
        found = (
            each
            for each in self.snapshot.of(Goal)
            if each.deadline
            and (each.reached_on or each.deadline) >= self.first
            and (each.start or self.last) <= self.last
        )
        return tuple(sorted(found, key=lambda each: (each.deadline or self.last, each.id)))

    def actions_of(self, goal: Goal) -> tuple[Action, ...]:
        """Return the actions of a goal, earliest deadline first."""
        found = (each for each in self.snapshot.referring_to(goal.id, Action) if each.goal == goal.id)
        return tuple(sorted(found, key=lambda each: (each.deadline or date.max, each.id)))

    @cached_property
    def law_reviews(self) -> tuple[LawReview, ...]:
        """The laws gone through in the period, oldest first."""
        if DossierSection.LAW not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(LawReview) if self._within(each.reviewed_on))
        return tuple(sorted(found, key=lambda each: (each.reviewed_on or self.first, each.id)))

    @cached_property
    def registrations(self) -> tuple[Registration, ...]:
        """All registrations, oldest first."""
        return tuple(sorted(self.snapshot.of(Registration), key=lambda each: (each.since or date.max, each.id)))

    def periods_of(self, registration: Registration) -> tuple[RegistrationPeriod, ...]:
        """Return the periods of a registration, oldest first."""
        found = self.snapshot.referring_to(registration.id, RegistrationPeriod)
        return tuple(sorted(found, key=lambda each: (each.start or date.max, each.id)))

    @cached_property
    def declarations(self) -> tuple[Adherence, ...]:
        """The declarations of adherence signed by the last day, oldest first."""
        if DossierSection.INTEGRITY not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(Adherence) if each.signed_on and each.signed_on <= self.last)
        return tuple(sorted(found, key=lambda each: (each.signed_on or self.first, each.id)))

    @cached_property
    def side_activities(self) -> tuple[SideActivity, ...]:
        """The side activities and interests that there were in the period."""
        if DossierSection.INTEGRITY not in self.sections:
            return ()
        return tuple(
            each
            for each in self.snapshot.of(SideActivity)
            if not (each.until and each.until.last_day < self.first)
            and not (each.since and each.since.first_day > self.last)
        )

    @cached_property
    def journal(self) -> tuple[JournalEntry, ...]:
        """The entries of the integrity journal of the period, oldest first."""
        if DossierSection.INTEGRITY not in self.sections:
            return ()
        found = (each for each in self.snapshot.of(JournalEntry) if self._within(each.happened_on))
        return tuple(sorted(found, key=lambda each: (each.happened_on or self.first, each.id)))

    def records(self) -> Iterator[Record]:
        """Go through all records that have a place in the dossier, in the order of the dossier; evidence not."""
        if self.person is not None:
            yield self.person
        for registration in self.registrations:
            yield registration
            yield from self.periods_of(registration)
        yield from self.cv_records
        yield from self.activities
        yield from self.reflections
        yield from self.feedback
        for assessment in self.assessments:
            yield assessment
            yield from self.snapshot.referring_to(assessment.id, Score)
        for goal in self.goals:
            yield goal
            yield from self.actions_of(goal)
        yield from self.law_reviews
        yield from self.declarations
        yield from self.side_activities
        yield from self.journal

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self.records()}

    def holds(self, record_id: str) -> bool:
        """Tell whether a record has a place in the dossier."""
        return record_id in self._by_id

    def record(self, record_id: str) -> Record | None:
        """Return the record with that id when it has a place in the dossier."""
        return self._by_id.get(record_id)

    @cached_property
    def annexes(self) -> tuple[AnnexPlace, ...]:
        """The evidence of all records of the dossier, numbered in the order in which they stand; the portrait not."""
        portrait = self.person.photo if self.person else ""
        proves: dict[str, list[Record]] = {}
        for record in self.records():
            for evidence_id in record.evidence:
                if evidence_id != portrait:
                    proves.setdefault(evidence_id, []).append(record)
        found = ((self.snapshot.get(evidence_id, Evidence), records) for evidence_id, records in proves.items())
        present = [(evidence, tuple(records)) for evidence, records in found if evidence is not None]
        return tuple(AnnexPlace(evidence, n, records) for n, (evidence, records) in enumerate(present, start=1))

    @cached_property
    def annex_by_evidence(self) -> Mapping[str, AnnexPlace]:
        """The annexes by the id of their evidence."""
        return {place.evidence.id: place for place in self.annexes}
