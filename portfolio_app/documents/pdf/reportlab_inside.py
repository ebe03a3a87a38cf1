"""The parts of reportlab that are used beyond its documented interface, all of them in one place.

`PRIVATE_NAMES` lists them; a test holds that they exist in the version at hand. Pages are written here, not by
reportlab's canvas, because the canvas cannot make tagged pages and keeps every page in memory until the end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pikepdf
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

from portfolio_app.documents.pdf.objects import Objects, ReservedObject, deflated
from portfolio_app.documents.pdf.source import Entry, array, dictionary, reference

PRIVATE_NAMES: Final = {
    "document": ("delayedFonts", "idToObject", "numberToId", "objectcounter"),
    "font": ("addObjects", "face", "getSubsetInternalName", "splitString"),
    "face": ("charToGlyph", "charWidths"),
    "stream": ("content", "dictionary"),
}

_FONTS: Final = "BasicFonts"
_REFERENCE: Final = re.compile(rb"\b(\d+) 0 R\b")
_NAMED: Final = re.compile(rb"/VakdossierReference(\d+)")


class FontSubsets:
    """The subsets of 256 codes into which a font is cut as a document uses its characters."""

    def __init__(self, font: TTFont, document: object) -> None:
        self._font: Any = font
        self._document = document
        self._font.splitString(" ", document)

    @property
    def widths(self) -> dict[int, int]:
        """The advance width of each code point in thousandths of the size."""
        return self._font.face.charWidths  # type: ignore[no-any-return]

    @property
    def covered(self) -> frozenset[int]:
        """The code points that the font has a glyph for."""
        return frozenset(self._font.face.charToGlyph)

    def split(self, text: str) -> list[tuple[int, bytes]]:
        """Return the text as stretches of one subset: its number and the codes in it."""
        return self._font.splitString(text, self._document)  # type: ignore[no-any-return]

    def resource(self, subset: int) -> str:
        """Return the resource name of a subset, with its slash."""
        return self._font.getSubsetInternalName(subset, self._document)  # type: ignore[no-any-return]


class Page(NamedTuple):
    """A finished page: its object, what lies on it as an array (empty when nothing does), and what it shows."""

    place: ReservedObject
    annotations: bytes
    shown: tuple[Entry, ...]


class Sheets:
    """The pages of one document: content operators in, objects of a file out.

    Args:
        objects: the file that is being made.
        width, height: of a page, in points.

    Attributes:
        pages: the finished pages, in order of creation.
    """

    def __init__(self, objects: Objects, width: float, height: float) -> None:
        self.objects = objects
        self.operators: list[str] = []
        self._document: Any = pdfdoc.PDFDocument(invariant=1, compression=1, pdfVersion=(1, 7))
        self._usual_size = self._size = (width, height)
        self._drawn: list[Entry] = []
        self.pages: list[Page] = []
        self._parent = objects.reserve()
        self._fonts = objects.reserve()

    @property
    def document(self) -> object:
        """The document that fonts are cut into subsets for."""
        return self._document

    def reserve(self) -> ReservedObject:
        """Return a new indirect object to be filled later."""
        return self.objects.reserve()

    def set_size(self, width: float, height: float) -> None:
        """Give the page at hand a size of its own, in points."""
        self._size = (width, height)

    def use(self, resource: str, number: int) -> None:
        """Let the page at hand draw the object with this number under a name."""
        self._drawn.append((resource.encode("ascii"), reference(number)))

    def finish_page(self, struct_parents: int, annotations: Sequence[bytes]) -> bytes:
        """Let the page at hand be done and begin the next; return the reference of its object."""
        packed = deflated("\n".join(self.operators).encode("ascii"))
        content = self.objects.add_stream([(b"Filter", b"/FlateDecode")], packed)
        resources = [(b"Font", self._fonts.reference)]
        if self._drawn:
            resources.append((b"XObject", dictionary(self._drawn)))
        page = Page(
            self.reserve(),
            array(annotations) if annotations else b"",
            (
                (b"Contents", content),
                (b"MediaBox", b"[ 0 0 %.4f %.4f ]" % self._size),
                (b"Resources", dictionary(resources)),
                (b"StructParents", b"%d" % struct_parents),
                (b"Tabs", b"/S"),
                (b"Type", b"/Page"),
            ),
        )
        self.pages.append(page)
        self.operators, self._drawn, self._size = [], [], self._usual_size
        return page.place.reference

    def finish(self, order: Sequence[int]) -> bytes:
        """Put fonts and pages; return the reference of the list of all pages.

        Args:
            order: of the pages, by their numbers of creation from 0.
        """
        self._fonts.fill(self._put_fonts())
        for page in self.pages:
            entries = [*page.shown, (b"Parent", self._parent.reference)]
            if page.annotations:
                entries.append((b"Annots", page.annotations))
            page.place.fill(dictionary(entries))
        kids = array([self.pages[number].place.reference for number in order])
        self._parent.fill(b"<< /Count %d /Kids %s /Type /Pages >>" % (len(order), kids))
        return self._parent.reference

    def _put_fonts(self) -> bytes:
        """Put the fonts as far as they were used; return the dictionary of their names."""
        document, objects = self._document, self.objects
        # From here on reportlab numbers what it makes as objects of the file.
        document.objectcounter = before = objects.last
        for font in document.delayedFonts:
            font.addObjects(document)
        names = _as_we_write(document.idToObject[_FONTS].format(document))
        made: list[tuple[bytes, bytes | None]] = []
        # To write one object may make another.
        while before + len(made) < document.objectcounter:
            item = document.idToObject[document.numberToId[before + len(made) + 1]]
            made.append(_stream_of(item, document) if isinstance(item, pdfdoc.PDFStream) else _plain(item, document))
        for number in [objects.new_number() for _ in made]:
            source, content = made[number - before - 1]
            if content is None:
                objects.put(number, source)
            else:
                objects.put_sized_stream(number, source, content, hashlib.sha256(content).digest())
        return names


def _plain(item: Any, document: object) -> tuple[bytes, None]:  # noqa: ANN401 - reportlab has no types
    return _as_we_write(item.format(document)), None


def _stream_of(item: Any, document: object) -> tuple[bytes, bytes]:  # noqa: ANN401 - reportlab has no types
    content = deflated(item.content if isinstance(item.content, bytes) else item.content.encode("latin-1"))
    entries = b"".join(
        b"/%s %s" % (key.encode("ascii"), pdfdoc.format(value, document)) for key, value in item.dictionary.dict.items()
    )
    return _as_we_write(b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(content))), content


def _as_we_write(source: bytes) -> bytes:
    """Return what reportlab wrote in the way that all other source is written (see `source`)."""
    named = _REFERENCE.sub(rb"/VakdossierReference\1", source)
    return _NAMED.sub(lambda found: reference(int(found[1])), pikepdf.Object.parse(named).unparse())
