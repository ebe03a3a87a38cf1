"""Evidence as pages: taken over, made harmless, shared, or replaced by a page that says why not."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Annex, AnnexMedia, Document, Heading, Paragraph, plain
from portfolio_app.documents.evidence.intake import inspect
from portfolio_app.documents.pdf import PdfResult, write_pdf
from portfolio_app.documents.verifying.examining import examine
from tests.documents import evidence_files
from tests.documents.pdf.linearised import complaints
from tests.documents.pdf.reading import document, page_texts, written

LARGE = 64_000
PDF, PNG, JPEG = AnnexMedia.PDF, AnnexMedia.PNG, AnnexMedia.JPEG


def annex(number: int, media: AnnexMedia, content: bytes, **more: object) -> Annex:
    return Annex(
        label=f"A-{number}",
        title=f"Bewijs {number}",
        anchor=f"annex-{number}",
        back="record",
        back_text="Activiteit",
        media=media,
        read=lambda: content,
        sha256=hashlib.sha256(content).hexdigest(),
        file_name=f"bestand{number}",
        **more,  # type: ignore[arg-type]
    )


def made(*annexes: Annex) -> tuple[pikepdf.Pdf, PdfResult, bytes]:
    content, result = written(
        document(Heading(1, "Record", "record"), Paragraph(plain("Tekst")), contents=True, annexes=annexes)
    )
    return pikepdf.open(BytesIO(content)), result, content


def sealed(*annexes: Annex) -> Document:
    return document(Heading(1, "Record", "record"), contents=True, annexes=annexes, sealed=True)


def rendered(content: bytes, page: int) -> Image.Image:
    reader = pypdfium2.PdfDocument(content)
    try:
        return reader[page].render(scale=1).to_pil().convert("RGB")
    finally:
        reader.close()


def images_on(page: pikepdf.Page) -> list[pikepdf.Object]:
    return [item for item in page.obj.Resources.get("/XObject", {}).values() if item.Subtype == "/Image"]


def test_a_jpeg_is_taken_over_byte_for_byte() -> None:
    photo = evidence_files.photo()
    pdf, result, _ = made(annex(1, JPEG, photo))
    (place,) = result.annexes
    (image,) = images_on(pdf.pages[place.first_page - 1])
    assert image.read_raw_bytes() == photo


def assert_shows(content: bytes, number: int, expected: Image.Image) -> None:
    """Check that a page shows a picture upright, whole, and in its own proportions."""
    page = rendered(content, number)
    scale = min((page.width - 68) / (expected.width * 0.72), (page.height - 102) / (expected.height * 0.72), 1.0) * 0.72
    width, height = round(expected.width * scale), round(expected.height * scale)
    left = round((page.width - width) / 2)
    seen = page.crop((left, 56, left + width, 56 + height))
    wanted = expected.convert("RGB").resize((width, height), Image.Resampling.BOX)
    softly = ImageFilter.GaussianBlur(4)  # how a pattern of dots is sampled is not the matter here
    assert max(ImageStat.Stat(ImageChops.difference(seen.filter(softly), wanted.filter(softly))).mean) < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_as_the_camera_noted(orientation: int) -> None:
    photo = evidence_files.photo(600, 400, orientation=orientation)
    _, result, content = made(annex(1, JPEG, photo))
    upright = ImageOps.exif_transpose(Image.open(BytesIO(photo)))
    assert_shows(content, result.annexes[0].first_page - 1, upright)


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    pdf, result, _ = made(annex(1, JPEG, evidence_files.photo(mode="CMYK")))
    (image,) = images_on(pdf.pages[result.annexes[0].first_page - 1])
    assert image.ColorSpace == "/DeviceRGB"
    assert result.problems == ()


@pytest.mark.parametrize(
    ("mode", "as_it_is"),
    [("RGB", True), ("L", True), ("P", True), ("1", True), ("RGBA", False), ("LA", False), ("I;16", False)],
)
def test_every_kind_of_png_shows_the_same_picture(mode: str, as_it_is: bool) -> None:
    if mode == "I;16":
        buffer = BytesIO()
        Image.linear_gradient("L").convert("I").point(lambda level: level * 256).convert("I;16").save(buffer, "PNG")
        picture = buffer.getvalue()
    else:
        picture = evidence_files.drawing(mode=mode)
    pdf, result, content = made(annex(1, PNG, picture))
    page = pdf.pages[result.annexes[0].first_page - 1]
    (image,) = images_on(page)
    assert (b"".join(_idat(picture)) == image.read_raw_bytes()) is as_it_is
    shown = Image.open(BytesIO(picture))
    if mode == "I;16":
        shown = Image.linear_gradient("L")
    assert_shows(content, result.annexes[0].first_page - 1, shown)


def _idat(picture: bytes) -> list[bytes]:
    at, found = 8, []
    while at < len(picture):
        length = int.from_bytes(picture[at : at + 4], "big")
        if picture[at + 4 : at + 8] == b"IDAT":
            found.append(picture[at + 8 : at + 8 + length])
        at += 12 + length
    return found


def test_a_certificate_without_its_font_is_shown_as_pictures_and_travels_along() -> None:
    original = evidence_files.certificate(pages=2)
    pdf, result, content = made(annex(1, PDF, original))
    assert result.annexes[0].pages == 2
    assert pdf.attachments["A-1.pdf"].get_file().read_bytes() == original
    assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Source"]
    seen = rendered(content, result.annexes[0].first_page - 1)
    assert any(seen.getpixel((x, 130))[2] > seen.getpixel((x, 130))[0] + 50 for x in range(60, 140))


def archival_pdf() -> bytes:
    return written(document(Paragraph(plain("Archiefwaardig certificaat")), title="Certificaat"))[0]


def test_an_archival_pdf_keeps_its_text_and_is_not_attached() -> None:
    pdf, result, content = made(annex(1, PDF, archival_pdf()))
    assert "Archiefwaardig certificaat" in page_texts(content)[result.annexes[0].first_page - 1]
    assert len(pdf.attachments) == 0


def test_an_empty_page_has_no_stream_that_a_viewer_stumbles_over() -> None:
    target = BytesIO()
    with pikepdf.new() as source:
        source.add_blank_page(page_size=(300, 300))
        source.save(target)
    pdf, result, _ = made(annex(1, PDF, target.getvalue()))
    assert result.problems == ()
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert [each for each in streams if "/Filter" in each and not each.read_raw_bytes()] == []


def test_prepared_evidence_is_taken_over_without_reading_the_original() -> None:
    def never() -> bytes:
        raise AssertionError("the original was read")

    content = archival_pdf()
    ready = inspect(content).prepared
    assert ready is not None
    base = annex(1, PDF, content)
    prepared = Annex(
        **{name: getattr(base, name) for name in base.__slots__} | {"read": never, "prepared": lambda: ready}
    )
    _, result, made_content = made(prepared)
    assert result.problems == ()
    assert "Archiefwaardig certificaat" in page_texts(made_content)[-1]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_shown_as_a_reader_shows_it(degrees: int) -> None:
    turned = evidence_files.changed(lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", degrees), archival_pdf())
    pdf, result, content = made(annex(1, PDF, turned))
    page = pdf.pages[result.annexes[0].first_page - 1]
    wide = float(page.mediabox[2]) > float(page.mediabox[3])
    assert wide is (degrees in (90, 270))
    assert "Archiefwaardig" in page_texts(content)[result.annexes[0].first_page - 1]


def test_identical_files_and_shared_pictures_are_stored_once() -> None:
    photo = evidence_files.photo(900, 700)
    _, _, once = made(annex(1, JPEG, photo))
    _, result, twice = made(annex(1, JPEG, photo), annex(2, JPEG, photo))
    assert len(twice) - len(once) < 3000
    assert [each.pages for each in result.annexes] == [1, 1]


@pytest.mark.parametrize("name", evidence_files.HOSTILE)
def test_what_cannot_be_shown_is_named_and_the_rest_goes_on(name: str) -> None:
    hostile = evidence_files.HOSTILE[name]()
    pdf, result, content = made(annex(1, PDF, hostile), annex(2, JPEG, evidence_files.photo()))
    (problem,) = result.problems
    assert (problem.label, problem.file_name) == ("A-1", "bestand1")
    page = page_texts(content)[result.annexes[0].first_page - 1]
    assert "Dit bewijsstuk kon niet worden weergegeven." in page
    assert problem.reason.nl in " ".join(page.split())
    assert images_on(pdf.pages[result.annexes[1].first_page - 1])


def test_evidence_that_cannot_be_read_is_replaced_too() -> None:
    def locked() -> bytes:
        raise EnvironmentRefusedError(Text("Het bewijs is beschadigd.", "The evidence is damaged."))

    base = annex(1, JPEG, b"")
    broken = Annex(**{name: getattr(base, name) for name in base.__slots__} | {"read": locked})
    _, result, content = made(broken)
    assert result.problems[0].reason.nl in page_texts(content)[-1]


def large_scan() -> bytes:
    grain = Image.frombytes("L", (600, 800), random.Random(4).randbytes(600 * 800))
    buffer = BytesIO()
    grain.save(buffer, "JPEG", quality=95)
    assert len(buffer.getvalue()) > 2 * LARGE
    return buffer.getvalue()


def test_a_scan_is_read_once_and_its_document_is_intact() -> None:
    scan, reads = large_scan(), []

    def read() -> bytes:
        reads.append(1)
        return scan

    content, result = written(sealed(replace(annex(1, JPEG, scan), read=read)))
    assert (len(reads), result.problems) == (1, ())
    assert examine(BytesIO(content), datetime(2026, 3, 2, tzinfo=UTC)).intact


def test_what_the_seal_says_of_evidence_is_what_a_check_finds() -> None:
    annexes = [
        annex(1, PDF, archival_pdf()),
        annex(2, PDF, evidence_files.certificate(pages=2)),
        annex(3, JPEG, large_scan()),
        annex(4, PNG, evidence_files.drawing()),
        annex(5, AnnexMedia.TIFF, evidence_files.scans("1", "RGB")),
        annex(6, PDF, evidence_files.with_form("ingevuld")),
    ]
    content, result = written(sealed(*annexes))
    assert result.problems == ()
    assert examine(BytesIO(content), datetime(2026, 3, 2, tzinfo=UTC)).intact


def test_a_scan_that_is_damaged_is_replaced_and_the_rest_goes_on() -> None:
    def damaged() -> bytes:
        raise EnvironmentRefusedError(Text("Het bewijs is beschadigd.", "The evidence is damaged."))

    good = annex(2, JPEG, evidence_files.photo())
    content, result = written(sealed(replace(annex(1, JPEG, large_scan()), read=damaged), good))
    (problem,) = result.problems
    assert problem.label == "A-1"
    assert problem.reason.nl in page_texts(content)[result.annexes[0].first_page - 1]
    assert examine(BytesIO(content), datetime(2026, 3, 2, tzinfo=UTC)).intact


def test_nothing_that_acts_comes_along() -> None:
    pdf, result, _ = made(
        annex(1, PDF, evidence_files.with_scripts()), annex(2, PDF, evidence_files.with_form(xfa=True))
    )
    assert result.problems == ()
    names = {"/JavaScript", "/Launch", "/AcroForm", "/XFA", "/AA", "/OpenAction", "/JS"}
    embedded = {each.EF.F.objgen for each in pdf.Root.AF}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and item.objgen not in embedded:
            assert not names & set(item.keys())
            assert item.get("/S") not in ("/JavaScript", "/Launch")
            assert item.get("/Subtype") != "/Widget"


def test_a_filled_form_shows_what_was_filled_in() -> None:
    blank, filled = (
        rendered(content, result.annexes[0].first_page - 1)
        for _, result, content in (
            made(annex(1, PDF, evidence_files.with_form(value))) for value in (" ", "XXXXXXXXXX")
        )
    )
    assert blank.tobytes() != filled.tobytes()


def test_the_strip_leads_back_and_the_list_leads_there() -> None:
    pdf, result, content = made(annex(1, JPEG, evidence_files.photo()))
    number = result.annexes[0].first_page - 1
    page = pdf.pages[number]
    assert "A-1" in page_texts(content)[number]
    (back,) = page.obj.Annots
    record = next(at for at, text in enumerate(page_texts(content)) if text.startswith("Record\n") or "\nTekst" in text)
    assert back.Dest[0].objgen == pdf.pages[record].obj.objgen
    listing = pdf.pages[number - 1].obj.Annots
    assert listing[0].Dest[0].objgen == page.obj.objgen


def test_a_picture_is_never_blown_up() -> None:
    _, result, content = made(annex(1, PNG, evidence_files.drawing(180, 140)))
    assert_shows(content, result.annexes[0].first_page - 1, Image.open(BytesIO(evidence_files.drawing(180, 140))))


def test_large_scans_are_taken_over_byte_for_byte() -> None:
    scans = [evidence_files.photo(2400 + number, 1800) for number in range(4)]
    assert all(len(scan) > LARGE for scan in scans)
    pdf, result, content = made(*(annex(number, JPEG, scan) for number, scan in enumerate(scans)))
    for scan, place in zip(scans, result.annexes, strict=True):
        (image,) = images_on(pdf.pages[place.first_page - 1])
        assert image.read_raw_bytes() == scan
    assert pdf.check_pdf_syntax() == []
    assert complaints(content) == []


LONG_SCAN = evidence_files.photo() + bytes(700_000)


def test_a_large_scan_is_read_once_and_the_file_is_the_same_as_from_memory(tmp_path: Path) -> None:
    reads: list[int] = []

    def read() -> bytes:
        reads.append(1)
        return LONG_SCAN

    scan = replace(annex(1, JPEG, LONG_SCAN), read=read, open=lambda: BytesIO(LONG_SCAN))
    target = tmp_path / "uit.pdf"
    result = write_pdf(sealed(scan), target)
    assert len(reads) == 1
    in_memory = BytesIO()
    assert write_pdf(sealed(scan), in_memory) == result
    assert target.read_bytes() == in_memory.getvalue()
    assert examine(in_memory, datetime(2026, 1, 1, tzinfo=UTC)).intact


def test_a_scan_that_is_lost_while_the_file_is_written_has_a_page_that_says_so(tmp_path: Path) -> None:
    def read() -> bytes:
        raise EnvironmentRefusedError(Text("Weg.", "Gone."))

    scan = replace(annex(1, JPEG, LONG_SCAN), read=read, open=lambda: BytesIO(LONG_SCAN))
    target = tmp_path / "uit.pdf"
    result = write_pdf(sealed(scan, annex(2, JPEG, evidence_files.photo())), target)
    content = target.read_bytes()
    assert [(problem.label, problem.reason.en) for problem in result.problems] == [("A-1", "Gone.")]
    assert (result.size, result.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert examine(BytesIO(content), datetime(2026, 1, 1, tzinfo=UTC)).intact
    assert [path.name for path in tmp_path.iterdir()] == ["uit.pdf"]


def test_an_original_that_is_large_travels_whole() -> None:
    large = evidence_files.changed(
        lambda pdf: pdf.Root.__setitem__("/Filler", pikepdf.Stream(pdf, random.Random(1).randbytes(2 * LARGE)))
    )
    assert len(large) > LARGE
    pdf, _, _ = made(annex(1, PDF, large))
    assert pdf.attachments["A-1.pdf"].get_file().read_bytes() == large


def test_scans_within_a_pdf_are_taken_over_too() -> None:
    scan = evidence_files.photo(2400, 1800)
    _, result, content = made(annex(1, PDF, evidence_files.scanned(scan, pages=2)))
    assert result.annexes[0].pages == 2
    assert len(content) < 2 * len(scan)
    for page in range(result.annexes[0].first_page - 1, result.pages):
        assert rendered(content, page).getpixel((180, 80)) != (255, 255, 255)


def test_size_and_hash_are_those_of_the_file_with_its_scans() -> None:
    _, result, content = made(annex(1, JPEG, evidence_files.photo(2400, 1800)))
    assert (result.size, result.sha256) == (len(content), hashlib.sha256(content).hexdigest())
