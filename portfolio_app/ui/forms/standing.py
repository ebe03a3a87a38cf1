"""How what is on a form stands to what is in the vault, and what of it is only on the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Standing(Enum):
    """How what is on the form stands to what is in the vault."""

    EMPTY = auto()
    SAVED = auto()
    TYPING = auto()
    SAVING = auto()
    INCOMPLETE = auto()
    WRONG = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and is not in the vault.

    Attributes:
        kind: key of the kind.
        record_id: the record that was being changed; empty for a new one.
        typed: what stands in the editors, by field; on a sheet what that sheet makes of it.
        on_sheet: it stood on a sheet over the window, which shows more than the form of the record does.
    """

    kind: str
    record_id: str
    typed: Mapping[str, object]
    on_sheet: bool = False
