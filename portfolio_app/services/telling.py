"""Values of fields as a person reads them: links by what they lead to is called, codes by their names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.text import LANGUAGES, Language, Text, capitalised, same_in_both
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import (
    Amounts,
    Choice,
    Choices,
    Codes,
    Plain,
    Reference,
    References,
    ValueProblem,
    YesNo,
)
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.naming import readable_title

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.repository import RecordTitle

UNKNOWN_RECORD: Final = Text("een gegeven dat er niet meer is", "a record that is no longer there")
_EMPTY: Final = Text("leeg", "empty")


def linked_in(specs_and_values: Iterable[tuple[FieldSpec, Any]]) -> set[str]:
    """Return the ids of all records to which values of fields lead; as the history keeps them will do too."""
    found: set[str] = set()
    for spec, value in specs_and_values:
        if isinstance(spec.type, Reference) and value:
            found.add(value)
        elif isinstance(spec.type, References):
            found.update(value or ())
    return found


class Teller:
    """Tells values in both languages.

    Args:
        registers: give codes their names.
        titles: what the records that are linked to are called, by id.
    """

    def __init__(self, registers: Registers, titles: Mapping[str, RecordTitle]) -> None:
        self._registers = registers
        self._titles = titles

    def value(self, spec: FieldSpec, value: Any) -> Text:  # noqa: ANN401 - as the field has it
        """Return the value of a field; that it is empty is told too."""
        said = {language: self._said(spec, value, language) for language in LANGUAGES}
        return Text(said["nl"], said["en"]) if all(said.values()) else _EMPTY

    def plain(self, spec: FieldSpec, plain: Plain) -> Text:
        """Return a value as the history keeps it; one that no longer fits its field is told as it is kept."""
        if plain is None:
            return _EMPTY
        try:
            return self.value(spec, spec.type.from_plain(plain))
        except ValueProblem:
            return same_in_both(json.dumps(plain, ensure_ascii=False))

    def title(self, title: RecordTitle) -> Text:
        """Return what a record is called, with the codes in its title by their names."""
        return Text(*(self._title(title, language) for language in LANGUAGES))

    def _said(self, spec: FieldSpec, value: Any, language: Language) -> str:  # noqa: ANN401 - as the field has it
        if spec.type.is_empty(value):
            return ""
        match spec.type:
            case Reference():
                return self._linked(value, language)
            case References():
                return "; ".join(self._linked(target, language) for target in value)
            case Codes():
                return "; ".join(self._code(code, language) for code in value)
            case Amounts():
                amounts = (f"{self._register(key)} {show_decimal(n, language)}" for key, n in value.items())
                return " · ".join(amounts)
            case _:
                shown = spec.type.show(value, language)
                return capitalised(shown) if isinstance(spec.type, Choice | Choices | YesNo) else shown

    def _linked(self, record_id: str, language: Language) -> str:
        title = self._titles.get(record_id)
        return self._title(title, language) if title else UNKNOWN_RECORD.say(language)

    def _code(self, code: str, language: Language) -> str:
        entry = self._registers.find(code)
        return code if entry is None else entry.label.say(language)

    def _register(self, key: str) -> str:
        return next((register.name for register in self._registers.registers if register.id == key), key)

    def _title(self, title: RecordTitle, language: Language) -> str:
        return readable_title(self._registers, title.kind, title.say(language), language)


def facts_of(portfolio: Portfolio, record: Record, among: Snapshot | None = None) -> tuple[tuple[Text, Text], ...]:
    """Return the fields of a record that say something, as label and value.

    Args:
        portfolio: gives the names of codes and of linked records.
        record: of now or of the past.
        among: where linked records are to be found, for a record of the past; today's and those in the bin when None.
    """
    from portfolio_app.services.history import titles_in
    from portfolio_app.storage.repository import RecordTitle

    values = [(spec, getattr(record, spec.name)) for spec in record.kind.fields]
    targets = linked_in(values)
    if among is None:
        with portfolio.vault.storage.reading() as now:
            titles = titles_in(now, targets)
    else:
        titles = {
            found.id: RecordTitle(found.kind.key, found.id, found.title("nl"), found.title("en"))
            for found in among.all_of(targets, Record)
        }
    teller = Teller(portfolio.registers, titles)
    return tuple((spec.label, teller.value(spec, value)) for spec, value in values if not spec.type.is_empty(value))
