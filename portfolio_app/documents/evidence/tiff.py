"""The pages of a TIFF as pictures that a PDF can hold: black and white as it is, the rest as JPEG."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageSequence

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.images import check_pixels, damaged_picture
from portfolio_app.documents.evidence.limits import MAX_TIFF_PAGES, MAX_TIFF_PIXELS
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError

_JPEG_QUALITY: Final = 88
USUAL_DPI: Final = 200.0
_LEAST_DPI: Final = 50.0
_MOST_DPI: Final = 2_400.0
_GREYS: Final = ("L", "LA")


@dataclass(frozen=True, slots=True)
class TiffPage:
    """A page: its bytes, whether they are a JPEG or deflated bits, its pixels, and its size in points."""

    content: bytes
    jpeg: bool
    pixels: tuple[int, int]
    size: tuple[float, float]


def tiff_pages(content: bytes) -> Iterator[TiffPage]:
    """Yield the pages of a TIFF, upright.

    Raises:
        EvidenceRefusedError: it is damaged, too large, or has too many pages.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("TIFF",)) as source:
                pixels = 0
                for number, frame in enumerate(ImageSequence.Iterator(source)):
                    check_pixels(frame.width, frame.height)
                    pixels += frame.width * frame.height
                    if number >= MAX_TIFF_PAGES or pixels > MAX_TIFF_PIXELS:
                        raise EvidenceRefusedError(
                            Text("Het bestand heeft te veel pagina's.", "The file has too many pages."),
                            Text("Splits het bestand.", "Split the file."),
                        )
                    yield _page(frame)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, Warning, Image.DecompressionBombError) as error:
        # What Pillow raises on a hostile file is of many kinds; all mean that it cannot be read.
        raise damaged_picture() from error


def _page(frame: Image.Image) -> TiffPage:
    across, up = _dpi(frame)
    frame.load()  # turns it upright, by which width and height may change places
    size = (frame.width * 72 / across, frame.height * 72 / up)
    if frame.mode == "1":
        return TiffPage(zlib.compress(frame.tobytes(), 9), jpeg=False, pixels=frame.size, size=size)
    buffer = BytesIO()
    _flat(frame).save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return TiffPage(buffer.getvalue(), jpeg=True, pixels=frame.size, size=size)


def _dpi(frame: Image.Image) -> tuple[float, float]:
    """Return how many pixels go in an inch, each way; what cannot be is taken for the usual of a scanner."""
    given = frame.info.get("dpi", ())
    across, up = (float(each) for each in given) if len(given) == 2 else (0.0, 0.0)
    if not (_LEAST_DPI <= across <= _MOST_DPI and _LEAST_DPI <= up <= _MOST_DPI):
        return USUAL_DPI, USUAL_DPI
    return across, up


def _flat(frame: Image.Image) -> Image.Image:
    """Return a picture in grey or colour of eight bits, transparent parts on white."""
    if frame.mode.startswith(("I", "F")):
        return frame.convert("I").point(lambda level: level / 256).convert("L")
    if "A" in frame.getbands():
        layer = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), layer).convert("RGB")
    return frame.convert("L" if frame.mode in _GREYS else "RGB")
