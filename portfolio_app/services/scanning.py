"""The privacy check of whole things: a file, what stands on standard input, all that a document would show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import NO_TEXT, Text, same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.privacy import NO_DETAILS, NOBODY, Hit, KnownPeople, OwnDetails, examine
from portfolio_app.domain.records.career import Referee
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.permission import GiverKind, Permission
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import Lines, LongText, ShortText, Texts
from portfolio_app.registers.naming import Naming, by_title
from portfolio_app.services.progress import Cancelled, Progress, go_on, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.reading import GuardedReader, Passage

_DEEPEST: Final = 3
_ORGANISATIONS: Final = frozenset({GiverKind.EMPLOYER, GiverKind.CLIENT, GiverKind.ORGANISATION})
_SAID_IN_WORDS: Final = (ShortText, LongText, Lines, Texts)

_READING: Final = Text("Het lezen van het bestand", "Reading the file")
_FILE_NAME: Final = Text("bestandsnaam", "file name")
_CHECKING: Final = Text("Gegevens controleren", "Checking records")
_UNREAD_TEXT: Final = Text(
    "Het bestand heeft geen leesbare tekst; bekijk zelf of er persoonsgegevens in staan.",
    "The file contains no readable text; check yourself whether it contains personal data.",
)
_TOO_DEEP: Final = Text(
    "Een bestand in een bestand in een bestand is niet gecontroleerd.",
    "A file within a file within a file was not checked.",
)


@dataclass(frozen=True, slots=True)
class People:
    """Whom a check knows: those whose names may not leave, the owner, and who of the former gave a permission."""

    known: KnownPeople = NOBODY
    own: OwnDetails = NO_DETAILS
    givers: tuple[str, ...] = ()


STRANGERS: Final = People()
"""Nobody is known: only what has a shape of its own is found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        source: the file or the record.
        part: where in it: page, line, field; empty for the whole.
        record_id: of the record; empty for a file.
        kind: key of the record's kind; empty for a file.
        field: name of the record's field; empty for a file.
    """

    source: Text
    part: Text = NO_TEXT
    record_id: str = ""
    kind: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit, and where it stands; the hit's `start` and `end` count within the text of that place."""

    place: Place
    hit: Hit


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that the check could not look into, and why; a person has to."""

    place: Place
    reason: Text


@dataclass(frozen=True, slots=True)
class Scan:
    """What a check found.

    Attributes:
        findings: hits with their places, in the order of what was checked.
        own: the owner's own details, which are no hits.
        unread: what could not be checked.
    """

    findings: tuple[Finding, ...] = ()
    own: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()

    def __add__(self, other: Scan) -> Scan:
        """Return both together."""
        return Scan(self.findings + other.findings, self.own + other.own, self.unread + other.unread)


def people_of(snapshot: Snapshot) -> People:
    """Return whom the portfolio knows: givers of permissions and their representatives, referees, and its owner.

    Args:
        snapshot: everything; what was filtered for an audience holds no names of others.
    """
    people: list[str] = []
    organisations: list[str] = []
    for permission in snapshot.of(Permission):
        (organisations if permission.giver_kind in _ORGANISATIONS else people).append(permission.giver_name)
        people.append(permission.representative)
    givers = [name for name in dict.fromkeys(people) if name]
    people += [referee.name for referee in snapshot.of(Referee)]
    return People(
        KnownPeople(filter(None, dict.fromkeys(people)), filter(None, dict.fromkeys(organisations))),
        _details_of(snapshot.only(Person)),
        tuple(givers),
    )


def file_reader() -> GuardedReader:
    """Return what reads files of others one after the other, each in a process of its own; a context manager."""
    from portfolio_app.documents.reading import GuardedReader

    return GuardedReader()


def scan_file(path: Path, people: People = STRANGERS, reader: GuardedReader | None = None) -> Scan:
    """Return what stands in a file and in its name: text, PDF or DOCX, with the files attached to it.

    Args:
        path: the file; what it is, is judged by its content.
        people: whom to look for.
        reader: reads it, in a process of its own; None for one that is there for this file alone.

    Raises:
        WrongUseError: the file is of a kind that cannot be read, protected by a password, damaged, too large, or made
            the process that read it fail.
        EnvironmentRefusedError: it cannot be read, or no process can be started.
    """
    try:
        with path.open("rb") as stream:
            content = _all_of(stream)
    except OSError as error:
        raise refusal_from(error, _READING) from error
    return scan_content(content, path.name, people, reader)


def scan_stream(
    stream: IO[bytes], source: Text, people: People = STRANGERS, reader: GuardedReader | None = None
) -> Scan:
    """Return what stands in a file without a name, read to its end.

    Args:
        stream: the file.
        source: what it is called in the findings.
        people: whom to look for.
        reader: as with `scan_file`.

    Raises:
        As `scan_file`.
    """
    try:
        content = _all_of(stream)
    except OSError as error:
        raise refusal_from(error, _READING) from error
    with _reading(reader) as one:
        return _scan_content(content, "", source, people, one)


def scan_content(content: bytes, name: str, people: People = STRANGERS, reader: GuardedReader | None = None) -> Scan:
    """Return what stands in the content of a file and in its name.

    Args:
        content: the whole file; what it is, is judged by its content.
        name: what it is called; empty when it has no name.
        people: whom to look for.
        reader: as with `scan_file`.

    Raises:
        WrongUseError, EnvironmentRefusedError: as `scan_file`.
    """
    with _reading(reader) as one:
        return _scan_content(content, name, same_in_both(name), people, one)


def scan_snapshot(
    snapshot: Snapshot,
    audience: Audience,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
    naming: Naming = by_title,
) -> Scan:
    """Return what a document for `audience` would tell about people: in the fields it may show, and in its evidence.

    Args:
        snapshot: everything, unfiltered; the check filters it as a document does.
        audience: whom the document is for.
        progress: told after each kind of record.
        cancelled: asked before each record.
        naming: says what the records are called in the findings.

    Raises:
        StoppedError: `cancelled` said so.
    """
    people = people_of(snapshot)
    seen = snapshot.for_audience(audience)
    scan = _Collected()
    for done, record in enumerate(seen):
        go_on(cancelled)
        if done % 100 == 0:
            progress(_CHECKING, done, len(seen))
        scan.add(scan_record(record, people, naming))
        if isinstance(record, Evidence):
            evidence = snapshot.get(record.id, Evidence) or record
            place = _place_in(evidence, evidence.kind.field("file_name"), naming)
            scan.add(_scan_at(evidence.file_name, place, people))
            scan.add(scan_pages(evidence, people, naming))
    return scan.together()


def scan_record(record: Record, people: People, naming: Naming = by_title) -> Scan:
    """Return what the texts of a record tell about people.

    Args:
        record: as the audience may see it.
        people: whom to look for.
        naming: says what the record is called in the findings.
    """
    scan = _Collected()
    for spec in record.kind.fields:
        if isinstance(spec.type, _SAID_IN_WORDS):
            words = spec.type.show(getattr(record, spec.name), "nl")
            if words:
                # The label says what a number is: a registration is no BSN.
                label = f"{spec.label.nl}: " if isinstance(spec.type, ShortText) else ""
                scan.add(_behind(len(label), _scan_at(label + words, _place_in(record, spec, naming), people)))
    return scan.together()


def scan_words(words: str, place: Place, people: People) -> Scan:
    """Return what words that stand in no record tell about people."""
    return _scan_at(words, place, people)


def scan_pages(evidence: Evidence, people: People, naming: Naming = by_title) -> Scan:
    """Return what stands on the pages of a piece of evidence, or that nobody but a person can read them.

    Args:
        evidence: unfiltered, with the text of its pages.
        people: whom to look for.
        naming: says what the evidence is called in the findings.
    """
    place = _place_in(evidence, evidence.kind.field("text"), naming)
    if not evidence.text.strip():
        return Scan(unread=(Unread(place, _UNREAD_TEXT),))
    return _scan_at(evidence.text, place, people)


class _Collected:
    """Scans put together one after another, in time that goes with what they found."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._own: list[Finding] = []
        self._unread: list[Unread] = []

    def add(self, scan: Scan) -> None:
        self._findings += scan.findings
        self._own += scan.own
        self._unread += scan.unread

    def together(self) -> Scan:
        return Scan(tuple(self._findings), tuple(self._own), tuple(self._unread))


