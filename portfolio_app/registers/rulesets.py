"""Rule sets in files: reads them and judges them like all register data.

A file of kind `rules` holds one rule set: a table `rule_set`, a list of `requirements`, and `expected`, which counts
them. Which keys there are, and what each may hold, is declared with the type that it becomes, in
`portfolio_app.domain.rules`; keys that are not there take the default of that type. `registers.ruleset_writer` writes
such a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.domain.rules.declaring import (
    Among,
    EitherWay,
    Name,
    NumberAmong,
    PartOf,
    PartsOf,
    RuleField,
    Wording,
    fields_of,
)
from portfolio_app.domain.rules.requirements import REQUIREMENT_OF, AnyRequirement, Requirement, counting_of
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    Codes,
    DecimalNumber,
    Option,
    PartialDate,
    PartialDateValue,
    ValueProblem,
    WholeNumber,
    YesNo,
)
from portfolio_app.registers.files import FORMAT
from portfolio_app.registers.loader import toml_files_of
from portfolio_app.registers.toml_table import RegisterFileError, Table, parse_toml, read_toml, shown

KIND: Final = "rules"
_MOST_REQUIREMENTS: Final = 500
_REQUIREMENTS: Final = "requirements"

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}")

_Value = TypeVar("_Value")


def load_rule_sets(*folders: Path) -> tuple[RuleSet, ...]:
    """Return the rule sets of the `*.toml` files of `folders`, in the order of the folders and of the files' names.

    A rule set of a later folder takes the place of one with the same id of an earlier folder: so a person's own copy
    goes before what comes with the program.

    Raises:
        RegisterFileError: a file is not valid; names file, entry and reason.
        EnvironmentRefusedError: a folder or file cannot be read.
    """
    found: dict[str, RuleSet] = {}
    for folder in folders:
        of_folder = rule_sets_from_tables(read_toml(path) for path in toml_files_of(folder))
        found.update({rule_set.id: rule_set for rule_set in of_folder})
    return tuple(found.values())


def rule_sets_from(files: Iterable[tuple[str, bytes]]) -> tuple[RuleSet, ...]:
    """Return the rule sets in `files`, each a name (for the errors) and its content.

    Raises:
        RegisterFileError: a file is not valid.
    """
    return rule_sets_from_tables(parse_toml(name, content) for name, content in files)


def rule_sets_from_tables(tables: Iterable[Table]) -> tuple[RuleSet, ...]:
    """Return the rule sets that the top tables of files hold.

    Raises:
        RegisterFileError: one is not valid, or two have the same id.
    """
    found: dict[str, RuleSet] = {}
    for table in tables:
        rule_set = _read(table)
        if rule_set.id in found:
            table.refuse(
                Text("De regels “{id}” staan er al.", "The rules “{id}” are there already.").fill(id=rule_set.id)
            )
        found[rule_set.id] = rule_set
    return tuple(found.values())


def _read(table: Table) -> RuleSet:
    _expect_word(table, "format", FORMAT)
    _expect_word(table, "kind", KIND)
    head = table.table("rule_set")
    requirements = tuple(_requirement(entry) for entry in table.tables(_REQUIREMENTS))
    values = {**_values(head, RuleSet, without=(_REQUIREMENTS,)), _REQUIREMENTS: requirements}
    head.finish()
    expected = table.table("expected")
    if expected.integer(_REQUIREMENTS, low=0, high=_MOST_REQUIREMENTS) != len(requirements):
        expected.refuse(
            Text("Er staan {n} eisen in het bestand.", "There are {n} requirements in the file.").fill(
                n=len(requirements)
            )
        )
    expected.finish()
    table.finish()
    return _made(table, RuleSet, values)


def _expect_word(table: Table, key: str, known: str) -> None:
    written = table.string(key)
    if written != known:
        table.refuse(
            Text(
                "“{key}” is “{written}”; hier hoort “{known}”.", "“{key}” is “{written}”; “{known}” belongs here."
            ).fill(key=key, written=shown(written), known=known)
        )


def _made(table: Table, type_made: Callable[..., _Value], values: Mapping[str, Any]) -> _Value:
    """Make a value of the domain; what the domain has against it becomes an error of the file."""
    try:
        return type_made(**values)
    except ValueProblem as problem:
        table.refuse(problem.message)


def _requirement(table: Table) -> AnyRequirement:
    measure = table.choice("measure", Measure)
    counting = counting_of(measure)
    values = {**_values(table, REQUIREMENT_OF[measure], without=tuple(counting)), **counting}
    table.finish()
    make: Callable[..., AnyRequirement] = REQUIREMENT_OF[measure]
    return _made(table, make, values)


def _part(table: Table, declared: type[Any]) -> object:
    """Return what one table says of a declared type."""
    if declared is Requirement:
        return _requirement(table)
    values = _values(table, declared)
    table.finish()
    made: object = _made(table, declared, values)
    return made


def _values(table: Table, declared: type[Any], without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what a table says of the fields of a declared type; what it does not say is left to the defaults."""
    return {
        spec.name: _READERS[type(spec.type)](table, spec.name, spec.type)
        for spec in fields_of(declared)
        if spec.name not in without and _is_said(table, spec)
    }


