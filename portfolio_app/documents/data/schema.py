"""The JSON schema of the dossier's data, made from the declarations of the record kinds.

A field that is not meant for a register is not in it, so data that fit the schema hold nothing private. The published
copy is `resources/schemas/dossier-1.schema.json`; a test holds the two together.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from portfolio_app.documents.data.dossier_json import FORMAT
from portfolio_app.documents.data.reading import dossier_fields, may_stand_in_a_dossier
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.learning import EvidenceKind
from portfolio_app.domain.records.permission import Ground
from portfolio_app.domain.rules.choices import Measure, RuleState
from portfolio_app.domain.values import Option
from portfolio_app.domain.values.json_schema import (
    COUNT,
    DAY,
    ID,
    STRING,
    Schema,
    list_of,
    object_of,
    options,
    value_schema,
)

_RECKONED: Final = MappingProxyType({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"})
"""An amount that was reckoned: a third of an hour has more decimals than anybody types."""


def dossier_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12) of the data that travel inside a dossier."""
    kinds = [kind for kind in KINDS if may_stand_in_a_dossier(kind)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "Vakdossier: the data of a dossier",
        "description": "Travels as dossier.json inside the PDF. Amounts are decimal text, durations are minutes.",
        **object_of(
            {
                "format": {"const": FORMAT},
                "dated": dict(DAY),
                "language": {"enum": ["nl", "en"]},
                "register": object_of({"id": dict(STRING), "name": _text()}),
                "period": _period(),
                "records": object_of(
                    {kind.key: {"type": "array", "items": {"$ref": f"#/$defs/{kind.key}"}} for kind in kinds},
                    required=(),
                ),
                "standings": {"type": "array", "items": _standing()},
                "annexes": {"type": "array", "items": _annex()},
                "permissions": _permissions(),
                "asOf": dict(DAY),
            },
            optional=("permissions", "asOf"),
        ),
        "$defs": {kind.key: _record(kind) for kind in kinds},
    }


def _text() -> Schema:
    return object_of({"nl": dict(STRING), "en": dict(STRING)})


def _period() -> Schema:
    return object_of({"first": dict(DAY), "last": dict(DAY)})


def _record(kind: RecordKind) -> Schema:
    return {
        "title": kind.label.en,
        **object_of({"id": dict(ID), **{spec.name: _field(spec) for spec in dossier_fields(kind)}}, required=("id",)),
    }


def _field(spec: FieldSpec) -> Schema:
    return {"title": spec.label.en, **value_schema(spec.type)}


def _standing() -> Schema:
    requirement = object_of(
        {
            "id": dict(STRING),
            "label": _text(),
            "unit": _text(),
            "measure": options(Measure),
            "period": _period(),
            "required": dict(_RECKONED),
            "counted": dict(_RECKONED),
            "short": dict(_RECKONED),
            "met": {"type": "boolean"},
            "atMost": {"type": "boolean"},
            "counts": list_of(object_of({"id": dict(ID), "amount": dict(_RECKONED)})),
            "doesNotCount": list_of(object_of({"id": dict(ID), "why": _text()})),
        },
        optional=("required", "short", "met"),
    )
    return object_of(
        {
            "register": dict(STRING),
            "name": _text(),
            "ruleSet": dict(STRING),
            "ruleSetName": _text(),
            "state": options(RuleState),
            "source": _text(),
            "on": dict(DAY),
            "period": _period(),
            "requirements": list_of(requirement),
        },
        optional=("ruleSetName", "source"),  # dossiers made before they were told
    )


def _annex() -> Schema:
    return object_of(
        {
            "label": {"type": "string", "pattern": r"^A-\d+$"},
            "id": dict(ID),
            "name": dict(STRING),
            "kind": options(EvidenceKind),
            "dated": dict(DAY),
            "mediaType": dict(STRING),
            "size": dict(COUNT),
            "pages": dict(COUNT),
            "sha256": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            "records": list_of(ID),
        },
        optional=("kind", "dated", "size", "pages"),
    )


def _permissions() -> Schema:
    return object_of(
        {
            "asked": dict(COUNT),
            "written": dict(COUNT),
            "byState": _counts(PermissionState),
            "exchanges": dict(COUNT),
            "byGround": _counts(Ground),
        }
    )


def _counts(options: type[Option]) -> Schema:
    return object_of({option.value: dict(COUNT) for option in options}, required=())
