"""One program at a time writes in a vault.

The operating system's own lock on `vault.lock` is the truth: it falls away when its holder dies, however it dies. What
is written in the file only says who the holder is. On a drive that several machines share the system's lock may not
reach the other machine; a note left by another machine is therefore believed, and only a person can say that it is
stale.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from portfolio_app.common.atomic import PRIVATE_FILE
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value

LOCK_NAME: Final = "vault.lock"

_LOCKING: Final = Text("Het openen van het portfolio", "Opening the portfolio")
_NOTE_LIMIT: Final = 4096
_LOCKED_BYTE: Final = 1 << 30
"""Far behind the note, because Windows forbids others to read bytes that are locked."""

# Some network and FUSE file systems have no locks at all.
_NO_LOCKS_HERE: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


class Holder(Value):
    """Who holds a vault.

    Attributes:
        host: the machine's name.
        pid: the process.
        process_started: what the system says of the start of that process, to tell it from a later one with the same
            number; empty where the system does not say.
        since: when the vault was opened, ISO 8601 in UTC.
    """

    host: str
    pid: int
    process_started: str
    since: str

    @classmethod
    def this_process(cls, clock: Clock) -> Holder:
        """Return the holder that this process would be."""
        pid = os.getpid()
        return cls(_this_machine(), pid, _process_started(pid), clock.now().isoformat(timespec="seconds"))

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether the holder is another machine."""
        return self.host != _this_machine()

    def is_alive(self) -> bool:
        """Tell whether the process still runs; only sound for a holder on this machine, and not on Windows."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return not self.process_started or _process_started(self.pid) == self.process_started


class VaultLockedError(EnvironmentRefusedError):
    """Another program, or another machine, has the vault open for writing.

    Attributes:
        holder: who, as far as is known.
        may_override: the system itself does not see the holder, so a person may decide that the note is stale.
    """

    def __init__(self, holder: Holder | None, *, may_override: bool) -> None:
        super().__init__(_who(holder), _OVERRIDE if may_override else _CLOSE_IT)
        self.holder = holder
        self.may_override = may_override


_CLOSE_IT: Final = Text(
    "Sluit het portfolio daar, of open het hier alleen-lezen.", "Close the portfolio there, or open it here read-only."
)
_OVERRIDE: Final = Text(
    "Sluit het portfolio daar. Weet u zeker dat het daar niet meer open is, open het dan toch; is "
    "het er wel open, dan gaan wijzigingen verloren.",
    "Close the portfolio there. If you are sure that it is no longer open there, open it anyway; if "
    "it still is, changes will be lost.",
)


def _who(holder: Holder | None) -> Text:
    if holder is None:
        return Text("Het portfolio is al geopend.", "The portfolio is already open.")
    since = holder.since[:16].replace("T", " ")
    return Text(
        "Het portfolio is al geopend op computer “{host}” (proces {pid}, sinds {since} UTC).",
        "The portfolio is already open on computer “{host}” (process {pid}, since {since} UTC).",
    ).fill(host=holder.host, pid=holder.pid, since=since)


class VaultLock:
    """The lock on one vault, held until `release`; use it as a context manager or release it yourself."""

    def __init__(self, descriptor: int, path: Path) -> None:
        """Take over an open file that is locked; callers use `acquire`."""
        self._descriptor: int | None = descriptor
        self._path = path

    @classmethod
    def acquire(cls, vault: Path, clock: Clock, *, override: bool = False) -> VaultLock:
        """Lock the vault folder for writing.

        Args:
            vault: the folder.
            clock: says since when it is held.
            override: take it although another machine left a note that it holds it. A holder that the system itself
                sees is never overridden.

        Raises:
            VaultLockedError: somebody else holds it.
            EnvironmentRefusedError: the system refused, for instance because the folder is read-only.
        """
        path = vault / LOCK_NAME
        try:
            while True:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), PRIVATE_FILE)
                try:
                    if _take(descriptor, path, clock, override=override):
                        return cls(descriptor, path)
                except BaseException:
                    os.close(descriptor)
                    raise
                os.close(descriptor)
        except OSError as error:
            raise refusal_from(error, _LOCKING) from error

    @staticmethod
    def holder(vault: Path) -> Holder | None:
        """Return who the note in the vault says holds it, or None when there is no note; it may be stale."""
        try:
            with (vault / LOCK_NAME).open("rb") as file:
                return _holder_from(file.read(_NOTE_LIMIT))
        except OSError:  # no note, or none that we may read
            return None

    def release(self) -> None:
        """Unlock; does nothing the second time."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if os.name == "nt":  # a file that is open cannot be deleted there
            os.ftruncate(descriptor, 0)
            os.close(descriptor)
            return
        try:
            # While still locked: whoever waits sees that its file is no longer the one at this path, and tries again.
            if _same_file(descriptor, self._path):
                self._path.unlink(missing_ok=True)
        except OSError:  # the drive is gone or read-only; the lock falls with the descriptor, and that is what counts
            with suppress(OSError):
                os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)

    def __enter__(self) -> Self:
        """Return the lock."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Unlock."""
        self.release()


def _this_machine() -> str:
    """Return the name of this machine, as `platform.node()` does; that is loaded only where it has to be."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform

    return platform.node()


def _take(descriptor: int, path: Path, clock: Clock, *, override: bool) -> bool:
    """Lock the open file and leave our note in it; False when it was deleted in between and must be opened anew."""
    held_by_system = _lock_by_system(descriptor)
    note = _holder_from(_content(descriptor))
    if held_by_system is False:
        raise VaultLockedError(note, may_override=False)
    if not _same_file(descriptor, path):
        return False
    if note is not None and note.is_elsewhere and not override:
        raise VaultLockedError(note, may_override=True)
    without_system_lock = held_by_system is None
    if without_system_lock and note is not None and not note.is_elsewhere and note.is_alive() and not override:
        raise VaultLockedError(note, may_override=True)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(Holder.this_process(clock).as_dict()).encode())
    os.fsync(descriptor)
    return True


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _NOTE_LIMIT)


def _holder_from(content: bytes) -> Holder | None:
    """Return the holder that a note names; a note that cannot be read names nobody."""
    try:
        note = json.loads(content)
        holder = Holder(str(note["host"]), int(note["pid"]), str(note["process_started"]), str(note["since"]))
        datetime.fromisoformat(holder.since)
    except (ValueError, KeyError, TypeError):
        return None
    return holder if 0 < holder.pid < 1 << 31 else None


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _process_started(pid: int) -> str:
    """Return the start of a process in the system's own count (Linux), or nothing."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return fields.rpartition(")")[2].split()[19]


if sys.platform == "win32":
    import msvcrt

    def _lock_by_system(descriptor: int) -> bool | None:
        """Return whether the system gave us the lock; None when it has no locks here."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

else:
    import fcntl

    def _lock_by_system(descriptor: int) -> bool | None:
        """Return whether the system gave us the lock; None when it has no locks here."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                return False
            if error.errno in _NO_LOCKS_HERE:
                return None
            raise
        return True
