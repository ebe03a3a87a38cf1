"""`vault.json`: the only file of a vault that is not encrypted, with the wrapped keys and nothing about the person.

It always stands there twice, the second time as `vault.json.previous`, and each is replaced whole. At every moment,
also when the power fails in the middle of changing the passphrase, one of the two opens the vault.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.errors import DamagedHeaderError, KeysCopyStaleError, NewerVaultError, NotAVaultError
from portfolio_app.storage.keys import KdfBoundsError, KdfParameters, RandomBytes, Wrap

HEADER_NAME: Final = "vault.json"
PREVIOUS_NAME: Final = "vault.json.previous"
FORMAT: Final = 1

_ASIDE: Final = ".damaged"
_LARGEST: Final = 64 * 1024
_MAGIC: Final = "vakdossier vault"
_READING: Final = Text("Het lezen van het portfolio", "Reading the portfolio")
_WRITING: Final = Text("Het bewaren van de sleutels van het portfolio", "Saving the portfolio’s keys")


class UnreadableHeaderError(Exception):
    """One copy of the header is not what was written; the message says in what way, for the log."""


class Header(Value):
    """What is needed to open a vault, apart from the secret.

    Attributes:
        vault_id: random, so that a keyring can tell vaults apart.
        database_salt: the salt of the database, kept here so that a damaged first page does not make all unreadable.
        kdf: how the passphrase becomes a key.
        key_check: derived from the data key, to tell a key that is not this vault's from a damaged database.
        keyring_wrap: by the unlock key in the keyring of the system; None when the person did not ask for that. An
            older program that does not know of it leaves it out when it writes the keys, and thereby turns it off.
    """

    vault_id: str
    database_salt: bytes
    kdf: KdfParameters
    passphrase_wrap: Wrap
    recovery_wrap: Wrap
    key_check: bytes
    keyring_wrap: Wrap | None = None

    def binding(self, secret: str) -> bytes:
        """Return what the wrap by `secret` is bound to: this vault, this salt, and the kind of secret.

        Args:
            secret: "passphrase", "recovery" or "keyring".
        """
        return binding(self.vault_id, self.database_salt, secret)


class ReadHeader(Value):
    """A header as it was found, and whether it had to come from the second copy."""

    header: Header
    from_previous: bool


def binding(vault_id: str, database_salt: bytes, secret: str) -> bytes:
    """Return what a wrap by `secret` is bound to."""
    return f"vakdossier {FORMAT} {vault_id} {database_salt.hex()} {secret}".encode()


def new_vault_id(random_bytes: RandomBytes) -> str:
    """Return a random id for a vault."""
    return random_bytes(16).hex()


def read_header(vault: Path) -> ReadHeader:
    """Read the header of the vault folder, or its second copy when the first is damaged or gone.

    Raises:
        NotAVaultError: nothing there, no folder, or neither copy is there.
        NewerVaultError: a newer program wrote it.
        DamagedHeaderError: no copy can be read.
        EnvironmentRefusedError: the system refused.
    """
    copies = (vault / HEADER_NAME, vault / PREVIOUS_NAME)
    if not vault.is_dir():
        raise NotAVaultError(
            Text("Hier staat geen portfolio.", "There is no portfolio here."),
            Text("Controleer de plaats en de naam.", "Check the place and the name."),
        )
    if not any(copy.is_file() for copy in copies):
        raise _without_header(vault)
    for copy in copies:
        try:
            return ReadHeader(read_header_file(copy), from_previous=copy.name == PREVIOUS_NAME)
        except UnreadableHeaderError:
            continue
    raise DamagedHeaderError(
        Text(
            "Het sleutelbestand van het portfolio is beschadigd, en de reserve ervan ook.",
            "The portfolio’s key file is damaged, and so is its copy.",
        ),
        Text(
            "Zet vault.json terug uit een reservekopie van dit portfolio. Verwijder niets: de gegevens zelf "
            "staan er nog.",
            "Restore vault.json from a backup of this portfolio. Delete nothing: the records themselves are "
            "still there.",
        ),
    )


def read_header_file(path: Path) -> Header:
    """Read one copy of a header.

    Raises:
        UnreadableHeaderError: it is not there, or not what was written.
        NewerVaultError: a newer program wrote it.
        EnvironmentRefusedError: the system refused to have it read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise UnreadableHeaderError("missing") from error
    except OSError as error:
        raise refusal_from(error, _READING) from error
    if len(content) > _LARGEST:
        raise UnreadableHeaderError("far too big")
    return _parse(content)


def write_header(vault: Path, header: Header) -> None:
    """Put `header` in place of the one that is there, and then in place of its copy.

    The first is written and read back before the copy is touched. The copy does not keep the older header once that has
    succeeded: a passphrase that was changed because somebody knew it must not go on opening the vault.

    Raises:
        KeysCopyStaleError: `header` holds, but its copy could not be renewed; the next opening does that.
        EnvironmentRefusedError: the system refused; what was there holds.
        DamagedHeaderError: the disk did not keep what was written.
    """
    content = _render(header)
    write_atomically(vault / HEADER_NAME, content, _WRITING)
    try:
        kept = read_header_file(vault / HEADER_NAME)
    except UnreadableHeaderError as error:
        raise _not_kept() from error
    if kept != header:
        raise _not_kept()
    try:
        write_atomically(vault / PREVIOUS_NAME, content, _WRITING)
    except EnvironmentRefusedError as error:
        raise KeysCopyStaleError(error) from error


def put_aside(vault: Path) -> None:
    """Keep what is there of damaged keys under other names, so that good ones can be put in their place.

    Raises:
        OSError: the system refused.
    """
    for name in (HEADER_NAME, PREVIOUS_NAME):
        if (vault / name).exists():
            (vault / name).replace(vault / f"{name}{_ASIDE}")


