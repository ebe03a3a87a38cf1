"""Once a year: does the recovery key on paper still open the portfolio?

A sheet that cannot be found, or that is of a key that was replaced since, is noticed on the day on which it is needed,
unless it is looked for before. The day on which a recovery key was last seen to hold is kept in the vault; it says
nothing about anybody, and stands in no history.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.services.board import Step, Target
from portfolio_app.storage.kept import RECOVERY_CHECKED

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_LOG: Final = logging.getLogger(__name__)

HOLDS_FOR: Final = timedelta(days=365)
_NEVER: Final = Text(
    "Kijk na of u uw herstelsleutel nog hebt en of hij klopt",
    "Check that you still have your recovery key and that it works",
)
_AGAIN: Final = Text(
    "Kijk uw herstelsleutel na: dat is een jaar of langer geleden",
    "Check your recovery key: the last time was a year or more ago",
)


def note_recovery_key_held(portfolio: Portfolio) -> None:
    """Keep that the recovery key was seen to hold today; nothing is done where the vault cannot be written.

    Raises:
        EnvironmentRefusedError: the system refused; the day of before is still kept.
    """
    portfolio.keep(RECOVERY_CHECKED, portfolio.clock.today().isoformat())


def recovery_key_held_on(portfolio: Portfolio) -> date | None:
    """Return the day on which the recovery key was last seen to hold; None when that was never told.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    words = portfolio.vault.storage.kept(RECOVERY_CHECKED)
    try:
        return None if words is None else date.fromisoformat(words)
    except ValueError:
        _LOG.warning("the day on which the recovery key was checked is no day")
        return None


def recovery_check_due(portfolio: Portfolio, today: date) -> Iterator[Step]:
    """Yield what asks for the recovery key, when a year has gone by since it was seen, or since the portfolio began.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    held = recovery_key_held_on(portfolio)
    since = held
    if since is None:
        with portfolio.vault.storage.reading() as now:
            first = now.past.first_moment()
        since = None if first is None else first.astimezone().date()
    if since is not None and since + HOLDS_FOR <= today:
        yield Step("key-round", "attention", _NEVER if held is None else _AGAIN, Target("keys", ""))
