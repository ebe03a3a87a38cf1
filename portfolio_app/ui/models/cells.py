"""Rows of a list as words: read and worded on the database thread, so that painting them costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.text import Language, Text, capitalised
from portfolio_app.domain.counted import RECORDS
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.heaps import NOTHING, Totals, is_dated, summed_fields
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    Codes,
    Duration,
    LongText,
    PartialDate,
    Reference,
    References,
    YesNo,
    show_briefly,
)
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.registers.catalogue import Registers

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio, RecordTitle

_LONGEST_CELL = 200
_NONE: Final = Text("(niet ingevuld)", "(not filled in)")
_YES: Final = Text("Ja", "Yes")
_NO: Final = Text("Nee", "No")
_HOURS: Final = Text("{hours} uur", "{hours} hours")
_POINT: Final = Text("{points} punt {register}", "{points} point {register}")
_POINTS: Final = Text("{points} punten {register}", "{points} points {register}")


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the list: its id and the words of its cells."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and how long the whole list is."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one kind and words their cells in one language; `specs` are its columns."""

    kind: RecordKind
    registers: Registers
    language: Language
    specs: tuple[FieldSpec, ...]

    def read(self, portfolio: Portfolio, query: ListQuery) -> Page:
        """Return the rows that `query` asks for, worded and ordered in the language of this reader."""
        specs, query = self.specs, replace(query, language=self.language)
        found = portfolio.rows(self.kind, [spec.name for spec in specs], query)
        titles = portfolio.titles(_linked(found.rows, specs))
        rows = (
            Row(record_id, tuple(self._cell(spec, value, titles) for spec, value in zip(specs, values, strict=True)))
            for record_id, *values in found.rows
        )
        return Page(tuple(rows), found.total)

    def cell(self, spec: FieldSpec, value: Any) -> str:
        """Return the words of one value that links to no record."""
        return self._cell(spec, value, {})

    def heap_labels(self, portfolio: Portfolio, spec: FieldSpec, keys: Iterable[str]) -> dict[str, str]:
        """Return what the heaps of a field are called, the keys in the order in which a person looks for them.

        Years run from the newest, choices as they are declared, the rest by the alphabet; nothing filled in comes last.
        """
        wanted = set(keys)
        titles = portfolio.titles(wanted - {NOTHING}) if isinstance(spec.type, Reference) else {}
        named = {key: self._heap_label(spec, key, titles) for key in wanted}
        declared = [str(option) for option in spec.type.options] if isinstance(spec.type, Choice | Choices) else []

        def place(key: str) -> tuple[bool, int, str]:
            if is_dated(spec):
                return key == NOTHING, -int(key or 0), ""
            if key in declared:
                return False, declared.index(key), ""
            return key == NOTHING, 0, named[key].casefold()

        return {key: named[key] for key in sorted(wanted, key=place)}

    def wording_of(self, totals: Totals, *, counted: bool = True) -> str:
        """Return totals as words: how many records, hours and points per register, what is nothing left out."""
        parts = [RECORDS.say(totals.count, self.language)] if counted else []
        for spec in summed_fields(self.kind):
            if isinstance(spec.type, Duration) and totals.minutes.get(spec.name):
                hours = spec.type.show(totals.minutes[spec.name], self.language)
                parts.append(_HOURS.fill(hours=hours).say(self.language))
            elif isinstance(spec.type, Amounts):
                for key, amount in sorted(totals.amounts.get(spec.name, {}).items()):
                    shown = show_decimal(amount, self.language)
                    words = _POINT if amount == 1 else _POINTS
                    parts.append(words.fill(register=self._register(key), points=shown).say(self.language))
        return " · ".join(parts)

    def _heap_label(self, spec: FieldSpec, key: str, titles: Mapping[str, RecordTitle]) -> str:
        match spec.type:
            case YesNo():
                return (_YES if key == "1" else _NO).say(self.language)
            case _ if key == NOTHING:
                return _NONE.say(self.language)
            case Reference():
                return titles[key].say(self.language) if key in titles else key
            case Choice() | Choices():
                labels = {option.value: option.label.capitalised().say(self.language) for option in spec.type.options}
                return labels.get(key, key)
            case Codes():
                return self._code(key)
            case _:
                return self._register(key) if isinstance(spec.type, Amounts) else key

    def _cell(self, spec: FieldSpec, value: Any, titles: Mapping[str, RecordTitle]) -> str:
        match spec.type:
            case Reference():
                return titles[value].say(self.language) if value in titles else ""
            case References():
                return "; ".join(titles[each].say(self.language) for each in value if each in titles)
            case Codes():
                return "; ".join(self._code(code) for code in value)
            case Amounts():
                shown = (f"{self._register(key)} {show_decimal(n, self.language)}" for key, n in value.items())
                return " · ".join(shown)
            case _:
                return self._plain_cell(spec, value)

    def _plain_cell(self, spec: FieldSpec, value: Any) -> str:
        match spec.type:
            case LongText():
                return " ".join(value[:_LONGEST_CELL].split())
            case Choice() | Choices() | YesNo():
                return capitalised(spec.type.show(value, self.language))
            case CalendarDate() | PartialDate():
                return "" if value is None else show_briefly(value, self.language)
            case _:
                return spec.type.show(value, self.language)

    def _code(self, code: str) -> str:
        entry = self.registers.find(code)
        return entry.label.say(self.language) if entry else code

    def _register(self, key: str) -> str:
        return next((register.name for register in self.registers.registers if register.id == key), key)


def _linked(rows: tuple[tuple[Any, ...], ...], specs: Sequence[FieldSpec]) -> set[str]:
    found: set[str] = set()
    for at, spec in enumerate(specs, start=1):
        if isinstance(spec.type, Reference):
            found.update(row[at] for row in rows if row[at])
        elif isinstance(spec.type, References):
            found.update(each for row in rows for each in row[at])
    return found
