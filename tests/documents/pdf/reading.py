"""Reading back what was written: text as PDFium sees it, structure as pikepdf sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Block, Document
from portfolio_app.documents.pdf import PdfResult, write_pdf


def document(*body: Block, language: Language = "nl", **more: object) -> Document:
    """A small document with these blocks."""
    settings: dict[str, object] = {
        "title": "Proef",
        "author": "A. Voorbeeld",
        "subject": "",
        "language": language,
        "dated": date(2026, 1, 15),
    }
    return Document(body=body, **(settings | more))  # type: ignore[arg-type]


def written(made: Document) -> tuple[bytes, PdfResult]:
    buffer = BytesIO()
    result = write_pdf(made, buffer)
    return buffer.getvalue(), result


def pdf_of(made: Document) -> bytes:
    return written(made)[0]


def page_texts(content: bytes) -> list[str]:
    reader = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in reader]
    finally:
        reader.close()


def words(content: bytes) -> list[str]:
    """All words of the document in the order in which they were drawn."""
    return " ".join(page_texts(content)).split()


@dataclass
class Element:
    """An element of the structure tree."""

    tag: str
    source: Dictionary
    kids: list[Element] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    annotations: list[Dictionary] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.walk() if each.tag in tags]


def structure(pdf: pikepdf.Pdf) -> Element:
    """The structure tree, checked on the way: every kid knows its parent, every annotation its element."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(node: Dictionary) -> Element:
        element = Element(str(node.S)[1:], node)
        kids = node.get("/K", Array())
        home = node.get("/Pg")
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                element.contents.append((pages[home.objgen], int(kid)))
            elif kid.get("/Type") == Name.MCR:
                element.contents.append((pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.annotations.append(kid.Obj)
            else:
                assert kid.P.objgen == node.objgen
                element.kids.append(read(kid))
        return element

    return read(pdf.Root.StructTreeRoot.K)


def text_by_content(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The drawn text of each marked content, by page and number."""
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages):
        decoders = _decoders(page)
        current: list[int | None] = []
        decoder: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    properties = operands[1]
                    marked = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                    current.append(None if marked is None else int(marked))
                case "BMC":
                    current.append(None)
                case "EMC":
                    current.pop()
                case "Tf":
                    decoder = decoders[str(operands[0])]
                case "TJ":
                    if current and current[-1] is not None:
                        shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                        key = (number, current[-1])
                        found[key] = found.get(key, "") + "".join(decoder[code] for code in shown)
                case _:
                    pass
    return found


def _decoders(page: pikepdf.Page) -> dict[str, dict[int, str]]:
    decoders = {}
    for name, font in page.obj.Resources.get("/Font", Dictionary()).items():
        mapping = {}
        for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
            parts = line.replace("<", "").replace(">", "").split()
            if len(parts) == 2 and len(parts[0]) == 2 and len(parts[1]) == 4:
                mapping[int(parts[0], 16)] = chr(int(parts[1], 16))
        decoders[name] = mapping
    return decoders
