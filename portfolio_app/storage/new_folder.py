"""The folder of a new vault: what is made in it before its keys, and taken away when that does not succeed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import PRIVATE_FOLDER, sync_folder
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.storage import header as headers
from portfolio_app.storage import migrations
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect, create_empty
from portfolio_app.storage.errors import FolderNotEmptyError
from portfolio_app.storage.lock import LOCK_NAME

EVIDENCE_FOLDER: Final = "evidence"
BACKUPS_FOLDER: Final = "backups"
CREATING: Final = Text("Het maken van het portfolio", "Making the portfolio")


def must_be_free(path: Path) -> None:
    """See to it that a new vault at `path` overwrites nothing.

    Raises:
        FolderNotEmptyError: something stands there already.
        EnvironmentRefusedError: the system refused to look.
    """
    try:
        taken = path.exists() and (not path.is_dir() or any(entry.name != LOCK_NAME for entry in path.iterdir()))
    except OSError as error:
        raise refusal_from(error, CREATING) from error
    if taken:
        raise FolderNotEmptyError(
            Text(
                "Hier staat al iets; er is niets overschreven.",
                "There is already something here; nothing was overwritten.",
            ),
            Text("Kies een andere naam voor het nieuwe portfolio.", "Choose another name for the new portfolio."),
        )


def furnish(path: Path, place: DatabasePlace) -> None:
    """Make all of a new vault but its keys.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    try:
        path.chmod(PRIVATE_FOLDER)
        for name in (EVIDENCE_FOLDER, BACKUPS_FOLDER):
            (path / name).mkdir(mode=PRIVATE_FOLDER)
        create_empty(place)
        connection = connect(place)
        try:
            migrations.migrate(connection)
        finally:
            connection.close()
        sync_folder(path)
    except OSError as error:
        raise refusal_from(error, CREATING) from error


def clear(path: Path) -> None:
    """Take away what an attempt to make a vault left; only files that this program made just now."""
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME, DATABASE_NAME, f"{DATABASE_NAME}-journal"):
        with suppress(OSError):  # the first error is the one to tell
            (path / name).unlink(missing_ok=True)
    for name in (EVIDENCE_FOLDER, BACKUPS_FOLDER):
        with suppress(OSError):
            (path / name).rmdir()
