"""What each part of a PDF shows, as one SHA-256 per part, so that a change can be named.

The digest of an object covers all that it refers to (the content of a page, its pictures, its fonts), whatever numbers
the objects have; a page that is referred to counts as its place. Signatures are left out, for they come afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from portfolio_app.common.text import Text
from portfolio_app.documents.verifying.chains import Chains, Parted
from portfolio_app.documents.verifying.refusal import UnreadableError
from portfolio_app.documents.verifying.telling import Stage, Tell, counted, tell_nobody

MAX_PAGES: Final = 20_000
MAX_OBJECTS: Final = 2_000_000
MAX_STREAM_BYTES: Final = 512_000_000
_MAX_ITEMS: Final = 50_000

Number = tuple[int, int]

_TOKEN: Final = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>|(?<![^\s\[<>/])(\d+) (\d+) R(?![^\s\]<>/])", re.DOTALL
)
APART: Final = frozenset({"/Type", "/Pages", "/AF", "/Names", "/StructTreeRoot"})
"""What of the catalog the mark of the whole document does not look at: it has marks of its own."""

PAGE_APART: Final = frozenset({"/Parent", "/Annots"})
"""The same of a page."""

TOO_LARGE: Final = Text(
    "Het bestand is groter of ingewikkelder dan een dossier ooit is.",
    "The file is larger or more intricate than a dossier ever is.",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The digests of all parts of a file, in hexadecimal.

    Attributes:
        pages: what each page shows.
        links: what lies on each page: links and fields.
        attachments: each attached file with its description, by its name.
        catalog: what holds for the whole document, by its key in the catalog.
        information: title, author and dates.
        structure: reading order and alternative texts.
        objects: how many numbers of objects there were.
    """

    pages: tuple[str, ...]
    links: tuple[str, ...]
    attachments: Mapping[str, str]
    catalog: Mapping[str, str]
    information: str
    structure: str
    objects: int


def marks_of(
    pdf: Pdf,
    *,
    leave_out: str = "",
    objects: int | None = None,
    place: Callable[[Sequence[str]], Mapping[int, int]] | None = None,
    tell: Tell = tell_nobody,
) -> Marks:
    """Return the digests of a file.

    Args:
        pdf: the file, open.
        leave_out: the name of an attachment that is not looked at.
        objects: how many objects the file had when it was sealed; those that it has now without it.
        place: given what each page shows, tells as which page a link to it counts; as itself without it.
        tell: is told how many pages were looked at.

    Raises:
        UnreadableError: it is larger or more intricate than a dossier ever is.
    """
    pages = pages_of(pdf)
    known = len(pdf.objects) + 1 if objects is None else objects
    fields = signature_fields(pdf)
    first = Digester(pdf, {page.obj.objgen: at for at, page in enumerate(pages)}, fields)
    shown = tuple(first.of_entries(page.obj, PAGE_APART) for page in counted(pages, Stage.PAGES, tell))
    digester = first
    if place is not None:
        places = place(shown)
        digester = Digester(pdf, {page.obj.objgen: places.get(at, -1 - at) for at, page in enumerate(pages)}, fields)
    return Marks(
        shown,
        tuple(digester.of_value(page.obj.get("/Annots")) for page in pages),
        dict(_attachments(pdf, digester, leave_out)),
        dict(_catalog(pdf, digester)),
        digester.of_value(pdf.trailer.get("/Info")),
        _structure(pdf, digester),
        known,
    )


def without_later_fields(pdf: Pdf, objects: int, place: Mapping[int, int]) -> tuple[dict[int, str], str]:
    """Return what lies on each page, and the form, as if no field for a signature had been added later.

    Args:
        pdf: the file.
        objects: how many objects it had when it was sealed.
        place: as which page a link to each page counts.
    """
    fields = signature_fields(pdf)
    pages = pages_of(pdf)
    digester = Digester(pdf, {page.obj.objgen: place.get(at, -1 - at) for at, page in enumerate(pages)}, fields)

    def earlier(values: Iterable[Object]) -> list[Object]:
        return [each for each in values if not (each.objgen in fields and each.objgen[0] >= objects)]

    links = {}
    for at, page in enumerate(pages):
        annotations = page.obj.get("/Annots")
        kept = earlier(annotations) if isinstance(annotations, Array) else None
        links[at] = digester.of_value(Array(kept) if kept else None)
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return links, ""
    others = Dictionary({key: value for key, value in form.items() if key not in {"/DR", "/DA", "/NeedAppearances"}})
    kept = earlier(form.get("/Fields", Array()))
    if not kept and not set(others.keys()) - {"/Fields", "/SigFlags"}:
        return links, ""
    others.Fields = Array(kept)
    return links, digester.of_value(others)


def pages_of(pdf: Pdf) -> list[pikepdf.Page]:
    """Return the pages of a file.

    Raises:
        UnreadableError: there are more of them, or of other objects, than a dossier ever has.
    """
    if len(pdf.objects) > MAX_OBJECTS or len(pdf.pages) > MAX_PAGES:
        raise UnreadableError(TOO_LARGE)
    return list(pdf.pages)


