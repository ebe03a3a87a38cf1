"""Writing a file so that it is there whole, or the old one still is.

The order is the one that survived every simulated power cut: a temporary file in the same folder, its bytes to the
disk, the rename, and then the folder to the disk. Without the last, a quarter of the files reported as saved was lost.
"""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

try:
    import fcntl
except ImportError:  # Windows
    _full_sync_command = None
    _HAS_LOCKS = False
else:
    _full_sync_command = getattr(fcntl, "F_FULLFSYNC", None)
    _HAS_LOCKS = True

TEMPORARY_PREFIX: Final = ".vakdossier-"
TEMPORARY_SUFFIX: Final = ".part"

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700

# A virus scanner or a sync client on Windows may hold the target for a moment; in all about two seconds.
_REPLACE_PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.6)
_HELD_BY_ANOTHER: Final = frozenset({5, 32, 33})

# A folder on some network and FUSE file systems cannot be synced at all; there is nothing more to be done there.
_FOLDER_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})

_ABANDONED_SECONDS: Final = 60.0
"""A temporary file that nobody has written to for so long, and that nobody holds, is of a process that was killed."""

_ABANDONED_FOLDER_SECONDS: Final = 86_400.0

Writer = Callable[[IO[bytes]], object]


def write_atomically(path: Path, content: bytes | Writer, what: Text, *, mode: int = PRIVATE_FILE) -> None:
    """Put `content` at `path`, whole and durable, or leave what was there as it was.

    When this returns the bytes are on the disk under that name. A link at `path` is replaced, not followed.
    Whatever goes wrong, also an exception of the writer's own, no temporary file stays behind. Only a killed process
    leaves one, which may hold half of a paper in plain; the next writing in that folder clears it.

    Args:
        path: the file to write; its folder exists.
        content: the bytes, or a function that writes them to the seekable binary file it is given.
        what: the deed, as `refusal_from` takes it.
        mode: the permission bits of the file (on Windows only the write bit counts).

    Raises:
        EnvironmentRefusedError: the system refused: full, read-only, no rights, in use. The old file is intact, unless
            only the very last step failed, the syncing of the folder: then the new file stands there, whole.
    """
    try:
        _write_then_rename(path, content, mode)
    except OSError as error:
        raise refusal_from(error, what) from error


def sync_file(descriptor: int) -> None:
    """Bring what was written to an open file onto the disk itself.

    Raises:
        OSError: the system refused.
    """
    if _full_sync_command is not None:  # macOS: a plain fsync stops at the drive's own cache
        with suppress(OSError):  # not every file system has it; then the plain one is all there is
            fcntl.fcntl(descriptor, _full_sync_command)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` (a file made, renamed or deleted) onto the disk; Windows does so by itself.

    Raises:
        OSError: the system refused.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path, what: Text) -> None:
    """Make `folder` and what is missing above it, each readable by its owner only; one that exists is left as it is.

    Raises:
        EnvironmentRefusedError: the system refused, or a file stands in the way.
    """
    try:
        for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(missing.parent)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        raise refusal_from(error, what) from error


def leftovers(folder: Path) -> list[Path]:
    """Return the temporary files that a killed process left in `folder`, sorted by name.

    Only sound for a folder in which no other process is writing at the moment.
    """
    return sorted(folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"))


def remove_leftovers(folder: Path, what: Text) -> int:
    """Delete the temporary files that a killed process left in `folder`, and return how many there were.

    Raises:
        EnvironmentRefusedError: one cannot be deleted.
    """
    try:
        found = leftovers(folder)
        for leftover in found:
            leftover.unlink(missing_ok=True)
    except OSError as error:
        raise refusal_from(error, what) from error
    return len(found)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let other processes see, for as long as the block lasts, that somebody is at work in `folder`.

    Raises:
        OSError: the system refused.
    """
    if not _HAS_LOCKS:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _hold(descriptor)
        yield
    finally:
        os.close(descriptor)


def has_nobody(leftover: Path) -> bool:
    """Tell whether the process that made a temporary file or folder is gone.

    Where files have no locks (Windows) a folder is taken for abandoned after a day without a change in it.

    Raises:
        OSError: the system refused.
    """
    if leftover.is_symlink():
        return False
    if not _HAS_LOCKS and leftover.is_dir():
        return time.time() - leftover.stat().st_mtime > _ABANDONED_FOLDER_SECONDS
    descriptor = os.open(leftover, os.O_RDONLY)
    try:
        return _hold(descriptor)
    finally:
        os.close(descriptor)


def _write_then_rename(path: Path, content: bytes | Writer, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            _hold(descriptor)
            _clear_abandoned(temporary)
            if isinstance(content, bytes):
                file.write(content)
            else:
                content(file)
            file.flush()
            temporary.chmod(mode)
            sync_file(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _hold(descriptor: int) -> bool:
    """Let others see that an open file has somebody; tell whether it had nobody before."""
    if not _HAS_LOCKS:
        return True  # Windows: a file that somebody has open cannot be deleted anyway
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or a file system without locks
        return False
    return True


def _clear_abandoned(own: Path) -> None:
    """Delete the temporary files beside `own` that killed processes left; what cannot be deleted is let be."""
    with suppress(OSError):
        oldest = own.stat().st_mtime - _ABANDONED_SECONDS
        for leftover in leftovers(own.parent):
            with suppress(OSError):
                if leftover.is_file() and leftover.lstat().st_mtime < oldest and has_nobody(leftover):
                    leftover.unlink()


def _replace(temporary: Path, path: Path) -> None:
    for pause in _REPLACE_PAUSES:
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER:
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(path)
