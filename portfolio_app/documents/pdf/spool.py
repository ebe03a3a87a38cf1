"""Where the content of streams waits until the order of the file is known: in memory, and when it grows on the disk."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final, Self

from portfolio_app.common.atomic import TEMPORARY_PREFIX, TEMPORARY_SUFFIX

_IN_MEMORY_AT_MOST: Final = 4_000_000
_GATHERED: Final = 1 << 18


class Spool:
    """Keeps content that is read again once; use it as a context manager.

    Args:
        folder: where a file for what does not stay in memory can be made, one without a name where the system has such;
            None to keep all in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._waiting: list[bytes | memoryview] = []
        self._waiting_size = 0
        self._kept = bytearray()
        self._file: IO[bytes] | None = None
        self._size = 0

    def add(self, content: bytes | memoryview) -> int:
        """Keep content; return its place.

        Raises:
            OSError: the system refused.
        """
        place = self._size
        self._size += len(content)
        if self._file is None:
            self._kept += content
            if self._folder is not None and len(self._kept) > _IN_MEMORY_AT_MOST:
                # Named as what a killed writing leaves behind, so that it is cleared away like that.
                self._file = TemporaryFile(  # noqa: SIM115 - closed with the spool
                    buffering=0, prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=self._folder
                )
                self._waiting = [bytes(self._kept)]
                self._kept = bytearray()
                self._write_waiting(self._file)
        else:
            self._waiting.append(bytes(content))
            self._waiting_size += len(content)
            if self._waiting_size > _GATHERED:
                self._write_waiting(self._file)
        return place

    def read(self, place: int, size: int) -> bytes:
        """Return what was kept at a place.

        Raises:
            OSError: the system refused.
        """
        if self._file is None:
            return bytes(memoryview(self._kept)[place : place + size])
        if self._waiting:
            self._write_waiting(self._file)
        self._file.seek(place)
        return self._file.read(size)

    def _write_waiting(self, file: IO[bytes]) -> None:
        file.seek(0, 2)
        left = memoryview(b"".join(self._waiting))
        while left:
            left = left[file.write(left) :]
        self._waiting, self._waiting_size = [], 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let all go that was kept."""
        if self._file is not None:
            self._file.close()
