"""The evidence on its way into a document: every picture and page as an object, each only once.

The objects are gathered in a file of their own while the text is being set, and move over when the text is done. What
certificates of one provider share (logos, fonts) is shared in the document too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import PAGED, Annex, AnnexMedia
from portfolio_app.documents.evidence.images import ImageFacts, image_facts
from portfolio_app.documents.evidence.kinds import media_of
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.evidence.prepare import prepare, was_rendered
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import damaged
from portfolio_app.documents.pdf.conform import Contents
from portfolio_app.documents.pdf.deferred import LARGE, DeferredStreams, is_put_off, without_length
from portfolio_app.documents.pdf.image_objects import image_description, image_parts

Reread = Callable[[], bytes]

_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST: Final = 12
_PIXELS_PER_POINT: Final = 100 / 72

_WRONG_KIND: Final = Text(
    "De inhoud is niet van het soort dat is opgegeven.", "The content is not of the kind that was given."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of evidence: its width and height in points at natural size, and the object that shows it.

    `form` is the box of a page's own coordinates (left, bottom, right, top); None for a picture, whose facts then say
    how it is turned upright.
    """

    width: float
    height: float
    key: str
    form: tuple[float, float, float, float] | None
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
    original: Contents | None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the streams of a page come from: the prepared PDF, and the hash of the evidence that it was made of."""

    reread: Reread
    owner: str


class Holder:
    """Holds the objects of all evidence of one document; large streams are put off until the file is written."""

    def __init__(self, deferred: DeferredStreams) -> None:
        self._pdf = pikepdf.new()
        self._deferred = deferred
        self._objects: dict[str, Object] = {}
        self._exhibits: dict[str, Exhibit] = {}
        self._shared: dict[tuple[bytes, bytes], Object] = {}
        self._reread = _LastRead()

    def close(self) -> None:
        """Let go of everything."""
        self._reread.close()
        self._pdf.close()

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

    def object_in(self, target: Pdf, key: str, moved: dict[str, Object]) -> Object:
        """Return the object of a sheet within `target`; `moved` keeps those that are there."""
        if key not in moved:
            moved[key] = target.copy_foreign(self._objects[key])
        return moved[key]

    def _take_image(self, annex: Annex) -> Exhibit:
        exhibit = self._by_head(annex)
        if exhibit is not None:
            return exhibit
        content = _checked(annex, annex.read())
        facts = image_facts(content)
        try:
            parts = image_parts(content)
        except (OSError, SyntaxError, ValueError) as error:
            raise damaged() from error
        if len(parts.content) > LARGE:
            made = self._deferred.placeholder(
                self._pdf, parts.description, lambda: image_parts(annex.read()).content, owner=annex.sha256
            )
        else:
            made = Stream(self._pdf, parts.content)
            made.stream_dict = parts.description
        return self._exhibited(made, facts)

    def _by_head(self, annex: Annex) -> Exhibit | None:
        """Return a picture that stands in the file as it is, without reading all of it; None for any other."""
        head = annex.head() if annex.head is not None and annex.media is AnnexMedia.JPEG else b""
        try:
            facts = image_facts(head)
        except EvidenceRefusedError:
            return None
        if facts.media is not annex.media or not facts.as_it_is or len(head) <= LARGE:
            return None
        made = self._deferred.placeholder(
            self._pdf,
            image_description(facts),
            lambda: _checked(annex, annex.read()),
            owner=annex.sha256,
            sha256=bytes.fromhex(annex.sha256),
        )
        return self._exhibited(made, facts)

    def _exhibited(self, picture: Object, facts: ImageFacts) -> Exhibit:
        key = f"image-{len(self._objects)}"
        self._objects[key] = self._pdf.make_indirect(picture)
        width, height = facts.upright_width / _PIXELS_PER_POINT, facts.upright_height / _PIXELS_PER_POINT
        return Exhibit((Sheet(width, height, key, None, facts),), None)

    def _take_pages(self, annex: Annex) -> Exhibit:
        if annex.prepared is not None:
            reread = annex.prepared
            content = reread()
        else:
            content = prepare(_checked(annex, annex.read()), annex.media).content

            def reread() -> bytes:
                return content

        with _opened(content) as source:
            sheets = tuple(self._take_page(page, reread, annex.sha256) for page in source.pages)
            original = Contents.of(annex.read, annex.sha256) if was_rendered(source) else None
        return Exhibit(sheets, original)

    def _take_page(self, page: Page, reread: Reread, owner: str) -> Sheet:
        form = self._pdf.copy_foreign(page.as_form_xobject())
        self._share(form.get("/Resources"), _Origin(reread, owner), 0)
        key = f"page-{len(self._objects)}"
        self._objects[key] = form
        box = _shown_box(form)
        unit = float(page.obj.get("/UserUnit", 1))
        return Sheet((box[2] - box[0]) * unit, (box[3] - box[1]) * unit, key, box, None)

    # Sharing

    def _share(self, resources: Object | None, origin: _Origin, depth: int) -> None:
        """Replace pictures and font files that were taken in before by those, and large ones by placeholders."""
        if not isinstance(resources, Dictionary) or depth > _DEEPEST:
            return
        drawn = resources.get("/XObject")
        if isinstance(drawn, Dictionary):
            for name in list(drawn.keys()):
                item = drawn[name]
                if not isinstance(item, Stream):
                    continue
                if item.get("/Subtype") == Name.Image:
                    drawn[name] = self._first_of(item, origin)
                else:
                    self._share(item.get("/Resources"), origin, depth + 1)
        fonts = resources.get("/Font")
        if isinstance(fonts, Dictionary):
            for name in list(fonts.keys()):
                self._share_font(fonts[name], origin)

    def _share_font(self, font: Object, origin: _Origin) -> None:
        if not isinstance(font, Dictionary):
            return
        inner = font.get("/DescendantFonts")
        descendants = [each for each in inner if isinstance(each, Dictionary)] if isinstance(inner, Array) else []
        for each in (font, *descendants):
            descriptor = each.get("/FontDescriptor")
            if isinstance(descriptor, Dictionary):
                for name in _FONT_FILES:
                    if isinstance(descriptor.get(name), Stream):
                        descriptor[name] = self._first_of(descriptor[name], origin)

    def _first_of(self, stream: Object, origin: _Origin) -> Object:
        """Return the object that holds the very same, taken in first."""
        description = stream.stream_dict
        if is_put_off(description):
            return stream
        if isinstance(description.get("/SMask"), Stream):
            description.SMask = self._first_of(description.SMask, origin)
        raw = stream.read_raw_bytes()
        digest = hashlib.sha256(raw).digest()
        key = (digest, description.unparse())
        known = self._shared.get(key)
        if known is None:
            known = stream
            if len(raw) > LARGE:
                known = self._deferred.placeholder(
                    self._pdf,
                    without_length(description),
                    lambda: self._reread.stream(origin.reread, digest),
                    owner=origin.owner,
                    sha256=digest,
                )
            self._shared[key] = known
        return known


class _LastRead:
    """The prepared PDF that a put-off stream was last taken from; its neighbours mostly come next."""

    def __init__(self) -> None:
        self._from: Reread | None = None
        self._pdf: Pdf | None = None
        self._streams: dict[bytes, Object] = {}

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()
        self._from, self._pdf, self._streams = None, None, {}

    def stream(self, reread: Reread, digest: bytes) -> bytes:
        if self._from is not reread:
            self.close()
            self._from, self._pdf = reread, pikepdf.open(BytesIO(reread()))
            streams = [item for item in self._pdf.objects if isinstance(item, Stream)]
            self._streams = {hashlib.sha256(item.read_raw_bytes()).digest(): item for item in streams}
        return self._streams[digest].read_raw_bytes()


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


@contextmanager
def _opened(content: bytes) -> Iterator[Pdf]:
    try:
        with pikepdf.open(BytesIO(content), inherit_page_attributes=True) as source:
            yield source
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise damaged() from error


def _shown_box(form: Object) -> tuple[float, float, float, float]:
    """Return the box that a form covers when it is drawn, its own matrix applied."""
    left, bottom, right, top = (float(value) for value in form.BBox)
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
