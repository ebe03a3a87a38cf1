"""Making a sound vault beside a damaged one, of all that can still be read and of the newest good backup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, update

from portfolio_app.common.atomic import PRIVATE_FOLDER, make_private_folder, sync_folder
from portfolio_app.common.clock import Clock
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import Reference, References
from portfolio_app.storage import header as headers
from portfolio_app.storage.backups.contents import evidence_hashes
from portfolio_app.storage.backups.files import EvidenceCopier, in_words, temporary_folder
from portfolio_app.storage.backups.restoring import Progress, must_be_free
from portfolio_app.storage.backups.store import Backup, BackupStore
from portfolio_app.storage.database import Database
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect, create_empty
from portfolio_app.storage.header import Header
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.migrations import migrate
from portfolio_app.storage.repair.findings import FoundDatabase, FoundRecord, find_all
from portfolio_app.storage.repair.rejoin import REPAIR, Rejoined, record_of, with_history_of
from portfolio_app.storage.repair.salvage import damaged_pages, working_copy
from portfolio_app.storage.rows import RowWriter
from portfolio_app.storage.tables import META, number_of_wanted, table_of
from portfolio_app.storage.vault import BACKUPS_FOLDER, EVIDENCE_FOLDER, Secret, open_vault

_REPAIRING: Final = Text("Het herstellen van het portfolio", "Repairing the portfolio")
_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record in a report: key of its kind (empty when not even that is known), id, and what it is called."""

    kind: str
    id: str
    title: str = ""


