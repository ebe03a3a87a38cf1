"""The owner's archive: the whole portfolio in one file of open formats, and back into a vault."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from portfolio_app import __version__
from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.resources import resource
from portfolio_app.common.text import NO_TEXT, Text, same_in_both
from portfolio_app.domain.fields import RecordKind
from portfolio_app.exchange.archive.comparison import Comparison, NamedDifference
from portfolio_app.exchange.archive.form import ArchivedFile, ArchivedRecord, ArchiveSource, Row
from portfolio_app.exchange.archive.passphrases import suggested
from portfolio_app.registers.loader import toml_files_of
from portfolio_app.registers.naming import named
from portfolio_app.services.archive_evidence import EvidenceFromArchive, put_registers_back
from portfolio_app.services.backups import Backups
from portfolio_app.services.exports import refuse_folderless
from portfolio_app.services.operations import OperationName, operation_label
from portfolio_app.services.own_shelf import rule_log_of, shelf_of, take_over_log
from portfolio_app.services.progress import Progress, no_progress
from portfolio_app.services.register_data import own_register_files
from portfolio_app.services.rule_log import rule_log_as_words
from portfolio_app.services.spelling.own_words import add_own_words, own_words
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.errors import EvidenceDamagedError, EvidenceMissingError, WrongPassphraseError
from portfolio_app.storage.header import read_header
from portfolio_app.storage.vault import Secret

if TYPE_CHECKING:
    from portfolio_app.exchange.archive.reader import ArchiveReader
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.storage.repository import RecordTitle
    from portfolio_app.storage.transfer import Everything

__all__ = [
    "ARCHIVE_NOTICE",
    "Exported",
    "ImportRequest",
    "Imported",
    "NamedDifference",
    "export_archive",
    "import_archive",
    "suggested_passphrase",
]

ARCHIVE_NOTICE: Final = Text(
    "Het archief bevat alles wat in het portfolio staat: ook wat alleen voor uzelf is, wat over "
    "anderen gaat, en wat u hebt verwijderd maar niet gewist.",
    "The archive holds everything in the portfolio: also what is only for yourself, what is about "
    "other people, and what you deleted but did not erase.",
)
"""To be said before an archive is made, and after."""

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""What the form of zip files can carry."""

_SAVING: Final = Text("Het opslaan van het archief", "Saving the archive")
_PERHAPS_ERASED: Final = Text(
    "De eigen woorden voor de spelling zijn niet overgenomen: in dit portfolio is iemand gewist, en "
    "een woord kan diens naam zijn.",
    "Your own spelling words were not imported: somebody was erased in this portfolio, and a word may be their name.",
)
_READING_RECORDS: Final = Text("Gegevens vergelijken", "Comparing records")


# -- out --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exported:
    """An archive that was written.

    Attributes:
        path: the file.
        size: in bytes.
        sha256: of the file.
        records: how many records are in it.
        operations: how many entries of the history.
        evidence: how many files of evidence.
        absent_evidence: how many more there should be, which the vault did not have or only damaged.
        protected: whether it needs a passphrase.
    """

    path: Path
    size: int
    sha256: str
    records: int
    operations: int
    evidence: int
    absent_evidence: int
    protected: bool


def suggested_passphrase() -> str:
    """Return a random passphrase that is strong enough for an archive."""
    return suggested(secrets.token_bytes)


def export_archive(
    portfolio: Portfolio,
    path: Path,
    *,
    made_on: date | None = None,
    passphrase: str = "",
    progress: Progress = no_progress,
) -> Exported:
    """Write everything in the vault to a zip file that is there whole or not at all.

    The same vault and day give the same bytes, unless a passphrase protects it. It is not entered in the log of what
    left: it is the owner's own copy, and goes to nobody.

    Args:
        portfolio: may be open for reading only.
        path: the file to write; its folder exists.
        made_on: the day that it carries; today when None.
        passphrase: protects it; empty for none.
        progress: told how far it is.

    Raises:
        WrongUseError: the name or place of the file will not do, or the passphrase is too weak or that of the vault.
        EnvironmentRefusedError: the system refused; an older file of that name is still there.
    """
    from portfolio_app.exchange.archive.writer import ArchiveOptions, write_archive
    from portfolio_app.storage.backups.contents import sha256_of_file
    from portfolio_app.storage.transfer import everything_in

    refuse_folderless(path, (".zip",))
    _refuse_inside_vault(path, portfolio)
    day = made_on or portfolio.clock.today()
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise WrongUseError(
            Text("Een zip-bestand kan geen datum in {year} hebben.", "A zip file cannot have a date in {year}.").fill(
                year=day.year
            )
        )
    if passphrase:
        _refuse_key_of_vault(passphrase, portfolio)
    options = ArchiveOptions(
        made_on=day,
        program=__version__,
        describe=_describer(portfolio),
        say_operation=operation_label,
        passphrase=passphrase,
    )
    written = []
    with everything_in(portfolio.vault) as everything:
        source = _VaultSource(portfolio, everything)

        def write(target: IO[bytes]) -> None:
            written.append(write_archive(source, target, options, progress))

        write_atomically(path, write, _SAVING)
    (manifest,) = written
    return Exported(
        path=path,
        size=path.stat().st_size,
        sha256=sha256_of_file(path),
        records=manifest.total,
        operations=manifest.operations,
        evidence=manifest.evidence,
        absent_evidence=manifest.absent_evidence,
        protected=bool(passphrase),
    )


