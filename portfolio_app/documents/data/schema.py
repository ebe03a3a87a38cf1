"""The JSON schema of the dossier's data, made from the declarations of the record kinds.

A field that is not meant for a register is not in it, so data that fit the schema hold nothing private. The published
copy is `resources/schemas/dossier-1.schema.json`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from portfolio_app.documents.data.dossier_json import FORMAT
from portfolio_app.documents.data.reading import dossier_fields, may_stand_in_a_dossier
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.learning import EvidenceKind
from portfolio_app.domain.records.permission import Ground
from portfolio_app.domain.rules.rule_set import Measure, RuleState
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

Schema = dict[str, Any]

_STRING: Final = MappingProxyType({"type": "string"})
_COUNT: Final = MappingProxyType({"type": "integer", "minimum": 0})
_DAY: Final = MappingProxyType({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
_DECIMAL: Final = MappingProxyType({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"})
_ID: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-z][0-9a-z-]{0,39}$"})


def dossier_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12) of the data that travel inside a dossier."""
    kinds = [kind for kind in KINDS if may_stand_in_a_dossier(kind)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "Vakdossier: the data of a dossier",
        "description": "Travels as dossier.json inside the PDF. Amounts are decimal text, durations are minutes.",
        **_object(
            {
                "format": {"const": FORMAT},
                "dated": dict(_DAY),
                "language": {"enum": ["nl", "en"]},
                "register": _object({"id": dict(_STRING), "name": _text()}),
                "period": _period(),
                "records": _object(
                    {kind.key: {"type": "array", "items": {"$ref": f"#/$defs/{kind.key}"}} for kind in kinds},
                    required=(),
                ),
                "standings": {"type": "array", "items": _standing()},
                "annexes": {"type": "array", "items": _annex()},
                "permissions": _permissions(),
                "asOf": dict(_DAY),
            },
            optional=("permissions", "asOf"),
        ),
        "$defs": {kind.key: _record(kind) for kind in kinds},
    }


def _object(properties: Schema, *, required: tuple[str, ...] | None = None, optional: tuple[str, ...] = ()) -> Schema:
    needed = [name for name in properties if name not in optional] if required is None else list(required)
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _text() -> Schema:
    return _object({"nl": dict(_STRING), "en": dict(_STRING)})


def _period() -> Schema:
    return _object({"first": dict(_DAY), "last": dict(_DAY)})


def _options(options: type[Option]) -> Schema:
    return {"enum": [option.value for option in options]}


def _record(kind: RecordKind) -> Schema:
    return {
        "title": kind.label.en,
        **_object({"id": dict(_ID), **{spec.name: _field(spec) for spec in dossier_fields(kind)}}, required=("id",)),
    }


def _field(spec: FieldSpec) -> Schema:
    return {"title": spec.label.en, **_VALUES[type(spec.type)](spec.type)}


def _choice(value_type: ValueType[Any]) -> Schema:
    return _options(value_type.options) if isinstance(value_type, Choice) else {}


def _choices(value_type: ValueType[Any]) -> Schema:
    return {"type": "array", "items": _options(value_type.options)} if isinstance(value_type, Choices) else {}


def _always(schema: Mapping[str, Any]) -> Callable[[ValueType[Any]], Schema]:
    return lambda _value_type: dict(schema)


def _list_of(schema: Mapping[str, Any]) -> Schema:
    return {"type": "array", "items": dict(schema)}


def _map_of(schema: Mapping[str, Any]) -> Schema:
    return {"type": "object", "additionalProperties": dict(schema)}


_VALUES: Final[Mapping[type[ValueType[Any]], Callable[[ValueType[Any]], Schema]]] = MappingProxyType(
    {
        ShortText: _always(_STRING),
        LongText: _always(_STRING),
        YesNo: _always({"type": "boolean"}),
        WholeNumber: _always({"type": "integer"}),
        DecimalNumber: _always(_DECIMAL),
        CalendarDate: _always(_DAY),
        PartialDate: _always({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
        ClockTime: _always({"type": "string", "pattern": r"^\d{2}:\d{2}$"}),
        Duration: _always({"type": "integer", "minimum": 0, "description": "minutes"}),
        Choice: _choice,
        Choices: _choices,
        Lines: _always(_list_of(_STRING)),
        Texts: _always(_map_of(_STRING)),
        Amounts: _always(_map_of(_DECIMAL)),
        Reference: _always(_ID),
        References: _always(_list_of(_ID)),
        Codes: _always(_list_of(_STRING)),
    }
)


def _standing() -> Schema:
    requirement = _object(
        {
            "id": dict(_STRING),
            "label": _text(),
            "unit": _text(),
            "measure": _options(Measure),
            "period": _period(),
            "required": dict(_DECIMAL),
            "counted": dict(_DECIMAL),
            "short": dict(_DECIMAL),
            "met": {"type": "boolean"},
            "atMost": {"type": "boolean"},
            "counts": _list_of(_object({"id": dict(_ID), "amount": dict(_DECIMAL)})),
            "doesNotCount": _list_of(_object({"id": dict(_ID), "why": _text()})),
        },
        optional=("required", "short", "met"),
    )
    return _object(
        {
            "register": dict(_STRING),
            "name": _text(),
            "ruleSet": dict(_STRING),
            "state": _options(RuleState),
            "on": dict(_DAY),
            "period": _period(),
            "requirements": _list_of(requirement),
        }
    )


def _annex() -> Schema:
    return _object(
        {
            "label": {"type": "string", "pattern": r"^A-\d+$"},
            "id": dict(_ID),
            "name": dict(_STRING),
            "kind": _options(EvidenceKind),
            "dated": dict(_DAY),
            "mediaType": dict(_STRING),
            "size": dict(_COUNT),
            "pages": dict(_COUNT),
            "sha256": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            "records": _list_of(_ID),
        },
        optional=("kind", "dated", "size", "pages"),
    )


def _permissions() -> Schema:
    return _object(
        {
            "asked": dict(_COUNT),
            "written": dict(_COUNT),
            "byState": _counts(PermissionState),
            "exchanges": dict(_COUNT),
            "byGround": _counts(Ground),
        }
    )


def _counts(options: type[Option]) -> Schema:
    return _object({option.value: dict(_COUNT) for option in options}, required=())
