"""How long work tells where it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text

Progress = Callable[[Text, int, int], None]
"""Called with the stage, the items done and the items in all."""

Cancelled = Callable[[], bool]
"""Asked now and then whether the person wants it to stop."""

COLLECTING: Final = Text("Gegevens verzamelen", "Collecting records")
"""The stage before a document is made or checked."""


def no_progress(stage: Text, done: int, total: int) -> None:
    """Tell nobody."""


def never_cancelled() -> bool:
    """Go on to the end."""
    return False


class StoppedError(VakdossierError):
    """The person stopped the work; nothing half-made remains."""

    def __init__(self) -> None:
        """Say that nothing was written."""
        super().__init__(
            Text("Gestopt; er is niets opgeslagen.", "Stopped; nothing was saved."),
        )


def go_on(cancelled: Cancelled) -> None:
    """Raise `StoppedError` when the person wants it to stop."""
    if cancelled():
        raise StoppedError
