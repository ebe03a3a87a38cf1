"""Looking at a file before it is kept: what it is, what it says, and what is refused, with the reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.documents.blocks import AnnexMedia, Paragraph, plain
from portfolio_app.documents.evidence.intake import NO_TEXT_LAYER, inspect
from portfolio_app.documents.evidence.ready import read_ready
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import DROPPED_ACTIVE, FLATTENED, XFA_DROPPED
from tests.documents import evidence_files
from tests.documents.pdf.reading import document, pdf_of
from tests.documents.ready_pages import as_pdf


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


def test_a_scan_of_several_pages_is_taken_with_the_size_of_its_paper() -> None:
    facts = inspect(evidence_files.scans("1", "L", "RGB", "RGBA", "I;16", "CMYK", "P", dpi=100), name="scan.tiff")
    assert facts.media_type is AnnexMedia.TIFF
    assert [(round(page.width), round(page.height)) for page in facts.page_sizes] == [(288, 432)] * 7
    assert not facts.archival
    assert facts.problems == (NO_TEXT_LAYER,)
    with pikepdf.open(BytesIO(as_pdf(facts.prepared))) as pdf:
        pictures = [next(iter(page.obj.Resources.XObject.values())) for page in pdf.pages]
        kinds = [(str(each.Filter), int(each.BitsPerComponent), str(each.ColorSpace)) for each in pictures]
    jpeg, grey, colour = "/DCTDecode", "/DeviceGray", "/DeviceRGB"
    assert kinds[:3] == [("/FlateDecode", 1, grey), (jpeg, 8, grey), (jpeg, 8, colour)]


def test_black_and_white_pages_lose_nothing() -> None:
    content = evidence_files.scans("1", size=(403, 37), compression="group4")
    prepared = inspect(content).prepared
    with pikepdf.open(BytesIO(as_pdf(prepared))) as pdf:
        picture = next(iter(pdf.pages[0].obj.Resources.XObject.values()))
        seen = pikepdf.PdfImage(picture).as_pil_image()  # type: ignore[arg-type]
    with Image.open(BytesIO(content)) as original:
        assert seen.convert("1").tobytes() == original.tobytes()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_turned_scan_is_set_upright(orientation: int) -> None:
    content = evidence_files.scans("RGB", size=(400, 200), dpi=100, tiffinfo={274: orientation})
    (page,) = inspect(content).page_sizes
    assert (page.width > page.height) is (orientation in (1, 3))


@pytest.mark.parametrize("dpi", [1, 100_000])
def test_a_resolution_that_cannot_be_is_not_believed(dpi: float) -> None:
    (page,) = inspect(evidence_files.scans("1", size=(400, 200), dpi=dpi)).page_sizes
    assert (page.width, page.height) == (144, 72)


@pytest.mark.parametrize("content", [evidence_files.scans("L", "L")[:-300], b"II*\0" + bytes(40), b"MM\0*\0\0\0\x08"])
def test_a_damaged_scan_is_refused(content: bytes) -> None:
    with pytest.raises(EvidenceRefusedError, match="damaged"):
        inspect(content)


def test_a_picture_of_a_kind_that_cannot_be_read_is_refused_with_what_to_do() -> None:
    with pytest.raises(EvidenceRefusedError) as caught:
        inspect(b"\0\0\0\x18ftypavif" + bytes(40), name="foto.avif")
    assert "JPEG" in caught.value.say("nl")


def test_a_photo_of_a_phone_is_taken_upright_in_its_colours() -> None:
    facts = inspect(evidence_files.phone_photo(), name="IMG_0001.HEIC")
    assert facts.media_type is AnnexMedia.HEIC
    assert not facts.archival
    assert facts.problems == (NO_TEXT_LAYER,)
    (page,) = facts.page_sizes
    assert page.height == pytest.approx(page.width * 96 / 64)
    with pikepdf.open(BytesIO(as_pdf(facts.prepared))) as pdf:
        (picture,) = pdf.pages[0].obj.Resources.XObject.values()
        seen = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
    corners = [seen.getpixel(place) for place in ((60, 10), (4, 90), (4, 4))]
    assert [max(range(3), key=lambda part: colour[part]) for colour in corners[:2]] == [0, 2]  # type: ignore[index]
    assert min(corners[2]) > 230  # type: ignore[type-var,arg-type]


@pytest.mark.parametrize("length", [12, 40, 200, 500, 700])
def test_a_photo_of_a_phone_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(EvidenceRefusedError, match="damaged"):
        inspect(evidence_files.phone_photo()[:length].ljust(40, b"\0"))


def test_a_page_of_two_hundred_inches_is_the_largest_that_there_is() -> None:
    assert inspect(evidence_files.page_box(0, 0, 14_400, 14_400)).page_sizes[0].width == pytest.approx(14_400, abs=1)
    with pytest.raises(EvidenceRefusedError) as caught:
        inspect(evidence_files.page_box(0, 0, 14_401, 500))
    assert "14401" in caught.value.say("nl")


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
    sources = b" ".join(piece for item in read_ready(prepared).objects for piece in item.pieces)
    assert b"/Resources" in sources
    for acting in (b"/AA", b"/Annots", b"/JS", b"/JavaScript", b"/Launch", b"/OpenAction", b"/Metadata", b"/Tabs"):
        assert acting not in sources


@pytest.mark.parametrize("cut", [0, 5, 20, 200])
def test_prepared_pages_that_are_damaged_are_refused(cut: int) -> None:
    prepared = inspect(evidence_files.certificate()).prepared
    assert prepared is not None
    with pytest.raises(EvidenceRefusedError):
        read_ready(prepared[:cut])


def test_prepared_pages_are_the_same_every_time() -> None:
    certificate = evidence_files.certificate(pages=2)
    assert inspect(certificate).prepared == inspect(certificate).prepared


def test_marks_of_tagging_do_not_come_along() -> None:
    prepared = inspect(pdf_of(document(Paragraph(plain("Tekst"))))).prepared
    with pikepdf.open(BytesIO(as_pdf(prepared))) as pdf:
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])}
    assert "TJ" in operators
    assert not operators & {"BDC", "BMC", "EMC"}


def test_a_file_with_layers_is_shown_as_its_reader_sees_it() -> None:
    facts = inspect(evidence_files.with_hidden_layer())
    assert not facts.archival
    with pikepdf.open(BytesIO(as_pdf(facts.prepared))) as pdf:
        (picture,) = pdf.pages[0].obj.Resources.XObject.values()
        seen = pikepdf.PdfImage(picture).as_pil_image()
    assert seen.convert("RGB").getpixel((seen.width // 2, seen.height // 2)) == (255, 255, 255)
