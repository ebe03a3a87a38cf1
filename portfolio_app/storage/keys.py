"""The keys of a vault: one random data key, and the ways to wrap it.

Everything in a vault is encrypted with keys derived from one random data key. That key is never stored bare: the
header holds it wrapped by the passphrase (through Argon2id, which makes guessing slow) and wrapped by a printed
recovery key. Changing the passphrase therefore writes a new header and nothing else.

What this cannot do: Python keeps copies of keys in memory that cannot be wiped. Somebody who can read the memory of the
running program, or a swap file that is not encrypted, can read the vault.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.storage.errors import RecoveryKeyTypoError, WeakSecretError

RandomBytes = Callable[[int], bytes]
"""Gives so many bytes of good randomness; `secrets.token_bytes` outside tests."""

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


class KdfBoundsError(ValueError):
    """A header asks for a derivation that is too weak to be ours, or so heavy that it takes the machine down."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How hard Argon2id works: memory in KiB, passes over it, and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        within = 8 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16
        if not within:
            raise KdfBoundsError(f"Argon2id parameters out of bounds: {self}")


@dataclass(frozen=True, slots=True)
class Wrap:
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

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._secret = secret

    @classmethod
    def new(cls, random_bytes: RandomBytes = secrets.token_bytes) -> DataKey:
        """Return a fresh random key."""
        return cls(random_bytes(KEY_BYTES))

    def derive(self, purpose: str, salt: bytes = b"") -> bytes:
        """Return the 32-byte key for one purpose; different purposes and salts give independent keys."""
        return _hkdf(self._secret, salt, purpose)

    def check_value(self) -> bytes:
        """Return what may be kept openly to recognise this key; it tells nothing about it."""
        return self.derive("key check")[:16]

    def reveal(self) -> bytes:
        """Return the bare key, for the keyring of the system only."""
        return self._secret

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same key, in constant time."""
        return isinstance(other, DataKey) and secrets.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        """Refuse: a key in a set or dict would be a key forgotten somewhere."""
        raise TypeError("a data key is not hashable")

    def __repr__(self) -> str:
        """Return a text that says nothing about the key."""
        return "DataKey(…)"


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


# Crockford's digits: no I, L, O, U, so that what is read aloud or from paper has one meaning.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_DATA_DIGITS: Final = 26
_CHECK_DIGITS: Final = 4
_GROUP: Final = 5


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """130 random bits and four check digits, to be printed and kept in a safe place.

    The check digits are a Reed-Solomon code over 32 symbols: every error in up to four signs is noticed, and so is
    every swap of two of them.
    """

    digits: str

    @classmethod
    def new(cls, random_bytes: RandomBytes = secrets.token_bytes) -> RecoveryKey:
        """Return a fresh random recovery key."""
        number = int.from_bytes(random_bytes(17), "big")
        symbols = [(number >> (5 * place)) & 31 for place in range(_DATA_DIGITS)]
        return cls("".join(_DIGITS[symbol] for symbol in [*symbols, *_check_symbols(symbols)]))

    @classmethod
    def parse(cls, typed: str) -> RecoveryKey:
        """Return the recovery key that a person typed.

        Small letters, spaces, line breaks and dashes do not matter, nor does O for 0 and I or L for 1.

        Raises:
            RecoveryKeyTypoError: it cannot be one; says what is wrong.
        """
        letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", typed))
        bare = letters.upper().translate(_LOOK_ALIKES)
        strange = next((sign for sign in bare if sign not in _DIGITS), "")
        if strange:
            raise RecoveryKeyTypoError(
                Text(
                    "Het teken “{sign}” komt in geen herstelsleutel voor.",
                    "The sign “{sign}” occurs in no recovery key.",
                ).fill(sign=strange)
            )
        expected = _DATA_DIGITS + _CHECK_DIGITS
        if len(bare) != expected:
            raise RecoveryKeyTypoError(
                Text(
                    "Een herstelsleutel heeft {expected} tekens; dit zijn er {n}.",
                    "A recovery key has {expected} signs; these are {n}.",
                ).fill(expected=expected, n=len(bare))
            )
        symbols = [_DIGITS.index(sign) for sign in bare]
        if _check_symbols(symbols[:_DATA_DIGITS]) != symbols[_DATA_DIGITS:]:
            raise RecoveryKeyTypoError(
                Text("In de herstelsleutel zit een typefout.", "There is a typing error in the recovery key."),
                Text("Vergelijk hem teken voor teken met uw afdruk.", "Compare it sign by sign with your print."),
            )
        return cls(bare)

    def printed(self) -> str:
        """Return it in groups of five, as it stands on paper."""
        return "-".join(self.digits[at : at + _GROUP] for at in range(0, len(self.digits), _GROUP))

    def __repr__(self) -> str:
        """Return a text that says nothing about the key."""
        return "RecoveryKey(…)"


def _field_tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return powers and logarithms of the generator of GF(32) with x^5 + x^2 + 1."""
    powers, logs = [], [0] * 32
    value = 1
    for exponent in range(31):
        powers.append(value)
        logs[value] = exponent
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return tuple(powers), tuple(logs)


_POWERS, _LOGS = _field_tables()


def _times(left: int, right: int) -> int:
    return _POWERS[(_LOGS[left] + _LOGS[right]) % 31] if left and right else 0


def _generator() -> list[int]:
    """Return the generator polynomial with the roots 1, a, a², a³; highest power first."""
    polynomial = [1]
    for root in range(_CHECK_DIGITS):
        shifted = [*polynomial, 0]
        for at, coefficient in enumerate(polynomial):
            shifted[at + 1] ^= _times(coefficient, _POWERS[root])
        polynomial = shifted
    return polynomial


_GENERATOR: Final = _generator()


def _check_symbols(symbols: list[int]) -> list[int]:
    remainder = [*symbols, *([0] * _CHECK_DIGITS)]
    for at in range(len(symbols)):
        lead = remainder[at]
        for offset, coefficient in enumerate(_GENERATOR):
            remainder[at + offset] ^= _times(coefficient, lead)
    return remainder[-_CHECK_DIGITS:]


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
    return _hkdf(recovery_key.digits[:_DATA_DIGITS].encode("ascii"), salt, "recovery key wrap")


def _hkdf(secret: bytes, salt: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"vakdossier 1 " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=info).derive(secret)


def _seal(key: DataKey, salt: bytes, wrapping_key: bytes, bound_to: bytes, random_bytes: RandomBytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = random_bytes(_NONCE_BYTES)
    return Wrap(salt, nonce, AESGCM(wrapping_key).encrypt(nonce, key.reveal(), bound_to))


def _unseal(wrap: Wrap, wrapping_key: bytes, bound_to: bytes) -> DataKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return DataKey(AESGCM(wrapping_key).decrypt(wrap.nonce, wrap.sealed, bound_to))
    except InvalidTag:
        raise CannotUnwrapError from None
