"""The registers and their rules as a command: shown, and a file of them checked before anybody uses it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.cli.access import open_asked, own_registers
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, Argument, Command
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.domain.rules import RuleSet
    from portfolio_app.registers.model import Entry
    from portfolio_app.services.register_data import RegisterData

_RULES: Final = Text("Regels", "Rules")
_HOLDS: Final = Text("{name} [{id}] — {state}; {origin}; {validity}", "{name} [{id}] — {state}; {origin}; {validity}")
_SOURCE: Final = Text("bron: {source}", "source: {source}")
_FINE: Final = Text("{file}: in orde.", "{file}: in order.")


def _registers(asked: argparse.Namespace, console: Console) -> int:
    if asked.check is not None:
        return _check(asked.check, console)
    data = _data_for(asked, console)
    if asked.json:
        console.data(_as_data(data, asked.id, console))
    elif asked.id:
        _print_one(data, asked.id, console)
    else:
        _print_all(data, console)
    return 0


def _data_for(asked: argparse.Namespace, console: Console) -> RegisterData:
    if asked.vault is not None:
        with open_asked(asked, console, read_only=True) as portfolio:
            return portfolio.register_data
    from portfolio_app.services.register_data import register_data

    found = register_data(own_registers())
    for notice in found.notices:
        console.say_aside(notice)
    return found


def _check(file: Path, console: Console) -> int:
    from portfolio_app.services.own_rules import check_file

    check_file(file)
    console.say(_FINE.fill(file=file.name))
    return 0


def _as_data(data: RegisterData, identifier: str, console: Console) -> dict[str, Any]:
    from portfolio_app.registers.plain import as_data

    rule_sets = _rule_sets(data, identifier)
    entries = as_data(data.registers, identifier or None) if _is_entry(data, identifier, rule_sets) else {}
    return {**entries, "rule_sets": [_rule_set_data(each, data, console) for each in rule_sets]}


def _rule_sets(data: RegisterData, identifier: str) -> tuple[RuleSet, ...]:
    """Return the rule sets of that id or of that register; all for no id."""
    wanted = identifier.casefold()
    return tuple(each for each in data.rule_sets if wanted in ("", each.register, each.id))


def _is_entry(data: RegisterData, identifier: str, rule_sets: tuple[RuleSet, ...]) -> bool:
    """Tell whether something else than rules has that id, or nothing has, which is then told."""
    known = {register.id for register in data.registers.registers}
    return not rule_sets or not identifier or identifier.casefold() in known


def _rule_set_data(rule_set: RuleSet, data: RegisterData, console: Console) -> dict[str, Any]:
    from portfolio_app.domain.rules.telling import asked, conditions
    from portfolio_app.services.rule_reading import name_of_code

    say = console.language
    return {
        "id": rule_set.id,
        "register": rule_set.register,
        "name": rule_set.name.say(say),
        "state": rule_set.state.value,
        "origin": data.origin_of(rule_set.id).value,
        "fictional": rule_set.fictional,
        "source": rule_set.source.say(say),
        "source_date": None if rule_set.source_date is None else rule_set.source_date.iso(),
        "valid_from": rule_set.valid_from and rule_set.valid_from.isoformat(),
        "valid_until": rule_set.valid_until and rule_set.valid_until.isoformat(),
        "requirements": [
            {
                "id": each.id,
                "measure": each.measure.value,
                "label": each.label.say(say),
                "asked": asked(each, rule_set).say(say),
                "conditions": [
                    words.say(say) for words in conditions(each, lambda code: name_of_code(data.registers, code))
                ],
            }
            for each in rule_set.requirements
        ],
    }


def _print_all(data: RegisterData, console: Console) -> None:
    known = {register.id: register.label for register in data.registers.registers}
    for rule_set in data.rule_sets:
        known.setdefault(rule_set.register, rule_set.register_name)
    rules = {key: ", ".join(each.id for each in data.rule_sets if each.register == key) for key in known}
    console.table(
        ["id", Text("register", "register").say(console.language), _RULES.say(console.language)],
        [[key, label.say(console.language), rules[key]] for key, label in known.items()],
    )


def _print_one(data: RegisterData, identifier: str, console: Console) -> None:
    rule_sets, registers = _rule_sets(data, identifier), data.registers
    if _is_entry(data, identifier, rule_sets):
        entry = registers.title(identifier) or registers.entry(identifier)
        code = entry.code
        documents = (registers.profile_of(code), registers.laws_of(code), registers.conduct_code_of(code))
        for whole in (entry, *documents):
            for depth, each in _tree(whole) if whole else ():
                console.print(f"{'  ' * depth}{each.code:<14} {each.label.say(console.language)}")
    for rule_set in rule_sets:
        _print_rules(rule_set, data, console)


def _print_rules(rule_set: RuleSet, data: RegisterData, console: Console) -> None:
    from portfolio_app.domain.rules.telling import asked, conditions, validity_told
    from portfolio_app.services.rule_reading import name_of_code

    origin = data.origin_of(rule_set.id).label
    console.say(
        _HOLDS.fill(
            name=rule_set.name,
            id=rule_set.id,
            state=rule_set.state.label,
            origin=origin,
            validity=validity_told(rule_set),
        )
    )
    console.print("  " + _SOURCE.fill(source=rule_set.source).say(console.language))
    for each in rule_set.requirements:
        said = (asked(each, rule_set), *conditions(each, lambda code: name_of_code(data.registers, code)))
        words = " ".join(one.say(console.language) for one in said)
        console.print(f"  - {each.label.say(console.language)}: {words}")


def _tree(entry: Entry, depth: int = 0) -> Iterator[tuple[int, Entry]]:
    yield depth, entry
    for part in entry.parts():
        yield from _tree(part, depth + 1)


COMMANDS: tuple[Command, ...] = (
    Command(
        "registers",
        Text("toont de registers en hun regels", "shows the registers and their rules"),
        (
            Argument(("id",), Text("alleen dit onderdeel", "only this entry"), count="?", default="", value_name="ID"),
            Argument(
                ("--vault",),
                Text(
                    "ook uw eigen registers en regels in dit portfolio",
                    "also your own registers and rules in this portfolio",
                ),
                convert=Path,
                value_name="VAULT",
            ),
            Argument(
                ("--check",),
                Text("kijk een registerbestand na zonder het te gebruiken", "check a register file without using it"),
                convert=Path,
                value_name="FILE",
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _registers,
    ),
)
