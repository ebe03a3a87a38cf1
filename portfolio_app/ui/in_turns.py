"""Work of many small pieces, done a few at each turn of the event loop, so that the window stays quick meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from enum import Enum, auto
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

_USUAL_TURN_MS: Final = 8
"""Half of what a turn may take: the piece that is under way when it is over still has to end."""


class Wait(Enum):
    """Whether the next piece waits for another turn."""

    IF_LATE = auto()
    ALWAYS = auto()
    """It takes about as long as a whole turn."""


Pieces = Iterator[Wait]


class InTurns(QObject):
    """Does the pieces that `work` yields after each of them; with its owner gone it does no more.

    Attributes:
        turned: a turn is over, or all is done that had to be done at once.
    """

    turned = Signal()

    def __init__(self, owner: QObject, work: Callable[[], Pieces], turn_ms: float = _USUAL_TURN_MS) -> None:
        """Prepare work for `owner`; no piece is begun when a turn has lasted `turn_ms` milliseconds."""
        super().__init__(owner)
        self._work = work
        self._turn_s = turn_ms / 1000
        self._pieces: Pieces | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_going(self) -> bool:
        """Whether there is something left to do of what was begun."""
        return self._pieces is not None

    def start(self) -> None:
        """Begin, unless it is going on."""
        if self._pieces is None:
            self._pieces = self._work()
            self._timer.start()

    def restart(self) -> None:
        """Begin anew, whatever is left of what was begun."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """Do no more of it."""
        self._pieces = None
        self._timer.stop()

    def finish(self) -> None:
        """Do what is left now; all of it, when it was not begun or is done."""
        self.start()
        self._go_on(math.inf)

    def _take_turn(self) -> None:
        self._go_on(perf_counter() + self._turn_s)

    def _go_on(self, end: float) -> None:
        pieces = self._pieces
        while pieces is not None and pieces is self._pieces:  # a piece may stop it, or begin it anew
            try:
                wait = next(pieces)
            except BaseException as ended:
                if pieces is self._pieces:  # also when it failed: what failed once is not tried at every turn
                    self.stop()
                if not isinstance(ended, StopIteration):
                    raise
                break
            if perf_counter() >= end or (wait is Wait.ALWAYS and end < math.inf):
                break
        self.turned.emit()
