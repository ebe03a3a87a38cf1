"""Papers for fictional portfolios: readable, uneven on purpose, and the same each time."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from portfolio_app.documents.specimens import (
    AttendanceSheet,
    Certificate,
    CertificateLayout,
    Letter,
    Paper,
    Scanner,
    portrait,
    printed,
    remarked,
)

SHEET = AttendanceSheet(
    heading="Presentielijst intervisie",
    facts=(("Datum", "4 maart 2026"), ("Tijd", "13.00 – 16.15 uur")),
    participants=(("M.Z.", "deelnemer"), ("P.W.", "gespreksleider")),
)
LETTER = Letter(
    sender="Praktijk Tegenlicht",
    dated="Lindervoort, 4 maart 2026",
    subject="Eindverslag",
    paragraphs=("Een alinea die lang genoeg is om over regels te lopen. " * 12,) * 14,
    signatory="supervisor",
)
EXIF_ORIENTATION = 0x0112


def certificate(layout: CertificateLayout) -> Certificate:
    return Certificate(
        layout=layout,
        heading="Bewijs van deelname",
        holder="Iemand van Niemandsland",
        subject="De goede vraag aan de bedrijfsarts",
        lines=("Contacturen: 3,75", "met oefening"),
        issuer="Academie Kompas & Kade",
        dated="Essenlo, 4 maart 2026",
        number="KK-1234",
        signatory="opleidingscoördinator",
    )


PAPERS: tuple[Paper, ...] = (*map(certificate, CertificateLayout), SHEET, LETTER)


def text_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_says_in_print_what_stands_on_it(paper: Paper) -> None:
    printed_text = text_in(printed(paper).content)
    first_words = {" ".join(line.split()[:3]) for line in paper.words()}
    assert [words for words in first_words if words.split(": ")[-1] not in printed_text] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert printed(paper) == printed(paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_number_of_pages_is_told(paper: Paper) -> None:
    specimen = printed(paper)
    with pikepdf.open(io.BytesIO(specimen.content)) as pdf:
        assert len(pdf.pages) == specimen.pages


def test_a_long_letter_goes_on_another_page() -> None:
    assert printed(LETTER).pages > 1


@pytest.mark.parametrize(("layout", "embedded"), [(CertificateLayout.PLAIN, False), (CertificateLayout.BAND, True)])
def test_the_plain_certificate_alone_has_no_embedded_fonts(layout: CertificateLayout, *, embedded: bool) -> None:
    with pikepdf.open(io.BytesIO(printed(certificate(layout)).content)) as pdf:
        descriptors = [font.get("/FontDescriptor") for font in pdf.pages[0].Resources.Font.values()]
        files = ["/FontFile2" in each for each in descriptors if each is not None]
    assert bool(files) is embedded
    assert all(files)


def test_a_scan_is_one_image_of_a_page_without_text() -> None:
    specimen = Scanner().scan(SHEET)
    image = Image.open(io.BytesIO(specimen.content))
    assert (specimen.media_type, specimen.text, specimen.pages) == ("image/jpeg", "", 1)
    assert image.size == pytest.approx((1240, 1754), abs=2)
    assert image.info["dpi"] == (150, 150)


def test_a_turned_scan_lies_on_its_side_and_says_so() -> None:
    image = Image.open(io.BytesIO(Scanner(turned=True).scan(SHEET).content))
    assert image.width > image.height
    assert image.getexif()[EXIF_ORIENTATION] == 6


def test_a_scan_can_be_png() -> None:
    specimen = Scanner(image_format="PNG").scan(SHEET)
    assert specimen.media_type == "image/png"
    assert Image.open(io.BytesIO(specimen.content)).format == "PNG"


def test_the_same_scan_gives_the_same_bytes() -> None:
    assert Scanner(tilt=1.2).scan(SHEET) == Scanner(tilt=1.2).scan(SHEET)


def test_a_remark_makes_another_file_of_the_same_picture() -> None:
    jpeg = Scanner(dpi=72).scan(SHEET).content
    other = remarked(jpeg, "nummer 2")
    assert other != jpeg
    assert Image.open(io.BytesIO(other)).tobytes() == Image.open(io.BytesIO(jpeg)).tobytes()


def test_a_portrait_is_drawn_per_seed() -> None:
    assert portrait(1) == portrait(1)
    assert len({portrait(seed).content for seed in range(6)}) > 3
    assert Image.open(io.BytesIO(portrait(1).content)).size == (600, 720)
