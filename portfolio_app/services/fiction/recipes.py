"""Records written down as data: TOML tables become records of the kinds that the domain declares.

A table holds the fields of its kind as JSON knows them, with three liberties: links name the `key` of another table,
dates are told from today (see `moments`), and `{year}` or `{month}` in a text is that of the table's own first date.
What is not named keeps its empty value. So a new field of a kind needs no change here.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.common.resources import resource
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.domain.values import (
    CalendarDate,
    Duration,
    LongText,
    PartialDate,
    Plain,
    Reference,
    References,
    ShortText,
    Texts,
)
from portfolio_app.domain.values.dates import MONTHS, show_date
from portfolio_app.services.fiction.moments import day_of, partial_of
from portfolio_app.services.ids import random_id

Table = Mapping[str, Plain]

_KEY: Final = "key"
_BREAKS: Final = re.compile(r" (?=- )")


def read_tables(*names: str) -> dict[str, list[Table]]:
    """Return the lists of tables of some files of `resources/fiction`, joined by name."""
    joined: dict[str, list[Table]] = {}
    for name in names:
        for heading, tables in tomllib.loads(resource("fiction", f"{name}.toml").read_text("utf-8")).items():
            joined.setdefault(heading, []).extend(tables)
    return joined


def made_id(seed: int, kind: str, key: str) -> str:
    """Return the id that a fictional record has under a seed: the same each time, another for another seed."""

    def bytes_of_name(count: int) -> bytes:
        return hashlib.blake2b(f"{seed}/{kind}/{key}".encode(), digest_size=count).digest()

    return random_id(bytes_of_name)


@dataclass(frozen=True)
class Kitchen:
    """Turns tables into records, for one seed and one day.

    Attributes:
        seed: decides the ids.
        today: what dates are reckoned from.
        words: what stands for `{name}` in any text, such as the name of the invented person.
    """

    seed: int
    today: date
    words: Mapping[str, str]

    def record(self, kind: RecordKind, table: Table) -> Record:
        """Return the record of one table.

        Raises:
            KeyError: the table has no key.
            ValueError: a date cannot be understood.
            ValueProblem: a field is unknown or its value does not fit.
        """
        key: str = table[_KEY]
        words = {**self.words, **self.words_about(kind.key, key, self._first_date(kind, table))}
        plain = {name: self._plain(kind.field(name), value, words) for name, value in table.items() if name != _KEY}
        return kind.from_plain(made_id(self.seed, kind.key, key), plain)

    def records(self, tables: Mapping[str, Sequence[Table]]) -> Iterator[Record]:
        """Yield the records of all tables whose heading is a kind's key, kind by kind."""
        for kind in KINDS:
            for table in tables.get(kind.key, ()):
                yield self.record(kind, table)

    def id_of(self, kind: str, key: str) -> str:
        """Return the id of the record that a key names; `kind:key` names one of another kind."""
        named, colon, rest = key.partition(":")
        return made_id(self.seed, kind_called(named).key, rest) if colon else made_id(self.seed, kind, key)

    def words_about(self, kind: str, key: str, day: date | None) -> dict[str, str]:
        """Return the words that texts about one record may use: its day, month and year, and a number of its own."""
        day = day or self.today
        month = MONTHS[day.month - 1]
        number = int.from_bytes(hashlib.blake2b(f"{self.seed}/{kind}/{key}".encode(), digest_size=4).digest(), "big")
        return {
            "year": str(day.year),
            "month": month.nl,
            "month_en": month.en,
            "date": show_date(day, "nl"),
            "no": f"{1000 + number % 9000}",
        }

    def _first_date(self, kind: RecordKind, table: Table) -> date | None:
        for spec in kind.fields:
            if isinstance(spec.type, CalendarDate) and spec.name in table:
                return day_of(table[spec.name], self.today)
        return None

    def _plain(self, spec: FieldSpec, value: Plain, words: Mapping[str, str]) -> Plain:
        plain = value
        match spec.type:
            case CalendarDate():
                plain = day_of(value, self.today).isoformat()
            case PartialDate():
                plain = partial_of(value, self.today)
            case Duration():
                plain = spec.type.parse(value, "nl")
            case Reference(kinds=(kind, *_)):
                plain = self.id_of(kind, value)
            case References(kinds=(kind, *_)):
                plain = [self.id_of(kind, each) for each in value]
            case ShortText():
                plain = filled(value, words)
            case LongText():
                plain = _flowing(filled(value, words))
            case Texts():
                plain = {step: _flowing(filled(text, words)) for step, text in value.items()}
            case _:
                pass  # written as the type itself keeps it
        return plain


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with what stands for each `{name}` in it."""
    if "{" not in text:
        return text
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _flowing(text: str) -> str:
    """Return a text with its lines joined; an empty line stays a new paragraph, a line with a dash before it a line."""
    paragraphs = ("\n".join(_BREAKS.split(" ".join(part.split()))) for part in text.strip().split("\n\n"))
    return "\n\n".join(paragraphs)