def signature_fields(pdf: Pdf) -> dict[Number, Dictionary]:
    """Return the fields for signatures that the form of a file names, by their number."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    if not isinstance(fields, Array):
        return {}
    found = {}
    for at, each in enumerate(fields):
        if at >= _MAX_ITEMS:
            raise UnreadableError(TOO_LARGE)
        if isinstance(each, Dictionary) and each.is_indirect and each.get("/FT") == Name.Sig:
            found[each.objgen] = each
    return found


class Digester:
    """Makes digests of what an open file holds; see `Chains`.

    Args:
        pdf: the file.
        places: what a reference to each page counts as.
        unsigned: fields that count as if they held no signature.
    """

    def __init__(self, pdf: Pdf, places: Mapping[Number, int], unsigned: Mapping[Number, Dictionary]) -> None:
        self._pdf = pdf
        self._unsigned = unsigned
        self._chains: Chains[Number] = Chains(self._part, places, {})

    def of_value(self, value: object) -> str:
        """Return the digest of a value of any kind."""
        if isinstance(value, Object) and value.is_indirect:
            return self._chains.of_object(value.objgen).hex()
        return self._chains.of_parted(Parted(*apart(_source(value)))).hex()

    def of_entries(self, dictionary: Object, leave_out: frozenset[str]) -> str:
        """Return the digest of a dictionary without some of its entries."""
        kept = Dictionary({key: value for key, value in dictionary.items() if key not in leave_out})
        return self._chains.of_parted(Parted(*apart(kept.unparse()))).hex()

    def _part(self, number: Number) -> Parted[Number]:
        item = self._pdf.get_object(number)
        if isinstance(item, Stream):
            return Parted(*apart(item.stream_dict.unparse()), hashlib.sha256(_raw(item)).digest())
        if number in self._unsigned:
            item = Dictionary({key: value for key, value in item.items() if key != "/V"})
        return Parted(*apart(_source(item)))


def _raw(stream: Stream) -> bytes:
    if int(stream.stream_dict.get("/Length", 0)) > MAX_STREAM_BYTES:
        raise UnreadableError(TOO_LARGE)
    return stream.read_raw_bytes()


def _source(value: object) -> bytes:
    return value.unparse(resolved=True) if isinstance(value, Object) else Array([value]).unparse()


def apart(source: bytes) -> tuple[list[bytes], list[Number]]:
    """Return the source of an object in pieces, and what is referred to between each two of them."""
    if b" R" not in source:
        return [source], []
    pieces: list[bytes] = []
    references: list[Number] = []
    at = 0
    for match in _TOKEN.finditer(source):
        if match[1] is not None:
            pieces.append(source[at : match.start()])
            references.append((int(match[1]), int(match[2])))
            at = match.end()
    pieces.append(source[at:])
    return pieces, references


def _attachments(pdf: Pdf, digester: Digester, leave_out: str) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for name, specification, named, associated in attached(pdf):
        if name == leave_out:
            continue
        seen[name] = seen.get(name, 0) + 1
        digest = attachment_mark(digester.of_value(specification), named=named, associated=associated)
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", digest


def attachment_mark(specification: str, *, named: bool, associated: bool) -> str:
    """Return the mark of an attached file.

    Args:
        specification: the digest of its description and content.
        named: whether the list of names has it.
        associated: whether the document says what it is to it.
    """
    return hashlib.sha256(f"{specification} {named} {associated}".encode()).hexdigest()


def attached(pdf: Pdf) -> list[tuple[str, Object, bool, bool]]:
    """Return the files within a file: name, specification, whether the list of names has it, whether the document."""
    found: dict[Number | int, tuple[str, Object, bool, bool]] = {}
    for named, specification in _specifications(pdf):
        key = specification.objgen if specification.is_indirect else -len(found) - 1
        before = found.get(key)
        name = str(specification.get("/UF", specification.get("/F", "")))
        found[key] = (
            name,
            specification,
            named or bool(before and before[2]),
            not named or bool(before and before[3]),
        )
        if len(found) > _MAX_ITEMS:
            raise UnreadableError(TOO_LARGE)
    return list(found.values())


def _specifications(pdf: Pdf) -> Iterator[tuple[bool, Dictionary]]:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and isinstance(names.get("/EmbeddedFiles"), Dictionary):
        for each in pikepdf.NameTree(names.EmbeddedFiles).values():
            if isinstance(each, Dictionary):
                yield True, each
    associated = pdf.Root.get("/AF")
    if isinstance(associated, Array):
        for each in associated:
            if isinstance(each, Dictionary):
                yield False, each


def _catalog(pdf: Pdf, digester: Digester) -> Iterator[tuple[str, str]]:
    for key, value in pdf.Root.items():
        if key not in APART:
            yield key, digester.of_value(value)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        for key, value in names.items():
            if key != "/EmbeddedFiles":
                yield f"/Names{key}", digester.of_value(value)


def _structure(pdf: Pdf, digester: Digester) -> str:
    """Return the digest of the structure tree: what each element is, says and holds, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    return digester.of_value(root) if isinstance(root, Dictionary) else ""
