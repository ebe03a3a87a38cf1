"""What a person does with registers and rule sets of their own: copy, change, add, take over from a file, delete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import ProblemFoundError, WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.registers.loader import registers_from
from portfolio_app.registers.model import Register
from portfolio_app.registers.register_writer import register_as_toml
from portfolio_app.registers.ruleset_writer import rule_set_as_toml
from portfolio_app.registers.rulesets import KIND, rule_sets_from
from portfolio_app.registers.toml_table import MOST_BYTES, RegisterFileError, parse_toml
from portfolio_app.services.own_rules_privacy import refuse_personal_data
from portfolio_app.services.own_shelf import Step, put_on_shelf, shelf_to_change
from portfolio_app.services.register_data import Origin, judge_file, own_register_files, register_data

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_MOST_LETTERS: Final = 40
_OWN: Final = "eigen"
_COPY_NAME: Final = Text("{name} (eigen)", "{name} (own)")
_SAVED: Final = Text("Regels “{name}” bewaard", "Rules “{name}” saved")
_DELETED: Final = Text("“{name}” verwijderd", "“{name}” deleted")
_ADDED: Final = Text("Register “{name}” toegevoegd", "Register “{name}” added")
_CHANGED: Final = Text("Register “{name}” gewijzigd", "Register “{name}” changed")
_TAKEN_OVER: Final = Text("“{name}” overgenomen uit een bestand", "“{name}” imported from a file")
_PUT_BACK: Final = Text("{name} teruggezet uit een archief", "{name} restored from an archive")
_NO_NAME: Final = Text(
    "Een eigen registerbestand is niet overgenomen: de naam is geen bestandsnaam.",
    "A register file of your own was not imported: its name is not the name of a file.",
)
_IS_OTHER: Final = Text("{name} staat er al, en is anders.", "{name} is there already, and is different.")
_READING: Final = Text("Het registerbestand lezen", "Reading the register file")
_WRITING: Final = Text("Het registerbestand schrijven", "Writing the register file")
_TOO_BIG: Final = Text(
    "Dit bestand is geen registerbestand: het is te groot.", "This file is not a register file: it is too large."
)
_NOT_OWN: Final = Text(
    "“{id}” is niet van uzelf in dit portfolio, en kan hier niet worden verwijderd.",
    "“{id}” is not your own in this portfolio, and cannot be deleted here.",
)


def copy_of(rule_set: RuleSet, taken: Collection[str]) -> RuleSet:
    """Return a copy of a rule set as made by oneself, with an id that is not among those taken."""
    name = _COPY_NAME.fill(name=rule_set.name)
    return replace(rule_set, id=_free_id(rule_set.id, taken), name=name, state=RuleState.OWN, fictional=False)


def first_id(register: str, taken: Collection[str]) -> str:
    """Return an id for a new rule set of a register that is not among those taken."""
    return _free_id(register, taken)


def save_rule_set(portfolio: Portfolio, rule_set: RuleSet) -> None:
    """Keep a rule set as one's own, in place of one with the same id; it holds at once.

    Raises:
        WrongUseError: it does not go with what is there, or tells of somebody; nothing changed.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    own = replace(rule_set, state=RuleState.OWN)
    refuse_personal_data(portfolio, own)
    _put(portfolio, _SAVED.fill(name=own.name), own.id, rule_set_as_toml(own))


def save_register(portfolio: Portfolio, register: Register) -> None:
    """Keep a register as one's own, in place of one of one's own with the same id.

    Raises:
        WrongUseError: it does not go with what is there; nothing changed.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    refuse_personal_data(portfolio, register)
    known = any(each.id == register.id for each in portfolio.registers.registers)
    what = (_CHANGED if known else _ADDED).fill(name=register.name)
    _put(portfolio, what, register.id, register_as_toml(register))


def delete_own(portfolio: Portfolio, identifier: str) -> None:
    """Delete a rule set or a register of one's own; what it stood in place of holds again.

    Raises:
        WrongUseError: it is not one's own in this vault, or something else cannot be without it; nothing changed.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    if portfolio.register_data.origin_of(identifier) is not Origin.VAULT:
        raise WrongUseError(_NOT_OWN.fill(id=identifier[:_MOST_LETTERS]))
    name = _file_of(portfolio, identifier)
    before = shelf_to_change(portfolio).files[name]
    put_on_shelf(portfolio, Step(_DELETED.fill(name=_called(portfolio, identifier)), name, before, None))


