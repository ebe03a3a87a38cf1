"""How a person wants the list of a kind shown: its columns, its order, its groups."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Self

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.heaps import grouping_fields
from portfolio_app.domain.values import LongText, ShortText, Texts


@dataclass(frozen=True, slots=True)
class ListLook:
    """Names of fields only.

    Attributes:
        columns: the columns of choice; empty for those that the kind declares, as many as there is room for.
        order: the fields to order by, a leading minus for downward; empty for the kind's own order.
        group: the field to group by; empty for none.
    """

    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    group: str = ""

    @classmethod
    def usual(cls, kind: RecordKind) -> Self:
        """Return how the list of a kind is shown at first: what is ordered by whose part it is, under headings."""
        return cls(group=kind.parent if kind.parent and kind.order[:1] == (kind.parent,) else "")

    @classmethod
    def from_note(cls, kind: RecordKind, note: object) -> Self:
        """Return the look in what `to_note` gave; what the kind does not have (any more) is left out."""
        if not isinstance(note, str):
            return cls.usual(kind)
        try:
            found = json.loads(note)
        except ValueError:
            found = {}
        plain: dict[str, Any] = found if isinstance(found, dict) else {}
        possible = {spec.name for spec in column_fields(kind)}
        grouping = {spec.name for spec in grouping_fields(kind)}
        columns = [name for name in _names(plain.get("columns")) if name in possible]
        order = [name for name in _names(plain.get("order")) if name.removeprefix("-") in possible]
        group = plain.get("group")
        return cls(tuple(columns), tuple(order), group if isinstance(group, str) and group in grouping else "")

    def to_note(self) -> str:
        """Return it as the window's memory takes it."""
        return json.dumps({"columns": list(self.columns), "order": list(self.order), "group": self.group})


def column_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields that can be columns: all but long texts."""
    return tuple(spec for spec in kind.fields if not isinstance(spec.type, LongText | Texts) and not _is_code(spec))


def _is_code(spec: FieldSpec) -> bool:
    """Tell whether a field says nothing to a person, such as a hash."""
    return isinstance(spec.type, ShortText) and spec.name == "sha256"


def _names(found: Any) -> list[str]:
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
