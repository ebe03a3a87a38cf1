"""How large an archive may be: what goes beyond is refused before it is read, and never written by ourselves either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one archive; sizes in bytes, as they are after unpacking.

    Attributes:
        members: how many files.
        manifest_bytes: the list of contents, which is held in memory.
        member_bytes: one file.
        total_bytes: all files together.
        line_bytes: one record, or one entry of the history.
        ratio: how many times larger than packed a file may become, once it is larger than `ratio_floor`.
        name_characters: the path of a file.
    """

    members: int = 200_000
    manifest_bytes: int = 256_000_000
    member_bytes: int = 8_000_000_000
    total_bytes: int = 200_000_000_000
    line_bytes: int = 64_000_000
    ratio: int = 300
    ratio_floor: int = 64_000_000
    name_characters: int = 300


LIMITS: Final = Limits()