def _all_of(stream: IO[bytes]) -> bytes:
    """Return a file whole; of one that is too large, enough for its reader to see that."""
    from portfolio_app.documents.reading import LARGEST_FILE

    return stream.read(LARGEST_FILE + 1)


@contextmanager
def _reading(reader: GuardedReader | None) -> Iterator[GuardedReader]:
    if reader is not None:
        yield reader
        return
    with file_reader() as own:
        yield own


def _details_of(person: Person | None) -> OwnDetails:
    if person is None:
        return NO_DETAILS
    names = {person.full_name(), person.formal_name()}
    if person.given_names:
        names.add(" ".join(filter(None, (person.given_names.split()[0], person.name_prefix, person.surname))))
    return OwnDetails(
        names=tuple(sorted(names)),
        emails=tuple(filter(None, (person.email,))),
        phones=tuple(filter(None, (person.phone,))),
        addresses=tuple(filter(None, (person.street, person.postcode))),
    )


def _scan_content(
    content: bytes, name: str, source: Text, people: People, reader: GuardedReader, depth: int = 1
) -> Scan:
    scan = _Collected()
    scan.add(_scan_at(name, Place(source, _FILE_NAME), people))
    words = reader.words(content)
    for passage in words.passages:
        scan.add(_scan_passage(passage, source, people))
    scan.add(Scan(unread=tuple(Unread(Place(source), reason) for reason in words.unread)))
    for attachment in words.attachments:
        within = Text("{source} › {name}", "{source} › {name}").fill(source=source, name=attachment.name)
        if depth == _DEEPEST:
            scan.add(Scan(unread=(Unread(Place(within), _TOO_DEEP),)))
            continue
        try:
            scan.add(_scan_content(attachment.content, attachment.name, within, people, reader, depth + 1))
        except WrongUseError as error:
            scan.add(Scan(unread=(Unread(Place(within), error.message),)))
    return scan.together()


