"""A change of the keys that died half-way is finished when the vault is opened again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.storage import header as headers
from portfolio_app.storage.errors import WrongPassphraseError, WrongUnlockKeyError
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.harness import PASSPHRASE, new_vault
from tests.vaults import QUICK

NEW = "een andere zin"


class Killed(BaseException):
    """Stands for the death of the process: nothing catches it."""


def die_after_the_first_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    real = headers.write_atomically

    def write(path: Path, *given: object) -> None:
        if path.name == headers.PREVIOUS_NAME:
            raise Killed
        real(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(headers, "write_atomically", write)


def test_a_passphrase_that_was_replaced_opens_neither_copy_of_the_keys(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_vault(tmp_path)
    path = tmp_path / "vault.vakdossier"
    with open_vault(path, Secret(passphrase=PASSPHRASE), clock) as vault, monkeypatch.context() as dying:
        die_after_the_first_copy(dying)
        with pytest.raises(Killed):
            vault.change_passphrase(NEW, QUICK)
    open_vault(path, Secret(passphrase=NEW), clock).close()
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        with pytest.raises(WrongPassphraseError):
            Secret(passphrase=PASSPHRASE).unlock(headers.read_header_file(path / name))
        Secret(passphrase=NEW).unlock(headers.read_header_file(path / name))


def test_a_keyring_that_was_turned_off_opens_neither_copy_of_the_keys(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_vault(tmp_path)
    path = tmp_path / "vault.vakdossier"
    kept: list[bytes] = []
    with open_vault(path, Secret(passphrase=PASSPHRASE), clock) as vault:
        vault.new_unlock_key(kept.append)
    by_keyring = Secret(unlock_key=kept[0])
    with open_vault(path, by_keyring, clock) as vault, monkeypatch.context() as dying:
        die_after_the_first_copy(dying)
        with pytest.raises(Killed):
            vault.revoke_unlock_key()
    open_vault(path, Secret(passphrase=PASSPHRASE), clock).close()
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        with pytest.raises(WrongUnlockKeyError):
            by_keyring.unlock(headers.read_header_file(path / name))


def test_what_a_killed_change_left_lying_is_cleared(tmp_path: Path, clock: FixedClock) -> None:
    new_vault(tmp_path)
    path = tmp_path / "vault.vakdossier"
    leftover = path / ".vakdossier-abcdefgh.part"
    leftover.write_bytes((path / headers.HEADER_NAME).read_bytes())
    open_vault(path, Secret(passphrase=PASSPHRASE), clock, read_only=True).close()
    assert leftover.exists()
    open_vault(path, Secret(passphrase=PASSPHRASE), clock).close()
    assert not leftover.exists()
    assert os.listdir(path).count(headers.HEADER_NAME) == 1  # noqa: PTH208 - names only
