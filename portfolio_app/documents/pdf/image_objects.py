"""Pictures as objects of the file: taken over as they are where that is possible, else decoded once."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms

from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.images import PNG_SIGNATURE, ImageFacts, image_facts
from portfolio_app.documents.pdf.source import Entry, array, byte_string, dictionary

_JPEG_QUALITY: Final = 90
_COLOUR_SPACES: Final = {1: b"/DeviceGray", 3: b"/DeviceRGB"}


@dataclass(frozen=True, slots=True)
class ImageParts:
    """An image object taken apart: the entries of its dictionary, and its bytes as its filter expects them."""

    entries: tuple[Entry, ...]
    content: bytes


def image_parts(content: bytes) -> ImageParts:
    """Return what an image object for the bytes of a PNG or JPEG is made of.

    Raises:
        EvidenceRefusedError: the picture is damaged or too large.
        OSError: Pillow cannot read it.
    """
    facts = image_facts(content)
    if not facts.as_it_is:
        return _decoded(content)
    return ImageParts(jpeg_entries(facts), content) if facts.media is AnnexMedia.JPEG else _png(content, facts)


def jpeg_entries(facts: ImageFacts) -> tuple[Entry, ...]:
    """Return the entries of the dictionary of a JPEG that is taken over as it is."""
    return _entries(facts.width, facts.height, 8, _COLOUR_SPACES[facts.components], b"/DCTDecode")


def _png(content: bytes, facts: ImageFacts) -> ImageParts:
    depth, palette, data = content[24], b"", []
    for kind, chunk in _png_chunks(content):
        if kind == b"PLTE":
            palette = chunk
        elif kind == b"IDAT":
            data.append(chunk)
    indexed = content[25] == 3
    space = _COLOUR_SPACES[facts.components]
    if indexed:
        space = array([b"/Indexed", b"/DeviceRGB", b"%d" % (len(palette) // 3 - 1), byte_string(palette)])
    entries = _entries(facts.width, facts.height, depth, space, b"/FlateDecode")
    packing = [
        (b"Predictor", b"15"),
        (b"Colors", b"%d" % facts.components),
        (b"BitsPerComponent", b"%d" % depth),
        (b"Columns", b"%d" % facts.width),
    ]
    return ImageParts((*entries, (b"DecodeParms", dictionary(packing))), b"".join(data))


def _png_chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        chunks.append((kind, content[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks


def _decoded(content: bytes) -> ImageParts:
    picture = decode(content)
    if content.startswith(PNG_SIGNATURE):
        packed = zlib.compress(picture.tobytes(), 6)
        return ImageParts(_entries(picture.width, picture.height, 8, b"/DeviceRGB", b"/FlateDecode"), packed)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return ImageParts(_entries(picture.width, picture.height, 8, b"/DeviceRGB", b"/DCTDecode"), buffer.getvalue())


def decode(content: bytes) -> Image.Image:
    """Return the pixels of a picture as sRGB, transparent parts on white; EXIF orientation is not applied.

    Raises:
        OSError: Pillow cannot read it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture: Image.Image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        picture.load()
    if picture.mode == "CMYK":
        return _from_cmyk(picture)
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda level: level / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")


def _from_cmyk(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:
            return picture.convert("RGB")
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _entries(width: int, height: int, depth: int, space: bytes, packing: bytes) -> tuple[Entry, ...]:
    return (
        (b"Type", b"/XObject"),
        (b"Subtype", b"/Image"),
        (b"Width", b"%d" % width),
        (b"Height", b"%d" % height),
        (b"BitsPerComponent", b"%d" % depth),
        (b"ColorSpace", space),
        (b"Filter", packing),
    )
