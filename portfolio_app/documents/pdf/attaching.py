"""Files that travel inside the document, each written as soon as it is given."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.pdf.source import Entry, array, byte_string, dictionary, name, text_string

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

    Attributes:
        named: the files so far: the name and the reference of each.
    """

    def __init__(self, objects: Objects, dated: date) -> None:
        self._objects = objects
        self._moment = pdf_moment(dated)
        self.named: list[tuple[str, bytes]] = []

    def store(self, media_type: str, content: bytes) -> StoredFile:
        """Write what a file holds; more than one file may hold the same."""
        # What does not shrink is wrapped all the same: a program that saves the PDF anew would compress a bare stream,
        # and the file would seem to be changed.
        packed = zlib.compress(content, _QUICKLY if _shrinks(content) else _AS_IT_IS)
        checksum = byte_string(hashlib.md5(content, usedforsecurity=False).digest())
        facts = [
            (b"CheckSum", checksum),
            (b"CreationDate", self._moment),
            (b"ModDate", self._moment),
            (b"Size", b"%d" % len(content)),
        ]
        entries = [
            (b"Type", b"/EmbeddedFile"),
            (b"Subtype", name(media_type)),
            (b"Filter", b"/FlateDecode"),
            (b"Params", dictionary(facts)),
        ]
        return StoredFile(self._objects.add_stream(entries, packed))

    def put_open(self, number: int, media_type: str, content: bytes) -> None:
        """Put the content of a file as it is, so that it can be filled in when the whole file is written."""
        facts = [
            (b"CreationDate", self._moment),
            (b"ModDate", self._moment),
            (b"Size", b"%d" % len(content)),
        ]
        entries = [(b"Type", b"/EmbeddedFile"), (b"Subtype", name(media_type)), (b"Params", dictionary(facts))]
        self._objects.put_stream(number, entries, content)

    def attach(self, title: str, stored: StoredFile, description: str, relationship: str) -> None:
        """Attach a file.

        Args:
            title: its name.
            stored: what it holds.
            description: for who sees it in a list.
            relationship: `Data` for machine-readable content, `Source` for an original.
        """
        entries = [
            (b"Type", b"/Filespec"),
            (b"F", text_string(title)),
            (b"UF", text_string(title)),
            (b"Desc", text_string(description)),
            (b"AFRelationship", name(relationship)),
            (b"EF", dictionary([(b"F", stored.reference), (b"UF", stored.reference)])),
        ]
        self.named.append((title, self._objects.add(dictionary(entries))))

    def catalog(self) -> list[Entry]:
        """Write the list of the files; return the entries of the catalog that lead to it."""
        if not self.named:
            return []
        by_name = sorted((name_key(title), text_string(title), reference) for title, reference in self.named)
        names = array([part for _, *entry in by_name for part in entry])
        every = array([reference for _, reference in self.named])
        return [
            (b"Names", dictionary([(b"EmbeddedFiles", dictionary([(b"Names", names)]))])),
            (b"AF", self._objects.add(every)),
        ]


def name_key(title: str) -> bytes:
    """Return what files are put in the order of: the bytes of their names, not how these are written down."""
    return title.encode("ascii") if title.isascii() else b"\xfe\xff" + title.encode("utf-16-be", "replace")


def _shrinks(content: bytes) -> bool:
    """Judge by a piece from the middle: to deflate all of it in vain would take longer than writing it."""
    middle = max(0, len(content) - _SAMPLE) // 2
    sample = content[middle : middle + _SAMPLE]
    return len(zlib.compress(sample, 1)) < _WORTH_IT * len(sample)