@dataclass(slots=True)
class RepairReport:
    """What was saved of a damaged vault, and what was not.

    Attributes:
        path: the new vault.
        damaged_pages: how many pages of the database did not fit their seal.
        records: how many records the new vault has.
        from_history: records whose own row was lost and whose history had them.
        from_backup: records that only the backup still had; they may be older than what was lost.
        perhaps_older: of the two before: whether later changes may have been lost.
        in_bin: records that cannot be without another one that was lost; they are in the bin.
        lost: records that are known to have been there, and that nothing has any more.
        operations: how many operations of the history are as they were written.
        rewritten_operations: how many behind the damage were written anew.
        history_is_complete: nothing of the history was lost.
        backup: name of the backup that was used; empty when there was no good one, or none was needed.
        evidence_from_backup: how many files of evidence came from a backup.
        lost_evidence: names of pieces of evidence of which no place has a good copy.
    """

    path: Path
    damaged_pages: int = 0
    records: int = 0
    from_history: list[NamedRecord] = field(default_factory=list)
    from_backup: list[NamedRecord] = field(default_factory=list)
    perhaps_older: bool = False
    in_bin: list[NamedRecord] = field(default_factory=list)
    lost: list[NamedRecord] = field(default_factory=list)
    operations: int = 0
    rewritten_operations: int = 0
    history_is_complete: bool = True
    backup: str = ""
    evidence_from_backup: int = 0
    lost_evidence: list[NamedRecord] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Tell whether everything was saved as it was."""
        return self.history_is_complete and not (
            self.lost or self.in_bin or self.from_backup or self.perhaps_older or self.lost_evidence
        )


def rebuild_vault(
    damaged: Path,
    target: Path,
    header: Header,
    key: DataKey,
    clock: Clock,
    *,
    stores: Sequence[BackupStore] = (),
    progress: Progress = lambda _done, _all: None,
) -> RepairReport:
    """Make a new vault of all that can be read of a damaged one; the damaged one is only read.

    Args:
        damaged: the folder of the vault; nobody else may be writing in it.
        target: the vault to make; nothing stands there yet.
        header: of the damaged vault, from wherever it could still be read.
        key: the vault's data key.
        clock: what time it is.
        stores: where backups of this vault may be.
        progress: is told how far the evidence is.

    Raises:
        FolderNotEmptyError: something stands at `target`; it was not touched.
        EnvironmentRefusedError: the system refused; nothing half-made remains.
    """
    must_be_free(target)
    make_private_folder(target.parent, _REPAIRING)
    report = RepairReport(target)
    place = DatabasePlace(damaged / DATABASE_NAME, key, header.database_salt)
    with in_words(_REPAIRING), temporary_folder(target.parent) as part:
        backup = _newest_good(stores)
        found, old = _find(place, part, backup, report)
        new_place = DatabasePlace(part / DATABASE_NAME, key, header.database_salt)
        _write_database(new_place, found, old, clock.now(), report)
        headers.write_header(part, header)
        for name in (EVIDENCE_FOLDER, BACKUPS_FOLDER):
            (part / name).mkdir(mode=PRIVATE_FOLDER)
        with open_vault(part, Secret(data_key=key), clock) as made:
            report.records = sum(_counts(made.storage))  # opening it also makes the search index
        _bring_evidence(damaged, part, new_place, stores, report, progress)
        sync_folder(part)
        part.rename(target)
        sync_folder(target.parent)
    return report


def _newest_good(stores: Sequence[BackupStore]) -> tuple[BackupStore, Backup] | None:
    good = [(store, backup) for store in stores if (backup := store.newest_verified()) is not None]
    return max(good, key=lambda found: found[1].name, default=None)


def _find(
    place: DatabasePlace, part: Path, backup: tuple[BackupStore, Backup] | None, report: RepairReport
) -> tuple[FoundDatabase, FoundDatabase]:
    """Return what the damaged database still says, with the gaps in its history filled, and what the backup says."""
    found = FoundDatabase(register_is_whole=False, history_end_is_known=False)
    old = FoundDatabase()
    donors: tuple[DatabasePlace, ...] = ()
    with temporary_folder(part) as work:
        if backup is not None:
            donors = (backup[0].place_of(backup[1]),)
            old = find_all(donors[0])
            report.backup = backup[1].name
        if place.path.is_file() and place.path.stat().st_size:
            report.damaged_pages = len(damaged_pages(place))
            copy = working_copy(place, work, donors)
            found = find_all(copy) if copy is not None else found
    with_history_of(found, old)
    return found, old


def _write_database(
    place: DatabasePlace, found: FoundDatabase, old: FoundDatabase, now: datetime, report: RepairReport
) -> None:
    create_empty(place)
    connection = connect(place)
    try:
        migrate(connection)
    finally:
        connection.close()
    database = Database(place)
    try:
        with database.writing() as writing:
            rejoined = Rejoined(writing, found)
            saved = _saved_records(found, old, rejoined, report)
            orphans = _take_out_dead_links(saved)
            rejoined.finish({record_id: each.record for record_id, each in saved.items()}, REPAIR, now)
            for orphan in orphans:
                rejoined.put_in_bin(orphan, REPAIR, now)
            _write_rows(writing, sorted(saved.values(), key=lambda each: (each.number, each.record.id)), now)
            for name, words in {**old.beside, **found.beside}.items():
                writing.execute(insert(META), {"key": name, "value": words})
    finally:
        database.close()
    report.in_bin.extend(_named(orphan) for orphan in orphans)
    report.operations = rejoined.unbroken
    report.rewritten_operations = rejoined.rewritten
    report.history_is_complete = rejoined.is_complete


def _saved_records(
    found: FoundDatabase, old: FoundDatabase, rejoined: Rejoined, report: RepairReport
) -> dict[str, FoundRecord]:
    """Return the best that there is of every record: its own row, else its history, else the backup."""
    saved = dict(found.records)
    expected = set(found.register)
    if not found.register_is_whole:
        expected |= set(rejoined.state)
        if not rejoined.is_complete:
            expected |= set(old.records)
    for record_id in sorted(expected - set(saved)):
        kind, number = found.register.get(record_id, ("", _number_in(old, record_id)))
        from_history = record_of(rejoined.state, record_id)
        from_backup = old.records.get(record_id)
        if from_history is not None:
            saved[record_id] = FoundRecord(from_history, number, {})
            report.from_history.append(_named(from_history))
            report.perhaps_older = report.perhaps_older or not rejoined.is_complete
        elif from_backup is not None:
            saved[record_id] = from_backup
            report.from_backup.append(_named(from_backup.record))
            report.perhaps_older = True
        else:
            report.lost.append(NamedRecord(kind, record_id))
    return saved


def _number_in(old: FoundDatabase, record_id: str) -> int:
    """Return the place of a record in the backup's order; last when it was not in it."""
    there = old.records.get(record_id)
    return there.number if there is not None else 1 << 62


