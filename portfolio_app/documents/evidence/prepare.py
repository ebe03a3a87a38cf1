"""Making a PDF ready to be an annex: harmless, and archival as it is or as pictures of its pages.

This costs tens of milliseconds a file, so it is done once, when evidence is taken in, and the result kept beside the
original, taken apart into objects; the writer takes those over without looking at them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name, Stream, pdfa

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.images import image_facts
from portfolio_app.documents.evidence.ready import taken_apart
from portfolio_app.documents.evidence.render import render_pages
from portfolio_app.documents.evidence.sanitise import sanitise, save_compactly
from portfolio_app.documents.evidence.tiff import USUAL_DPI, TiffPage, tiff_pages

_FLAVOUR: Final = "3b"

_Picture = tuple[Dictionary, bytes, Sequence[float]]
"""A picture: its dictionary, its bytes as its filter expects them, and the size of its page in points."""


@dataclass(frozen=True, slots=True)
class PreparedPdf:
    """A PDF ready to be an annex; `rendered` when its pages are pictures and the original must travel along."""

    content: bytes
    pages: int
    rendered: bool
    notes: tuple[Text, ...]

    def ready(self) -> bytes:
        """Return its pages as objects; see `ready`.

        Raises:
            EvidenceRefusedError: it cannot be read.
        """
        return taken_apart(self.content, rendered=self.rendered)


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


def _rendered(source: bytes) -> bytes:
    return _of_pictures((_jpeg_dictionary(picture), picture, size) for picture, *size in render_pages(source))


def prepare_tiff(content: bytes) -> PreparedPdf:
    """Return the pages of a TIFF as a PDF of pictures.

    Raises:
        EvidenceRefusedError: it cannot be used, and why.
    """
    pages = 0

    def pictures() -> Iterator[_Picture]:
        nonlocal pages
        for page in tiff_pages(content):
            pages += 1
            description = _jpeg_dictionary(page.content) if page.jpeg else _bilevel_dictionary(page)
            yield description, page.content, page.size

    made = _of_pictures(pictures())
    return PreparedPdf(made, pages, rendered=True, notes=())


def prepare_heic(content: bytes) -> PreparedPdf:
    """Return a photo of a phone as a PDF of one picture.

    Raises:
        EvidenceRefusedError: it cannot be used, and why.
    """
    from portfolio_app.documents.evidence.heic import heic_as_jpeg  # a library of its own, for few files

    picture, (width, height) = heic_as_jpeg(content)
    size = (width * 72 / USUAL_DPI, height * 72 / USUAL_DPI)
    return PreparedPdf(_of_pictures([(_jpeg_dictionary(picture), picture, size)]), 1, rendered=True, notes=())


def prepare(content: bytes, media: AnnexMedia) -> PreparedPdf:
    """Return a file of one of the kinds in `PAGED` as a PDF whose pages may stand in an archival document.

    Raises:
        EvidenceRefusedError: it cannot be used, and why.
    """
    ways = {AnnexMedia.PDF: prepare_pdf, AnnexMedia.TIFF: prepare_tiff, AnnexMedia.HEIC: prepare_heic}
    return ways[media](content)


def _of_pictures(pictures: Iterable[_Picture]) -> bytes:
    """Return a PDF in which each picture fills a page."""
    with pikepdf.new() as pdf:
        for description, content, (width, height) in pictures:
            pdf.add_blank_page(page_size=(width, height))
            page = pdf.pages[-1].obj
            picture = Stream(pdf, content)
            picture.stream_dict = description
            page.Resources = Dictionary(XObject=Dictionary(Page=picture))
            page.Contents = Stream(pdf, b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q" % (width, height))
        buffer = BytesIO()
        save_compactly(pdf, buffer)
        return buffer.getvalue()


def _jpeg_dictionary(picture: bytes) -> Dictionary:
    facts = image_facts(picture)
    return Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=facts.width,
        Height=facts.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if facts.components == 1 else Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )


def _bilevel_dictionary(page: TiffPage) -> Dictionary:
    return Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=page.pixels[0],
        Height=page.pixels[1],
        BitsPerComponent=1,
        ColorSpace=Name.DeviceGray,
        Filter=Name.FlateDecode,
    )
