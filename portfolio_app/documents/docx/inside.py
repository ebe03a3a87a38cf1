"""What python-docx has no words for: bookmarks, inner links, borders, a picture beside the text, and steady bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_OF_THE_TEMPLATE: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def legal(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def element(tag: str, **attributes: str) -> _Element:
    """Return an element of Word's own namespace: `element("w:jc", val="right")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


class Bookmarks:
    """The names that Word knows the anchors of a document by, and the numbers that they must have."""

    def __init__(self, anchors: Iterable[str]) -> None:
        self._names = {anchor: f"plek{number}" for number, anchor in enumerate(anchors, 1)}
        self._placed = 0

    def name(self, anchor: str) -> str | None:
        """Return the bookmark of an anchor, or None when the text has no such place."""
        return self._names.get(anchor)

    def place(self, paragraph: Paragraph, anchor: str) -> None:
        """Let links to `anchor` lead to `paragraph`."""
        name = self.name(anchor)
        if not name:
            return
        self._placed += 1
        start = element("w:bookmarkStart", id=str(self._placed), name=name)
        place = 1 if paragraph._p.pPr is not None else 0  # noqa: SLF001 - the library has no bookmarks
        paragraph._p.insert(place, start)  # noqa: SLF001
        paragraph._p.insert(place + 1, element("w:bookmarkEnd", id=str(self._placed)))  # noqa: SLF001


def linked(paragraph: Paragraph, run: Run, bookmark: str) -> None:
    """Make a run that stands in `paragraph` a link to a bookmark."""
    link = element("w:hyperlink", anchor=bookmark, history="1")
    paragraph._p.replace(run._r, link)  # noqa: SLF001 - the library has no inner links
    link.append(run._r)  # noqa: SLF001


def border(paragraph: Paragraph, side: str, colour: str, size: int, space: int = 8) -> None:
    """Draw a line along one side of a paragraph; `size` in eighths of a point."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=str(size), space=str(space), color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - the library has no borders
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shade(paragraph: Paragraph, colour: str) -> None:
    """Colour the ground of a paragraph."""
    ground = element("w:shd", val="clear", color="auto", fill=colour)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        ground, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def repeat_as_header(row: _Row) -> None:
    """Let a row be the header of its table, at the head of every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))  # noqa: SLF001


def keep_whole(row: _Row) -> None:
    """Let a row not be parted over two pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))  # noqa: SLF001


def line_below(cell: _Cell, colour: str, size: int) -> None:
    """Draw a line below a cell; `size` in eighths of a point."""
    borders = element("w:tcBorders")
    borders.append(element("w:bottom", val="single", sz=str(size), space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001


def in_language(run: Run, locale: str) -> None:
    """Say in which language a run is."""
    run._r.get_or_add_rPr().append(element("w:lang", val=locale))  # noqa: SLF001


def beside_text(run: Run) -> None:
    """Let the picture of a run stand at the right margin, with the text beside it."""
    inline = run._r.find(f".//{qn('wp:inline')}")  # noqa: SLF001
    if inline is None:
        raise ValueError("there is no picture in this run")
    anchor = parse_xml(_FLOATING)
    for child in list(inline):
        if child.tag != qn("wp:cNvGraphicFramePr"):
            anchor.append(child)
    inline.getparent().replace(inline, anchor)
    extent = anchor.find(qn("wp:extent"))
    wrap = parse_xml(f'<wp:wrapSquare {_NAMESPACE} wrapText="left"/>')
    anchor.insert(list(anchor).index(extent) + 1, wrap)


_NAMESPACE: Final = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_FLOATING: Final = (
    f'<wp:anchor {_NAMESPACE} distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="1" '
    'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV></wp:anchor>'
)


def packed(word: WordDocument) -> bytes:
    """Return the file, without what the template brought along, and with the same bytes each time."""
    _forget_template(word)
    made = BytesIO()
    word.save(made)
    steady = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            kept = zipfile.ZipInfo(entry.filename, _EPOCH)
            kept.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(kept, source.read(entry))
    return steady.getvalue()


def _forget_template(word: WordDocument) -> None:
    package = word.part.package
    for relationships in (package.rels, word.part.rels) if package is not None else ():
        for key in [key for key, each in relationships.items() if each.reltype in _OF_THE_TEMPLATE]:
            del relationships[key]
