"""The form of an archive: which file is what, and the list of contents that seals it.

An archive is a zip file; all text in it is UTF-8.

manifest.json              this list: format, version, counts, and SHA-256 and size of every other file
index.html, index.en.html  to read everything in a browser; the pages are in pages/
data/KIND.json             the records of one kind: an array of objects
history/operations.jsonl   what was done, one object a line, each with the hash of the one before
history/changes.jsonl      what that changed, one object a line
history/rules.json         what was done to the person's own registers and rules; absent when nothing was
evidence/                  the files, under their own names
evidence.json              which evidence is in which file
csv/KIND.csv               the same records for a spreadsheet; csv/fields.csv explains the columns
registers/                 the register data and rule sets by which the records were judged
spelling/words.json        the words that the person taught the spelling; absent when there are none
schemas/                   the JSON Schema of the JSON files
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, Final, Protocol

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.exchange.archive.errors import DamagedArchiveError, NewerArchiveError, NotAnArchiveError

FORMAT: Final = "vakdossier-archive"
VERSION: Final = 1
"""Raised by a change that an old reader would misunderstand."""

MANIFEST: Final = "manifest.json"
EVIDENCE_LIST: Final = "evidence.json"
OPERATIONS: Final = "history/operations.jsonl"
CHANGES: Final = "history/changes.jsonl"
SCHEMA: Final = f"schemas/archive-{VERSION}.schema.json"
SCHEMA_ID: Final = f"urn:{FORMAT}:{VERSION}"
RULES: Final = "history/rules.json"
WORDS: Final = "spelling/words.json"
"""Archives had neither of these two at first. Who reads them as they did then passes these by, and errs in nothing."""

EVIDENCE_FOLDER: Final = "evidence"
OWN_FIELDS: Final = ("id", "revision", "created_at", "changed_at")
"""What a record has in the archive besides the fields of its kind."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_LIST_DAMAGED: Final = Text("de inhoudsopgave is onleesbaar.", "its list of contents cannot be read.")

Row = dict[str, Any]
"""One entry of the history, by column."""


def is_sha256(words: str) -> bool:
    """Tell whether `words` has the form of a hash by which evidence is kept."""
    return _SHA256.fullmatch(words) is not None


def data_file(kind: RecordKind) -> str:
    """Return the path of the records of a kind."""
    return f"data/{kind.key}.json"


