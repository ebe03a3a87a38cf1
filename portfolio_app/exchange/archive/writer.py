"""Writes an archive from a source, file by file; what is held in memory does not grow with what the files hold."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import IO, Any, Final

from portfolio_app.common.text import LANGUAGES, Text
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.exchange.archive import cells
from portfolio_app.exchange.archive.book import FRONT, Book, page_path, pages_of_records
from portfolio_app.exchange.archive.form import (
    CHANGES,
    EVIDENCE_FOLDER,
    EVIDENCE_LIST,
    OPERATIONS,
    RULES,
    SCHEMA,
    WORDS,
    ArchivedEvidence,
    ArchivedRecord,
    ArchiveSource,
    Manifest,
    Row,
    csv_file,
    data_file,
    is_sha256,
)
from portfolio_app.exchange.archive.front_page import front_page, photo_of
from portfolio_app.exchange.archive.history_pages import HISTORY, history_pages
from portfolio_app.exchange.archive.names import evidence_name
from portfolio_app.exchange.archive.output import ArchiveOutput, MemberSink, Target
from portfolio_app.exchange.archive.passphrases import RandomBytes, refuse_weak
from portfolio_app.exchange.archive.protection import ProtectedOutput
from portfolio_app.exchange.archive.record_pages import record_pages
from portfolio_app.exchange.archive.schema import schema_bytes

Progress = Callable[[Text, int, int], None]

_CHECKING: Final = Text("Bewijsstukken nakijken", "Checking evidence")
_RECORDS: Final = Text("Gegevens wegschrijven", "Writing records")
_HISTORY: Final = Text("Geschiedenis wegschrijven", "Writing history")
_FILES: Final = Text("Bewijsstukken wegschrijven", "Writing evidence")
_PIECE: Final = 256 * 1024
_ROWS_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """How an archive is made.

    Attributes:
        made_on: the day of the archive.
        program: the version of the program.
        describe: what a code of a register stands for.
        say_operation: what an operation of the history is called.
        passphrase: protects the archive; empty for none.
        random_bytes: source of what must be random in a protected archive.
    """

    made_on: date
    program: str
    describe: Callable[[str], Text]
    say_operation: Callable[[str], Text]
    passphrase: str = ""
    random_bytes: RandomBytes = secrets.token_bytes


def write_archive(
    source: ArchiveSource,
    target: IO[bytes],
    options: ArchiveOptions,
    progress: Progress = lambda _stage, _done, _all: None,
) -> Manifest:
    """Write an archive of all that `source` has into `target`, an empty file that can be sought in.

    The same source, day and program give the same bytes, unless a passphrase protects it.

    Raises:
        WeakPassphraseError: the passphrase is too easily guessed; nothing was written.
        TooLargeArchiveError: there is more than an archive may hold.
        EnvironmentRefusedError: evidence turned out to be damaged while it was read.
        OSError: the target refused.
    """
    if not options.passphrase:
        return _write(source, target, options, progress)
    refuse_weak(options.passphrase, options.random_bytes)
    protected = ProtectedOutput(target, options.passphrase, options.made_on, options.random_bytes)
    manifest = _write(source, protected, options, progress)
    protected.close()
    return manifest


def _write(source: ArchiveSource, target: Target, options: ArchiveOptions, progress: Progress) -> Manifest:
    with ArchiveOutput(target, options.made_on) as output:
        return _Writing(source, output, options, progress).all()


class _Writing:
    """One archive in the making."""

    def __init__(
        self, source: ArchiveSource, output: ArchiveOutput, options: ArchiveOptions, progress: Progress
    ) -> None:
        self._source = source
        self._output = output
        self._options = options
        self._progress = progress
        self._sizes: dict[str, int] = {}
        self._counts = {kind.key: number for kind in KINDS if (number := source.counts().get(kind.key, 0))}

    def all(self) -> Manifest:
        evidence = self._evidence()
        history = self._write_history()
        book = Book(
            made_on=self._options.made_on,
            describe=self._options.describe,
            say_operation=self._options.say_operation,
            evidence={each.sha256: each for each in evidence},
            counts=self._counts,
            operations=history.operations,
            page_of=pages_of_records(self._source),
        )
        self._write_front(book)
        self._write_records(book)
        self._write_history_pages(book)
        self._write_evidence(evidence)
        self._write_about()
        absent = sum(not each.path for each in evidence)
        manifest = replace(
            history,
            records=self._counts,
            evidence=len(evidence) - absent,
            absent_evidence=absent,
            files=dict(sorted(self._output.files.items())),
        )
        self._output.finish(manifest)
        return manifest

    def _evidence(self) -> list[ArchivedEvidence]:
        """Return all evidence that the records or the history name, each with the name of its file in the archive."""
        named: dict[str, list[Evidence]] = {}
        for archived in self._source.records(Evidence.kind):
            if isinstance(archived.record, Evidence) and is_sha256(archived.record.sha256):
                # Without the text of the file: it can be a whole book.
                named.setdefault(archived.record.sha256, []).append(replace(archived.record, text=""))
        deleted = self._names_in_history(self._source.evidence_hashes() - named.keys())
        taken: set[str] = set()
        found: list[ArchivedEvidence] = []
        for done, sha256 in enumerate([*named, *deleted]):
            self._progress(_CHECKING, done, len(named) + len(deleted))
            records = named.get(sha256, [])
            file_name, media_type = (records[0].file_name, records[0].media_type) if records else deleted[sha256]
            name = file_name or (records[0].name if records else "")
            path = ""
            size = self._source.evidence_size(sha256)
            if size is not None:
                self._sizes[sha256] = size
                path = f"{EVIDENCE_FOLDER}/{evidence_name(name, media_type, taken)}"
            found.append(ArchivedEvidence(sha256, path, file_name, tuple(record.id for record in records)))
        return found

    def _names_in_history(self, hashes: frozenset[str]) -> dict[str, tuple[str, str]]:
        """Return file name and media type of evidence that was deleted, by hash, as the history last knew them."""
        found = dict.fromkeys(sorted(hashes), ("", ""))
        for row in self._source.changes() if hashes else ():
            for side in ("before", "after"):
                fields = json.loads(row[side]) if row["kind"] == Evidence.kind.key and row[side] else {}
                if fields.get("sha256") in found:
                    found[fields["sha256"]] = (str(fields.get("file_name", "")), str(fields.get("media_type", "")))
        return found

    def _write_records(self, book: Book) -> None:
        for done, kind in enumerate(book.kinds):
            self._progress(_RECORDS, done, len(book.kinds))
            with self._output.member(data_file(kind)) as sink:
                _write_array(sink, map(_record_line, self._source.records(kind)))
            with self._output.member(csv_file(kind)) as sink:
                sink.text(cells.header_line(kind))
                _write_lines(sink, (cells.record_line(each.record) for each in self._source.records(kind)))
            for language in LANGUAGES:
                pages = record_pages(self._source, kind, book, language)
                self._write_pages(pages, partial(page_path, language, kind.key))
        with self._output.member("csv/fields.csv") as sink:
            _write_lines(sink, cells.fields_lines())

    def _write_history(self) -> Manifest:
        """Write the history as JSON, and return a manifest that knows of nothing else yet."""
        self._progress(_HISTORY, 0, 1)
        operations = changes = 0
        head = ""
        with self._output.member(OPERATIONS) as sink:
            for row in self._source.operations():
                sink.text(_operation_line(row))
                operations, head = operations + 1, row["hash"]
        with self._output.member(CHANGES) as sink:
            for row in self._source.changes():
                sink.text(_change_line(row))
                changes += 1
        if rules := self._source.rule_log():
            with self._output.member(RULES) as sink:
                sink.text(rules + "\n")
        return Manifest(self._options.program, self._options.made_on, {}, operations, changes, head, 0, 0, {})

    def _write_history_pages(self, book: Book) -> None:
        if not book.operations:
            return
        for language in LANGUAGES:
            pages = history_pages(self._source, book, language)
            self._write_pages(pages, partial(page_path, language, HISTORY))

    def _write_pages(self, pages: Iterator[Iterator[str]], path_of: Callable[[int], str]) -> None:
        for number, pieces in enumerate(pages, start=1):
            with self._output.member(path_of(number)) as sink:
                _write_lines(sink, pieces)

    def _write_front(self, book: Book) -> None:
        person = next((each.record for each in self._source.records(Person.kind)), None)
        owner = person if isinstance(person, Person) else None
        portraits = (each.record for each in self._source.records(Evidence.kind))
        portrait = next((each for each in portraits if owner and each.id == owner.photo), None)
        photo = photo_of(owner, portrait if isinstance(portrait, Evidence) else None, book)
        for language, path in FRONT.items():
            with self._output.member(path) as sink:
                _write_lines(sink, front_page(owner, photo, book, language))

    def _write_evidence(self, evidence: list[ArchivedEvidence]) -> None:
        plain = [json.dumps(each.to_plain(), ensure_ascii=False) for each in evidence]
        with self._output.member(EVIDENCE_LIST) as sink:
            _write_array(sink, iter(plain))
        present = [each for each in evidence if each.path]
        for done, each in enumerate(present):
            self._progress(_FILES, done, len(present))
            with (
                self._source.open_evidence(each.sha256) as content,
                self._output.member(each.path, size=self._sizes[each.sha256], packed=False) as sink,
            ):
                while piece := content.read(_PIECE):
                    sink.write(piece)

    def _write_about(self) -> None:
        for file in self._source.registers():
            with self._output.member(f"registers/{file.name}", size=len(file.content)) as sink:
                sink.write(file.content)
        if words := self._source.words():
            with self._output.member(WORDS) as sink:
                _write_array(sink, (json.dumps(word, ensure_ascii=False) for word in words))
        with self._output.member(SCHEMA) as sink:
            sink.write(schema_bytes())


def _record_line(archived: ArchivedRecord) -> str:
    plain: dict[str, Any] = {
        "id": archived.record.id,
        "revision": archived.revision,
        "created_at": archived.created_at,
        "changed_at": archived.changed_at,
        **archived.record.to_plain(),
    }
    return json.dumps(plain, ensure_ascii=False)


def _operation_line(row: Row) -> str:
    # The summary goes out as it was hashed: so that the chain can be followed, it is not written anew.
    head = json.dumps({name: row[name] for name in ("number", "name", "at")}, ensure_ascii=False)
    names = ("reverses", "is_final", "first_change", "changes", "previous_hash", "hash")
    tail = json.dumps({name: row[name] for name in names}, ensure_ascii=False)
    return f'{head[:-1]}, "summary": {row["summary"]}, {tail[1:]}\n'


def _change_line(row: Row) -> str:
    names = ("number", "operation", "kind", "record_id", "action")
    head = json.dumps({name: row[name] for name in names}, ensure_ascii=False)
    tail = json.dumps({name: row[name] for name in ("erased", "hash")}, ensure_ascii=False)
    before, after = (row[side] if row[side] is not None else "null" for side in ("before", "after"))
    return f'{head[:-1]}, "before": {before}, "after": {after}, {tail[1:]}\n'


def _write_array(sink: MemberSink, items: Iterator[str]) -> None:
    """Write a JSON array, each of its items (JSON already) on a line of its own."""
    sink.text("[")
    _write_lines(sink, (f"{',' if number else ''}\n{item}" for number, item in enumerate(items)))
    sink.text("\n]\n")


def _write_lines(sink: MemberSink, pieces: Iterable[str]) -> None:
    """Write many small pieces with few calls."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == _ROWS_AT_ONCE:
            sink.text("".join(waiting))
            waiting.clear()
    sink.text("".join(waiting))
