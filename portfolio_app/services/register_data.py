"""The register data that a portfolio is held against: those that travel with the program."""

from __future__ import annotations

from portfolio_app.common.resources import resource
from portfolio_app.domain.rules import RuleSet
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers
from portfolio_app.registers.rulesets import load_rule_sets


def bundled_registers() -> Registers:
    """Return the registers, profiles, law lists and codes of the program.

    Raises:
        EnvironmentRefusedError: a file is damaged; names file, entry and reason.
    """
    return load_registers(resource("registers"))


def bundled_rule_sets() -> tuple[RuleSet, ...]:
    """Return the rule sets of the program.

    Raises:
        EnvironmentRefusedError: a file is damaged; names file, entry and reason.
    """
    return load_rule_sets(resource("registers", "rules"))
