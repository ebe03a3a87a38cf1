"""What the person should be told about the backups without asking: what failed, what is old, what is out of reach."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.services.backups import Backups

if TYPE_CHECKING:
    from portfolio_app.services.backups import PlaceStatus
    from portfolio_app.services.portfolio import Portfolio

_LAST: Final = Text(
    "De laatste goede reservekopie daar is {n} dagen oud.", "The last good backup there is {n} days old."
)
_NO_BACKUP: Final = Text("Daar is nog geen goede reservekopie.", "There is no good backup there yet.")
_FAILING: Final = Text(
    "De reservekopie {place} is niet gelukt. {failure} {last}", "The backup {place} failed. {failure} {last}"
)
_DAMAGED: Final = Text(
    "{n} reservekopieën {place} zijn niet goed meer. Maak een nieuwe.",
    "{n} backups {place} are no longer good. Make a new one.",
)
_AWAY: Final = Text(
    "De tweede plaats voor reservekopieën is al lang niet bereikbaar. {last} Sluit de schijf weer eens aan.",
    "The second location for backups has been out of reach for a long time. {last} Connect the disk again soon.",
)
_OLD: Final = Text(
    "Er is sinds de laatste reservekopie {place} iets veranderd. {last}",
    "Something has changed since the last backup {place}. {last}",
)
_CLOCK: Final = Text(
    "De laatste reservekopie lijkt uit de toekomst te komen ({day}). Staat de klok van deze computer goed?",
    "The last backup seems to come from the future ({day}). Is the clock of this computer right?",
)
_CLOCK_TOLERANCE: Final = timedelta(hours=26)
_AWAY_DAYS: Final = 14
_OLD_DAYS: Final = 7


def backup_concern(portfolio: Portfolio) -> Text | None:
    """Return what the person should know about the backups now, or None when all is well.

    An attempt that failed, with or without anybody looking on, is told until one succeeded.
    """
    now = portfolio.clock.now()
    for each in Backups(portfolio.vault, portfolio.clock).status():
        concern = _concern_about(each, now)
        if concern is not None:
            return concern
    return None


def _concern_about(each: PlaceStatus, now: datetime) -> Text | None:
    days = each.age_days
    last = _NO_BACKUP if days is None else _LAST.fill(n=days)
    if each.failure is not None:
        return _FAILING.fill(place=each.place.label, failure=each.failure, last=last)
    if each.good_at is not None and each.good_at - now > _CLOCK_TOLERANCE:
        return _CLOCK.fill(day=each.good_at.date().isoformat())
    if each.damaged:
        return _DAMAGED.fill(place=each.place.label, n=len(each.damaged))
    if not each.is_available and (days is None or days >= _AWAY_DAYS):
        return _AWAY.fill(last=last)
    if each.is_behind and days is not None and days >= _OLD_DAYS:
        return _OLD.fill(place=each.place.label, last=last)
    return None
