"""Copying encrypted files between a vault and its backups, each proven before it gets its name."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from portfolio_app.common.atomic import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    has_nobody,
    held,
    leftovers,
    sync_file,
    sync_folder,
)
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.storage.driver import driver_module, error_name
from portfolio_app.storage.errors import DamagedDatabaseError, EvidenceDamagedError
from portfolio_app.storage.evidence import EvidenceStore
from portfolio_app.storage.keys import DataKey

_PIECE: Final = 1 << 20

# The driver's own sentences speak of a change that was not saved; here it is about a copy.
_ERRNO_OF_DRIVER: Final = MappingProxyType(
    {
        "SQLITE_FULL": errno.ENOSPC,
        "SQLITE_READONLY": errno.EROFS,
        "SQLITE_IOERR": errno.EIO,
        "SQLITE_CANTOPEN": errno.ENOENT,
        "SQLITE_BUSY": errno.EBUSY,
    }
)


class SourceUnreadableError(OSError):
    """A file that was to be copied cannot be read; the place where it was to go has no part in that."""


@contextmanager
def temporary_folder(beside: Path) -> Iterator[Path]:
    """Give a new folder in `beside`, which is gone at the end unless it was renamed.

    Raises:
        OSError: the system refused.
    """
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=beside))
    try:
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the first error is the one to tell; a leftover is found later


def clear_abandoned_folders(beside: Path) -> None:
    """Delete the folders in `beside` that processes which were killed left half-made; never one that has somebody.

    What cannot be deleted is let be. The folder is the person's own: only what has our temporary name is touched.
    """
    with suppress(OSError):
        for leftover in leftovers(beside):
            with suppress(OSError):
                if leftover.is_dir() and not leftover.is_symlink() and has_nobody(leftover):
                    shutil.rmtree(leftover)


# The driver's copying of a whole database gives its errors as words only, without the name of the error.
_ERRNO_OF_WORDS: Final = MappingProxyType(
    {
        "disk is full": errno.ENOSPC,
        "readonly": errno.EROFS,
        "I/O error": errno.EIO,
        "unable to open": errno.ENOENT,
        "locked": errno.EBUSY,
    }
)
_DAMAGE: Final = ("malformed", "not a database")


@contextmanager
def in_words(what: Text) -> Iterator[None]:
    """Turn what the system or the driver refused in the block into one message about `what`.

    Raises:
        EnvironmentRefusedError: instead of an `OSError` or of what the driver said about a change.
    """
    try:
        yield
    except OSError as error:
        raise refusal_from(error, what) from error
    except DamagedDatabaseError:
        raise
    except EnvironmentRefusedError as error:
        name = error_name(error.__cause__)
        code = next((code for start, code in _ERRNO_OF_DRIVER.items() if name.startswith(start)), None)
        if code is None:
            raise
        raise refusal_from(OSError(code, os.strerror(code)), what) from error
    except driver_module().Error as error:
        said = str(error)
        if any(words in said for words in _DAMAGE):
            raise DamagedDatabaseError from error
        code = next((code for words, code in _ERRNO_OF_WORDS.items() if words in said), None)
        if code is None:
            raise
        raise refusal_from(OSError(code, os.strerror(code)), what) from error


def delete_whole(folder: Path) -> None:
    """Delete a folder; its name goes first, so that what is half gone is never taken for what it was.

    Raises:
        OSError: the system refused.
    """
    dying = folder.with_name(f"{TEMPORARY_PREFIX}{folder.name}{TEMPORARY_SUFFIX}")
    folder.rename(dying)
    sync_folder(folder.parent)
    shutil.rmtree(dying)


def remove_leftovers(folder: Path) -> None:
    """Delete what a process that was killed left in `folder`, whole folders too.

    Raises:
        OSError: the system refused.
    """
    for leftover in leftovers(folder):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file to a new name, private and on the disk when this returns.

    Raises:
        SourceUnreadableError: the disk does not give the file.
        OSError: the system refused, or something stands there already.
    """
    with source.open("rb") as original, new_private_file(target) as copy:
        while piece := _piece_of(original):
            copy.write(piece)
        copy.flush()
        sync_file(copy.fileno())


