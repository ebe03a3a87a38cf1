"""A vault: a folder with wrapped keys, an encrypted database, encrypted evidence, and backups.

NAME.vakdossier/
vault.json, vault.json.previous   the wrapped keys
portfolio.db                      the database
evidence/                         files, encrypted one by one
backups/
vault.lock                        while somebody has it open for writing
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from portfolio_app.common.atomic import make_private_folder, remove_leftovers
from portfolio_app.common.clock import Clock
from portfolio_app.common.closing import Closing
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.storage import header as headers
from portfolio_app.storage import migrations
from portfolio_app.storage.driver import DATABASE_NAME, Connection, DatabasePlace, connect
from portfolio_app.storage.errors import (
    DamagedDatabaseError,
    FolderNotEmptyError,
    KeysCopyStaleError,
    OlderVaultError,
    VaultFileGoneError,
    VaultReadOnlyError,
)
from portfolio_app.storage.header import Header
from portfolio_app.storage.keys import (
    SALT_BYTES,
    DataKey,
    KdfParameters,
    RandomBytes,
    new_unlock_key,
    wrap_with_passphrase,
    wrap_with_recovery_key,
    wrap_with_unlock_key,
)
from portfolio_app.storage.lock import VaultLock
from portfolio_app.storage.new_folder import (
    BACKUPS_FOLDER,
    CREATING,
    EVIDENCE_FOLDER,
    clear,
    furnish,
    must_be_free,
)
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.secret import Secret

if TYPE_CHECKING:
    from portfolio_app.storage.evidence import EvidenceStore
    from portfolio_app.storage.store import Storage

__all__ = [
    "BACKUPS_FOLDER",
    "EVIDENCE_FOLDER",
    "VAULT_SUFFIX",
    "NewVault",
    "Secret",
    "Vault",
    "create_vault",
    "open_vault",
]

VAULT_SUFFIX: Final = ".vakdossier"

_CLEARING: Final = Text("Het opruimen in de map van het portfolio", "Clearing up in the folder of the portfolio")

_NOTICE_PREVIOUS: Final = Text(
    "Het sleutelbestand vault.json was beschadigd of verdwenen; de reserve ernaast is gebruikt. "
    "Wijzig uw wachtwoordzin (het mag dezelfde zijn) om het te herstellen.",
    "The key file vault.json was damaged or missing; the copy beside it was used. Change your "
    "passphrase (it may be the same one) to repair it.",
)


class NewVault(NamedTuple):
    """A vault that was just made, and the recovery key that is shown this once."""

    vault: Vault
    recovery_key: RecoveryKey


class Vault(Closing):
    """An open vault. Close it, or use it as a context manager; that releases the lock.

    Attributes:
        path: the folder.
        vault_id: random and lasting, to find its key in a keyring.
        read_only: nothing can be written.
        notices: what the person should know about the opening; usually empty.
        data_key: overwritten when the vault is closed; who needs it longer takes a copy.
    """

    def __init__(
        self,
        path: Path,
        header: Header,
        data_key: DataKey,
        clock: Clock,
        *,
        lock: VaultLock | None,
        notices: tuple[Text, ...] = (),
        random_bytes: RandomBytes = os.urandom,
    ) -> None:
        """Callers use `open_vault` and `create_vault`."""
        self.path = path
        self.read_only = lock is None
        self.notices = notices
        self.data_key = data_key
        self._header = header
        self._clock = clock
        self._lock = lock
        self._random_bytes = random_bytes
        self._storage: Storage | None = None
        self._closed = False

    @cached_property
    def evidence(self) -> EvidenceStore:
        """The store of files; loaded when first asked for."""
        from portfolio_app.storage.evidence import EvidenceStore

        return EvidenceStore(
            self.path / EVIDENCE_FOLDER, self.data_key, read_only=self.read_only, random_bytes=self._random_bytes
        )

    @property
    def vault_id(self) -> str:
        """The random id of the vault."""
        return self._header.vault_id

    @property
    def backups(self) -> Path:
        """The folder for backups in the vault itself."""
        return self.path / BACKUPS_FOLDER

    @cached_property
    def place(self) -> DatabasePlace:
        """Where the database is and what opens it."""
        return DatabasePlace(
            self.path / DATABASE_NAME, self.data_key, self._header.database_salt, read_only=self.read_only
        )

    @property
    def storage(self) -> Storage:
        """The records, their history and the search; loads SQLAlchemy when first asked for.

        Raises:
            EnvironmentRefusedError: the database cannot be opened.
        """
        self._must_be_open()
        if self._storage is None:
            from portfolio_app.storage.store import Storage

            self._storage = Storage(self.place, self._clock)
        return self._storage

    def connect(self) -> Connection:
        """Return a bare connection of the driver, for what must be there before `storage` is loaded; close it yourself.

        Raises:
            EnvironmentRefusedError: the database cannot be opened.
        """
        self._must_be_open()
        return connect(self.place)

    def change_passphrase(self, passphrase: str, kdf: KdfParameters | None = None) -> None:
        """Let another passphrase open the vault from now on, and the old one no longer.

        Args:
            passphrase: the new one.
            kdf: how hard guessing it is to be; as before when not given.

        Raises:
            WeakSecretError: it is empty.
            VaultReadOnlyError: the vault is open for reading only.
            VaultFileGoneError: another vault was put in its place.
            KeysCopyStaleError: the new one holds, but the copy of the key file has the old one yet.
            EnvironmentRefusedError: the system refused; the old one still opens the vault.
        """
        self._must_be_writable()
        parameters = kdf or self._header.kdf
        wrap = wrap_with_passphrase(
            self.data_key, passphrase, parameters, self._header.binding("passphrase"), self._random_bytes
        )
        self._rewrap(self._header.replaced(kdf=parameters, passphrase_wrap=wrap))

    def new_recovery_key(self) -> RecoveryKey:
        """Return a new recovery key; the old one no longer opens the vault.

        Raises:
            as `replace_recovery_key`.
        """
        recovery_key = RecoveryKey.new(self._random_bytes)
        self.replace_recovery_key(recovery_key)
        return recovery_key

    def replace_recovery_key(self, recovery_key: RecoveryKey) -> None:
        """Let another recovery key open the vault from now on, and the old one no longer.

        Raises:
            VaultReadOnlyError: the vault is open for reading only.
            VaultFileGoneError: another vault was put in its place.
            KeysCopyStaleError: the new one holds, but the copy of the key file has the old one yet.
            EnvironmentRefusedError: the system refused; the old one still holds.
        """
        self._must_be_writable()
        wrap = wrap_with_recovery_key(self.data_key, recovery_key, self._header.binding("recovery"), self._random_bytes)
        self._rewrap(self._header.replaced(recovery_wrap=wrap))

    @property
    def has_unlock_key(self) -> bool:
        """Whether a key in the keyring of the system may open the vault."""
        return self._header.keyring_wrap is not None

    def new_unlock_key(self, keep: Callable[[bytes], None]) -> None:
        """Let a new random key open the vault, which the keyring of the system is to keep; an older one no longer.

        Args:
            keep: puts it into the keyring; when it raises, nothing changes in the vault.

        Raises:
            as `replace_recovery_key`, and whatever `keep` raises.
        """
        self._must_be_writable()
        unlock_key = new_unlock_key(self._random_bytes)
        binding = self._header.binding("keyring")
        wrap = wrap_with_unlock_key(self.data_key, unlock_key, binding, self._random_bytes)
        keep(unlock_key)
        self._rewrap(self._header.replaced(keyring_wrap=wrap))

    def revoke_unlock_key(self) -> None:
        """Let no key in a keyring open the vault any more.

        Raises:
            as `replace_recovery_key`.
        """
        self._must_be_writable()
        if self.has_unlock_key:
            self._rewrap(self._header.replaced(keyring_wrap=None))

    def prove(self, secret: Secret) -> None:
        """See to it that `secret` opens this vault: who sits before an open vault need not be its owner.

        Raises:
            WrongPassphraseError, WrongRecoveryKeyError, WrongUnlockKeyError, WrongDataKeyError: it does not.
            RecoveryKeyTypoError, WeakSecretError: it cannot.
        """
        self._must_be_open()
        secret.unlock(self._header).wipe()

    def close(self) -> None:
        """Close the database, overwrite the key and release the lock; does nothing the second time."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._storage is not None:
                self._storage.close()
        finally:
            self.data_key.wipe()
            if self._lock is not None:
                self._lock.release()

    def _rewrap(self, header: Header) -> None:
        self._must_not_be_replaced()
        try:
            headers.write_header(self.path, header)
        except KeysCopyStaleError:
            self._header = header
            raise
        self._header = header
        headers.forget_what_was_put_aside(self.path)

    def _must_not_be_replaced(self) -> None:
        """See to it that the keys there are ours: nothing opens another vault any more once its keys are gone."""
        for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
            try:
                there = headers.read_header_file(self.path / name)
            except headers.UnreadableHeaderError:  # damaged or gone; writing new ones repairs that
                continue
            if there.vault_id != self.vault_id:
                raise VaultFileGoneError

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("the vault is closed")

    def _must_be_writable(self) -> None:
        self._must_be_open()
        if self.read_only:
            raise VaultReadOnlyError


