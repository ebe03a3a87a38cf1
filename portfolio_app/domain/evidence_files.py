"""What kinds of files are evidence, and what their names end in: said here, and derived everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text

PDF: Final = "application/pdf"

FILE_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PDF: (".pdf",),
        "image/jpeg": (".jpg", ".jpeg", ".jpe"),
        "image/png": (".png",),
        "image/tiff": (".tif", ".tiff"),
        "image/heic": (".heic", ".heif"),
    }
)
"""By media type the endings of names, in lower case; the first is the one that a file is given."""

PICTURES: Final = frozenset(FILE_ENDINGS) - {PDF}
"""The media types of scans and photographs."""

ALL_ENDINGS: Final = tuple(ending for endings in FILE_ENDINGS.values() for ending in endings)

KIND_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {media_type: media_type.rpartition("/")[2].upper() for media_type in FILE_ENDINGS}
)
"""What a person calls each: PDF, JPEG, …"""

_NAMES: Final = tuple(KIND_NAMES.values())
_BEFORE_LAST: Final = ", ".join(_NAMES[:-1])

KINDS_IN_WORDS: Final = Text(f"{_BEFORE_LAST} of {_NAMES[-1]}", f"{_BEFORE_LAST} or {_NAMES[-1]}")

_PATTERNS: Final = " ".join(f"*{ending}" for ending in ALL_ENDINGS)

CHOOSING_FILTER: Final = Text(f"Bewijsstukken ({_PATTERNS})", f"Evidence ({_PATTERNS})")
"""What a window in which files are chosen is told to show."""
