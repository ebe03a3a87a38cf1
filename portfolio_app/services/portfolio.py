"""The use cases of one open portfolio: what the window and the command line can do with it.

Every call is made on one thread, which owns the database. Each write is one named operation: it is durable when the
call returns, it says what changed, and it is one step of the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from portfolio_app.common.clock import Clock
from portfolio_app.common.closing import Closing
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.domain.fields import TITLE_SEPARATOR, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.rules import RegisterStanding, RuleSet, standings
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.naming import codes_called, named, readable_title
from portfolio_app.services.evidence import FileContent, take_in
from portfolio_app.services.ids import IdSource, random_id
from portfolio_app.services.operations import OperationName
from portfolio_app.services.own_shelf import UNREADABLE, shelf_of
from portfolio_app.services.register_data import RegisterData, register_data
from portfolio_app.services.validation import refuse_unknown_codes
from portfolio_app.storage.check import CheckReport, check_vault
from portfolio_app.storage.conflicts import conflict_notices
from portfolio_app.storage.history import ChangeSet, Operation
from portfolio_app.storage.repository import ListQuery, RecordTitle
from portfolio_app.storage.search import SearchHit
from portfolio_app.storage.vault import Vault

if TYPE_CHECKING:
    from portfolio_app.documents.evidence.guard import GuardedIntake
    from portfolio_app.services.backups import Attempt
    from portfolio_app.storage.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list, and how long the whole list is."""

    records: tuple[Record, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A part of a list as bare rows, each an id and the fields asked for, and how long the whole list is."""

    rows: tuple[tuple[Any, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A record as it now stands in the vault, and what the operation changed."""

    record: Record
    changes: ChangeSet


class Portfolio(Closing):
    """One open portfolio. Close it, or use it as a context manager."""

    def __init__(
        self, vault: Vault, clock: Clock, new_id: IdSource = random_id, own_registers: Path | None = None
    ) -> None:
        """Take over an open vault.

        Args:
            vault: open; this portfolio closes it.
            clock: tells the time.
            new_id: gives the ids of new records.
            own_registers: the folder of register data and rule sets that the person made or changed; None for none.
        """
        self.vault = vault
        self.clock = clock
        self._new_id = new_id
        self.own_registers = own_registers
        vault.storage.naming = self._named

    # -- register data ------------------------------------------------------------------------------------------------

    @cached_property
    def registers(self) -> Registers:
        """The registers, profiles, law lists and codes of conduct."""
        return self.register_data.registers

    @cached_property
    def rule_sets(self) -> tuple[RuleSet, ...]:
        """The rule sets of the registers."""
        return self.register_data.rule_sets

    @cached_property
    def notices(self) -> tuple[Text, ...]:
        """What the person should know about this opening: a mended key file, a register file of their own left out."""
        return (*self.vault.notices, *conflict_notices(self.vault.path), *self.register_data.notices)

    def _named(self, record: Record) -> Text:
        """Return what a record is called, with names for the codes of registers."""
        return named(self.registers, record)

    def read_registers_again(self) -> None:
        """Read the register data again: there are other files now. Whoever asks meanwhile gets those of before."""
        found = self._found_register_data()
        self.__dict__.update(register_data=found, registers=found.registers, rule_sets=found.rule_sets)
        self.__dict__.pop("notices", None)

    @cached_property
    def register_data(self) -> RegisterData:
        """The registers and rule sets, where each comes from, and what was left out."""
        return self._found_register_data()

    def _found_register_data(self) -> RegisterData:
        shelf = shelf_of(self.vault)
        found = register_data(self.own_registers, shelf.files if shelf is not None else {})
        return found if shelf is not None else replace(found, notices=(UNREADABLE, *found.notices))

    @cached_property
    def intake(self) -> GuardedIntake:
        """What looks at files before they become evidence, in a process of its own that is kept for the next file."""
        from portfolio_app.documents.evidence.guard import GuardedIntake  # only when there is a file

        return GuardedIntake()

    # -- reading ------------------------------------------------------------------------------------------------------

    def records(self, kind: RecordKind, query: ListQuery | None = None) -> Listing:
        """Return the records of a kind that `query` asks for, and how many it would be without its limit.

        Raises:
            WrongUseError: the query names a field that the kind does not have.
        """
        wanted = query or ListQuery()
        with self.vault.storage.reading() as now:
            return Listing(tuple(now.records.all(kind.record_type, wanted)), now.records.count(kind, wanted))

    def rows(self, kind: RecordKind, fields: Sequence[str], query: ListQuery | None = None) -> Rows:
        """Return some fields of the records of a kind, quicker than whole records: for long lists.

        Raises:
            WrongUseError: there is no such field.
        """
        wanted = query or ListQuery()
        with self.vault.storage.reading() as now:
            return Rows(tuple(now.records.rows(kind, fields, wanted)), now.records.count(kind, wanted))

    def record(self, kind: RecordKind, record_id: str) -> Record:
        """Return one record.

        Raises:
            WrongUseError: there is none of that kind with that id.
        """
        with self.vault.storage.reading() as now:
            return now.records.get(kind.record_type, record_id)

    def record_called(self, record_id: str) -> Record:
        """Return the record with that id, of whatever kind.

        Raises:
            WrongUseError: there is none.
        """
        with self.vault.storage.reading() as now:
            return now.records.found(record_id)

    def titles(self, ids: Iterable[str]) -> Mapping[str, RecordTitle]:
        """Return what the records with those ids are called, by id; ids that nobody has are left out."""
        with self.vault.storage.reading() as now:
            found = now.records.titles(ids)
        return {record_id: self._readable(title) for record_id, title in found.items()}

    def referrers(self, record_id: str) -> tuple[RecordTitle, ...]:
        """Return what the records are called that link to that one."""
        with self.vault.storage.reading() as now:
            found = now.records.titles(referrer.id for referrer in now.records.referrers(record_id))
        return tuple(map(self._readable, found.values()))

    def _readable(self, title: RecordTitle) -> RecordTitle:
        """Return a title with names for the codes of registers in it."""
        nl, en = (readable_title(self.registers, title.kind, title.say(of), of) for of in LANGUAGES)
        return RecordTitle(title.kind, title.id, nl, "" if en == nl else en)

    def search(
        self, words: str, *, limit: int = 50, language: Language = "nl", kinds: Sequence[str] = ()
    ) -> tuple[SearchHit, ...]:
        """Return the records in which all the words occur, evidence by its text too; the most telling first.

        Args:
            words: what a person typed; no sign in it has a meaning.
            limit: at most so many.
            language: of the titles.
            kinds: keys of the kinds to search; all when empty.
        """
        found = list(self.vault.storage.search(words, language, limit=limit, kinds=kinds))
        found.extend(self._named_by_code(words, language, limit - len(found), kinds, {hit.id for hit in found}))
        return tuple(replace(hit, title=readable_title(self.registers, hit.kind, hit.title, language)) for hit in found)

    def _named_by_code(
        self, words: str, language: Language, limit: int, kinds: Sequence[str], known: Collection[str]
    ) -> Iterator[SearchHit]:
        """Go through the records that are named by a code whose name holds the words: the index has only the code."""
        for code in codes_called(self.registers, words) if limit > 0 else ():
            for hit in self.vault.storage.search(code, language, limit=limit, kinds=kinds):
                if limit > 0 and hit.id not in known and code in hit.title.split(TITLE_SEPARATOR):
                    limit -= 1
                    yield hit

    def counts(self) -> Mapping[str, int]:
        """Return how many records there are, by key of their kind."""
        with self.vault.storage.reading() as now:
            found = now.records.counts()
        return {kind.key: found.get(kind.key, 0) for kind in KINDS}

    def snapshot(self) -> Snapshot:
        """Return all records, as they stand together at one moment."""
        return self.vault.storage.snapshot()

    def standing(self, on: date | None = None, register: str = "") -> tuple[RegisterStanding, ...]:
        """Return how its owner stands in every register (or one), on a day (or today).

        Raises:
            WrongUseError: no rule set has that register.
        """
        return standings(self.rule_sets, self.snapshot(), on or self.clock.today(), self.known_register(register))

    def known_register(self, register: str, rule_sets: Sequence[RuleSet] | None = None) -> str | None:
        """Return the register's id as the rule sets write it, those of now when None; None for the empty text.

        Raises:
            WrongUseError: no rule set has that register.
        """
        if not register:
            return None
        ids = sorted({rule_set.register for rule_set in (self.rule_sets if rule_sets is None else rule_sets)})
        for known in ids:
            if known.casefold() == register.casefold():
                return known
        raise WrongUseError(
            Text(
                "Er is geen register “{register}”. Wel: {known}.",
                "There is no register “{register}”. Available: {known}.",
            ).fill(register=register[:40], known=", ".join(ids))
        )

    def read_evidence(self, evidence: Evidence) -> bytes:
        """Return the content of a piece of evidence, held against its hash.

        Raises:
            EnvironmentRefusedError: it is missing or damaged.
        """
        return self.vault.evidence.read(evidence.sha256)

    def open_evidence(self, evidence: Evidence) -> BinaryIO:
        """Return the content of a piece of evidence as a file that can be read and sought in; close it when done.

        Raises:
            EnvironmentRefusedError: it is missing or damaged; reading on may raise this too.
        """
        return self.vault.evidence.open(evidence.sha256)

    def check(self) -> CheckReport:
        """Look at all that the vault holds and return what is damaged or does not agree; changes nothing."""
        return check_vault(self.vault)

    def new_id(self) -> str:
        """Return an id for a new record."""
        return self._new_id()

    # -- writing ------------------------------------------------------------------------------------------------------

    def add(
        self, kind: RecordKind, values: Mapping[str, Any], *, operation: OperationName = OperationName.ADD
    ) -> Saved:
        """Add a record.

        Raises:
            WrongUseError: a value does not fit, a required field is empty, a link or code leads nowhere, or there may
                be only one such record.
            EnvironmentRefusedError: it could not be written; nothing changed.
        """
        record = kind.record_type(id=self._new_id(), **values)
        refuse_unknown_codes(record, None, self.registers, self.rule_sets)
        with self.vault.storage.transaction(operation) as unit:
            unit.insert(record)
            self._let_follow(unit, None, record)
        return Saved(record, unit.change_set)

    def change(self, kind: RecordKind, record_id: str, values: Mapping[str, Any]) -> Saved:
        """Change fields of a record; fields not named stay as they are.

        Raises:
            WrongUseError: there is no such record or field, or a value does not fit.
            EnvironmentRefusedError: it could not be written; nothing changed.
        """
        for name in values:
            kind.field(name)
        with self.vault.storage.transaction(OperationName.CHANGE) as unit:
            before = unit.records.get(kind.record_type, record_id)
            record = before.with_values(**values)
            refuse_unknown_codes(record, before, self.registers, self.rule_sets)
            unit.update(record)
            self._let_follow(unit, before, record)
        return Saved(record, unit.change_set)

    @staticmethod
    def _let_follow(unit: UnitOfWork, before: Record | None, after: Record) -> None:
        """Change in the same step what follows from a record that was added or changed."""
        if after.kind.key == "permission_event":
            from portfolio_app.services.permission_courses import carry_over

            carry_over(unit, before, after)

    def delete(self, record_ids: Iterable[str]) -> ChangeSet:
        """Delete records with their parts; links to them from other records are taken out.

        Raises:
            WrongUseError: there is no such record, or another cannot be without it; nothing changed.
            EnvironmentRefusedError: it could not be written; nothing changed.
        """
        with self.vault.storage.transaction(OperationName.DELETE) as unit:
            for record_id in dict.fromkeys(record_ids):
                unit.delete(record_id)
        return unit.change_set

    def add_evidence(self, file: Path | FileContent, values: Mapping[str, Any] | None = None) -> Saved:
        """Take a file in as evidence.

        Args:
            file: a PDF, JPEG, PNG or TIFF; its content decides, not its name.
            values: fields of the evidence that are known already.

        Raises:
            WrongUseError: the file is not what its name says, or of no kind that can be evidence.
            EnvironmentRefusedError: it cannot be read, or could not be written.
        """
        found = {**take_in(file, self.vault.evidence, self.intake), **(values or {})}
        return self.add(Evidence.kind, found, operation=OperationName.ATTACH)

    def attach(self, record_id: str, file: Path | FileContent) -> Saved:
        """Take a file in as evidence and link it to a record; it gets the audience that the record has.

        Returns:
            The evidence.

        Raises:
            WrongUseError, EnvironmentRefusedError: as `add_evidence`, or there is no such record.
        """
        found = take_in(file, self.vault.evidence, self.intake)
        with self.vault.storage.transaction(OperationName.ATTACH) as unit:
            owner = unit.records.found(record_id)
            if owner.released_to in Evidence.kind.release_choices():
                found["release"] = owner.released_to
            evidence = Evidence(id=self._new_id(), **found)
            unit.insert(evidence)
            unit.update(owner.with_values(evidence=(*owner.evidence, evidence.id)))
        return Saved(evidence, unit.change_set)

    def add_many(self, records: Sequence[Record], operation: OperationName) -> ChangeSet:
        """Add many records in one step; they may link to each other.

        Raises:
            WrongUseError: a record cannot be saved; none of them was.
            EnvironmentRefusedError: they could not be written; nothing changed.
        """
        with self.vault.storage.transaction(operation) as unit:
            unit.insert_many(records)
        return unit.change_set

    def keep(self, name: str, words: str) -> None:
        """Keep something that was worked out, for the next start; nothing is done where the vault cannot be written.

        Args:
            name: one of the names in `storage/kept.py`.
            words: what is to be kept.

        Raises:
            EnvironmentRefusedError: the system refused; what was kept before is still there.
        """
        if not self.vault.read_only:
            self.vault.storage.keep(name, words)

    # -- history ------------------------------------------------------------------------------------------------------

    def undo(self) -> ChangeSet:
        """Take back the newest operation that was not taken back, also one of days ago.

        Raises:
            WrongUseError: there is nothing to undo.
            EnvironmentRefusedError: it could not be written; nothing changed.
        """
        return self.vault.storage.undo()

    def redo(self) -> ChangeSet:
        """Do again what was undone last.

        Raises:
            WrongUseError: there is nothing to do again.
            EnvironmentRefusedError: it could not be written; nothing changed.
        """
        return self.vault.storage.redo()

    def history(self, limit: int = 50) -> tuple[Operation, ...]:
        """Return the last operations, newest first."""
        with self.vault.storage.reading() as now:
            return tuple(now.history.operations(limit))

    # -- closing ------------------------------------------------------------------------------------------------------

    def back_up_before_closing(self, *, spacing: timedelta = timedelta(0)) -> tuple[Attempt, ...]:
        """Back up what was changed, in the vault and in the second place of choice; nothing that fails is raised.

        Args:
            spacing: make no backup when the last one in the vault is younger than this.
        """
        from portfolio_app.services.backups import Backups

        return Backups(self.vault, self.clock).on_close(spacing=spacing)

    def close(self) -> None:
        """Close the vault and give its lock back; may be called again."""
        if "intake" in self.__dict__:
            self.intake.close()
        self.vault.close()


__all__ = ["ListQuery", "Listing", "Portfolio", "RecordTitle", "Rows", "Saved"]
