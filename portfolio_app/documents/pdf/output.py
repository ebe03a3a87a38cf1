"""The writing of a file that was laid out, from its first byte to its last, and of what is only known at the end.

The seal holds the digest of all bytes but itself and the signature; the signature that of all bytes but itself. Both
stand at the very end, so that no more than that is gone through twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO, Final, Protocol

from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.layout import AFTER_STREAM, Layout
from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.verifying.seal import Seal, digest_place, written

_GATHERED: Final = 1 << 18
_NO_RANGE: Final = b"[ 0 0000000000 0000000000 0000000000 ]"
_RANGE: Final = b"[ 0 %010d %010d %010d ]"


class Signing(Protocol):
    """Puts a digital signature to a file."""

    @property
    def reserved(self) -> int:
        """How many bytes a signature takes at most."""

    def entries(self) -> list[tuple[bytes, bytes]]:
        """Return what the file says of the signature beside the signature itself."""

    def make(self, digest: bytes) -> bytes:
        """Return the signature of a SHA-256 digest; at most `reserved` bytes."""


def signature_source(signing: Signing) -> bytes:
    """Return the object that is to hold a signature, with room for it."""
    entries = b" ".join([b"/%s %s" % entry for entry in signing.entries()])
    return b"<< %s /ByteRange %s /Contents <%s> >>" % (entries, _NO_RANGE, b"0" * (2 * signing.reserved))


@dataclass(frozen=True, slots=True)
class Ending:
    """What is only known when all else is written, with the number of the object that holds it.

    Attributes:
        seal: as it is but for size, digest and places; None for a file without one.
        signing: puts a signature to the file; None for a file without one.
    """

    seal: tuple[int, Seal] | None
    signing: tuple[int, Signing] | None

    @property
    def numbers(self) -> list[int]:
        """The objects, in the order in which they stand at the end."""
        return [each[0] for each in (self.signing, self.seal) if each is not None]


def write_file(
    file: IO[bytes], objects: Objects, layout: Layout, ending: Ending, written_so: Hashing, step: Callable[[], None]
) -> None:
    """Write a file.

    Args:
        file: where to, from its start.
        objects: what it is made of.
        layout: where each object stands.
        ending: what is put in at the end.
        written_so: is given all bytes, in order.
        step: called now and then; may raise to stop.
    """
    out = _Gathering(file, written_so)
    out.write(layout.beginning)
    late = frozenset(ending.numbers)
    for number in layout.order:
        if number in late:
            break
        out.write(layout.head(number))
        if objects.is_stream(number):
            out.write(objects.content(number))
            out.write(AFTER_STREAM)
            step()
    out.flush()
    if late:
        out.write(_tail(objects, layout, ending, written_so))
    else:
        out.write(layout.end)
    out.flush()


class _Gathering:
    """Passes what is written on in larger pieces."""

    def __init__(self, file: IO[bytes], written: Hashing) -> None:
        self._file = file
        self._written = written
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, content: bytes) -> None:
        if len(content) > _GATHERED:
            self.flush()
            self._pass_on(content)
            return
        self._pieces.append(content)
        self._size += len(content)
        if self._size > _GATHERED:
            self.flush()

    def flush(self) -> None:
        if self._pieces:
            self._pass_on(b"".join(self._pieces))
            self._pieces, self._size = [], 0

    def _pass_on(self, content: bytes) -> None:
        self._file.write(content)
        self._written.take(content)


def _tail(objects: Objects, layout: Layout, ending: Ending, written_so: Hashing) -> bytes:
    """Return the end of the file from its first late object on, with all that was left open filled in."""
    start = layout.offsets[ending.numbers[0]]
    parts = []
    for number in ending.numbers:
        parts.append(layout.head(number))
        if objects.is_stream(number):
            parts += [objects.content(number), AFTER_STREAM]
    tail = bytearray(b"".join([*parts, layout.end]))
    before = written_so.so_far()
    room: tuple[int, int] | None = None
    if ending.signing is not None:
        at = layout.offsets[ending.signing[0]] - start
        opening = tail.index(b"/Contents <", at) + len(b"/Contents ")
        closing = tail.index(b">", opening) + 1
        covered = _RANGE % (start + opening, start + closing, len(tail) - closing)
        at = tail.index(_NO_RANGE, at)
        tail[at : at + len(covered)] = covered
        room = opening, closing
    if ending.seal is not None:
        number, draft = ending.seal
        _seal(tail, start, layout.offsets[number] - start + len(layout.head(number)), draft, room, before.copy())
    if ending.signing is not None and room is not None:
        opening, closing = room
        digest = before.copy()
        digest.update(tail[:opening])
        digest.update(tail[closing:])
        signature = ending.signing[1].make(digest.digest()).hex().encode("ascii")
        tail[opening + 1 : opening + 1 + len(signature)] = signature
    return bytes(tail)


def _seal(
    tail: bytearray, start: int, at: int, draft: Seal, room: tuple[int, int] | None, before: hashlib._Hash
) -> None:
    """Fill in the seal, which stands in the tail at `at`; the tail stands in the file at `start`."""
    length = len(written(draft))
    own = at + digest_place(written(draft))
    gaps = [(own, own + len(draft.sha256))]
    if room is not None:
        # The brackets around a signature are no part of it.
        gaps.insert(0, (room[0] + 1, room[1] - 1))
    seal = replace(draft, size=start + len(tail), gaps=tuple((start + first, stop - first) for first, stop in gaps))
    tail[at : at + length] = written(seal)
    left = 0
    for first, stop in [*gaps, (len(tail), len(tail))]:
        before.update(tail[left:first])
        left = stop
    tail[at : at + length] = written(replace(seal, sha256=before.hexdigest()))


def drafted(seal: Seal, *, signed: bool) -> Seal:
    """Return a seal with as many gaps as it will have, so that its length is known."""
    return replace(seal, gaps=tuple((0, 0) for _ in range(1 + signed)))
