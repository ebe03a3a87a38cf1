"""The published schema of an archive: the declarations make it, and records of every kind fit it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from portfolio_app.common.resources import resource
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import Reference
from portfolio_app.exchange.archive.schema import archive_schema, schema_bytes
from tests.strategies import records

MOMENT = "2026-03-02T09:30:00.000000+00:00"


@cache
def validator(part: str) -> Draft202012Validator:
    schema = archive_schema()
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def as_archived(record: Record) -> dict[str, Any]:
    links = {spec.name: "doel" for spec in record.kind.fields if spec.required and isinstance(spec.type, Reference)}
    record = record.with_values(**links)
    own = {"id": record.id, "revision": 1, "created_at": MOMENT, "changed_at": MOMENT}
    return json.loads(json.dumps({**own, **record.to_plain()}))  # type: ignore[no-any-return]


def test_the_published_copy_is_what_the_declarations_say() -> None:
    assert resource("schemas", "archive-1.schema.json").read_bytes() == schema_bytes()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(archive_schema())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_record_that_can_be_saved_fits(kind: RecordKind) -> None:
    @settings(max_examples=30)
    @given(record=records(kind, filled=True))
    def holds(record: Record) -> None:
        validator(kind.key).validate([as_archived(record)])

    holds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_is_no_such_record_does_not_fit(kind: RecordKind) -> None:
    @settings(max_examples=1)
    @given(record=records(kind, filled=True))
    def holds(record: Record) -> None:
        good = as_archived(record)
        for bad in ({**good, "unheard": 1}, {**good, "id": "../x"}, {**good, "revision": 0}, {**good, "notes": 5}):
            with pytest.raises(ValidationError):
                validator(kind.key).validate([bad])

    holds()
