"""The JSON Schema of an archive's files, made from the declarations of the record kinds.

The published copy is `resources/schemas/archive-1.schema.json`; a test holds the two together. Every file that holds
records or history fits the part of the schema that carries its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    ClockTime,
    Codes,
    DecimalNumber,
    Duration,
    Lines,
    LongText,
    Option,
    PartialDate,
    Reference,
    References,
    ShortText,
    Texts,
    ValueType,
    WholeNumber,
    YesNo,
)
from portfolio_app.exchange.archive.form import FORMAT, OWN_FIELDS, SCHEMA, SCHEMA_ID, VERSION

Schema = dict[str, Any]
_Type = TypeVar("_Type", bound=ValueType[Any])

_ID: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-z][0-9a-z-]{0,39}$"})
_CODE: Final = MappingProxyType({"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}$"})
_DAY: Final = MappingProxyType({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
_MOMENT: Final = MappingProxyType({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$"})
_DECIMAL: Final = MappingProxyType({"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,9})?$"})
_COUNT: Final = MappingProxyType({"type": "integer", "minimum": 0})
_NUMBER: Final = MappingProxyType({"type": "integer", "minimum": 1})
_HASH: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-f]{64}$"})
_STRING: Final = MappingProxyType({"type": "string"})


def archive_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12): of `manifest.json` itself, and under `$defs` of all other files."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Vakdossier: an archive",
        "description": (
            "The root is manifest.json. $defs has a part for every other file: data/KIND.json is an array of that "
            "kind; each line of history/operations.jsonl is an operation and of history/changes.jsonl a change; "
            "evidence.json is an array of evidence_file. Amounts are decimal text, durations are minutes."
        ),
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "program": dict(_STRING),
                "made_on": dict(_DAY),
                "schema": {"const": SCHEMA},
                "records": _object({kind.key: dict(_NUMBER) for kind in KINDS}, required=()),
                "operations": dict(_COUNT),
                "changes": dict(_COUNT),
                "history_head": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
                "evidence": dict(_COUNT),
                "absent_evidence": dict(_COUNT),
                "files": _list_of(_object({"path": dict(_STRING), "size": dict(_COUNT), "sha256": dict(_HASH)})),
            }
        ),
        "$defs": {
            **{kind.key: _list_of(_record(kind)) for kind in KINDS},
            "operation": _operation(),
            "change": _change(),
            "evidence_files": _list_of(_evidence_file()),
        },
    }


def schema_bytes() -> bytes:
    """Return the schema as the file that is published, and that travels in every archive."""
    return json.dumps(archive_schema(), ensure_ascii=False, indent=1).encode() + b"\n"


def _object(properties: Schema, *, required: tuple[str, ...] | None = None) -> Schema:
    needed = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _list_of(schema: Mapping[str, Any]) -> Schema:
    return {"type": "array", "items": dict(schema)}


def _or_nothing(schema: Mapping[str, Any]) -> Schema:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _record(kind: RecordKind) -> Schema:
    own = {"id": dict(_ID), "revision": dict(_NUMBER), "created_at": dict(_MOMENT), "changed_at": dict(_MOMENT)}
    required = (*OWN_FIELDS, *(spec.name for spec in kind.fields if spec.required))
    fields = {spec.name: _field(spec) for spec in kind.fields}
    return {
        "title": kind.label.en,
        "description": kind.hint.en,
        **_object({**own, **fields}, required=required),
    }


def _field(spec: FieldSpec) -> Schema:
    about = {"title": spec.label.en, "x-label-nl": spec.label.nl, "x-audience": spec.audience.value}
    return {**about, **value_schema(spec.type)}


def value_schema(value_type: ValueType[Any]) -> Schema:
    """Return the schema of the values of a field's type.

    Raises:
        KeyError: a type was declared that this module does not know yet.
    """
    return _VALUES[type(value_type)](value_type)


def _of(value_type: type[_Type], make: Callable[[_Type], Schema]) -> Callable[[ValueType[Any]], Schema]:
    def made(given: ValueType[Any]) -> Schema:
        if not isinstance(given, value_type):
            raise TypeError(f"not a {value_type.__name__}: {given!r}")
        return make(given)

    return made


def _text_up_to(longest: int) -> Schema:
    return {"type": "string", "maxLength": longest}


def _options(options: type[Option]) -> Schema:
    return {"enum": [option.value for option in options]}


def _steps(value_type: Texts) -> Schema:
    names = {"pattern": "^[a-z0-9][a-z0-9_.-]{0,39}$"}
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": _text_up_to(value_type.longest),
    }


def _codes(value_type: Codes) -> Schema:
    most = {} if value_type.most is None else {"maxItems": value_type.most}
    return {**_list_of(_CODE), **most, "x-schemes": [scheme.value for scheme in value_type.schemes]}


def _link(value_type: Reference) -> Schema:
    return {**_ID, "x-kinds": list(value_type.kinds)}


def _links(value_type: References) -> Schema:
    return {**_list_of(_ID), "x-kinds": list(value_type.kinds)}


_VALUES: Final[Mapping[type[ValueType[Any]], Callable[[ValueType[Any]], Schema]]] = MappingProxyType(
    {
        ShortText: _of(ShortText, lambda t: _text_up_to(t.longest)),
        LongText: _of(LongText, lambda t: _text_up_to(t.longest)),
        YesNo: _of(YesNo, lambda _: {"type": "boolean"}),
        WholeNumber: _of(WholeNumber, lambda t: {"type": "integer", "minimum": t.least, "maximum": t.most}),
        DecimalNumber: _of(DecimalNumber, lambda _: dict(_DECIMAL)),
        CalendarDate: _of(CalendarDate, lambda _: dict(_DAY)),
        PartialDate: _of(PartialDate, lambda _: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
        ClockTime: _of(ClockTime, lambda _: {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}),
        Duration: _of(
            Duration, lambda t: {"type": "integer", "minimum": 0, "maximum": t.most, "description": "minutes"}
        ),
        Choice: _of(Choice, lambda t: _options(t.options)),
        Choices: _of(Choices, lambda t: _list_of(_options(t.options))),
        Lines: _of(Lines, lambda t: _list_of(_text_up_to(t.longest))),
        Texts: _of(Texts, _steps),
        Amounts: _of(Amounts, lambda _: {"type": "object", "additionalProperties": dict(_DECIMAL)}),
        Reference: _of(Reference, _link),
        References: _of(References, _links),
        Codes: _of(Codes, _codes),
    }
)


def _operation() -> Schema:
    return {
        "title": "What was done in one step",
        "description": (
            "hash is the SHA-256 of the compact JSON array of previous_hash, number, name, at, summary (its compact "
            "JSON text), reverses, is_final (0 or 1), first_change, changes, and the list of the hashes of its changes."
        ),
        **_object(
            {
                "number": dict(_NUMBER),
                "name": dict(_STRING),
                "at": dict(_MOMENT),
                "summary": {"type": "object"},
                "reverses": _or_nothing(_NUMBER),
                "is_final": {"type": "boolean"},
                "first_change": dict(_NUMBER),
                "changes": dict(_COUNT),
                "previous_hash": dict(_HASH),
                "hash": dict(_HASH),
            }
        ),
    }


def _change() -> Schema:
    fields = _or_nothing({"type": "object"})
    return {
        "title": "What happened to one record",
        "description": (
            "before and after hold the fields that differ; null for a field that was empty. hash is the SHA-256 of the "
            "compact JSON array of kind, record_id, action, before and after (their compact JSON text, or null). Of "
            "what was erased the content is gone and the hash remains."
        ),
        **_object(
            {
                "number": dict(_NUMBER),
                "operation": dict(_NUMBER),
                "kind": dict(_STRING),
                "record_id": dict(_ID),
                "action": {"enum": ["added", "changed", "deleted"]},
                "before": fields,
                "after": fields,
                "erased": {"type": "boolean"},
                "hash": dict(_HASH),
            }
        ),
    }


def _evidence_file() -> Schema:
    return _object(
        {
            "sha256": dict(_HASH),
            "path": {
                **_or_nothing(_STRING),
                "description": "null when the vault did not have the file any more, or only damaged",
            },
            "file_name": {**_STRING, "description": "the name that it was given once, as the vault has it"},
            "records": {**_list_of(_ID), "description": "the evidence records; none when these were deleted"},
        }
    )