def create_vault(
    path: Path,
    passphrase: str,
    clock: Clock,
    *,
    kdf: KdfParameters | None = None,
    random_bytes: RandomBytes = os.urandom,
) -> NewVault:
    """Make a new, empty vault, open for writing, and its recovery key.

    The keys are written last: a vault whose making was cut short has no `vault.json` and is never taken for a good one.

    Args:
        path: the folder to make; it may exist when it is empty.
        passphrase: what will open it; not empty.
        clock: what time it is, for the lock and for all that is written in the vault.
        kdf: how hard guessing the passphrase is to be; the usual when not given.
        random_bytes: source of the keys.

    Raises:
        FolderNotEmptyError: something stands there already; it was not touched.
        WeakSecretError: the passphrase is empty.
        EnvironmentRefusedError: the system refused; what was made so far is gone again.
    """
    must_be_free(path)
    key, salt, vault_id = DataKey.new(random_bytes), random_bytes(SALT_BYTES), headers.new_vault_id(random_bytes)
    parameters = kdf or KdfParameters()
    recovery_key = RecoveryKey.new(random_bytes)

    def bound_to(secret: str) -> bytes:
        return headers.binding(vault_id, salt, secret)

    header = Header(
        vault_id=vault_id,
        database_salt=salt,
        kdf=parameters,
        passphrase_wrap=wrap_with_passphrase(key, passphrase, parameters, bound_to("passphrase"), random_bytes),
        recovery_wrap=wrap_with_recovery_key(key, recovery_key, bound_to("recovery"), random_bytes),
        key_check=key.check_value(),
    )
    was_there = path.exists()
    make_private_folder(path, CREATING)
    lock = VaultLock.acquire(path, clock)
    try:
        must_be_free(path)  # again, now that nobody else can be making one here
        furnish(path, DatabasePlace(path / DATABASE_NAME, key, salt))
        headers.write_header(path, header)
    except FolderNotEmptyError:
        lock.release()
        raise
    except BaseException:
        clear(path)
        lock.release()
        if not was_there:
            with suppress(OSError):  # the first error is the one to tell
                path.rmdir()
        raise
    return NewVault(Vault(path, header, key, clock, lock=lock, random_bytes=random_bytes), recovery_key)


