"""Files that travel inside the document, each written as soon as it is given."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.documents.pdf.object_file import ObjectFile
from portfolio_app.documents.pdf.source import name_string, text_string

_SAMPLE: Final = 16_384
_WORTH_IT: Final = 0.9
_QUICKLY, _AS_IT_IS = 4, 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The content of a file that was written: what refers to it."""

    reference: bytes


def pdf_moment(dated: date) -> bytes:
    """Return the beginning of a day as PDF source."""
    return b"(D:%s000000Z)" % dated.strftime("%Y%m%d").encode("ascii")


class AttachedFiles:
    """The files inside one document.

    Args:
        objects: the file that is being written.
        dated: the day that every file is of.
    """

    def __init__(self, objects: ObjectFile, dated: date) -> None:
        self._objects = objects
        self._moment = pdf_moment(dated)
        self._named: list[tuple[str, bytes]] = []

    def store(self, media_type: str, content: bytes) -> StoredFile:
        """Write what a file holds; more than one file may hold the same."""
        # What does not shrink is wrapped all the same: a program that saves the PDF anew would compress a bare stream,
        # and the file would seem to be changed.
        packed = zlib.compress(content, _QUICKLY if _shrinks(content) else _AS_IT_IS)
        checksum = hashlib.md5(content, usedforsecurity=False).hexdigest().encode("ascii")
        facts = b"<</CheckSum<%s>/CreationDate%s/ModDate%s/Size %d>>" % (
            checksum,
            self._moment,
            self._moment,
            len(content),
        )
        entries = b"/Type/EmbeddedFile/Subtype%s/Filter/FlateDecode/Params%s" % (name_string(media_type), facts)
        return StoredFile(self._objects.add_stream(entries, packed))

    def attach(self, name: str, stored: StoredFile, description: str, relationship: str) -> None:
        """Attach a file.

        Args:
            name: of the file.
            stored: what it holds.
            description: for who sees it in a list.
            relationship: `Data` for machine-readable content, `Source` for an original.
        """
        source = b"<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship%s/EF<</F %s/UF %s>>>>" % (
            text_string(name),
            text_string(name),
            text_string(description),
            name_string(relationship),
            stored.reference,
            stored.reference,
        )
        self._named.append((name, self._objects.add(source)))

    def catalog(self) -> list[tuple[str, bytes]]:
        """Write the list of the files; return the entries of the catalog that lead to it."""
        if not self._named:
            return []
        by_name = sorted((text_string(name), reference) for name, reference in self._named)
        names = b"".join([name + reference for name, reference in by_name])
        every = b" ".join([reference for _, reference in self._named])
        return [("Names", b"<</EmbeddedFiles<</Names[%s]>>>>" % names), ("AF", self._objects.add(b"[%s]" % every))]


def _shrinks(content: bytes) -> bool:
    """Judge by a piece from the middle: to deflate all of it in vain would take longer than writing it."""
    middle = max(0, len(content) - _SAMPLE) // 2
    sample = content[middle : middle + _SAMPLE]
    return len(zlib.compress(sample, 1)) < _WORTH_IT * len(sample)
