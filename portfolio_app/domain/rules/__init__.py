"""The rule engine: what registers ask, as data, and where somebody stands with it."""

from portfolio_app.domain.rules.as_data import standing_as_data
from portfolio_app.domain.rules.choices import Deliverable, Measure, Per, RuleState, ShareOf
from portfolio_app.domain.rules.engine import earlier_standings, periods_of, standings
from portfolio_app.domain.rules.periods import Period, RuledPeriod
from portfolio_app.domain.rules.requirements import (
    ActivityRequirement,
    AnyRequirement,
    DeliverableRequirement,
    InterruptionRequirement,
    ShareRequirement,
    WorkRequirement,
)
from portfolio_app.domain.rules.rule_set import AbsenceRule, PeriodRule, RuleSet, rule_set_for
from portfolio_app.domain.rules.selecting import Cap, EvidenceDemand, Selection
from portfolio_app.domain.rules.standing import (
    Adjustment,
    AdjustmentKind,
    Counted,
    Forecast,
    NotCounted,
    Outlook,
    RegisterStanding,
    RequirementStanding,
)

__all__ = [
    "AbsenceRule",
    "ActivityRequirement",
    "Adjustment",
    "AdjustmentKind",
    "AnyRequirement",
    "Cap",
    "Counted",
    "Deliverable",
    "DeliverableRequirement",
    "EvidenceDemand",
    "Forecast",
    "InterruptionRequirement",
    "Measure",
    "NotCounted",
    "Outlook",
    "Per",
    "Period",
    "PeriodRule",
    "RegisterStanding",
    "RequirementStanding",
    "RuleSet",
    "RuleState",
    "RuledPeriod",
    "Selection",
    "ShareOf",
    "ShareRequirement",
    "WorkRequirement",
    "earlier_standings",
    "periods_of",
    "rule_set_for",
    "standing_as_data",
    "standings",
]
