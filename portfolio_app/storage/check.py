"""Is everything in the vault as it was put there? Looks at all of it and names what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, select, text

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import NO_TEXT, CountedText, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import ValueProblem
from portfolio_app.storage import driver
from portfolio_app.storage import header as headers
from portfolio_app.storage.conflicts import conflict_copies
from portfolio_app.storage.database import Database
from portfolio_app.storage.errors import EvidenceDamagedError, EvidenceMissingError, NewerVaultError
from portfolio_app.storage.evidence import is_sha256
from portfolio_app.storage.history import History
from portfolio_app.storage.past import Past
from portfolio_app.storage.search import IndexedText, indexed_text
from portfolio_app.storage.tables import CHANGE, LINK, RECORD, SEARCH, kind_tables
from portfolio_app.storage.vault import Vault

Place = Literal["keys", "database", "records", "links", "search", "history", "evidence", "folder"]
Progress = Callable[[int, int], None]
"""Is told how many pieces of evidence have been looked at, and of how many."""

_RESTORE: Final = Text("Zet de laatste goede reservekopie terug.", "Restore the last good backup.")
_OPEN_AND_MEND: Final = Text("Open het gegeven en herstel het.", "Open the record and correct it.")
_UNREADABLE: Final = Text("De database kan niet worden gelezen.", "The database cannot be read.")
_DAMAGED: Final = CountedText(
    Text("De database is op 1 plaats beschadigd.", "The database is damaged in 1 place."),
    Text("De database is op {n} plaatsen beschadigd.", "The database is damaged in {n} places."),
)
_SEARCH_DIFFERS: Final = CountedText(
    Text(
        "De zoekindex klopt niet met de gegevens (1 verschil).",
        "The search index does not match the records (1 difference).",
    ),
    Text(
        "De zoekindex klopt niet met de gegevens ({n} verschillen).",
        "The search index does not match the records ({n} differences).",
    ),
)
_SEARCH_DAMAGED: Final = Text("De zoekindex is beschadigd.", "The search index is damaged.")
_ORPHANS: Final = CountedText(
    Text(
        "1 bestand in de map van het portfolio hoort bij geen enkel gegeven.",
        "1 file in the folder of the portfolio belongs to no record.",
    ),
    Text(
        "{n} bestanden in de map van het portfolio horen bij geen enkel gegeven.",
        "{n} files in the folder of the portfolio belong to no record.",
    ),
)
_NOT_REGISTERED: Final = Text(
    "Een gegeven van de soort “{kind}” staat niet in het register van gegevens.",
    "A record of the kind “{kind}” is not in the register of records.",
)
_NO_CONTENT: Final = Text("De inhoud van een gegeven ontbreekt.", "The content of a record is missing.")
_UNREADABLE_VALUE: Final = Text(
    "Een gegeven van de soort “{kind}” is onleesbaar: {problem}",
    "A record of the kind “{kind}” cannot be read: {problem}",
)
_LINKS_DIFFER: Final = Text(
    "De koppelingen van “{kind}” zijn anders vastgelegd dan in het gegeven zelf staat.",
    "The stored links of “{kind}” differ from what the record itself says.",
)
_DEAD_LINK: Final = Text(
    "Een gegeven van de soort “{kind}” verwijst naar iets dat er niet is.",
    "A record of the kind “{kind}” links to something that is not there.",
)
_NO_HASH: Final = Text(
    "Bij een bewijsstuk is niet vastgelegd welk bestand het is.",
    "For one piece of evidence it was not recorded which file it is.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        place: which part of the vault.
        message: what is wrong, without personal data.
        remedy: what to do about it.
        record_id: the record concerned, if there is one.
        is_serious: data was lost or altered; what is not serious can be mended from what is there.
    """

    place: Place
    message: Text
    remedy: Text = NO_TEXT
    record_id: str = ""
    is_serious: bool = True


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what was found.

    Attributes:
        findings: what is not as it should be; empty when all is well.
        records: how many records were read.
        evidence_files: how many files of evidence were read in full.
    """

    findings: tuple[Finding, ...]
    records: int
    evidence_files: int


def check_vault(vault: Vault, progress: Progress = lambda _done, _all: None) -> CheckReport:
    """Look at everything in an open vault: its folder, keys, database, records, links, search, history, evidence.

    Changes nothing. What cannot be read is a finding, not an error, and the rest is still looked at.

    Args:
        vault: open, for reading only will do.
        progress: is told how far the reading of the evidence is, which takes the longest.
    """
    findings = [*_keys(vault), *_conflict_copies(vault)]
    damage = list(_pages(vault))
    findings.extend(damage)
    records: list[Record] = []
    hashes_in_history: set[str] = set()
    if not damage:
        database = Database(vault.place)
        try:
            with database.reading() as connection:
                unsound = list(_records(connection, records))
                findings.extend(unsound)
                findings.extend(_links(connection, records))
                findings.extend(_search(connection, records))
                findings.extend(_history(connection, readable=not unsound))
                hashes_in_history = _hashes_in_history(connection)
            if not vault.read_only:
                findings.extend(_search_structure(database))
        finally:
            database.close()
    evidence = [record for record in records if isinstance(record, Evidence) and record.sha256]
    findings.extend(_evidence(vault, evidence, progress))
    if not damage:
        known = hashes_in_history | {record.sha256 for record in evidence}
        findings.extend(_orphans(vault, known))
    return CheckReport(tuple(findings), len(records), len({record.sha256 for record in evidence}))


def _keys(vault: Vault) -> Iterator[Finding]:
    good = 0
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        try:
            header = headers.read_header_file(vault.path / name)
        except (headers.UnreadableHeaderError, NewerVaultError, EnvironmentRefusedError):
            continue
        good += header.key_check == vault.data_key.check_value()
    if good < 2:
        yield Finding(
            "keys",
            Text(
                "Een van de twee exemplaren van het sleutelbestand is beschadigd of hoort bij een ander portfolio.",
                "One of the two copies of the key file is damaged or belongs to another portfolio.",
            )
            if good
            else Text(
                "Beide exemplaren van het sleutelbestand zijn beschadigd.", "Both copies of the key file are damaged."
            ),
            Text(
                "Wijzig de wachtwoordzin (het mag dezelfde zijn); dan worden beide opnieuw geschreven.",
                "Change the passphrase (it may be the same one); both are then written again.",
            ),
            is_serious=not good,
        )


def _conflict_copies(vault: Vault) -> Iterator[Finding]:
    try:
        copies = conflict_copies(vault.path)
    except EnvironmentRefusedError as error:
        yield Finding("folder", error.message, error.remedy)
        return
    for copy in copies:
        yield Finding(
            "folder",
            Text(
                "Een synchronisatieprogramma heeft een tweede versie van dit portfolio achtergelaten: {name}",
                "A sync program left a second version of this portfolio: {name}",
            ).fill(name=copy.name),
            Text(
                "Daarin kan staan wat hier ontbreekt. Bewaar het bestand buiten de map van het portfolio, en "
                "open het portfolio voortaan op één computer tegelijk.",
                "It may hold what is missing here. Keep the file outside the folder of the portfolio, and from "
                "now on open the portfolio on one computer at a time.",
            ),
        )


def _pages(vault: Vault) -> Iterator[Finding]:
    """Hold every page of the database against its seal, and the pages against each other."""
    for pragma, sound in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
        try:
            connection = driver.connect(vault.place)  # afresh: a connection that met damage is of no more use
            try:
                found = connection.execute(f"PRAGMA {pragma}").fetchall()
            finally:
                connection.close()
        except EnvironmentRefusedError as error:
            yield Finding("database", error.message, error.remedy)
            return
        except driver.driver_module().Error as error:
            meant = driver.translated(error)
            message = meant.message if isinstance(meant, EnvironmentRefusedError) else _UNREADABLE
            yield Finding("database", message, _RESTORE)
            return
        if found != sound:
            yield Finding(
                "database",
                _DAMAGED.of(len(found)),
                _RESTORE,
            )
            return


def _records(connection: Connection, records: list[Record]) -> Iterator[Finding]:
    """Read every record into `records`, and hold the register of records against the tables of the kinds."""
    registered = {row.id: row.kind for row in connection.execute(select(RECORD.c.id, RECORD.c.kind))}
    for key, kind_table in kind_tables().items():
        for row in connection.execute(select(*(kind_table.table.c[name] for name in kind_table.columns))):
            if registered.pop(row[0], None) != key:
                yield Finding("records", _NOT_REGISTERED.fill(kind=kind_table.kind.label), _RESTORE, row[0])
            try:
                records.append(kind_table.record_from(row))
            except ValueProblem as error:
                message = _UNREADABLE_VALUE.fill(kind=kind_table.kind.label, problem=error.message)
                yield Finding("records", message, _RESTORE, row[0])
    for record_id in registered:
        yield Finding("records", _NO_CONTENT, _RESTORE, record_id)


def _links(connection: Connection, records: Iterable[Record]) -> Iterator[Finding]:
    tables = kind_tables()
    kept: dict[str, set[tuple[str, int, str]]] = {}
    for row in connection.execute(select(LINK.c.source_id, LINK.c.field, LINK.c.position, LINK.c.target_id)):
        kept.setdefault(row.source_id, set()).add((row.field, row.position, row.target_id))
    known = {record.id for record in records}
    for record in records:
        meant = {(link.field, link.position, link.target_id) for link in tables[record.kind.key].links_of(record)}
        if meant != kept.pop(record.id, set()):
            yield Finding("links", _LINKS_DIFFER.fill(kind=record.kind.label), _RESTORE, record.id)
        if any(target not in known for _, _, target in meant):
            yield Finding("links", _DEAD_LINK.fill(kind=record.kind.label), _OPEN_AND_MEND, record.id)
    for source_id in kept:
        yield Finding("links", _LINKS_DIFFER.fill(kind=source_id), _RESTORE, source_id)


def _search(connection: Connection, records: Iterable[Record]) -> Iterator[Finding]:
    columns = (SEARCH.c.title, SEARCH.c.title_en, SEARCH.c.keywords, SEARCH.c.body)
    statement = select(RECORD.c.id, *columns).join_from(SEARCH, RECORD, RECORD.c.number == SEARCH.c.rowid)
    indexed = {row[0]: IndexedText(*row[1:]) for row in connection.execute(statement)}
    stale = sum(indexed.get(record.id) != indexed_text(record) for record in records)
    without_record = int(connection.execute(text("SELECT count(*) FROM search")).scalar_one()) - len(indexed)
    if stale or without_record:
        yield _search_finding(_SEARCH_DIFFERS.of(stale + without_record))


def _search_structure(database: Database) -> Iterator[Finding]:
    try:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO search (search) VALUES ('integrity-check')"))
    except EnvironmentRefusedError:
        yield _search_finding(_SEARCH_DAMAGED)


def _search_finding(message: Text) -> Finding:
    return Finding(
        "search",
        message,
        Text("Laat de zoekindex opnieuw maken.", "Have the search index rebuilt."),
        is_serious=False,
    )


def _history(connection: Connection, *, readable: bool) -> Iterator[Finding]:
    history = History(connection)
    broken = history.first_broken()
    if broken is not None:
        yield Finding(
            "history",
            Text(
                "De geschiedenis is vanaf handeling {n} niet zoals zij geschreven werd.",
                "From operation {n} on, the history is not as it was written.",
            ).fill(n=broken),
            _RESTORE,
        )
    elif readable and not Past(connection).explains_everything():
        yield Finding(
            "history",
            Text(
                "Er zijn gegevens veranderd buiten de geschiedenis om.",
                "Records were changed outside the history.",
            ),
            Text("Vergelijk de gegevens met een reservekopie.", "Compare the records with a backup."),
        )


def _hashes_in_history(connection: Connection) -> set[str]:
    """Return the hashes of all evidence that the history knows: also what was deleted can be brought back."""
    hashes: set[str] = set()
    statement = select(CHANGE.c.before, CHANGE.c.after).where(CHANGE.c.kind == Evidence.kind.key)
    for row in connection.execute(statement):
        for stored in row:
            sha256 = json.loads(stored).get("sha256") if stored else None
            if isinstance(sha256, str):
                hashes.add(sha256)
    return hashes


def _evidence(vault: Vault, evidence: list[Evidence], progress: Progress) -> Iterator[Finding]:
    good: set[str] = set()
    for done, record in enumerate(evidence):
        progress(done, len(evidence))
        if record.sha256 in good:
            continue
        if not is_sha256(record.sha256):
            yield Finding("evidence", _NO_HASH, _OPEN_AND_MEND, record.id)
            continue
        try:
            vault.evidence.verify(record.sha256)
        except (EvidenceMissingError, EvidenceDamagedError, EnvironmentRefusedError) as error:
            yield Finding("evidence", error.message, error.remedy, record.id)
        else:
            good.add(record.sha256)
    progress(len(evidence), len(evidence))


def _orphans(vault: Vault, known: set[str]) -> Iterator[Finding]:
    """Find files that no record names, also no deleted one: what a killed import may leave behind."""
    expected = {vault.evidence.path_of(sha256) for sha256 in known if is_sha256(sha256)}
    orphans = sum(path not in expected for path in vault.evidence.files())
    if orphans:
        yield Finding(
            "evidence",
            _ORPHANS.of(orphans),
            Text("Dat neemt alleen ruimte in.", "This only takes up space."),
            is_serious=False,
        )
