"""The files of evidence: each encrypted, found by the hash of its content, never changed.

A file is cut in chunks, each sealed with AES-256-GCM under a key of that file's own. The nonce counts the chunks and
marks the last one (the STREAM construction), so that a chunk that is altered, moved, left out or cut off at the end is
noticed. The name of a file on the disk is a keyed hash: whoever sees the folder cannot tell whether it holds a certain
known document.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from portfolio_app.common.atomic import (
    PRIVATE_FOLDER,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    sync_file,
    sync_folder,
)
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.seekable import SeekableContent
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.errors import EvidenceDamagedError, EvidenceMissingError, VaultReadOnlyError
from portfolio_app.storage.keys import DataKey, RandomBytes

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC: Final = b"VAKEVD1\n"
_SALT_BYTES: Final = 32
_HEAD_BYTES: Final = len(_MAGIC) + _SALT_BYTES
_CHUNK: Final = 256 * 1024
_TAG: Final = 16
_SUFFIX: Final = ".evd"
_DERIVED: Final = "derived"
_MAKER: Final = re.compile(r"[0-9a-z]{1,40}")
_OF_EVIDENCE: Final = "evidence file"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")

_SAVING: Final = Text("Het bewaren van het bewijsstuk", "Saving the evidence")
_READING: Final = Text("Het lezen van het bewijsstuk", "Reading the evidence")


class StoredEvidence(Value):
    """What is known of content that was put into the store.

    Attributes:
        sha256: hash of the content, in hexadecimal; the key to get it back.
        size: number of bytes of the content.
        was_there: the same content was in the store already.
    """

    sha256: str
    size: int
    was_there: bool


def is_sha256(words: str) -> bool:
    """Tell whether `words` has the form of a hash by which evidence is kept."""
    return _SHA256.fullmatch(words) is not None


class EvidenceStore:
    """The folder with the encrypted files of one vault.

    Args:
        folder: the vault's evidence folder.
        key: the vault's data key.
        read_only: refuse to store and to remove.
        random_bytes: source of the salt of each file.
    """

    def __init__(
        self, folder: Path, key: DataKey, *, read_only: bool = False, random_bytes: RandomBytes = secrets.token_bytes
    ) -> None:
        self._folder = folder
        self._key = key
        self._name_key = key.derive("evidence names")
        self._read_only = read_only
        self._random_bytes = random_bytes

    def put(self, content: IO[bytes]) -> StoredEvidence:
        """Store what `content` gives until its end; returns when it is on the disk.

        Memory does not grow with the size. Content that is in the store already is not stored twice; if the file that
        is there turns out to be damaged, it is replaced.

        Raises:
            EnvironmentRefusedError: the system refused: full, read-only.
            VaultReadOnlyError: the vault is open for reading only.
        """
        self._must_be_writable()
        try:
            self._folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=self._folder)
            temporary = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as sealed:
                    sha256, size = self._seal(content, sealed)
                    sealed.flush()
                    sync_file(sealed.fileno())
                if self.is_good(sha256):
                    return StoredEvidence(sha256, size, was_there=True)
                self._move_into_place(temporary, sha256)
                return StoredEvidence(sha256, size, was_there=False)
            finally:
                with suppress(OSError):  # gone when it was moved; and the first error is the one to tell
                    temporary.unlink(missing_ok=True)
        except OSError as error:
            raise refusal_from(error, _SAVING) from error

    def put_bytes(self, content: bytes) -> StoredEvidence:
        """Store `content`; see `put`."""
        return self.put(io.BytesIO(content))

    def open(self, sha256: str) -> io.BufferedReader:
        """Return the content as a binary file that can be read and sought in; close it when done.

        Every read raises `EvidenceDamagedError` when it comes upon a chunk that was altered.

        Raises:
            EvidenceMissingError: it is not in the store.
            EvidenceDamagedError: it was cut off, or is not ours.
            EnvironmentRefusedError: the system refused.
        """
        try:
            sealed = self.path_of(sha256).open("rb")
        except FileNotFoundError:
            raise EvidenceMissingError(sha256) from None
        except OSError as error:
            raise refusal_from(error, _READING) from error
        try:
            return io.BufferedReader(_OpenedEvidence(sealed, self._key, sha256), buffer_size=_CHUNK)
        except BaseException:
            sealed.close()
            raise

    def read(self, sha256: str) -> bytes:
        """Return the whole content, held against its hash.

        Raises:
            EvidenceMissingError, EvidenceDamagedError, EnvironmentRefusedError: as `open`.
        """
        with self.open(sha256) as content:
            found = content.read()
        if hashlib.sha256(found).hexdigest() != sha256:
            raise EvidenceDamagedError(sha256)
        return found

    def verify(self, sha256: str) -> int:
        """Read the whole content, hold it against its hash, and return its size in bytes.

        Raises:
            EvidenceMissingError, EvidenceDamagedError, EnvironmentRefusedError: as `open`.
        """
        seen = hashlib.sha256()
        size = 0
        with self.open(sha256) as content:
            while piece := content.read(_CHUNK):
                seen.update(piece)
                size += len(piece)
        if seen.hexdigest() != sha256:
            raise EvidenceDamagedError(sha256)
        return size

    def is_good(self, sha256: str) -> bool:
        """Tell whether the content is there and whole; reads all of it."""
        try:
            self.verify(sha256)
        except (EvidenceMissingError, EvidenceDamagedError):
            return False
        return True

    def holds(self, sha256: str) -> bool:
        """Tell whether there is a file for this content, without reading it."""
        return self.path_of(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """Delete the content for good; only for what no record, also no deleted one, still names.

        Raises:
            EnvironmentRefusedError: the system refused.
            VaultReadOnlyError: the vault is open for reading only.
        """
        self._must_be_writable()
        path = self.path_of(sha256)
        try:
            self._remove_derived(sha256)
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError as error:
            raise refusal_from(error, _SAVING) from error

    # What was made of evidence, and can be made again

    def derived(self, sha256: str, maker: str) -> bytes | None:
        """Return what `maker` made of some content, or None when that is not there, or not whole any more.

        Args:
            sha256: hash of the content that it was made of.
            maker: name and version of what made it, in small letters and digits.
        """
        try:
            with (
                self._path_of_derived(sha256, maker).open("rb") as sealed,
                io.BufferedReader(_OpenedEvidence(sealed, self._key, sha256, _purpose(sha256, maker))) as content,
            ):
                return content.read()
        except (OSError, EvidenceDamagedError, EnvironmentRefusedError):
            return None

    def put_derived(self, sha256: str, maker: str, content: bytes) -> None:
        """Keep what `maker` made of some content; what it made in other versions is dropped.

        This may be lost at any moment, and no backup has it: it is not brought onto the disk with the care that
        evidence gets. A vault that is open for reading only, or has no room, keeps nothing.
        """
        if self._read_only:
            return
        path = self._path_of_derived(sha256, maker)
        try:
            for folder in (self._folder, path.parent.parent, path.parent):
                folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=self._folder)
            temporary = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as sealed:
                    self._seal(io.BytesIO(content), sealed, _purpose(sha256, maker))
                self._remove_derived(sha256)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError:
            # Not having it costs time at the next export and nothing else.
            return

    def _remove_derived(self, sha256: str) -> None:
        path = self._path_of_derived(sha256, "0")
        for found in path.parent.glob(f"{path.name.partition('-')[0]}-*{_SUFFIX}"):
            found.unlink(missing_ok=True)

    def _path_of_derived(self, sha256: str, maker: str) -> Path:
        if not _MAKER.fullmatch(maker):
            raise ValueError("a maker is named in small letters and digits")
        plain = self.path_of(sha256)
        return self._folder / _DERIVED / plain.parent.name / f"{plain.stem}-{maker}{_SUFFIX}"

    # Where things are

    def path_of(self, sha256: str) -> Path:
        """Return where the encrypted file of this content stands or would stand."""
        if not is_sha256(sha256):
            raise ValueError("not a SHA-256 in hexadecimal")
        name = hmac.new(self._name_key, bytes.fromhex(sha256), hashlib.sha256).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}{_SUFFIX}"

    def files(self) -> Iterator[Path]:
        """Go through the encrypted files, for backup and for finding those that nothing refers to."""
        yield from sorted(self._folder.glob(f"[0-9a-f][0-9a-f]/*{_SUFFIX}"))

    def _must_be_writable(self) -> None:
        if self._read_only:
            raise VaultReadOnlyError

    def _move_into_place(self, temporary: Path, sha256: str) -> None:
        path = self.path_of(sha256)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(self._folder)
        temporary.replace(path)
        sync_folder(path.parent)

    def _seal(self, content: IO[bytes], sealed: IO[bytes], purpose: str = _OF_EVIDENCE) -> tuple[str, int]:
        head = _MAGIC + self._random_bytes(_SALT_BYTES)
        cipher = _cipher(self._key, head, purpose)
        sealed.write(head)
        seen = hashlib.sha256()
        size = 0
        for number, (chunk, is_last) in enumerate(_chunks(content)):
            seen.update(chunk)
            size += len(chunk)
            sealed.write(cipher.encrypt(_nonce(number, is_last=is_last), chunk, head))
        return seen.hexdigest(), size


class _OpenedEvidence(SeekableContent):
    """The plain content of an encrypted file, decrypted chunk by chunk as it is asked for."""

    def __init__(self, sealed: IO[bytes], key: DataKey, sha256: str, purpose: str = _OF_EVIDENCE) -> None:
        self._sealed = sealed
        self._sha256 = sha256
        self._head = sealed.read(_HEAD_BYTES)
        sealed_size = os.fstat(sealed.fileno()).st_size - _HEAD_BYTES
        if not self._head.startswith(_MAGIC) or sealed_size < _TAG:
            raise EvidenceDamagedError(sha256)
        self._cipher = _cipher(key, self._head, purpose)
        self._last = (sealed_size - 1) // (_CHUNK + _TAG)
        super().__init__(sealed_size - (self._last + 1) * _TAG)
        self._number = -1
        self._chunk = b""
        # The last chunk is marked as such: reading it now shows at once when the end was cut off.
        self._load(self._last)

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self._position >= self._size:
            return 0
        self._load(self._position // _CHUNK)
        target = memoryview(buffer).cast("B")
        start = self._position % _CHUNK
        piece = self._chunk[start : start + len(target)]
        target[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        self._sealed.close()
        super().close()

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        from cryptography.exceptions import InvalidTag

        try:
            self._sealed.seek(_HEAD_BYTES + number * (_CHUNK + _TAG))
            sealed = self._sealed.read(_CHUNK + _TAG)
        except OSError as error:
            raise refusal_from(error, _READING) from error
        try:
            self._chunk = self._cipher.decrypt(_nonce(number, is_last=number == self._last), sealed, self._head)
        except (InvalidTag, ValueError):
            raise EvidenceDamagedError(self._sha256) from None
        self._number = number


def _chunks(content: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Give the content in chunks of equal size and say which is the last; empty content is one empty chunk."""
    chunk = _read_full(content)
    while following := _read_full(content) if len(chunk) == _CHUNK else b"":
        yield chunk, False
        chunk = following
    yield chunk, True


def _read_full(content: IO[bytes]) -> bytes:
    """Read one whole chunk, also from a source that gives less at a time."""
    parts: list[bytes] = []
    missing = _CHUNK
    while missing and (part := content.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _purpose(sha256: str, maker: str) -> str:
    """Return what the key of a derived file is for: put in the place of another, it cannot be opened."""
    return f"derived from evidence {sha256} by {maker}"


def _cipher(key: DataKey, head: bytes, purpose: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key.derive(purpose, salt=head[len(_MAGIC) :]))


def _nonce(number: int, *, is_last: bool) -> bytes:
    """Return the nonce of a chunk; the key is that file's own, so counting is enough."""
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
