"""The evidence on its way into a document: every picture and page as an object, each only once.

The objects are gathered in a file of their own while the text is being set, and move over when the text is done. What
certificates of one provider share (logos, fonts) is shared in the document too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Annex, AnnexMedia
from portfolio_app.documents.evidence.images import ImageFacts, image_facts
from portfolio_app.documents.evidence.kinds import media_of
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.evidence.prepare import prepare_pdf, was_rendered
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.evidence.sanitise import damaged
from portfolio_app.documents.pdf.image_objects import image_object

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
    """An annex that can be shown; `original` holds its bytes when they must travel along."""

    sheets: tuple[Sheet, ...]
    original: bytes | None


class Holder:
    """Holds the objects of all evidence of one document."""

    def __init__(self) -> None:
        self._pdf = pikepdf.new()
        self._objects: dict[str, Object] = {}
        self._exhibits: dict[str, Exhibit] = {}
        self._shared: dict[bytes, Object] = {}

    def close(self) -> None:
        """Let go of everything."""
        self._pdf.close()

    def take(self, annex: Annex) -> Exhibit:
        """Return an annex ready to be shown; an identical file is taken in once.

        Raises:
            VakdossierError: it cannot be read or shown, and why.
        """
        known = self._exhibits.get(annex.sha256)
        if known is None:
            known = self._exhibits[annex.sha256] = (
                self._take_pdf(annex) if annex.media is AnnexMedia.PDF else self._take_image(annex)
            )
        return known

    def object_in(self, target: Pdf, key: str, moved: dict[str, Object]) -> Object:
        """Return the object of a sheet within `target`; `moved` keeps those that are there."""
        if key not in moved:
            moved[key] = target.copy_foreign(self._objects[key])
        return moved[key]

    def _take_image(self, annex: Annex) -> Exhibit:
        content = _checked(annex, annex.read())
        facts = image_facts(content)
        key = f"image-{len(self._objects)}"
        try:
            self._objects[key] = self._pdf.make_indirect(image_object(self._pdf, content))
        except (OSError, SyntaxError, ValueError) as error:
            raise damaged() from error
        width, height = facts.upright_width / _PIXELS_PER_POINT, facts.upright_height / _PIXELS_PER_POINT
        return Exhibit((Sheet(width, height, key, None, facts),), None)

    def _take_pdf(self, annex: Annex) -> Exhibit:
        original: bytes | None = None
        if annex.prepared is not None:
            content = annex.prepared()
        else:
            original = _checked(annex, annex.read())
            content = prepare_pdf(original).content
        with _opened(content) as source:
            sheets = tuple(self._take_page(page) for page in source.pages)
            if not was_rendered(source):
                return Exhibit(sheets, None)
        return Exhibit(sheets, annex.read() if original is None else original)

    def _take_page(self, page: Page) -> Sheet:
        form = self._pdf.copy_foreign(page.as_form_xobject())
        self._share(form.get("/Resources"), 0)
        key = f"page-{len(self._objects)}"
        self._objects[key] = form
        box = _shown_box(form)
        unit = float(page.obj.get("/UserUnit", 1))
        return Sheet((box[2] - box[0]) * unit, (box[3] - box[1]) * unit, key, box, None)

    # Sharing

    def _share(self, resources: Object | None, depth: int) -> None:
        """Replace pictures and font files that were taken in before by those."""
        if not isinstance(resources, Dictionary) or depth > _DEEPEST:
            return
        drawn = resources.get("/XObject")
        if isinstance(drawn, Dictionary):
            for name in list(drawn.keys()):
                item = drawn[name]
                if not isinstance(item, Stream):
                    continue
                if item.get("/Subtype") == Name.Image:
                    drawn[name] = self._first_of(item)
                else:
                    self._share(item.get("/Resources"), depth + 1)
        fonts = resources.get("/Font")
        if isinstance(fonts, Dictionary):
            for name in list(fonts.keys()):
                self._share_font(fonts[name])

    def _share_font(self, font: Object) -> None:
        if not isinstance(font, Dictionary):
            return
        inner = font.get("/DescendantFonts")
        descendants = [each for each in inner if isinstance(each, Dictionary)] if isinstance(inner, Array) else []
        for each in (font, *descendants):
            descriptor = each.get("/FontDescriptor")
            if isinstance(descriptor, Dictionary):
                for name in _FONT_FILES:
                    if isinstance(descriptor.get(name), Stream):
                        descriptor[name] = self._first_of(descriptor[name])

    def _first_of(self, stream: Object) -> Object:
        description = bytes(stream.stream_dict.unparse(resolved=False)) if _is_flat(stream.stream_dict) else None
        if description is None:
            return stream
        key = hashlib.sha256(description + stream.read_raw_bytes()).digest()
        return self._shared.setdefault(key, stream)


def _is_flat(dictionary: Object) -> bool:
    """Return whether a dictionary refers to nothing else, so that its own bytes tell all of it."""
    return not any(
        getattr(value, "is_indirect", False)  # numbers and the like come as plain Python
        for value in (dictionary[key] for key in dictionary.keys())  # noqa: SIM118 - a pikepdf dictionary iterates otherwise
    )


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
