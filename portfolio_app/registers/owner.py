"""What the entries of one file share: their register and its prefix, codes given once, references, and their count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypedDict

from portfolio_app.common.text import Text
from portfolio_app.registers.model import Document, SourceReference
from portfolio_app.registers.toml_table import Table, shown

_MOST_ENTRIES: Final = 9999
NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
"""What an item, a title or a level may be called."""
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,79}")


class Ledger:
    """The codes given out so far, each with the file that gave it, so that none is given twice."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}

    def enter(self, table: Table, code: str) -> None:
        """Note that `table` gives out `code`; refuse a code that was given before."""
        if code in self._files:
            table.refuse(
                Text("De code “{code}” bestaat al, in {file}.", "The code “{code}” exists already, in {file}.").fill(
                    code=code, file=self._files[code]
                )
            )
        self._files[code] = table.file


class _Common(TypedDict):
    register: str
    code: str
    label: Text
    text: Text
    source: SourceReference | None


@dataclass(frozen=True, slots=True)
class Owner:
    """What the entries of one file have in common: their register, its prefix, titles, documents."""

    register: str
    prefix: str
    ledger: Ledger
    document: Document | None = None
    titles: tuple[str, ...] = ()

    def code(self, table: Table) -> str:
        """Return the code of an entry and enter it; refuse one without the register's prefix."""
        code = table.string("code", pattern=_CODE)
        if not code.startswith(f"{self.prefix}."):
            table.refuse(
                Text(
                    "De code “{code}” begint niet met “{prefix}.”.",
                    "The code “{code}” does not begin with “{prefix}.”.",
                ).fill(code=shown(code), prefix=self.prefix)
            )
        self.ledger.enter(table, code)
        return code

    def common(self, table: Table) -> _Common:
        """Return what every entry has."""
        return _Common(
            register=self.register,
            code=self.code(table),
            label=table.text("label"),
            text=table.text("text"),
            source=self.source(table),
        )

    def source(self, table: Table) -> SourceReference:
        """Return where in its document an entry comes from."""
        if self.document is None:
            raise AssertionError("entries with a source belong to a document")
        return reference_in(table.table("source"), self.document)

    def title_codes(self, table: Table, key: str) -> tuple[str, ...]:
        """Return the titles that an entry names; refuse those that the register does not give."""
        return among(table, key, table.strings(key), self.titles)


def one_among(table: Table, key: str, known: tuple[str, ...]) -> str:
    """Return the one value under `key`; refuse it when it is not among those known."""
    return among(table, key, (table.string(key),), known)[0]


def among(table: Table, key: str, values: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values; refuse the first that is not among those known."""
    for value in values:
        if value not in known:
            table.refuse(
                Text(
                    "“{key}” verwijst naar “{value}”, dat is onbekend.",
                    "“{key}” refers to “{value}”, which is unknown.",
                ).fill(key=key, value=shown(value))
            )
    return values


def reference_in(table: Table, document: Document) -> SourceReference:
    """Return the place in a document that a table names; refuse a section that the document lacks."""
    section = one_among(table, "section", tuple(section.id for section in document.sections))
    reference = SourceReference(document.code, section, table.optional_string("item", pattern=NAME))
    table.finish()
    return reference


def expect(table: Table, **found: int | tuple[int, ...]) -> None:
    """Hold what was found against the numbers in the table `expected`; refuse a file that was cut short."""
    expected = table.table("expected")
    for key, count in found.items():
        wanted: int | tuple[int, ...]
        if isinstance(count, int):
            wanted = expected.integer(key, low=0, high=_MOST_ENTRIES)
        else:
            wanted = expected.integers(key, low=0, high=_MOST_ENTRIES)
        if wanted != count:
            expected.refuse(
                Text(
                    "Van “{key}” horen er {wanted} te zijn, maar het zijn er {found}.",
                    "There should be {wanted} of “{key}”, but there are {found}.",
                ).fill(key=key, wanted=_counted(wanted), found=_counted(count))
            )
    expected.finish()


def _counted(count: int | tuple[int, ...]) -> str:
    return str(count) if isinstance(count, int) else shown(", ".join(map(str, count)) or "0")
