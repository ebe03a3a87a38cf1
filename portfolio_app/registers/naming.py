"""What records are called for a person: a record that is named by a code of a register is called by the code's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.fields import TITLE_SEPARATOR, Record, RecordKind
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.values import Codes
from portfolio_app.registers.catalogue import Registers

_LEAST_LETTERS: Final = 3

Naming = Callable[[Record], Text]
"""Says what a record is called, in every language: `by_title`, or `named` with the registers that explain its codes."""


def by_title(record: Record) -> Text:
    """Return what a record calls itself; one that is named by a code of a register is called by the bare code."""
    kind = record.kind.key
    return Text(_in_one_go(kind, record.title("nl")), _in_one_go(kind, record.title("en")))


def title_of(registers: Registers, record: Record, language: Language) -> str:
    """Return what a record is called."""
    return readable_title(registers, record.kind.key, record.title(language), language)


def named(registers: Registers, record: Record) -> Text:
    """Return what a record is called, in every language."""
    return Text(title_of(registers, record, "nl"), title_of(registers, record, "en"))


def readable_title(registers: Registers, kind: str, title: str, language: Language) -> str:
    """Return the title that `Record.title` gave for a record of a kind, with names for the codes in it."""
    title = _in_one_go(kind, title)
    return explained(registers, title, language) if is_named_by_code(kind_called(kind)) else title


def _in_one_go(kind: str, title: str) -> str:
    """Return a title as it is read: the names of a person are no parts of it."""
    return title.replace(TITLE_SEPARATOR, " ") if kind == Person.kind.key else title


def explained(registers: Registers, title: str, language: Language) -> str:
    """Return a title with names for those parts of it that are codes of a register."""
    return TITLE_SEPARATOR.join(_name(registers, part, language) for part in title.split(TITLE_SEPARATOR))


def is_named_by_code(kind: RecordKind) -> bool:
    """Tell whether the records of a kind are named by a code of a register."""
    return any(isinstance(kind.field(name).type, Codes) for name in kind.title_fields)


def codes_called(registers: Registers, typed: str) -> tuple[str, ...]:
    """Return the codes in whose names all words typed occur, in any language; none for very short words."""
    words = typed.casefold().split()
    if len("".join(words)) < _LEAST_LETTERS:
        return ()
    return tuple(
        entry.code
        for entry in registers.every_entry()
        if all(word in entry.label.nl.casefold() for word in words)
        or all(word in entry.label.en.casefold() for word in words)
    )


def _name(registers: Registers, part: str, language: Language) -> str:
    entry = registers.find(part)
    return entry.label.say(language) if entry else part
