"""What the person set and what the window remembers; each declared once, with its default.

What was set stands in the folder for configuration, what is remembered in that for state, both on this machine only.
A file that cannot be understood is kept beside the new one and never simply overwritten.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self, cast

from portfolio_app.common.atomic import make_private_folder, write_atomically
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.common.value import Value

THEMES: Final = ("system", "light", "dark")
LOCK_CHOICES: Final = (0, 2, 5, 10, 15, 30, 60)
"""Minutes without a key or a movement after which the vault is locked; 0 is never."""
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
"""Per cent of the size that the system's own text asks for."""

_MOST_RECENT: Final = 6
_MOST_PANES: Final = 200
_LONGEST_PANE: Final = 4_000
_HOME: Final = "~/"
_SAVING: Final = Text("De instellingen bewaren", "Saving the settings")

_log = logging.getLogger(__name__)


Pane = bool | int | str | list[int]
"""What a part of the window may note of itself; nothing that a person typed."""


class Settings(Value):
    """What the person chose.

    Attributes:
        theme: one of `THEMES`.
        lock_after: one of `LOCK_CHOICES`.
        text_size: one of `TEXT_SIZES`.
        remember_vaults: whether the start page lists the vaults opened last.
        remember_places: whether the window opens on the page where it was left, divided as it was.
        spelling: whether misspelled words are underlined.
    """

    language: Language = "nl"
    theme: str = "system"
    text_size: int = 100
    lock_after: int = 10
    remember_vaults: bool = True
    remember_places: bool = True
    spelling: bool = True

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the settings in `plain`; what is missing or makes no sense has its default."""
        default = cls()
        language, theme, minutes = plain.get("language"), plain.get("theme"), plain.get("lock_after")
        vaults, places, size = plain.get("remember_vaults"), plain.get("remember_places"), plain.get("text_size")
        spelling = plain.get("spelling")
        return cls(
            language=cast("Language", language) if language in LANGUAGES else default.language,
            theme=theme if theme in THEMES else default.theme,
            text_size=size if size in TEXT_SIZES else default.text_size,
            lock_after=minutes if minutes in LOCK_CHOICES else default.lock_after,
            remember_vaults=vaults if isinstance(vaults, bool) else default.remember_vaults,
            remember_places=places if isinstance(places, bool) else default.remember_places,
            spelling=spelling if isinstance(spelling, bool) else default.spelling,
        )


class Memory(Value):
    """What the window remembers between two times; nothing in it is personal beyond where the vaults are.

    Attributes:
        vaults: the vaults opened last, newest first, as `~/…` where they are in the home folder.
        geometry: size and place of the window, as Qt wrote it, in base 64.
        page: the page that was shown last, and the kind on it; never a record.
        panes: what parts of the window note of themselves, by a name of their own: widths, sizes, what is folded.
    """

    vaults: tuple[str, ...] = ()
    geometry: str = ""
    page: tuple[str, str] = ("", "")
    panes: Mapping[str, Pane] = MappingProxyType({})

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return what `plain` remembers; what makes no sense is forgotten."""
        vaults, geometry, page, panes = (plain.get(name) for name in ("vaults", "geometry", "page", "panes"))
        known = [path for path in vaults if isinstance(path, str)] if isinstance(vaults, list) else []
        sizes = panes.items() if isinstance(panes, dict) else ()
        return cls(
            vaults=tuple(known[:_MOST_RECENT]),
            geometry=geometry if isinstance(geometry, str) else "",
            page=_page_of(page),
            panes={name: value for name, value in list(sizes)[:_MOST_PANES] if _is_pane(value)},
        )

    def recent(self) -> tuple[Path, ...]:
        """Return the vaults that are still there, the one opened last first."""
        paths = (Path(path).expanduser() for path in self.vaults)
        return tuple(path for path in paths if path.is_dir() or _changes_places(path))

    def after_opening(self, vault: Path) -> Memory:
        """Return the memory with `vault` as the one opened last."""
        named = _from_home(vault)
        others = tuple(path for path in self.vaults if path != named)
        return self.replaced(vaults=(named, *others)[:_MOST_RECENT])

    def without(self, vault: Path) -> Memory:
        """Return the memory without `vault`."""
        named = _from_home(vault)
        return self.replaced(vaults=tuple(path for path in self.vaults if path != named))


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
        self._written = self.memory

    def set(self, settings: Settings) -> None:
        """Keep `settings`.

        Raises:
            EnvironmentRefusedError: they cannot be written; they hold until the program ends.
        """
        if settings != self.settings:
            self.settings = settings
            _write(self._settings_file, settings.as_dict())

    def remember(self, memory: Memory) -> None:
        """Keep `memory`; when that fails nothing is lost but comfort, so it is only logged."""
        self.memory = memory
        self.flush()

    def note(self, name: str, value: Pane) -> None:
        """Note how a part of the window is divided; written to the disk by the next `flush`."""
        if self.settings.remember_places and self.memory.panes.get(name) != value:
            self.memory = self.memory.replaced(panes={**self.memory.panes, name: value})

    def noted(self, name: str) -> Pane | None:
        """Return what was noted by that name, or None."""
        return self.memory.panes.get(name)

    def forget_places(self) -> None:
        """Forget where the person was and how the window was divided."""
        self.remember(self.memory.replaced(geometry="", page=("", ""), panes={}))

    def flush(self) -> None:
        """Write what is remembered to the disk, when it is not there yet."""
        if self.memory == self._written:
            return
        self._written = self.memory
        try:
            _write(self._memory_file, {**self.memory.as_dict(), "panes": dict(self.memory.panes)})
        except EnvironmentRefusedError as error:
            _log.warning("the window's memory could not be written: %s", error)


def _page_of(page: object) -> tuple[str, str]:
    if isinstance(page, list) and len(page) == 2 and all(isinstance(part, str) for part in page):
        return str(page[0]), str(page[1])
    return "", ""


def _is_pane(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_PANE
    if isinstance(value, list):
        return len(value) <= _MOST_PANES and all(isinstance(each, int) for each in value)
    return isinstance(value, int)


def _changes_places(vault: Path) -> bool:
    """Tell whether a vault is not there because another was taking its place; opening it brings that to its end."""
    if not vault.parent.is_dir():
        return False
    from portfolio_app.storage.backups.swapping import is_half_way  # only when a vault is gone

    return is_half_way(vault)


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
