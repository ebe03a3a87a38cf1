"""The evidence on its way into a document: every picture and page an object of the file, each only once.

Evidence is read, written and forgotten, one file after another. What certificates of one provider share (logos, fonts)
is shared in the document too.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import PAGED, Annex, AnnexMedia
from portfolio_app.documents.evidence.images import ImageFacts, image_facts
from portfolio_app.documents.evidence.kinds import media_of
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.evidence.ready import Box, ReadyPages, read_ready
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import damaged
from portfolio_app.documents.pdf.attaching import AttachedFiles, StoredFile
from portfolio_app.documents.pdf.image_objects import ImageParts, image_parts, jpeg_entries
from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.pdf.scaling import Resolution, smaller_pages, smaller_picture
from portfolio_app.documents.pdf.source import reference

_PIXELS_PER_POINT: Final = 100 / 72
_BEGINNING: Final = 64 * 1024
_WORTH_WAITING: Final = 64 * 1024
"""What is smaller is read once, and kept until it is written."""

_WRONG_KIND: Final = Text(
    "De inhoud is niet van het soort dat is opgegeven.", "The content is not of the kind that was stated."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of evidence: its width and height in points at natural size, and the number of the object that shows it.

    `form` is the box of a page's own coordinates (left, bottom, right, top); None for a picture, whose facts then say
    how it is turned upright.
    """

    width: float
    height: float
    number: int
    form: Box | None
    facts: ImageFacts | None

    def matrix(self, left: float, bottom: float, width: float, height: float) -> str:
        """Return the matrix, as PDF numbers, that puts the sheet into a box."""
        if self.facts is not None:
            return self.facts.placement(left, bottom, width, height)
        x0, y0, x1, y1 = self.form or (0.0, 0.0, self.width, self.height)
        across, up = width / (x1 - x0), height / (y1 - y0)
        return f"{across:.6f} 0 0 {up:.6f} {left - x0 * across:.3f} {bottom - y0 * up:.3f}"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An annex that can be shown; `original` is the file itself when it must travel along."""

    sheets: tuple[Sheet, ...]
    original: StoredFile | None


class Holder:
    """Puts the evidence of one document into its file.

    Args:
        objects: the file that is being written.
        files: what travels inside it.
        at_once: read every piece of evidence whole before its page is made.
        resolution: how fine scans are to be at most; as they are when None.

    Attributes:
        digests: of the pages of evidence, by the numbers of their objects: what a seal needs not reckon again.
    """

    def __init__(
        self, objects: Objects, files: AttachedFiles, *, at_once: bool, resolution: Resolution | None = None
    ) -> None:
        self._objects = objects
        self._files = files
        self._at_once = at_once
        self._resolution = resolution
        self._exhibits: dict[str, Exhibit] = {}
        self._shared: dict[bytes, int] = {}
        self.digests: dict[int, bytes] = {}

    def take(self, annex: Annex) -> Exhibit:
        """Return an annex ready to be shown; an identical file is taken in once.

        Raises:
            VakdossierError: it cannot be read or shown, and why.
        """
        known = self._exhibits.get(annex.sha256)
        if known is None:
            known = self._exhibits[annex.sha256] = (
                self._take_pages(annex) if annex.media in PAGED else self._take_image(annex)
            )
        return known

    def _take_image(self, annex: Annex) -> Exhibit:
        waiting = None if self._at_once or self._resolution else self._put_waiting(annex)
        number, facts = waiting or self._put_image(annex)
        return Exhibit((Sheet(*_natural_size(facts), number, None, facts),), None)

    def _put_waiting(self, annex: Annex) -> tuple[int, ImageFacts] | None:
        """Put a JPEG that is taken over as it is, by its beginning; None when that does not tell enough."""
        if annex.open is None or annex.media is not AnnexMedia.JPEG:
            return None
        with annex.open() as file:
            beginning, size = file.read(_BEGINNING), file.seek(0, os.SEEK_END)
        try:
            facts = image_facts(beginning)
        except EvidenceRefusedError:
            return None
        if facts.media is not AnnexMedia.JPEG or not facts.as_it_is or not _WORTH_WAITING < size <= MAX_FILE_BYTES:
            return None
        number = self._objects.new_number()
        self._objects.put_later(number, jpeg_entries(facts), size, bytes.fromhex(annex.sha256), annex.read)
        return number, facts

    def _put_image(self, annex: Annex) -> tuple[int, ImageFacts]:
        content = _checked(annex, annex.read())
        facts = image_facts(content)
        try:
            parts = self._smaller(content, facts) or image_parts(content)
        except (OSError, SyntaxError, ValueError) as error:
            raise damaged() from error
        number = self._objects.new_number()
        sha256 = bytes.fromhex(annex.sha256) if parts.content is content else b""
        self._objects.put_stream(number, parts.entries, parts.content, sha256)
        return number, facts

    def _smaller(self, content: bytes, facts: ImageFacts) -> ImageParts | None:
        if self._resolution is None:
            return None
        made = smaller_picture(content, self._resolution.most_pixels(*_natural_size(facts)))
        if made is None:
            return None
        packed, width, height, components = made
        return ImageParts(jpeg_entries(replace(facts, width=width, height=height, components=components)), packed)

    def _take_pages(self, annex: Annex) -> Exhibit:
        if annex.prepared is not None:
            ready = read_ready(annex.prepared())
            original = annex.read() if ready.rendered else b""
        else:
            # The check whether a file is archival takes long to load, and what the vault gives is ready.
            from portfolio_app.documents.evidence.prepare import prepare

            original = _checked(annex, annex.read())
            ready = read_ready(prepare(original, annex.media).ready())
        # Text of which a picture is shown, because the PDF could not be taken over, is no scan.
        scanned = not ready.rendered or annex.media is not AnnexMedia.PDF
        if self._resolution is not None and scanned:
            ready = smaller_pages(ready, self._resolution)
        numbers = self._put(ready)
        sheets = tuple(Sheet(each.width, each.height, numbers[each.item], each.box, None) for each in ready.pages)
        # Who asks for smaller scans is not given them at full size as well: they stay in the vault.
        along = ready.rendered and not (self._resolution and scanned)
        return Exhibit(sheets, self._files.store(annex.media.value, original) if along else None)

    def _put(self, ready: ReadyPages) -> list[int]:
        """Write the objects that are not in the file; return the numbers of all."""
        objects, shared = self._objects, self._shared
        numbers, fresh = [], []
        for item in ready.objects:
            number = shared.get(item.digest) if item.digest else None
            if number is None:
                number = objects.new_number()
                fresh.append((number, item))
                if item.digest:
                    shared[item.digest] = number
            numbers.append(number)
        references = [reference(number) for number in numbers]
        for number, item in fresh:
            source = item.source(references)
            if item.content is None:
                objects.put(number, source)
            else:
                mark = item.digest or hashlib.sha256(item.content).digest()
                objects.put_sized_stream(number, source, item.content, mark)
        # Of whole pages that is enough; where one was changed, of what it holds too.
        whole = all(ready.objects[page.item].digest for page in ready.pages)
        for index in [page.item for page in ready.pages] if whole else range(len(numbers)):
            digest = ready.objects[index].digest
            if digest:
                self.digests[numbers[index]] = digest
        return numbers


def _natural_size(facts: ImageFacts) -> tuple[float, float]:
    return facts.upright_width / _PIXELS_PER_POINT, facts.upright_height / _PIXELS_PER_POINT


def _checked(annex: Annex, content: bytes) -> bytes:
    if len(content) > MAX_FILE_BYTES:
        raise EvidenceRefusedError(
            Text("Het bestand is groter dan {limit} MB.", "The file is larger than {limit} MB.").fill(
                limit=MAX_FILE_BYTES // 1_000_000
            )
        )
    if media_of(content) is not annex.media:
        raise EvidenceRefusedError(_WRONG_KIND)
    return content
