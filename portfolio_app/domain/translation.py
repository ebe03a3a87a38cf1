"""Which texts of a record may stand in English too, and which of these do not yet."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.domain.fields import FieldSpec, Record, RecordKind


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages.

    Attributes:
        dutch: the field itself.
        english: the field for its English wording.
    """

    dutch: FieldSpec
    english: FieldSpec


def pairs_of(kind: RecordKind) -> tuple[Pair, ...]:
    """Return the texts of a kind that may stand in English too, in the order of its fields."""
    return tuple(Pair(kind.field(spec.english_of), spec) for spec in kind.fields if spec.english_of)


def untranslated(record: Record) -> tuple[FieldSpec, ...]:
    """Return the fields for English wording that are empty while there is a Dutch text."""
    return tuple(
        pair.english
        for pair in pairs_of(record.kind)
        if getattr(record, pair.dutch.name) and not getattr(record, pair.english.name)
    )
