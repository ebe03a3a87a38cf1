"""Erasing for good what lies in the bin: whoever is told about may ask to be forgotten.

What is deleted goes on living in the history, so that it can be brought back; a client or a giver of a permission has a
right to more (article 17 of the General Data Protection Regulation), as far as no duty to keep it stands against that,
which only the owner of the portfolio can weigh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.services.operations import OperationName
from portfolio_app.storage.backups.contents import evidence_hashes
from portfolio_app.storage.backups.thinning import USUAL

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

WHAT_GOES: Final = Text(
    "De inhoud gaat uit het portfolio, uit de prullenbak en uit de geschiedenis, met alle eerdere versies. Een bestand "
    "dat nergens anders bij hoort, gaat mee. Alleen dát er iets gewist is, blijft te zien. Ook de woorden die u aan de "
    "spelling toevoegde gaan weg, want daar kan een naam tussen staan.",
    "The content disappears from the portfolio, the bin and the history, with all earlier versions. "
    "A file that belongs to nothing else goes with it. Only that something was erased can still be "
    "seen. The words that you added to the spelling go too, because one of them may be a name.",
)
NO_WAY_BACK: Final = Text(
    "Dit kan niet ongedaan worden gemaakt, en wat u hiervoor deed daarna ook niet meer.",
    "This cannot be undone, and afterwards neither can what you did before it.",
)
WHAT_REMAINS: Final = Text(
    "In reservekopieën van vóór nu blijft het staan tot die worden opgeruimd, de laatste na {months} maanden. Wie er "
    "een terugzet, heeft het terug. Ook archieven en documenten die u al maakte, veranderen niet.",
    "In backups from before now it remains until they are cleared up, the last of them after "
    "{months} months. Anyone who restores one has it back. Archives and documents that you have "
    "already made do not change either.",
).fill(months=USUAL.months)
"""To be said before anything is erased: what goes, that it is for good, and what this program cannot reach."""

ERASED: Final = CountedText(
    Text("{n} gegeven voorgoed gewist.", "{n} record erased for good."),
    Text("{n} gegevens voorgoed gewist.", "{n} records erased for good."),
)
"""To be said once it is done."""

_FILES_LEFT: Final = Text(
    "De gegevens zijn gewist, maar niet alle bestanden konden weg: {n} bleef staan.",
    "The records were erased, but not all files could be removed: {n} remained.",
)
_FILES_LEFT_HOW: Final = Text(
    "Ze zijn versleuteld en horen nergens meer bij; de controle van het portfolio noemt ze.",
    "They are encrypted and belong to nothing any more; the check of the portfolio names them.",
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Attributes:
        changes: the operation; it names no record, since none that is shown was changed.
        records: how many, with their parts.
        problem: what could not be removed all the same; None when all is gone.
    """

    changes: ChangeSet
    records: int
    problem: EnvironmentRefusedError | None = None


def erase(portfolio: Portfolio, record_ids: Sequence[str]) -> Erased:
    """Erase records in the bin for good, with the parts that were deleted with them and files that only they named.

    Raises:
        WrongUseError: one of them is not in the bin; none was erased.
        EnvironmentRefusedError: it could not be written; none was erased.
    """
    vault = portfolio.vault
    before = _named(portfolio)
    with vault.storage.transaction(OperationName.ERASE) as unit:
        erased = unit.erase(record_ids)
    left = 0
    for sha256 in sorted(before - _named(portfolio)):
        try:
            vault.evidence.remove(sha256)
        except EnvironmentRefusedError:
            left += 1
    problem = EnvironmentRefusedError(_FILES_LEFT.fill(n=left), _FILES_LEFT_HOW) if left else None
    return Erased(unit.change_set, len(erased), problem)


def _named(portfolio: Portfolio) -> frozenset[str]:
    connection = portfolio.vault.connect()
    try:
        return evidence_hashes(connection)
    finally:
        connection.close()
