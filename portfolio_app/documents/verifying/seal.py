"""The seal: a small file within a dossier that holds the digest of each of its parts, as they were when it was made.

It also holds the SHA-256 of every byte of the dossier but the few that cannot be known before: this very digest, and
the signature. These are its gaps. So a dossier can be laid out for the web, where nothing may be added behind it.

In the form before this one (`vakdossier-seal/2`) the seal was an update of its own behind the finished file, and held
the digest of every byte before it. Dossiers of that form are checked like the others.

Anybody can make a seal anew: it shows an accident and a careless change; only a signature shows the work of a forger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import pikepdf
from pikepdf import Object, Pdf, Stream

from portfolio_app.common.text import Text
from portfolio_app.documents.updates import base_of, update
from portfolio_app.documents.verifying.digests import Marks, attached
from portfolio_app.documents.verifying.files import feed
from portfolio_app.documents.verifying.names import SEAL_NAME
from portfolio_app.documents.verifying.telling import Tell, measured, tell_nobody

FORM: Final = 3
"""The form of seals that are made now; a change that an old reader would misunderstand raises the number."""

_AS_UPDATE: Final = 2
"""The form of a seal that stands behind the file that it speaks of."""

_FORMAT: Final = "vakdossier-seal/"

SEAL_DESCRIPTION: Final = Text(
    "Het zegel: de SHA-256 van elke bladzijde en bijlage, om te zien of er iets is veranderd",
    "The seal: the SHA-256 of every page and attachment, to see whether anything was changed",
)
LARGEST_SEAL: Final = 16_000_000
NO_DIGEST: Final = "0" * 64
"""What stands in the place of the digest until it is known."""

_CHECK: Final = "check"
_BYTES: Final = "bytes"
_DIGITS: Final = 12
_BYTES_KEY: Final = b'"bytes":{'
_DIGEST_KEY: Final = b'"sha256":"'


class BrokenSealError(ValueError):
    """The seal is not as it was written, so that it proves nothing."""


class UnknownFormError(ValueError):
    """The seal is of a form that this version of the program does not know."""


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
        size: how many bytes it speaks of, from the first on.
        sha256: of these bytes, but for those in the gaps.
        marks: the digests of all parts.
        labels: the number that each page bears.
        annexes: where the annexes stand.
        data: the digests of the parts of the data, by their names.
        gaps: place and length of each stretch that the hash leaves out, in order.
        form: how it stands in the file.
    """

    program: str
    size: int
    sha256: str
    marks: Marks
    labels: tuple[str, ...]
    annexes: tuple[AnnexPlace, ...]
    data: Mapping[str, str]
    gaps: tuple[tuple[int, int], ...] = ()
    form: int = FORM

    @property
    def is_update(self) -> bool:
        """Whether it stands behind the file that it speaks of."""
        return self.form == _AS_UPDATE


def digest_of(file: BinaryIO, seal: Seal, tell: Tell = tell_nobody) -> str:
    """Return the SHA-256 of the bytes of a file that a seal speaks of, in hexadecimal: all but those in its gaps.

    `tell` is told how much was read.
    """
    made = hashlib.sha256()
    take = measured(made.update, seal.size, tell)
    start = 0
    for place, length in (*seal.gaps, (seal.size, 0)):
        feed(file, start, place, take)
        start = place + length
    return made.hexdigest()


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
    return update(base_of(pdf, file), [(number, source + content + b"\nendstream")])


def seal_stream(pdf: Pdf) -> Stream | None:
    """Return the stream of the seal, or None when there is none, or more than one."""
    found = [specification for name, specification, _, _ in attached(pdf) if name == SEAL_NAME]
    return embedded(found[0]) if len(found) == 1 else None


def embedded(specification: Object) -> Stream | None:
    """Return the content of an attached file."""
    files = specification.get("/EF")
    stream = files.get("/F") if isinstance(files, pikepdf.Dictionary) else None
    return stream if isinstance(stream, Stream) else None


# As text


def written(seal: Seal) -> bytes:
    """Return the seal as it stands in the file; its length does not depend on size, digest and places."""
    facts = _facts(seal)
    facts[_CHECK] = hashlib.sha256(_canonical(facts)).hexdigest()
    if not seal.is_update:
        # The digest is known when all else is written: the check does not speak of it.
        facts[_BYTES]["sha256"] = seal.sha256
    return _canonical(facts)


def digest_place(content: bytes) -> int:
    """Return where in a written seal the digest of the bytes stands."""
    return content.index(_DIGEST_KEY, content.index(_BYTES_KEY)) + len(_DIGEST_KEY)


def _facts(seal: Seal) -> dict[str, Any]:
    marks = seal.marks
    facts: dict[str, Any] = {
        "format": f"{_FORMAT}{seal.form}",
        "program": seal.program,
        "pages": [list(each) for each in zip(seal.labels, marks.pages, marks.links, strict=True)],
        "annexes": [[each.label, each.first, each.pages] for each in seal.annexes],
        "attachments": dict(marks.attachments),
        "data": dict(seal.data),
        "catalog": dict(marks.catalog),
        "information": marks.information,
        "structure": marks.structure,
    }
    if seal.is_update:
        facts["before"] = {"size": seal.size, "sha256": seal.sha256, "objects": marks.objects}
    else:
        gaps = [[f"{number:0{_DIGITS}}" for number in gap] for gap in seal.gaps]
        facts[_BYTES] = {"size": f"{seal.size:0{_DIGITS}}", "sha256": NO_DIGEST, "gaps": gaps}
        facts["objects"] = marks.objects
    return facts


def read_seal(content: bytes) -> Seal:
    """Return the seal that a text holds.

    Raises:
        BrokenSealError: it is not as this program wrote it, down to the last byte.
        UnknownFormError: another version of the program wrote it.
    """
    try:
        facts = json.loads(content)
        seal = _seal_from(facts, _form_of(facts["format"]))
        good = written(seal) == content
    except UnknownFormError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BrokenSealError("not a seal") from error
    if not good:
        raise BrokenSealError("changed")
    return seal


def _form_of(name: str) -> int:
    if not name.startswith(_FORMAT):
        raise BrokenSealError("not a seal")
    form = int(name.removeprefix(_FORMAT))
    if form not in (_AS_UPDATE, FORM):
        raise UnknownFormError
    return form


def _seal_from(facts: Mapping[str, Any], form: int) -> Seal:
    content, pages = facts["before" if form == _AS_UPDATE else _BYTES], facts["pages"]
    marks = Marks(
        pages=tuple(str(shown) for _, shown, _ in pages),
        links=tuple(str(links) for _, _, links in pages),
        attachments={str(name): str(digest) for name, digest in facts["attachments"].items()},
        catalog={str(name): str(digest) for name, digest in facts["catalog"].items()},
        information=str(facts["information"]),
        structure=str(facts["structure"]),
        objects=int((content if form == _AS_UPDATE else facts)["objects"]),
    )
    return Seal(
        program=str(facts["program"]),
        size=int(content["size"]),
        sha256=str(content["sha256"]),
        marks=marks,
        labels=tuple(str(label) for label, _, _ in pages),
        annexes=tuple(AnnexPlace(str(label), int(first), int(count)) for label, first, count in facts["annexes"]),
        data={str(name): str(digest) for name, digest in facts["data"].items()},
        gaps=tuple((int(place), int(length)) for place, length in content.get("gaps", ())),
        form=form,
    )


def _canonical(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