class _VaultSource(ArchiveSource):
    """A vault as an archive is written from it."""

    def __init__(self, portfolio: Portfolio, everything: Everything) -> None:
        self._store = portfolio.vault.evidence
        shelf = shelf_of(portfolio.vault)
        in_vault = {name: words.encode() for name, words in shelf.files.items()} if shelf is not None else {}
        self._own = {**dict(own_register_files(portfolio.own_registers)), **in_vault}
        self._everything = everything
        self._words = sorted(own_words(portfolio))
        log = rule_log_of(portfolio.vault)
        self._rule_log = rule_log_as_words(log) if log is not None and log.deeds else ""

    def counts(self) -> Mapping[str, int]:
        return self._everything.counts()

    def records(self, kind: RecordKind) -> Iterator[ArchivedRecord]:
        for stored in self._everything.records(kind):
            yield ArchivedRecord(stored.record, stored.revision, stored.created_at, stored.changed_at)

    def ids(self, kind: RecordKind) -> Iterator[str]:
        return self._everything.ids(kind)

    def titles(self, ids: list[str]) -> Mapping[str, RecordTitle]:
        return self._everything.titles(ids)

    def operations(self) -> Iterator[Row]:
        return self._everything.operations()

    def changes(self) -> Iterator[Row]:
        return self._everything.changes()

    def evidence_hashes(self) -> frozenset[str]:
        return self._everything.evidence_hashes()

    def evidence_size(self, sha256: str) -> int | None:
        try:
            return self._store.verify(sha256)
        except (EvidenceMissingError, EvidenceDamagedError):
            return None

    def open_evidence(self, sha256: str) -> IO[bytes]:
        return self._store.open(sha256)

    def registers(self) -> Iterator[ArchivedFile]:
        for folder, prefix in ((resource("registers"), ""), (resource("registers", "rules"), "rules/")):
            for path in toml_files_of(folder):
                yield ArchivedFile(f"{prefix}{path.name}", path.read_bytes())
        for name, content in self._own.items():
            yield ArchivedFile(f"own/{name}", content)

    def rule_log(self) -> str:
        return self._rule_log

    def words(self) -> list[str]:
        return self._words


def _describer(portfolio: Portfolio) -> Callable[[str], Text]:
    def describe(code: str) -> Text:
        entry = portfolio.registers.find(code)
        return entry.label if entry else same_in_both(code)

    return describe


def _refuse_inside_vault(path: Path, portfolio: Portfolio) -> None:
    if path.resolve().is_relative_to(portfolio.vault.path.resolve()):
        raise WrongUseError(
            Text(
                "Het archief kan niet in de map van het portfolio zelf staan.",
                "The archive cannot be inside the folder of the portfolio itself.",
            ),
            Text("Kies een andere map.", "Choose another folder."),
        )


def _refuse_key_of_vault(passphrase: str, portfolio: Portfolio) -> None:
    """Refuse to lock the copy with the key of the house: the copy is the easier lock to pick."""
    try:
        Secret(passphrase=passphrase).unlock(read_header(portfolio.vault.path).header)
    except WrongPassphraseError:
        return
    raise WrongUseError(
        Text(
            "Dit is de wachtwoordzin van het portfolio. Een archief is gemakkelijker te kraken en heeft een "
            "eigen wachtwoordzin nodig.",
            "This is the passphrase of the portfolio. An archive is easier to crack and needs a passphrase of its own.",
        ),
        Text("Neem bijvoorbeeld: {suggestion}", "For example: {suggestion}").fill(suggestion=suggested_passphrase()),
    )


# -- in ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be taken over, and how.

    Attributes:
        path: the archive.
        passphrase: of the archive; empty when it has none.
        with_history: into a vault in which nothing was ever done, the history comes along; else the records alone, as
            one operation that can be undone.
        replace: of a record that the vault has otherwise, the one in the archive takes the place of the vault's.
        dry_run: do everything but keep nothing.
    """

    path: Path
    passphrase: str = ""
    with_history: bool = True
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken over, or would be.

    Attributes:
        is_whole: the vault was new, and now equals the one that the archive was made of, history included.
        is_kept: it was not a dry run.
        new: how many records of each kind the vault did not have, by key.
        equal: how many it had already, just so.
        different: what it had otherwise.
        replaced: the archive's took the place of these.
        erased: how many records of the archive were left out because they were erased in the vault for good.
        operations: how many entries of the history were taken over.
        evidence: how many files the vault did not have.
        absent_evidence: how many files the archive should have and has not.
        changes: what was changed, for whoever shows records; None when the vault was new, or nothing was kept.
        refused_evidence: the files that were left out because they are not safe or not right, and why.
        registers: the names of register files that were put into the person's own folder.
        refused_registers: why others were not.
        words: how many words the person's own spelling did not have.
        refused_words: why these were not taken over; empty when they were.
    """

    is_whole: bool
    is_kept: bool
    new: Mapping[str, int]
    equal: int = 0
    different: tuple[NamedDifference, ...] = ()
    replaced: bool = False
    erased: int = 0
    operations: int = 0
    evidence: int = 0
    absent_evidence: int = 0
    changes: ChangeSet | None = None
    refused_evidence: tuple[Text, ...] = ()
    registers: tuple[str, ...] = ()
    refused_registers: tuple[Text, ...] = ()
    words: int = 0
    refused_words: Text = NO_TEXT


