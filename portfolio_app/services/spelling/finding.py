"""Where dictionaries are: in the person's own folder, and where the system and well-known programs keep theirs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import make_private_folder, write_atomically
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.documents.spelling.dictionary import Dictionaries
from portfolio_app.documents.spelling.files import DictionaryFiles, bundled_folder, examine

_NAME: Final = re.compile(r"(?P<language>[a-z]{2})(?:[_-](?P<country>[A-Z]{2}))?(?:[_-].*)?")
_COUNTRIES: Final[Mapping[Language, Sequence[str]]] = {"nl": ("NL", "", "BE"), "en": ("GB", "", "US")}
"""Which of several dictionaries is taken: the first of these that is there, then any."""
_MOST_FOLDERS: Final = 400
_COPYING: Final = Text("Het woordenboek overnemen", "Adding the dictionary")
_NEITHER: Final = Text(
    "Kies het bestand .dic of .aff van een woordenboek.", "Choose the .dic or .aff file of a dictionary."
)
_NO_FOLDER: Final = Text("Er is geen map voor eigen woordenboeken.", "There is no folder for dictionaries of your own.")


@dataclass(frozen=True, slots=True)
class DictionaryPlaces:
    """Where to look.

    Attributes:
        own: the folder of the dictionaries that the person chose, one folder in it for each language; None for none.
        machine: the folders of the system and of other programs, the best first.
    """

    own: Path | None = None
    machine: tuple[Path, ...] = ()

    def find(self, language: Language) -> DictionaryFiles | None:
        """Return the dictionary for a language: the person's own before any other; None when there is none.

        Folders that cannot be read are passed over.
        """
        for folder in (*((self.own / language,) if self.own else ()), *self.machine):
            best = min(_dictionaries_in(folder, language), key=lambda found: _rank(found.name, language), default=None)
            if best is not None:
                return best
        return None

    def is_own(self, files: DictionaryFiles) -> bool:
        """Tell whether a dictionary is one that the person chose."""
        return self.own is not None and files.folder.parent == self.own

    def take_over(self, file: Path, language: Language, dictionaries: Dictionaries) -> DictionaryFiles:
        """Copy a dictionary into the person's own folder, for a language; it takes the place of the one before.

        Args:
            file: its `.dic` or its `.aff`; the other stands beside it.
            language: what it is for, whatever it is called.
            dictionaries: tries whether it can be used, before anything is copied.

        Raises:
            DictionaryRefusedError: it is damaged, or no dictionary; nothing was copied.
            WrongUseError: it is another sort of file, or there is no folder of the person's own.
            EnvironmentRefusedError: the system refused.
        """
        if self.own is None:
            raise WrongUseError(_NO_FOLDER)
        if file.suffix.lower() not in (".dic", ".aff"):
            raise WrongUseError(_NEITHER)
        chosen = DictionaryFiles(file.parent, file.stem)
        examine(chosen)
        dictionaries.wrong(chosen, ["a"])
        target = DictionaryFiles(self.own / language, f"{language}-{_safe(file.stem)}")
        make_private_folder(target.folder, _COPYING)
        try:
            contents = ((target.aff, chosen.aff.read_bytes()), (target.dic, chosen.dic.read_bytes()))
            for path, content in contents:
                write_atomically(path, content, _COPYING)
            for old in target.folder.iterdir():
                if old.stem != target.name:
                    old.unlink()
        except OSError as error:
            raise refusal_from(error, _COPYING) from error
        return target

    def give_up_own(self, language: Language) -> None:
        """Forget the person's own dictionary for a language; that of the machine is used again, if there is one.

        Raises:
            EnvironmentRefusedError: the system refused.
        """
        for files in tuple(_dictionaries_in(self.own / language, language)) if self.own else ():
            try:
                files.dic.unlink()
                files.aff.unlink()
            except OSError as error:
                raise refusal_from(error, _COPYING) from error


def usual_places(own: Path) -> DictionaryPlaces:
    """Return the places of this machine, with the person's own folder first."""
    bundled = bundled_folder()
    machine = machine_folders(sys.platform, os.environ, Path.home())
    return DictionaryPlaces(own, (*machine, *((bundled,) if bundled is not None else ())))


def machine_folders(platform: str, environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Yield the folders in which dictionaries may stand, whether they are there or not.

    Args:
        platform: as `sys.platform` tells it.
        environment: the variables of the system.
        home: the folder of the user.
    """
    if platform == "win32":
        for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
            if programs := environment.get(name):
                yield from _extensions(Path(programs) / "LibreOffice" / "share" / "extensions")
        if roaming := environment.get("APPDATA"):
            yield from _profiles(Path(roaming) / "Mozilla" / "Firefox" / "Profiles")
            yield from _profiles(Path(roaming) / "Thunderbird" / "Profiles")
    elif platform == "darwin":
        yield home / "Library" / "Spelling"
        yield Path("/Library/Spelling")
        yield from _extensions(Path("/Applications/LibreOffice.app/Contents/Resources/extensions"))
        yield from _profiles(home / "Library" / "Application Support" / "Firefox" / "Profiles")
        for brewed in ("/opt/homebrew", "/usr/local"):
            yield Path(brewed) / "share" / "hunspell"
    else:
        data = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
        shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        for folder in (data, *shared.split(":")):
            if os.path.isabs(folder):  # noqa: PTH117 - asked of words of the environment
                yield Path(folder) / "hunspell"
                yield Path(folder) / "myspell" / "dicts"
                yield Path(folder) / "myspell"
        for office in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"):
            yield from _extensions(Path(office) / "share" / "extensions")
        yield from _profiles(home / ".mozilla" / "firefox")


def _extensions(folder: Path) -> Iterator[Path]:
    """Yield the folders of LibreOffice's dictionaries: `dict-nl`, and in it sometimes one more."""
    for language in LANGUAGES:
        yield folder / f"dict-{language}"
        yield folder / f"dict-{language}" / "dictionaries"


def _profiles(folder: Path) -> Iterator[Path]:
    """Yield where the profiles of a browser keep words, when it unpacked any."""
    for profile in _entries(folder):
        yield profile / "dictionaries"


def _dictionaries_in(folder: Path, language: Language) -> Iterator[DictionaryFiles]:
    for entry in _entries(folder):
        named = _NAME.fullmatch(entry.stem)
        if entry.suffix == ".dic" and named and named["language"] == language and entry.with_suffix(".aff").is_file():
            yield DictionaryFiles(folder, entry.stem)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())[:_MOST_FOLDERS]
    except OSError:
        return []


def _rank(name: str, language: Language) -> tuple[int, str]:
    named = _NAME.fullmatch(name)
    country = (named["country"] if named else None) or ""
    order = _COUNTRIES[language]
    return (order.index(country) if country in order else len(order), name)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)[:40]
