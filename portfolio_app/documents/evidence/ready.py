"""Pages of evidence taken apart into objects that a file of another only needs to number.

To read a PDF and to copy its pages into another costs a millisecond a page, at each export. So it is done once, when
the evidence is taken in. Kept is each object as PDF source, cut where it refers to another, and the digest of all that
it shows (see `documents.verifying.digests`): by that, what two files have in common goes into a dossier once, and the
seal of the dossier needs not look at it again.

The form is a mark, the length of the header, the header as JSON, and the content of all streams behind each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Name, Object, Pdf, Stream

from portfolio_app.documents.evidence.sanitise import damaged
from portfolio_app.documents.verifying.digests import Digester, Number, apart

_MARK: Final = b"VAKPAGES1\n"
_LENGTH: Final = 8
_SOURCE_ENCODING: Final = "latin-1"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page: its size in points, the box of its own coordinates (left, bottom, right, top), and its object."""

    width: float
    height: float
    box: Box
    item: int


@dataclass(frozen=True, slots=True)
class ReadyObject:
    """An object.

    Attributes:
        pieces: its PDF source, cut where it refers to another object; of a stream its dictionary.
        references: the objects referred to, one less than there are pieces.
        digest: of all that it shows; empty when that depends on what refers to it.
        content: of a stream, as its filter expects it; None when it is no stream.
    """

    pieces: tuple[bytes, ...]
    references: tuple[int, ...]
    digest: bytes
    content: memoryview | None

    def source(self, references: Sequence[bytes]) -> bytes:
        """Return its PDF source when the objects, in their order, are referred to by these."""
        if not self.references:
            return self.pieces[0]
        parts = [self.pieces[0]]
        for number, piece in zip(self.references, self.pieces[1:], strict=True):
            parts += [references[number], piece]
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class ReadyPages:
    """Pages and the objects that they are made of; `rendered` when they are pictures of the original's."""

    rendered: bool
    pages: tuple[ReadyPage, ...]
    objects: tuple[ReadyObject, ...]


def read_ready(content: bytes) -> ReadyPages:
    """Return what `taken_apart` made.

    Raises:
        EvidenceRefusedError: it is not that.
    """
    try:
        if not content.startswith(_MARK):
            raise damaged()
        start = len(_MARK) + _LENGTH
        end = start + int.from_bytes(content[len(_MARK) : start], "big")
        header = json.loads(content[start:end])
        streams = memoryview(content)[end:]
        objects = tuple(_object_from(each, streams) for each in header["objects"])
        pages = tuple(ReadyPage(width, height, tuple(box), item) for width, height, box, item in header["pages"])
        return ReadyPages(header["rendered"], pages, objects)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged() from error


def _object_from(facts: list[Any], streams: memoryview) -> ReadyObject:
    pieces, references, digest, place = facts
    return ReadyObject(
        tuple([piece.encode(_SOURCE_ENCODING) for piece in pieces]),
        tuple(references),
        bytes.fromhex(digest),
        None if place is None else streams[place[0] : place[0] + place[1]],
    )


def taken_apart(prepared: bytes, *, rendered: bool) -> bytes:
    """Return the pages of a prepared PDF as objects.

    Args:
        prepared: a PDF that is harmless and archival.
        rendered: whether its pages are pictures of the original's.

    Raises:
        EvidenceRefusedError: it cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(prepared), inherit_page_attributes=True) as source:
            units = [float(page.obj.get("/UserUnit", 1)) for page in source.pages]
            carrier = _as_forms(source)
        with pikepdf.open(BytesIO(carrier)) as forms:
            return _written(forms, units, rendered=rendered)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise damaged() from error


def _as_forms(source: Pdf) -> bytes:
    """Return a PDF that holds each page as a form that another page can draw."""
    with pikepdf.new() as carrier:
        forms = [carrier.copy_foreign(page.as_form_xobject()) for page in source.pages]
        carrier.Root.Forms = Array(forms)
        buffer = BytesIO()
        carrier.save(
            buffer,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=True,
            deterministic_id=True,
        )
        return buffer.getvalue()


def _written(forms: Pdf, units: list[float], *, rendered: bool) -> bytes:
    roots = list(forms.Root.Forms)
    order, in_circles = _reached(forms, [root.objgen for root in roots])
    at = {number: index for index, number in enumerate(order)}
    digester = Digester(forms, {}, {})
    objects: list[list[object]] = []
    streams: list[bytes] = []
    size = 0
    for number in order:
        item = forms.get_object(number)
        if isinstance(item, Stream):
            _unfilter_empty(item)
        pieces, references = apart(_source(item))
        place = None
        if isinstance(item, Stream):
            streams.append(item.read_raw_bytes())
            place = [size, len(streams[-1])]
            size += len(streams[-1])
        words = [piece.decode(_SOURCE_ENCODING) for piece in pieces]
        digest = "" if in_circles else digester.of_value(item)
        objects.append([words, [at[each] for each in references], digest, place])
    pages = []
    for root, unit in zip(roots, units, strict=True):
        box = _shown_box(root)
        pages.append([(box[2] - box[0]) * unit, (box[3] - box[1]) * unit, box, at[root.objgen]])
    facts = {"rendered": rendered, "pages": pages, "objects": objects}
    header = json.dumps(facts, separators=(",", ":")).encode("ascii")
    return b"".join([_MARK, len(header).to_bytes(_LENGTH, "big"), header, *streams])


def _unfilter_empty(stream: Stream) -> None:
    """Take the filter from a stream that holds nothing: nothing is not what a filter makes of nothing."""
    if not stream.read_raw_bytes():
        for key in (Name.Filter, Name.DecodeParms):
            if key in stream:
                del stream[key]


def _source(item: Object) -> bytes:
    return item.stream_dict.unparse() if isinstance(item, Stream) else item.unparse(resolved=True)


def _reached(pdf: Pdf, roots: list[Number]) -> tuple[list[Number], bool]:
    """Return the numbers of some objects and all that they refer to; and whether any of those leads back to itself."""
    order: list[Number] = []
    open_or_done: dict[Number, bool] = {}
    circles = False
    for root in roots:
        if root in open_or_done:
            continue
        open_or_done[root] = True
        order.append(root)
        path = [(root, iter(apart(_source(pdf.get_object(root)))[1]))]
        while path:
            number, left = path[-1]
            following = next(left, None)
            if following is None:
                open_or_done[number] = False
                path.pop()
            elif following not in open_or_done:
                open_or_done[following] = True
                order.append(following)
                path.append((following, iter(apart(_source(pdf.get_object(following)))[1])))
            elif open_or_done[following]:
                circles = True
    return order, circles


def _shown_box(form: Object) -> Box:
    """Return the box that a form covers when it is drawn, its own matrix applied."""
    left, bottom, right, top = (float(value) for value in form.BBox)
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
