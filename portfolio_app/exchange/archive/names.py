"""Names of files in an archive: what a member may be called, and what evidence is called in it.

The name that somebody once gave a file is not to be trusted: it may try to look like another (`certificate.pdf.exe`,
signs that turn the reading direction), or mean something to the machine that it is unpacked on (`CON`, `..`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.evidence_files import FILE_ENDINGS
from portfolio_app.exchange.archive.errors import DamagedArchiveError, TooLargeArchiveError, UnsafeArchiveError
from portfolio_app.exchange.archive.limits import LIMITS, Limits

_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?")
_LONGEST_STEM: Final = 80
_NAMELESS: Final = "bewijsstuk"


def checked_members(names: Iterable[str], limits: Limits = LIMITS) -> None:
    """See to it that every path stays inside the archive, and is another one on every system.

    Raises:
        UnsafeArchiveError: a path leads elsewhere, or means something to some system.
        DamagedArchiveError: two paths are the same, or are the same on some system.
        TooLargeArchiveError: a path is too long.
    """
    seen: set[str] = set()
    for name in names:
        if len(name) > limits.name_characters:
            raise TooLargeArchiveError(Text("een bestandsnaam is te lang.", "the name of a file is too long."))
        if not is_safe(name):
            raise UnsafeArchiveError(
                Text(
                    "een bestand erin heeft een pad dat naar elders wijst ({name}).",
                    "a file in it has a path that leads elsewhere ({name}).",
                ).fill(name=ascii(name)[:80])
            )
        alike = unicodedata.normalize("NFC", name).casefold()
        if alike in seen:
            raise DamagedArchiveError(
                Text("een bestand komt er tweemaal in voor ({name}).", "a file is in it twice ({name}).").fill(
                    name=ascii(name)[:80]
                )
            )
        seen.add(alike)


def is_safe(name: str) -> bool:
    """Tell whether a path is relative, stays below where it is unpacked, and is a plain name on every system."""
    return bool(name) and all(_is_plain(part) for part in name.split("/"))


def evidence_name(file_name: str, media_type: str, taken: set[str]) -> str:
    """Return what a piece of evidence is called in the archive: as near to its own name as is safe, and unique.

    Args:
        file_name: the name that it was given once.
        media_type: what it is by its content; decides the ending.
        taken: the names that are given already, folded; the new one is added.
    """
    readable = "".join(sign for sign in file_name if unicodedata.category(sign)[0] != "C")
    cleaned = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", readable))
    path = PurePosixPath(" ".join(cleaned.split()))
    endings = FILE_ENDINGS.get(media_type, ())
    own = path.suffix.lower()
    stem, ending = (path.stem, own) if own in endings else (path.name, endings[0] if endings else ".bin")
    stem = stem[:_LONGEST_STEM].strip(". ") or _NAMELESS
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    candidate, number = f"{stem}{ending}", 1
    while _folded(candidate) in taken:
        number += 1
        candidate = f"{stem} ({number}){ending}"
    taken.add(_folded(candidate))
    return candidate


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_plain(part: str) -> bool:
    return (
        part not in ("", ".", "..")
        and not _NOT_IN_NAMES.search(part)
        and not part.endswith((".", " "))
        and not _RESERVED.fullmatch(part)
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in part)
    )
