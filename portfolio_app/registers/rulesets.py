"""Rule sets in files: reads them and judges them like all register data.

A file of kind `rules` holds one rule set: a table `rule_set`, a list of `requirements`, and `expected`, which counts
them. What each key means stands with the type it becomes, in `portfolio_app.domain.rules.rule_set`; keys that are not
there take the default of that type. `portfolio_app.registers.ruleset_writer` writes such a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from portfolio_app.common.text import Text
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.growth import AssessmentKind
from portfolio_app.domain.records.learning import ActivityKind, EvidenceKind
from portfolio_app.domain.records.person import AbsenceReason, PeriodBasis
from portfolio_app.domain.rules.rule_set import (
    LONGEST_PERIOD_YEARS,
    AbsenceRule,
    ActivityRequirement,
    AnyRequirement,
    Cap,
    Deliverable,
    DeliverableRequirement,
    EvidenceDemand,
    InterruptionRequirement,
    Measure,
    Per,
    PeriodRule,
    RuleSet,
    RuleState,
    Selection,
    ShareOf,
    ShareRequirement,
    WorkRequirement,
)
from portfolio_app.domain.values import PartialDate, PartialDateValue, ValueProblem
from portfolio_app.registers.files import FORMAT
from portfolio_app.registers.loader import toml_files_of
from portfolio_app.registers.toml_table import RegisterFileError, Table, parse_toml, read_toml, shown

KIND: Final = "rules"
MOST_AMOUNT: Final = 100_000
_MOST_MONTHS: Final = 120
_MOST_DAYS: Final = 3660
_MOST_MINUTES: Final = 60 * 24 * 31
_MOST_PEOPLE: Final = 10_000
_MOST_REQUIREMENTS: Final = 500

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}")

_Member = TypeVar("_Member", bound=StrEnum)
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
    requirements = tuple(_requirement(entry) for entry in table.tables("requirements"))
    values: dict[str, Any] = {
        "register": head.string("register", pattern=_ID),
        "id": head.string("id", pattern=_ID),
        "register_name": head.text("register_name"),
        "name": head.text("name"),
        "state": head.choice("state", RuleState),
        "source": head.text("source"),
        "source_date": _partial_date(head, "source_date"),
        "valid_from": head.day("valid_from") if head.asks("valid_from") else None,
        "valid_until": head.day("valid_until") if head.asks("valid_until") else None,
        "fictional": head.yes_or_no("fictional"),
        "period": _period(head.table("period")),
        "absence": None if (absence := head.optional_table("absence")) is None else _absence(absence),
        "requirements": requirements,
    }
    head.finish()
    expected = table.table("expected")
    if expected.integer("requirements", low=0, high=_MOST_REQUIREMENTS) != len(requirements):
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


def _period(table: Table) -> PeriodRule:
    values: dict[str, Any] = {"years": table.integer("years", low=1, high=LONGEST_PERIOD_YEARS)}
    if table.asks("basis"):
        values["basis"] = table.choice("basis", PeriodBasis)
    for key in ("early_renewal_months", "catch_up_months"):
        if table.asks(key):
            values[key] = table.integer(key, low=0, high=_MOST_MONTHS)
    table.finish()
    return _made(table, PeriodRule, values)


def _absence(table: Table) -> AbsenceRule:
    rule = AbsenceRule(
        least_days=table.integer("least_days", low=0, high=_MOST_DAYS) if table.asks("least_days") else 0,
        only_excess=table.yes_or_no("only_excess"),
        reasons=_members(table, "reasons", AbsenceReason),
        reported=table.yes_or_no("reported"),
    )
    table.finish()
    return rule


def _requirement(table: Table) -> AnyRequirement:
    measure = table.choice("measure", Measure)
    type_made, read = _KINDS[measure]
    values = {**_common(table), **read(table)}
    if type_made is ActivityRequirement:
        values["counting"] = measure
    table.finish()
    requirement: AnyRequirement = _made(table, type_made, values)
    return requirement


def _common(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": table.string("id", pattern=_ID),
        "label": table.text("label"),
        "unit": table.optional_text("unit"),
        "remark": table.optional_text("remark"),
        "minimum": _amount(table, "minimum"),
        "pro_rata": table.yes_or_no("pro_rata"),
        "excused": table.yes_or_no("excused"),
    }
    if table.asks("per"):
        values["per"] = table.choice("per", Per)
    if table.asks("step"):
        values["step"] = table.amount("step", most=MOST_AMOUNT)
    return values


def _activities(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {
        "select": _selection(table),
        "caps": tuple(_cap(entry) for entry in table.tables("caps")),
        "evidence": tuple(_evidence(entry) for entry in table.tables("evidence")),
        "net_of_breaks": table.yes_or_no("net_of_breaks", otherwise=True),
    }
    for key in ("maximum", "item_minimum", "item_maximum", "meeting_maximum", "points_per_hour", "carry_over"):
        values[key] = _amount(table, key)
    if table.asks("least_days_apart"):
        values["least_days_apart"] = table.integer("least_days_apart", low=0, high=_MOST_DAYS)
    if table.asks("stretch_months"):
        values["stretch_months"] = table.integer("stretch_months", low=1, high=12)
    return values


def _share(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {
        "of": table.string("of", pattern=_ID),
        "percent": table.amount("percent", most=100),
        "select": _selection(table),
    }
    if table.asks("basis"):
        values["basis"] = table.choice("basis", ShareOf)
    return values


def _work(table: Table) -> dict[str, Any]:
    return {"levels": _members(table, "levels", PracticeLevel)}


def _interruption(table: Table) -> dict[str, Any]:
    return {"absences_interrupt": table.yes_or_no("absences_interrupt")}


def _deliverable(table: Table) -> dict[str, Any]:
    return {
        "deliverable": table.choice("deliverable", Deliverable),
        "months": _whole(table, "months", _MOST_MONTHS),
        "codes": _codes(table, "codes"),
        "kinds": _members(table, "kinds", ActivityKind),
        "assessments": _members(table, "assessments", AssessmentKind),
    }


_KINDS: Final[Mapping[Measure, tuple[Callable[..., AnyRequirement], Callable[[Table], dict[str, Any]]]]] = (
    MappingProxyType(
        {
            Measure.POINTS: (ActivityRequirement, _activities),
            Measure.HOURS: (ActivityRequirement, _activities),
            Measure.COUNT: (ActivityRequirement, _activities),
            Measure.STRETCHES: (ActivityRequirement, _activities),
            Measure.SHARE: (ShareRequirement, _share),
            Measure.WORKING_HOURS: (WorkRequirement, _work),
            Measure.INTERRUPTION: (InterruptionRequirement, _interruption),
            Measure.DELIVERABLE: (DeliverableRequirement, _deliverable),
        }
    )
)


def _selection(owner: Table) -> Selection:
    table = owner.optional_table("select")
    if table is None:
        return Selection()
    selection = Selection(
        kinds=_members(table, "kinds", ActivityKind),
        accredited=table.yes_or_no("accredited"),
        competences=_codes(table, "competences"),
        laws=_codes(table, "laws"),
        online=table.yes_or_no("online") if table.asks("online") else None,
        attendance_signed=table.yes_or_no("attendance_signed"),
        least_participants=_whole(table, "least_participants", _MOST_PEOPLE),
        most_participants=_whole(table, "most_participants", _MOST_PEOPLE),
        least_minutes=_whole(table, "least_minutes", _MOST_MINUTES),
        passed=table.yes_or_no("passed"),
    )
    table.finish()
    return selection


def _cap(table: Table) -> Cap:
    cap = Cap(
        label=table.text("label"),
        select=_selection(table),
        maximum=table.amount("maximum", most=MOST_AMOUNT),
        per=table.choice("per", Per) if table.asks("per") else Per.PERIOD,
    )
    table.finish()
    return cap


def _evidence(table: Table) -> EvidenceDemand:
    demand = EvidenceDemand(
        kinds=_members(table, "kinds", ActivityKind),
        evidence=_members(table, "evidence", EvidenceKind),
        released=table.yes_or_no("released", otherwise=True),
    )
    table.finish()
    return demand


def _amount(table: Table, key: str) -> Decimal | None:
    return table.amount(key, most=MOST_AMOUNT) if table.asks(key) else None


def _whole(table: Table, key: str, high: int) -> int | None:
    return table.integer(key, low=0, high=high) if table.asks(key) else None


def _members(table: Table, key: str, choices: type[_Member]) -> tuple[_Member, ...]:
    by_key = {choice.value: choice for choice in choices}
    words = table.strings(key)
    for word in words:
        if word not in by_key:
            table.refuse(
                Text(
                    "“{key}” noemt “{value}”; het kan zijn: {known}.", "“{key}” names “{value}”; it may be: {known}."
                ).fill(key=key, value=shown(word), known=", ".join(by_key))
            )
    return tuple(by_key[word] for word in words)


def _codes(table: Table, key: str) -> tuple[str, ...]:
    codes = table.strings(key)
    for code in codes:
        if not _CODE.fullmatch(code):
            table.refuse(
                Text("“{value}” in “{key}” is geen code.", "“{value}” in “{key}” is not a code.").fill(
                    key=key, value=shown(code)
                )
            )
    return codes


def _partial_date(table: Table, key: str) -> PartialDateValue | None:
    words = table.optional_string(key)
    if not words:
        return None
    try:
        return PartialDate().from_plain(words)
    except ValueProblem as problem:
        table.refuse(problem.message)


__all__ = ["RegisterFileError", "load_rule_sets", "rule_sets_from", "rule_sets_from_tables"]