def _scan_passage(passage: Passage, source: Text, people: People) -> Scan:
    checked = examine(passage.text, people.known, people.own)
    if not checked.hits and not checked.own:
        return Scan()
    starts = _line_starts(passage.text)

    def found(hits: Iterable[Hit]) -> tuple[Finding, ...]:
        return tuple(
            Finding(Place(source, passage.unit.place(passage.place, bisect_right(starts, hit.start))), hit)
            for hit in hits
        )

    return Scan(found(checked.hits), found(checked.own))


def _line_starts(text: str) -> Sequence[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _scan_at(text: str, place: Place, people: People) -> Scan:
    checked = examine(text, people.known, people.own)
    return Scan(tuple(Finding(place, hit) for hit in checked.hits), tuple(Finding(place, hit) for hit in checked.own))


def _behind(label: int, scan: Scan) -> Scan:
    """Return the findings as they stand in the text behind a label of so many characters."""

    def moved(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(
            replace(each, hit=replace(each.hit, start=each.hit.start - label, end=each.hit.end - label))
            for each in findings
            if each.hit.start >= label
        )

    return Scan(moved(scan.findings), moved(scan.own), scan.unread) if label else scan


def _place_in(record: Record, spec: FieldSpec, naming: Naming) -> Place:
    return Place(naming(record), spec.label, record.id, record.kind.key, spec.name)
