from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.domain.kinds import KINDS
from portfolio_app.storage import header as headers
from portfolio_app.storage import vault as vaults
from portfolio_app.storage.errors import (
    DamagedDatabaseError,
    DamagedHeaderError,
    FolderNotEmptyError,
    NewerVaultError,
    NotAVaultError,
    OlderVaultError,
    RecoveryKeyTypoError,
    VaultReadOnlyError,
    WeakSecretError,
    WrongDataKeyError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from portfolio_app.storage.keys import DataKey
from portfolio_app.storage.recovery_key import RecoveryKey
from portfolio_app.storage.repository import ListQuery
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.vaults import PASSPHRASE, RIGHT, quick_vault


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewrite_header(vault: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the header as a forger would, with a fitting checksum."""
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        body = json.loads((vault / name).read_text())
        del body["checksum"]
        change(body)
        body["checksum"] = hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        (vault / name).write_text(json.dumps(body))


def test_every_secret_opens_the_vault(vault_path: Path, clock: FixedClock) -> None:
    vault, recovery_key = quick_vault(vault_path, clock)
    data_key = vault.data_key.copy()
    vault.close()
    for secret in (
        RIGHT,
        Secret(recovery_key=recovery_key),
        Secret(recovery_key=recovery_key.printed().lower()),
        Secret(data_key=data_key),
    ):
        with open_vault(vault_path, secret, clock) as opened:
            assert opened.data_key == data_key
            assert opened.notices == ()


def test_wrong_secrets_are_told_apart(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    typo = made.digits[:-1] + ("0" if made.digits[-1] != "0" else "1")
    for secret, expected in (
        (Secret(passphrase=PASSPHRASE + " "), WrongPassphraseError),
        (Secret(passphrase=""), WeakSecretError),
        (Secret(recovery_key=RecoveryKey.new()), WrongRecoveryKeyError),
        (Secret(recovery_key=typo), RecoveryKeyTypoError),
        (Secret(data_key=DataKey(bytes(32))), WrongDataKeyError),
    ):
        with pytest.raises(expected) as refused:
            open_vault(vault_path, secret, clock)
        assert refused.value.say("nl") != refused.value.say("en")
    open_vault(vault_path, RIGHT, clock).close()  # a refusal leaves no lock behind


def test_exactly_one_secret_is_given() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Secret()
    with pytest.raises(ValueError, match="exactly one"):
        Secret(passphrase="a", recovery_key="b")
    assert "kraanvogels" not in repr(RIGHT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_owner_can_read_it_whatever_the_umask(vault_path: Path, clock: FixedClock) -> None:
    before = os.umask(0)
    try:
        with quick_vault(vault_path, clock).vault as vault:
            vault.evidence.put_bytes(b"certificaat")
            assert {stat.S_IMODE(path.stat().st_mode) for path in vault_path.rglob("*") if path.is_dir()} == {0o700}
            assert {stat.S_IMODE(path.stat().st_mode) for path in vault_path.rglob("*") if path.is_file()} == {0o600}
            assert stat.S_IMODE(vault_path.stat().st_mode) == 0o700
    finally:
        os.umask(before)


def test_nothing_in_the_folder_can_be_read_without_a_key(vault: Vault) -> None:
    vault.evidence.put_bytes(b"Certificaat van Fenna de Vries")
    for name, content in everything_in(vault.path).items():
        assert b"Fenna" not in content, name
        assert b"CREATE TABLE" not in content, name
    header = (vault.path / headers.HEADER_NAME).read_bytes()
    assert bytes(vault.data_key._bare()).hex().encode() not in header


def test_a_folder_that_holds_something_is_never_overwritten(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "brief.txt").write_text("van een ander")
    with pytest.raises(FolderNotEmptyError):
        quick_vault(tmp_path, clock)
    assert everything_in(tmp_path) == {"brief.txt": b"van een ander"}
    with pytest.raises(FolderNotEmptyError):
        quick_vault(tmp_path / "brief.txt", clock)


def test_an_existing_vault_is_never_overwritten(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    before = everything_in(vault_path)
    with pytest.raises(FolderNotEmptyError):
        quick_vault(vault_path, clock, "een andere")
    assert everything_in(vault_path) == before


def test_a_vault_can_be_made_in_an_empty_folder(tmp_path: Path, clock: FixedClock) -> None:
    quick_vault(tmp_path, clock).vault.close()
    open_vault(tmp_path, RIGHT, clock).close()


def test_a_vault_that_could_not_be_made_leaves_nothing(
    vault_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentRefusedError(vaults.CREATING)

    monkeypatch.setattr(headers, "write_header", full)
    with pytest.raises(EnvironmentRefusedError):
        quick_vault(vault_path, clock)
    assert not vault_path.exists()


KILLED_WHILE_MAKING = """
import os, sys
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.storage import header, vault
from portfolio_app.storage.keys import KdfParameters
header.write_header = lambda *_: os.kill(os.getpid(), 9)
vault.create_vault(Path(sys.argv[1]), "geheim", SystemClock(), kdf=KdfParameters(8192, 1, 1))
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_a_vault_made_half_is_not_taken_for_a_good_one(vault_path: Path, clock: FixedClock) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_MAKING, str(vault_path)], check=False)
    assert killed.returncode == -9
    with pytest.raises(NotAVaultError) as refused:
        open_vault(vault_path, Secret(passphrase="geheim"), clock)
    assert "vault.json" in refused.value.say("nl")


