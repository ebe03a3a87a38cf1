"""The hash of a file, taken while it is written."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Final, Self

_WAITING_AT_MOST: Final = 4
_CHUNK: Final = 1 << 20


class Hashing:
    """The size and SHA-256 of what passes, reckoned beside the writing of it; use it as a context manager.

    At most a few pieces wait to be reckoned with, so that memory stays small.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, "hashing")
        self._waiting: deque[Future[None]] = deque()
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """The hash of all that was taken so far, in hexadecimal."""
        while self._waiting:
            self._waiting.popleft().result()
        return self._hash.hexdigest()

    def take(self, content: bytes) -> None:
        """Take the next piece."""
        self.size += len(content)
        if len(self._waiting) >= _WAITING_AT_MOST:
            self._waiting.popleft().result()
        self._waiting.append(self._worker.submit(self._hash.update, content))

    def take_anew(self, file: BinaryIO) -> None:
        """Forget what was taken and take a whole file."""
        self._waiting.clear()
        self._hash, self.size = hashlib.sha256(), 0
        file.seek(0)
        while chunk := file.read(_CHUNK):
            self.take(chunk)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the worker go."""
        self._worker.shutdown(cancel_futures=True)
