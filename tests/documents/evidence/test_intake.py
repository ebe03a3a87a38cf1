"""Looking at a file before it is kept: what it is, what it says, and what is refused, with the reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.documents.blocks import AnnexMedia, Paragraph, plain
from portfolio_app.documents.evidence.intake import NO_TEXT_LAYER, inspect
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import DROPPED_ACTIVE, FLATTENED, XFA_DROPPED
from tests.documents import evidence_files
from tests.documents.pdf.reading import document, pdf_of


def test_a_certificate_gives_pages_text_and_verdict() -> None:
    facts = inspect(evidence_files.certificate("Certificaat van deelname", pages=2))
    assert facts.media_type is AnnexMedia.PDF
    assert facts.pages == 2
    assert "Certificaat van deelname" in facts.text
    assert facts.text.count("\f") == 1
    assert not facts.archival
    assert facts.problems == ()
    assert round(facts.page_sizes[0].width) == 595


def test_an_archival_pdf_is_recognised() -> None:
    facts = inspect(pdf_of(document(Paragraph(plain("Tekst")))))
    assert facts.archival


@pytest.mark.parametrize(
    ("content", "media", "size"),
    [
        (evidence_files.photo(300, 200, orientation=6), AnnexMedia.JPEG, (200, 300)),
        (evidence_files.photo(300, 200), AnnexMedia.JPEG, (300, 200)),
        (evidence_files.drawing(300, 200), AnnexMedia.PNG, (300, 200)),
    ],
)
def test_a_picture_is_one_page_without_text(content: bytes, media: AnnexMedia, size: tuple[int, int]) -> None:
    facts = inspect(content)
    assert facts.media_type is media
    assert [(page.width, page.height) for page in facts.page_sizes] == [size]
    assert facts.problems == (NO_TEXT_LAYER,)
    assert facts.prepared is None


@pytest.mark.parametrize("name", evidence_files.HOSTILE)
def test_a_hostile_pdf_is_refused_with_a_reason_and_a_remedy(name: str) -> None:
    with pytest.raises(EvidenceRefusedError) as caught:
        inspect(evidence_files.HOSTILE[name]())
    assert caught.value.message.nl
    assert caught.value.remedy.en
    assert isinstance(caught.value, WrongUseError)


@pytest.mark.parametrize(
    "content",
    [
        evidence_files.photo()[:2000],
        evidence_files.drawing()[:600],
        evidence_files.png_of_claimed_size(60_000, 60_000),
        evidence_files.png_of_claimed_size(0, 5),
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_a_picture_that_is_damaged_too_large_or_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(EvidenceRefusedError):
        inspect(content)


@pytest.mark.parametrize(
    ("name", "content"), [("scan.pdf", evidence_files.photo()), ("foto.JPG", evidence_files.drawing())]
)
def test_a_name_that_says_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(EvidenceRefusedError, match="name says"):
        inspect(content, name=name)


def test_content_decides_where_the_name_promises_nothing() -> None:
    assert inspect(evidence_files.photo(), name="zonder-achtervoegsel").media_type is AnnexMedia.JPEG


def test_a_file_is_read_from_its_path_and_its_name_is_held_against_it(tmp_path: Path) -> None:
    honest, lying = tmp_path / "foto.jpg", tmp_path / "foto.png"
    honest.write_bytes(evidence_files.photo())
    lying.write_bytes(evidence_files.photo())
    assert inspect(honest).pages == 1
    with pytest.raises(EvidenceRefusedError):
        inspect(lying)
    with pytest.raises(EnvironmentRefusedError):
        inspect(tmp_path / "weg.pdf")


def test_what_was_taken_out_is_told() -> None:
    assert DROPPED_ACTIVE in inspect(evidence_files.with_scripts()).problems
    problems = inspect(evidence_files.with_form(xfa=True)).problems
    assert XFA_DROPPED in problems
    assert FLATTENED in problems


def test_prepared_pages_hold_nothing_but_what_they_show() -> None:
    prepared = inspect(evidence_files.with_scripts()).prepared
    assert prepared is not None
    with pikepdf.open(BytesIO(prepared)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Version"}
        for page in pdf.pages:
            assert not {"/AA", "/Annots", "/Tabs"} & set(page.obj.keys())


def test_prepared_pages_are_the_same_every_time() -> None:
    certificate = evidence_files.certificate(pages=2)
    assert inspect(certificate).prepared == inspect(certificate).prepared


def test_marks_of_tagging_do_not_come_along() -> None:
    prepared = inspect(pdf_of(document(Paragraph(plain("Tekst"))))).prepared
    assert prepared is not None
    with pikepdf.open(BytesIO(prepared)) as pdf:
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])}
    assert "TJ" in operators
    assert not operators & {"BDC", "BMC", "EMC"}


def test_a_file_with_layers_is_shown_as_its_reader_sees_it() -> None:
    facts = inspect(evidence_files.with_hidden_layer())
    assert not facts.archival
    assert facts.prepared is not None
    with pikepdf.open(BytesIO(facts.prepared)) as pdf:
        (picture,) = pdf.pages[0].obj.Resources.XObject.values()
        seen = pikepdf.PdfImage(picture).as_pil_image()
    assert seen.convert("RGB").getpixel((seen.width // 2, seen.height // 2)) == (255, 255, 255)
