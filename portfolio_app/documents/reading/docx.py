"""The words of a DOCX: all its parts, also those that Word does not show at once.

A DOCX can tell more than its pages: comments, tracked deletions, text boxes, footnotes, hidden text, who wrote and
who changed it. So it is not read by the paths that a program takes to lay it out, but part by part as it lies in the
package.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.limits import MAX_DECODED_BYTES
from portfolio_app.documents.reading.passages import Attachment, Passage, Unit, Words

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS: Final = frozenset({f"{_W}t", f"{_W}delText", f"{_W}instrText", f"{_W}delInstrText"})
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_MOST_PARTS: Final = 5_000
_MARKED_TEXT: Final = (
    (re.compile(r"word/document\d*\.xml"), Text("hoofdtekst", "main text")),
    (re.compile(r"word/header(\d*)\.xml"), Text("koptekst {n}", "header {n}")),
    (re.compile(r"word/footer(\d*)\.xml"), Text("voettekst {n}", "footer {n}")),
    (re.compile(r"word/footnotes\.xml"), Text("voetnoten", "footnotes")),
    (re.compile(r"word/endnotes\.xml"), Text("eindnoten", "endnotes")),
    (re.compile(r"word/comments\.xml"), Text("opmerkingen", "comments")),
    (re.compile(r"word/glossary/document\.xml"), Text("bouwstenen", "building blocks")),
)
_PROPERTIES: Final = re.compile(r"docProps/[\w.]+\.xml|customXml/item\d*\.xml")
_LINKS: Final = re.compile(r"word/_rels/[\w.]+\.rels")
_PICTURES: Final = re.compile(r"word/media/.+")
_EMBEDDED: Final = re.compile(r"word/embeddings/(.+)")
_PROPERTIES_PLACE: Final = Text("eigenschappen van het document", "properties of the document")
_AUTHORS_PLACE: Final = Text("wie opmerkingen of wijzigingen maakte", "who made comments or changes")
_LINKS_PLACE: Final = Text("koppelingen", "links")
_PICTURES_UNREAD: Final = Text(
    "Het document bevat {n} afbeelding(en) zonder leesbare tekst; bekijk ze zelf.",
    "The document contains {n} picture(s) without readable text; check them yourself.",
)


def read_docx(content: bytes) -> Words:
    """Return the words of a DOCX.

    Raises:
        WrongUseError: it is another kind of file, damaged, or unfolds to far more than it seems.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check(package)
            return _read(package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _damaged() from error


def _check(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if not any(re.fullmatch(r"word/document\d*\.xml", part.filename) for part in parts):
        raise WrongUseError(
            Text("Dit bestand is geen Word-document.", "This file is not a Word document."),
            Text("Geef tekst, PDF of DOCX.", "Give text, PDF or DOCX."),
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MAX_DECODED_BYTES:
        raise WrongUseError(
            Text(
                "Het bestand ontvouwt zich tot veel meer dan het lijkt en is geweigerd.",
                "The file unfolds to far more than it seems and was refused.",
            )
        )


def _damaged() -> WrongUseError:
    return WrongUseError(
        Text("Het document is beschadigd en kan niet worden gelezen.", "The document is damaged and cannot be read."),
        Text("Sla het opnieuw op, of maak er een PDF van.", "Save it again, or make a PDF of it."),
    )


def _read(package: zipfile.ZipFile) -> Words:
    passages: list[Passage] = []
    authors: dict[str, None] = {}
    links: list[str] = []
    attachments: list[Attachment] = []
    pictures = 0
    for name in package.namelist():
        place = _place_of(name)
        if place is not None:
            root = _parsed(package.read(name))
            passages.append(Passage(place, "\n".join(_paragraphs(root)), Unit.PARAGRAPH))
            authors.update(dict.fromkeys(_attributes(root, f"{_W}author")))
        elif _PROPERTIES.fullmatch(name):
            passages.append(Passage(_PROPERTIES_PLACE, "\n".join(_property_lines(_parsed(package.read(name))))))
        elif _LINKS.fullmatch(name):
            links += _external_targets(_parsed(package.read(name)))
        elif embedded := _EMBEDDED.fullmatch(name):
            attachments.append(Attachment(embedded[1], package.read(name)))
        elif _PICTURES.fullmatch(name):
            pictures += 1
    passages.append(Passage(_AUTHORS_PLACE, "\n".join(authors)))
    passages.append(Passage(_LINKS_PLACE, "\n".join(links)))
    return Words(
        tuple(passage for passage in passages if passage.text.strip()),
        unread=(_PICTURES_UNREAD.fill(n=pictures),) if pictures else (),
        attachments=tuple(attachments),
    )


def _place_of(name: str) -> Text | None:
    for pattern, place in _MARKED_TEXT:
        found = pattern.fullmatch(name)
        if found:
            return place.fill(n=found[1]) if found.groups() else place
    return None


def _parsed(content: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error


def _paragraphs(root: _Element) -> Iterator[str]:
    """Yield each paragraph that says something, those of text boxes and tables too, in the order of the file."""
    for paragraph in root.iter(f"{_W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:  # holds once more what stands beside it
            words = "".join(_pieces(paragraph))
            if words.strip():
                yield words


def _pieces(element: _Element) -> Iterator[str]:
    """Yield the words of a paragraph, without those of a paragraph within it."""
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in (f"{_W}p", _FALLBACK):
            yield from _pieces(child)


def _attributes(root: _Element, name: str) -> Iterator[str]:
    for element in root.iter():
        value: Any = element.get(name)
        if value:
            yield str(value)


def _property_lines(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            yield f"{element.tag.rpartition('}')[2]}: {element.text.strip()}"


def _external_targets(root: _Element) -> Iterator[str]:
    for relation in root.iter():
        if relation.get("TargetMode") == "External":
            yield str(relation.get("Target", "")).removeprefix("mailto:")
