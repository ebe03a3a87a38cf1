"""The data of a dossier in parts that a person knows by name, each with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

_RECORDS: Final = "records"


def part_digests(content: bytes) -> dict[str, str]:
    """Return the SHA-256 of each part of the data: `standings`, `records.activity`.

    Raises:
        ValueError: the content is no JSON object.
    """
    try:
        data = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(data, dict):
        raise ValueError("no object")  # noqa: TRY004 - wrong content of a file, not a wrong argument
    return {name: hashlib.sha256(_canonical(value)).hexdigest() for name, value in _parts(data)}


def _parts(data: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if key == _RECORDS and isinstance(value, dict):
            for kind, records in value.items():
                yield f"{_RECORDS}.{kind}", records
        else:
            yield key, value


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True).encode("ascii")
