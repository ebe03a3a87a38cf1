"""The words of a PDF: the text layer page by page, and what stands beside the pages.

Title and author, comments, filled-in fields, bookmarks and attached files tell as much as the pages do; a page that
is only a picture is named, because nobody may take it for clean.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES, MAX_PDF_PAGES
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import damaged
from portfolio_app.documents.reading.passages import Attachment, Passage, Words

_MOST_FIELDS: Final = 20_000
_PAGE: Final = Text("bladzijde {n}", "page {n}")
_COMMENTS: Final = Text("aantekeningen op bladzijde {n}", "comments on page {n}")
_FIELDS: Final = Text("ingevulde velden", "filled-in fields")
_PROPERTIES: Final = Text("eigenschappen van het document", "properties of the document")
_NO_LAYER: Final = Text(
    "Het bestand heeft geen tekstlaag: het is een scan. Bekijk zelf of er persoonsgegevens in staan.",
    "The file has no text layer: it is a scan. Check yourself whether it contains personal data.",
)
_NO_LAYER_ON: Final = Text(
    "Zonder tekstlaag, dus niet gecontroleerd: bladzijde {pages}. Bekijk deze zelf.",
    "Without a text layer, so not checked: page {pages}. Check these yourself.",
)
_UNREAD_ATTACHMENT: Final = Text(
    "Een bijlage is te groot of niet te lezen, en is niet gecontroleerd.",
    "An attachment is too large or cannot be read, and was not checked.",
)
_PASSWORD: Final = Text("Het bestand is met een wachtwoord beveiligd.", "The file is protected with a password.")
_WITHOUT: Final = Text("Sla een kopie zonder wachtwoord op.", "Save a copy without a password.")
_HOSTILE: Final = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
    RecursionError,
)


def read_pdf(content: bytes) -> Words:
    """Return the words of a PDF.

    Raises:
        WrongUseError: it is protected by a password, damaged, or has too many pages.
    """
    beside, attachments, unread = _beside_the_pages(content)
    texts = _pages(content)
    silent = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(silent) == len(texts):
        unread.append(_NO_LAYER)
    elif silent:
        unread.append(_NO_LAYER_ON.fill(pages=_ranges(silent)))
    pages = [Passage(_PAGE.fill(n=number), text) for number, text in enumerate(texts, 1) if text.strip()]
    return Words((*pages, *beside), tuple(unread), tuple(attachments))


def _pages(content: bytes) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    try:
        if len(document) > MAX_PDF_PAGES:
            raise EvidenceRefusedError(
                Text("Het bestand heeft te veel pagina's.", "The file has too many pages."),
                Text("Splits het bestand.", "Split the file."),
            )
        return [_text_of(document, number) for number in range(len(document))]
    finally:
        document.close()


def _text_of(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return the text layer of a page; a page that PDFium cannot load counts as one without."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    try:
        return str(page.get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()


def _beside_the_pages(content: bytes) -> tuple[list[Passage], list[Attachment], list[Text]]:
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            passages = [
                Passage(_PROPERTIES, "\n".join(_properties(pdf))),
                Passage(_FIELDS, "\n".join(_field_values(pdf))),
                *_comments(pdf),
            ]
            attachments, unread = _attachments(pdf)
    except pikepdf.PasswordError as error:
        raise EvidenceRefusedError(_PASSWORD, _WITHOUT) from error
    except _HOSTILE as error:
        raise damaged() from error
    return [passage for passage in passages if passage.text.strip()], attachments, unread


def _properties(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key, value in pdf.docinfo.items():
        yield f"{key.lstrip('/')}: {value}"
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            entry = waiting.pop(0)
            yield str(entry.title)
            waiting[:0] = entry.children


def _comments(pdf: pikepdf.Pdf) -> Iterator[Passage]:
    for number, page in enumerate(pdf.pages, 1):
        annotations: Any = page.obj.get("/Annots", ())
        lines = [line for annotation in annotations for line in _strings(annotation, ("/T", "/Contents", "/V", "/TU"))]
        lines += [
            str(annotation.A.URI).removeprefix("mailto:")
            for annotation in annotations
            if isinstance(annotation, pikepdf.Dictionary) and "/A" in annotation and "/URI" in annotation.A
        ]
        yield Passage(_COMMENTS.fill(n=number), "\n".join(lines))


def _field_values(pdf: pikepdf.Pdf) -> Iterator[str]:
    form: Any = pdf.Root.get("/AcroForm")
    waiting: list[Any] = list(form.get("/Fields", ())) if isinstance(form, pikepdf.Dictionary) else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop(0)
        yield from _strings(field, ("/TU", "/V"))
        if isinstance(field, pikepdf.Dictionary):
            waiting += list(field.get("/Kids", ()))


def _strings(item: object, keys: Sequence[str]) -> Iterator[str]:
    if isinstance(item, pikepdf.Dictionary):
        for key in keys:
            value = item.get(key)
            if isinstance(value, pikepdf.String):
                yield str(value)


def _attachments(pdf: pikepdf.Pdf) -> tuple[list[Attachment], list[Text]]:
    found: list[Attachment] = []
    room = MAX_FILE_BYTES
    for name, specification in pdf.attachments.items():
        content = _unfolded(specification.get_file().obj, room)
        if content is None:
            return found, [_UNREAD_ATTACHMENT]
        room -= len(content)
        found.append(Attachment(specification.filename or name, content))
    return found, []


def _unfolded(stream: pikepdf.Object, room: int) -> bytes | None:
    """Return what an attached file holds, or None when that is more than `room` bytes or compressed in a rare way."""
    raw = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter")
    if filters is None:
        return raw if len(raw) <= room else None
    if filters not in (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])):
        return None
    inflater = zlib.decompressobj()
    content = inflater.decompress(raw, room)
    return None if inflater.unconsumed_tail else content


def _ranges(numbers: Sequence[int]) -> Text:
    """Return ascending numbers as "3, 5–7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return same_in_both(", ".join("–".join(map(str, part)) for part in parts))
