"""By what the records of a kind fall into heaps, and what can be added up over them; all from the declarations.

A *heap* is what records have in common in one field: a year, a choice, a provider, a register. Its key is text: the
year of a date, otherwise what the database column or a member of its list holds; the empty text for records of which
the field says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    Codes,
    Duration,
    PartialDate,
    Reference,
    ShortText,
    YesNo,
)

_DATES: Final = (CalendarDate, PartialDate)
_ONE: Final = (Choice, YesNo, Reference)
_MANY: Final = (Choices, Codes, Amounts)
NOTHING: Final = ""
"""The key of the heap of records of which the field says nothing."""
THEMSELVES: Final = "id"
"""In place of a field: the keys are the ids of records, for a list of just those."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a number of records add up to.

    Attributes:
        count: how many records.
        minutes: by the name of each field that holds a duration, the minutes together.
        amounts: by the name of each field that holds amounts, the sum per register.
    """

    count: int
    minutes: Mapping[str, int] = field(default_factory=dict)
    amounts: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heap:
    """The records that have one key in common, and what they add up to."""

    key: str
    totals: Totals


def is_dated(spec: FieldSpec) -> bool:
    """Tell whether the heaps of a field are years."""
    return isinstance(spec.type, _DATES)


def is_plural(spec: FieldSpec) -> bool:
    """Tell whether a record can lie on several heaps of a field at once."""
    return isinstance(spec.type, _MANY)


def grouping_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields by which a list can be grouped: each record falls under exactly one heading."""
    return tuple(spec for spec in kind.fields if _makes_heaps(spec, kind) and not is_plural(spec))


def facet_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields by which a list can be narrowed down."""
    return tuple(spec for spec in kind.fields if _makes_heaps(spec, kind))


def summed_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields that can be added up over records: durations, and amounts per register."""
    return tuple(spec for spec in kind.fields if isinstance(spec.type, Duration | Amounts))


def _makes_heaps(spec: FieldSpec, kind: RecordKind) -> bool:
    if isinstance(spec.type, ShortText):
        # A line of text that names the record is another on each; one that stands beside it in the list often is not.
        return spec.in_list and not spec.english_of and spec.name not in kind.title_fields[:1]
    return isinstance(spec.type, _DATES + _ONE + _MANY)
