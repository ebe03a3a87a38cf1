"""Protection by a passphrase, in a standard form: one AES-256 entry of a zip file (WinZip AE-2) that is the archive.

Why this one of the open forms: 7-Zip, WinZip, WinRAR, Keka and the archive managers of Linux open it with two clicks,
where `age` (the better cipher) needs a command line, and an encrypted 7z, which guards no content against alteration,
a library of nine more packages. What is weak in it is made good: the names of files would stand in it unencrypted, so
the archive is one entry; deriving the key costs a guesser little, so the passphrase must be strong (`passphrases`).

The primitives (AES, HMAC, PBKDF2) are those of `cryptography`, which the vault uses too. The stream can be read from
any place, so an archive is read without a plain copy of it ever being on the disk.
"""

from __future__ import annotations

import hmac
import io
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Callable
from datetime import date
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZipFile, ZipInfo

from portfolio_app.common.seekable import SeekableContent
from portfolio_app.common.text import Text
from portfolio_app.exchange.archive.errors import DamagedArchiveError, NotAnArchiveError, WrongArchivePassphraseError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from cryptography.hazmat.primitives.hmac import HMAC

RandomBytes = Callable[[int], bytes]

INNER_NAME: Final = "vakdossier-archief.zip"
README_NAME: Final = "LEESMIJ-README.txt"

_README: Final = """\
Dit is een beveiligd archief van Vakdossier. Open {name} met 7-Zip, WinZip, WinRAR, Keka of een ander programma dat
AES-256 in zip-bestanden kent, geef de wachtwoordzin, pak het uit en open daarin index.html. Of neem het over met
Vakdossier zelf: vakdossier import PORTFOLIO BESTAND

This is a protected Vakdossier archive. Open {name} with 7-Zip, WinZip, WinRAR, Keka or another program that knows
AES-256 in zip files, give the passphrase, unpack it and open index.html in it. Or import it with Vakdossier itself:
vakdossier import PORTFOLIO FILE
"""

_METHOD_AES: Final = 99
_FLAG_ENCRYPTED: Final = 1
_VERSION: Final = 51
_MADE_BY_UNIX: Final = 3 << 8 | _VERSION
_MODE: Final = 0o100600 << 16
_SALT, _CHECK, _MAC, _KEY = 16, 2, 10, 32
_ROUNDS: Final = 1000
"""Laid down by the form."""

_BLOCK: Final = 16
_CHUNK: Final = 256 * 1024
_FULL_32: Final = 0xFFFF_FFFF
_FULL_16: Final = 0xFFFF
_AES_EXTRA: Final = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 0)
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_SIZES: Final = struct.Struct("<HHQQ")

_ALTERED: Final = Text("de versleutelde inhoud is veranderd.", "the encrypted content was altered.")
_CUT_OFF: Final = Text("het is afgebroken.", "it was cut off.")


class ProtectedOutput:
    """Encrypts what is written to it into a zip file at `target`, which must be one that can be sought in.

    Args:
        target: the file; still empty.
        passphrase: judged before.
        made_on: the day that the entries carry.
        random_bytes: source of the salt.
    """

    def __init__(self, target: IO[bytes], passphrase: str, made_on: date, random_bytes: RandomBytes) -> None:
        self._target = target
        self._time = 12 << 11
        self._date = (made_on.year - 1980) << 9 | made_on.month << 5 | made_on.day
        self._central = b""
        self._entries = 0
        self._write_readme()
        self._start = target.tell()
        self._sizes_at = 0
        self._begin_entry()
        salt = random_bytes(_SALT)
        self._stream = _KeyStream(passphrase, salt)
        target.write(salt + self._stream.check)
        self._size = 0

    def write(self, data: bytes) -> int:
        """Encrypt some more."""
        sealed = self._stream.apply(self._size, data)
        self._stream.mac.update(sealed)
        self._target.write(sealed)
        self._size += len(data)
        return len(data)

    def flush(self) -> None:
        """Pass on what was written so far."""
        self._target.flush()

    def close(self) -> None:
        """Seal the entry and end the zip file; the target stays open."""
        self._target.write(self._stream.mac.finalize()[:_MAC])
        sizes = _SIZES.pack(1, 16, self._size, self._size + _SALT + _CHECK + _MAC)
        self._target.seek(self._sizes_at)
        self._target.write(sizes)
        self._target.seek(0, os.SEEK_END)
        self._add_to_central(
            INNER_NAME.encode(), _FLAG_ENCRYPTED, _METHOD_AES, (0, _FULL_32, _FULL_32), sizes + _AES_EXTRA, self._start
        )
        self._end()

    def _write_readme(self) -> None:
        name, content = README_NAME.encode(), _README.format(name=INNER_NAME).encode()
        facts = (zlib.crc32(content), len(content), len(content))
        self._target.write(_LOCAL.pack(b"PK\3\4", 20, 0, 0, self._time, self._date, *facts, len(name), 0))
        self._target.write(name + content)
        self._add_to_central(name, 0, 0, facts, b"", 0)

    def _begin_entry(self) -> None:
        name = INNER_NAME.encode()
        extra = _SIZES.pack(1, 16, 0, 0) + _AES_EXTRA
        head = (_VERSION, _FLAG_ENCRYPTED, _METHOD_AES, self._time, self._date, 0, _FULL_32, _FULL_32)
        self._target.write(_LOCAL.pack(b"PK\3\4", *head, len(name), len(extra)) + name)
        self._sizes_at = self._target.tell()
        self._target.write(extra)

    def _add_to_central(
        self, name: bytes, flags: int, method: int, facts: tuple[int, int, int], extra: bytes, offset: int
    ) -> None:
        head = (_MADE_BY_UNIX, _VERSION if extra else 20, flags, method, self._time, self._date, *facts)
        self._central += _CENTRAL.pack(b"PK\1\2", *head, len(name), len(extra), 0, 0, 0, _MODE, offset) + name + extra
        self._entries += 1

    def _end(self) -> None:
        start = self._target.tell()
        counts = (self._entries, self._entries)
        places = (len(self._central), start)
        end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, _MADE_BY_UNIX, _VERSION, 0, 0, *counts, *places)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + len(self._central), 1)
        last = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, _FULL_16, _FULL_16, _FULL_32, _FULL_32, 0)
        self._target.write(self._central + end + locator + last)


