"""Which part of a file each object belongs to, when it is to be shown before all of it is there (linearised).

First comes what a viewer needs to open the document, then all of its first page, then page after page what only that
page needs, then what pages share, then the rest (ISO 32000-1, annex F). Small objects are packed together and
compressed; such a pack belongs where the objects within it do.
"""

from __future__ import annotations

from array import array as numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.pdf.source import referred

_PACKED_AT_MOST: Final = 100
_NEEDED_TO_OPEN: Final = (b"ViewerPreferences", b"PageMode", b"OpenAction", b"AcroForm")
_OUTLINES: Final = b"Outlines"
_WORTH_REMEMBERING: Final = 4


@dataclass(slots=True)
class Parts:
    """The objects of each part in their order; packs of others among them.

    Attributes:
        opening: the catalog, and what is needed to open the document.
        first: the first page, and all that it needs; and the bookmarks, which stand beside it.
        pages: for each other page its object, and what only that page needs.
        shared: what more than one page needs, and the first does not.
        rest: everything else.
        packs: what is packed into each pack, in order.
        outlines: the packs that hold the bookmarks.
        uses: for each page but the first: what it needs of `first` and `shared`.
    """

    opening: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    pages: list[list[int]] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    packs: dict[int, list[int]] = field(default_factory=dict)
    outlines: list[int] = field(default_factory=list)
    uses: list[numbers[int]] = field(default_factory=list)


def parts_of(
    objects: Objects,
    catalog: int,
    entries: Mapping[bytes, bytes],
    pages: Sequence[int],
    *,
    parent: int,
    last: Sequence[int],
) -> Parts:
    """Return the parts of a file.

    Args:
        objects: all objects of the file.
        catalog: the number of the catalog.
        entries: what the catalog says.
        pages: the numbers of the pages, in their order.
        parent: the number of the list of all pages.
        last: what stands at the very end, each by itself.
    """
    return _Sorting(objects, catalog, entries, pages, parent, last).parts()


class _Sorting:
    def __init__(
        self,
        objects: Objects,
        catalog: int,
        entries: Mapping[bytes, bytes],
        pages: Sequence[int],
        parent: int,
        last: Sequence[int],
    ) -> None:
        self._objects = objects
        self._catalog = catalog
        self._entries = entries
        self._pages = pages
        self._last = last
        self._reached_from: dict[int, tuple[int, ...]] = {}
        # A page is where a search from elsewhere ends.
        self._page_set = frozenset(pages)
        self._barred = {*pages, parent}
        self._packs: dict[int, list[int]] = {}
        self._within: dict[int, int] = {}

    def parts(self) -> Parts:
        """Sort all objects: each goes to the first part that needs it, in the order of `Parts`."""
        objects, entries = self._objects, self._entries
        made = Parts(packs=self._packs)
        taken = {self._catalog, *self._last}
        outlines = [number for number in self._reached(self._references(entries, [_OUTLINES])) if number not in taken]
        taken.update(outlines)
        made.opening = [self._catalog]
        made.opening += [n for n in self._reached(self._references(entries, _NEEDED_TO_OPEN)) if n not in taken]
        taken.update(made.opening)
        needed = [self._of_page(page, taken) for page in self._pages]
        taken.update(*needed)
        self._pack_pages(needed)
        units = [list(dict.fromkeys([self._within.get(number, number) for number in each])) for each in needed]
        made.outlines = self._packed(outlines)
        made.first = [*units[0], *made.outlines]
        self._sort_pages(made, units[1:])
        left = [number for number in range(1, objects.last + 1) if number not in taken and number not in self._packs]
        made.rest = [*self._packed(left), *self._last]
        return made

    def _references(self, entries: Mapping[bytes, bytes], keys: Iterable[bytes]) -> list[int]:
        return [number for key in keys for number in referred(entries.get(key, b""))]

    def _of_page(self, page: int, taken: set[int]) -> list[int]:
        """Return a page with all that it needs, but for other pages and what is taken."""
        found: dict[int, None] = {page: None}
        for number in referred(self._objects.source(page)):
            if number not in self._barred:
                found.update(dict.fromkeys(self._remembered(number)))
        return [number for number in found if number not in taken]

    def _remembered(self, number: int) -> tuple[int, ...]:
        """Return an object with all that it refers to; what is much is looked up once."""
        found = self._reached_from.get(number)
        if found is None:
            found = self._reached([number])
            if len(found) > _WORTH_REMEMBERING:
                self._reached_from[number] = found
        return found

    def _reached(self, starts: Iterable[int]) -> tuple[int, ...]:
        found: dict[int, None] = {}
        waiting = [number for number in starts if number not in self._barred]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found[number] = None
                waiting += [each for each in referred(self._objects.source(number)) if each not in self._barred]
        return tuple(found)

    def _is_small(self, number: int) -> bool:
        return not self._objects.is_stream(number) and number not in self._page_set

    def _packed(self, members: Iterable[int]) -> list[int]:
        """Return some objects, the small ones among them packed."""
        small: list[int] = []
        made: list[int] = []
        for number in members:
            (small if self._is_small(number) else made).append(number)
        starts = range(0, len(small), _PACKED_AT_MOST)
        return made + [self._pack(small[start : start + _PACKED_AT_MOST]) for start in starts]

    def _pack(self, members: Sequence[int]) -> int:
        pack = self._objects.new_number()
        self._objects.put(pack, b"")
        self._packs[pack] = list(members)
        self._within.update(dict.fromkeys(members, pack))
        return pack

    def _pack_pages(self, needed: Sequence[Sequence[int]]) -> None:
        """Pack what pages need, in their order.

        A pack is of more than one page, and so belongs to what pages share. Where an object belongs that one page needs
        and the structure tree as well (every link is such) the programs that look at a layout do not agree.
        """
        self._packed(needed[0][1:])
        last = next(reversed(self._packs), None)
        gathered: dict[int, None] = {}
        pages = 0
        for each in needed[1:]:
            fresh = [n for n in each[1:] if n not in self._within and n not in gathered and self._is_small(n)]
            gathered.update(dict.fromkeys(fresh))
            pages += bool(fresh)
            if len(gathered) >= _PACKED_AT_MOST and pages > 1:
                last, pages = self._pack([*gathered]), 0
                gathered = {}
        if gathered and pages == 1 and last is not None:
            self._packs[last] += gathered
            self._within.update(dict.fromkeys(gathered, last))
        elif gathered:
            self._pack([*gathered])

    def _sort_pages(self, made: Parts, units: Sequence[Sequence[int]]) -> None:
        """Sort what the other pages need: what one of them needs alone, and what several do."""
        times: dict[int, int] = {}
        for each in units:
            for unit in each:
                times[unit] = times.get(unit, 0) + 1
        first = frozenset(made.first)
        made.shared = [unit for unit, count in times.items() if count > 1 and unit not in first]
        everywhere = first.union(made.shared)
        for each in units:
            made.pages.append([unit for unit in each if unit not in everywhere])
            made.uses.append(numbers("I", [unit for unit in each if unit in everywhere]))
