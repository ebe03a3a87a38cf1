"""Bookmarks: the headings as a tree, chapters open to view and their parts folded away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio_app.documents.pdf.source import dictionary, text_string

if TYPE_CHECKING:
    from portfolio_app.documents.pdf.objects import ReservedObject


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that the reader can jump to: level 1 and deeper, words, and destination as PDF source."""

    level: int
    words: str
    destination: bytes


@dataclass(slots=True)
class _Node:
    bookmark: Bookmark
    place: ReservedObject
    kids: list[_Node] = field(default_factory=list)


def write_outline(bookmarks: Sequence[Bookmark], reserve: Callable[[], ReservedObject]) -> ReservedObject:
    """Write the bookmarks; return their root. There is at least one."""
    root = reserve()
    top: list[_Node] = []
    path: list[_Node] = []
    for bookmark in bookmarks:
        while path and path[-1].bookmark.level >= bookmark.level:
            path.pop()
        node = _Node(bookmark, reserve())
        (path[-1].kids if path else top).append(node)
        path.append(node)
    _fill(top, root.reference)
    first, last = top[0].place.reference, top[-1].place.reference
    return root.fill(b"<< /Count %d /First %s /Last %s /Type /Outlines >>" % (len(top), first, last))


def _fill(siblings: Sequence[_Node], parent: bytes) -> None:
    for number, node in enumerate(siblings):
        words = text_string(node.bookmark.words)
        entries = [(b"Title", words), (b"Parent", parent), (b"Dest", node.bookmark.destination)]
        if number:
            entries.append((b"Prev", siblings[number - 1].place.reference))
        if number < len(siblings) - 1:
            entries.append((b"Next", siblings[number + 1].place.reference))
        if node.kids:
            first, last = node.kids[0].place.reference, node.kids[-1].place.reference
            entries += [(b"First", first), (b"Last", last), (b"Count", b"%d" % -len(node.kids))]
            _fill(node.kids, node.place.reference)
        node.place.fill(dictionary(entries))
