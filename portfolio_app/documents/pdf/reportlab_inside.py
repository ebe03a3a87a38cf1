"""The parts of reportlab that are used beyond its documented interface, all of them in one place.

`PRIVATE_NAMES` lists them; a test holds that they exist in the version at hand. Pages are written here, not by
reportlab's canvas, because the canvas cannot make tagged pages and keeps every page in memory until the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

from portfolio_app.documents.pdf.object_file import ObjectFile, ReservedObject, deflated

PRIVATE_NAMES: Final = {
    "document": ("delayedFonts", "idToObject", "numberToId", "objectcounter"),
    "font": ("addObjects", "face", "getSubsetInternalName", "splitString"),
    "face": ("charToGlyph", "charWidths"),
    "stream": ("content", "dictionary"),
}

_FONTS: Final = "BasicFonts"


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


class Sheets:
    """The pages of one document: content operators in, objects of a file out.

    Args:
        objects: the file that is being written.
        width, height: of a page, in points.
    """

    def __init__(self, objects: ObjectFile, width: float, height: float) -> None:
        self.objects = objects
        self.operators: list[str] = []
        self._document: Any = pdfdoc.PDFDocument(invariant=1, compression=1, pdfVersion=(1, 7))
        self._usual_size = self._size = (width, height)
        self._drawn: list[bytes] = []
        self._pages: list[bytes] = []
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
        self._drawn.append(b"/%s %d 0 R" % (resource.encode("ascii"), number))

    def finish_page(self, struct_parents: int, annotations: Iterable[bytes]) -> bytes:
        """Write the page at hand and begin the next; return the reference of its object."""
        packed = deflated("\n".join(self.operators).encode("ascii"))
        content = self.objects.add_stream(b"/Filter/FlateDecode", packed)
        drawn = b"/XObject<<%s>>" % b"".join(self._drawn) if self._drawn else b""
        over = b" ".join(annotations)
        page = self.objects.add(
            b"<</Type/Page/Parent %s/MediaBox[0 0 %.4f %.4f]/Resources<</Font %s%s>>/Contents %s"
            b"/StructParents %d/Tabs/S%s>>"
            % (
                self._parent.reference,
                *self._size,
                self._fonts.reference,
                drawn,
                content,
                struct_parents,
                b"/Annots[%s]" % over if over else b"",
            )
        )
        self._pages.append(page)
        self.operators, self._drawn, self._size = [], [], self._usual_size
        return page

    def save(self, order: Sequence[int], catalog: Iterable[tuple[str, bytes]], information: bytes) -> None:
        """Write fonts, pages and the end of the file.

        Args:
            order: of the pages, by their numbers of creation from 0.
            catalog: what holds for the whole document: keys and PDF source.
            information: the reference of title, author and dates.
        """
        self._fonts.fill(self._put_fonts())
        kids = b" ".join([self._pages[number] for number in order])
        self._parent.fill(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(order), kids))
        entries = b"".join([b"/%s %s" % (key.encode("ascii"), source) for key, source in catalog])
        root = self.objects.add(b"<</Type/Catalog/Pages %s%s>>" % (self._parent.reference, entries))
        self.objects.finish(root, information)

    def _put_fonts(self) -> bytes:
        """Write the fonts as far as they were used; return the dictionary of their names."""
        document, objects = self._document, self.objects
        # From here on reportlab numbers what it makes as objects of the file.
        document.objectcounter = before = objects.last
        for font in document.delayedFonts:
            font.addObjects(document)
        names: bytes = document.idToObject[_FONTS].format(document)
        made: list[bytes | tuple[bytes, bytes]] = []
        # To write one object may make another.
        while before + len(made) < document.objectcounter:
            item = document.idToObject[document.numberToId[before + len(made) + 1]]
            made.append(_stream_of(item, document) if isinstance(item, pdfdoc.PDFStream) else item.format(document))
        for number in [objects.new_number() for _ in made]:
            source = made[number - before - 1]
            if isinstance(source, tuple):
                objects.put_stream(number, *source)
            else:
                objects.put(number, source)
        return names


def _stream_of(item: Any, document: object) -> tuple[bytes, bytes]:  # noqa: ANN401 - reportlab has no types
    content = item.content if isinstance(item.content, bytes) else item.content.encode("latin-1")
    entries = b"".join(
        b"/%s %s" % (key.encode("ascii"), pdfdoc.format(value, document)) for key, value in item.dictionary.dict.items()
    )
    return b"/Filter/FlateDecode" + entries, deflated(content)
