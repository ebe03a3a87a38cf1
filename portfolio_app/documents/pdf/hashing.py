"""The hash of a file, reckoned beside the writing of it."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Final, Self

_WAITING_AT_MOST: Final = 4
_CHUNK: Final = 1 << 20


class _Beside:
    """A thread that reckons in order; at most a few pieces wait for it, so that memory stays small."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, "hashing")
        self._waiting: deque[Future[None]] = deque()

    def do(self, work: Callable[[bytes], None], content: bytes) -> None:
        if len(self._waiting) >= _WAITING_AT_MOST:
            self._waiting.popleft().result()
        self._waiting.append(self._worker.submit(work, content))

    def finish(self) -> None:
        while self._waiting:
            self._waiting.popleft().result()

    def forget(self) -> None:
        """Let the piece that is being reckoned with be the last, and wait for it."""
        waiting = [each for each in self._waiting if not each.cancel()]
        self._waiting.clear()
        for each in waiting:
            each.result()

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)


class Hashing:
    """The size and SHA-256 of what passes, reckoned beside the writing of it; use it as a context manager."""

    def __init__(self) -> None:
        self._beside = _Beside()
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """The hash of all that was taken so far, in hexadecimal."""
        self._beside.finish()
        return self._hash.hexdigest()

    def take(self, content: bytes) -> None:
        """Take the next piece."""
        self.size += len(content)
        self._beside.do(self._hash.update, content)

    def take_anew(self, file: BinaryIO) -> None:
        """Forget what was taken and take a whole file."""
        self._beside.forget()
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
        """Let the thread go."""
        self._beside.close()
