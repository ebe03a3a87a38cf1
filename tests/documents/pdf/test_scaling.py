"""Scans with fewer pixels, when that is asked: smaller, the same to look at, sealed, and only what is worth it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageFilter

from portfolio_app.documents.blocks import Annex, AnnexMedia, Heading
from portfolio_app.documents.evidence.intake import inspect
from portfolio_app.documents.pdf import PdfResult, write_pdf
from portfolio_app.documents.verifying.examining import examine
from tests.documents import evidence_files
from tests.documents.pdf.linearised import complaints
from tests.documents.pdf.reading import document
from tests.documents.pdf.test_annexes import annex, rendered

LATER = datetime(2026, 6, 1, tzinfo=UTC)
PDF, PNG, JPEG, TIFF = AnnexMedia.PDF, AnnexMedia.PNG, AnnexMedia.JPEG, AnnexMedia.TIFF


def page_like(mode: str = "RGB", size: tuple[int, int] = (1654, 2339)) -> Image.Image:
    """A page as a scanner at 200 dots per inch sees it."""
    paper = Image.effect_noise(size, 40).filter(ImageFilter.GaussianBlur(3)).point(lambda level: 200 + level // 5)
    paper.paste(40, (200, 300, 1200, 420))
    return Image.merge("RGB", (paper, paper, paper)).convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def sheet(content: bytes, media: AnnexMedia, number: int = 1) -> Annex:
    made = annex(number, media, content)
    return replace(made, prepared=lambda: inspect(content).prepared or b"") if media in (PDF, TIFF) else made


def written(*annexes: Annex, dpi: int | None) -> tuple[bytes, PdfResult]:
    made = document(Heading(1, "Record", "record"), contents=True, annexes=annexes, sealed=True)
    out = BytesIO()
    result = write_pdf(replace(made, scan_dpi=dpi), out)
    return out.getvalue(), result


def pictures(content: bytes) -> list[tuple[int, int]]:
    """The pixels of all pictures in a file, in the order of the file."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            (int(item.Width), int(item.Height))
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image
        ]


@pytest.fixture(scope="module")
def scans() -> dict[str, tuple[bytes, AnnexMedia]]:
    jpeg = saved(page_like(), "JPEG", quality=92)
    return {
        "jpeg": (jpeg, JPEG),
        "grey jpeg": (saved(page_like("L"), "JPEG", quality=92), JPEG),
        "png": (saved(page_like(), "PNG"), PNG),
        "tiff": (saved(page_like(), "TIFF", dpi=(200, 200)), TIFF),
        "pdf": (evidence_files.scanned(jpeg), PDF),
    }


@pytest.mark.parametrize("kind", ["jpeg", "grey jpeg", "png", "tiff", "pdf"])
def test_a_scan_gets_the_pixels_that_are_asked_and_looks_the_same(
    scans: dict[str, tuple[bytes, AnnexMedia]], kind: str
) -> None:
    content, media = scans[kind]
    before, _ = written(sheet(content, media), dpi=None)
    after, result = written(sheet(content, media), dpi=100)
    ((wide, high),) = pictures(after)
    # On a page of A4 the sheet is 7.3 by 10.3 inches.
    assert (wide, high) == (pytest.approx(727, abs=2), pytest.approx(1028, abs=2))
    assert pictures(before) == [(1654, 2339)]
    assert len(after) < 0.6 * len(before)
    assert result.problems == ()
    assert complaints(after) == []
    assert examine(BytesIO(after), LATER).intact
    page = result.annexes[0].first_page - 1
    seen, expected = (rendered(each, page).convert("L").resize((60, 84)) for each in (after, before))
    differences = [abs(one - other) for one, other in zip(seen.tobytes(), expected.tobytes(), strict=True)]
    assert max(differences) < 24
    assert written(sheet(content, media), dpi=100)[0] == after


def test_a_turned_photo_stays_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = saved(page_like().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=92, exif=exif)
    after, result = written(sheet(lying, JPEG), dpi=100)
    assert pictures(after) == [(pytest.approx(1028, abs=2), pytest.approx(727, abs=2))]
    page = rendered(after, result.annexes[0].first_page - 1)
    assert page.width < page.height
    dark = [place for place, level in enumerate(page.convert("L").resize((1, 40)).tobytes()) if level < 185]
    assert dark
    assert max(dark) < 20, "the black bar stands in the upper half, as on the paper"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (evidence_files.photo(600, 800), JPEG),
        (evidence_files.drawing(180, 140), PNG),
        (saved(page_like("1"), "PNG"), PNG),
        (saved(page_like("CMYK"), "JPEG"), JPEG),
        (evidence_files.certificate(), PDF),
        (evidence_files.scans("1"), TIFF),
    ],
    ids=["small photo", "small drawing", "black and white", "cmyk", "text", "fax"],
)
def test_what_would_not_gain_by_it_is_left_alone(content: bytes, media: AnnexMedia) -> None:
    assert pictures(written(sheet(content, media), dpi=100)[0]) == pictures(written(sheet(content, media), dpi=None)[0])


def test_an_original_in_another_format_does_not_travel_along_at_full_size(
    scans: dict[str, tuple[bytes, AnnexMedia]],
) -> None:
    for dpi, names in ((None, ["A-1.tif"]), (100, [])):
        content, _ = written(sheet(*scans["tiff"]), dpi=dpi)
        with pikepdf.open(BytesIO(content)) as pdf:
            assert [name for name in pdf.attachments if name.startswith("A-")] == names


def test_what_pages_share_is_stored_once_all_the_same(scans: dict[str, tuple[bytes, AnnexMedia]]) -> None:
    one, _ = written(sheet(*scans["pdf"]), dpi=100)
    twice, result = written(sheet(*scans["pdf"]), sheet(*scans["pdf"], number=2), dpi=100)
    assert len(twice) - len(one) < 4_000
    assert [each.sha256 for each in result.annexes] == [hashlib.sha256(scans["pdf"][0]).hexdigest()] * 2


def test_a_damaged_scan_is_named_as_ever() -> None:
    _, result = written(sheet(evidence_files.photo()[:100], JPEG), dpi=100)
    assert [problem.label for problem in result.problems] == ["A-1"]
