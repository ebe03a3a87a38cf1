"""Bringing what an archive holds besides records into a vault: evidence, looked at again, and register files.

An archive may come from anywhere. Its files are no safer than any other that somebody is given: each is looked at by
the guarded intake before it is stored, and one that is refused is left out by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.registers.toml_table import RegisterFileError
from portfolio_app.services.evidence import preparer
from portfolio_app.services.progress import Progress

if TYPE_CHECKING:
    from portfolio_app.exchange.archive.form import ArchivedEvidence
    from portfolio_app.exchange.archive.reader import ArchiveReader
    from portfolio_app.services.portfolio import Portfolio

_STORING: Final = Text("Bewijsstukken nakijken en opslaan", "Checking and storing evidence")
_REFUSED: Final = Text("{name}: {why}", "{name}: {why}")
_OWN: Final = "own/"
_NOT_PUT_BACK: Final = Text(
    "Een eigen registerbestand is niet overgenomen. {why}", "A register file of your own was not imported. {why}"
)
"""Below `registers/`: where the archive has the person's own files."""


@dataclass(slots=True)
class EvidenceFromArchive:
    """Puts the evidence of an archive into the vault while its records are put there; takes it out when that fails.

    Attributes:
        taken: how many files came in.
        refused: the files that were left out, and why.
    """

    portfolio: Portfolio
    archive: ArchiveReader
    progress: Progress
    dry_run: bool = False
    added: list[str] = field(default_factory=list)
    taken: int = 0
    refused: list[Text] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Look at every file that the vault does not have, and store it.

        Raises:
            DamagedArchiveError, EnvironmentRefusedError: it cannot be read or stored; nothing of it stays.
        """
        store = self.portfolio.vault.evidence
        present = [each for each in self.archive.evidence() if each.path]
        try:
            for done, each in enumerate(present):
                self.progress(_STORING, done, len(present))
                if not store.holds(each.sha256):
                    self._take(each)
        except BaseException:
            self._take_out(self.added)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Keep what the records that came in name."""
        if kind is not None:
            self._take_out(self.added)
        elif not self.dry_run:
            named = self._named()
            self._take_out([sha256 for sha256 in self.added if sha256 not in named])
            self.taken = sum(sha256 in named for sha256 in self.added)

    def _take(self, each: ArchivedEvidence) -> None:
        from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES

        store = self.portfolio.vault.evidence
        with self.archive.evidence_content(each) as content:
            whole = content.read(MAX_FILE_BYTES + 1)
        name = each.path.rpartition("/")[2]
        try:
            facts = self.portfolio.intake.inspect(whole, name=name)
        except WrongUseError as refused:
            self.refused.append(_REFUSED.fill(name=name, why=refused.message))
            return
        if self.dry_run:
            self.taken += 1
            return
        stored = store.put_bytes(whole)
        if not stored.was_there:
            self.added.append(stored.sha256)
        if facts.prepared is not None:
            store.put_derived(stored.sha256, preparer(), facts.prepared)

    def _named(self) -> frozenset[str]:
        from portfolio_app.storage.transfer import everything_in

        with everything_in(self.portfolio.vault) as everything:
            return everything.evidence_hashes()

    def _take_out(self, hashes: Iterable[str]) -> None:
        for sha256 in hashes:
            self.portfolio.vault.evidence.remove(sha256)


def put_registers_back(portfolio: Portfolio, archive: ArchiveReader) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """Put the person's own register files, and those that this program no longer has, into the vault as their own.

    Nothing that stands there is written over, and nothing that is not right is put there.

    Returns:
        The names of the files that were put there, and why others were not.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    from portfolio_app.services.own_rules import put_back

    put: list[str] = []
    refused: list[Text] = []
    for path, content in archive.registers():
        if not path.startswith(_OWN) and resource("registers", *path.split("/")).exists():
            continue
        name = path.rpartition("/")[2]
        try:
            if put_back(portfolio, name, content):
                put.append(name)
        except RegisterFileError as error:
            refused.append(_NOT_PUT_BACK.fill(why=error.message))
        except WrongUseError as error:
            refused.append(error.message)
    return tuple(put), tuple(refused)
