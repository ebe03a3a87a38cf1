"""Large streams (scans, originals) that join the file one by one after the rest was written.

While a document is made each of them is only a placeholder, so that memory does not grow with the evidence. When the
file stands, an incremental update puts the real streams in the place of the placeholders, reading each in its turn.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream

from portfolio_app.common.errors import VakdossierError
from portfolio_app.documents.pdf.hashing import PieceHashing
from portfolio_app.documents.updates import base_of, references, references_of

LARGE: Final = 64_000

_MARK: Final = "/VakdossierDeferred"
_PUT_ASIDE: Final = {"/Filter": "/VakdossierFilter", "/DecodeParms": "/VakdossierDecodeParms"}
_PUT_BACK: Final = {private: key for key, private in _PUT_ASIDE.items()}
_TAIL: Final = 1024
_OBJECT: Final = re.compile(rb"\s*(\d+) 0 obj\b")


@dataclass(frozen=True, slots=True)
class _Update:
    """An object of the written file to be replaced: its number, its dictionary as PDF source, which source it has."""

    number: int
    dictionary: bytes
    source: int


class SourceFailedError(Exception):
    """The evidence with the hash `owner` could be read when the document was set, and now it cannot; `error` says why.

    Whoever makes the document can make it anew without that evidence.
    """

    def __init__(self, owner: str, error: VakdossierError) -> None:
        super().__init__(owner)
        self.owner = owner
        self.error = error


@dataclass(frozen=True, slots=True)
class _Source:
    read: Callable[[], bytes]
    owner: str
    sha256: bytes | None

    def content(self) -> bytes:
        try:
            return self.read()
        except VakdossierError as error:
            if not self.owner:
                raise
            raise SourceFailedError(self.owner, error) from error


class DeferredStreams:
    """The streams of one document that are put off."""

    def __init__(self) -> None:
        self._sources: list[_Source] = []

    def __bool__(self) -> bool:
        """Tell whether any stream is put off."""
        return bool(self._sources)

    def placeholder(
        self,
        pdf: Pdf,
        description: Dictionary,
        source: Callable[[], bytes],
        *,
        owner: str = "",
        sha256: bytes | None = None,
    ) -> Object:
        """Return an object that stands for a stream.

        Args:
            pdf: where the object is made.
            description: the stream's dictionary, which becomes the placeholder's.
            source: gives the bytes as the filter expects them; called once, when the file is written.
            owner: the hash of the evidence that the bytes are of; told when they cannot be read.
            sha256: of the bytes, where that is known.
        """
        stream = Stream(pdf, b"")
        stream.stream_dict = description
        # What tells how to read the real bytes would be changed together with the empty ones.
        for key, private in _PUT_ASIDE.items():
            if key in description:
                stream.stream_dict[private] = description[key]
                del stream.stream_dict[key]
        stream.stream_dict[_MARK] = len(self._sources)
        self._sources.append(_Source(source, owner, sha256))
        return pdf.make_indirect(stream)

    def append_to(self, file: BinaryIO, seen: Callable[[bytes], object]) -> dict[int, bytes]:
        """Put the real streams into a written file, which is open for reading and writing.

        Args:
            file: the file.
            seen: is given all bytes that are added to its end, in order.

        Returns:
            The SHA-256 of what each of the streams holds, by the number of its object.

        Raises:
            SourceFailedError: the bytes of a stream cannot be read any more; the file is half done.
        """
        if not self._sources:
            return {}
        file.seek(0)
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as pdf:
            updates = _updates(pdf, _standing_alone(pdf, file))
            base = base_of(pdf, file)
        end = _End(file, seen)
        offsets, known = {}, {}
        with PieceHashing() as hashing:
            for update in updates:
                offsets[update.number] = end.place
                source = self._sources[update.source]
                content = source.content()
                if source.sha256 is None:
                    hashing.take(update.number, content)
                else:
                    known[update.number] = source.sha256
                end.add(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (update.number, update.dictionary, len(content)))
                end.add(content)
                end.add(b"\nendstream\nendobj\n")
            end.add(references(base, offsets, end.place))
            return known | hashing.digests()


class _End:
    """The growing end of a file; `place` is its length."""

    def __init__(self, file: BinaryIO, seen: Callable[[bytes], object]) -> None:
        self._file = file
        self._seen = seen
        self.place = file.seek(0, os.SEEK_END)

    def add(self, content: bytes) -> None:
        self._file.write(content)
        self._seen(content)
        self.place += len(content)


def _standing_alone(pdf: Pdf, file: BinaryIO) -> list[int]:
    """Return the numbers of the objects that stand in the file by themselves, as every stream does.

    Most objects are packed together; going through those to find the streams would take longer than writing them all.
    """
    file.seek(references_of(file))
    found = _OBJECT.match(file.read(_TAIL))
    if found is None:
        raise ValueError("the references of a file that was just written are not where it says")
    table = pdf.get_object(int(found[1]), 0)
    kind, place, more = (int(width) for width in table.W)
    rows = table.read_bytes()
    index = [int(each) for each in table.get("/Index", [0, int(table.Size)])]
    numbers = [first + at for first, count in zip(index[::2], index[1::2], strict=True) for at in range(count)]
    width = kind + place + more
    return [each for at, each in enumerate(numbers) if rows[at * width : at * width + kind] == b"\x01"]


def _updates(pdf: Pdf, numbers: Iterable[int]) -> list[_Update]:
    updates = []
    for number in numbers:
        item = pdf.get_object(number, 0)
        if isinstance(item, Stream) and _MARK in item.stream_dict:
            source = int(item.stream_dict[_MARK])
            entries = [
                _PUT_BACK.get(key, key).encode("ascii") + b" " + _source_of(value)
                for key, value in sorted(item.stream_dict.items())
                if key not in (_MARK, "/Length", *_PUT_ASIDE)
            ]
            updates.append(_Update(item.objgen[0], b"".join(entries), source))
    return sorted(updates, key=lambda update: update.source)


def _source_of(value: object) -> bytes:
    if isinstance(value, Object):
        return b"%d %d R" % value.objgen if value.is_indirect else value.unparse()
    return pikepdf.Array([value]).unparse()[1:-1]


def without_length(dictionary: Object) -> Dictionary:
    """Return a copy of a stream's dictionary, without the length of what it is made for."""
    return Dictionary({name: value for name, value in dictionary.items() if name != "/Length"})


def is_put_off(dictionary: Object) -> bool:
    """Return whether a stream's dictionary is that of a placeholder."""
    return _MARK in dictionary
