"""What a database holds, asked through the bare driver, so that it also works on a copy and on an older schema."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portfolio_app.storage import migrations
from portfolio_app.storage.driver import Connection
from portfolio_app.storage.evidence import is_sha256

_PIECE: Final = 1 << 20

_COUNT: Final = "SELECT count(*) FROM record"
_HEAD: Final = "SELECT number, hash FROM operation ORDER BY number DESC LIMIT 1"
# Also what was deleted: it can be brought back. What was erased for good is not in the history any more.
_NOW: Final = "SELECT sha256 FROM evidence UNION "
_BEFORE: Final = """
    SELECT json_extract(before, '$.sha256') FROM change WHERE kind = 'evidence' AND before IS NOT NULL
    UNION SELECT json_extract(after, '$.sha256') FROM change WHERE kind = 'evidence' AND after IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """How far a database has come.

    Attributes:
        schema_version: of its tables.
        records: how many there are.
        operations: the number of the last operation; 0 when nothing was ever done.
        head: the hash of that operation; empty when nothing was ever done.
    """

    schema_version: int
    records: int
    operations: int
    head: str


def contents_of(connection: Connection) -> Contents:
    """Return how far an open database has come.

    Raises:
        NewerVaultError, DamagedDatabaseError: as `schema_version`.
    """
    version = migrations.schema_version(connection)
    counted = connection.execute(_COUNT).fetchone()
    number, head = connection.execute(_HEAD).fetchone() or (0, "")
    return Contents(version, int(counted[0]) if counted else 0, int(number), str(head))


def evidence_hashes(connection: Connection) -> frozenset[str]:
    """Return the hashes of all evidence that the records or their history name."""
    has_table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence'").fetchone()  # not schema 1
    found = (row[0] for row in connection.execute(f"{_NOW if has_table else ''}{_BEFORE}").fetchall())
    return frozenset(sha256 for sha256 in found if isinstance(sha256, str) and is_sha256(sha256))


def sha256_of_file(path: Path) -> str:
    """Return the hash of a file.

    Raises:
        OSError: it cannot be read.
    """
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            seen.update(piece)
    return seen.hexdigest()
