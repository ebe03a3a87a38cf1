"""The hint tables of a linearised file: where each page stands, and what it shares (ISO 32000-1, annex F.4).

A viewer that has the beginning of the file knows from them which bytes to fetch for any page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_FIELD: Final = 32
_WIDTH: Final = 16
_MOST: Final = (1 << _FIELD) - 1
_DENOMINATOR: Final = 4


@dataclass(frozen=True, slots=True)
class PageHint:
    """A page: how many objects stand for it behind each other, how many bytes they are, what it shares, by index."""

    objects: int
    length: int
    shares: Sequence[int]


@dataclass(frozen=True, slots=True)
class GroupHint:
    """Objects behind each other: number and place of the first, how many they are, and how many bytes."""

    first: int
    offset: int
    objects: int
    length: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What the tables say; places are counted as if the tables themselves were not in the file.

    Attributes:
        first_offset: where the first page stands.
        pages: each page in order.
        first_page: the length of each object of the first page.
        shared: number and place of the first object that other pages share; zeros when there is none.
        lengths: the length of each object that other pages share.
        outlines: the bookmarks; None without.
    """

    first_offset: int
    pages: Sequence[PageHint]
    first_page: Sequence[int]
    shared: tuple[int, int]
    lengths: Sequence[int]
    outlines: GroupHint | None


def hint_tables(hints: Hints) -> tuple[bytes, int, int]:
    """Return the tables, and where in them those of shared objects and of bookmarks begin (0 without bookmarks)."""
    tables = _page_table(hints)
    shared_at = len(tables)
    tables += _shared_table(hints)
    if hints.outlines is None:
        return tables, shared_at, 0
    group = hints.outlines
    fields = [(value, _FIELD) for value in (group.first, group.offset, group.objects, group.length)]
    return tables + _packed(fields), shared_at, len(tables)


def fits(offset: int) -> bool:
    """Tell whether the tables can name a place in the file."""
    return offset <= _MOST


def _page_table(hints: Hints) -> bytes:
    pages = hints.pages
    objects, lengths = [page.objects for page in pages], [page.length for page in pages]
    shares = [len(page.shares) for page in pages]
    total = len(hints.first_page) + len(hints.lengths)
    few, short = min(objects), min(lengths)
    object_bits, length_bits = (max(objects) - few).bit_length(), (max(lengths) - short).bit_length()
    share_bits, index_bits = max(shares).bit_length(), total.bit_length()
    header = [
        (few, _FIELD),
        (hints.first_offset, _FIELD),
        (object_bits, _WIDTH),
        (short, _FIELD),
        (length_bits, _WIDTH),
        # Where the content of a page lies within it: nobody uses this, and everybody writes it so.
        (0, _FIELD),
        (0, _WIDTH),
        (short, _FIELD),
        (length_bits, _WIDTH),
        (share_bits, _WIDTH),
        (index_bits, _WIDTH),
        (0, _WIDTH),
        (_DENOMINATOR, _WIDTH),
    ]
    rows = [
        [(count - few, object_bits) for count in objects],
        [(length - short, length_bits) for length in lengths],
        [(count, share_bits) for count in shares],
        [(index, index_bits) for page in pages for index in page.shares],
        [(length - short, length_bits) for length in lengths],
    ]
    return b"".join([_packed(header), *(_packed(row) for row in rows)])


def _shared_table(hints: Hints) -> bytes:
    lengths = [*hints.first_page, *hints.lengths]
    short = min(lengths)
    bits = (max(lengths) - short).bit_length()
    number, offset = hints.shared
    header = [
        (number, _FIELD),
        (offset, _FIELD),
        (len(hints.first_page), _FIELD),
        (len(lengths), _FIELD),
        (0, _WIDTH),
        (short, _FIELD),
        (bits, _WIDTH),
    ]
    without_signature = [(0, 1)] * len(lengths)
    return _packed(header) + _packed((length - short, bits) for length in lengths) + _packed(without_signature)


def _packed(fields: Iterable[tuple[int, int]]) -> bytes:
    """Return values of so many bits each behind each other, up to a whole byte."""
    bits = "".join([f"{value:0{width}b}" for value, width in fields if width])
    short = -len(bits) % 8
    return int(bits + "0" * short, 2).to_bytes((len(bits) + short) // 8, "big") if bits else b""
