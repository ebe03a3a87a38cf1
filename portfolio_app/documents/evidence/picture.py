"""One page of a piece of evidence as a picture for the screen."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.images import damaged_picture, image_facts
from portfolio_app.documents.evidence.intake import check_size
from portfolio_app.documents.evidence.kinds import media_of
from portfolio_app.documents.evidence.limits import MAX_RENDERED_SIDE, MAX_TIFF_PAGES
from portfolio_app.documents.evidence.refusal import ASK_FOR_ANOTHER_COPY, EvidenceRefusedError

if TYPE_CHECKING:
    from PIL.Image import Image

_NO_SUCH_PAGE: Final = Text("Deze bladzijde is er niet.", "This page is not there.")
_BYTES_A_PIXEL: Final = 3


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels.

    Attributes:
        width, height: in pixels.
        page: which page, from 0.
        pages: how many the file has.
        pixels: red, green and blue of each pixel, row by row from the top, without space between the rows.
    """

    width: int
    height: int
    page: int
    pages: int
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.width * self.height * _BYTES_A_PIXEL:
            raise ValueError("pixels that are no picture")


def picture_of(content: bytes, page: int, width: int) -> PagePicture:
    """Return a page as a picture.

    Args:
        content: a PDF, PNG, JPEG or TIFF; it may be damaged or hostile, so this runs in a process of its own (`guard`).
        page: which page, from 0.
        width: how wide the picture is to be, in pixels; it is never larger than can be handled.

    Raises:
        EvidenceRefusedError: it cannot be read or shown, or has no such page.
    """
    check_size(len(content))
    wanted = max(1, min(width, MAX_RENDERED_SIDE))
    if media_of(content) is AnnexMedia.PDF:
        return _of_pdf(content, page, wanted)
    return _of_image(content, page, wanted)


def _of_pdf(content: bytes, page: int, width: int) -> PagePicture:
    import pypdfium2

    from portfolio_app.documents.evidence.render import opened

    with opened(content) as document:
        pages = len(document)
        if not 0 <= page < pages:
            raise EvidenceRefusedError(_NO_SUCH_PAGE, ASK_FOR_ANOTHER_COPY)
        try:
            sheet = document[page]
            across, down = sheet.get_size()
            scale = min(width / max(across, 1), MAX_RENDERED_SIDE / max(across, down, 1))
            picture = sheet.render(scale=scale, may_draw_forms=False).to_pil()
        except pypdfium2.PdfiumError as error:
            raise EvidenceRefusedError(_NO_SUCH_PAGE, ASK_FOR_ANOTHER_COPY) from error
        return _as_pixels(picture, page, pages)


def _of_image(content: bytes, page: int, width: int) -> PagePicture:
    from PIL import Image, ImageOps

    media = media_of(content)
    if media is AnnexMedia.HEIC:
        if page:
            raise EvidenceRefusedError(_NO_SUCH_PAGE, ASK_FOR_ANOTHER_COPY)
        from portfolio_app.documents.evidence.heic import heic_picture

        return _as_pixels(_scaled(heic_picture(content), width), 0, 1)
    if media is not AnnexMedia.TIFF:
        image_facts(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as found:
                pages = min(getattr(found, "n_frames", 1), MAX_TIFF_PAGES)
                if not 0 <= page < pages:
                    raise EvidenceRefusedError(_NO_SUCH_PAGE, ASK_FOR_ANOTHER_COPY)
                if page:
                    found.seek(page)
                found.draft("RGB", (width, width))  # a JPEG is decoded no larger than needed
                upright = ImageOps.exif_transpose(found)
                return _as_pixels(_scaled(_on_white(upright), width), page, pages)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise damaged_picture() from error


def _on_white(picture: Image) -> Image:
    """Return the picture as it looks on paper: what is transparent is white."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        return paper.convert("RGB")
    return picture.convert("RGB")


def _scaled(picture: Image, width: int) -> Image:
    from PIL import Image

    scale = min(width / picture.width, MAX_RENDERED_SIDE / picture.height)
    size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _as_pixels(picture: Image, page: int, pages: int) -> PagePicture:
    plain = picture.convert("RGB")
    return PagePicture(plain.width, plain.height, page, pages, plain.tobytes())