def import_archive(portfolio: Portfolio, request: ImportRequest, progress: Progress = no_progress) -> Imported:
    """Take over what is in an archive: all of it in one operation, or nothing.

    Into a vault in which nothing was ever done comes everything, as it was. Into any other come the records that it
    does not have; a backup is made first.

    Raises:
        WrongUseError: the file is no archive, or a record of it cannot stand in this vault.
        EnvironmentRefusedError: the archive is damaged, unsafe, too large, newer or protected, or the system refused.
    """
    from portfolio_app.exchange.archive.reader import ArchiveReader
    from portfolio_app.storage.transfer import everything_in

    with ArchiveReader(request.path, request.passphrase) as archive:
        archive.verify(progress)
        words = frozenset(archive.words())  # before anything is taken over: these, too, may not be right
        with everything_in(portfolio.vault) as everything:
            untouched, erased = everything.is_untouched(), everything.erased_ids()
        if untouched and request.with_history:
            imported = _take_whole(portfolio, archive, request, progress)
        else:
            imported = _merge(portfolio, archive, request, erased, progress)
        imported = _with_words(portfolio, words, imported)
        if request.dry_run:
            return imported
        registers, refused = put_registers_back(portfolio, archive)
        if imported.is_whole:
            take_over_log(portfolio, archive.rule_log())
        return replace(imported, registers=registers, refused_registers=refused)


def _with_words(portfolio: Portfolio, words: frozenset[str], imported: Imported) -> Imported:
    """Take over the words for the spelling, unless one may be the name of somebody who was erased here since."""
    new = words - own_words(portfolio)
    if not new:
        return imported
    if imported.erased:
        return replace(imported, refused_words=_PERHAPS_ERASED)
    if imported.is_kept:
        try:
            add_own_words(portfolio, new)
        except WrongUseError as error:
            return replace(imported, refused_words=error.message)
    return replace(imported, words=len(new))


def _take_whole(portfolio: Portfolio, archive: ArchiveReader, request: ImportRequest, progress: Progress) -> Imported:
    from portfolio_app.storage.transfer import StoredRecord, put_everything

    manifest = archive.manifest
    with EvidenceFromArchive(portfolio, archive, progress, request.dry_run) as intake:
        put_everything(
            portfolio.vault,
            (StoredRecord(each.record, each.revision, each.created_at, each.changed_at) for each in archive.records()),
            archive.operations(),
            archive.changes(),
            portfolio.clock.now(),
            rehearse=request.dry_run,
        )
    return Imported(
        is_whole=True,
        is_kept=not request.dry_run,
        new=manifest.records,
        operations=manifest.operations,
        evidence=intake.taken,
        absent_evidence=manifest.absent_evidence,
        refused_evidence=tuple(intake.refused),
    )


def _merge(
    portfolio: Portfolio,
    archive: ArchiveReader,
    request: ImportRequest,
    erased: frozenset[str],
    progress: Progress,
) -> Imported:
    progress(_READING_RECORDS, 0, 1)
    comparison = Comparison(portfolio.snapshot(), erased)
    comparison.hold_against([each.record for each in archive.records()])
    if not request.dry_run:
        Backups(portfolio.vault, portfolio.clock).before(BackupReason.IMPORT)
    changes: ChangeSet | None = None
    with EvidenceFromArchive(portfolio, archive, progress, request.dry_run) as intake:
        try:
            with portfolio.vault.storage.transaction(OperationName.IMPORT) as unit:
                unit.insert_many(comparison.new)
                for record in comparison.different if request.replace else ():
                    unit.update(record)
                if request.dry_run:
                    unit.finish()
                    raise _RehearsedError
            changes = unit.change_set
        except _RehearsedError:
            pass
    counted: dict[str, int] = {}
    for record in comparison.new:
        counted[record.kind.key] = counted.get(record.kind.key, 0) + 1
    return Imported(
        is_whole=False,
        is_kept=not request.dry_run,
        new=counted,
        equal=comparison.equal,
        different=tuple(comparison.differences(partial(named, portfolio.registers))),
        replaced=request.replace,
        erased=comparison.left_out,
        evidence=intake.taken,
        absent_evidence=archive.manifest.absent_evidence,
        changes=changes,
        refused_evidence=tuple(intake.refused),
    )


class _RehearsedError(Exception):
    """All went well, and nothing is to be kept."""
