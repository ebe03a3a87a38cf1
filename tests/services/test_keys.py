"""The keys of a portfolio: every change asks for a proof, holds at once, and leaves no old way in."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import keyring
import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.services.keys import (
    Proof,
    change_passphrase,
    check_recovery_key,
    keyring_is_on,
    new_recovery_key,
    replace_recovery_key,
    turn_keyring_off,
    turn_keyring_on,
    unlock_key_of,
)
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.system_keyring import KeyringRefusedError
from portfolio_app.storage import header as headers
from portfolio_app.storage.errors import (
    RecoveryKeyTypoError,
    VaultReadOnlyError,
    WeakSecretError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongUnlockKeyError,
)
from portfolio_app.storage.secret import Secret
from tests.keyrings import MemoryKeyring, PlainKeyring
from tests.vaults import PASSPHRASE, check_passphrase, quick_vault

NEW = "een heel andere zin dan eerst"
PROOF = Proof(passphrase=PASSPHRASE)


class Owned:
    """A vault, open, and its recovery key."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.path = path
        self.clock = clock
        made = quick_vault(path, clock)
        self.recovery_key = made.recovery_key.printed()
        self.portfolio = Portfolio(made.vault, clock)

    def opens(self, **secret: object) -> bool:
        try:
            open_portfolio(self.path, clock=self.clock, read_only=True, **secret).close()  # type: ignore[arg-type]
        except EnvironmentRefusedError:
            return False
        return True

    def opened_by_either_copy(self, passphrase: str) -> bool:
        for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
            try:
                Secret(passphrase=passphrase).unlock(headers.read_header_file(self.path / name))
            except WrongPassphraseError:
                continue
            return True
        return False


@pytest.fixture
def owned(tmp_path: Path, clock: FixedClock) -> Owned:
    return Owned(tmp_path / "loopbaan.vakdossier", clock)


def test_the_new_passphrase_opens_and_the_old_one_nowhere_more(owned: Owned) -> None:
    assert change_passphrase(owned.portfolio.vault, PROOF, NEW) == ()
    assert not owned.opened_by_either_copy(PASSPHRASE)
    owned.portfolio.close()
    assert owned.opens(passphrase=NEW)
    assert not owned.opens(passphrase=PASSPHRASE)
    assert owned.opens(recovery_key=owned.recovery_key)


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(owned: Owned) -> None:
    change_passphrase(owned.portfolio.vault, Proof(recovery_key=owned.recovery_key.lower()), NEW)
    owned.portfolio.close()
    assert owned.opens(passphrase=NEW)
    assert owned.opens(recovery_key=owned.recovery_key)


@pytest.mark.parametrize(
    ("proof", "refusal"),
    [
        (Proof(passphrase="iets anders"), WrongPassphraseError),
        (Proof(passphrase=""), WeakSecretError),
        (Proof(recovery_key=new_recovery_key()), WrongRecoveryKeyError),
        (Proof(recovery_key="ABCDE"), RecoveryKeyTypoError),
    ],
)
def test_without_proof_no_key_changes(
    owned: Owned, proof: Proof, refusal: type[Exception], memory_keyring: MemoryKeyring
) -> None:
    before = (owned.path / headers.HEADER_NAME).read_bytes()
    for change in (
        lambda: change_passphrase(owned.portfolio.vault, proof, NEW),
        lambda: replace_recovery_key(owned.portfolio.vault, proof, new_recovery_key()),
        lambda: turn_keyring_on(owned.portfolio.vault, proof),
    ):
        with pytest.raises(refusal):
            change()
    assert (owned.path / headers.HEADER_NAME).read_bytes() == before
    assert memory_keyring.entries == {}


def test_an_empty_passphrase_is_refused(owned: Owned) -> None:
    with pytest.raises(WeakSecretError):
        change_passphrase(owned.portfolio.vault, PROOF, "")


