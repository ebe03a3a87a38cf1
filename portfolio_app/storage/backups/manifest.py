"""What a backup says of itself, sealed with the vault's key, so that nobody can pass off another as it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.storage.keys import DataKey

MANIFEST_NAME: Final = "manifest.json"
FORMAT: Final = 2

_MAGIC: Final = "vakdossier backup"
_PURPOSE: Final = "backup manifest"


class BackupReason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    CLOSE = "close"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"


class UnusableManifestError(Exception):
    """The manifest is not there, not as it was written, or not of this vault.

    Attributes:
        why: for the person.
    """

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class BackupDamagedError(EnvironmentRefusedError):
    """A backup is not as it was made, so it was not used.

    Attributes:
        name: of the backup.
        next_good: name of the newest backup beside it that is good; empty when there is none.
    """

    def __init__(self, name: str, why: Text, next_good: str = "") -> None:
        super().__init__(
            Text(
                "De reservekopie {name} is niet goed en is niet gebruikt: {why}",
                "The backup {name} is not good and was not used: {why}",
            ).fill(name=name, why=why),
            Text("Gebruik de reservekopie {name}; die is goed.", "Use the backup {name}; it is good.").fill(
                name=next_good
            )
            if next_good
            else Text("Zoek een reservekopie op een andere plaats.", "Look for a backup in another place."),
        )
        self.name = name
        self.next_good = next_good


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was in the vault when the backup was made.

    Attributes:
        vault_id: of which vault it is.
        made_at: when, in UTC.
        reason: why it was made.
        schema_version: of the database.
        records: how many records there were.
        operations: the number of the last operation in the history; 0 when nothing was ever done.
        head: the hash of that operation; two vaults with the same head hold the same.
        header_sha256: of the copy of the key file.
        database_bytes: the size of the copy of the database.
        database_sha256: of the copy of the database.
        evidence: the sizes in bytes of the encrypted files of evidence, by their names in the store.
        absent: the names of evidence that was missing or damaged already when the backup was made.
        sequence: one more than that of any backup that stood in the store: the order in which they were made, which
            no clock can confuse; 0 in a backup of format 1, which did not count.
    """

    vault_id: str
    made_at: datetime
    reason: BackupReason
    schema_version: int
    records: int
    operations: int
    head: str
    header_sha256: str
    database_bytes: int
    database_sha256: str
    evidence: Mapping[str, int]
    absent: tuple[str, ...] = ()
    sequence: int = 0

    @property
    def order(self) -> tuple[int, int, datetime]:
        """What backups of one store are ordered by: that of their making, the work in them, and only then the clock."""
        return self.sequence, self.operations, self.made_at

    def sealed(self, key: DataKey) -> bytes:
        """Return the content of the file, sealed with the vault's key."""
        body: dict[str, Any] = {
            "what": _MAGIC,
            "format": FORMAT,
            **asdict(self),
            "made_at": self.made_at.isoformat(),
            "evidence": dict(sorted(self.evidence.items())),
            "absent": sorted(self.absent),
        }
        return (json.dumps({**body, "seal": _seal(body, key)}, indent=1) + "\n").encode()


def read_manifest(content: bytes, key: DataKey) -> Manifest:
    """Return the manifest, once it is sure that this vault's key sealed it.

    Raises:
        UnusableManifestError: it is not as it was written, of another vault, or of a newer program.
    """
    try:
        body = json.loads(content)
        if not isinstance(body, dict) or body.get("what") != _MAGIC:
            raise UnusableManifestError(_NOT_OURS)
        if isinstance(body.get("format"), int) and body["format"] > FORMAT:
            raise UnusableManifestError(_NEWER)
        seal = body.pop("seal", "")
        if not isinstance(seal, str) or not hmac.compare_digest(seal.encode(), _seal(body, key).encode()):
            raise UnusableManifestError(_ALTERED)
        fields = {name: value for name, value in body.items() if name not in ("what", "format")}
        manifest = Manifest(
            **{
                **fields,
                "made_at": datetime.fromisoformat(body["made_at"]),
                "reason": BackupReason(body["reason"]),
                "absent": tuple(body["absent"]),
                "sequence": int(body.get("sequence", 0)),
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnusableManifestError(_NOT_OURS) from error
    if not all(_stays_inside(name) for name in manifest.evidence):
        raise UnusableManifestError(_NOT_OURS)
    return manifest


def _seal(body: dict[str, Any], key: DataKey) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(key.derive(_PURPOSE), canonical, hashlib.sha256).hexdigest()


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and not name.startswith("/") and ".." not in parts


_NOT_OURS: Final = Text("de inhoudsopgave is onleesbaar.", "its list of contents cannot be read.")
_ALTERED: Final = Text(
    "de inhoudsopgave is veranderd, of hoort bij een ander portfolio.",
    "its list of contents was altered, or belongs to another portfolio.",
)
_NEWER: Final = Text(
    "ze is gemaakt met een nieuwere versie van het programma.", "it was made with a newer version of the program."
)