def forget_what_was_put_aside(vault: Path) -> None:
    """Delete damaged keys that were put aside: they may still hold a wrap by a passphrase that was replaced since.

    Raises:
        KeysCopyStaleError: the system refused; they are still there.
    """
    try:
        for name in (HEADER_NAME, PREVIOUS_NAME):
            (vault / f"{name}{_ASIDE}").unlink(missing_ok=True)
    except OSError as error:
        raise KeysCopyStaleError(refusal_from(error, _WRITING)) from error


def renew_copy(vault: Path, header: Header) -> None:
    """Let the copy say what the header says, when it was left behind by a process killed between the two.

    Until then a passphrase that was replaced would go on opening the vault by way of the copy. A copy that cannot be
    read at all is left for the check to name.

    Args:
        vault: the folder.
        header: what stands in the header itself.

    Raises:
        EnvironmentRefusedError: the system refused; both copies are as they were.
    """
    try:
        stale = read_header_file(vault / PREVIOUS_NAME) != header
    except UnreadableHeaderError:
        return
    if stale:
        write_atomically(vault / PREVIOUS_NAME, _render(header), _WRITING)


def _not_kept() -> DamagedHeaderError:
    return DamagedHeaderError(
        Text("De schijf heeft de sleutels niet goed bewaard.", "The disk did not store the keys correctly."),
        Text(
            "De oude sleutels gelden nog. Maak een reservekopie op een andere schijf.",
            "The old keys are still valid. Make a backup on another disk.",
        ),
    )


def _without_header(vault: Path) -> NotAVaultError:
    if (vault / "portfolio.db").exists():
        return NotAVaultError(
            Text(
                "Dit portfolio is niet compleet: het sleutelbestand vault.json ontbreekt.",
                "This portfolio is not complete: the key file vault.json is missing.",
            ),
            Text(
                "Is het maken van dit portfolio afgebroken, verwijder de map dan en begin opnieuw. Stonden er "
                "gegevens in, zet vault.json dan terug uit een reservekopie.",
                "If making this portfolio was interrupted, delete the folder and start again. If it held "
                "records, restore vault.json from a backup.",
            ),
        )
    return NotAVaultError(
        Text("Deze map is geen portfolio van Vakdossier.", "This folder is not a Vakdossier portfolio."),
        Text("Kies een map die eindigt op .vakdossier.", "Choose a folder whose name ends in .vakdossier."),
    )


def _render(header: Header) -> bytes:
    body: dict[str, Any] = {
        "what": _MAGIC,
        "format": FORMAT,
        "vault_id": header.vault_id,
        "database_salt": header.database_salt.hex(),
        "argon2id": {
            "memory_kib": header.kdf.memory_kib,
            "passes": header.kdf.passes,
            "lanes": header.kdf.lanes,
        },
        "by_passphrase": _wrap_to_json(header.passphrase_wrap),
        "by_recovery_key": _wrap_to_json(header.recovery_wrap),
        "key_check": header.key_check.hex(),
    }
    if header.keyring_wrap is not None:
        body["by_keyring"] = _wrap_to_json(header.keyring_wrap)
    return (json.dumps({**body, "checksum": _checksum(body)}, indent=1) + "\n").encode()


def _parse(content: bytes) -> Header:
    try:
        body = json.loads(content)
        if not isinstance(body, dict) or body.get("what") != _MAGIC:
            raise UnreadableHeaderError("not a header")
        # before the checksum: a newer format may reckon it otherwise
        if isinstance(body.get("format"), int) and body["format"] > FORMAT:
            raise NewerVaultError
        checksum = body.pop("checksum", None)
        if checksum != _checksum(body) or body["format"] != FORMAT:
            raise UnreadableHeaderError("checksum does not fit")
        return Header(
            vault_id=str(body["vault_id"]),
            database_salt=bytes.fromhex(body["database_salt"]),
            kdf=KdfParameters(**{name: int(number) for name, number in body["argon2id"].items()}),
            passphrase_wrap=_wrap_from_json(body["by_passphrase"]),
            recovery_wrap=_wrap_from_json(body["by_recovery_key"]),
            key_check=bytes.fromhex(body["key_check"]),
            keyring_wrap=_wrap_from_json(body["by_keyring"]) if "by_keyring" in body else None,
        )
    except KdfBoundsError as error:
        raise DamagedHeaderError(
            Text(
                "Het sleutelbestand van het portfolio vraagt om een onmogelijke berekening; het is beschadigd of "
                "vervalst.",
                "The portfolio’s key file asks for an impossible calculation; it is damaged or forged.",
            ),
            Text("Zet vault.json terug uit een reservekopie.", "Restore vault.json from a backup."),
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise UnreadableHeaderError(f"not as it was written: {type(error).__name__}") from error


def _checksum(body: dict[str, Any]) -> str:
    """Return a hash that tells a damaged header from a wrong passphrase; it is no protection against a forger."""
    # By the library that unwraps the keys next: Python's own would bring a second OpenSSL along.
    from cryptography.hazmat.primitives.hashes import SHA256, Hash

    hashing = Hash(SHA256())
    hashing.update(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())
    return hashing.finalize().hex()


def _wrap_to_json(wrap: Wrap) -> dict[str, str]:
    return {"salt": wrap.salt.hex(), "nonce": wrap.nonce.hex(), "sealed": wrap.sealed.hex()}


def _wrap_from_json(body: dict[str, str]) -> Wrap:
    return Wrap(*(bytes.fromhex(body[name]) for name in ("salt", "nonce", "sealed")))