def csv_file(kind: RecordKind) -> str:
    """Return the path of the table of a kind."""
    return f"csv/{kind.key}.csv"


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """A record with what the vault knows of it besides its fields.

    Attributes:
        revision: counts its changes, from 1.
        created_at, changed_at: moments in ISO 8601, UTC.
    """

    record: Record
    revision: int
    created_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of the register data or rule sets: its path below `registers/`, and its content."""

    name: str
    content: bytes


class Titled(Protocol):
    """What a record is called."""

    @property
    def kind(self) -> str:
        """The key of its kind."""
        ...

    def say(self, language: Language) -> str:
        """Return what it is called in `language`."""
        ...


class ArchiveSource(Protocol):
    """A vault as an archive is written from it: all calls see it at the same moment.

    Every walk is done more than once, and always gives the same in the same order.
    """

    def counts(self) -> Mapping[str, int]:
        """Return how many records there are, by key of their kind; kinds without any may be left out."""
        ...

    def records(self, kind: RecordKind) -> Iterator[ArchivedRecord]:
        """Go through the records of a kind, in the order in which its lists show them."""
        ...

    def ids(self, kind: RecordKind) -> Iterator[str]:
        """Go through the ids of the records of a kind, in the order of `records`."""
        ...

    def titles(self, ids: list[str]) -> Mapping[str, Titled]:
        """Return what the records with these ids are called, by id."""
        ...

    def operations(self) -> Iterator[Row]:
        """Go through the history from its start; `summary` is JSON text as it was hashed."""
        ...

    def changes(self) -> Iterator[Row]:
        """Go through what the operations changed; `before` and `after` are JSON text as it was hashed, or None."""
        ...

    def evidence_hashes(self) -> frozenset[str]:
        """Return the hashes of all evidence that the records or their history name."""
        ...

    def evidence_size(self, sha256: str) -> int | None:
        """Return the size of a piece of evidence, read in full and held against its hash; None when it is not good."""
        ...

    def open_evidence(self, sha256: str) -> IO[bytes]:
        """Return the content of a piece of evidence."""
        ...

    def registers(self) -> Iterator[ArchivedFile]:
        """Go through the files of the register data and rule sets."""
        ...

    def rule_log(self) -> str:
        """Return what was done to the person's own registers and rules, as JSON; empty when nothing was."""
        ...

    def words(self) -> list[str]:
        """Return the words that the person taught the spelling, in a fixed order."""
        ...


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Size in bytes and SHA-256 of a file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchivedEvidence:
    """A piece of evidence.

    Attributes:
        sha256: of the content.
        path: of the file in the archive; empty when the vault did not have it any more, or only damaged.
        file_name: the name that it was given once, as the vault has it.
        records: the ids of the evidence records; none when these were deleted.
    """

    sha256: str
    path: str
    file_name: str
    records: tuple[str, ...]

    def to_plain(self) -> Row:
        """Return it as JSON knows it."""
        return {
            "sha256": self.sha256,
            "path": self.path or None,
            "file_name": self.file_name,
            "records": list(self.records),
        }

    @classmethod
    def from_plain(cls, plain: object) -> ArchivedEvidence:
        """Return what `to_plain` gave.

        Raises:
            DamagedArchiveError: it is not that.
        """
        if isinstance(plain, dict):
            sha256, path, name, records = (plain.get(key) for key in ("sha256", "path", "file_name", "records"))
            if (
                isinstance(sha256, str)
                and is_sha256(sha256)
                and (path is None or isinstance(path, str))
                and isinstance(name, str)
                and isinstance(records, list)
                and all(isinstance(record_id, str) for record_id in records)
            ):
                return cls(sha256, path or "", name, tuple(records))
        raise DamagedArchiveError(
            Text("de lijst van bewijsstukken is onleesbaar.", "the list of evidence cannot be read.")
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Attributes:
        program: the version of the program that made it.
        made_on: the day of the archive.
        records: how many records of each kind, by key; only kinds that have some.
        operations, changes: how many entries the history has.
        history_head: the hash of the last operation; empty when nothing was ever done.
        evidence: how many files of evidence there are.
        absent_evidence: how many more there should be.
        files: all files but this list, by path.
    """

    program: str
    made_on: date
    records: Mapping[str, int]
    operations: int
    changes: int
    history_head: str
    evidence: int
    absent_evidence: int
    files: Mapping[str, MemberFacts]

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(self.records.values())

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        plain = {
            "format": FORMAT,
            "version": VERSION,
            "program": self.program,
            "made_on": self.made_on.isoformat(),
            "schema": SCHEMA,
            "records": dict(self.records),
            "operations": self.operations,
            "changes": self.changes,
            "history_head": self.history_head,
            "evidence": self.evidence,
            "absent_evidence": self.absent_evidence,
            "files": [{"path": path, "size": facts.size, "sha256": facts.sha256} for path, facts in self.files.items()],
        }
        return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """Return the manifest that `to_bytes` gave.

        Raises:
            NotAnArchiveError: it is the list of something else.
            NewerArchiveError: a newer program wrote it.
            DamagedArchiveError: it is not as it was written.
        """
        try:
            plain = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise DamagedArchiveError(_LIST_DAMAGED) from error
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise NotAnArchiveError
        version = plain.get("version")
        if not _is_count(version) or not version:
            raise DamagedArchiveError(_LIST_DAMAGED)
        if version > VERSION:
            raise NewerArchiveError
        try:
            return cls._from_plain(plain)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DamagedArchiveError(_LIST_DAMAGED) from error

    @classmethod
    def _from_plain(cls, plain: Row) -> Manifest:
        files = {
            str(entry["path"]): MemberFacts(_count(entry["size"]), _sha256(entry["sha256"])) for entry in plain["files"]
        }
        if len(files) != len(plain["files"]):
            raise ValueError("a path stands in the list twice")
        return cls(
            program=str(plain["program"])[:40],
            made_on=date.fromisoformat(plain["made_on"]),
            records={str(kind): _count(number) for kind, number in plain["records"].items()},
            operations=_count(plain["operations"]),
            changes=_count(plain["changes"]),
            history_head=str(plain["history_head"]),
            evidence=_count(plain["evidence"]),
            absent_evidence=_count(plain["absent_evidence"]),
            files=files,
        )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _count(value: Any) -> int:  # noqa: ANN401 - anything may stand in a file
    if not _is_count(value):
        raise ValueError("not a count")
    return int(value)


def _sha256(value: Any) -> str:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(value, str) or not is_sha256(value):
        raise ValueError("not a SHA-256")
    return value