def test_a_portfolio_that_is_open_for_reading_keeps_its_keys(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    owned.portfolio.close()
    with open_portfolio(owned.path, passphrase=PASSPHRASE, clock=owned.clock, read_only=True) as portfolio:
        for change in (
            lambda: change_passphrase(portfolio.vault, PROOF, NEW),
            lambda: replace_recovery_key(portfolio.vault, PROOF, new_recovery_key()),
            lambda: turn_keyring_on(portfolio.vault, PROOF),
            lambda: turn_keyring_off(portfolio.vault),
        ):
            with pytest.raises(VaultReadOnlyError):
                change()
    assert memory_keyring.entries == {}


def test_a_new_recovery_key_ends_the_old_one(owned: Owned) -> None:
    key = new_recovery_key()
    assert not owned.opens(recovery_key=key)
    replace_recovery_key(owned.portfolio.vault, PROOF, key)
    check_recovery_key(owned.path, key)
    with pytest.raises(WrongRecoveryKeyError):
        check_recovery_key(owned.path, owned.recovery_key)
    owned.portfolio.close()
    assert owned.opens(recovery_key=key)
    assert owned.opens(passphrase=PASSPHRASE)


def test_the_recovery_key_is_checked_without_opening_anything_else(owned: Owned) -> None:
    owned.portfolio.close()
    for name in ("portfolio.db", "evidence", "backups"):
        (owned.path / name).rename(owned.path / f"{name}.elders")
    check_recovery_key(owned.path, owned.recovery_key.replace("-", " ").lower())
    check_passphrase(owned.path, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        check_passphrase(owned.path, PASSPHRASE.upper())
    with pytest.raises(RecoveryKeyTypoError):
        check_recovery_key(owned.path, owned.recovery_key[:-1])


def test_a_copy_of_the_keys_that_cannot_be_renewed_is_told_and_mended_later(
    owned: Owned, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = headers.write_atomically

    def write(path: Path, *given: object) -> None:
        if path.name == headers.PREVIOUS_NAME:
            raise EnvironmentRefusedError(headers._READING)
        real(path, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as full:
        full.setattr(headers, "write_atomically", write)
        told = change_passphrase(owned.portfolio.vault, PROOF, NEW)
    assert "reserve" in told[0].nl
    assert owned.opened_by_either_copy(PASSPHRASE)
    replace_recovery_key(owned.portfolio.vault, Proof(passphrase=NEW), new_recovery_key())
    assert not owned.opened_by_either_copy(PASSPHRASE)


# -- the keyring of the system ----------------------------------------------------------------------------------------


def test_the_keyring_opens_what_its_owner_let_it_open(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    assert unlock_key_of(owned.path) is None
    turn_keyring_on(owned.portfolio.vault, PROOF)
    owned.portfolio.close()
    assert keyring_is_on(owned.path)
    assert owned.opens(unlock_key=unlock_key_of(owned.path))


def test_what_the_keyring_keeps_is_neither_the_passphrase_nor_the_data_key(
    owned: Owned, memory_keyring: MemoryKeyring
) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    (entry,) = memory_keyring.entries.items()
    assert entry[0] == ("Vakdossier", owned.portfolio.vault.vault_id)
    unlock_key = unlock_key_of(owned.path)
    assert unlock_key is not None
    assert PASSPHRASE not in str(entry)
    assert unlock_key != bytes(owned.portfolio.vault.data_key._bare())
    assert unlock_key.hex() not in (owned.path / headers.HEADER_NAME).read_text()


def test_turned_off_it_opens_nothing_even_from_a_copy_of_the_keyring(
    owned: Owned, memory_keyring: MemoryKeyring
) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    copied = unlock_key_of(owned.path)
    assert turn_keyring_off(owned.portfolio.vault) == ()
    assert memory_keyring.entries == {}
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        with pytest.raises(WrongUnlockKeyError):
            Secret(unlock_key=copied).unlock(headers.read_header_file(owned.path / name))


def test_turned_off_while_the_keyring_is_locked_it_opens_nothing_and_that_is_told(
    owned: Owned, memory_keyring: MemoryKeyring
) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    copied = unlock_key_of(owned.path)
    memory_keyring.broken = True
    (told,) = turn_keyring_off(owned.portfolio.vault)
    assert "opent niets meer" in told.nl
    assert not keyring_is_on(owned.path)
    assert not owned.opens(unlock_key=copied)


def test_a_new_passphrase_leaves_the_keyring_as_it_was(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    change_passphrase(owned.portfolio.vault, PROOF, NEW)
    owned.portfolio.close()
    assert owned.opens(unlock_key=unlock_key_of(owned.path))


def test_turned_on_again_the_key_is_another_one(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    first = unlock_key_of(owned.path)
    turn_keyring_on(owned.portfolio.vault, PROOF)
    owned.portfolio.close()
    assert not owned.opens(unlock_key=first)
    assert owned.opens(unlock_key=unlock_key_of(owned.path))


def test_a_keyring_that_fails_changes_nothing_and_says_so(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    for fault in ("broken", "keeps_nothing"):
        setattr(memory_keyring, fault, True)
        with pytest.raises(KeyringRefusedError):
            turn_keyring_on(owned.portfolio.vault, PROOF)
        setattr(memory_keyring, fault, False)
        assert not keyring_is_on(owned.path)


def test_a_keyring_in_a_plain_file_is_not_used(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    plain = PlainKeyring()
    keyring.set_keyring(plain)
    with pytest.raises(KeyringRefusedError, match="safely"):
        turn_keyring_on(owned.portfolio.vault, PROOF)
    assert plain.entries == {}


def test_without_the_package_there_is_a_message(owned: Owned, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *given: object, **named: object) -> object:
        if name.split(".", maxsplit=1)[0] == "keyring":
            raise ImportError(name)
        return real(name, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    assert unlock_key_of(owned.path) is None
    with pytest.raises(KeyringRefusedError, match="missing"):
        turn_keyring_on(owned.portfolio.vault, PROOF)


def test_what_somebody_else_put_in_the_keyring_opens_nothing(owned: Owned, memory_keyring: MemoryKeyring) -> None:
    turn_keyring_on(owned.portfolio.vault, PROOF)
    name = ("Vakdossier", owned.portfolio.vault.vault_id)
    memory_keyring.entries[name] = "niet van ons!"
    assert unlock_key_of(owned.path) is None
    del memory_keyring.entries[name]
    assert unlock_key_of(owned.path) is None


def test_keys_without_a_keyring_are_written_as_before(owned: Owned) -> None:
    assert "by_keyring" not in json.loads((owned.path / headers.HEADER_NAME).read_text())


def test_no_secret_is_in_what_a_proof_says() -> None:
    assert PASSPHRASE not in repr(PROOF) + str(PROOF)
