"""Where the rows of a list stand: under which heading, at which place, and what is folded away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery

HEADING: Final = -1
"""The place of a heading among the records of its section."""


@dataclass(frozen=True, slots=True)
class Section:
    """Records under one heading, or all of a list that has no headings.

    Attributes:
        key: of the heap; empty for a list without headings.
        label: the words of the heading.
        summary: what its records add up to, as words.
        count: how many records.
        query: gives its records in their order.
    """

    key: str
    label: str
    summary: str
    count: int
    query: ListQuery


class Sections:
    """All sections of a list and the rows that they take up.

    Args:
        sections: from top to bottom.
        headed: each begins with a row for its heading.
        folded: keys of the sections of which only the heading is shown.
    """

    def __init__(self, sections: Iterable[Section] = (), *, headed: bool = False, folded: Iterable[str] = ()) -> None:
        self.all = tuple(sections)
        self.headed = headed
        self.folded = frozenset(folded)
        lengths = [headed + (0 if section.key in self.folded else section.count) for section in self.all]
        self._ends = list(accumulate(lengths))

    @property
    def rows(self) -> int:
        """How many rows there are, headings too."""
        return self._ends[-1] if self._ends else 0

    @property
    def records(self) -> int:
        """How many records there are, those folded away too."""
        return sum(section.count for section in self.all)

    @property
    def shape(self) -> tuple[tuple[str, int], ...]:
        """What decides which row is what."""
        return tuple((section.key, section.count) for section in self.all)

    def place(self, row: int) -> tuple[int, int]:
        """Return number of the section and place within it, or `HEADING`.

        Raises:
            IndexError: there is no such row.
        """
        if not 0 <= row < self.rows:
            raise IndexError(row)
        number = bisect_right(self._ends, row)
        return number, row - self.start(number) - self.headed

    def start(self, number: int) -> int:
        """Return the first row of a section: its heading where there is one."""
        return self._ends[number - 1] if number else 0

    def row(self, number: int, place: int) -> int:
        """Return the row of a record; -1 when it is folded away or not there."""
        if not 0 <= number < len(self.all) or self.all[number].key in self.folded:
            return -1
        return self.start(number) + self.headed + place if 0 <= place < self.all[number].count else -1

    def is_heading(self, row: int) -> bool:
        """Tell whether a row is a heading."""
        return self.headed and 0 <= row < self.rows and self.place(row)[1] == HEADING

    def records_between(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Go through the records in the rows from `first` to `last`: section, first place in it, how many."""
        row = max(first, 0)
        last = min(last, self.rows - 1)
        while row <= last:
            number, place = self.place(row)
            end = self._ends[number]
            if place == HEADING:
                row, place = row + 1, 0
            length = min(end, last + 1) - row
            if length > 0:
                yield number, place, length
            row = end
