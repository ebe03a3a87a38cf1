"""All record kinds of the portfolio, in the order in which pages, archives and command lines list them."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import RecordKind
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
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.dossier_profile import DossierProfile
from portfolio_app.domain.records.growth import Action, Assessment, Goal, LawReview, Score
from portfolio_app.domain.records.integrity import Adherence, JournalEntry, SideActivity
from portfolio_app.domain.records.learning import Activity, Evidence, Feedback, Reflection
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.permission import Exchange, Permission, PermissionEvent
from portfolio_app.domain.records.person import Absence, Person, Registration, RegistrationPeriod
from portfolio_app.domain.records.privacy_decision import PrivacyDecision
from portfolio_app.domain.values import ValueProblem

KINDS: Final[tuple[RecordKind, ...]] = tuple(
    record_type.kind
    for record_type in (
        Person,
        Registration,
        RegistrationPeriod,
        Absence,
        Position,
        Education,
        Qualification,
        Skill,
        LanguageSkill,
        Publication,
        Membership,
        Referee,
        CvView,
        Activity,
        Evidence,
        Reflection,
        Feedback,
        Assessment,
        Score,
        Goal,
        Action,
        LawReview,
        Permission,
        PermissionEvent,
        Exchange,
        Adherence,
        SideActivity,
        JournalEntry,
        Outgoing,
        DossierProfile,
        PrivacyDecision,
    )
)


def kind_called(key: str) -> RecordKind:
    """Return the record kind with that key.

    Raises:
        ValueProblem: there is no such kind; names those that there are.
    """
    for kind in KINDS:
        if kind.key == key:
            return kind
    known = ", ".join(kind.key for kind in KINDS)
    raise ValueProblem(
        Text("Er is geen soort “{key}”. Wel: {known}.", "There is no kind “{key}”. Available: {known}.").fill(
            key=key[:40], known=known
        )
    )