def _is_said(table: Table, spec: RuleField) -> bool:
    return table.asks(spec.name) or spec.required


def _members(table: Table, key: str, choices: Choices) -> tuple[Option, ...]:
    by_key = {choice.value: choice for choice in choices.options}
    words = table.strings(key)
    for word in words:
        if word not in by_key:
            table.refuse(
                Text(
                    "“{key}” noemt “{value}”; het kan zijn: {known}.", "“{key}” names “{value}”; it may be: {known}."
                ).fill(key=key, value=shown(word), known=", ".join(by_key))
            )
    return tuple(by_key[word] for word in words)


def _codes(table: Table, key: str, _type: Codes) -> tuple[str, ...]:
    codes = table.strings(key)
    for code in codes:
        if not _CODE.fullmatch(code):
            table.refuse(
                Text("“{value}” in “{key}” is geen code.", "“{value}” in “{key}” is not a code.").fill(
                    key=key, value=shown(code)
                )
            )
    return codes


def _partial_date(table: Table, key: str, of: PartialDate) -> PartialDateValue | None:
    try:
        return of.from_plain(table.string(key))
    except ValueProblem as problem:
        table.refuse(problem.message)


def _whole_number(table: Table, key: str, of: WholeNumber) -> int:
    return table.integer(key, low=of.least, high=of.most)


def _choice(table: Table, key: str, of: Choice) -> Option:
    return table.choice(key, of.options)


# What is behind a key, by the type that it is declared to be.
_READERS: Final[Mapping[type, Callable[[Table, str, Any], Any]]] = MappingProxyType(
    {
        Wording: lambda table, key, _of: table.text(key),
        Name: lambda table, key, _of: table.string(key, pattern=_ID),
        YesNo: lambda table, key, _of: table.yes_or_no(key),
        EitherWay: lambda table, key, _of: table.yes_or_no(key),
        WholeNumber: _whole_number,
        NumberAmong: _whole_number,
        DecimalNumber: lambda table, key, of: table.amount(key, most=int(of.most)),
        CalendarDate: lambda table, key, _of: table.day(key),
        PartialDate: _partial_date,
        Choice: _choice,
        Among: _choice,
        Choices: _members,
        Codes: _codes,
        PartOf: lambda table, key, of: _part(table.table(key), of.type),
        PartsOf: lambda table, key, of: tuple(_part(entry, of.type) for entry in table.tables(key)),
    }
)


__all__ = ["RegisterFileError", "load_rule_sets", "rule_sets_from", "rule_sets_from_tables"]
