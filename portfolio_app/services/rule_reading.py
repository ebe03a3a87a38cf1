"""Registers and rules as the window shows them: what each asks in plain words, and where the person stands with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.common.text import NO_TEXT, Text, same_in_both
from portfolio_app.domain.rules import RegisterStanding, standings
from portfolio_app.domain.rules.requirements import AnyRequirement
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.rules.telling import absence_told, asked, conditions, period_told, validity_told
from portfolio_app.domain.rules.validity import validity_problems
from portfolio_app.registers.model import Register
from portfolio_app.services.board import RequirementLine
from portfolio_app.services.own_shelf import shelf_of
from portfolio_app.services.register_cards import day_text, requirement_lines
from portfolio_app.services.register_data import Origin
from portfolio_app.storage.kept import OWN_REGISTERS_DRAFT

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio

_PERIOD = Text("Uw periode: {first} t/m {last}", "Your period: {first} to {last}")


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement: how much it asks, what counts for it, and how it stands where it judges now."""

    id: str
    label: Text
    asked: Text
    conditions: tuple[Text, ...]
    now: RequirementLine | None


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """One rule set in words.

    Attributes:
        validity: for which periods it holds.
        about: how long a period lasts, and which absence is excused, in sentences.
        judging: the person's period of now that it judges; nothing when it judges none.
    """

    rule_set: RuleSet
    origin: Origin
    validity: Text
    about: tuple[Text, ...]
    requirements: tuple[RequirementView, ...]
    judging: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One register: what it is, its titles and its rule sets.

    Attributes:
        register: what is known of it; None for one that is only known by its rules.
        problems: where its rules hold at once, and where none do.
    """

    id: str
    name: Text
    register: Register | None
    origin: Origin
    rule_sets: tuple[RuleSetView, ...]
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """All registers and rules.

    Attributes:
        undo, redo: what the newest step was that can be taken back or done again; nothing when there is none.
        notices: which files of the person's own are not used, and why.
        draft: what was typed of rules and not saved yet; empty when nothing was.
        folder: the person's own folder of register files on this machine, where there is one.
    """

    registers: tuple[RegisterView, ...]
    undo: Text
    redo: Text
    notices: tuple[Text, ...]
    draft: str
    folder: Path | None


def rules_view(portfolio: Portfolio) -> RulesView:
    """Return all registers and rules, and where the owner of a portfolio stands with them today.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    found = portfolio.register_data
    now = {each.register: each for each in standings(found.rule_sets, portfolio.snapshot(), portfolio.clock.today())}
    shelf = shelf_of(portfolio.vault)
    known = {register.id: register for register in found.registers.registers}
    names = {each.register: each.register_name for each in found.rule_sets}
    names.update({key: same_in_both(register.name) for key, register in known.items()})
    folder = portfolio.own_registers
    return RulesView(
        registers=tuple(
            RegisterView(
                id=key,
                name=name,
                register=known.get(key),
                origin=found.origin_of(key),
                rule_sets=tuple(_rule_sets(portfolio, key, now.get(key))),
                problems=validity_problems(found.rule_sets, key),
            )
            for key, name in sorted(names.items(), key=lambda item: _order(item[0], found.rule_sets))
        ),
        undo=shelf.done[-1].what if shelf is not None and shelf.done else NO_TEXT,
        redo=shelf.undone[-1].what if shelf is not None and shelf.undone else NO_TEXT,
        notices=tuple(portfolio.register_data.notices),
        draft=portfolio.vault.storage.kept(OWN_REGISTERS_DRAFT) or "",
        folder=folder if folder is not None and folder.is_dir() else None,
    )


def keep_draft(portfolio: Portfolio, words: str) -> None:
    """Keep what was typed of rules, so that nothing of it is lost before it is saved; empty words forget it.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    portfolio.keep(OWN_REGISTERS_DRAFT, words)


def name_of_code(registers: Registers, code: str) -> Text:
    """Return what a code of a register is called; the code itself when no register has it."""
    entry = registers.find(code)
    return same_in_both(code) if entry is None else entry.label


def _order(register: str, rule_sets: tuple[RuleSet, ...]) -> tuple[bool, str]:
    """Invented registers come last."""
    of_register = [each for each in rule_sets if each.register == register]
    return bool(of_register) and all(each.fictional for each in of_register), register


def _rule_sets(portfolio: Portfolio, register: str, standing: RegisterStanding | None) -> Iterator[RuleSetView]:
    found = portfolio.register_data
    for rule_set in found.rule_sets:
        if rule_set.register != register:
            continue
        judging, lines = NO_TEXT, dict[str, RequirementLine]()
        if standing is not None and standing.rule_set == rule_set:
            lines = requirement_lines(standing)
            period = standing.period
            judging = _PERIOD.fill(first=day_text(period.start), last=day_text(period.end))
        yield RuleSetView(
            rule_set=rule_set,
            origin=found.origin_of(rule_set.id),
            validity=validity_told(rule_set),
            about=(*period_told(rule_set.period), *(absence_told(rule_set.absence) if rule_set.absence else ())),
            requirements=tuple(
                RequirementView(
                    each.id, each.label, asked(each, rule_set), _conditions(portfolio, each, lines), lines.get(each.id)
                )
                for each in rule_set.requirements
            ),
            judging=judging,
        )


def _conditions(
    portfolio: Portfolio, requirement: AnyRequirement, lines: Mapping[str, RequirementLine]
) -> tuple[Text, ...]:
    """Return the conditions; the remark stands already in what is said of the standing."""
    found = conditions(requirement, lambda code: name_of_code(portfolio.registers, code))
    return tuple(each for each in found if requirement.id not in lines or each != requirement.remark)
