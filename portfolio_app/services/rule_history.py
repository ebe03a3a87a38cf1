"""The person's own registers and rules in the past: what a step changed in words, and which held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import LANGUAGES, Text, same_in_both
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.rules.telling import absence_told, asked, conditions, period_told, validity_told
from portfolio_app.registers.model import Register
from portfolio_app.registers.toml_table import RegisterFileError
from portfolio_app.services.history import FieldDifference
from portfolio_app.services.own_rules import read_file
from portfolio_app.services.own_shelf import rule_log_of, shelf_of
from portfolio_app.services.register_data import RegisterData, register_data
from portfolio_app.services.rule_reading import name_of_code

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.rule_log import RuleDeed

_EMPTY: Final = Text("leeg", "empty")
_NAME: Final = Text("Naam", "Name")
_VALID: Final = Text("Geldt", "Applies")
_PERIOD: Final = Text("Periode", "Period")
_ABSENCE: Final = Text("Afwezigheid", "Absence")
_SOURCE: Final = Text("Bron", "Source")
_ABOUT: Final = Text("Omschrijving", "Description")
_TITLES: Final = Text("Titels", "Titles")
_FILE: Final = Text("Bestand", "File")


@dataclass(frozen=True, slots=True)
class RuleDifferences:
    """What a step changed.

    Attributes:
        action: `added`, `changed` or `deleted`.
        register: the id of the register that it is about; empty when that is not known.
        differences: what was said before and after.
    """

    action: str
    register: str
    differences: tuple[FieldDifference, ...]


def differences_of(portfolio: Portfolio, deed: RuleDeed) -> RuleDifferences:
    """Return what a step changed, in words.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    log = rule_log_of(portfolio.vault)
    before = log.files_before(deed.number).get(deed.name) if log is not None else None
    told = [dict(_told(portfolio, deed.name, content)) for content in (before, deed.content)]
    keys = dict.fromkeys((*told[0], *told[1]))
    found = []
    for key in keys:
        (label, was), (_, became) = ((_label(told, key), each.get(key, ("", _EMPTY))[1]) for each in told)
        if was != became:
            found.append(FieldDifference(key, label, was, became))
    action = "added" if before is None else "deleted" if deed.content is None else "changed"
    return RuleDifferences(action, _register_of(deed.name, deed.content or before), tuple(found))


def register_data_on(portfolio: Portfolio, day: date) -> RegisterData:
    """Return the registers and rule sets as they were at the end of a day, as far as the vault knows them.

    Those of the program, and files in the person's folder on this machine, are always those of now.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    log, shelf = rule_log_of(portfolio.vault), shelf_of(portfolio.vault)
    if log is None or shelf is None:
        return portfolio.register_data
    then = log.files_at(portfolio.clock.end_of(day)) if log.deeds else shelf.files
    return portfolio.register_data if then == shelf.files else register_data(portfolio.own_registers, then)


def _label(told: Iterable[dict[str, tuple[Text, Text]]], key: str) -> Text:
    """Return what a part is called, by its newest name."""
    return [each[key][0] for each in told if key in each][-1]


def _told(portfolio: Portfolio, name: str, content: str | None) -> Iterator[tuple[str, tuple[Text, Text]]]:
    """Yield what a file says: by the key of each part, what that is called and what it says."""
    if content is None:
        return
    try:
        found = read_file(name, content.encode())
    except RegisterFileError:
        yield "file", (_FILE, same_in_both(content))
        return
    yield from _rules_told(portfolio, found) if isinstance(found, RuleSet) else _register_told(found)


def _rules_told(portfolio: Portfolio, rule_set: RuleSet) -> Iterator[tuple[str, tuple[Text, Text]]]:
    yield "name", (_NAME, rule_set.name)
    yield "valid", (_VALID, validity_told(rule_set))
    yield "period", (_PERIOD, _together(period_told(rule_set.period)))
    if rule_set.absence is not None:
        yield "absence", (_ABSENCE, _together(absence_told(rule_set.absence)))
    if rule_set.source:
        yield "source", (_SOURCE, rule_set.source)
    for each in rule_set.requirements:
        more = conditions(each, lambda code: name_of_code(portfolio.registers, code))
        yield f"requirement {each.id}", (each.label, _together((asked(each, rule_set), *more)))


def _register_told(register: Register) -> Iterator[tuple[str, tuple[Text, Text]]]:
    yield "name", (_NAME, same_in_both(register.name))
    yield "label", (_ABOUT, register.label)
    if register.titles:
        yield "titles", (_TITLES, _together(tuple(title.label for title in register.titles), ", "))


def _together(said: tuple[Text, ...], between: str = " ") -> Text:
    return Text(*(between.join(each.say(language) for each in said) for language in LANGUAGES))


def _register_of(name: str, content: str | None) -> str:
    try:
        found = read_file(name, (content or "").encode())
    except RegisterFileError:
        return ""
    return found.register if isinstance(found, RuleSet) else found.id
