"""What a person may do with a portfolio: chosen, done and foretold in a module each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio_app.domain.kinds import kind_called

Detail = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing to do.

    Attributes:
        name: which.
        at: what the clock says while it is done.
        detail: all that decides its outcome, as JSON knows it.
    """

    name: str
    at: datetime
    detail: Detail

    def to_plain(self) -> Detail:
        """Return the deed as JSON knows it."""
        return {"name": self.name, "at": self.at.isoformat(), "detail": self.detail}

    @classmethod
    def from_plain(cls, plain: Detail) -> Deed:
        """Return the deed that `to_plain` gave."""
        return cls(plain["name"], datetime.fromisoformat(plain["at"]), plain["detail"])


def field_of(detail: Detail) -> object:
    """Return the announced value of the one field that is changed in many records."""
    return getattr(kind_called(detail["kind"]).from_plain("x", detail["values"]), detail["field"])