def open_vault(
    path: Path,
    secret: Secret,
    clock: Clock,
    *,
    read_only: bool = False,
    override_lock: bool = False,
    random_bytes: RandomBytes = os.urandom,
) -> Vault:
    """Open a vault; for writing, it is locked and brought to today's schema.

    Args:
        path: the folder.
        secret: what opens it.
        clock: what time it is, for the lock and for all that is written in the vault.
        read_only: needs no lock and writes nothing; only a change that a killed process left half done is rolled
            back, where that can be done.
        override_lock: open it although another machine left a note that it has it open; see `VaultLockedError`.
        random_bytes: source of what must be random in what is written.

    Raises:
        NotAVaultError: there is none.
        NewerVaultError: a newer program wrote it.
        DamagedHeaderError, DamagedDatabaseError: it cannot be read.
        WrongPassphraseError, WrongRecoveryKeyError, WrongUnlockKeyError, WrongDataKeyError: the secret is not this
            vault's.
        RecoveryKeyTypoError, WeakSecretError: the secret cannot be right.
        VaultLockedError: somebody else has it open for writing.
        EnvironmentRefusedError: the system refused.
    """
    _settle_what_was_under_way(path)
    found = headers.read_header(path)
    key = secret.unlock(found.header)
    lock = None if read_only else VaultLock.acquire(path, clock, override=override_lock)
    notices = (_NOTICE_PREVIOUS,) if found.from_previous else ()
    vault = Vault(path, found.header, key, clock, lock=lock, notices=notices, random_bytes=random_bytes)
    try:
        if read_only:
            _roll_back_what_was_cut_short(vault, clock)
        _bring_up_to_date(vault, clock)
        if not read_only:
            _finish_what_was_cut_short(vault, found)
    except BaseException:
        vault.close()
        raise
    return vault


