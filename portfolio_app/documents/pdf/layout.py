"""Where every object stands in a linearised file, and what number it has there: known before a byte is written.

The order is that of `parts`. Numbers begin with the second page and end with the first, as the standard has it, and in
each of these halves what is packed comes last.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from portfolio_app.documents.pdf.hints import GroupHint, Hints, PageHint, fits, hint_tables
from portfolio_app.documents.pdf.objects import Objects, deflated
from portfolio_app.documents.pdf.parts import Parts
from portfolio_app.documents.pdf.source import numbered

_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_BEFORE_STREAM: Final = b"\nstream\n"
AFTER_STREAM: Final = b"\nendstream\nendobj\n"
_PARAMETERS_WIDTH: Final = 200
_PLACE_WIDTH: Final = 12
OBJECTS_OF_LAYOUT: Final = 4
"""How many objects a file has for its layout alone: the parameters, the hints, and two tables of references."""

_ALONE, _PACKED = 1, 2
_ROW: Final = 8
"""Bytes of a row in the table of references: kind, place in five, place within a pack in two."""


@dataclass(frozen=True, slots=True)
class Trailer:
    """What the end of a file names: the catalog and the information by their numbers before, and who the file is."""

    catalog: int
    information: int
    identity: bytes


class Layout:
    """The layout of one file.

    Args:
        objects: all its objects.
        parts: where each belongs.
        trailer: what the end of the file names.

    Attributes:
        size: bytes of the whole file.
        order: the objects that stand by themselves and come behind the hints, in the order of the file.
        offsets: where each of these stands, by its number before.
    """

    def __init__(self, objects: Objects, parts: Parts, trailer: Trailer) -> None:
        self._objects = objects
        self._parts = parts
        self._trailer = trailer
        self._numbers = array("I", bytes(4 * (objects.last + 1)))
        self._second = [*(number for page in parts.pages for number in page), *parts.shared, *parts.rest]
        self._give_numbers()
        self._heads: dict[int, bytes] = {}
        self._lengths = array("Q", bytes(8 * (objects.last + 1)))
        for number in (*parts.opening, *parts.first, *self._second):
            self._make(number)
        self.offsets = array("Q", bytes(8 * (objects.last + 1)))
        self.order = [*parts.first, *self._second]
        self._place()

    @property
    def beginning(self) -> bytes:
        """The file up to the first page."""
        opening = [self._whole(number) for number in self._parts.opening]
        return b"".join([_HEADER, self._parameters(), self._first_table(), *opening, self._hint_object])

    @property
    def end(self) -> bytes:
        """The file behind its last object."""
        return self._main_table_object + b"startxref\n%d\n%%%%EOF\n" % self._first_table_at

    def head(self, number: int) -> bytes:
        """Return an object up to the content of its stream; the whole of it when it is none."""
        return self._heads[number]

    def _whole(self, number: int) -> bytes:
        objects, head = self._objects, self._heads[number]
        return head + objects.content(number) + AFTER_STREAM if objects.is_stream(number) else head

    # Numbers

    def _give_numbers(self) -> None:
        parts, numbers = self._parts, self._numbers
        following = 1
        for number in self._second:
            numbers[number] = following
            following += 1
        self._main_table = following
        following = self._number_packed(self._second, following + 1)
        self._first_number, self._first_table_number = following, following + 1
        following += 2
        for number in parts.opening:
            numbers[number] = following
            following += 1
        self._hint_number = following
        following += 1
        for number in parts.first:
            numbers[number] = following
            following += 1
        self._count = self._number_packed(parts.first, following)

    def _number_packed(self, units: Iterable[int], following: int) -> int:
        for unit in units:
            for number in self._parts.packs.get(unit, ()):
                self._numbers[number] = following
                following += 1
        return following

    # Objects

    def _make(self, number: int) -> None:
        objects, own = self._objects, self._numbers[number]
        members = self._parts.packs.get(number)
        if members is not None:
            self._heads[number] = self._pack(own, members)
        else:
            source = numbered(objects.source(number), self._numbers)
            if objects.is_stream(number):
                self._heads[number] = b"%d 0 obj\n%s%s" % (own, source, _BEFORE_STREAM)
                self._lengths[number] = objects.size_of(number) + len(AFTER_STREAM)
            else:
                self._heads[number] = b"%d 0 obj\n%s\nendobj\n" % (own, source)
            objects.sources[number] = b""
        self._lengths[number] += len(self._heads[number])

    def _pack(self, own: int, members: Iterable[int]) -> bytes:
        """Return some small objects as one that holds them all, compressed."""
        objects, numbers = self._objects, self._numbers
        places, sources, at = [], [], 0
        for number in members:
            source = numbered(objects.source(number), numbers)
            objects.sources[number] = b""
            places.append(b"%d %d" % (numbers[number], at))
            sources.append(source)
            at += len(source) + 1
        first = b" ".join(places) + b"\n"
        packed = deflated(first + b"\n".join(sources))
        facts = (own, len(sources), len(first), len(packed))
        head = b"%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % facts
        return b"".join([head, _BEFORE_STREAM, packed, AFTER_STREAM])

    # Places

    def _place(self) -> None:
        parts, offsets, lengths = self._parts, self.offsets, self._lengths
        self._first_table_at = len(_HEADER) + _PARAMETERS_WIDTH
        self._first_table_length = len(self._first_table_of([], 0))
        place = self._first_table_at + self._first_table_length
        for number in parts.opening:
            offsets[number] = place
            place += lengths[number]
        self._hints_at = first_page_at = place
        for number in self.order:
            offsets[number] = place
            place += lengths[number]
        self._hint_object = self._hints(first_page_at)
        # The tables are reckoned as if they themselves were not there.
        for number in self.order:
            offsets[number] += len(self._hint_object)
        self._first_page_end = offsets[parts.first[-1]] + lengths[parts.first[-1]]
        self._main_table_at = place + len(self._hint_object)
        self._main_table_object = self._main_table_source()
        self.size = self._main_table_at + len(self.end)

    def _hints(self, first_page_at: int) -> bytes:
        parts, lengths, offsets = self._parts, self._lengths, self.offsets
        index = {number: at for at, number in enumerate([*parts.first, *parts.shared])}
        pages = [PageHint(len(parts.first), sum(lengths[number] for number in parts.first), ())]
        for page, uses in zip(parts.pages, parts.uses, strict=True):
            shares = sorted(index[unit] for unit in uses)
            pages.append(PageHint(len(page), sum(lengths[number] for number in page), shares))
        outlines = None
        if parts.outlines:
            first = parts.outlines[0]
            total = sum(lengths[number] for number in parts.outlines)
            outlines = GroupHint(self._numbers[first], offsets[first], len(parts.outlines), total)
        shared = parts.shared
        hints = Hints(
            first_page_at,
            pages,
            [lengths[number] for number in parts.first],
            (self._numbers[shared[0]], offsets[shared[0]]) if shared and fits(offsets[shared[0]]) else (0, 0),
            [lengths[number] for number in shared],
            outlines,
        )
        tables, shared_at, outlines_at = hint_tables(hints)
        packed = deflated(tables)
        more = b" /O %d" % outlines_at if outlines_at else b""
        return b"%d 0 obj\n<< /Filter /FlateDecode /S %d%s /Length %d >>%s%s%s" % (
            self._hint_number,
            shared_at,
            more,
            len(packed),
            _BEFORE_STREAM,
            packed,
            AFTER_STREAM,
        )

    def _parameters(self) -> bytes:
        """Return the object that says where things are; in a file too large for that, one that says nothing."""
        entries = b"/Linearized 1 /L %d /H [ %d %d ] /O %d /E %d /N %d /T %d" % (
            self.size,
            self._hints_at,
            len(self._hint_object),
            self._numbers[self._parts.first[0]],
            self._first_page_end,
            len(self._parts.pages) + 1,
            self._main_table_at - 1,
        )
        head = b"%d 0 obj\n<< %s" % (self._first_number, entries if fits(self.size) else b"")
        return head + b" >>\nendobj\n".rjust(_PARAMETERS_WIDTH - len(head))

    # Tables of references

    def _first_table(self) -> bytes:
        rows = [
            _alone(len(_HEADER)),
            _alone(self._first_table_at),
            *(_alone(self.offsets[number]) for number in self._parts.opening),
            _alone(self._hints_at),
            *(_alone(self.offsets[number]) for number in self._parts.first),
            *self._packed_rows(self._parts.first),
        ]
        return self._first_table_of(rows, self._main_table_at)

    def _first_table_of(self, rows: list[bytes], main_at: int) -> bytes:
        """Return the table of the first half; its length does not depend on places."""
        count = self._count - self._first_number
        entries = b"/Index [ %d %d ] /Prev %d" % (self._first_number, count, main_at)
        table = b"".join(rows) or bytes(_ROW * count)
        # Not compressed, so that its length is known before its rows are.
        head = self._table_head(self._first_table_number, self._count, entries, len(table))
        padding = b" " * (_PLACE_WIDTH - len(b"%d" % main_at))
        return b"".join([head, padding, b">>", _BEFORE_STREAM, table, AFTER_STREAM, b"startxref\n0\n%%EOF\n"])

    def _main_table_source(self) -> bytes:
        rows = [
            b"\x00" + bytes(5) + b"\xff\xff",
            *(_alone(self.offsets[number]) for number in self._second),
            _alone(self._main_table_at),
            *self._packed_rows(self._second),
        ]
        packed = deflated(b"".join(rows))
        head = self._table_head(self._main_table, self._first_number, b"/Filter /FlateDecode", len(packed))
        return b"".join([head, b">>", _BEFORE_STREAM, packed, AFTER_STREAM])

    def _packed_rows(self, units: Iterable[int]) -> Iterator[bytes]:
        for unit in units:
            for within in range(len(self._parts.packs.get(unit, ()))):
                yield b"%c%s%s" % (_PACKED, self._numbers[unit].to_bytes(5, "big"), within.to_bytes(2, "big"))

    def _table_head(self, own: int, count: int, entries: bytes, length: int) -> bytes:
        catalog, information = (self._numbers[each] for each in (self._trailer.catalog, self._trailer.information))
        identity = self._trailer.identity.hex().encode("ascii")
        kind = b"%d 0 obj\n<< /Type /XRef /W [ 1 5 2 ] /Size %d /Length %d " % (own, count, length)
        names = b"/Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] " % (catalog, information, identity, identity)
        return kind + names + entries + b" "


def _alone(place: int) -> bytes:
    return b"%c%s\x00\x00" % (_ALONE, place.to_bytes(5, "big"))