def _take_out_dead_links(saved: dict[str, FoundRecord]) -> list[Record]:
    """Take links to records that were lost out of those that were saved.

    Returns:
        The records that cannot be without such a link; they are no longer among those saved.
    """
    orphans: list[Record] = []
    while True:
        gone: list[Record] = []
        for record_id, each in saved.items():
            mended = _without_dead_links(each.record, saved)
            if mended is None:
                gone.append(each.record)
            elif mended is not each.record:
                saved[record_id] = each._replace(record=mended)
        if not gone:
            return orphans
        orphans.extend(gone)
        for record in gone:
            del saved[record.id]


def _without_dead_links(record: Record, saved: dict[str, FoundRecord]) -> Record | None:
    for spec in table_of(record.kind).link_fields:
        value = getattr(record, spec.name)
        if isinstance(spec.type, Reference) and value and value not in saved:
            if spec.required:
                return None
            record = record.with_values(**{spec.name: ""})
        elif isinstance(spec.type, References) and any(target not in saved for target in value):
            alive = tuple(target for target in value if target in saved)
            if spec.required and not alive:
                return None
            record = record.with_values(**{spec.name: alive})
    return record


def _write_rows(connection: Connection, records: Sequence[FoundRecord], now: datetime) -> None:
    writer = RowWriter(connection, now)
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        writer.insert([each.record for each in batch])
        _put_back_moments(connection, batch)


def _put_back_moments(connection: Connection, records: Iterable[FoundRecord]) -> None:
    """Give the rows the revision and the moments that they had."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for each in records:
        if each.kept and None not in each.kept.values():
            values = {"wanted": each.record.id, **{f"old_{name}": value for name, value in each.kept.items()}}
            by_kind.setdefault(each.record.kind.key, []).append(values)
    for key, rows in by_kind.items():
        table = table_of(key).table
        names = ("revision", "created_at", "changed_at")
        statement = update(table).where(table.c.record_number == number_of_wanted())
        connection.execute(statement.values({table.c[name]: bindparam(f"old_{name}") for name in names}), rows)


def _bring_evidence(
    damaged: Path,
    part: Path,
    place: DatabasePlace,
    stores: Sequence[BackupStore],
    report: RepairReport,
    progress: Progress,
) -> None:
    connection = connect(place)
    try:
        hashes = sorted(evidence_hashes(connection))
        rows = connection.execute("SELECT sha256, id, name FROM evidence").fetchall()
    finally:
        connection.close()
    named = {row[0]: NamedRecord(Evidence.kind.key, row[1], row[2] or "") for row in rows}
    own = (damaged / EVIDENCE_FOLDER,)
    elsewhere = tuple(store.evidence_folder for store in stores)
    with temporary_folder(part) as staging:
        copier = EvidenceCopier(part / EVIDENCE_FOLDER, place.key, staging)
        for done, sha256 in enumerate(hashes):
            progress(done, len(hashes))
            if copier.bring(sha256, own) is not None:
                continue
            if copier.bring(sha256, elsewhere) is not None:
                report.evidence_from_backup += 1
            else:
                report.lost_evidence.append(named.get(sha256, NamedRecord(Evidence.kind.key, "")))
        copier.sync()
    progress(len(hashes), len(hashes))


def _counts(storage: Any) -> Iterable[int]:  # noqa: ANN401
    with storage.reading() as now:
        return list(now.records.counts().values())


def _named(record: Record) -> NamedRecord:
    return NamedRecord(record.kind.key, record.id, record.title("nl"))
