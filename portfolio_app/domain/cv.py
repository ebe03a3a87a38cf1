"""What a view of the CV shows of the one master CV; every form in which a CV leaves asks here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import (
    Education,
    LanguageSkill,
    Membership,
    Position,
    Publication,
    Qualification,
    Referee,
    Skill,
)
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.integrity import SideActivity
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.snapshot import Snapshot

R = TypeVar("R", bound=Record)

USUAL_TRAINING_YEARS: Final = 3
"""Over how many years recent training is shown when a view does not say so."""


KINDS_OF: Final[Mapping[CvSection, type[Record]]] = MappingProxyType(
    {
        CvSection.POSITIONS: Position,
        CvSection.EDUCATION: Education,
        CvSection.QUALIFICATIONS: Qualification,
        CvSection.SKILLS: Skill,
        CvSection.LANGUAGES: LanguageSkill,
        CvSection.PUBLICATIONS: Publication,
        CvSection.MEMBERSHIPS: Membership,
        CvSection.REFERENCES: Referee,
    }
)
"""The kind that a section is made of, for the sections that are of nothing but the CV."""


def sections_of(view: CvView) -> tuple[CvSection, ...]:
    """Return the sections of a view in the order of the view; all of them when it names none."""
    chosen = tuple(section for section in view.sections if isinstance(section, CvSection))
    return chosen or tuple(CvSection)


def shown_of(snapshot: Snapshot, record_type: type[R], view: CvView) -> tuple[R, ...]:
    """Return the records of a kind that a view shows, in their usual order."""
    return tuple(record for record in snapshot.of(record_type) if record.id not in view.hidden)


def records_of(snapshot: Snapshot, view: CvView, dated: date) -> tuple[Record, ...]:
    """Return all records that a view shows on the day `dated`, its owner first."""
    found: list[Record] = [*snapshot.of(Person)]
    for section in sections_of(view):
        if section in KINDS_OF:
            found.extend(shown_of(snapshot, KINDS_OF[section], view))
        elif section is CvSection.REGISTRATIONS:
            found.extend(shown_of(snapshot, Registration, view))
        elif section is CvSection.SIDE_ACTIVITIES:
            found.extend(shown_of(snapshot, SideActivity, view))
        elif section is CvSection.TRAINING:
            found.extend(recent_training(snapshot, view, dated))
    return tuple(found)


def recent_training(snapshot: Snapshot, view: CvView, dated: date) -> tuple[Activity, ...]:
    """Return the activities that a view shows as recent training on the day `dated`, newest first."""
    years = USUAL_TRAINING_YEARS if view.training_years is None else view.training_years
    found = (
        activity
        for activity in shown_of(snapshot, Activity, view)
        if activity.start is not None and activity.start <= dated and _years_before(dated, years) < activity.start
    )
    return tuple(sorted(found, key=lambda activity: (activity.start or dated, activity.name), reverse=True))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
