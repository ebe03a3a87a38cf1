"""Stretches of an open file: read piece by piece, hashed, or as a file of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Final

from portfolio_app.common.seekable import SeekableContent

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK: Final = 1 << 20


def feed(file: BinaryIO, start: int, stop: int, take: Callable[[bytes], object]) -> None:
    """Read a stretch of a file piece by piece."""
    file.seek(start)
    left = stop - start
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        take(chunk)
        left -= len(chunk)


def hash_of(file: BinaryIO, start: int, stop: int) -> str:
    """Return the SHA-256 of a stretch of a file, in hexadecimal."""
    made = hashlib.sha256()
    feed(file, start, stop, made.update)
    return made.hexdigest()


def piece(file: BinaryIO, start: int, stop: int) -> bytes:
    """Return a stretch of a file."""
    file.seek(start)
    return file.read(stop - start)


class Beginning(SeekableContent):
    """The first bytes of a file as a file of its own.

    Args:
        file: the file; where it stands is changed by reading.
        length: how many bytes.
    """

    def __init__(self, file: BinaryIO, length: int) -> None:
        super().__init__(length)
        self._file = file

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read on from the place."""
        target = memoryview(buffer).cast("B")
        self._file.seek(self._position)
        content = self._file.read(max(0, min(len(target), self._size - self._position)))
        target[: len(content)] = content
        self._position += len(content)
        return len(content)
