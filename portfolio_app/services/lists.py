"""What a long list needs besides its rows: what narrows it down, its groups and totals, where a record stands in it.

Everything is asked of the database, so that a list of any length costs the window no more than what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.heaps import THEMSELVES, Heap, Totals, facet_fields
from portfolio_app.storage.repository import ListQuery, Where

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.repository import Repository

_LIST_CHANGED = Text("De lijst is intussen veranderd.", "The list has changed in the meantime.")
_CHOOSE_AGAIN = Text("Kies de gegevens opnieuw.", "Choose the records again.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Records that stand below each other in a list.

    Attributes:
        query: the list, or the group of it, in its order.
        first: the place of the first of them, from 0.
        length: how many.
        known: ids that are known already, by their place from 0 in the list of `query`.
    """

    query: ListQuery
    first: int
    length: int
    known: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records that a person chose in a list.

    Attributes:
        ids: from top to bottom.
        totals: what they add up to.
    """

    ids: tuple[str, ...]
    totals: Totals


def narrowed(query: ListQuery, field: str, keys: Iterable[str]) -> ListQuery:
    """Return the part of a list whose records lie on one of these heaps of a field; or just these, by `THEMSELVES`."""
    if field == THEMSELVES:
        return replace(query, ids=tuple(keys))
    return replace(query, where=(*query.where, Where(field, "on heap", tuple(keys))))


def facets(portfolio: Portfolio, kind: RecordKind, query: ListQuery) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for each field by which a list can be narrowed down the heaps that there are, with how many on each.

    A field by which the list is narrowed down already is counted without that, so that another heap can be added.
    """
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    with portfolio.vault.storage.reading() as now:
        for spec in facet_fields(kind):
            others = replace(query, where=tuple(where for where in query.where if where.field != spec.name))
            found[spec.name] = tuple(now.records.heaps(kind, spec.name, others))
    return found


def totals(portfolio: Portfolio, kind: RecordKind, query: ListQuery) -> Totals:
    """Return what the records of a list add up to."""
    with portfolio.vault.storage.reading() as now:
        return now.records.totals(kind, query)[0].totals


def groups(portfolio: Portfolio, kind: RecordKind, query: ListQuery, by: str) -> tuple[Heap, ...]:
    """Return the groups into which a field divides a list, without empty ones, in no order."""
    with portfolio.vault.storage.reading() as now:
        return tuple(heap for heap in now.records.totals(kind, query, by) if heap.totals.count)


def chosen(portfolio: Portfolio, kind: RecordKind, stretches: Sequence[Stretch]) -> Chosen:
    """Return which records were chosen by their places in a list, and what they add up to.

    Raises:
        WrongUseError: another record stands where a known one stood, so the list has changed.
    """
    with portfolio.vault.storage.reading() as now:
        found: list[str] = []
        for stretch in stretches:
            found.extend(_ids_in(now.records, kind, stretch))
        ids = tuple(dict.fromkeys(found))
        return Chosen(ids, now.records.totals(kind, ListQuery(ids=ids))[0].totals)


def places_of(
    portfolio: Portfolio, kind: RecordKind, queries: Sequence[ListQuery], record_ids: Iterable[str]
) -> tuple[tuple[int, int], ...]:
    """Return for records that stand in some lists in which, and at which place from 0, from top to bottom."""
    wanted = set(record_ids)
    with portfolio.vault.storage.reading() as now:
        return tuple(
            (number, place)
            for number, query in enumerate(queries)
            for place, (record_id,) in enumerate(now.records.rows(kind, (), query))
            if record_id in wanted
        )


def first_like(
    portfolio: Portfolio,
    kind: RecordKind,
    queries: Sequence[ListQuery],
    field: str,
    fits: Callable[[Any], bool],
) -> tuple[int, int] | None:
    """Return list and place of the first record of which `fits` accepts the value of a field; None without one."""
    with portfolio.vault.storage.reading() as now:
        for number, query in enumerate(queries):
            for at, (_, value) in enumerate(now.records.rows(kind, (field,), query)):
                if fits(value):
                    return number, at
    return None


def _ids_in(records: Repository, kind: RecordKind, stretch: Stretch) -> list[str]:
    wanted = replace(stretch.query, offset=stretch.first, limit=stretch.length)
    ids = [row[0] for row in records.rows(kind, (), wanted)]
    as_known = all(
        ids[place - stretch.first : place - stretch.first + 1] == [record_id]
        for place, record_id in stretch.known.items()
        if stretch.first <= place < stretch.first + stretch.length
    )
    if len(ids) != stretch.length or not as_known:
        raise WrongUseError(_LIST_CHANGED, _CHOOSE_AGAIN)
    return ids
