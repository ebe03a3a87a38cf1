"""Work on a disk that may never answer: a network drive that is gone can hold up whoever asks it something for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.services.progress import Cancelled, StoppedError, never_cancelled

T = TypeVar("T")

_LOOK_EVERY: Final = 0.05
_STOPPING_SECONDS: Final = 5.0


class NoAnswerError(EnvironmentRefusedError):
    """The place did not answer in time."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            Text("De plaats voor reservekopieën antwoordt niet.", "The location for backups does not respond."),
            Text(
                "Controleer de verbinding of de schijf, of kies een andere plaats.",
                "Check the connection or the disk, or choose another location.",
            ),
        )


def within(seconds: float, work: Callable[[Callable[[], None]], T], cancelled: Cancelled = never_cancelled) -> T:
    """Return what `work` gives, unless it is silent for too long or the person stops it.

    It is done in a thread of its own. Work that is given up stops at its next sign of life, and then clears up after
    itself; it must hold nothing that others wait for.

    Args:
        seconds: the longest silence.
        work: is given what it must call often, as a sign of life.
        cancelled: asked often whether to stop.

    Raises:
        NoAnswerError: it was silent for longer.
        StoppedError: the person stopped it.
        Exception: whatever the work raised.
    """
    effort = _Effort(work)
    thread = threading.Thread(target=effort.run, name="backup", daemon=True)
    thread.start()
    while not effort.ended.wait(_LOOK_EVERY):
        if cancelled():
            effort.given_up = True
            effort.ended.wait(_STOPPING_SECONDS)
            raise StoppedError
        if time.monotonic() - effort.last_sign > seconds:
            effort.given_up = True
            raise NoAnswerError
    return effort.outcome()


@dataclass(slots=True)
class _Effort(Generic[T]):
    work: Callable[[Callable[[], None]], T]
    ended: threading.Event = field(default_factory=threading.Event)
    last_sign: float = field(default_factory=time.monotonic)
    given_up: bool = False
    result: list[T] = field(default_factory=list)
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self.work(self._sign_of_life))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, in their own thread
            self.error = error
        finally:
            self.ended.set()

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return self.result[0]

    def _sign_of_life(self) -> None:
        self.last_sign = time.monotonic()
        if self.given_up:
            raise StoppedError
