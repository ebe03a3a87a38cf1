"""The objects of a file that is being made, in any order, each as soon as it is known.

What an object says is kept in memory, a few hundred bytes each. What streams hold goes to a spool, or is read when its
turn to be written has come, so that memory does not grow with the size of the evidence.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Callable, Iterable
from typing import Final

from portfolio_app.common.errors import VakdossierError
from portfolio_app.documents.pdf.source import Entry, dictionary, reference
from portfolio_app.documents.pdf.spool import Spool

_COMPRESSION: Final = 6
_NO_STREAM: Final = -1


def deflated(content: bytes) -> bytes:
    """Return content as `/FlateDecode` reads it."""
    return zlib.compress(content, _COMPRESSION)


class LostMeanwhileError(Exception):
    """What was there when the file was laid out is not there, or not the same, when it is to be written."""


class ReservedObject:
    """An indirect object that can be referred to before its content is known."""

    __slots__ = ("_objects", "number")

    def __init__(self, objects: Objects, number: int) -> None:
        self._objects = objects
        self.number = number

    @property
    def reference(self) -> bytes:
        """What other objects refer to it by."""
        return reference(self.number)

    def fill(self, source: bytes) -> ReservedObject:
        """Give the object its content, as PDF source, once."""
        self._objects.put(self.number, source)
        return self


class Objects:
    """All objects of one file, by numbers that hold until the file is laid out.

    Args:
        spool: where the content of streams waits.

    Attributes:
        sources: what each object says, by its number; of a stream its dictionary. None until it is known.
        marks: of each stream something that stands for its content: its SHA-256, unless its maker gave another digest.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._later: dict[int, Callable[[], bytes]] = {}
        self.sources: list[bytes | None] = [None]
        self.marks: dict[int, bytes] = {}
        self._starts = array("q", [_NO_STREAM])
        self._sizes = array("q", [0])

    @property
    def last(self) -> int:
        """The highest number that was given out."""
        return len(self.sources) - 1

    def reserve(self) -> ReservedObject:
        """Return a new object, to be filled later."""
        return ReservedObject(self, self.new_number())

    def new_number(self) -> int:
        """Return the number of a new object, to be put later."""
        self.sources.append(None)
        self._starts.append(_NO_STREAM)
        self._sizes.append(0)
        return len(self.sources) - 1

    def add(self, source: bytes) -> bytes:
        """Put a new object; return its reference."""
        number = self.new_number()
        self.put(number, source)
        return reference(number)

    def put(self, number: int, source: bytes) -> None:
        """Put an object that is no stream."""
        if self.sources[number] is not None:
            raise ValueError(f"object {number} was filled before")
        self.sources[number] = source

    def amend(self, number: int, source: bytes) -> None:
        """Let an object that was put say something else."""
        if self.sources[number] is None:
            raise ValueError(f"object {number} was not filled")
        self.sources[number] = source

    def add_stream(self, entries: Iterable[Entry], content: bytes) -> bytes:
        """Put a new stream; return its reference. Arguments as for `put_stream`."""
        number = self.new_number()
        self.put_stream(number, entries, content)
        return reference(number)

    def put_stream(self, number: int, entries: Iterable[Entry], content: bytes, sha256: bytes = b"") -> None:
        """Put a stream.

        Args:
            number: of the object.
            entries: of its dictionary, without the length.
            content: the bytes as its filter expects them.
            sha256: of the content, where that is known.
        """
        source = dictionary([*entries, (b"Length", b"%d" % len(content))])
        self.put_sized_stream(number, source, content, sha256 or hashlib.sha256(content).digest())

    def put_sized_stream(self, number: int, source: bytes, content: bytes | memoryview, mark: bytes) -> None:
        """Put a stream whose dictionary is whole and holds its length; `mark` is a digest of it."""
        self.put(number, source)
        self._starts[number], self._sizes[number] = self._spool.add(content), len(content)
        self.marks[number] = mark

    def put_later(
        self, number: int, entries: Iterable[Entry], size: int, sha256: bytes, read: Callable[[], bytes]
    ) -> None:
        """Put a stream whose content is read when it is written.

        Args:
            number: of the object.
            entries: of its dictionary, without the length.
            size: of the content, in bytes.
            sha256: of the content.
            read: gives the content.
        """
        self.put(number, dictionary([*entries, (b"Length", b"%d" % size)]))
        self._starts[number], self._sizes[number] = 0, size
        self._later[number] = read
        self.marks[number] = sha256

    def is_stream(self, number: int) -> bool:
        """Tell whether an object that was put is a stream."""
        return self._starts[number] != _NO_STREAM

    def size_of(self, number: int) -> int:
        """Return how many bytes a stream holds."""
        return self._sizes[number]

    def content(self, number: int) -> bytes:
        """Return the bytes that a stream holds.

        Raises:
            LostMeanwhileError: it was to be read now, and cannot be.
        """
        read = self._later.get(number)
        if read is None:
            return self._spool.read(self._starts[number], self._sizes[number])
        try:
            content = read()
        except VakdossierError as error:
            raise LostMeanwhileError from error
        if len(content) != self._sizes[number]:
            raise LostMeanwhileError
        return content

    def source(self, number: int) -> bytes:
        """Return what an object says.

        Raises:
            ValueError: it was reserved and never filled.
        """
        source = self.sources[number]
        if source is None:
            raise ValueError(f"object {number} was reserved and never filled")
        return source

    def identity(self) -> bytes:
        """Return a digest of all objects; other objects give another."""
        made = hashlib.sha256()
        for number in range(1, len(self.sources)):
            made.update(self.source(number))
            made.update(self.marks.get(number, b""))
        return made.digest()
