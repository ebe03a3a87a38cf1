"""What is remembered of the places of backups: where the second one is, and how the last attempt in each ended.

The file stands in the vault's own folder for backups and is not encrypted, so it holds nothing about the person: the
path of the second place is sealed with the vault's key, and a failure is kept in our own words, which name no files.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.storage.keys import DataKey, RandomBytes

STATE_NAME: Final = "state.json"

_FORMAT: Final = 1
_NONCE: Final = 12
_PURPOSE: Final = "backup places"
_LARGEST: Final = 64 * 1024
_KEEPING: Final = Text("Het onthouden van de reservekopie", "Remembering the backup")


@dataclass(frozen=True, slots=True)
class PlaceState:
    """How it went in one place.

    Attributes:
        good_at: when the last good backup was made there; None when there never was one.
        good: its name.
        failed_at: when an attempt failed since then; None when none did.
        failure: why.
    """

    good_at: datetime | None = None
    good: str = ""
    failed_at: datetime | None = None
    failure: Text | None = None


@dataclass(frozen=True, slots=True)
class BackupsState:
    """All that is remembered.

    Attributes:
        second_place: the folder on another disk that the person chose, or None.
        places: by the name of the place.
        thinning: the name of the schedule by which old backups are cleared; empty for the usual one.
    """

    second_place: Path | None = None
    places: Mapping[str, PlaceState] = field(default_factory=dict)
    thinning: str = ""

    def of(self, place: str) -> PlaceState:
        """Return how it went in a place."""
        return self.places.get(place, PlaceState())


def read_state(folder: Path, key: DataKey) -> BackupsState:
    """Return what is remembered; nothing when there is no such file, or when it is not as it was written.

    Raises:
        EnvironmentRefusedError: the system refused to have it read.
    """
    try:
        with (folder / STATE_NAME).open("rb") as file:
            body = json.loads(file.read(_LARGEST))
        places = {str(name): _place(kept) for name, kept in body["places"].items()}
        return BackupsState(_unsealed(body.get("second_place"), key), places, str(body.get("thinning", "")))
    except FileNotFoundError:
        return BackupsState()
    except OSError as error:
        raise refusal_from(error, _KEEPING) from error
    except (ValueError, KeyError, TypeError, AttributeError):
        # The backups themselves are the truth; this only remembers what they cannot tell while their disk is away.
        return BackupsState()


def write_state(
    folder: Path, state: BackupsState, key: DataKey, random_bytes: RandomBytes = secrets.token_bytes
) -> None:
    """Remember `state`.

    Raises:
        EnvironmentRefusedError: the system refused; what was remembered before still is.
    """
    body = {
        "format": _FORMAT,
        "second_place": _sealed(state.second_place, key, random_bytes),
        "thinning": state.thinning,
        "places": {name: _plain(kept) for name, kept in state.places.items()},
    }
    write_atomically(folder / STATE_NAME, (json.dumps(body, indent=1) + "\n").encode(), _KEEPING)


def _plain(place: PlaceState) -> dict[str, Any]:
    return {
        "good_at": place.good_at.isoformat() if place.good_at else None,
        "good": place.good,
        "failed_at": place.failed_at.isoformat() if place.failed_at else None,
        "failure": [place.failure.nl, place.failure.en] if place.failure else None,
    }


def _place(kept: dict[str, Any]) -> PlaceState:
    return PlaceState(
        good_at=_moment(kept["good_at"]),
        good=str(kept["good"]),
        failed_at=_moment(kept["failed_at"]),
        failure=Text(*map(str, kept["failure"])) if kept["failure"] else None,
    )


def _moment(words: str | None) -> datetime | None:
    if words is None:
        return None
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _sealed(path: Path | None, key: DataKey, random_bytes: RandomBytes) -> str | None:
    if path is None:
        return None
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = random_bytes(_NONCE)
    return (
        nonce + AESGCM(key.derive(_PURPOSE)).encrypt(nonce, str(path).encode("utf-8", "surrogateescape"), None)
    ).hex()


def _unsealed(sealed: str | None, key: DataKey) -> Path | None:
    if sealed is None:
        return None
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = bytes.fromhex(sealed)
    try:
        path = AESGCM(key.derive(_PURPOSE)).decrypt(raw[:_NONCE], raw[_NONCE:], None)
    except InvalidTag as error:
        raise ValueError("sealed with another key") from error
    return Path(path.decode("utf-8", "surrogateescape"))