def test_what_is_no_vault_is_said_to_be_none(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "brief.txt").write_text("tekst")
    for path in (tmp_path / "nergens", tmp_path / "leeg", tmp_path / "brief.txt"):
        with pytest.raises(NotAVaultError):
            open_vault(path, RIGHT, clock)
    assert not list((tmp_path / "leeg").iterdir())


def test_a_newer_format_is_refused_and_left_alone(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    rewrite_header(vault_path, lambda body: body.update(format=2, something_new=True))
    before = everything_in(vault_path)
    with pytest.raises(NewerVaultError):
        open_vault(vault_path, RIGHT, clock)
    assert everything_in(vault_path) == before


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 700, b"[]", b'{"what": 3}', None])
def test_a_damaged_header_is_replaced_by_its_copy_with_a_notice(
    vault_path: Path, made: RecoveryKey, clock: FixedClock, damage: bytes | None
) -> None:
    good = (vault_path / headers.HEADER_NAME).read_bytes()
    if damage is None:
        (vault_path / headers.HEADER_NAME).unlink()
    else:
        (vault_path / headers.HEADER_NAME).write_bytes(damage)
    with open_vault(vault_path, RIGHT, clock) as vault:
        assert len(vault.notices) == 1
        vault.change_passphrase(PASSPHRASE)
    with open_vault(vault_path, RIGHT, clock) as vault:
        assert vault.notices == ()
    assert (vault_path / headers.HEADER_NAME).read_bytes() != good  # a fresh wrap


