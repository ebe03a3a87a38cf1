"""A dossier read back: the records that it shows, into a new vault or beside those of another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.registers.naming import named
from portfolio_app.services.archives import Imported, ImportRequest
from portfolio_app.services.backups import Backups
from portfolio_app.services.evidence import describe_and_store
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import Progress, no_progress
from portfolio_app.services.verifying import verify
from portfolio_app.storage.backups.manifest import BackupReason
from portfolio_app.storage.evidence import is_sha256

if TYPE_CHECKING:
    from portfolio_app.documents.data import DossierRecord
    from portfolio_app.documents.guarding.process import GuardedProcess
    from portfolio_app.documents.verifying.verdict import Verdict
    from portfolio_app.exchange.archive.comparison import Comparison
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_READING: Final = Text("Het dossier lezen", "Reading the dossier")
_HEAVY: Final = Text("Het dossier is te zwaar of beschadigd.", "The dossier is too heavy or damaged.")
_WAITING: Final = 3_600.0
_OF_FILE: Final = ("media_type", "size", "pages", "text")
_STORING: Final = Text("Bewijsstukken opslaan", "Storing evidence")
_OF_DATA: Final = frozenset({"data-changed", "attachment-changed", "attachment-removed", "seal-broken", "seal-missing"})
"""What a check finds when the data may be others than those of the maker; that pages changed does not matter here."""


@dataclass(frozen=True, slots=True)
class ImportedDossier:
    """What was taken over from a dossier, or would be.

    Attributes:
        imported: the records and the evidence.
        without_file: the names of the evidence whose file did not come back.
        rebuilt: the names of the evidence that stands in the dossier only as pages, and of which a file was made from
            these: it shows the same, but is not the original.
    """

    imported: Imported
    without_file: tuple[str, ...]
    rebuilt: tuple[str, ...] = ()


def import_dossier(portfolio: Portfolio, request: ImportRequest, progress: Progress = no_progress) -> ImportedDossier:
    """Take over the records of a dossier: all of them in one operation, or nothing.

    What a dossier does not show (what is private, and what is about others) it cannot give back; of a record that the
    vault has, that part stays as it is. A backup is made first.

    Raises:
        NoDossierError: the file is no dossier of this program.
        DossierDataError: its data are damaged or of a newer version.
        WrongUseError: its data were changed since it was made, or a record of it cannot stand in this vault.
        EnvironmentRefusedError: the file cannot be read, or the system refused.
    """
    from portfolio_app.documents.data import dossier_records
    from portfolio_app.documents.guarding.process import LOOKING, GuardedProcess

    progress(_READING, 0, 1)
    verdict = verify(request.path, portfolio.clock).verdict
    _refuse_altered(verdict)
    with GuardedProcess(replace(LOOKING, idle_seconds=_WAITING)) as process:
        found, content = _asked(process, {"task": "open-dossier", "path": str(request.path.absolute())})
        records = dossier_records(content)
        # Of pages that were changed no evidence is made.
        whole, rebuildable = (frozenset(map(str, found.get(name, ()))) for name in ("evidence", "rebuildable"))
        files = _Files(portfolio, process, whole, rebuildable if verdict.intact else frozenset())
        comparison = _compared(portfolio, records, files)
        if not request.dry_run:
            Backups(portfolio.vault, portfolio.clock).before(BackupReason.IMPORT)
        try:
            changed = comparison.different if request.replace else []
            files.take([*comparison.new, *changed], progress, rehearse=request.dry_run)
            changes = _put(portfolio, comparison.new, changed, files, rehearse=request.dry_run)
        except BaseException:
            files.take_out()
            raise
    return ImportedDossier(
        _imported(portfolio, comparison, request, files.taken, changes),
        _without_file(records, files),
        tuple(files.rebuilt.values()),
    )


def _put(
    portfolio: Portfolio, new: Sequence[Record], changed: Sequence[Record], files: _Files, *, rehearse: bool
) -> ChangeSet | None:
    with suppress(_RehearsedError):
        with portfolio.vault.storage.transaction(OperationName.IMPORT) as unit:
            unit.insert_many([files.described(record) for record in new])
            for record in changed:
                unit.update(files.described(record))
            if rehearse:
                unit.finish()
                raise _RehearsedError
        return unit.change_set
    return None


def _imported(
    portfolio: Portfolio, comparison: Comparison, request: ImportRequest, taken: int, changes: ChangeSet | None
) -> Imported:
    return Imported(
        is_whole=False,
        is_kept=not request.dry_run,
        new=Counter(record.kind.key for record in comparison.new),
        equal=comparison.equal,
        different=tuple(comparison.differences(partial(named, portfolio.registers))),
        replaced=request.replace,
        erased=comparison.left_out,
        evidence=taken,
        changes=changes,
    )


def _without_file(records: Sequence[DossierRecord], files: _Files) -> tuple[str, ...]:
    return tuple(
        str(each.values.get("name", ""))
        for each in records
        if each.kind is Evidence.kind
        and each.values.get("sha256")
        and not files.has(str(each.values["sha256"]))
        and each.id not in files.rebuilt
    )


def _refuse_altered(verdict: Verdict) -> None:
    altered = [each for each in verdict.findings if each.change.value in _OF_DATA]
    if altered:
        raise WrongUseError(
            Text(
                "Er is niets overgenomen, want de gegevens van dit dossier zijn veranderd. {what}",
                "Nothing was imported, because the data in this dossier have been changed. {what}",
            ).fill(what=altered[0].text),
            Text("Neem het dossier zoals het is gemaakt.", "Use the dossier as it was made."),
        )


def _asked(process: GuardedProcess, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from portfolio_app.documents.guarding.process import BrokenOffError
    from portfolio_app.documents.verifying.refusal import UnreadableError

    try:
        return process.ask(head)
    except BrokenOffError as error:
        raise UnreadableError(_HEAVY) from error


def _compared(portfolio: Portfolio, records: Sequence[DossierRecord], files: _Files) -> Comparison:
    from portfolio_app.documents.data import restored
    from portfolio_app.exchange.archive.comparison import Comparison
    from portfolio_app.storage.transfer import everything_in

    everything = portfolio.snapshot()
    own = {record.id: record for record in everything}
    only = {record.kind.key: record for record in everything if record.kind.singleton}
    beside = {each.id: own.get(each.id) or only.get(each.kind.key) for each in records}
    here = {record_id: record for record_id, record in beside.items() if record is not None}
    with everything_in(portfolio.vault) as stored:
        comparison = Comparison(everything, stored.erased_ids())
    hashes = [str(each.values["sha256"]) for each in records if each.values.get("sha256")]
    comparison.hold_against(restored(records, here, filter(files.has, hashes)))
    return comparison


class _RehearsedError(Exception):
    """All went well, and nothing is to be kept."""


class _Files:
    """The files of evidence of a dossier, on their way into the vault.

    Args:
        portfolio: takes them.
        process: has the dossier open.
        present: the hashes of those that stand in the dossier whole.
        rebuildable: the ids of the evidence of which all pages stand in it.

    Attributes:
        taken: how many files were stored, or would be.
        rebuilt: the names of the evidence of which the file was made from its pages, by id.
    """

    def __init__(
        self, portfolio: Portfolio, process: GuardedProcess, present: frozenset[str], rebuildable: frozenset[str]
    ) -> None:
        self._store = portfolio.vault.evidence
        self._intake = portfolio.intake
        self._process = process
        self._present = present
        self._rebuildable = rebuildable
        self._facts: dict[str, Mapping[str, Any]] = {}
        self._facts_of_rebuilt: dict[str, Mapping[str, Any]] = {}
        self._added: list[str] = []
        self.taken = 0
        self.rebuilt: dict[str, str] = {}

    def has(self, sha256: str) -> bool:
        """Tell whether the dossier or the vault has a file."""
        return sha256 in self._present or (is_sha256(sha256) and self._store.holds(sha256))

    def take(self, records: Sequence[Record], progress: Progress, *, rehearse: bool) -> None:
        """Store the files of those records that are evidence and that the vault does not have.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        evidence = [each for each in records if isinstance(each, Evidence)]
        hashes = dict.fromkeys(each.sha256 for each in evidence if each.sha256)
        wanted = [each for each in hashes if not self._store.holds(each)]
        pages = [each for each in evidence if not each.sha256 and each.id in self._rebuildable]
        total = len(wanted) + len(pages)
        for done, sha256 in enumerate(wanted):
            progress(_STORING, done, total)
            if not rehearse:
                self._take(sha256)
            self.taken += 1
        for done, record in enumerate(pages, len(wanted)):
            progress(_STORING, done, total)
            if rehearse or self._rebuild(record):
                self.rebuilt[record.id] = record.name
                self.taken += 1

    def _take(self, sha256: str) -> None:
        from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
        from portfolio_app.documents.verifying.refusal import UnreadableError

        _, content = _asked(self._process, {"task": "dossier-evidence", "sha256": sha256})
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnreadableError(_HEAVY)
        self._added.append(sha256)
        try:
            self._facts[sha256] = describe_and_store(content, "", self._store, self._intake)
        except EvidenceRefusedError:
            # What cannot stand on pages travels in a dossier as a file, and comes back as one.
            self._store.put_bytes(content)

    def _rebuild(self, record: Evidence) -> bool:
        """Store a file made from the pages of a piece of evidence; tell whether that can be evidence by itself."""
        from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

        _, content = _asked(self._process, {"task": "dossier-pages", "id": record.id})
        sha256 = hashlib.sha256(content).hexdigest()
        is_new = not self._store.holds(sha256)
        try:
            facts = describe_and_store(content, f"{record.name}.pdf", self._store, self._intake)
        except EvidenceRefusedError:
            return False
        if is_new:
            self._added.append(sha256)
        self._facts_of_rebuilt[record.id] = facts
        return True

    def described(self, record: Record) -> Record:
        """Return a record with what is now known of its file."""
        if not isinstance(record, Evidence):
            return record
        if rebuilt := self._facts_of_rebuilt.get(record.id):
            return record.with_values(**{name: rebuilt[name] for name in (*_OF_FILE, "file_name", "sha256")})
        facts = self._facts.get(record.sha256)
        return record.with_values(**{name: facts[name] for name in _OF_FILE}) if facts else record

    def take_out(self) -> None:
        """Take what was stored out again."""
        for sha256 in self._added:
            self._store.remove(sha256)
