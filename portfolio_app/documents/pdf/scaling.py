"""Scans with fewer pixels, for a dossier that would be too large to send; the originals stay as they are elsewhere.

Only pictures in grey or colour are touched: they are what makes a file large, and lose nothing that is seen on paper. A
picture is never made larger, and is left alone when fewer pixels would not make it smaller.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from PIL import Image

from portfolio_app.documents.evidence.limits import MAX_IMAGE_PIXELS
from portfolio_app.documents.evidence.ready import ReadyObject, ReadyPages
from portfolio_app.documents.pdf.placing import place_of

_QUALITY: Final = 82
_POINTS_PER_INCH: Final = 72.0
_WORTH_IT: Final = 0.9
"""A picture keeps its pixels when fewer would not make it smaller than this share."""

_PICTURE: Final = (b"/Subtype /Image", b"/Filter /DCTDecode", b"/BitsPerComponent 8")
_BEYOND_US: Final = (b"/Decode", b"/ImageMask", b"/Mask [", b"/Alternates")
_WIDTH: Final = re.compile(rb"/Width (\d+)")
_HEIGHT: Final = re.compile(rb"/Height (\d+)")
_LENGTH: Final = re.compile(rb"/Length (\d+)")


@dataclass(frozen=True, slots=True)
class Resolution:
    """How fine scans are on the page: so many pixels to an inch of it at most."""

    dpi: int

    def most_pixels(self, width: float, height: float) -> tuple[float, float]:
        """Return the pixels along both sides of a sheet of this size in points, as it is placed on its page."""
        place = place_of(width, height)
        return place.width * self.dpi / _POINTS_PER_INCH, place.height * self.dpi / _POINTS_PER_INCH


def smaller_picture(content: bytes, most: tuple[float, float]) -> tuple[bytes, int, int, int] | None:
    """Return a PNG or JPEG with fewer pixels, as a JPEG: its bytes, width, height, and components.

    Args:
        content: the picture.
        most: how many pixels there may be along its sides, whichever way it is turned.

    Returns:
        None when the picture is to stay as it is: fine enough, not of grey or colour, or not smaller in the end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as source:
                scale = _scale(source.size, most)
                if scale >= 1 or source.mode not in {"L", "RGB"} or "transparency" in source.info:
                    return None
                if source.width * source.height > MAX_IMAGE_PIXELS:
                    return None
                size = (max(1, round(source.width * scale)), max(1, round(source.height * scale)))
                made = source.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        # What cannot be read here is judged, and refused by name, where it is placed.
        return None
    buffer = BytesIO()
    made.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    packed = buffer.getvalue()
    if len(packed) > _WORTH_IT * len(content):
        return None
    return packed, *size, len(made.getbands())


def smaller_pages(ready: ReadyPages, resolution: Resolution) -> ReadyPages:
    """Return pages whose scans have no more pixels than are wanted; what holds a changed one has no digest any more."""
    most = _most_of_pictures(ready, resolution)
    changed = dict(_smaller_objects(ready, most))
    if not changed:
        return ready
    stale = _holders(ready, changed)
    objects = tuple(
        replace(changed.get(index, item), digest=b"") if index in stale else item
        for index, item in enumerate(ready.objects)
    )
    return replace(ready, objects=objects)


def _scale(size: tuple[int, int], most: tuple[float, float]) -> float:
    """Return the share of its pixels along a side that a picture keeps; it may lie on its side."""
    return max(wanted / there for wanted, there in zip(sorted(most), sorted(size), strict=True))


def _most_of_pictures(ready: ReadyPages, resolution: Resolution) -> dict[int, tuple[float, float]]:
    """Return for each object that is on a page the pixels that it may have there, on the page where that is most."""
    most: dict[int, tuple[float, float]] = {}
    for page in ready.pages:
        wanted = resolution.most_pixels(page.width, page.height)
        for index in _reached(ready, page.item):
            known = most.get(index, (0.0, 0.0))
            most[index] = max(known, wanted, key=lambda each: each[0] * each[1])
    return most


def _reached(ready: ReadyPages, start: int) -> Iterable[int]:
    found: dict[int, None] = {}
    waiting = [start]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found[index] = None
            waiting += ready.objects[index].references
    return found


def _smaller_objects(ready: ReadyPages, most: Mapping[int, tuple[float, float]]) -> Iterator[tuple[int, ReadyObject]]:
    for index, wanted in most.items():
        item = ready.objects[index]
        source = b"\x00".join(item.pieces)
        if item.content is None or not _is_picture(source):
            continue
        made = smaller_picture(bytes(item.content), wanted)
        if made is not None:
            content, width, height, _ = made
            for pattern, value in ((_WIDTH, width), (_HEIGHT, height), (_LENGTH, len(content))):
                source = pattern.sub(pattern.pattern.split(b" ")[0] + b" %d" % value, source)
            yield index, replace(item, pieces=tuple(source.split(b"\x00")), content=memoryview(content))


def _is_picture(source: bytes) -> bool:
    named_once = all(len(pattern.findall(source)) == 1 for pattern in (_WIDTH, _HEIGHT, _LENGTH))
    wanted = all(words in source for words in _PICTURE)
    return wanted and named_once and not any(words in source for words in _BEYOND_US)


def _holders(ready: ReadyPages, changed: Iterable[int]) -> set[int]:
    """Return the changed objects with all that refers to them, however far away."""
    above: dict[int, list[int]] = {}
    for index, item in enumerate(ready.objects):
        for reference in item.references:
            above.setdefault(reference, []).append(index)
    found: set[int] = set()
    waiting = [*changed]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting += above.get(index, [])
    return found
