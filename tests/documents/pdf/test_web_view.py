"""A viewer that fetches a file piece by piece shows pages long before it has all of it: PDFium, which browsers use."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.documents.pdf.reading import pdf_of
from tests.documents.sample_document import sample_cv, sample_document

MOST_ROUNDS = 500


class Fetched:
    """A file of which only what was asked for is there."""

    def __init__(self, content: bytes) -> None:
        pypdfium2.PdfDocument.new().close()  # starts PDFium
        self.content = content
        self._there = bytearray(len(content))
        self._asked: list[tuple[int, int]] = []
        self._availability = pdfium.FX_FILEAVAIL()
        self._availability.version = 1
        self._availability.IsDataAvail = type(self._availability.IsDataAvail)(self._is_there)
        self._access = pdfium.FPDF_FILEACCESS()
        self._access.m_FileLen = len(content)
        self._access.m_GetBlock = type(self._access.m_GetBlock)(self._give)
        self._hints = pdfium.FX_DOWNLOADHINTS()
        self._hints.version = 1
        self._hints.AddSegment = type(self._hints.AddSegment)(self._ask)
        self._fetch(0, 1024)
        self.handle = pdfium.FPDFAvail_Create(ctypes.byref(self._availability), ctypes.byref(self._access))

    @property
    def loaded(self) -> int:
        """How many bytes were fetched."""
        return sum(self._there)

    def _is_there(self, _self: object, offset: int, size: int) -> int:
        return int(all(self._there[offset : offset + size]))

    def _give(self, _self: object, offset: int, target: object, size: int) -> int:
        ctypes.memmove(target, self.content[offset : offset + size], size)  # type: ignore[arg-type]
        return 1

    def _ask(self, _self: object, offset: int, size: int) -> None:
        self._asked.append((offset, size))

    def _fetch(self, offset: int, size: int) -> None:
        stop = min(offset + size, len(self.content))
        self._there[offset:stop] = b"\x01" * (stop - offset)

    def until_there(self, look: Callable[[], int]) -> None:
        """Fetch what PDFium asks for until it has what it needs."""
        for _ in range(MOST_ROUNDS):
            self._asked.clear()
            if look():
                return
            assert self._asked, "PDFium knows not what to ask for"
            for offset, size in self._asked:
                self._fetch(offset, size)
        raise AssertionError("PDFium goes on asking")

    def open(self) -> object:
        self.until_there(lambda: pdfium.FPDFAvail_IsDocAvail(self.handle, ctypes.byref(self._hints)))
        return pdfium.FPDFAvail_GetDocument(self.handle, None)

    def page(self, number: int) -> None:
        self.until_there(lambda: pdfium.FPDFAvail_IsPageAvail(self.handle, number, ctypes.byref(self._hints)))


def drawn(document: object, number: int) -> bytes:
    page = pdfium.FPDF_LoadPage(document, number)
    bitmap = pdfium.FPDFBitmap_Create(200, 280, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, 200, 280, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 200, 280, 0, 0)
    size = pdfium.FPDFBitmap_GetStride(bitmap) * 280
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    return pixels


@pytest.fixture(params=["dossier", "cv"])
def content(request: pytest.FixtureRequest) -> bytes:
    made = sample_cv() if request.param == "cv" else replace(sample_document(), sealed=True)
    return pdf_of(made)


def test_pages_are_shown_before_the_file_is_there(content: bytes) -> None:
    file = Fetched(content)
    assert pdfium.FPDFAvail_IsLinearized(file.handle) == pdfium.PDF_LINEARIZED
    document = file.open()
    file.page(0)
    assert file.loaded < max(70_000, len(content) // 4)
    whole = pypdfium2.PdfDocument(content)
    last = len(whole) - 1
    assert pdfium.FPDF_GetPageCount(document) == last + 1
    assert drawn(document, 0) == drawn(whole.raw, 0)
    file.page(last)
    assert file.loaded <= len(content)
    assert drawn(document, last) == drawn(whole.raw, last)
    pdfium.FPDF_CloseDocument(document)
    pdfium.FPDFAvail_Destroy(file.handle)
    whole.close()
