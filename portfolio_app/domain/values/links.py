"""Links: from a record to other records, and to the codes of a register's documents."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.values.base import JsonColumn, Plain, ValueProblem, ValueType

_ID: Final = re.compile(r"[0-9a-z][0-9a-z-]{0,39}")
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}")


class CodeScheme(StrEnum):
    """Which list of a register's documents a code comes from."""

    COMPETENCE = "competence"
    CORE_TASK = "core_task"
    ASSESSABLE = "assessable"
    PROVISION = "provision"
    LAW = "law"
    REGISTER = "register"
    CONDUCT_CODE = "conduct_code"


def is_record_id(words: str) -> bool:
    """Tell whether `words` has the form of a record id."""
    return _ID.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Reference(ValueType[str]):
    """The id of one record of one of the `kinds` (their keys), or nothing; no kinds means any kind."""

    kinds: tuple[str, ...]

    def empty(self) -> str:
        """Return no link."""
        return ""

    def parse(self, words: str, language: Language) -> str:  # noqa: ARG002
        """Return the id."""
        return _checked_id(words.strip()) if words.strip() else ""

    def show(self, value: str, language: Language) -> str:  # noqa: ARG002
        """Return the id; whoever has the records shows the title instead."""
        return value

    def from_plain(self, plain: Plain) -> str:
        """Return the id."""
        if plain in (None, ""):
            return ""
        return _checked_id(plain) if isinstance(plain, str) else self._checked_plain(plain, plain)

    def to_plain(self, value: str) -> Plain:
        """Return the id, or None for no link."""
        return value or None

    def fits(self, value: object) -> bool:
        """Tell whether it is an id or nothing."""
        return isinstance(value, str) and (not value or is_record_id(value))


class _Names(JsonColumn["tuple[str, ...]"]):
    """Any number of names that people do not read (ids, codes); whoever knows what they name shows that instead."""

    __slots__ = ()

    @staticmethod
    @abstractmethod
    def checked(words: str) -> str:
        """Return the name.

        Raises:
            ValueProblem: it has not the form of one.
        """

    def empty(self) -> tuple[str, ...]:
        """Return no names."""
        return ()

    def parse(self, words: str, language: Language) -> tuple[str, ...]:  # noqa: ARG002
        """Return the names, separated by commas, semicolons or spaces."""
        return tuple(dict.fromkeys(self.checked(part) for part in re.split(r"[,;\s]+", words.strip()) if part))

    def show(self, value: tuple[str, ...], language: Language) -> str:  # noqa: ARG002
        """Return the names themselves."""
        return ", ".join(value)

    def to_plain(self, value: tuple[str, ...]) -> Plain:
        """Return the list of names."""
        return list(value)

    def from_plain(self, plain: Plain) -> tuple[str, ...]:
        """Return the names."""
        if not isinstance(plain, list) or not all(isinstance(item, str) for item in plain):
            raise _not_a_list(plain)
        return tuple(self.checked(item) for item in plain)


@dataclass(frozen=True, slots=True)
class References(_Names):
    """The ids of any number of records of the `kinds`, in the order in which the person put them."""

    kinds: tuple[str, ...]

    @staticmethod
    def checked(words: str) -> str:
        """Return the id."""
        return _checked_id(words)

    def fits(self, value: object) -> bool:
        """Tell whether it is a tuple of ids."""
        return isinstance(value, tuple) and all(isinstance(item, str) and is_record_id(item) for item in value)


@dataclass(frozen=True, slots=True)
class Codes(_Names):
    """Codes of one of the schemes of the register data (`RNVC.KC1`); at most `most` of them."""

    schemes: tuple[CodeScheme, ...]
    most: int | None = None

    @staticmethod
    def checked(words: str) -> str:
        """Return the code."""
        return _checked_code(words)

    def problem(self, value: tuple[str, ...]) -> Text | None:
        """Return what is wrong: more codes than the field takes."""
        if self.most is not None and len(value) > self.most:
            return Text("Kies er hoogstens {n}.", "Choose at most {n}.").fill(n=self.most)
        return None

    def fits(self, value: object) -> bool:
        """Tell whether it is a tuple of codes."""
        return isinstance(value, tuple) and all(isinstance(item, str) and _CODE.fullmatch(item) for item in value)


def _checked_id(words: str) -> str:
    if not is_record_id(words):
        raise ValueProblem(
            Text("“{words}” is geen kenmerk van een gegeven.", "“{words}” is not the id of a record.").fill(
                words=words[:40]
            )
        )
    return words


def _checked_code(words: str) -> str:
    if not _CODE.fullmatch(words):
        raise ValueProblem(
            Text("“{words}” is geen code van een register.", "“{words}” is not a register’s code.").fill(
                words=words[:40]
            )
        )
    return words


def _not_a_list(plain: Plain) -> ValueProblem:
    return ValueProblem(
        Text("Hier hoort een lijst te staan, geen {value}.", "Here a list is expected, not {value}.").fill(
            value=repr(plain)[:60]
        )
    )
