"""The only module that touches what reportlab does not promise; its version is pinned for the sake of these names.

`PRIVATE_NAMES` lists them, and a test holds each against the installed version.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PRIVATE_NAMES: Final = {
    "canvas": ("_code", "_doc"),
    "document": ("Catalog", "Pages", "Reference", "SaveToFile", "idToObjectNumberAndVersion", "thisPageName"),
    "page": ("__NoDefault__", "Annots", "Contents", "Trans", "stream"),
    "font": ("face", "getSubsetInternalName", "splitString"),
    "face": ("charToGlyph", "charWidths"),
}

_COMPRESSION: Final = 6


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


class _RawObject(pdfdoc.PDFObject):
    """An indirect object whose PDF source is known, or will be before the file is written."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"null") -> None:
        self.content = content

    def format(self, document: object) -> bytes:  # noqa: ARG002 - reportlab's signature
        return self.content


class _NoOutline:
    """Stands where reportlab keeps its bookmarks."""

    ready = 1

    def prepare(self, document: object, canvas: object) -> None:
        """Make nothing: the bookmarks are written elsewhere."""


class ReservedObject:
    """An indirect object that can be referred to before its content is known."""

    def __init__(self, raw: _RawObject, number: int) -> None:
        self.raw = raw
        self.reference = b"%d 0 R" % number

    def fill(self, content: bytes) -> ReservedObject:
        """Give the object its content, as PDF source."""
        self.raw.content = content
        return self


class Sheets:
    """The pages of one document on a reportlab canvas: content operators in, the bytes of a PDF out.

    `initial_font` is a registered embedded font; without it each page would name an unembedded Helvetica.
    """

    def __init__(self, width: float, height: float, initial_font: str) -> None:
        self._buffer = BytesIO()
        make_canvas: Any = Canvas  # its types are wrong about the font
        self._canvas = make_canvas(
            self._buffer,
            pagesize=(width, height),
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=initial_font,
        )
        self._document = self._canvas._doc  # noqa: SLF001 - what this module is for
        self._size = (width, height)
        self._pages: list[Any] = []
        self._reserved = 0

    @property
    def document(self) -> object:
        """The document that fonts are cut into subsets for."""
        return self._document

    @property
    def operators(self) -> list[str]:
        """The content of the page at hand, to append to; a new list after each `finish_page`."""
        return self._canvas._code  # type: ignore[no-any-return]  # noqa: SLF001 - what this module is for

    def reserve(self) -> ReservedObject:
        """Return a new indirect object to be filled later."""
        self._reserved += 1
        raw, name = _RawObject(), f"Reserved{self._reserved}"
        self._document.Reference(raw, name)
        return ReservedObject(raw, self._document.idToObjectNumberAndVersion[name][0])

    def set_size(self, width: float, height: float) -> None:
        """Give the page at hand a size of its own, in points."""
        self._canvas.setPageSize((width, height))

    def finish_page(self, struct_parents: int, annotations: Iterable[bytes]) -> bytes:
        """Close the page at hand; return the reference of its object."""
        name = self._document.thisPageName()
        self._canvas.showPage()
        self._canvas.setPageSize(self._size)
        page = self._document.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs, page.Trans = struct_parents, pdfdoc.PDFName("S"), None
        page.Contents = _RawObject(_compressed_stream(page.stream.encode("ascii")))
        page.stream = None
        references = b" ".join(annotations)
        if references:
            page.Annots = _RawObject(b"[" + references + b"]")
        self._pages.append(page)
        return b"%d 0 R" % self._document.idToObjectNumberAndVersion[name][0]

    def show_outline(self) -> None:
        """Let a viewer open with the bookmarks beside the page."""
        self._canvas.showOutline()

    def save(self, order: Sequence[int], catalog: Iterable[tuple[str, ReservedObject]]) -> BytesIO:
        """Return the file, its pages in `order` (numbers of creation from 0), with these entries in its catalog."""
        pages = self._document.Pages.pages
        pages[:] = [self._pages[number] for number in order]
        # reportlab would put its own, empty, outline in the place of ours.
        self._document.Outlines = _NoOutline()
        self._document.Catalog.Outlines = None
        for key, entry in catalog:
            setattr(self._document.Catalog, key, entry.raw)
        self._canvas._code[:] = []  # noqa: SLF001 - what this module is for
        self._document.SaveToFile(self._buffer, self._canvas)
        self._buffer.seek(0)
        return self._buffer


def _compressed_stream(content: bytes) -> bytes:
    # The filter as a bare name: qpdf would inflate and deflate a stream whose filter is an array of one.
    packed = zlib.compress(content, _COMPRESSION)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
