"""The JSON Schema of an archive's files, made from the declarations of the record kinds.

The published copy is `resources/schemas/archive-1.schema.json`; a test holds the two together. Every file that holds
records or history fits the part of the schema that carries its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values.json_schema import COUNT, DAY, ID, STRING, Schema, list_of, object_of, value_schema
from portfolio_app.exchange.archive.form import FORMAT, OWN_FIELDS, SCHEMA, SCHEMA_ID, VERSION

_MOMENT: Final = MappingProxyType({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$"})
_NUMBER: Final = MappingProxyType({"type": "integer", "minimum": 1})
_HASH: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-f]{64}$"})


def archive_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12): of `manifest.json` itself, and under `$defs` of all other files."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Vakdossier: an archive",
        "description": (
            "The root is manifest.json. $defs has a part for every other file: data/KIND.json is an array of that "
            "kind; each line of history/operations.jsonl is an operation and of history/changes.jsonl a change; "
            "evidence.json is an array of evidence_file, and spelling/words.json of words. Amounts are decimal text, "
            "durations are minutes."
        ),
        **object_of(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "program": dict(STRING),
                "made_on": dict(DAY),
                "schema": {"const": SCHEMA},
                "records": object_of({kind.key: dict(_NUMBER) for kind in KINDS}, required=()),
                "operations": dict(COUNT),
                "changes": dict(COUNT),
                "history_head": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
                "evidence": dict(COUNT),
                "absent_evidence": dict(COUNT),
                "files": list_of(object_of({"path": dict(STRING), "size": dict(COUNT), "sha256": dict(_HASH)})),
            }
        ),
        "$defs": {
            **{kind.key: list_of(_record(kind)) for kind in KINDS},
            "operation": _operation(),
            "change": _change(),
            "evidence_files": list_of(_evidence_file()),
            "rules": _rules(),
            "words": {
                **list_of(STRING),
                "title": "spelling/words.json: the words that the person taught the spelling; absent without any",
            },
        },
    }


def schema_bytes() -> bytes:
    """Return the schema as the file that is published, and that travels in every archive."""
    return json.dumps(archive_schema(), ensure_ascii=False, indent=1).encode() + b"\n"


def _or_nothing(schema: Mapping[str, Any]) -> Schema:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _record(kind: RecordKind) -> Schema:
    own = {"id": dict(ID), "revision": dict(_NUMBER), "created_at": dict(_MOMENT), "changed_at": dict(_MOMENT)}
    required = (*OWN_FIELDS, *(spec.name for spec in kind.fields if spec.required))
    fields = {spec.name: _field(spec) for spec in kind.fields}
    return {
        "title": kind.label.en,
        "description": kind.hint.en,
        **object_of({**own, **fields}, required=required),
    }


def _field(spec: FieldSpec) -> Schema:
    about = {"title": spec.label.en, "x-label-nl": spec.label.nl, "x-audience": spec.audience.value}
    return {**about, **value_schema(spec.type)}


def _operation() -> Schema:
    return {
        "title": "What was done in one step",
        "description": (
            "hash is the SHA-256 of the compact JSON array of previous_hash, number, name, at, summary (its compact "
            "JSON text), reverses, is_final (0 or 1), first_change, changes, and the list of the hashes of its changes."
        ),
        **object_of(
            {
                "number": dict(_NUMBER),
                "name": dict(STRING),
                "at": dict(_MOMENT),
                "summary": {"type": "object"},
                "reverses": _or_nothing(_NUMBER),
                "is_final": {"type": "boolean"},
                "first_change": dict(_NUMBER),
                "changes": dict(COUNT),
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
        **object_of(
            {
                "number": dict(_NUMBER),
                "operation": dict(_NUMBER),
                "kind": dict(STRING),
                "record_id": dict(ID),
                "action": {"enum": ["added", "changed", "deleted"]},
                "before": fields,
                "after": fields,
                "erased": {"type": "boolean"},
                "hash": dict(_HASH),
            }
        ),
    }


def _rules() -> Schema:
    return {
        "title": "history/rules.json: what was done to one's own registers and rules; absent when nothing was",
        "description": "first holds the files before the first deed, by name; content is null where a file is gone.",
        **object_of(
            {
                "format": {"const": "vakdossier-rule-log/1"},
                "first": {"type": "object", "additionalProperties": dict(STRING)},
                "deeds": list_of(
                    object_of(
                        {
                            "number": dict(_NUMBER),
                            "at": dict(_MOMENT),
                            "after": {**COUNT, "description": "the last operation before it"},
                            "nl": dict(STRING),
                            "en": dict(STRING),
                            "name": dict(STRING),
                            "content": _or_nothing(STRING),
                        }
                    )
                ),
            }
        ),
    }


def _evidence_file() -> Schema:
    return object_of(
        {
            "sha256": dict(_HASH),
            "path": {
                **_or_nothing(STRING),
                "description": "null when the portfolio no longer had the file, or only damaged",
            },
            "file_name": {**STRING, "description": "the name that it was given once, as the portfolio has it"},
            "records": {**list_of(ID), "description": "the evidence records; none when these were deleted"},
        }
    )