def write_file(target: Path, content: bytes) -> None:
    """Write a new private file; it is on the disk when this returns.

    Raises:
        OSError: the system refused, or something stands there already.
    """
    with new_private_file(target) as file:
        file.write(content)
        file.flush()
        sync_file(file.fileno())


def new_private_file(target: Path) -> IO[bytes]:
    """Open a new file that only its owner may read.

    Raises:
        OSError: the system refused, or something stands there already.
    """
    binary = getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, PRIVATE_FILE), "wb")


def size_of(path: Path) -> int | None:
    """Return the size of a file in bytes, or None when it is not there.

    Raises:
        OSError: the system refused.
    """
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and what is missing above it, all private, and return what was made."""
    missing = [place for place in (folder, *folder.parents) if not place.is_dir()]
    for place in reversed(missing):
        place.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return missing


def _piece_of(file: IO[bytes]) -> bytes:
    try:
        return file.read(_PIECE)
    except OSError as error:
        raise SourceUnreadableError(*error.args) from error


class EvidenceCopier:
    """Brings evidence into a folder from other folders of the same vault; what arrives there is proven to be whole.

    Args:
        folder: where to; made when it is not there.
        key: the vault's data key.
        staging: a folder on the same disk, to copy into before a file gets its name.

    Attributes:
        copied_files, copied_bytes: how much had to be copied so far.
    """

    def __init__(self, folder: Path, key: DataKey, staging: Path) -> None:
        self.copied_files = 0
        self.copied_bytes = 0
        self._folder = folder
        self._target = EvidenceStore(folder, key)
        self._staging = EvidenceStore(staging, key)
        self._key = key
        self._touched: set[Path] = set()

    def name_of(self, sha256: str) -> str:
        """Return the name that the evidence has in every folder of this vault."""
        return self._target.path_of(sha256).relative_to(self._folder).as_posix()

    def bring(self, sha256: str, sources: tuple[Path, ...]) -> int | None:
        """See to it that the evidence is in the folder, and return the size of its file; None when no source is good.

        What is there with the size that it should have is not read again: evidence never changes.

        Raises:
            OSError, EnvironmentRefusedError: the system refused.
        """
        target = self._target.path_of(sha256)
        there = size_of(target)
        found = [place for place in (folder / self.name_of(sha256) for folder in sources) if size_of(place) is not None]
        if there is not None and (not found or any(size_of(place) == there for place in found)):
            return there
        for source in found:
            if self._take(source, target, sha256):
                return size_of(target)
        return there if there is not None and self._target.is_good(sha256) else None

    def is_good(self, sha256: str) -> bool:
        """Tell whether the evidence in the folder is whole; reads all of it."""
        return self._target.is_good(sha256)

    def replace(self, sha256: str, sources: tuple[Path, ...]) -> bool:
        """Put a good copy in the place of what is in the folder, and tell whether a source had one.

        Raises:
            OSError, EnvironmentRefusedError: the system refused.
        """
        target = self._target.path_of(sha256)
        found = [place for place in (folder / self.name_of(sha256) for folder in sources) if size_of(place) is not None]
        return any(self._take(source, target, sha256) for source in found)

    def sync(self) -> None:
        """Bring the names of all that was copied onto the disk.

        Raises:
            OSError: the system refused.
        """
        for folder in sorted(self._touched):
            sync_folder(folder)
        self._touched.clear()

    def _take(self, source: Path, target: Path, sha256: str) -> bool:
        staged = self._staging.path_of(sha256)
        _make_folders(staged.parent)
        try:
            copy_file(source, staged)
            size = self._staging.verify(sha256)
            self._touched.update(made.parent for made in _make_folders(target.parent))
            staged.replace(target)
        except (EvidenceDamagedError, SourceUnreadableError):
            return False
        finally:
            with suppress(OSError):  # gone when it got its name; and the first error is the one to tell
                staged.unlink(missing_ok=True)
        self._touched.add(target.parent)
        self.copied_files += 1
        self.copied_bytes += size
        return True
