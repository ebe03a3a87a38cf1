"""The keys of a portfolio as its owner deals with them: passphrase, recovery key, and the keyring of the system.

Every change of an open portfolio asks for a proof: the passphrase or the recovery key, typed now. Who sits down at a
window that was left open can read, but cannot lock the owner out or make a way in that lasts.

What the keyring keeps is a random key that is good for nothing but unwrapping the data key of this one vault on this
one place. The passphrase never goes there; turning it off takes the wrap out of the vault's header first, so that a
copy of the keyring opens nothing any more, even when the entry itself cannot be removed.

A change of keys cannot reach what was copied before: backups made earlier, and a stolen copy of the folder, go on
opening with the passphrase of their time, because the data key is the same. `WHAT_A_CHANGE_CANNOT_DO` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.services.system_keyring import Keyring, KeyringRefusedError, SystemKeyring
from portfolio_app.storage.errors import KeysCopyStaleError, VaultReadOnlyError, WeakSecretError
from portfolio_app.storage.header import read_header
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.storage.vault import Vault

WHAT_A_CHANGE_CANNOT_DO: Final = Text(
    "Reservekopieën van vóór vandaag, en een kopie die iemand al had, blijven met de oude wachtwoordzin te openen. Is "
    "de "
    "oude uitgelekt: verwijder die reservekopieën zodra er een nieuwe is, of zet alles met “export” en “import” over "
    "in "
    "een nieuw portfolio met eigen sleutels.",
    "Backups from before today, and copies that somebody already has, still open with the old passphrase. If the "
    "old one has leaked: delete those backups once there is a new one, or move everything with “export” and "
    "“import” to a new portfolio with keys of its own.",
)
WHAT_THE_KEYRING_MEANS: Final = Text(
    "Wie op deze computer onder uw naam is aangemeld, kan het portfolio nu zonder wachtwoordzin openen. Na "
    "vergrendelen "
    "blijft de wachtwoordzin nodig.",
    "Anyone signed in to this computer as you can now open the portfolio without the passphrase. After locking, "
    "the passphrase is still needed.",
)
_KEYRING_ENTRY_LEFT: Final = Text(
    "Het portfolio is niet meer met de sleutelbos te openen. Wat er in de sleutelbos stond kon niet worden verwijderd; "
    "het opent niets meer.",
    "The keyring no longer opens the portfolio. What was in the keyring could not be removed, but it no longer "
    "opens anything.",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the person typed to show that the portfolio is theirs: one of the two.

    Attributes:
        passphrase: the present one.
        recovery_key: as printed, typed in any way.
    """

    passphrase: str | None = None
    recovery_key: str | None = None

    def __repr__(self) -> str:
        """Return a text that gives no secret away."""
        return "Proof(…)"

    @property
    def secret(self) -> Secret:
        """It as what opens a vault."""
        return Secret(passphrase=self.passphrase, recovery_key=self.recovery_key)


def prove(vault: Vault, proof: Proof) -> None:
    """See to it that the person before an open portfolio knows its passphrase or recovery key.

    Raises:
        WrongPassphraseError, WrongRecoveryKeyError: it is another one.
        RecoveryKeyTypoError, WeakSecretError: it cannot be right.
    """
    vault.prove(proof.secret)


def change_passphrase(vault: Vault, proof: Proof, passphrase: str) -> tuple[Text, ...]:
    """Let another passphrase open the portfolio; return what the person should know, usually nothing.

    Raises:
        WrongPassphraseError, WrongRecoveryKeyError, RecoveryKeyTypoError: the proof is wrong; nothing was changed.
        WeakSecretError: the new one is empty.
        VaultReadOnlyError: the portfolio is open for reading only.
        EnvironmentRefusedError: the system refused; the old one still opens the portfolio.
    """
    if not passphrase:
        raise WeakSecretError(Text("De nieuwe wachtwoordzin is leeg.", "The new passphrase is empty."))
    _must_be_writable(vault)
    prove(vault, proof)
    return _told(lambda: vault.change_passphrase(passphrase))


