"""A small portfolio of an invented casemanager in a real vault, for the tests of what leaves it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from portfolio_app.common.clock import Clock
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.integrity import JournalEntry, JournalKind
from portfolio_app.domain.records.learning import (
    Activity,
    ActivityKind,
    Evidence,
    EvidenceKind,
    Reflection,
    ReflectionModel,
)
from portfolio_app.domain.records.permission import DataCategory, GiverKind, Ground, Permission
from portfolio_app.domain.records.person import Person, ProfessionalTitle, Registration
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from tests.vaults import PASSPHRASE, quick_vault

BSN = "123456782"
GIVER = "Willemijn Zonderland"


def small_portfolio(path: Path, clock: Clock, passphrase: str = PASSPHRASE) -> Portfolio:
    """Return a portfolio with ten activities, two released reflections and an entry of the journal, open for writing.

    The privacy check finds nothing in it, and five of the activities have evidence.
    """
    opened = Portfolio(quick_vault(path, clock, passphrase).vault, clock)
    opened.add_many(
        [
            Person(
                id="person",
                given_names="Joost",
                surname="Hogewind",
                email="joost@hogewind.example",
                professional_title="Registercasemanager",
                cv_confirmed_on=date(2026, 5, 1),
            ),
            Registration(
                id="registration",
                register=("rnvc",),
                register_name="RNVC",
                title_held=ProfessionalTitle.RCCM,
                number="RCCM-4471",
                since=date(2024, 1, 1),
            ),
            *(_activity(number) for number in range(1, 11)),
            *(_proof(number) for number in range(1, 6)),
            Reflection(
                id="reflection-1",
                name="Een gesprek dat stokte",
                model=ReflectionModel.FREE,
                written_on=date(2026, 2, 3),
                occasion="Een gesprek met een werkgever.",
                steps={"free": "Ik zweeg te lang."},
                release=Audience.REGISTER,
            ),
            Reflection(
                id="reflection-2",
                name="Grenzen stellen",
                model=ReflectionModel.FREE,
                written_on=date(2026, 3, 3),
                steps={"free": "Ik zei nee."},
                release=Audience.REGISTER,
            ),
            JournalEntry(
                id="journal",
                name="Verzoek om een diagnose",
                journal_kind=JournalKind.OUTSIDE_LAW,
                happened_on=date(2026, 4, 4),
                release=Audience.REGISTER,
            ),
            Permission(
                id="permission",
                giver_kind=GiverKind.EMPLOYEE,
                giver_name=GIVER,
                pseudonym="Werknemer A",
                purpose="Overleg",
                data_categories=(next(iter(DataCategory)),),
                recipients=("Werkgever",),
                ground=next(iter(Ground)),
                given_on=date(2026, 1, 5),
            ),
        ],
        OperationName.ADD,
    )
    return opened


def _activity(number: int) -> Activity:
    return Activity(
        id=f"activity-{number}",
        activity_kind=ActivityKind.BIJSCHOLING,
        name=f"Studiedag {number}",
        start=date(2026, 1, number + 5),
        net_minutes=180,
        points={"rnvc": Decimal(3)},
        learnt="Hoe het moet.",
        use_in_practice="Zo doe ik het nu.",
        evidence=(f"proof-{number}",) if number <= 5 else (),
    )


def _proof(number: int) -> Evidence:
    return Evidence(
        id=f"proof-{number}",
        name=f"Certificaat {number}",
        evidence_kind=EvidenceKind.CERTIFICATE,
        dated=date(2026, 1, number + 6),
        release=Audience.REGISTER,
        text="Bewijs van deelname",
    )
