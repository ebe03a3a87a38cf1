"""Making a PDF ready to be an annex: harmless, and archival as it is or as pictures of its pages.

This costs tens of milliseconds a file, so it is done once, when evidence is taken in, and the result kept beside the
original; the writer takes prepared bytes over without looking at them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream, String, pdfa

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.images import image_facts
from portfolio_app.documents.evidence.render import render_pages
from portfolio_app.documents.evidence.sanitise import sanitise, save_compactly

_MARK: Final = "/VakdossierEvidence"
_RENDERED: Final = "rendered"
_FLAVOUR: Final = "3b"


@dataclass(frozen=True, slots=True)
class PreparedPdf:
    """A PDF ready to be an annex; `rendered` when its pages are pictures and the original must travel along."""

    content: bytes
    pages: int
    rendered: bool
    notes: tuple[Text, ...]


def prepare_pdf(content: bytes) -> PreparedPdf:
    """Return a PDF of others as one whose pages may stand in an archival document.

    Raises:
        EvidenceRefusedError: it cannot be used, and why.
    """
    harmless = sanitise(content)
    if not harmless.layered and is_archival(harmless.content):
        return PreparedPdf(harmless.content, harmless.pages, rendered=False, notes=harmless.notes)
    # Only the file itself knows which of its layers are hidden.
    pictured = _rendered(content if harmless.layered else harmless.content)
    return PreparedPdf(pictured, harmless.pages, rendered=True, notes=harmless.notes)


def is_archival(harmless: bytes) -> bool:
    """Return whether the pages of a harmless PDF may stand in an archival document as they are."""
    with pikepdf.open(BytesIO(harmless)) as pdf:
        try:
            pdfa.prepare(pdf, _FLAVOUR)
            return pdfa.check(pdf, _FLAVOUR).verdict == "pass"
        except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError):
            return False


def was_rendered(prepared: Pdf) -> bool:
    """Return whether a prepared PDF holds pictures of pages."""
    return prepared.docinfo.get(_MARK) == String(_RENDERED)


def _rendered(source: bytes) -> bytes:
    with pikepdf.new() as pdf:
        for picture, width, height in render_pages(source):
            pdf.add_blank_page(page_size=(width, height))
            page = pdf.pages[-1].obj
            page.Resources = Dictionary(XObject=Dictionary(Page=_picture_object(pdf, picture)))
            page.Contents = Stream(pdf, b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q" % (width, height))
        pdf.docinfo[_MARK] = String(_RENDERED)
        buffer = BytesIO()
        save_compactly(pdf, buffer)
        return buffer.getvalue()


def _picture_object(pdf: Pdf, picture: bytes) -> Stream:
    facts = image_facts(picture)
    stream = Stream(pdf, picture)
    stream.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=facts.width,
        Height=facts.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )
    return stream
