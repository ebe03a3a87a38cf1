"""Rows of a list as words: read and worded on the database thread, so that painting them costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.values import Amounts, Codes, LongText, Reference, References
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.registers.catalogue import Registers

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio, RecordTitle

_LONGEST_CELL = 200


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
    """Reads the rows of one kind and words their cells in one language."""

    kind: RecordKind
    registers: Registers
    language: Language

    def read(self, portfolio: Portfolio, query: ListQuery) -> Page:
        """Return the rows that `query` asks for."""
        specs = self.kind.list_fields
        found = portfolio.rows(self.kind, [spec.name for spec in specs], query)
        titles = portfolio.titles(_linked(found.rows, specs))
        rows = (
            Row(record_id, tuple(self._cell(spec, value, titles) for spec, value in zip(specs, values, strict=True)))
            for record_id, *values in found.rows
        )
        return Page(tuple(rows), found.total)

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
            case LongText():
                return " ".join(value[:_LONGEST_CELL].split())
            case _:
                return spec.type.show(value, self.language)

    def _code(self, code: str) -> str:
        entry = self.registers.find(code)
        return entry.label.say(self.language) if entry else code

    def _register(self, key: str) -> str:
        return next((register.name for register in self.registers.registers if register.id == key), key)


def _linked(rows: tuple[tuple[Any, ...], ...], specs: tuple[FieldSpec, ...]) -> set[str]:
    found: set[str] = set()
    for at, spec in enumerate(specs, start=1):
        if isinstance(spec.type, Reference):
            found.update(row[at] for row in rows if row[at])
        elif isinstance(spec.type, References):
            found.update(each for row in rows for each in row[at])
    return found
