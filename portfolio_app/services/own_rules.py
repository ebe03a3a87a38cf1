"""A rule set of the program as a file of the person's own, to adapt it: it then takes the place of the program's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.services.register_data import put_back

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio


def copy_to_own(portfolio: Portfolio, rule_set: RuleSet) -> Path:
    """Write a rule set into the folder of the person's own, as made by oneself; nothing there is written over.

    Returns:
        The file.

    Raises:
        WrongUseError: there is no such folder for this portfolio, or another file stands there already.
        EnvironmentRefusedError: the system refused.
    """
    from portfolio_app.registers.ruleset_writer import rule_set_as_toml

    own = portfolio.own_registers
    if own is None:
        raise WrongUseError(Text("Er is geen map voor eigen regels.", "There is no folder for rules of your own."))
    target = own / f"{rule_set.id}.toml"
    if target.exists():  # made earlier, and perhaps changed since
        return target
    refused = put_back(own, target.name, rule_set_as_toml(replace(rule_set, state=RuleState.OWN)).encode())
    if refused is not None:
        raise WrongUseError(refused)
    portfolio.forget_registers()
    return target
