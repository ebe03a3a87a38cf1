"""The hash of a file, reckoned beside the writing of it."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

_WAITING_AT_MOST: Final = 4


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

    def so_far(self) -> hashlib._Hash:
        """Return the hash of all that was taken so far, to be gone on with apart from this one."""
        self._beside.finish()
        return self._hash.copy()

    def take(self, content: bytes) -> None:
        """Take the next piece."""
        self.size += len(content)
        self._beside.do(self._hash.update, content)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the thread go."""
        self._beside.close()
