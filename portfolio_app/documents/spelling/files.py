"""The two files of a dictionary, `.aff` and `.dic`, and what can be told of them before anything else reads them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

MAX_AFF_BYTES: Final = 20_000_000
MAX_DIC_BYTES: Final = 100_000_000
MAX_WORDS: Final = 10_000_000
"""The largest dictionaries in use have some hundreds of thousands."""

_USUAL_ENCODING: Final = "ISO8859-1"
_SET: Final = re.compile(rb"^\xef?\xbb?\xbf?SET[ \t]+(\S+)", re.MULTILINE)
_HEAD: Final = 65_536
_READING: Final = Text("Het woordenboek lezen", "Reading the dictionary")
_ANOTHER: Final = Text(
    "Kies een ander woordenboek, of haal dit opnieuw op.", "Choose another dictionary, or download this one again."
)


class DictionaryRefusedError(WrongUseError):
    """A dictionary that cannot be used; the message says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message, _ANOTHER)


@dataclass(frozen=True, slots=True)
class DictionaryFiles:
    """Where a dictionary stands.

    Attributes:
        folder: the folder of both files.
        name: what both files are called before `.aff` and `.dic`: `nl_NL`.
    """

    folder: Path
    name: str

    @property
    def aff(self) -> Path:
        """The file with the rules by which words are formed."""
        return self.folder / f"{self.name}.aff"

    @property
    def dic(self) -> Path:
        """The file with the words."""
        return self.folder / f"{self.name}.dic"


def bundled_folder() -> Path | None:
    """Return the folder of the English dictionary that comes along with Hunspell; None where it did not."""
    found = find_spec("hunspell")
    places = found.submodule_search_locations if found is not None else None
    return Path(places[0]) / "dictionaries" if places else None


def examine(files: DictionaryFiles) -> None:
    """See whether the files look like a dictionary; what is in them is not taken for more than bytes and words.

    Raises:
        DictionaryRefusedError: they do not.
        EnvironmentRefusedError: they cannot be read.
    """
    rules = _content(files.aff, MAX_AFF_BYTES)
    words = _content(files.dic, MAX_DIC_BYTES)
    found = _SET.search(rules[:_HEAD])
    encoding = found[1].decode("ascii", "replace") if found else _USUAL_ENCODING
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise DictionaryRefusedError(
            Text(
                "Het woordenboek “{name}” noemt een tekenset die niet bestaat: {encoding}.",
                "The dictionary “{name}” names a character set that does not exist: {encoding}.",
            ).fill(name=files.name, encoding=encoding[:40])
        ) from error
    first, _, rest = words.partition(b"\n")
    count = first.lstrip(b"\xef\xbb\xbf").strip()
    if not count.isdigit() or not 0 < int(count[:12]) <= MAX_WORDS or b"\0" in words or b"\0" in rules:
        raise DictionaryRefusedError(
            Text("“{name}.dic” is geen lijst van woorden.", "“{name}.dic” is no list of words.").fill(name=files.name)
        )
    try:
        rest.decode(encoding)
    except UnicodeDecodeError as error:
        raise DictionaryRefusedError(
            Text(
                "De woorden van “{name}” staan niet in de tekenset die het woordenboek noemt ({encoding}).",
                "The words of “{name}” are not in the character set that the dictionary names ({encoding}).",
            ).fill(name=files.name, encoding=encoding[:40])
        ) from error


def _content(file: Path, most: int) -> bytes:
    try:
        size = file.stat().st_size
        if size > most:
            raise DictionaryRefusedError(
                Text("“{name}” is te groot voor een woordenboek.", "“{name}” is too large for a dictionary.").fill(
                    name=file.name
                )
            )
        return file.read_bytes()
    except FileNotFoundError as error:
        raise DictionaryRefusedError(
            Text(
                "Bij dit woordenboek hoort ook het bestand “{name}”; dat staat er niet.",
                "This dictionary needs the file “{name}” too; that is not there.",
            ).fill(name=file.name)
        ) from error
    except OSError as error:
        raise refusal_from(error, _READING) from error