def test_every_flipped_byte_of_the_header_is_noticed(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    good = (vault_path / headers.HEADER_NAME).read_bytes()
    right = headers.read_header_file(vault_path / headers.HEADER_NAME)
    for at in range(0, len(good), 7):
        (vault_path / headers.HEADER_NAME).write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        found = headers.read_header(vault_path)
        assert found.header == right
        assert found.from_previous


def test_two_damaged_headers_say_where_to_get_one(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        (vault_path / name).write_bytes(b"{}")
    with pytest.raises(DamagedHeaderError) as refused:
        open_vault(vault_path, RIGHT, clock)
    assert "reservekopie" in refused.value.say("nl")


@pytest.mark.parametrize("kdf", [{"memory_kib": 2**40}, {"passes": 10**12}, {"memory_kib": 1}])
def test_a_header_that_asks_for_an_impossible_derivation_is_refused(
    vault_path: Path, made: RecoveryKey, clock: FixedClock, kdf: dict[str, int]
) -> None:
    rewrite_header(vault_path, lambda body: body["argon2id"].update(kdf))
    with pytest.raises(DamagedHeaderError):
        open_vault(vault_path, RIGHT, clock)


def test_a_forged_salt_does_not_open(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    rewrite_header(vault_path, lambda body: body.update(database_salt="00" * 16))
    with pytest.raises(WrongPassphraseError):
        open_vault(vault_path, RIGHT, clock)


def test_changing_the_passphrase_rewraps_and_the_old_one_is_out(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    database = (vault_path / "portfolio.db").read_bytes()
    with open_vault(vault_path, RIGHT, clock) as vault:
        vault.change_passphrase("de nieuwe")
    assert (vault_path / "portfolio.db").read_bytes() == database
    with open_vault(vault_path, Secret(passphrase="de nieuwe"), clock):
        pass
    with open_vault(vault_path, Secret(recovery_key=made), clock):
        pass
    with pytest.raises(WrongPassphraseError):
        open_vault(vault_path, RIGHT, clock)
    (vault_path / headers.HEADER_NAME).unlink()  # the copy must not let the old one in either
    with pytest.raises(WrongPassphraseError):
        open_vault(vault_path, RIGHT, clock)


def test_a_new_recovery_key_replaces_the_old_one(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    with open_vault(vault_path, RIGHT, clock) as vault:
        fresh = vault.new_recovery_key()
    open_vault(vault_path, Secret(recovery_key=fresh), clock).close()
    open_vault(vault_path, RIGHT, clock).close()
    with pytest.raises(WrongRecoveryKeyError):
        open_vault(vault_path, Secret(recovery_key=made), clock)


KILLED_WHILE_REWRAPPING = """
import os, sys
from pathlib import Path
from portfolio_app.common import atomic
from portfolio_app.common.clock import SystemClock
from portfolio_app.storage.vault import Secret, open_vault
vault = open_vault(Path(sys.argv[1]), Secret(passphrase=sys.argv[2]), SystemClock())
moment = int(sys.argv[3])
for name in ("fsync", "replace", "rename", "open", "close", "write", "stat"):
    def counted(*given, original=getattr(os, name), **named):
        global moment
        moment -= 1
        if moment == 0:
            os.kill(os.getpid(), 9)
        return original(*given, **named)
    setattr(os, name, counted)
vault.change_passphrase("de nieuwe")
print(moment, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_killed_at_any_moment_of_a_change_one_passphrase_opens_it(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    good = everything_in(vault_path)
    opened_by: set[str] = set()
    for moment in range(1, 40):
        for name, content in good.items():
            (vault_path / name).write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", KILLED_WHILE_REWRAPPING, str(vault_path), PASSPHRASE, str(moment)],
            check=False,
            capture_output=True,
            text=True,
        )
        for passphrase in ("de nieuwe", PASSPHRASE):
            try:
                open_vault(vault_path, Secret(passphrase=passphrase), clock).close()
            except WrongPassphraseError:
                continue
            opened_by.add(passphrase)
            break
        else:
            pytest.fail(f"killed at {moment}: neither passphrase opens the vault")
        if done.returncode == 0:
            break
    else:
        pytest.fail("the change never came to its end")
    assert opened_by == {PASSPHRASE, "de nieuwe"}


def test_what_a_killed_process_left_is_cleared_by_the_next_that_may_write(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    left = [vault_path / folder / ".vakdossier-abc.part" for folder in ("", "evidence")]
    for path in left:
        path.write_bytes(b"half")
    open_vault(vault_path, Secret(recovery_key=made), clock, read_only=True).close()
    assert all(path.exists() for path in left)
    open_vault(vault_path, Secret(recovery_key=made), clock).close()
    assert not any(path.exists() for path in left)


def test_read_only_writes_nothing_and_needs_no_lock(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    with open_vault(vault_path, RIGHT, clock):
        before = everything_in(vault_path)
        with open_vault(vault_path, RIGHT, clock, read_only=True) as second:
            assert second.read_only
            with pytest.raises(VaultReadOnlyError):
                second.change_passphrase("x")
            with pytest.raises(VaultReadOnlyError):
                second.new_recovery_key()
            with pytest.raises(VaultReadOnlyError):
                second.evidence.put_bytes(b"x")
        assert everything_in(vault_path) == before


def test_a_database_that_is_gone_empty_or_damaged_is_named(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    database = vault_path / "portfolio.db"
    good = database.read_bytes()
    for damaged in (
        b"",
        b"\0" * 4096,
        os.urandom(8192),
        good[:4000],
        good[:2000] + bytes([good[2000] ^ 1]) + good[2001:],
    ):
        database.write_bytes(damaged)
        with pytest.raises(DamagedDatabaseError) as refused:
            open_vault(vault_path, RIGHT, clock)
        assert refused.value.exit_code == 3
    database.unlink()
    with pytest.raises(EnvironmentRefusedError):
        open_vault(vault_path, RIGHT, clock)
    assert not database.exists()
    database.write_bytes(good)
    open_vault(vault_path, RIGHT, clock).close()


def test_a_damaged_salt_in_the_file_does_no_harm(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    database = vault_path / "portfolio.db"
    database.write_bytes(os.urandom(16) + database.read_bytes()[16:])
    open_vault(vault_path, RIGHT, clock).close()


def test_a_newer_schema_is_refused_and_left_alone(vault_path: Path, made: RecoveryKey, clock: FixedClock) -> None:
    with open_vault(vault_path, RIGHT, clock) as vault:
        connection = vault.connect()
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
    before = everything_in(vault_path)
    with pytest.raises(NewerVaultError):
        open_vault(vault_path, RIGHT, clock)
    assert everything_in(vault_path) == before


def test_an_older_schema_is_not_touched_when_reading_only(
    vault_path: Path, made: RecoveryKey, clock: FixedClock
) -> None:
    with open_vault(vault_path, RIGHT, clock) as vault:
        connection = vault.connect()
        connection.execute("PRAGMA user_version = 1")
        connection.close()
    with pytest.raises(OlderVaultError):
        open_vault(vault_path, RIGHT, clock, read_only=True)


@pytest.mark.skipif(os.name == "nt", reason="such names are of Unix")
def test_a_folder_may_have_any_name(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "wat? 100% #1 & 'zo' é mode=ro.vakdossier"
    quick_vault(path, clock).vault.close()
    open_vault(path, RIGHT, clock).close()


def test_a_closed_vault_gives_nothing_more(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(RuntimeError):
        vault.connect()
    with pytest.raises(RuntimeError):
        vault.change_passphrase("x")


def test_every_refusal_says_what_to_do() -> None:
    from portfolio_app.storage import errors

    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, VakdossierError) and kind.__module__ == errors.__name__:
            try:
                error = kind()
            except TypeError:
                continue
            assert error.message
            assert error.message.nl != error.message.en


def test_damaged_keys_that_were_put_aside_go_when_the_passphrase_is_changed(
    vault_path: Path, clock: FixedClock
) -> None:
    vault, _ = quick_vault(vault_path, clock)
    old = (vault_path / headers.HEADER_NAME).read_bytes()
    headers.put_aside(vault_path)
    headers.write_header(vault_path, vault._header)
    assert [path.read_bytes() for path in sorted(vault_path.glob("*.damaged"))] == [old, old]
    with vault:
        vault.change_passphrase("een heel andere zin")
    assert list(vault_path.glob("*.damaged")) == []


def test_closing_overwrites_the_key_and_ends_the_connections(vault_path: Path, clock: FixedClock) -> None:
    vault, _ = quick_vault(vault_path, clock)
    key, bare = vault.data_key, vault.data_key._secret
    with vault.storage.reading() as now:
        assert now.records.count(KINDS[0], ListQuery()) == 0
    vault.close()
    assert key.is_wiped
    assert not any(bare)
    for use in (
        lambda: vault.storage,
        vault.connect,
        lambda: vault.evidence.put_bytes(b"x"),
        lambda: vault.prove(RIGHT),
    ):
        with pytest.raises(RuntimeError):
            use()


def test_a_key_that_was_lent_to_another_vault_is_not_overwritten_with_it(vault_path: Path, clock: FixedClock) -> None:
    with quick_vault(vault_path, clock).vault as vault:
        open_vault(vault_path, Secret(data_key=vault.data_key), clock, read_only=True).close()
        assert not vault.data_key.is_wiped
