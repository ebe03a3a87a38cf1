"""Opens the zip file of an archive that somebody gives us, and refuses what none of ours has, before reading it."""

from __future__ import annotations

import errno
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.exchange.archive.errors import (
    DamagedArchiveError,
    NotAnArchiveError,
    ProtectedArchiveError,
    TooLargeArchiveError,
    UnsafeArchiveError,
)
from portfolio_app.exchange.archive.form import MANIFEST
from portfolio_app.exchange.archive.limits import Limits
from portfolio_app.exchange.archive.names import checked_members
from portfolio_app.exchange.archive.output import beyond
from portfolio_app.exchange.archive.protection import open_protected, protected_entry

_READING: Final = Text("Het lezen van het archief", "Reading the archive")
_UNREADABLE: Final = Text("een deel ervan is onleesbaar.", "a part of it cannot be read.")
_ENCRYPTED: Final = 1
_DIRECTORY_ENTRY: Final = 512
"""More bytes than the list of contents of a zip file takes for one of our files."""

_END: Final = struct.Struct("<4sHHHHIIH")
_LOCATOR: Final = struct.Struct("<4sIQI")
_END_64: Final = struct.Struct("<4sQHHIIQQQQ")
_LONGEST_COMMENT: Final = 0xFFFF


@contextmanager
def damage_in_words() -> Iterator[None]:
    """Turn what the zip library says of a bad file into an error for a person.

    Raises:
        DamagedArchiveError: the file is not as it was made.
        EnvironmentRefusedError: the system refused to read it.
    """
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeError) as error:
        raise DamagedArchiveError(_UNREADABLE) from error
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # sent to a place that the file does not have
            raise DamagedArchiveError(_UNREADABLE) from error
        raise refusal_from(error, _READING) from error


def open_zip(file: IO[bytes], passphrase: str, limits: Limits) -> ZipFile:
    """Return the zip file with the files of the archive, every entry of which was looked at.

    Args:
        file: can be sought in; stays open, for it is read from later on.
        passphrase: of the archive; empty when it has none.
        limits: what an archive may hold.

    Raises:
        NotAnArchiveError: it is something else.
        ProtectedArchiveError, WrongArchivePassphraseError: it needs a passphrase, or another one.
        DamagedArchiveError, UnsafeArchiveError, TooLargeArchiveError: it is not to be used.
        EnvironmentRefusedError: the system refused.
    """
    with damage_in_words():
        found = _zip_in(file, limits)
        sealed = protected_entry(found)
        if sealed is not None:
            if not passphrase:
                raise ProtectedArchiveError
            found = _zip_in(open_protected(file, sealed, passphrase), limits)
        if MANIFEST not in found.namelist():
            raise NotAnArchiveError
    _refuse_odd(found.infolist(), limits)
    return found


def _zip_in(file: IO[bytes], limits: Limits) -> ZipFile:
    _refuse_long_directory(file, limits)
    try:
        return ZipFile(file)
    except (ValueError, OverflowError) as error:  # a place before the start of the file, or past all numbers
        raise DamagedArchiveError(_UNREADABLE) from error


def _refuse_long_directory(file: IO[bytes], limits: Limits) -> None:
    """Refuse a list of contents that would fill the memory, before the library reads it."""
    size = file.seek(0, os.SEEK_END)
    tail_start = max(0, size - _LONGEST_COMMENT - _END.size)
    file.seek(tail_start)
    tail = file.read(size - tail_start)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        file.seek(0)
        if file.read(4) == b"PK\3\4":
            raise DamagedArchiveError(Text("het is afgebroken.", "it was cut off."))
        raise NotAnArchiveError
    directory = int(_END.unpack_from(tail, at)[5])
    before = at - _LOCATOR.size
    if before >= 0 and tail[before : before + 4] == b"PK\6\7":
        end_at = int(_LOCATOR.unpack_from(tail, before)[2])
        file.seek(min(end_at, size))
        end = file.read(_END_64.size)
        if len(end) == _END_64.size:
            directory = (
                max(directory, int(_END_64.unpack(end)[8])) if directory != 0xFFFF_FFFF else int(_END_64.unpack(end)[8])
            )
    if min(directory, size) > limits.members * _DIRECTORY_ENTRY:
        raise TooLargeArchiveError(_TOO_MANY)


_TOO_MANY: Final = Text("er zitten te veel bestanden in.", "there are too many files in it.")


def _refuse_odd(infos: list[ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise TooLargeArchiveError(_TOO_MANY)
    checked_members((info.orig_filename for info in infos), limits)
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise UnsafeArchiveError(Text("er zit een koppeling of apparaat in.", "there is a link or a device in it."))
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise DamagedArchiveError(
                Text(
                    "een bestand erin is op een manier ingepakt die het programma niet gebruikt.",
                    "a file in it is packed in a way that the program does not use.",
                )
            )
        if limit := beyond(info, limits):
            raise TooLargeArchiveError(limit)
    if sum(info.file_size for info in infos) > limits.total_bytes:
        raise TooLargeArchiveError(Text("uitgepakt is het te groot.", "unpacked it is too large."))