def protected_entry(outer: ZipFile) -> ZipInfo | None:
    """Return the entry that is a protected archive, or None when the zip file is none."""
    return next(
        (
            info
            for info in outer.infolist()
            if info.filename == INNER_NAME and info.compress_type == _METHOD_AES and info.flag_bits & _FLAG_ENCRYPTED
        ),
        None,
    )


def open_protected(file: IO[bytes], info: ZipInfo, passphrase: str) -> io.BufferedReader:
    """Return the archive in a protected entry as a file that can be sought in; nothing plain goes to the disk.

    All of it is held against its seal first.

    Raises:
        WrongArchivePassphraseError: the passphrase is another.
        DamagedArchiveError: it was cut off or altered.
        NotAnArchiveError: it was protected in another way.
    """
    start = _content_start(file, info)
    size = info.compress_size - _SALT - _CHECK - _MAC
    if _AES_EXTRA not in info.extra:
        raise NotAnArchiveError
    if size < 0:
        raise DamagedArchiveError(_CUT_OFF)
    file.seek(start)
    salt, check = file.read(_SALT), file.read(_CHECK)
    stream = _KeyStream(passphrase, salt)
    if not hmac.compare_digest(stream.check, check):
        raise WrongArchivePassphraseError
    remaining = size
    while remaining:
        piece = file.read(min(_CHUNK, remaining))
        if not piece:
            raise DamagedArchiveError(_CUT_OFF)
        stream.mac.update(piece)
        remaining -= len(piece)
    if not hmac.compare_digest(stream.mac.finalize()[:_MAC], file.read(_MAC)):
        # One wrong passphrase in 65,536 passes the check of two bytes; it cannot be told from damage.
        raise DamagedArchiveError(_ALTERED)
    return io.BufferedReader(_Plain(file, start + _SALT + _CHECK, size, stream), buffer_size=_CHUNK)


def _content_start(file: IO[bytes], info: ZipInfo) -> int:
    file.seek(info.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
        raise DamagedArchiveError(_CUT_OFF)
    name_length, extra_length = _LOCAL.unpack(head)[-2:]
    return info.header_offset + _LOCAL.size + int(name_length) + int(extra_length)


class _KeyStream:
    """AES-256 in counter mode as the form has it (counting little-endian, from 1), and the seal under its own key."""

    def __init__(self, passphrase: str, salt: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES256
        from cryptography.hazmat.primitives.ciphers.modes import ECB
        from cryptography.hazmat.primitives.hashes import SHA1
        from cryptography.hazmat.primitives.hmac import HMAC
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        sha1 = SHA1()  # noqa: S303 - laid down by the form; as a seal and for keys SHA-1 still holds
        derived = PBKDF2HMAC(sha1, 2 * _KEY + _CHECK, salt, _ROUNDS).derive(passphrase.encode())
        self.check: bytes = derived[2 * _KEY :]
        self.mac: HMAC = HMAC(derived[_KEY : 2 * _KEY], sha1)
        # The library's own counter mode counts big-endian; so the counters are encrypted one by one.
        self._blocks = Cipher(AES256(derived[:_KEY]), ECB()).encryptor()  # noqa: S305

    def apply(self, position: int, data: bytes) -> bytes:
        """Encrypt or decrypt what stands at `position` of the content."""
        first, skipped = divmod(position, _BLOCK)
        blocks = (skipped + len(data) + _BLOCK - 1) // _BLOCK
        counters = array("Q", bytes(_BLOCK * blocks))
        counters[::2] = array("Q", range(first + 1, first + 1 + blocks))
        if sys.byteorder == "big":
            counters.byteswap()
        key = self._blocks.update(counters.tobytes())[skipped : skipped + len(data)]
        mixed = int.from_bytes(data, "little") ^ int.from_bytes(key, "little")
        return mixed.to_bytes(len(data), "little")


class _Plain(SeekableContent):
    """The decrypted content, from any place."""

    def __init__(self, file: IO[bytes], start: int, size: int, stream: _KeyStream) -> None:
        super().__init__(size)
        self._file = file
        self._start = start
        self._stream = stream

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer).cast("B")
        wanted = min(len(target), self._size - self._position)
        if wanted <= 0:
            return 0
        self._file.seek(self._start + self._position)
        sealed = self._file.read(wanted)
        if not sealed:
            return 0
        target[: len(sealed)] = self._stream.apply(self._position, sealed)
        self._position += len(sealed)
        return len(sealed)
