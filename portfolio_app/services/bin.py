"""The bin: what was deleted, when and by what, and bringing it back.

Nothing has to be emptied: the bin is the history seen from what is gone. What was erased for good is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import links_of
from portfolio_app.domain.values import Reference
from portfolio_app.services.history import sought, titles_in
from portfolio_app.services.operations import OperationName
from portfolio_app.services.telling import Teller
from portfolio_app.storage.past import Binned
from portfolio_app.storage.repository import RecordTitle

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.storage.store import Reading


@dataclass(frozen=True, slots=True)
class BinItem:
    """A deleted record.

    Attributes:
        record: as it was when it was deleted.
        title: what it was called.
        operation: the number of the operation that deleted it.
        name: of that operation, as a stable key.
        deleted_at: when.
        parts: how many parts were deleted with it, and come back with it.
        obstacle: why it cannot be brought back as things stand; None when it can.
        note: what will not be as it was; None when nothing.
    """

    record: Record
    title: Text
    operation: int
    name: str
    deleted_at: datetime
    parts: int
    obstacle: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class BinPage:
    """A part of the bin, the last deleted first, and how many there are in all."""

    items: tuple[BinItem, ...]
    total: int


def bin_page(portfolio: Portfolio, words: str = "", *, limit: int = 100, offset: int = 0) -> BinPage:
    """Return a part of the bin.

    Args:
        portfolio: whose.
        words: only records of which all of these are the kind or part of what they said.
        limit: at most so many.
        offset: leave out the first so many.
    """
    wanted = sought(words)
    with portfolio.vault.storage.reading() as now:
        found = now.past.bin(wanted, limit=limit, offset=offset)
        total = offset + len(found)
        if len(found) == limit or (offset and not found):
            total = now.past.bin_count(wanted)
        items = _items(portfolio, now, found)
    return BinPage(items, total)


def bring_back(portfolio: Portfolio, record_ids: Sequence[str]) -> ChangeSet:
    """Bring records back from the bin in one step, with their parts and the links that led to them.

    Raises:
        WrongUseError: one of them is not in the bin, or cannot be brought back; none of them was.
        EnvironmentRefusedError: they could not be written; nothing changed.
    """
    with portfolio.vault.storage.transaction(OperationName.RESTORE) as unit:
        unit.restore(record_ids)
    return unit.change_set


def _items(portfolio: Portfolio, now: Reading, found: Sequence[Binned]) -> tuple[BinItem, ...]:
    records = [binned.entry.record for binned in found]
    targets = {target for record in records for target in links_of(record)}
    titles = titles_in(now, targets)
    there = now.records.titles(targets).keys()
    teller = Teller(portfolio.registers, titles)
    taken = {record.kind.key for record in records if record.kind.singleton and now.records.count(record.kind)}
    items: list[BinItem] = []
    for binned in found:
        record = binned.entry.record
        called = RecordTitle(record.kind.key, record.id, record.title("nl"), record.title("en"))
        items.append(
            BinItem(
                record,
                teller.title(called),
                binned.entry.operation,
                binned.name,
                binned.entry.deleted_at,
                binned.parts,
                _obstacle(record, there, teller, titles, is_taken=record.kind.key in taken),
                _note(portfolio, record, there),
            )
        )
    return tuple(items)


def _obstacle(
    record: Record, there: Iterable[str], teller: Teller, titles: dict[str, RecordTitle], *, is_taken: bool
) -> Text | None:
    if is_taken:
        return Text(
            "Hiervan kan er maar één zijn, en er is er al een.",
            "There can be only one of this, and there already is one.",
        )
    for spec in record.kind.fields:
        target = getattr(record, spec.name)
        if not (spec.required and isinstance(spec.type, Reference) and target and target not in there):
            continue
        if target in titles:
            return Text(
                "Hoort bij “{title}”, dat ook in de prullenbak ligt. Zet dat mee terug.",
                "Belongs to “{title}”, which is in the bin too. Restore that as well.",
            ).fill(title=teller.title(titles[target]))
        return Text("Hoort bij een gegeven dat voorgoed weg is.", "Belongs to a record that is gone for good.")
    problems = record.problems()
    if problems:
        return Text("{field}: {problem}", "{field}: {problem}").fill(
            field=problems[0].field.label, problem=problems[0].problem
        )
    return None


def _note(portfolio: Portfolio, record: Record, there: Iterable[str]) -> Text | None:
    if isinstance(record, Evidence) and record.sha256 and not portfolio.vault.evidence.holds(record.sha256):
        return Text("Het bestand is niet meer in het portfolio.", "The file is no longer in the portfolio.")
    lost = len(set(links_of(record)) - set(there))
    if lost:
        return Text(
            "Verwijzingen naar gegevens die er nu niet zijn, vervallen: {n}.",
            "Links dropped because their records no longer exist: {n}.",
        ).fill(n=lost)
    return None
