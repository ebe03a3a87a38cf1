"""The keyring of the operating system, in which a person may let the key of a vault be kept.

Windows Credential Manager, the macOS keychain, and Secret Service or KWallet on Linux, all by the `keyring` package,
which is loaded when it is needed and may be absent. What such a keyring does wrong is told in words: it is somebody
else's program, may ask the person for a password of its own, and may fail in ways of its own.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from typing import TYPE_CHECKING, Final, Protocol

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text, same_in_both

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE: Final = "Vakdossier"
_SAFE_FROM: Final = 1
"""Backends of a lower priority are those that its makers do not recommend: they keep secrets in plain files."""


_DOES_NOT_WORK: Final = Text(
    "De sleutelbos van het systeem werkt niet: {why}", "The keyring of the system does not work: {why}"
)


class KeyringRefusedError(EnvironmentRefusedError):
    """The keyring of the system is not there, not safe, locked, or failed."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(
                "De sleutelbos van het systeem werkt niet: {why}", "The keyring of the system does not work: {why}"
            ).fill(why=why),
            Text(
                "Gebruik de wachtwoordzin; aan het portfolio is niets veranderd.",
                "Use the passphrase; nothing in the portfolio was changed.",
            ),
        )


_ABSENT: Final = Text("het pakket “keyring” ontbreekt.", "the package “keyring” is missing.")
_UNSAFE: Final = Text(
    "er is geen sleutelbos die geheimen veilig bewaart.", "there is no keyring that keeps secrets safely."
)
_FAILED: Final = Text("hij is vergrendeld of gaf een fout ({kind}).", "it is locked or gave an error ({kind}).")
_NOT_KEPT: Final = Text("hij bewaarde de sleutel niet.", "it did not store the key.")


class Keyring(Protocol):
    """What keeps one random key per vault."""

    def get(self, vault_id: str) -> bytes | None:
        """Return the key that is kept for a vault; None when there is none.

        Raises:
            KeyringRefusedError: it cannot be asked.
        """

    def put(self, vault_id: str, unlock_key: bytes) -> None:
        """Keep a key for a vault, and see to it that it is kept.

        Raises:
            KeyringRefusedError: it is not kept.
        """

    def remove(self, vault_id: str) -> None:
        """Forget the key of a vault, where there is one.

        Raises:
            KeyringRefusedError: it may still be there.
        """


class SystemKeyring:
    """The keyring of the person who uses this computer."""

    @property
    def name(self) -> Text:
        """What the keyring calls itself, for the person.

        Raises:
            KeyringRefusedError: there is none.
        """
        return same_in_both(str(_backend().name))

    def get(self, vault_id: str) -> bytes | None:
        """Return the key that is kept for a vault; see `Keyring.get`."""
        backend = _backend()
        try:
            kept = backend.get_password(_SERVICE, vault_id)
        except Exception as error:
            raise _refusal(error) from error
        if not kept:
            return None
        try:
            return b64decode(kept, validate=True)
        except (NotBase64Error, ValueError):  # somebody else's entry under our name opens nothing
            return None

    def put(self, vault_id: str, unlock_key: bytes) -> None:
        """Keep a key for a vault; see `Keyring.put`."""
        backend = _backend()
        try:
            backend.set_password(_SERVICE, vault_id, b64encode(unlock_key).decode("ascii"))
        except Exception as error:
            raise _refusal(error) from error
        if self.get(vault_id) != unlock_key:
            raise KeyringRefusedError(_NOT_KEPT)

    def remove(self, vault_id: str) -> None:
        """Forget the key of a vault; see `Keyring.remove`."""
        backend = _backend()
        try:
            if backend.get_password(_SERVICE, vault_id) is not None:
                backend.delete_password(_SERVICE, vault_id)
        except Exception as error:
            raise _refusal(error) from error


def _backend() -> KeyringBackend:
    try:
        from keyring import get_keyring
    except ImportError as error:
        raise KeyringRefusedError(_ABSENT) from error
    try:
        backend = get_keyring()
        is_safe = float(backend.priority) >= _SAFE_FROM
    except Exception as error:
        raise _refusal(error) from error
    if not is_safe:
        raise KeyringRefusedError(_UNSAFE)
    return backend


def _refusal(error: Exception) -> KeyringRefusedError:
    """Return in words what a keyring raised: each raises what its own system made up."""
    return KeyringRefusedError(_FAILED.fill(kind=type(error).__name__))
