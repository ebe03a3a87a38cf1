"""The file itself, written from its first byte to its last: objects in any order, each as soon as it is known.

Nothing that was written is kept but its place, so that memory does not grow with what the file holds. Small objects are
packed together and compressed; streams stand by themselves. The same objects give the same bytes.
"""

from __future__ import annotations

import zlib
from array import array
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from portfolio_app.documents.pdf.hashing import Hashing

_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_PACKED_AT_MOST: Final = 100
_GATHERED: Final = 1 << 18
_COMPRESSION: Final = 6
_FREE, _ALONE, _PACKED = 0, 1, 2


def deflated(content: bytes) -> bytes:
    """Return content as `/FlateDecode` reads it."""
    return zlib.compress(content, _COMPRESSION)


class ReservedObject:
    """An indirect object that can be referred to before its content is known."""

    __slots__ = ("_objects", "number")

    def __init__(self, objects: ObjectFile, number: int) -> None:
        self._objects = objects
        self.number = number

    @property
    def reference(self) -> bytes:
        """What other objects refer to it by."""
        return b"%d 0 R" % self.number

    def fill(self, source: bytes) -> ReservedObject:
        """Give the object its content, as PDF source, once."""
        self._objects.put(self.number, source)
        return self


class ObjectFile:
    """A PDF that is being written.

    Args:
        file: where it is written to, from its start.
        written: is given all bytes, in order.
    """

    def __init__(self, file: IO[bytes], written: Hashing) -> None:
        self._file = file
        self._written = written
        self._place = 0
        self._gathered: list[bytes] = []
        self._gathered_size = 0
        self._packing: list[tuple[int, bytes]] = []
        # For each number: how it stands in the file; the offset, or what it is packed in; its place within that.
        self._kinds = bytearray(b"\x00")
        self._wheres = array("Q", [0])
        self._withins = array("H", [0])
        self._write(_HEADER)

    @property
    def last(self) -> int:
        """The highest number that was given out."""
        return len(self._kinds) - 1

    def reserve(self) -> ReservedObject:
        """Return a new object, to be filled later."""
        return ReservedObject(self, self.new_number())

    def new_number(self) -> int:
        """Return the number of a new object, to be put later."""
        self._kinds.append(_FREE)
        self._wheres.append(0)
        self._withins.append(0)
        return len(self._kinds) - 1

    def add(self, source: bytes) -> bytes:
        """Put a new object; return its reference."""
        number = self.new_number()
        self.put(number, source)
        return b"%d 0 R" % number

    def put(self, number: int, source: bytes) -> None:
        """Put an object that is no stream."""
        self._once(number, _PACKED)
        self._packing.append((number, source))
        if len(self._packing) == _PACKED_AT_MOST:
            self._pack()

    def add_stream(self, entries: bytes, content: bytes) -> bytes:
        """Put a new stream; return its reference. Arguments as for `put_stream`."""
        number = self.new_number()
        self.put_stream(number, entries, content)
        return b"%d 0 R" % number

    def put_stream(self, number: int, entries: bytes, content: bytes) -> None:
        """Put a stream.

        Args:
            number: of the object.
            entries: of its dictionary, without the length.
            content: the bytes as its filter expects them.
        """
        self.put_sized_stream(number, b"<<%s/Length %d>>" % (entries, len(content)), content)

    def put_sized_stream(self, number: int, dictionary: bytes, content: bytes) -> None:
        """Put a stream whose dictionary is whole and holds its length."""
        self._once(number, _ALONE)
        self._wheres[number] = self._place
        self._write(b"%d 0 obj\n%s\nstream\n" % (number, dictionary))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, root: bytes, information: bytes) -> None:
        """Write what is still waiting, and the end of the file.

        Args:
            root: the reference of the catalog.
            information: the reference of title, author and dates.

        Raises:
            ValueError: an object was reserved and never filled.
        """
        if self._packing:
            self._pack()
        empty = self._kinds.find(_FREE, 1)
        if empty > 0:
            raise ValueError(f"object {empty} was reserved and never filled")
        self._flush()
        identity = self._written.digest[:32].encode("ascii")
        place, own = self._place, self.new_number()
        self._once(own, _ALONE)
        self._wheres[own] = place
        rows = zip(self._kinds, self._wheres, self._withins, strict=True)
        table = b"".join(
            [b"%c" % kind + where.to_bytes(6, "big") + within.to_bytes(2, "big") for kind, where, within in rows]
        )
        packed = deflated(table)
        self._write(
            b"%d 0 obj\n<</Type/XRef/W[1 6 2]/Size %d/Root %s/Info %s/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>"
            % (own, own + 1, root, information, identity, identity, len(packed))
        )
        self._write(b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % place)
        self._flush()

    def _once(self, number: int, kind: int) -> None:
        if self._kinds[number] != _FREE:
            raise ValueError(f"object {number} was filled before")
        self._kinds[number] = kind

    def _pack(self) -> None:
        own = self.new_number()
        head, at = [], 0
        for within, (number, source) in enumerate(self._packing):
            head.append(b"%d %d" % (number, at))
            at += len(source) + 1
            self._wheres[number], self._withins[number] = own, within
        first = b" ".join(head) + b"\n"
        body = first + b"\n".join([source for _, source in self._packing])
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(self._packing), len(first))
        self._packing = []
        self.put_stream(own, entries, deflated(body))

    def _write(self, content: bytes) -> None:
        self._place += len(content)
        if len(content) > _GATHERED:
            self._flush()
            self._pass_on(content)
            return
        self._gathered.append(content)
        self._gathered_size += len(content)
        if self._gathered_size > _GATHERED:
            self._flush()

    def _flush(self) -> None:
        if self._gathered:
            self._pass_on(b"".join(self._gathered))
            self._gathered, self._gathered_size = [], 0

    def _pass_on(self, content: bytes) -> None:
        self._file.write(content)
        self._written.take(content)
