"""What a file is, by its content, and its words."""

from __future__ import annotations

import codecs
from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.documents.evidence.images import JPEG_SIGNATURE, PNG_SIGNATURE
from portfolio_app.documents.reading.passages import Passage, Unit, Words

_PDF_HEADER_WITHIN: Final = 1024
_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (PNG_SIGNATURE, JPEG_SIGNATURE, b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_MARKED_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PICTURE: Final = Text(
    "Dit is een afbeelding zonder leesbare tekst; bekijk zelf of er persoonsgegevens op staan.",
    "This is a picture without readable text; check yourself whether it shows personal data.",
)


def is_composed(content: bytes) -> bool:
    """Tell whether a file is of a kind that has to be taken apart to be read, and may be made to do harm by that."""
    return not _is_picture(content) and (_is_pdf(content) or content.startswith(_ZIP))


def read_words(content: bytes) -> Words:
    """Return the words of a file; what `is_composed` may be hostile, and is only for a guarded process.

    Args:
        content: the whole file; what it is, is judged by its content.

    Raises:
        WrongUseError: it is of a kind that cannot be read, is protected by a password, damaged, or too large.
    """
    if _is_picture(content):
        return Words((), unread=(_PICTURE,))
    if _is_pdf(content):
        from portfolio_app.documents.reading.pdf import read_pdf  # pypdfium2 and pikepdf: only for a PDF

        return read_pdf(content)
    if content.startswith(_ZIP):
        from portfolio_app.documents.reading.docx import read_docx  # lxml: only for a DOCX

        return read_docx(content)
    if content.startswith(_OLD_OFFICE):
        raise WrongUseError(
            Text(
                "Dit is een oud Office-bestand, of een bestand met een wachtwoord.",
                "This is an old Office file, or one with a password.",
            ),
            Text("Sla het op als DOCX of PDF, zonder wachtwoord.", "Save it as DOCX or PDF, without a password."),
        )
    return Words((Passage(NO_TEXT, _decoded(content), Unit.LINE),))


def _is_picture(content: bytes) -> bool:
    web = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or content[4:12] in _HEIC or web


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_PDF_HEADER_WITHIN]


def _decoded(content: bytes) -> str:
    """Return the text of plain text in UTF-8, UTF-16, UTF-32 or the usual Windows encoding."""
    for mark, encoding in _MARKED_ENCODINGS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\x00" in content:
        raise WrongUseError(
            Text("Dit soort bestand kan niet worden gelezen.", "This kind of file cannot be read."),
            Text("Geef tekst, PDF of DOCX.", "Give text, PDF or DOCX."),
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
