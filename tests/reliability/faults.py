"""Refuses the program something at a chosen moment, as a full, failing or forbidden disk would.

This reaches what Python asks of the system: files that are opened, written, synced, renamed, made and deleted. What the
database asks by itself is reached by `strace`; see `python -m tests.reliability --faults`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

CODES: Final = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
_CALLS: Final = ("fsync", "replace", "rename", "mkdir", "chmod")
_WRITING: Final = os.O_WRONLY | os.O_RDWR


class Refusing:
    """Within the block the `number`-th thing that is asked of the disk is refused; counts what is asked.

    Args:
        number: which, from 1; 0 refuses nothing.
        code: what the system says.
        onward: refuse all that comes after it too.

    Attributes:
        asked: how much was asked.
    """

    def __init__(self, number: int = 0, code: int = errno.ENOSPC, *, onward: bool = False) -> None:
        self.asked = 0
        self._number = number
        self._code = code
        self._onward = onward
        self._real: dict[str, Callable[..., Any]] = {}

    def __enter__(self) -> Self:
        for name in (*_CALLS, "open", "fdopen"):
            self._real[name] = getattr(os, name)
        for name in _CALLS:
            setattr(os, name, self._refusing(self._real[name]))
        os.open = self._open
        os.fdopen = self._fdopen  # type: ignore[assignment]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)

    @property
    def was_reached(self) -> bool:
        """Tell whether so much was asked that something was refused."""
        return 0 < self._number <= self.asked

    def ask(self, path: object = None) -> None:
        """Count one thing; refuse it when it is its turn."""
        self.asked += 1
        turn = self.asked >= self._number if self._onward else self.asked == self._number
        if self._number and turn:
            raise OSError(self._code, os.strerror(self._code), path)

    def _refusing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: object, **named: object) -> object:
            self.ask(given[0])
            return real(*given, **named)

        return call

    def _open(self, path: str | Path, flags: int, *given: int, **named: int) -> int:
        if flags & _WRITING:
            self.ask(path)
        descriptor: int = self._real["open"](path, flags, *given, **named)
        return descriptor

    def _fdopen(self, descriptor: int, mode: str = "r", *given: object, **named: object) -> object:
        file = self._real["fdopen"](descriptor, mode, *given, **named)
        return _Torn(file, self) if "w" in mode else file


class _Torn:
    """A file of which a write that is refused brings half of its bytes onto the disk."""

    def __init__(self, file: IO[bytes], refusing: Refusing) -> None:
        self._file = file
        self._refusing = refusing

    def write(self, content: bytes) -> int:
        try:
            self._refusing.ask()
        except OSError:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            raise
        return self._file.write(content)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
