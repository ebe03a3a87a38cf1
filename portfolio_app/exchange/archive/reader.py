"""Reads an archive that somebody gives us: nothing in it is believed before it was held against its hash and its kind.

Nothing is ever unpacked onto the disk. The files are read one by one; of the pages, tables and schemas only the hash is
looked at.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from portfolio_app.common.closing import Closing
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import ValueProblem
from portfolio_app.domain.values.links import is_record_id
from portfolio_app.exchange.archive.errors import (
    DamagedArchiveError,
    NewerArchiveError,
    RecordInArchiveError,
    TooLargeArchiveError,
)
from portfolio_app.exchange.archive.form import (
    CHANGES,
    EVIDENCE_LIST,
    MANIFEST,
    OPERATIONS,
    OWN_FIELDS,
    RULES,
    WORDS,
    ArchivedEvidence,
    ArchivedRecord,
    Manifest,
    Row,
    data_file,
)
from portfolio_app.exchange.archive.history_rows import checked_change, checked_operation, is_moment
from portfolio_app.exchange.archive.limits import LIMITS, Limits
from portfolio_app.exchange.archive.opening import damage_in_words, open_zip

Progress = Callable[[Text, int, int], None]

_READING: Final = Text("Het lezen van het archief", "Reading the archive")
_CHECKING: Final = Text("Archief nakijken", "Checking the archive")
_NOT_JSON: Final = Text("dit is geen geldige JSON.", "this is not valid JSON.")
_NOT_OURS: Final = Text("dit is geen gegeven van Vakdossier.", "this is not a Vakdossier record.")
_WRONG_NUMBER: Final = Text(
    "in {path} staat een ander aantal dan de inhoudsopgave zegt.",
    "{path} holds a different number than the list of contents says.",
)
_PIECE: Final = 256 * 1024
REGISTERS: Final = "registers/"
MOST_REGISTER_BYTES: Final = 2 << 20
MOST_RULES_BYTES: Final = 64_000_000
_LONGEST_WORD: Final = 200
_NO_WORD: Final = Text("dit is geen woord.", "this is not a word.")


class ArchiveReader(Closing):
    """An archive that is open for reading. Close it, or use it as a context manager.

    Args:
        path: the zip file.
        passphrase: of the archive; empty when it has none.
        limits: what an archive may hold.

    Attributes:
        manifest: what it says of itself; true once `verify` went well.

    Raises:
        NotAnArchiveError: it is something else.
        NewerArchiveError: a newer program made it.
        ProtectedArchiveError, WrongArchivePassphraseError: it needs a passphrase, or another one.
        DamagedArchiveError, UnsafeArchiveError, TooLargeArchiveError: it is not to be used.
        EnvironmentRefusedError: the system refused.
    """

    def __init__(self, path: Path, passphrase: str = "", limits: Limits = LIMITS) -> None:
        self._limits = limits
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise refusal_from(error, _READING) from error
        try:
            self._zip = open_zip(self._file, passphrase, limits)
            with damage_in_words(), self._open(MANIFEST) as content:
                listed = content.read()
            self.manifest = Manifest.from_bytes(listed)
            self._refuse_missing_or_added()
        except BaseException:
            self._file.close()
            raise

    def verify(self, progress: Progress = lambda _stage, _done, _all: None) -> None:
        """Hold every file against the list of contents.

        Raises:
            DamagedArchiveError: one is not as it was written; names it.
            EnvironmentRefusedError: the system refused.
        """
        for done, (path, facts) in enumerate(self.manifest.files.items()):
            progress(_CHECKING, done, len(self.manifest.files))
            seen, size = hashlib.sha256(), 0
            with damage_in_words(), self._open(path) as content:
                while piece := content.read(_PIECE):
                    seen.update(piece)
                    size += len(piece)
            if (size, seen.hexdigest()) != (facts.size, facts.sha256):
                raise DamagedArchiveError(
                    Text("{path} is veranderd.", "{path} was altered.").fill(path=ascii(path)[1:81])
                )

    def records(self) -> Iterator[ArchivedRecord]:
        """Go through all records, kind by kind; each is complete and fits its kind.

        Raises:
            RecordInArchiveError: one is not.
            DamagedArchiveError: there are more or fewer than there should be.
        """
        for kind in KINDS:
            if kind.key in self.manifest.records:
                yield from self._records_of(kind)

    def operations(self) -> Iterator[Row]:
        """Go through the history, in the form of `ArchiveSource.operations`; the chain of hashes is not followed here.

        Raises:
            RecordInArchiveError, DamagedArchiveError: as `records`.
        """
        return self._rows(OPERATIONS, self.manifest.operations, checked_operation)

    def changes(self) -> Iterator[Row]:
        """Go through what the operations changed, in the form of `ArchiveSource.changes`.

        Raises:
            RecordInArchiveError, DamagedArchiveError: as `records`.
        """
        return self._rows(CHANGES, self.manifest.changes, checked_change)

    def evidence(self) -> list[ArchivedEvidence]:
        """Return which evidence is in which file.

        Raises:
            DamagedArchiveError: the list is not as it was written.
        """
        found = [ArchivedEvidence.from_plain(self._json(EVIDENCE_LIST, *line)) for line in self._items(EVIDENCE_LIST)]
        for each in found:
            facts = self.manifest.files.get(each.path)
            if each.path and (facts is None or facts.sha256 != each.sha256):
                raise DamagedArchiveError(
                    Text("de lijst van bewijsstukken klopt niet.", "the list of evidence is not correct.")
                )
        return found

    def registers(self) -> Iterator[tuple[str, bytes]]:
        """Go through the register files: the path of each below `registers/`, and its content.

        Raises:
            DamagedArchiveError, EnvironmentRefusedError: one cannot be read any more.
        """
        for path in sorted(self.manifest.files):
            if path.startswith(REGISTERS) and self.manifest.files[path].size <= MOST_REGISTER_BYTES:
                with damage_in_words(), self._open(path) as content:
                    yield path.removeprefix(REGISTERS), content.read(MOST_REGISTER_BYTES)

    def rule_log(self) -> str:
        """Return what was done to the person's own registers and rules, as it was written; empty when nothing is there.

        It is text and nothing more: whoever takes it over sees to it that it is what it should be.

        Raises:
            DamagedArchiveError, EnvironmentRefusedError: it cannot be read any more.
        """
        facts = self.manifest.files.get(RULES)
        if facts is None or facts.size > MOST_RULES_BYTES:
            return ""
        with damage_in_words(), self._open(RULES) as content:
            return content.read(MOST_RULES_BYTES).decode("utf-8", "replace")

    def words(self) -> Iterator[str]:
        """Go through the words that the person taught the spelling; none in an archive of before these were in it.

        Raises:
            RecordInArchiveError, DamagedArchiveError: as `records`.
        """
        for number, line in self._items(WORDS) if WORDS in self.manifest.files else ():
            word = self._json(WORDS, number, line)
            if not (isinstance(word, str) and 0 < len(word) <= _LONGEST_WORD and word.isprintable()):
                raise RecordInArchiveError(WORDS, number, _NO_WORD)
            yield word

    @contextmanager
    def evidence_content(self, evidence: ArchivedEvidence) -> Iterator[IO[bytes]]:
        """Give the content of a file of evidence.

        Raises:
            DamagedArchiveError, EnvironmentRefusedError: it cannot be read any more.
        """
        with damage_in_words(), self._open(evidence.path) as content:
            yield content

    def close(self) -> None:
        """Close the file; may be called again."""
        self._zip.close()
        self._file.close()

    def _refuse_missing_or_added(self) -> None:
        there = set(self._zip.namelist()) - {MANIFEST}
        listed = set(self.manifest.files)
        needed = {OPERATIONS, CHANGES, EVIDENCE_LIST}
        unknown = self.manifest.records.keys() - {kind.key for kind in KINDS}
        if unknown:
            raise NewerArchiveError(
                Text(
                    "Deze versie kent een soort gegevens erin niet.",
                    "This version does not know one of the kinds of record in it.",
                )
            )
        needed |= {data_file(kind) for kind in KINDS if kind.key in self.manifest.records}
        if missing := sorted((listed | needed) - there):
            raise DamagedArchiveError(
                Text("{path} ontbreekt.", "{path} is missing.").fill(path=ascii(missing[0])[1:81])
            )
        if added := sorted(there - listed):
            raise DamagedArchiveError(
                Text("{path} hoort er niet in.", "{path} does not belong in it.").fill(path=ascii(added[0])[1:81])
            )

    def _open(self, path: str) -> IO[bytes]:
        with damage_in_words():
            return io.BufferedReader(self._zip.open(path), _PIECE)  # type: ignore[type-var]

    def _records_of(self, kind: RecordKind) -> Iterator[ArchivedRecord]:
        path, number = data_file(kind), 0
        for number, line in self._items(path):
            yield _record(kind, self._json(path, number, line), path, number)
        if number != self.manifest.records[kind.key]:
            raise DamagedArchiveError(_WRONG_NUMBER.fill(path=path))

    def _rows(self, path: str, expected: int, checked: Callable[[Any], Row]) -> Iterator[Row]:
        number = 0
        for number, line in self._lines(path):
            plain = self._json(path, number, line)
            try:
                yield checked(plain)
            except ValueProblem as problem:
                raise RecordInArchiveError(path, number, problem.message) from problem
        if number != expected:
            raise DamagedArchiveError(_WRONG_NUMBER.fill(path=path))

    def _items(self, path: str) -> Iterator[tuple[int, bytes]]:
        """Go through the items of an array, of which the writer puts each on a line of its own."""
        ended = False
        for place, line in self._lines(path):
            bare = line.strip()
            if ended or (place == 1) != (bare == b"["):
                raise RecordInArchiveError(path, place, _NOT_JSON)
            ended = bare == b"]"
            if place > 1 and not ended:
                yield place - 1, bare.removesuffix(b",")
        if not ended:
            raise DamagedArchiveError(_WRONG_NUMBER.fill(path=path))

    def _lines(self, path: str) -> Iterator[tuple[int, bytes]]:
        place = 0
        with self._open(path) as content:
            while True:
                with damage_in_words():
                    line = content.readline(self._limits.line_bytes + 1)
                if not line:
                    return
                if len(line) > self._limits.line_bytes:
                    raise TooLargeArchiveError(Text("een gegeven erin is te groot.", "a record in it is too large."))
                place += 1
                yield place, line

    def _json(self, path: str, number: int, line: bytes) -> Any:  # noqa: ANN401 - anything may stand there
        try:
            words = line.decode()
            plain = json.loads(words, parse_float=_no_number, parse_constant=_no_number)
            if "\\ud" in words.lower():
                # Half a sign can hide behind an escape, where decoding does not see it; encoding refuses it.
                json.dumps(plain, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise RecordInArchiveError(path, number, _NOT_JSON) from error
        return plain


def _no_number(_words: str) -> NoReturn:
    raise ValueError("the archive has whole numbers and decimal text only")


def _record(kind: RecordKind, plain: object, path: str, number: int) -> ArchivedRecord:
    if not isinstance(plain, dict):
        raise RecordInArchiveError(path, number, _NOT_OURS)
    own = {name: plain.pop(name, None) for name in OWN_FIELDS}
    revision = own["revision"]
    if not (isinstance(own["id"], str) and is_record_id(own["id"])) or not (
        isinstance(revision, int) and not isinstance(revision, bool) and revision > 0
    ):
        raise RecordInArchiveError(path, number, _NOT_OURS)
    if not (is_moment(own["created_at"]) and is_moment(own["changed_at"])):
        raise RecordInArchiveError(path, number, _NOT_OURS)
    try:
        record = kind.from_plain(own["id"], plain)
    except ValueProblem as problem:
        raise RecordInArchiveError(path, number, problem.message) from problem
    for found in record.problems():
        why = Text("“{field}”: {problem}", "“{field}”: {problem}").fill(field=found.field.label, problem=found.problem)
        raise RecordInArchiveError(path, number, why)
    return ArchivedRecord(record, revision, own["created_at"], own["changed_at"])
