"""The data of a dossier, read back: its records as a vault keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.documents.data.dossier_json import FORMAT
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import Reference, References, ValueProblem
from portfolio_app.domain.values.links import is_record_id

_FORMAT_NAME: Final = FORMAT.partition("/")[0]
_FILE_FIELDS: Final = ("sha256", "media_type", "size", "pages")
_ANNEX_FIELDS: Final = {"name": "name", "kind": "evidence_kind", "dated": "dated"} | {
    "sha256": "sha256",
    "mediaType": "media_type",
    "size": "size",
    "pages": "pages",
}
"""The names that an annex has in the data, and the fields of the evidence that they are."""

_NO_DATA: Final = Text(
    "In dit bestand zitten geen gegevens van een dossier.", "This file does not contain the data of a dossier."
)
_NEWER: Final = Text(
    "De gegevens van dit dossier zijn van een nieuwere versie van het programma.",
    "The data in this dossier come from a newer version of the program.",
)
_UPDATE: Final = Text("Werk het programma bij.", "Update the program.")
_DAMAGED: Final = Text("De gegevens van dit dossier zijn beschadigd.", "The data of this dossier are damaged.")
_WRONG_VALUE: Final = Text(
    "De gegevens van dit dossier zijn beschadigd: {what}", "The data of this dossier are damaged: {what}"
)


class DossierDataError(WrongUseError):
    """The data of a dossier cannot be read back."""

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message, remedy)


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """A record as a dossier shows it: only what is meant for a register, and only links to what is in the dossier."""

    kind: RecordKind
    id: str
    values: Mapping[str, Any]


def dossier_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields of a kind that the data of a dossier show."""
    return tuple(spec for spec in kind.fields if spec.audience.reaches(Audience.REGISTER) and spec.name != "release")


def may_stand_in_a_dossier(kind: RecordKind) -> bool:
    """Tell whether records of a kind are among the data of a dossier; evidence is told of apart."""
    return kind.record_type is not Evidence and any(
        choice.reaches(Audience.REGISTER) for choice in kind.release_choices()
    )


def dossier_records(content: bytes) -> tuple[DossierRecord, ...]:
    """Return the records in the data of a dossier, evidence last.

    Raises:
        DossierDataError: there are none, they are damaged, or of a newer version.
    """
    try:
        data = json.loads(content)
        form = str(data["format"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DossierDataError(_NO_DATA) from error
    if form != FORMAT:
        raise DossierDataError(*((_NEWER, _UPDATE) if form.startswith(f"{_FORMAT_NAME}/") else (_NO_DATA, NO_TEXT)))
    try:
        shown = {kind.key: kind for kind in KINDS if may_stand_in_a_dossier(kind)}
        found = [_record(shown[key], dict(plain)) for key, records in data["records"].items() for plain in records]
        found += [_evidence(dict(plain)) for plain in data["annexes"]]
    except ValueProblem as problem:
        raise DossierDataError(_WRONG_VALUE.fill(what=problem.message)) from problem
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DossierDataError(_DAMAGED) from error
    if len({record.id for record in found}) != len(found):
        raise DossierDataError(_DAMAGED)
    return tuple(found)


def restored(
    records: Iterable[DossierRecord], own: Mapping[str, Record], with_file: Iterable[str]
) -> tuple[Record, ...]:
    """Return the records of a dossier as a vault keeps them.

    What a vault has of a record and the dossier does not show stays as the vault has it; a new record is without.

    Args:
        records: of the dossier.
        own: what the vault has, by the id in the dossier.
        with_file: the hashes of the evidence whose file there is; other evidence is restored without a file.
    """
    shown = tuple(records)
    known = frozenset(record.id for record in shown)
    files = frozenset(with_file)
    return tuple(_restored(record, own.get(record.id), known, files) for record in shown)


def _record(kind: RecordKind, plain: dict[str, Any]) -> DossierRecord:
    record_id = _checked_id(plain.pop("id"))
    fields = {spec.name: spec for spec in dossier_fields(kind)}
    # What a dossier may not show is not taken from one either: the file may have been made by anybody.
    values = {name: fields[name].type.from_plain(value) for name, value in plain.items()}
    return DossierRecord(kind, record_id, values)


def _evidence(plain: dict[str, Any]) -> DossierRecord:
    kind = Evidence.kind
    values = {
        field: kind.field(field).type.from_plain(plain[name]) for name, field in _ANNEX_FIELDS.items() if name in plain
    }
    return DossierRecord(kind, _checked_id(plain["id"]), values)


def _checked_id(given: object) -> str:
    if not isinstance(given, str) or not is_record_id(given):
        raise ValueError("not an id")
    return given


def _restored(record: DossierRecord, own: Record | None, known: frozenset[str], files: frozenset[str]) -> Record:
    kind = record.kind
    if own is not None and own.kind is not kind:
        own = None
    empty = own if own is not None else kind.record_type(id=record.id)
    values: dict[str, Any] = {}
    for spec in _fields_of(kind):
        value = record.values.get(spec.name, getattr(kind.record_type(id=record.id), spec.name))
        values[spec.name] = _with_hidden_links(spec, value, getattr(empty, spec.name), known)
    if own is None and "release" in {spec.name for spec in kind.fields}:
        values["release"] = _release(kind)
    if kind.record_type is Evidence and values["sha256"] not in files:
        values |= {name: getattr(empty, name) for name in _FILE_FIELDS}
    return empty.with_values(id=record.id, **values)


def _fields_of(kind: RecordKind) -> tuple[FieldSpec, ...]:
    if kind.record_type is Evidence:
        return tuple(kind.field(name) for name in _ANNEX_FIELDS.values())
    return dossier_fields(kind)


def _with_hidden_links(spec: FieldSpec, shown: Any, own: Any, known: frozenset[str]) -> Any:  # noqa: ANN401 - as the field has it
    """Return the links of a field with those that the dossier could not show, for they lead out of it."""
    if isinstance(spec.type, Reference):
        return own if not shown and own not in known else shown
    if not isinstance(spec.type, References):
        return shown
    if [target for target in own if target in known] == list(shown):
        return own
    return (*shown, *(target for target in own if target not in known))


def _release(kind: RecordKind) -> Audience | None:
    """Return the narrowest circle that a record of a dossier can have had; None where its owner has no choice."""
    choices = kind.release_choices()
    return Audience.REGISTER if Audience.REGISTER in choices and len(choices) > 1 else None
