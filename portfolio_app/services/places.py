"""The folders of this user on this machine, each kind of file in its own.

Everything is local: nothing that the program keeps by itself goes to a roaming profile or a synchronised folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

from portfolio_app.common.value import Value

APPLICATION: Final = "vakdossier"


class Places(Value):
    """Where the program keeps its own files; none of these folders is made by asking for it.

    Args:
        data: what may not be lost: the vaults, unless the person chose another folder.
        config: what the person set.
        state: what the program remembers: the last vault, the size of the window.
        log: the local log.
        cache: what can be made again.
    """

    data: Path
    config: Path
    state: Path
    log: Path
    cache: Path

    @property
    def vaults(self) -> Path:
        """The folder that is proposed for new vaults."""
        return self.data / "portfolios"

    @property
    def rule_sets(self) -> Path:
        """The folder of rule sets and registers that the person made or changed."""
        return self.data / "registers"

    @property
    def dictionaries(self) -> Path:
        """The folder of dictionaries that the person chose."""
        return self.data / "dictionaries"


def user_places() -> Places:
    """Return the folders of the user who runs the program, by the conventions of the system."""
    folders = platformdirs.PlatformDirs(APPLICATION, appauthor=False, roaming=False)
    data = folders.user_data_path
    return Places(
        data=data,
        config=_apart(folders.user_config_path, data, "config"),
        state=_apart(folders.user_state_path, data, "state"),
        log=_apart(folders.user_log_path, data, "log"),
        cache=_apart(folders.user_cache_path, data, "cache"),
    )


def _apart(place: Path, data: Path, name: str) -> Path:
    """Give a kind of its own folder where the system (Windows, macOS) knows one place for several."""
    return data / name if place == data else place
