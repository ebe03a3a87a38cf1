"""The zip file that an archive is written into, file by file, with the hash and size of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from types import TracebackType
from typing import IO, Final, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from portfolio_app.common.text import Text
from portfolio_app.exchange.archive.errors import TooLargeArchiveError
from portfolio_app.exchange.archive.form import MANIFEST, Manifest, MemberFacts
from portfolio_app.exchange.archive.limits import LIMITS, Limits
from portfolio_app.exchange.archive.protection import ProtectedOutput

_UNIX: Final = 3
_MODE: Final = 0o100600 << 16
_LEVEL: Final = 6
_UNKNOWN: Final = 1 << 32
"""Taken for the size where it is not known, so that there is room for a large one."""


Target = IO[bytes] | ProtectedOutput
"""Where the bytes of the zip file go."""


class MemberSink:
    """One file of the archive while it is written."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._seen = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> None:
        """Write some more."""
        self._seen.update(data)
        self._size += len(data)
        self._target.write(data)

    def text(self, words: str) -> None:
        """Write some more text."""
        self.write(words.encode())

    @property
    def facts(self) -> MemberFacts:
        """Size and hash of what was written."""
        return MemberFacts(self._size, self._seen.hexdigest())


class ArchiveOutput:
    """Writes the files of an archive one after the other; the same files and day give the same bytes.

    A context manager: when the block raises, what was written so far is no archive.

    Args:
        target: where the zip file goes; it need not be able to seek.
        made_on: the day that every entry carries.
        limits: what an archive may hold, so that none is written that cannot be read back.
    """

    def __init__(self, target: Target, made_on: date, limits: Limits = LIMITS) -> None:
        self._zip = ZipFile(target, "w", allowZip64=True)
        self._moment = (made_on.year, made_on.month, made_on.day, 12, 0, 0)
        self._limits = limits
        self.files: dict[str, MemberFacts] = {}

    @contextmanager
    def member(self, path: str, *, size: int | None = None, packed: bool = True) -> Iterator[MemberSink]:
        """Give the sink of the next file.

        Args:
            path: in the archive.
            size: where it is known already.
            packed: whether it is worth compressing.

        Raises:
            TooLargeArchiveError: it grew beyond what an archive may hold.
        """
        info = ZipInfo(path, self._moment)
        info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        info.create_system = _UNIX
        info.external_attr = _MODE
        info.file_size = _UNKNOWN if size is None else size
        info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - has no public name before 3.13
        with self._zip.open(info, "w") as target:
            sink = MemberSink(target)
            yield sink
        self._refuse_too_large(info)
        self.files[path] = sink.facts

    def finish(self, manifest: Manifest) -> None:
        """Write the list of contents and end the zip file; the target stays open."""
        content = manifest.to_bytes()
        with self.member(MANIFEST, size=len(content)) as sink:
            sink.write(content)
        self._zip.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the target."""
        with suppress(OSError):  # closed already when all went well; else the first error is the one to tell
            self._zip.close()

    def _refuse_too_large(self, info: ZipInfo) -> None:
        if refusal := beyond(info, self._limits):
            raise TooLargeArchiveError(refusal)


def beyond(info: ZipInfo, limits: Limits) -> Text | None:
    """Return which limit a file of a zip file goes beyond, or None."""
    if info.file_size > (limits.manifest_bytes if info.filename == MANIFEST else limits.member_bytes):
        return Text("een bestand erin is te groot.", "a file in it is too large.")
    if info.file_size > max(limits.ratio_floor, limits.ratio * info.compress_size):
        return Text(
            "een bestand erin wordt bij het uitpakken onevenredig groot.",
            "a file in it becomes unduly large when it is unpacked.",
        )
    return None
