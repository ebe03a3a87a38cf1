"""The seal: a small file within a dossier that holds the digest of each of its parts, as they were when it was made.

It is written last, as an update of its own behind the finished file, and holds the SHA-256 of every byte before it. A
signature comes behind it in turn, and changes nothing that the seal speaks of. Anybody can make a seal anew: it shows
an accident and a careless change; only a signature shows the work of a forger.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO, Final

import pikepdf
from pikepdf import Object, Pdf, Stream

from portfolio_app import __version__
from portfolio_app.common.text import Text
from portfolio_app.documents.updates import base_of, update
from portfolio_app.documents.verifying.data_parts import part_digests
from portfolio_app.documents.verifying.digests import Marks, attached, marks_of
from portfolio_app.documents.verifying.names import DATA_NAME, SEAL_NAME
from portfolio_app.documents.verifying.streams import small_content

FORMAT: Final = "vakdossier-seal/2"
"""Name and version of the form; a change that an old reader would misunderstand raises the number."""

SEAL_DESCRIPTION: Final = Text(
    "Het zegel: de SHA-256 van elke bladzijde en bijlage, om te zien of er iets is veranderd",
    "The seal: the SHA-256 of every page and attachment, to see whether anything was changed",
)
LARGEST_SEAL: Final = 16_000_000
_CHECK: Final = "check"


class BrokenSealError(ValueError):
    """The seal is not as it was written, so that it proves nothing."""


@dataclass(frozen=True, slots=True)
class AnnexPlace:
    """The pages of an annex: its label, its first page from 1, and how many."""

    label: str
    first: int
    pages: int


@dataclass(frozen=True, slots=True)
class Seal:
    """What was sealed.

    Attributes:
        program: name and version of what made the file.
        size: bytes of the file before the seal.
        sha256: of these bytes.
        marks: the digests of all parts.
        labels: the number that each page bears.
        annexes: where the annexes stand.
        data: the digests of the parts of the data, by their names.
    """

    program: str
    size: int
    sha256: str
    marks: Marks
    labels: tuple[str, ...]
    annexes: tuple[AnnexPlace, ...]
    data: Mapping[str, str]


def append_seal(
    file: BinaryIO,
    sha256: str,
    labels: Sequence[str],
    annexes: Sequence[AnnexPlace],
    streams: Mapping[int, bytes] = MappingProxyType({}),
    objects: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """Seal a finished file, which has an empty attachment for it and is open for reading and writing.

    Args:
        file: the file; the seal is added to its end, and returned.
        sha256: of the file.
        labels: the number that each page bears.
        annexes: where the annexes stand.
        streams: the SHA-256 of the content of streams where that is known, by the number of their object.
        objects: the digests of objects where they are known, by their number (see `Digester`).
    """
    file.seek(0)
    with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as pdf:
        seal = Seal(
            program=f"Vakdossier {__version__}",
            size=file.seek(0, os.SEEK_END),
            sha256=sha256,
            marks=marks_of(pdf, leave_out=SEAL_NAME, streams=streams, known_objects=objects),
            labels=tuple(labels),
            annexes=tuple(annexes),
            data=_data_of(pdf),
        )
        content = update_of(pdf, file, written(seal))
    file.seek(0, os.SEEK_END)
    file.write(content)
    return content


def update_of(pdf: Pdf, file: BinaryIO, content: bytes) -> bytes:
    """Return the update that puts the seal into a file that has none yet; equal files and seals give equal bytes.

    Raises:
        BrokenSealError: the file has no place for a seal.
    """
    place = seal_stream(pdf)
    if place is None:
        raise BrokenSealError("no place for a seal")
    parameters = place.stream_dict.get("/Params")
    moment = b"" if not isinstance(parameters, pikepdf.Dictionary) else parameters.ModDate.unparse()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest().encode("ascii")
    source = (
        b"<</Type/EmbeddedFile/Subtype/application#2fjson/Length %d"
        b"/Params<</CheckSum<%s>/CreationDate %s/ModDate %s/Size %d>>>>\nstream\n"
        % (len(content), md5, moment, moment, len(content))
    )
    number = place.objgen[0]
    return update(base_of(pdf, file), [(number, source + content + b"\nendstream")]).content


def seal_stream(pdf: Pdf) -> Stream | None:
    """Return the stream of the seal, or None when there is none, or more than one."""
    found = [specification for name, specification, _, _ in attached(pdf) if name == SEAL_NAME]
    return embedded(found[0]) if len(found) == 1 else None


def embedded(specification: Object) -> Stream | None:
    """Return the content of an attached file."""
    files = specification.get("/EF")
    stream = files.get("/F") if isinstance(files, pikepdf.Dictionary) else None
    return stream if isinstance(stream, Stream) else None


def _data_of(pdf: Pdf) -> dict[str, str]:
    for name, specification, _, _ in attached(pdf):
        stream = embedded(specification)
        if name == DATA_NAME and stream is not None:
            return part_digests(small_content(stream))
    return {}


# As text


def written(seal: Seal) -> bytes:
    """Return the seal as it stands in the file."""
    marks = seal.marks
    facts: dict[str, Any] = {
        "format": FORMAT,
        "program": seal.program,
        "before": {"size": seal.size, "sha256": seal.sha256, "objects": marks.objects},
        "pages": [list(each) for each in zip(seal.labels, marks.pages, marks.links, strict=True)],
        "annexes": [[each.label, each.first, each.pages] for each in seal.annexes],
        "attachments": dict(marks.attachments),
        "data": dict(seal.data),
        "catalog": dict(marks.catalog),
        "information": marks.information,
        "structure": marks.structure,
    }
    facts[_CHECK] = hashlib.sha256(_canonical(facts)).hexdigest()
    return _canonical(facts)


def read_seal(content: bytes) -> Seal:
    """Return the seal that a text holds.

    Raises:
        BrokenSealError: it is not as this program wrote it, down to the last byte.
    """
    try:
        facts = json.loads(content)
        seal = _seal_from(facts)
        good = written(seal) == content
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BrokenSealError("not a seal") from error
    if not good:
        raise BrokenSealError("changed")
    return seal


def _seal_from(facts: Mapping[str, Any]) -> Seal:
    if facts["format"] != FORMAT:
        raise BrokenSealError("of another version")
    before, pages = facts["before"], facts["pages"]
    marks = Marks(
        pages=tuple(str(shown) for _, shown, _ in pages),
        links=tuple(str(links) for _, _, links in pages),
        attachments={str(name): str(digest) for name, digest in facts["attachments"].items()},
        catalog={str(name): str(digest) for name, digest in facts["catalog"].items()},
        information=str(facts["information"]),
        structure=str(facts["structure"]),
        objects=int(before["objects"]),
    )
    return Seal(
        program=str(facts["program"]),
        size=int(before["size"]),
        sha256=str(before["sha256"]),
        marks=marks,
        labels=tuple(str(label) for label, _, _ in pages),
        annexes=tuple(AnnexPlace(str(label), int(first), int(count)) for label, first, count in facts["annexes"]),
        data={str(name): str(digest) for name, digest in facts["data"].items()},
    )


def _canonical(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
