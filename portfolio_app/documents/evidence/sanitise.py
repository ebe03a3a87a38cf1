"""A PDF of others made harmless: only what its pages show is copied into a new file; all that acts stays behind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.limits import (
    MAX_DECODED_BYTES,
    MAX_IMAGE_PIXELS,
    MAX_PAGE_POINTS,
    MAX_PDF_PAGES,
    MAX_STREAM_BYTES,
    MIN_PAGE_POINTS,
)
from portfolio_app.documents.evidence.refusal import ASK_FOR_ANOTHER_COPY, EvidenceRefusedError

_PAGE_KEYS: Final = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"}
)
_ACTIVE_ENTRIES: Final = ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Collection", "/JavaScript", "/URI")
_MARKS: Final = frozenset({b"BMC", b"BDC", b"EMC", b"MP", b"DP"})
_CHUNK: Final = 1 << 20
_LARGEST_RATIO_OTHERWISE: Final = 200

DROPPED_ACTIVE: Final = Text("Actieve inhoud is verwijderd.", "Active content was removed.")
FLATTENED: Final = Text(
    "Formuliervelden en aantekeningen zijn als tekst vastgelegd.", "Form fields and annotations were fixed as text."
)
ANNOTATIONS_LOST: Final = Text(
    "Aantekeningen konden niet worden overgenomen.", "Annotations could not be carried over."
)
REPAIRED: Final = Text(
    "Het bestand was licht beschadigd en is hersteld.", "The file was slightly damaged and was repaired."
)
XFA_DROPPED: Final = Text(
    "Het formulier is dynamisch (XFA); controleer of de waarden zichtbaar zijn.",
    "The form is dynamic (XFA); check that its values are visible.",
)


@dataclass(frozen=True, slots=True)
class HarmlessPdf:
    """Pages of a PDF as a new file without anything that acts; `notes` say what was changed.

    `layered` says that the file has layers, some of which may be hidden: without them its pages would show too much.
    """

    content: bytes
    pages: int
    notes: tuple[Text, ...]
    layered: bool


def sanitise(content: bytes) -> HarmlessPdf:
    """Return the pages of a PDF as a new, harmless file.

    Raises:
        EvidenceRefusedError: encrypted, damaged, without pages, too large, or unfolding to far more than it seems.
    """
    with _opened(content) as source:
        _check_pages(source)
        _check_streams(source)
        notes = _flatten(source)
        if source.get_warnings():
            notes.append(REPAIRED)
        return _copied(source, notes)


@contextmanager
def _opened(content: bytes) -> Iterator[Pdf]:
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as source:
            yield source
    except pikepdf.PasswordError as error:
        raise EvidenceRefusedError(
            Text("Het bestand is met een wachtwoord beveiligd.", "The file is protected with a password."),
            Text("Sla een kopie zonder wachtwoord op.", "Save a copy without a password."),
        ) from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError, RecursionError) as error:
        # What pikepdf raises on a hostile file is of many kinds; all mean that its structure cannot be followed.
        raise damaged() from error


def damaged() -> EvidenceRefusedError:
    """Return the refusal of a file that cannot be read."""
    return EvidenceRefusedError(
        Text("Het bestand is beschadigd en kan niet worden gelezen.", "The file is damaged and cannot be read."),
        ASK_FOR_ANOTHER_COPY,
    )


def _check_pages(source: Pdf) -> None:
    count = len(source.pages)
    if count == 0:
        raise EvidenceRefusedError(
            Text("Het bestand heeft geen pagina's.", "The file has no pages."), ASK_FOR_ANOTHER_COPY
        )
    if count > MAX_PDF_PAGES:
        raise EvidenceRefusedError(
            Text("Het bestand heeft te veel pagina's: {count}.", "The file has too many pages: {count}.").fill(
                count=count
            ),
            Text("Splits het bestand.", "Split the file."),
        )
    for number, page in enumerate(source.pages, 1):
        left, bottom, right, top = (float(value) for value in page.mediabox)
        unit = float(page.obj.get("/UserUnit", 1))
        sides = (abs(right - left) * unit, abs(top - bottom) * unit)
        if not all(MIN_PAGE_POINTS <= side <= MAX_PAGE_POINTS for side in sides):
            raise EvidenceRefusedError(
                Text(
                    "Pagina {number} heeft een onmogelijk formaat: {width} × {height} punten.",
                    "Page {number} has an impossible size: {width} × {height} points.",
                ).fill(number=number, width=f"{sides[0]:.0f}", height=f"{sides[1]:.0f}"),
                ASK_FOR_ANOTHER_COPY,
            )


def _check_streams(source: Pdf) -> None:
    """Measure what every stream unfolds to, without unfolding it in memory."""
    total = 0
    for item in source.objects:
        if not isinstance(item, Stream):
            continue
        if item.get("/Subtype") == Name.Image:
            _check_image(item)
        size = _decoded_size(item)
        total += size
        if size > MAX_STREAM_BYTES or total > MAX_DECODED_BYTES:
            raise EvidenceRefusedError(
                Text(
                    "Het bestand ontvouwt zich tot veel meer dan het lijkt en is geweigerd.",
                    "The file unfolds to far more than it seems and was refused.",
                ),
                ASK_FOR_ANOTHER_COPY,
            )


def _check_image(image: Stream) -> None:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if width * height > MAX_IMAGE_PIXELS:
        raise EvidenceRefusedError(
            Text("Het bestand bevat een te grote afbeelding.", "The file contains a picture that is too large."),
            ASK_FOR_ANOTHER_COPY,
        )


def _decoded_size(stream: Stream) -> int:
    filters = stream.get("/Filter")
    names = [] if filters is None else list(filters) if isinstance(filters, Array) else [filters]
    raw = stream.read_raw_bytes()
    folded = [name for name in names if name in (Name.FlateDecode, Name.LZWDecode, Name.RunLengthDecode)]
    if folded == [Name.FlateDecode] and names[0] == Name.FlateDecode:
        return _inflated_size(raw)
    if not folded:
        return len(raw)
    # Rare: other or repeated compression. Its real size costs what the check is to spare, so the worst is assumed.
    worst: int = len(raw) * _LARGEST_RATIO_OTHERWISE ** len(folded)
    return worst


def _inflated_size(raw: bytes) -> int:
    inflater = zlib.decompressobj()
    size, rest = 0, raw
    try:
        while rest and size <= MAX_STREAM_BYTES:
            size += len(inflater.decompress(rest, _CHUNK))
            rest = inflater.unconsumed_tail
    except zlib.error:
        return size
    return size


def _flatten(source: Pdf) -> list[Text]:
    notes = []
    root = source.Root
    if any(key in root for key in _ACTIVE_ENTRIES if key != "/AcroForm") or any(
        "/AA" in page.obj for page in source.pages
    ):
        notes.append(DROPPED_ACTIVE)
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        notes.append(XFA_DROPPED)
    if any("/Annots" in page.obj for page in source.pages):
        try:
            if isinstance(form, Dictionary):
                source.generate_appearance_streams()
            source.flatten_annotations("all")
        except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError):
            notes.append(ANNOTATIONS_LOST)
        else:
            notes.append(FLATTENED)
    return notes


def _copied(source: Pdf, notes: list[Text]) -> HarmlessPdf:
    with pikepdf.new() as target:
        target.pages.extend(source.pages)
        for page in target.pages:
            for key in list(page.obj.keys()):
                if key not in _PAGE_KEYS:
                    del page.obj[key]
            _drop_page_marks(target, page)
        for item in target.objects:
            _drop_active(item)
        buffer = BytesIO()
        save_compactly(target, buffer)
        return HarmlessPdf(buffer.getvalue(), len(target.pages), tuple(notes), "/OCProperties" in source.Root)


def _drop_page_marks(target: Pdf, page: Page) -> None:
    """Take the marks of tagging out of a page: they would contradict the structure of the dossier around it."""
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    if isinstance(contents, Stream) and _may_be_marked(contents.read_bytes()):
        page.obj.Contents = Stream(target, _unmarked(page))


def _may_be_marked(content: bytes) -> bool:
    return any(operator in content for operator in _MARKS)


def _unmarked(source: Page | Stream) -> bytes:
    kept = [
        instruction for instruction in pikepdf.parse_content_stream(source) if bytes(instruction.operator) not in _MARKS
    ]
    return pikepdf.unparse_content_stream(kept)


def _drop_active(item: Object) -> None:
    """Take out what forms and pictures may carry besides what they show: alternates, scripts, metadata."""
    if not isinstance(item, Stream):
        return
    bare_filter(item)
    if item.get("/Subtype") == Name.Form and _may_be_marked(item.read_bytes()):
        item.write(_unmarked(item))
    for key in (
        "/OPI",
        "/Alternates",
        "/Ref",
        "/PS",
        "/Metadata",
        "/PieceInfo",
        "/StructParent",
        "/StructParents",
        "/AF",
        "/F",
    ):
        if key in item.stream_dict:
            del item.stream_dict[key]


def bare_filter(stream: Stream) -> None:
    """Write a filter that stands alone in an array as a bare name: qpdf would inflate and deflate the stream again."""
    filters = stream.get("/Filter")
    if isinstance(filters, Array) and len(filters) == 1:
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, Array) and len(parameters) == 1:
            stream.stream_dict.DecodeParms = parameters[0]
        stream.stream_dict.Filter = filters[0]


def save_compactly(pdf: Pdf, target: BytesIO) -> None:
    """Write a file compactly, streams as they are, the same bytes for the same content."""
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )
