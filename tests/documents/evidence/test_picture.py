"""Pages as pictures: the right way up, as wide as asked, and what cannot be shown refused in words."""

from __future__ import annotations

import pytest

from portfolio_app.documents.evidence.guard import GuardedIntake
from portfolio_app.documents.evidence.limits import MAX_RENDERED_SIDE
from portfolio_app.documents.evidence.picture import PagePicture, picture_of
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from tests.documents import evidence_files as files


def corner(picture: PagePicture, x: int, y: int) -> tuple[int, int, int]:
    at = (y * picture.width + x) * 3
    red, green, blue = picture.pixels[at : at + 3]
    return red, green, blue


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_of_a_pdf(page: int) -> None:
    picture = picture_of(files.certificate(pages=3), page, 400)
    assert (picture.page, picture.pages, picture.width) == (page, 3, 400)
    assert picture.height == pytest.approx(400 * files.A4[1] / files.A4[0], abs=2)


@pytest.mark.parametrize(
    "content", [files.photo(), files.drawing(), files.drawing(mode="RGBA"), files.drawing(mode="L")]
)
def test_a_picture_is_as_wide_as_asked(content: bytes) -> None:
    picture = picture_of(content, 0, 200)
    assert (picture.width, picture.pages) == (200, 1)


def test_a_photo_stands_upright() -> None:
    lying, upright = picture_of(files.photo(orientation=1), 0, 320), picture_of(files.photo(orientation=6), 0, 320)
    assert lying.width > lying.height
    assert upright.width < upright.height


def test_what_is_transparent_is_white() -> None:
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.new("RGBA", (40, 40), (10, 20, 30, 0)).save(buffer, "PNG")
    assert corner(picture_of(buffer.getvalue(), 0, 40), 20, 20) == (255, 255, 255)


def test_it_never_gets_larger_than_can_be_handled() -> None:
    picture = picture_of(files.drawing(30, 30), 0, 1_000_000)
    assert max(picture.width, picture.height) <= MAX_RENDERED_SIDE


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there(page: int) -> None:
    for content in (files.certificate(), files.photo()):
        with pytest.raises(EvidenceRefusedError):
            picture_of(content, page, 200)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 niets", files.photo()[:300], b"GIF89a", files.drawing()[:60]])
def test_what_is_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(EvidenceRefusedError):
        picture_of(content, 0, 200)


def test_it_is_drawn_by_a_process_of_its_own() -> None:
    with GuardedIntake() as guard:
        picture = guard.picture(files.certificate(pages=2), page=1, width=300)
        assert (picture.width, picture.page, picture.pages) == (300, 1, 2)
        with pytest.raises(EvidenceRefusedError):
            guard.picture(b"%PDF-1.7 niets", page=0, width=300)
        assert guard.picture(files.photo(), page=0, width=100).width == 100


def test_pixels_that_are_no_picture_are_not_believed() -> None:
    with pytest.raises(ValueError, match="no picture"):
        PagePicture(10, 10, 0, 1, b"123")
