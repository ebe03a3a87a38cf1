"""What the tests of storage share: a vault of their own, and records to put in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.store import Storage
from portfolio_app.storage.vault import Vault
from tests.vaults import quick_vault

MakeGoal = Callable[..., Goal]
MakeAction = Callable[..., Action]
MakeActivity = Callable[..., Activity]
MakeEvidence = Callable[..., Evidence]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    return tmp_path / "proef.vakdossier"


@pytest.fixture
def made(vault_path: Path, clock: FixedClock) -> RecoveryKey:
    """A vault that was made and closed; gives its recovery key."""
    vault, recovery_key = quick_vault(vault_path, clock)
    vault.close()
    return recovery_key


@pytest.fixture
def vault(vault_path: Path, clock: FixedClock) -> Iterator[Vault]:
    opened, _ = quick_vault(vault_path, clock)
    with opened:
        yield opened


@pytest.fixture
def storage(vault: Vault) -> Storage:
    return vault.storage


@pytest.fixture
def goal() -> MakeGoal:
    def make(record_id: str = "doel", name: str = "Beter luisteren", **values: object) -> Goal:
        return Goal(id=record_id, name=name, **{"deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED, **values})

    return make


@pytest.fixture
def action() -> MakeAction:
    def make(record_id: str = "actie", goal: str = "doel", name: str = "Oefenen", **values: object) -> Action:
        return Action(id=record_id, goal=goal, name=name, **{"status": GoalStatus.PLANNED, **values})

    return make


@pytest.fixture
def activity() -> MakeActivity:
    def make(record_id: str = "cursus", name: str = "Basiscursus verzuim", **values: object) -> Activity:
        usual = {"start": date(2026, 1, 15), "activity_kind": next(iter(ActivityKind)), "minutes": 90}
        declared = {spec.name for spec in Activity.kind.fields}
        return Activity(id=record_id, name=name, **{k: v for k, v in {**usual, **values}.items() if k in declared})

    return make


@pytest.fixture
def evidence() -> MakeEvidence:
    def make(record_id: str = "bewijs", name: str = "Certificaat", **values: object) -> Evidence:
        return Evidence(id=record_id, name=name, **values)

    return make
