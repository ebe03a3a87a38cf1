"""What a person or their system can open a vault with."""

from __future__ import annotations

from portfolio_app.common.value import Value
from portfolio_app.storage.errors import (
    WrongDataKeyError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongUnlockKeyError,
)
from portfolio_app.storage.header import Header
from portfolio_app.storage.keys import (
    CannotUnwrapError,
    DataKey,
    are_equal,
    unwrap_with_passphrase,
    unwrap_with_recovery_key,
    unwrap_with_unlock_key,
)
from portfolio_app.storage.recovery_key import RecoveryKey


class Secret(Value):
    """What opens a vault: exactly one of four.

    Attributes:
        passphrase: what the person typed.
        recovery_key: as printed, in any way of typing it, or parsed.
        unlock_key: from the keyring of the system.
        data_key: the bare key of a vault that is open already, or of which a copy is at hand; it is copied.
    """

    passphrase: str | None = None
    recovery_key: str | RecoveryKey | None = None
    data_key: DataKey | None = None
    unlock_key: bytes | None = None

    def __post_init__(self) -> None:
        ways = (self.passphrase, self.recovery_key, self.data_key, self.unlock_key)
        if sum(given is not None for given in ways) != 1:
            raise ValueError("exactly one secret opens a vault")

    def __repr__(self) -> str:
        """Return a text that gives no secret away."""
        return "Secret(…)"

    def unlock(self, header: Header) -> DataKey:
        """Return the data key that this secret unwraps.

        Raises:
            WrongPassphraseError, WrongRecoveryKeyError, WrongUnlockKeyError, WrongDataKeyError: it is another
                vault's, or wrong.
            RecoveryKeyTypoError, WeakSecretError: it cannot be right.
        """
        if self.passphrase is not None:
            try:
                return unwrap_with_passphrase(
                    header.passphrase_wrap, self.passphrase, header.kdf, header.binding("passphrase")
                )
            except CannotUnwrapError:
                raise WrongPassphraseError from None
        if self.recovery_key is not None:
            typed = self.recovery_key
            recovery_key = RecoveryKey.parse(typed) if isinstance(typed, str) else typed
            try:
                return unwrap_with_recovery_key(header.recovery_wrap, recovery_key, header.binding("recovery"))
            except CannotUnwrapError:
                raise WrongRecoveryKeyError from None
        if self.unlock_key is not None:
            if header.keyring_wrap is None:
                raise WrongUnlockKeyError
            try:
                return unwrap_with_unlock_key(header.keyring_wrap, self.unlock_key, header.binding("keyring"))
            except CannotUnwrapError:
                raise WrongUnlockKeyError from None
        assert self.data_key is not None  # noqa: S101 - the constructor saw to it
        if not are_equal(self.data_key.check_value(), header.key_check):
            raise WrongDataKeyError
        return self.data_key.copy()
