"""Papers as they come out of a scanner."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from portfolio_app.documents.specimens.papers import Paper, Specimen
from portfolio_app.documents.specimens.printing import printed

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a paper goes through a scanner.

    Attributes:
        dpi: dots per inch.
        tilt: how far askew the paper lay, in degrees, counter-clockwise.
        turned: the image is kept lying on its side, with an EXIF note how to turn it; only for JPEG.
        grain: how much the light varies from dot to dot.
        quality: of the JPEG, up to 95; more is bigger.
        image_format: JPEG or PNG.
    """

    dpi: int = 150
    tilt: float = 0.8
    turned: bool = False
    grain: int = 10
    quality: int = 82
    image_format: str = "JPEG"

    def scan(self, paper: Paper) -> Specimen:
        """Return the first page of a paper as an image; there is no text in it for a program."""
        sheet = _askew(_rendered(printed(paper).content, self.dpi), self.tilt)
        sheet = _grained(sheet, self.grain, random.Random("|".join(paper.words())))  # noqa: S311 - grain is no secret
        return Specimen(self._encoded(sheet), f"image/{self.image_format.lower()}", 1, "")

    def _encoded(self, sheet: Image) -> bytes:
        from PIL import Image

        buffer = io.BytesIO()
        resolution = (self.dpi, self.dpi)
        if self.image_format == "PNG":
            sheet.convert("L").quantize(16).save(buffer, "PNG", dpi=resolution, optimize=False)
        elif self.turned:
            exif = Image.Exif()
            exif[_EXIF_ORIENTATION] = _TURN_RIGHT_TO_VIEW
            lying = sheet.transpose(Image.Transpose.ROTATE_90)
            lying.save(buffer, "JPEG", quality=self.quality, dpi=resolution, exif=exif)
        else:
            sheet.save(buffer, "JPEG", quality=self.quality, dpi=resolution)
        return buffer.getvalue()


def remarked(jpeg: bytes, remark: str) -> bytes:
    """Return the same JPEG with a remark in it: another file, as far as its bytes tell."""
    words = remark.encode()
    segment = _JPEG_COMMENT + (len(words) + 2).to_bytes(2, "big") + words
    return jpeg[: len(_JPEG_START)] + segment + jpeg[len(_JPEG_START) :]


_JPEG_START: Final = b"\xff\xd8"
_JPEG_COMMENT: Final = b"\xff\xfe"
_EXIF_ORIENTATION: Final = 0x0112
_TURN_RIGHT_TO_VIEW: Final = 6


def _rendered(pdf: bytes, dpi: int) -> Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image = document[0].render(scale=dpi / _POINTS_PER_INCH).to_pil()
        return image.convert("RGB")
    finally:
        document.close()


def _askew(sheet: Image, degrees: float) -> Image:
    from PIL import Image

    return sheet.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=(228, 227, 222))


def _grained(sheet: Image, amount: int, chance: random.Random) -> Image:
    """Return the sheet with the grain of a scanner's lamp and the yellow of office paper."""
    from PIL import Image, ImageChops

    width, height = sheet.size[0] // 2, sheet.size[1] // 2
    grain = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    grain = grain.point([value * amount // 255 for value in range(256)]).resize(sheet.size)
    paper = Image.new("RGB", sheet.size, (250, 248, 242))
    return ImageChops.subtract(ImageChops.multiply(sheet, paper), Image.merge("RGB", (grain, grain, grain)))
