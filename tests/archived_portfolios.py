"""Small real portfolios to make archives of, and all that a vault holds to compare them by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from portfolio_app.common.clock import FixedClock
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.intake import EvidenceFacts
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.services.archives import Imported, ImportRequest, import_archive
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.transfer import everything_in
from tests.vaults import quick_vault

STRONG = "kraanvogel tuinslang hoefijzer zoutvat meander"
NOTHING: list[object] = [[], [], []]


def new_portfolio(path: Path) -> Portfolio:
    clock = FixedClock(datetime(2026, 6, 15, 9, 30, tzinfo=UTC))
    vault, _ = quick_vault(path, clock)
    numbers = iter(range(10_000))
    portfolio = Portfolio(vault, clock, lambda: f"id-{next(numbers)}", path.with_suffix(".registers"))
    portfolio.__dict__["intake"] = Trusting()
    return portfolio


class Trusting:
    """Takes any file for evidence: what these tests put into a vault is seldom what its name says."""

    def inspect(self, _content: bytes, *, name: str) -> EvidenceFacts:
        assert name
        return EvidenceFacts(AnnexMedia.PDF, (), "", archival=True, problems=(), prepared=None)

    def close(self) -> None:
        """Nothing to close."""


def fill(portfolio: Portfolio) -> None:
    add_evidence(portfolio, "certificaat", "Diploma é.pdf", b"%PDF-1.4 een")
    add_evidence(portfolio, "verwijderd", "Diploma é.pdf", b"%PDF-1.4 twee")
    portfolio.add(Person.kind, {"given_names": "Ruben", "surname": "Oosterhaag"})
    goal = portfolio.add(Goal.kind, goal_values("Beter luisteren", evidence=("certificaat",))).record
    portfolio.add(Action.kind, {"goal": goal.id, "name": "Oefenen", "status": GoalStatus.PLANNED})
    portfolio.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    portfolio.change(Goal.kind, goal.id, {"name": "Nog beter luisteren"})
    portfolio.delete(["verwijderd"])
    portfolio.change(Goal.kind, goal.id, {"specific": "=cmd|' /C calc'!A0"})
    portfolio.undo()


def goal_values(name: str, **values: object) -> dict[str, object]:
    return {"name": name, "deadline": date(2026, 12, 1), "status": GoalStatus.PLANNED, **values}


def add_evidence(portfolio: Portfolio, record_id: str, file_name: str, content: bytes) -> None:
    stored = portfolio.vault.evidence.put_bytes(content)
    record = Evidence(
        id=record_id,
        name=record_id,
        file_name=file_name,
        sha256=stored.sha256,
        media_type="application/pdf",
        size=stored.size,
    )
    with portfolio.vault.storage.transaction("attach") as unit:
        unit.insert(record)


def everything(portfolio: Portfolio) -> list[object]:
    """All that a vault holds: records with their state, history with its hashes, evidence by content."""
    with everything_in(portfolio.vault) as now:
        records = [stored for kind in KINDS for stored in now.records(kind)]
        history = [*now.operations(), *now.changes()]
        hashes = sorted(now.evidence_hashes())
    store = portfolio.vault.evidence
    return [records, history, [(sha256, store.read(sha256)) for sha256 in hashes if store.holds(sha256)]]


def bring(portfolio: Portfolio, path: Path, **how: object) -> Imported:
    return import_archive(portfolio, ImportRequest(path, **how))  # type: ignore[arg-type]
