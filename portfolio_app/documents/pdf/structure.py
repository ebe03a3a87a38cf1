"""The structure tree of a tagged document: what each piece of content is, in reading order.

Elements are opened and closed as the content is drawn; marked content is given to the element that is open. The tree is
written at the end, when the object of every page is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from portfolio_app.documents.pdf.source import Entry, array, dictionary, rectangle, text_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio_app.documents.pdf.objects import ReservedObject

Attributes = tuple[Entry, ...]
"""What is said of an element beside its kind: entries of its dictionary."""

COLUMN_HEADER: Final[Attributes] = ((b"A", b"<< /O /Table /Scope /Column >>"),)
ROW_HEADER: Final[Attributes] = ((b"A", b"<< /O /Table /Scope /Row >>"),)
UNORDERED: Final[Attributes] = ((b"A", b"<< /ListNumbering /Disc /O /List >>"),)
UNNUMBERED: Final[Attributes] = ((b"A", b"<< /ListNumbering /None /O /List >>"),)


def figure_attributes(alternative: str, box: tuple[float, float, float, float]) -> Attributes:
    """Return the attributes of a figure: its description, and where it stands (left, bottom, right, top)."""
    layout = b"<< /BBox %s /O /Layout /Placement /Block >>" % rectangle(*box)
    return (b"Alt", text_string(alternative)), (b"A", layout)


def described(alternative: str) -> Attributes:
    """Return the attributes of what is described in words."""
    return ((b"Alt", text_string(alternative)),)


def summarised(summary: str) -> Attributes:
    """Return the attributes of a table: what it shows; none when nothing is said of it."""
    return ((b"A", b"<< /O /Table /Summary %s >>" % text_string(summary)),) if summary else ()


def language_attribute(language: str | None) -> Attributes:
    """Return the attribute of an element whose text is in another language than what is around it; None for none."""
    return ((b"Lang", text_string(language)),) if language else ()


@dataclass(slots=True)
class _Element:
    tag: str
    parent: int
    attributes: Attributes
    kids: list[_Kid] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Marked:
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class _Annotation:
    page: int
    reference: bytes


_Kid = int | _Marked | _Annotation


class StructureTree:
    """The elements of one document; element 0 is the document itself."""

    def __init__(self) -> None:
        self._elements = [_Element("Document", -1, ())]
        self._open = [0]
        self._marked: list[list[int]] = [[]]
        self._annotated: list[int] = []

    @property
    def page(self) -> int:
        """The number of the page at hand, in order of creation from 0."""
        return len(self._marked) - 1

    @property
    def current(self) -> int:
        """The element that is open."""
        return self._open[-1]

    def turn_page(self) -> None:
        """Let what is marked from now on stand on a new page."""
        self._marked.append([])

    def add(self, tag: str, attributes: Attributes = ()) -> int:
        """Add an element within the one that is open, without opening it; return its number."""
        number, parent = len(self._elements), self._open[-1]
        self._elements.append(_Element(tag, parent, attributes))
        self._elements[parent].kids.append(number)
        return number

    def open(self, tag: str, attributes: Attributes = ()) -> int:
        """Open an element within the one that is open; return its number."""
        number = self.add(tag, attributes)
        self._open.append(number)
        return number

    def close(self) -> None:
        """Close the element that was opened last."""
        self._open.pop()

    @contextmanager
    def element(self, tag: str, attributes: Attributes = ()) -> Iterator[int]:
        """Hold an element open."""
        yield self.open(tag, attributes)
        self.close()

    @contextmanager
    def reopened(self, element: int) -> Iterator[None]:
        """Hold an element open that was added before."""
        self._open.append(element)
        yield
        self._open.pop()

    def mark(self, element: int | None = None) -> str:
        """Return the operator that begins content of `element` (the one that is open) on the page at hand."""
        owner = self._open[-1] if element is None else element
        marked = self._marked[-1]
        number = len(marked)
        marked.append(owner)
        self._elements[owner].kids.append(_Marked(len(self._marked) - 1, number))
        return f"/{self._elements[owner].tag} <</MCID {number}>> BDC"

    def annotate(self, element: int, reference: bytes) -> int:
        """Make an annotation on the page at hand part of `element`; return its index among all annotations."""
        self._elements[element].kids.append(_Annotation(len(self._marked) - 1, reference))
        self._annotated.append(element)
        return len(self._annotated) - 1

    def move_first(self, element: int) -> None:
        """Read `element` before its siblings: it was made later but stands before them."""
        siblings = self._elements[self._elements[element].parent].kids
        siblings.remove(element)
        siblings.insert(0, element)

    def write(self, pages: Sequence[bytes], reserve: Callable[[], ReservedObject]) -> ReservedObject:
        """Fill an object for every element and let the elements go; return the root.

        Args:
            pages: the reference of each page, in order of creation.
            reserve: gives a new object.
        """
        root = reserve()
        objects = [reserve() for _ in self._elements]
        references = [each.reference for each in objects]
        for element, each in zip(self._elements, objects, strict=True):
            parent = root.reference if element.parent < 0 else references[element.parent]
            each.fill(_element_source(element, parent, references, pages))
        keys = [
            b"%d %s" % (page, array([references[owner] for owner in owners]))
            for page, owners in enumerate(self._marked[: len(pages)])
        ]
        keys += [b"%d %s" % (len(pages) + index, references[owner]) for index, owner in enumerate(self._annotated)]
        self._elements, self._marked, self._annotated = [], [], []
        return root.fill(
            b"<< /K %s /ParentTree << /Nums %s >> /ParentTreeNextKey %d /Type /StructTreeRoot >>"
            % (references[0], array(keys), len(keys))
        )


def _element_source(element: _Element, parent: bytes, references: Sequence[bytes], pages: Sequence[bytes]) -> bytes:
    home = next((kid.page for kid in element.kids if isinstance(kid, _Marked)), None)
    kids = []
    for kid in element.kids:
        if isinstance(kid, int):
            kids.append(references[kid])
        elif isinstance(kid, _Annotation):
            kids.append(b"<< /Obj %s /Pg %s /Type /OBJR >>" % (kid.reference, pages[kid.page]))
        elif kid.page == home:
            kids.append(b"%d" % kid.number)
        else:
            kids.append(b"<< /MCID %d /Pg %s /Type /MCR >>" % (kid.number, pages[kid.page]))
    content = kids[0] if len(kids) == 1 else array(kids)
    tag = element.tag.encode("ascii")
    if not element.attributes:
        page = b"" if home is None else b" /Pg " + pages[home]
        return b"<< /K %s /P %s%s /S /%s >>" % (content, parent, page, tag)
    entries = [*element.attributes, (b"K", content), (b"P", parent), (b"S", b"/" + tag)]
    if home is not None:
        entries.append((b"Pg", pages[home]))
    return dictionary(entries)
