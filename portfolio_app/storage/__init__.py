"""The encrypted vault: keys, lock, records, their history and search, migrations, evidence, and the check of it all.

Everything that other layers need has its name here. A name is loaded when it is first used: opening a vault needs no
SQLAlchemy, and painting a lock screen needs nothing at all.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portfolio_app.storage.check import CheckReport, Finding, check_vault
    from portfolio_app.storage.errors import (
        ChangedSinceError,
        DamagedDatabaseError,
        DamagedHeaderError,
        EvidenceDamagedError,
        EvidenceMissingError,
        FolderNotEmptyError,
        KeysCopyStaleError,
        NewerVaultError,
        NotAVaultError,
        NothingToUndoError,
        OlderVaultError,
        RecordMissingError,
        RecordRefusedError,
        RecoveryKeyTypoError,
        VaultFileGoneError,
        VaultReadOnlyError,
        WeakSecretError,
        WrongDataKeyError,
        WrongPassphraseError,
        WrongRecoveryKeyError,
        WrongUnlockKeyError,
    )
    from portfolio_app.storage.evidence import EvidenceStore, StoredEvidence
    from portfolio_app.storage.history import BinEntry, ChangeSet, History, Operation, RecordChange
    from portfolio_app.storage.keys import DataKey, KdfParameters, RandomBytes
    from portfolio_app.storage.lock import Holder, VaultLock, VaultLockedError
    from portfolio_app.storage.past import Binned, Past, SoughtWord, Version
    from portfolio_app.storage.recovery_key import RecoveryKey
    from portfolio_app.storage.repository import ListQuery, RecordState, RecordTitle, Referrer, Repository, Where
    from portfolio_app.storage.search import SearchHit
    from portfolio_app.storage.secret import Secret
    from portfolio_app.storage.store import Reading, Storage
    from portfolio_app.storage.unit import UnitOfWork
    from portfolio_app.storage.vault import VAULT_SUFFIX, NewVault, Vault, create_vault, open_vault

__all__ = [
    "VAULT_SUFFIX",
    "BinEntry",
    "Binned",
    "ChangeSet",
    "ChangedSinceError",
    "CheckReport",
    "DamagedDatabaseError",
    "DamagedHeaderError",
    "DataKey",
    "EvidenceDamagedError",
    "EvidenceMissingError",
    "EvidenceStore",
    "Finding",
    "FolderNotEmptyError",
    "History",
    "Holder",
    "KdfParameters",
    "KeysCopyStaleError",
    "ListQuery",
    "NewVault",
    "NewerVaultError",
    "NotAVaultError",
    "NothingToUndoError",
    "OlderVaultError",
    "Operation",
    "Past",
    "RandomBytes",
    "Reading",
    "RecordChange",
    "RecordMissingError",
    "RecordRefusedError",
    "RecordState",
    "RecordTitle",
    "RecoveryKey",
    "RecoveryKeyTypoError",
    "Referrer",
    "Repository",
    "SearchHit",
    "Secret",
    "SoughtWord",
    "Storage",
    "StoredEvidence",
    "UnitOfWork",
    "Vault",
    "VaultFileGoneError",
    "VaultLock",
    "VaultLockedError",
    "VaultReadOnlyError",
    "Version",
    "WeakSecretError",
    "Where",
    "WrongDataKeyError",
    "WrongPassphraseError",
    "WrongRecoveryKeyError",
    "WrongUnlockKeyError",
    "check_vault",
    "create_vault",
    "open_vault",
]

_HOMES = MappingProxyType(
    {
        "check": ("CheckReport", "Finding", "check_vault"),
        "evidence": ("EvidenceStore", "StoredEvidence"),
        "history": ("BinEntry", "ChangeSet", "History", "Operation", "RecordChange"),
        "keys": ("DataKey", "KdfParameters", "RandomBytes"),
        "lock": ("Holder", "VaultLock", "VaultLockedError"),
        "past": ("Binned", "Past", "SoughtWord", "Version"),
        "recovery_key": ("RecoveryKey",),
        "repository": ("ListQuery", "RecordState", "RecordTitle", "Referrer", "Repository", "Where"),
        "search": ("SearchHit",),
        "secret": ("Secret",),
        "store": ("Reading", "Storage"),
        "unit": ("UnitOfWork",),
        "vault": ("VAULT_SUFFIX", "NewVault", "Vault", "create_vault", "open_vault"),
    }
)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "errors")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
