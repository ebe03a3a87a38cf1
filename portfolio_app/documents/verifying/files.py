"""Stretches of an open file: read piece by piece, hashed, or as a file of their own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from io import RawIOBase
from typing import Any, BinaryIO, Final

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


class Beginning(RawIOBase):
    """The first bytes of a file as a file of its own."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        super().__init__()
        self._file = file
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Its place can be set."""
        return True

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Set the place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any buffer that can be written to
        """Read on from the place."""
        wanted = max(0, min(len(buffer), self._length - self._at))
        self._file.seek(self._at)
        content = self._file.read(wanted)
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)
