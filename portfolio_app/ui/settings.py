"""What the person set and what the window remembers; each declared once, with its default.

What was set stands in the folder for configuration, what is remembered in that for state, both on this machine only.
A file that cannot be understood is kept beside the new one and never simply overwritten.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, cast

from portfolio_app.common.atomic import make_private_folder, write_atomically
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import LANGUAGES, Language, Text

THEMES: Final = ("system", "light", "dark")
LOCK_CHOICES: Final = (0, 2, 5, 10, 15, 30, 60)
"""Minutes without a key or a movement after which the vault is locked; 0 is never."""

_MOST_RECENT: Final = 6
_HOME: Final = "~/"
_SAVING: Final = Text("De instellingen opslaan", "Saving the settings")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose.

    Attributes:
        theme: one of `THEMES`.
        lock_after: one of `LOCK_CHOICES`.
        remember_vaults: whether the start page lists the vaults opened last.
    """

    language: Language = "nl"
    theme: str = "system"
    lock_after: int = 10
    remember_vaults: bool = True

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the settings in `plain`; what is missing or makes no sense has its default."""
        default = cls()
        language, theme, minutes = plain.get("language"), plain.get("theme"), plain.get("lock_after")
        remember = plain.get("remember_vaults")
        return cls(
            language=cast("Language", language) if language in LANGUAGES else default.language,
            theme=theme if theme in THEMES else default.theme,
            lock_after=minutes if minutes in LOCK_CHOICES else default.lock_after,
            remember_vaults=remember if isinstance(remember, bool) else default.remember_vaults,
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What the window remembers between two times; nothing in it is personal beyond where the vaults are.

    Attributes:
        vaults: the vaults opened last, newest first, as `~/…` where they are in the home folder.
        geometry: size and place of the window, as Qt wrote it, in base 64.
        divisions: how the panes of the lists were divided: share of the list, in thousandths.
    """

    vaults: tuple[str, ...] = ()
    geometry: str = ""
    divisions: int = 0

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return what `plain` remembers; what makes no sense is forgotten."""
        vaults, geometry, divisions = plain.get("vaults"), plain.get("geometry"), plain.get("divisions")
        known = [path for path in vaults if isinstance(path, str)] if isinstance(vaults, list) else []
        return cls(
            vaults=tuple(known[:_MOST_RECENT]),
            geometry=geometry if isinstance(geometry, str) else "",
            divisions=divisions if isinstance(divisions, int) and 0 < divisions < 1000 else 0,
        )

    def recent(self) -> tuple[Path, ...]:
        """Return the vaults that are still there, the one opened last first."""
        paths = (Path(path).expanduser() for path in self.vaults)
        return tuple(path for path in paths if path.is_dir())

    def after_opening(self, vault: Path) -> Memory:
        """Return the memory with `vault` as the one opened last."""
        named = _from_home(vault)
        others = tuple(path for path in self.vaults if path != named)
        return dataclasses.replace(self, vaults=(named, *others)[:_MOST_RECENT])

    def without(self, vault: Path) -> Memory:
        """Return the memory without `vault`."""
        named = _from_home(vault)
        return dataclasses.replace(self, vaults=tuple(path for path in self.vaults if path != named))


class Keeper:
    """Reads and writes `Settings` and `Memory`.

    Attributes:
        settings: what is set now.
        memory: what is remembered now.
    """

    def __init__(self, config: Path, state: Path) -> None:
        """Read both files, from the folders for configuration and for state."""
        self._settings_file = config / "settings.json"
        self._memory_file = state / "window.json"
        self.settings = Settings.from_plain(_read(self._settings_file))
        self.memory = Memory.from_plain(_read(self._memory_file))

    def set(self, settings: Settings) -> None:
        """Keep `settings`.

        Raises:
            EnvironmentRefusedError: they cannot be written; they hold until the program ends.
        """
        if settings != self.settings:
            self.settings = settings
            _write(self._settings_file, dataclasses.asdict(settings))

    def remember(self, memory: Memory) -> None:
        """Keep `memory`; when that fails nothing is lost but comfort, so it is only logged."""
        if memory == self.memory:
            return
        self.memory = memory
        try:
            _write(self._memory_file, dataclasses.asdict(memory))
        except EnvironmentRefusedError as error:
            _log.warning("the window's memory could not be written: %s", error)


def _from_home(vault: Path) -> str:
    """Return the path without the name of the user where that is possible."""
    full = vault.absolute()
    home = Path.home()
    return _HOME + full.relative_to(home).as_posix() if full.is_relative_to(home) else str(full)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("a file of settings could not be read: %s", error)
        _keep_aside(path)
        return {}
    return found if isinstance(found, dict) else {}


def _keep_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".unreadable.json"))
    except OSError as error:
        _log.warning("and not put aside either: %s", error)


def _write(path: Path, content: dict[str, Any]) -> None:
    make_private_folder(path.parent, _SAVING)
    write_atomically(path, json.dumps(content, indent=1).encode(), _SAVING)