def new_recovery_key() -> str:
    """Return a recovery key as it is printed, for `replace_recovery_key`; it opens nothing yet."""
    return RecoveryKey.new().printed()


def replace_recovery_key(vault: Vault, proof: Proof, recovery_key: str) -> tuple[Text, ...]:
    """Let a new recovery key open the portfolio and the old one no longer.

    The key is made first and put to use last, so that the person can have it on paper before the old one ends.

    Args:
        vault: open for writing.
        proof: that the person may do this.
        recovery_key: from `new_recovery_key`.

    Returns:
        what the person should know, usually nothing.

    Raises:
        as `change_passphrase`.
    """
    _must_be_writable(vault)
    prove(vault, proof)
    return _told(lambda: vault.replace_recovery_key(RecoveryKey.parse(recovery_key)))


def check_recovery_key(path: Path, typed: str) -> None:
    """See to it that a recovery key is the one of the vault at `path`, without opening anything else of it.

    Raises:
        RecoveryKeyTypoError: it has a typing error; says where.
        WrongRecoveryKeyError: it is another vault's, or was replaced.
        NotAVaultError, DamagedHeaderError, EnvironmentRefusedError: there is no vault that can be read.
    """
    parsed = RecoveryKey.parse(typed)
    Secret(recovery_key=parsed).unlock(read_header(path).header).wipe()


# -- the keyring of the system ----------------------------------------------------------------------------------------


def keyring_is_on(path: Path) -> bool:
    """Tell whether a key in the keyring of the system may open the vault at `path`; asks no keyring.

    Raises:
        NotAVaultError, DamagedHeaderError, EnvironmentRefusedError: there is no vault that can be read.
    """
    return read_header(path).header.keyring_wrap is not None


def unlock_key_of(path: Path, keyring: Keyring | None = None) -> bytes | None:
    """Return the key that the keyring of the system keeps for a vault.

    None when the owner did not ask for that, in which case no keyring is asked or even loaded, and when this computer's
    keyring has none: a vault may be used on several.

    Raises:
        KeyringRefusedError: the keyring cannot be asked.
        NotAVaultError, DamagedHeaderError, EnvironmentRefusedError: there is no vault that can be read.
    """
    header = read_header(path).header
    return None if header.keyring_wrap is None else (keyring or SystemKeyring()).get(header.vault_id)


def turn_keyring_on(vault: Vault, proof: Proof, keyring: Keyring | None = None) -> tuple[Text, ...]:
    """Let the keyring of the system open the portfolio from now on; return what the person should know.

    Raises:
        KeyringRefusedError: the keyring does not keep it; nothing was changed.
        as `change_passphrase` otherwise.
    """
    _must_be_writable(vault)
    prove(vault, proof)
    keeper = keyring or SystemKeyring()
    return _told(lambda: vault.new_unlock_key(lambda unlock_key: keeper.put(vault.vault_id, unlock_key)))


def turn_keyring_off(vault: Vault, keyring: Keyring | None = None) -> tuple[Text, ...]:
    """Let no keyring open the portfolio any more; needs no proof, for it only closes a way in.

    Returns:
        what the person should know: when the entry could not be removed from the keyring, that it opens nothing.

    Raises:
        VaultReadOnlyError: the portfolio is open for reading only.
        EnvironmentRefusedError: the system refused; the keyring still opens the portfolio.
    """
    _must_be_writable(vault)
    told = _told(vault.revoke_unlock_key)
    try:
        (keyring or SystemKeyring()).remove(vault.vault_id)
    except KeyringRefusedError:
        return (*told, _KEYRING_ENTRY_LEFT)
    return told


def _told(change: Callable[[], None]) -> tuple[Text, ...]:
    """Make a change of keys; that only the copy of the key file lags behind is told, for the change holds."""
    try:
        change()
    except KeysCopyStaleError as error:
        return (error.message, error.remedy)
    return ()


def _must_be_writable(vault: Vault) -> None:
    """Refuse before a proof is asked or a keyring is touched."""
    if vault.read_only:
        raise VaultReadOnlyError