def _settle_what_was_under_way(path: Path) -> None:
    """Go on with a swap of vaults that was cut short; see `swapping`. What cannot be done now is for the next time."""
    from portfolio_app.storage.backups.swapping import settle_swap

    with suppress(EnvironmentRefusedError):  # the opening will say what stands in the way
        settle_swap(path)


def _roll_back_what_was_cut_short(vault: Vault, clock: Clock) -> None:
    """Roll back what a killed process left half done in the database, which cannot be read before that.

    A journal may also be that of a process at work; then it has the lock, and the database can be read beside it.
    """
    journal = vault.place.path.with_name(f"{DATABASE_NAME}-journal")
    try:
        if journal.stat().st_size == 0:
            return
    except OSError:  # there is none, as a rule
        return
    # On a medium that cannot be written nothing can be done here; the opening will say what stands in the way.
    with suppress(EnvironmentRefusedError), VaultLock.acquire(vault.path, clock):
        connect(vault.place.replaced(read_only=False)).close()


def _finish_what_was_cut_short(vault: Vault, found: headers.ReadHeader) -> None:
    """Clear what a killed process left, and finish a change of keys that it did not come to the end of."""
    remove_leftovers(vault.path / EVIDENCE_FOLDER, _CLEARING)
    remove_leftovers(vault.path, _CLEARING)  # may hold the keys wrapped by a passphrase that was never acknowledged
    if not found.from_previous:
        headers.renew_copy(vault.path, found.header)


def _bring_up_to_date(vault: Vault, clock: Clock) -> None:
    """Bring the database to today's schema, after a backup that is proven good.

    Raises:
        DamagedDatabaseError, NewerVaultError, OlderVaultError: it cannot be brought there.
        EnvironmentRefusedError: the system refused, or there is no good backup; then no step was taken.
    """
    connection = vault.connect()
    try:
        version = migrations.schema_version(connection)
        if version == 0:  # an empty file opens as an empty database under any key
            raise DamagedDatabaseError
        if version == migrations.latest_version():
            return
        if vault.read_only:
            raise OlderVaultError
        migrations.migrate(connection, before=lambda _version: _back_up_first(vault, clock))
    finally:
        connection.close()


def _back_up_first(vault: Vault, clock: Clock) -> None:
    """See to it that a good backup of the vault as it stands is in the vault's own store."""
    from portfolio_app.storage.backups.manifest import BackupReason
    from portfolio_app.storage.backups.store import BackupStore

    store = BackupStore(vault.backups, vault.data_key)
    last = store.unchanged_since(vault)
    if last is None or store.verify(last) is not None:
        store.make(vault, clock.now(), BackupReason.MIGRATION)
