"""Letting one vault take the place of another, so that a process that dies half-way leaves nothing out of reach.

Where the system can exchange two names in one step (Linux, macOS) there is never a moment without a vault at the old
place. Elsewhere there is one, between two renames. In both cases a note in the new vault, written before the first
step, says what was under way; whoever opens one of the two next goes on from there.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import sync_folder, write_atomically
from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.lock import VaultLock
from portfolio_app.storage.vault import VAULT_SUFFIX

NOTE_NAME: Final = "taking-over.json"
"""The note in the new vault while it takes the place of the old one."""

_SWAPPING: Final = Text(
    "Het in gebruik nemen van het teruggezette portfolio", "Putting the restored portfolio into use"
)
_LARGEST_NOTE: Final = 4096
_AT_FOLDER: Final = -100
_EXCHANGE: Final = 2
# An old kernel, or a file system that cannot do it.
_CANNOT_EXCHANGE: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM})

_Exchanger = Callable[[bytes, bytes], int]


class Swapped(Value):
    """Where the vaults are after the new one took the place of the old one."""

    vault: Path
    kept_aside: Path


class _Note(Value):
    """What is under way: the names, in one folder, of the old vault, the new one, and the old one once put aside."""

    old: str
    new: str
    aside: str


def swap(old: Path, new: Path, clock: Clock) -> Swapped:
    """Let the vault `new` take the place and name of `old`, which is kept beside it under a name with the date.

    Args:
        old: the vault as it was; closed.
        new: the vault that takes its place, in the same folder; closed.
        clock: what day it is.

    Raises:
        WrongUseError: they are not beside each other.
        VaultLockedError: one of them is open.
        EnvironmentRefusedError: the system refused; `old` is where it was.
    """
    if old.resolve().parent != new.resolve().parent or old.resolve() == new.resolve():
        raise WrongUseError(
            Text(
                "Het nieuwe portfolio moet in dezelfde map staan als het oude.",
                "The new portfolio must be in the same folder as the old one.",
            )
        )
    for vault in (old, new):
        VaultLock.acquire(vault, clock).release()  # nobody has it open; a folder with an open file cannot be renamed
    aside = aside_name(old, clock.today())
    note = json.dumps({"old": old.name, "new": new.name, "aside": aside.name}).encode()
    write_atomically(new / NOTE_NAME, note, _SWAPPING)
    try:
        _exchange_names(old, new, aside)
        sync_folder(old.parent)
    except OSError as error:
        with suppress(OSError):  # the first error is the one to tell
            (new / NOTE_NAME).unlink(missing_ok=True)
        raise refusal_from(error, _SWAPPING) from error
    with suppress(OSError):  # it is done; who opens the vault next takes the note away
        (old / NOTE_NAME).unlink()
    return Swapped(old, aside)


def aside_name(vault: Path, day: date) -> Path:
    """Return a free name for a vault that is put aside on a day."""
    stem = vault.name.removesuffix(VAULT_SUFFIX)
    names = (f"{stem}-oud-{day.isoformat()}{'' if n == 1 else f'-{n}'}{VAULT_SUFFIX}" for n in count(1))
    return next(path for path in map(vault.with_name, names) if not path.exists())


def is_half_way(vault: Path) -> bool:
    """Tell whether nothing stands at `vault` only because a swap was cut short between its two renames."""
    return not vault.exists() and _taking_over(vault) is not None


def settle_swap(vault: Path) -> None:
    """Bring a swap that was cut short to an end, or take back what never really began; nothing happens otherwise.

    Args:
        vault: what is about to be opened; the old or the new of the two. It stands there afterwards, if it can.

    Raises:
        EnvironmentRefusedError: the system refused; trying again goes on from there.
    """
    try:
        if (vault / NOTE_NAME).exists():
            _settle_inside(vault)
        elif not vault.exists():
            successor = _taking_over(vault)
            if successor is not None:
                successor.rename(vault)
                sync_folder(vault.parent)
                (vault / NOTE_NAME).unlink(missing_ok=True)
    except OSError as error:
        raise refusal_from(error, _SWAPPING) from error


def _settle_inside(vault: Path) -> None:
    """Settle a swap by the note in the vault that was, or is, to take over."""
    note = _note_in(vault)
    if note is not None and note.old == vault.name:
        left, aside = vault.with_name(note.new), vault.with_name(note.aside)
        if left.is_dir() and not aside.exists():
            left.rename(aside)  # the names were exchanged, and the old vault still has that of the new one
            sync_folder(vault.parent)
    elif note is not None and not vault.with_name(note.old).exists() and vault.with_name(note.aside).is_dir():
        vault.with_name(note.aside).rename(vault.with_name(note.old))  # who opens the new one by its name keeps both
        sync_folder(vault.parent)
    (vault / NOTE_NAME).unlink(missing_ok=True)


def _exchange_names(old: Path, new: Path, aside: Path) -> None:
    if _exchanged_at_once(old, new):
        try:
            new.rename(aside)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell
                _exchanged_at_once(old, new)
            raise
        return
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        with suppress(OSError):
            aside.rename(old)
        raise


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot do that.

    Raises:
        OSError: it can, and refused.
    """
    import ctypes  # only when vaults change places

    exchange = _exchanger()
    if exchange is None:
        return False
    sys.audit("os.rename", str(one), str(other), -1, -1)  # it is one, and whoever listens to renames should hear it
    if exchange(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code))


def _exchanger() -> _Exchanger | None:
    """Return what exchanges two names on this system, or None: `renameat2` of Linux, `renamex_np` of macOS."""
    if sys.platform == "win32":
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap_names = getattr(library, "renamex_np", None)
        return None if swap_names is None else lambda one, other: swap_names(one, other, ctypes.c_uint(_EXCHANGE))
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return None
    return lambda one, other: rename(_AT_FOLDER, one, _AT_FOLDER, other, ctypes.c_uint(_EXCHANGE))


def _taking_over(vault: Path) -> Path | None:
    """Return the vault beside `vault` that was taking its place."""
    try:
        beside = sorted(vault.parent.glob(f"*/{NOTE_NAME}"))
    except OSError:  # the folder is gone too; what opens the vault says so
        return None
    for path in beside:
        note = _note_in(path.parent)
        if note is not None and note.old == vault.name:
            return path.parent
    return None


def _note_in(vault: Path) -> _Note | None:
    """Return the note in a vault; None when there is none, or none that names three vaults beside each other."""
    try:
        with (vault / NOTE_NAME).open("rb") as file:
            body = json.loads(file.read(_LARGEST_NOTE))
        note = _Note(str(body["old"]), str(body["new"]), str(body["aside"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    names = (note.old, note.new, note.aside)
    return note if all(name == Path(name).name and name not in ("", ".", "..") for name in names) else None
