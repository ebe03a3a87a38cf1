"""What every value type can do."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Language, Text

Plain = Any
"""A value as JSON knows it: str, int, bool, None, list or dict of these. Never a float."""

ColumnKind = Literal["TEXT", "INTEGER"]

UNREADABLE: Final = Text("Een opgeslagen waarde is onleesbaar.", "A stored value cannot be read.")

V = TypeVar("V")


class ValueProblem(WrongUseError):  # noqa: N818 - it is shown beside the field, as a problem to mend
    """A value cannot be read or does not fit its field."""


class ValueType(ABC, Generic[V]):
    """One type of field value.

    A value goes three ways: as text that a person types and reads (`parse`, `show`), as plain JSON (`to_plain`,
    `from_plain`) and as one database column (`to_column`, `from_column`).
    """

    column: ClassVar[ColumnKind] = "TEXT"

    @abstractmethod
    def empty(self) -> V:
        """Return the value of a field that was never filled in."""

    def is_empty(self, value: V) -> bool:
        """Tell whether `value` says nothing."""
        return value == self.empty()

    @abstractmethod
    def parse(self, words: str, language: Language) -> V:
        """Return the value that a person typed; tolerant of the ways people write it.

        Raises:
            ValueProblem: the words cannot be understood; says what is expected.
        """

    @abstractmethod
    def show(self, value: V, language: Language) -> str:
        """Return the value as a person reads it in `language`; empty text for an empty value."""

    def to_plain(self, value: V) -> Plain:
        """Return the value as JSON knows it."""
        return value

    def from_plain(self, plain: Plain) -> V:
        """Return the value that `to_plain` gave.

        Raises:
            ValueProblem: it is not such a value.
        """
        return self._checked_plain(plain, plain)

    def to_column(self, value: V) -> str | int | None:
        """Return the value as it stands in its database column."""
        plain = self.to_plain(value)
        if plain is None or isinstance(plain, str):
            return plain
        if isinstance(plain, int):
            return int(plain)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) if plain else None

    def from_column(self, stored: str | int | None) -> V:
        """Return the value that `to_column` gave."""
        return self.empty() if stored is None else self.from_plain(stored)

    def problem(self, value: V) -> Text | None:  # noqa: ARG002 - for the types that have limits
        """Return what is wrong with a value of the right type, or None."""
        return None

    @abstractmethod
    def fits(self, value: object) -> bool:
        """Tell whether `value` has the Python type that this value type holds."""

    def _checked_plain(self, plain: Plain, value: V) -> V:
        if not self.fits(value):
            raise ValueProblem(
                Text("De waarde {value} past niet in dit veld.", "The value {value} does not fit this field.").fill(
                    value=repr(plain)[:60]
                )
            )
        return value


class JsonColumn(ValueType[V]):
    """A value type whose column holds JSON text."""

    def from_column(self, stored: str | int | None) -> V:
        """Return the value that `to_column` gave."""
        if stored is None:
            return self.empty()
        try:
            plain = json.loads(str(stored))
        except (ValueError, RecursionError) as error:
            # Not JSON, a number of thousands of digits, or brackets nested thousands deep.
            raise ValueProblem(UNREADABLE) from error
        return self.from_plain(plain)
