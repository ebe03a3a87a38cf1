"""The keys of a vault: one random data key, and the ways to wrap it.

Everything in a vault is encrypted with keys derived from one random data key. That key is never stored bare: the
header holds it wrapped by the passphrase (through Argon2id, which makes guessing slow) and wrapped by a printed
recovery key. The person may also let the keyring of their system open the vault: then the header holds a third wrap,
by a random unlock key that lies in the keyring and is good for nothing else. Changing the passphrase, and turning the
keyring on or off, therefore writes a new header and nothing else.

What this cannot do: Python keeps copies of keys in memory that cannot be wiped. The data key itself is overwritten when
the vault is closed, but what was derived from it and what the person typed is only let go. Somebody who can read the
memory of the running program, or a swap file that is not encrypted, can read the vault. And nobody can take back what
was given: who has a copy of an older header and the passphrase of that time has the data key.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.errors import WeakSecretError
from portfolio_app.storage.recovery_key import RecoveryKey

RandomBytes = Callable[[int], bytes]
"""Gives so many bytes of good randomness; `os.urandom` outside tests."""

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


class KdfBoundsError(ValueError):
    """A header asks for a derivation that is too weak to be ours, or so heavy that it takes the machine down."""


class KdfParameters(Value):
    """How hard Argon2id works: memory in KiB, passes over it, and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        within = 8 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16
        if not within:
            raise KdfBoundsError(f"Argon2id parameters out of bounds: {self}")


class Wrap(Value):
    """The data key, encrypted with a key made from a secret."""

    salt: bytes
    nonce: bytes
    sealed: bytes


class CannotUnwrapError(Exception):
    """The secret is not the one that wrapped this key, or what it was bound to was altered."""


class DataKey:
    """The key of a vault, from which the keys of its parts are derived; never printed.

    Args:
        secret: the 32 random bytes.
    """

    __slots__ = ("_secret", "_wiped")

    def __init__(self, secret: bytes | bytearray) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._secret = bytearray(secret)
        self._wiped = False

    @classmethod
    def new(cls, random_bytes: RandomBytes = os.urandom) -> DataKey:
        """Return a fresh random key."""
        return cls(random_bytes(KEY_BYTES))

    def copy(self) -> DataKey:
        """Return the same key, to be kept when this one is wiped."""
        return DataKey(self._bare())

    def wipe(self) -> None:
        """Overwrite the key in memory; it is of no use any more."""
        self._secret[:] = bytes(KEY_BYTES)
        self._wiped = True

    @property
    def is_wiped(self) -> bool:
        """Whether the key was overwritten."""
        return self._wiped

    def derive(self, purpose: str, salt: bytes = b"") -> bytes:
        """Return the 32-byte key for one purpose; different purposes and salts give independent keys."""
        return _hkdf(self._bare(), salt, purpose)

    def check_value(self) -> bytes:
        """Return what may be kept openly to recognise this key; it tells nothing about it."""
        return self.derive("key check")[:16]

    def sealed_by(self, wrapping_key: bytes, nonce: bytes, bound_to: bytes) -> bytes:
        """Return this key encrypted by another one, which is the only way in which it leaves the memory."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(wrapping_key).encrypt(nonce, self._bare(), bound_to)

    def _bare(self) -> bytearray:
        if self._wiped:
            raise RuntimeError("the key was wiped when its vault was closed")
        return self._secret

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same key, in constant time."""
        return isinstance(other, DataKey) and are_equal(self._bare(), other._bare())

    def __hash__(self) -> int:
        """Refuse: a key in a set or dict would be a key forgotten somewhere."""
        raise TypeError("a data key is not hashable")

    def __repr__(self) -> str:
        """Return a text that says nothing about the key."""
        return "DataKey(…)"


def are_equal(one: bytes | bytearray, other: bytes | bytearray) -> bool:
    """Tell whether two secrets are the same, in a time that tells nothing about where they differ."""
    from hmac import compare_digest  # brings a second OpenSSL along, and opening by passphrase or keyring needs none

    return compare_digest(one, other)


