"""Standings as JSON knows them: the form that `status --json` and the machine-readable dossier promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio_app.common.text import Language
from portfolio_app.domain.rules.periods import Period
from portfolio_app.domain.rules.standing import RegisterStanding, RequirementStanding


def standing_as_data(standings: Iterable[RegisterStanding], language: Language) -> dict[str, Any]:
    """Return standings as a mapping of JSON values; dates are ISO 8601, amounts are JSON numbers.

    `counts` holds ids, `amounts` how much each of them counts for. What is not known is null.
    """
    return {"registers": [_register(standing, language) for standing in standings]}


def _register(standing: RegisterStanding, language: Language) -> dict[str, Any]:
    return {
        "register": standing.register,
        "name": standing.register_name.say(language),
        "rule_set": standing.rule_set.id,
        "rule_set_name": standing.rule_set.name.say(language),
        "state": standing.state.value,
        "fictional": standing.rule_set.fictional,
        "source": standing.rule_set.source.say(language),
        "on": standing.on.isoformat(),
        "period": _period(standing.period),
        "met": standing.met,
        "renewal_from": _day(standing.renewal_from),
        "catch_up_until": _day(standing.catch_up_until),
        "requirements": [_requirement(each, language) for each in standing.requirements],
    }


def _requirement(standing: RequirementStanding, language: Language) -> dict[str, Any]:
    forecast = standing.forecast
    return {
        "id": standing.id,
        "requirement": standing.requirement,
        "label": standing.label.say(language),
        "measure": standing.measure.value,
        "unit": standing.unit.say(language),
        "at_most": standing.at_most,
        "period": _period(standing.period),
        "required": _number(standing.required),
        "counted": _number(standing.counted),
        "short": _number(standing.short),
        "met": standing.met,
        "last_safe_date": _day(standing.last_safe_date),
        "valid_until": _day(standing.valid_until),
        "forecast": {
            "outlook": forecast.outlook.value,
            "label": forecast.outlook.label.say(language),
            "planned": _number(forecast.planned),
            "expected": _number(forecast.expected),
        },
        "adjustments": [
            {"kind": each.kind.value, "label": each.kind.label.say(language), "amount": _number(each.amount)}
            for each in standing.adjustments
        ],
        "counts": [each.id for each in standing.counts],
        "amounts": {each.id: _number(each.amount) for each in standing.counts},
        "does_not_count": [{"id": each.id, "why": each.why.say(language)} for each in standing.does_not_count],
        "remark": standing.remark.say(language),
    }


def _period(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(amount: Decimal | None) -> int | float | None:
    """Return an amount as a JSON number: whole where it is whole. All amounts have two decimals at most."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
