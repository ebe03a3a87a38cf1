"""A photo in the format of phones (HEIC), decoded: upright, in the colours of a screen."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

import pi_heif
from PIL import Image, ImageCms

from portfolio_app.documents.evidence.images import check_pixels, damaged_picture
from portfolio_app.documents.evidence.limits import MAX_RENDERED_SIDE

_JPEG_QUALITY: Final = 88


def heic_picture(content: bytes) -> Image.Image:
    """Return the photo, or the first of several, as a person sees it.

    Raises:
        EvidenceRefusedError: it is damaged, too large, or packed in a way that only its maker knows.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = pi_heif.open_heif(BytesIO(content), convert_hdr_to_8bit=True)
            check_pixels(*found.size)
            return _in_screen_colours(found.to_pillow())
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError, MemoryError) as error:
        # What libheif says of a hostile file is of many kinds; all mean that it cannot be read.
        raise damaged_picture() from error


def heic_as_jpeg(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return the photo as a JPEG, no larger than a page needs, with its width and height in pixels.

    Raises:
        EvidenceRefusedError: as `heic_picture` tells.
    """
    picture = heic_picture(content)
    picture.thumbnail((MAX_RENDERED_SIDE, MAX_RENDERED_SIDE))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue(), picture.size


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    plain = picture.convert("RGB")
    if not profile:
        return plain
    try:
        converted = ImageCms.profileToProfile(
            plain, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError):
        return plain
    return converted if converted is not None else plain
