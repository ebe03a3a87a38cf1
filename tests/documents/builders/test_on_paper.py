"""The documents that the builders make can be written, whole and without a remark, by the writers that write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Document
from portfolio_app.documents.builders import CvMaterial, DossierMaterial, DossierOptions, build_cv, build_dossier
from portfolio_app.documents.docx import docx_bytes
from portfolio_app.documents.pdf import PdfResult, write_pdf
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.learning import Evidence


def image(kind: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (90, 120), (180, 190, 200)).save(made, kind)
    return made.getvalue()


def paper() -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(made)
    return made.getvalue()


def content_of(evidence: Evidence) -> bytes:
    return {"image/png": image("PNG"), "image/jpeg": image("JPEG"), "application/pdf": paper()}.get(
        evidence.media_type, b"a file"
    )


def written(document: Document) -> tuple[PdfResult, pikepdf.Pdf]:
    target = BytesIO()
    result = write_pdf(document, target)
    target.seek(0)
    return result, pikepdf.open(target)


@pytest.fixture
def dossier(material: DossierMaterial, language: Language) -> Document:
    options = DossierOptions(language=language, with_photo=True, place="Utrecht")
    return build_dossier(replace(material, read_evidence=content_of), options)


def test_the_dossier_is_written_with_its_annexes_data_and_files(dossier: Document) -> None:
    result, pdf = written(dossier)
    with pdf:
        assert not result.problems
        assert [annex.label for annex in result.annexes] == ["A-1", "A-2", "A-3"]
        assert {"dossier.json", "A-4.docx"} <= set(pdf.attachments)
        assert len(pdf.pages) == result.pages
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        # The builder lists the evidence, so the writer adds no chapter of its own.
        assert len(titles) == len(set(titles)) == 16


def test_the_summary_takes_one_page(dossier: Document) -> None:
    _, pdf = written(dossier)
    with pdf, pdf.open_outline() as outline:
        first, second = (item.destination[0] for item in outline.root[:2])  # type: ignore[index]
        pages = [page.obj.objgen for page in pdf.pages]
        assert pages.index(second.objgen) - pages.index(first.objgen) == 1


def test_the_same_dossier_has_the_same_bytes(dossier: Document) -> None:
    first, second = BytesIO(), BytesIO()
    write_pdf(dossier, first)
    write_pdf(dossier, second)
    assert first.getvalue() == second.getvalue()


def test_a_cv_takes_three_pages_at_most_and_shows_the_portrait(
    cv_material: Callable[[CvView], CvMaterial], language: Language
) -> None:
    view = CvView(id="client", name="client", audience=Audience.PUBLIC, show_photo=True)
    document = build_cv(replace(cv_material(view), photo=image("JPEG")), language)
    result, pdf = written(document)
    with pdf:
        assert result.pages <= 3
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 1


def test_both_can_be_word_files(dossier: Document) -> None:
    assert docx_bytes(dossier).startswith(b"PK")
