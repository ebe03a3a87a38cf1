"""Sets of options: what a person chooses from, each with a key that stays and a label in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from portfolio_app.common.text import Text


class Option(StrEnum):
    """Base of the option sets: each member has a stable key and a label in both languages."""

    label: Text

    def __new__(cls, key: str, nl: str, en: str) -> Self:
        """Make a member from its key and its two labels."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = Text(nl, en)
        return member
