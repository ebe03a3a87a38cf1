"""Small dictionaries, made up for the tests, and some that nobody should trust."""

from __future__ import annotations

from pathlib import Path

from portfolio_app.documents.spelling.files import DictionaryFiles

DUTCH = (
    *("de", "het", "een", "en", "in", "met", "werknemer", "gesprek", "rustig", "verzuim", "begeleiden", "zo'n"),
    *("cliënt", "leerde", "ik", "hij", "vroeg", "later", "hervatting"),
)
ENGLISH = ("the", "a", "and", "in", "with", "employee", "talk", "calm", "absence", "guide", "client", "learned")

RULES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'ë\nSFX S Y 1\nSFX S 0 s .\n"


def write_dictionary(
    folder: Path, name: str, words: tuple[str, ...], *, rules: str = RULES, encoding: str = "utf-8"
) -> DictionaryFiles:
    """Write both files, and return where they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [str(len(words)), *(f"{word}/S" for word in words)]
    (folder / f"{name}.aff").write_bytes(rules.encode(encoding))
    (folder / f"{name}.dic").write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return DictionaryFiles(folder, name)


def dutch_and_english(folder: Path) -> Path:
    """Write one dictionary of each language, and return their folder."""
    write_dictionary(folder, "nl_NL", DUTCH)
    write_dictionary(folder, "en_GB", ENGLISH)
    return folder
