"""The records of an archive, held against those of a vault that has records of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.values import Reference, References
from portfolio_app.registers.naming import Naming, by_title

_OTHER_KIND: Final = Text(
    "Kenmerk {id} hoort in het portfolio bij “{own}” en in het archief bij “{other}”; deze twee gaan niet samen.",
    "Id {id} belongs to “{own}” in the portfolio and to “{other}” in the archive; the two cannot be combined.",
)


@dataclass(frozen=True, slots=True)
class NamedDifference:
    """A record that the vault has otherwise than the archive.

    Attributes:
        kind: the key of its kind.
        id: its id in the vault.
        title: what the vault calls it.
        fields: the labels of the fields that differ.
    """

    kind: str
    id: str
    title: Text
    fields: tuple[Text, ...]


class Comparison:
    """The records of an archive, held against those of a vault by their ids.

    Attributes:
        new: the vault does not have them.
        equal: how many it has just so.
        different: it has them otherwise.
        left_out: how many were erased in the vault, or cannot be without one that was.
    """

    def __init__(self, own: Iterable[Record], erased: frozenset[str]) -> None:
        self._own = {record.id: record for record in own}
        self._only = {record.kind.key: record.id for record in self._own.values() if record.kind.singleton}
        self._erased = erased
        self.new: list[Record] = []
        self.different: list[Record] = []
        self.equal = 0
        self.left_out = 0

    def hold_against(self, records: Sequence[Record]) -> None:
        """Sort out the records of the archive.

        Raises:
            WrongUseError: an id belongs to another kind of record in the vault.
        """
        # Of what there can be only one (the person), the vault's stays, under its own id.
        renamed = {each.id: self._only.get(each.kind.key, each.id) for each in records if each.kind.singleton}
        kept = {each.id: each for each in records if each.id not in self._erased}
        while orphans := [each.id for each in kept.values() if self._is_orphan(each)]:
            for record_id in orphans:
                del kept[record_id]
            self._erased |= frozenset(orphans)
        self.left_out = len(records) - len(kept)
        for record in kept.values():
            self._sort(_with_links(record, renamed, self._erased))

    def differences(self, naming: Naming = by_title) -> Iterator[NamedDifference]:
        """Go through what the vault has otherwise; `naming` says what the records are called."""
        for other in self.different:
            own = self._own[other.id]
            fields = tuple(
                spec.label for spec in own.kind.fields if getattr(own, spec.name) != getattr(other, spec.name)
            )
            yield NamedDifference(own.kind.key, own.id, naming(own), fields)

    def _is_orphan(self, record: Record) -> bool:
        return any(
            spec.required and isinstance(spec.type, Reference) and getattr(record, spec.name) in self._erased
            for spec in record.kind.fields
        )

    def _sort(self, record: Record) -> None:
        own = self._own.get(record.id)
        if own is None:
            self.new.append(record)
        elif own.kind is not record.kind:
            raise WrongUseError(_OTHER_KIND.fill(id=record.id, own=own.kind.label, other=record.kind.label))
        elif own == record:
            self.equal += 1
        else:
            self.different.append(record)


def _with_links(record: Record, renamed: Mapping[str, str], gone: frozenset[str]) -> Record:
    """Return the record under its id in the vault, with links to where things are there, and none to what is gone."""
    values: dict[str, object] = {}
    for spec in record.kind.fields:
        value = getattr(record, spec.name)
        if isinstance(spec.type, References):
            values[spec.name] = tuple(renamed.get(target, target) for target in value if target not in gone)
        elif isinstance(spec.type, Reference):
            values[spec.name] = "" if value in gone else renamed.get(value, value)
    return record.with_values(id=renamed.get(record.id, record.id), **values)
