"""What became urgent since the vault was opened last: told once, put off when asked, and never again after that.

What is remembered for it stands in the vault, beside the overview.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from portfolio_app.common.value import Value
from portfolio_app.services.board import Board, Step

URGENT: Final = timedelta(days=30)
"""What has less time left than this is urgent."""
PUT_OFF: Final = timedelta(days=7)

_log = logging.getLogger(__name__)


class Told(Value):
    """What was told before.

    Attributes:
        until: everything that was urgent by then was told; None when nothing ever was.
        put_off: what is to be told again, with the day.
    """

    until: date | None = None
    put_off: Mapping[str, date] = MappingProxyType({})

    def as_text(self) -> str:
        """Return it as JSON."""
        put_off = {name: day.isoformat() for name, day in self.put_off.items()}
        return json.dumps({"until": self.until.isoformat() if self.until else None, "put_off": put_off})


def told_from(words: str | None) -> Told:
    """Return what `Told.as_text` wrote; nothing was told when that cannot be read."""
    if words is None:
        return Told()
    try:
        found = json.loads(words)
        until = date.fromisoformat(found["until"]) if found["until"] else None
        return Told(until, {str(name): date.fromisoformat(day) for name, day in found["put_off"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("what was reminded of could not be read: %s", type(error).__name__)
        return Told()


class Reminding:
    """What there is to tell while one vault is open.

    Args:
        told: what was told before.
        today: the day on which it was opened.
    """

    def __init__(self, told: Told, today: date) -> None:
        self._before = told
        self._today = today
        self._put_off = {name: day for name, day in told.put_off.items() if day > today}
        self._answered: set[str] = set()

    @property
    def since(self) -> date | None:
        """The day until which everything was told before; None the first time."""
        return self._before.until

    def news(self, board: Board) -> tuple[Step, ...]:
        """Return what became urgent since, and what was put off until today; nothing the first time."""
        if self._before.until is None:
            return ()
        return tuple(step for step in board.soon if self._is_news(step))

    def put_off(self, step: Step) -> None:
        """Tell it again in a week."""
        self._put_off[_name(step)] = self._today + PUT_OFF
        self._answered.add(_name(step))

    def dismiss(self, step: Step) -> None:
        """Tell it no more."""
        self._answered.add(_name(step))

    def told(self) -> Told:
        """Return what is to be remembered: all that is urgent today was told."""
        return Told(self._today, self._put_off)

    def _is_news(self, step: Step) -> bool:
        name = _name(step)
        if step.day is None or name in self._answered:
            return False
        again = self._before.put_off.get(name)
        if again is not None:
            return again <= self._today
        urgent_from = step.day - URGENT
        return self._before.until is not None and self._before.until < urgent_from <= self._today


def _name(step: Step) -> str:
    """Return what a step is remembered by; with another day it is another one."""
    day = step.day.isoformat() if step.day else ""
    return f"{step.target.place} {step.target.key} {step.target.record} {day}"
