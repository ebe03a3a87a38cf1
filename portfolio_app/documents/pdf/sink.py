"""Where a PDF is written to while the disk may be full."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Sink(io.RawIOBase):
    """Stands between qpdf and a file, and keeps what the system refuses until qpdf is done.

    On a disk without any room left qpdf meets the refusal while it is clearing up, and then ends the whole program.

    Args:
        target: the file, open for writing.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._refused: OSError | None = None

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, content: ReadableBuffer) -> int:
        """Write to the file, as long as nothing was refused."""
        if self._refused is None:
            try:
                self._target.write(content)
            except OSError as error:
                self._refused = error
        return memoryview(content).nbytes

    def finish(self) -> None:
        """Bring what is still in memory to the system.

        Raises:
            OSError: the system refused, now or before.
        """
        if self._refused is not None:
            raise self._refused
        self._target.flush()