def wrap_with_passphrase(
    key: DataKey, passphrase: str, parameters: KdfParameters, bound_to: bytes, random_bytes: RandomBytes
) -> Wrap:
    """Wrap `key` by a passphrase.

    Args:
        key: what to wrap.
        passphrase: in any Unicode form; they count as the same.
        parameters: how hard guessing it is to be.
        bound_to: what the wrap belongs to; unwrapping with anything else fails.
        random_bytes: source of salt and nonce.

    Raises:
        WeakSecretError: the passphrase is empty.
    """
    salt = random_bytes(SALT_BYTES)
    return _seal(key, salt, _passphrase_key(passphrase, salt, parameters), bound_to, random_bytes)


def unwrap_with_passphrase(wrap: Wrap, passphrase: str, parameters: KdfParameters, bound_to: bytes) -> DataKey:
    """Return the key that `wrap_with_passphrase` wrapped.

    Raises:
        CannotUnwrapError: it is another passphrase.
        WeakSecretError: the passphrase is empty.
    """
    return _unseal(wrap, _passphrase_key(passphrase, wrap.salt, parameters), bound_to)


def wrap_with_recovery_key(key: DataKey, recovery_key: RecoveryKey, bound_to: bytes, random_bytes: RandomBytes) -> Wrap:
    """Wrap `key` by a recovery key, which is random enough to need no slow derivation."""
    salt = random_bytes(SALT_BYTES)
    return _seal(key, salt, _recovery_wrap_key(recovery_key, salt), bound_to, random_bytes)


def unwrap_with_recovery_key(wrap: Wrap, recovery_key: RecoveryKey, bound_to: bytes) -> DataKey:
    """Return the key that `wrap_with_recovery_key` wrapped.

    Raises:
        CannotUnwrapError: it is another recovery key.
    """
    return _unseal(wrap, _recovery_wrap_key(recovery_key, wrap.salt), bound_to)


def new_unlock_key(random_bytes: RandomBytes = os.urandom) -> bytes:
    """Return a fresh random key for the keyring of the system to keep."""
    return random_bytes(KEY_BYTES)


def wrap_with_unlock_key(key: DataKey, unlock_key: bytes, bound_to: bytes, random_bytes: RandomBytes) -> Wrap:
    """Wrap `key` by the random key that the keyring of the system keeps."""
    salt = random_bytes(SALT_BYTES)
    return _seal(key, salt, _hkdf(unlock_key, salt, "unlock key wrap"), bound_to, random_bytes)


def unwrap_with_unlock_key(wrap: Wrap, unlock_key: bytes, bound_to: bytes) -> DataKey:
    """Return the key that `wrap_with_unlock_key` wrapped.

    Raises:
        CannotUnwrapError: it is another unlock key.
    """
    return _unseal(wrap, _hkdf(unlock_key, wrap.salt, "unlock key wrap"), bound_to)


def _passphrase_key(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    if not passphrase:
        raise WeakSecretError(Text("De wachtwoordzin is leeg.", "The passphrase is empty."))
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        # macOS types an é as two signs, Windows as one; both must open the same vault
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=parameters.passes,
        memory_cost=parameters.memory_kib,
        parallelism=parameters.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _recovery_wrap_key(recovery_key: RecoveryKey, salt: bytes) -> bytes:
    return _hkdf(recovery_key.secret(), salt, "recovery key wrap")


def _hkdf(secret: bytes | bytearray, salt: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"vakdossier 1 " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=info).derive(secret)


def _seal(key: DataKey, salt: bytes, wrapping_key: bytes, bound_to: bytes, random_bytes: RandomBytes) -> Wrap:
    nonce = random_bytes(_NONCE_BYTES)
    return Wrap(salt, nonce, key.sealed_by(wrapping_key, nonce, bound_to))


def _unseal(wrap: Wrap, wrapping_key: bytes, bound_to: bytes) -> DataKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return DataKey(AESGCM(wrapping_key).decrypt(wrap.nonce, wrap.sealed, bound_to))
    except InvalidTag:
        raise CannotUnwrapError from None
