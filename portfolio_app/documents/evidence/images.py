"""What a PNG or JPEG is, read from its header without decoding it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.limits import MAX_IMAGE_PIXELS
from portfolio_app.documents.evidence.refusal import ASK_FOR_ANOTHER_COPY, EvidenceRefusedError

PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE: Final = b"\xff\xd8\xff"
TIFF_SIGNATURES: Final = (b"II*\0", b"MM\0*")

_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_FRAMES_PDF_CANNOT_SHOW: Final = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_MARKERS_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_ORIENTATION_TAG: Final = 0x0112
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})

# The matrix of each EXIF orientation, as shares of the width and height of the box: a b c d e f.
_ORIENTATIONS: Final = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture as its header describes it; width and height in pixels as stored, `components` per pixel.

    `orientation` is the EXIF number, 1 when there is none. `as_it_is` says whether a PDF can take the bytes over
    unchanged.
    """

    media: AnnexMedia
    width: int
    height: int
    components: int
    orientation: int
    as_it_is: bool

    @property
    def upright_width(self) -> int:
        """The width as a person sees it."""
        return self.height if self.orientation in _SIDEWAYS else self.width

    @property
    def upright_height(self) -> int:
        """The height as a person sees it."""
        return self.width if self.orientation in _SIDEWAYS else self.height

    def placement(self, left: float, bottom: float, width: float, height: float) -> str:
        """Return the matrix, as PDF numbers, that puts the picture upright into a box."""
        a, b, c, d, e, f = _ORIENTATIONS[self.orientation]
        numbers = (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
        return " ".join(f"{number:.3f}" for number in numbers)


def image_facts(content: bytes) -> ImageFacts:
    """Return what the header of a PNG or JPEG says.

    Raises:
        EvidenceRefusedError: it is neither, it is damaged, or it is too large to be handled.
    """
    if content.startswith(PNG_SIGNATURE):
        facts = _png_facts(content)
    elif content.startswith(JPEG_SIGNATURE):
        facts = _jpeg_facts(content)
    else:
        raise EvidenceRefusedError(
            Text("Dit is geen PNG- of JPEG-afbeelding.", "This is not a PNG or JPEG picture."), ASK_FOR_ANOTHER_COPY
        )
    check_pixels(facts.width, facts.height)
    return facts


def check_pixels(width: int, height: int) -> None:
    """Check that a picture is of a size that can be handled.

    Raises:
        EvidenceRefusedError: it is not.
    """
    if width < 1 or height < 1:
        raise damaged_picture()
    if width * height > MAX_IMAGE_PIXELS:
        raise EvidenceRefusedError(
            Text(
                "De afbeelding is te groot: {width} × {height} beeldpunten.",
                "The picture is too large: {width} × {height} pixels.",
            ).fill(width=width, height=height),
            Text("Sla de afbeelding kleiner op.", "Save the picture at a smaller size."),
        )


def damaged_picture() -> EvidenceRefusedError:
    """Return the refusal of a picture that cannot be read."""
    return EvidenceRefusedError(Text("De afbeelding is beschadigd.", "The picture is damaged."), ASK_FOR_ANOTHER_COPY)


def _png_facts(content: bytes) -> ImageFacts:
    if len(content) < 33 or content[12:16] != b"IHDR":
        raise damaged_picture()
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", content[16:29])
    components = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour)
    if components is None:
        raise damaged_picture()
    as_it_is = colour in (0, 2, 3) and depth <= 8 and not interlaced and b"tRNS" not in content[: content.find(b"IDAT")]
    return ImageFacts(AnnexMedia.PNG, width, height, components, 1, as_it_is)


def _jpeg_facts(content: bytes) -> ImageFacts:
    at, orientation = 2, 1
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise damaged_picture()
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _MARKERS_WITHOUT_LENGTH:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at + 4 : at + 2 + length]
        if marker == 0xE1 and segment.startswith(b"Exif\0\0"):
            orientation = _orientation(segment)
        elif marker in _FRAMES or marker in _FRAMES_PDF_CANNOT_SHOW:
            if len(segment) < 6:
                raise damaged_picture()
            depth, height, width, components = struct.unpack(">BHHB", segment[:6])
            as_it_is = marker in _FRAMES and depth == 8 and components in (1, 3)
            return ImageFacts(AnnexMedia.JPEG, width, height, components, orientation, as_it_is)
        elif marker in (0xD9, 0xDA):
            break
        at += 2 + length
    raise damaged_picture()


def _orientation(segment: bytes) -> int:
    """Return the orientation that an EXIF segment gives; an unreadable one turns nothing."""
    tiff = segment[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    (directory,) = struct.unpack(order + "I", tiff[4:8])
    if directory + 2 > len(tiff):
        return 1
    (entries,) = struct.unpack(order + "H", tiff[directory : directory + 2])
    for number in range(entries):
        entry = tiff[directory + 2 + number * 12 : directory + 14 + number * 12]
        if len(entry) < 12:
            return 1
        tag, _, _, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == _ORIENTATION_TAG:
            return value if value in _ORIENTATIONS else 1
    return 1
