"""The digest of an object with all that it refers to.

Objects refer to each other by numbers, which another program may change without changing anything that is seen. So the
digest of an object is made of its source with, for each reference, the digest of the object referred to in its place.
Whoever writes a dossier reckons it of what it writes, whoever checks one of what it reads: the same source gives the
same digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Parted(NamedTuple, Generic[Key]):
    """The source of an object in pieces, the objects referred to between each two, and of a stream a digest."""

    pieces: Sequence[bytes]
    references: Sequence[Key]
    stream: bytes = b""


class _Frame(Generic[Key]):
    """An object whose digest is being made, and the digests of what stands between its pieces so far."""

    __slots__ = ("digests", "key", "parted")

    def __init__(self, key: Key | None, parted: Parted[Key]) -> None:
        self.key = key
        self.parted = parted
        self.digests: list[bytes] = []


class Chains(Generic[Key]):
    """Makes digests of objects and remembers them: what pages share is looked at once.

    Args:
        part: gives an object by its key.
        places: as what a reference to each page counts: the place of the page.
        known: the digests of objects where they are known.
    """

    def __init__(
        self, part: Callable[[Key], Parted[Key]], places: Mapping[Key, int], known: Mapping[Key, bytes]
    ) -> None:
        self._part = part
        self._known: dict[Key, bytes] = {**known, **{key: b"page %d" % place for key, place in places.items()}}

    def of_object(self, key: Key) -> bytes:
        """Return the digest of an object; of a page that a link could lead to, its place."""
        known = self._known.get(key)
        return known if known is not None else self._run(_Frame(key, self._part(key)))

    def of_parted(self, parted: Parted[Key]) -> bytes:
        """Return the digest of what is no object of its own."""
        return self._run(_Frame(None, parted))

    def _run(self, first: _Frame[Key]) -> bytes:
        """Go through what an object refers to, without recursion: a chain may be as long as the file."""
        known = self._known
        frames = [first]
        above = {first.key: 0}
        while True:
            frame = frames[-1]
            references, digests = frame.parted.references, frame.digests
            for key in references[len(digests) :]:
                digest = known.get(key)
                if digest is None:
                    if key not in above:
                        break
                    # Something within refers back to what holds it.
                    digest = b"up %d" % (len(frames) - above[key])
                digests.append(digest)
            if len(digests) < len(references):
                key = references[len(digests)]
                above[key] = len(frames)
                frames.append(_Frame(key, self._part(key)))
                continue
            made = _digest(frame.parted, digests)
            frames.pop()
            del above[frame.key]
            if frame.key is not None:
                known[frame.key] = made
            if not frames:
                return made
            frames[-1].digests.append(made)


def _digest(parted: Parted[Key], digests: Sequence[bytes]) -> bytes:
    pieces = parted.pieces
    parts = [pieces[0]]
    for digest, piece in zip(digests, pieces[1:], strict=True):
        parts += (b"\x00%d\x00" % len(digest), digest, piece)
    if parted.stream:
        parts += (b"\x00stream\x00", parted.stream)
    return hashlib.sha256(b"".join(parts)).digest()
