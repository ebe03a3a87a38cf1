"""Content of a known size that can be read from any place, for those who make it as it is asked for."""

from __future__ import annotations

import io
import os


class SeekableContent(io.RawIOBase):
    """Base of such a file; what comes below it gives the bytes in `readinto`, from `_position` on, and moves that on.

    Args:
        size: number of bytes of the content.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Its place can be set."""
        return True

    def tell(self) -> int:
        """Return the place."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Set the place, which may lie behind the end.

        Raises:
            ValueError: it would lie before the start.
        """
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("cannot seek before the start")
        self._position = start + offset
        return self._position