def rule_sets_without(portfolio: Portfolio, identifier: str) -> tuple[RuleSet, ...]:
    """Return the rule sets as they would be without one of one's own: what it stood in place of holds again.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    name = _file_of(portfolio, identifier)
    left = {key: words for key, words in shelf_to_change(portfolio).files.items() if key != name}
    return register_data(portfolio.own_registers, left).rule_sets


def take_over(portfolio: Portfolio, file: Path) -> str:
    """Take over a rule set or a register that somebody gave as a file; rules hold as one's own from then on.

    Returns:
        The id of what was taken over.

    Raises:
        RegisterFileError: it is no such file, or something in it is wrong; names the entry and the reason.
        WrongUseError: it does not go with what is there; nothing changed.
        EnvironmentRefusedError: it cannot be read, or the system refused; nothing changed.
    """
    return take_over_content(portfolio, file.name, _content_of(file))


def check_file(file: Path) -> None:
    """Hold a file of register data against what the program needs, together with its own; nothing is kept of it.

    Raises:
        ProblemFoundError: it is not right; names the entry and the reason.
        EnvironmentRefusedError: it cannot be read.
    """
    content = _content_of(file)
    try:
        judge_file(file.name, content)
    except RegisterFileError as error:
        raise ProblemFoundError(error.message) from error


def take_over_content(portfolio: Portfolio, name: str, content: bytes) -> str:
    """Take over what is in a file; see `take_over`."""
    found = read_file(name, content)
    refuse_personal_data(portfolio, found)
    if isinstance(found, RuleSet):
        own = replace(found, state=RuleState.OWN)
        _put(portfolio, _TAKEN_OVER.fill(name=own.name), own.id, rule_set_as_toml(own))
    else:
        _put(portfolio, _TAKEN_OVER.fill(name=found.name), found.id, register_as_toml(found))
    return found.id


def put_back(portfolio: Portfolio, name: str, content: bytes) -> bool:
    """Put a file of one's own back as it was, unless it is there already, in the vault or in one's own folder.

    Returns:
        Whether it was put there.

    Raises:
        RegisterFileError: something in it is wrong.
        WrongUseError: its name is no file name, or it does not go with what is there; nothing changed.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    if Path(name).name != name or Path(name).suffix.lower() != ".toml":
        raise WrongUseError(_NO_NAME)
    parse_toml(name, content)
    words = content.decode("utf-8-sig")
    here = dict(own_register_files(portfolio.own_registers))
    there = shelf_to_change(portfolio).files.get(name, here.get(name, b"").decode("utf-8-sig", "replace"))
    if there == words:
        return False
    if there:
        raise WrongUseError(_IS_OTHER.fill(name=name))
    put_on_shelf(portfolio, Step(_PUT_BACK.fill(name=name), name, None, words))
    return True


def read_file(name: str, content: bytes) -> RuleSet | Register:
    """Return what a file of register data holds: one rule set, or one register.

    Raises:
        RegisterFileError: it is neither, or something in it is wrong.
    """
    if parse_toml(name, content).string("kind") == KIND:
        return rule_sets_from([(name, content)])[0]
    registers = registers_from([(name, content)]).registers
    if not registers:
        raise RegisterFileError(name, "", Text("Er staat geen register in.", "There is no register in it."))
    return registers[0]


def export_own(portfolio: Portfolio, identifier: str, target: Path) -> None:
    """Write a rule set or a register, whoever made it, as a file for somebody else.

    Raises:
        WrongUseError: there is none with that id.
        EnvironmentRefusedError: the system refused; what stood at `target` is intact.
    """
    found = next((each for each in portfolio.rule_sets if each.id == identifier), None)
    words = register_as_toml(portfolio.registers.register(identifier)) if found is None else rule_set_as_toml(found)
    write_atomically(target, words.encode(), _WRITING)


def _content_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise refusal_from(error, _READING) from error


def _put(portfolio: Portfolio, what: Text, identifier: str, content: str) -> None:
    name = _file_of(portfolio, identifier)
    before = shelf_to_change(portfolio).files.get(name)
    if before != content:
        put_on_shelf(portfolio, Step(what, name, before, content))


def _file_of(portfolio: Portfolio, identifier: str) -> str:
    """Return the name of the file on the shelf that holds what has that id; the name for a new one when none does."""
    for name, words in shelf_to_change(portfolio).files.items():
        try:
            if read_file(name, words.encode()).id == identifier:
                return name
        except RegisterFileError:
            continue
    return f"{identifier}.toml"


def _called(portfolio: Portfolio, identifier: str) -> Text | str:
    rule_set = next((each for each in portfolio.rule_sets if each.id == identifier), None)
    return rule_set.name if rule_set is not None else portfolio.registers.register(identifier).name


def _free_id(stem: str, taken: Collection[str]) -> str:
    found, number = f"{stem[: _MOST_LETTERS - len(_OWN) - 1]}-{_OWN}", 2
    while found in taken:
        tail = f"-{_OWN}-{number}"
        found = stem[: _MOST_LETTERS - len(tail)] + tail
        number += 1
    return found
