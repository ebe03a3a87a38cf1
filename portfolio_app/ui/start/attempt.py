"""An attempt to open a vault."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Attempt(NamedTuple):
    """What the person wants to open, and with what; kept no longer than the attempt takes."""

    vault: Path
    passphrase: str | None = None
    recovery_key: str | None = None
    unlock_key: bytes | None = None
    read_only: bool = False
    override_lock: bool = False

    def __repr__(self) -> str:
        return "Attempt(…)"
