"""The only place that asks the machine what time it is; everything else is handed a `Clock`.

That way a dossier made twice for the same date has the same bytes, and no test depends on the day it runs.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Tells the time to those who may not look themselves."""

    def now(self) -> datetime:
        """Return this moment, aware and in UTC."""
        ...

    def today(self) -> date:
        """Return the date on the person's own calendar."""
        ...

    def end_of(self, day: date) -> datetime:
        """Return the last moment of a day on the person's own calendar, aware and in UTC."""
        ...


class SystemClock:
    """The clock of the machine: UTC for moments, the machine's own time zone for dates."""

    def now(self) -> datetime:
        """Return this moment, aware and in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - here it is allowed

    def today(self) -> date:
        """Return today's date in the machine's time zone."""
        return self.now().astimezone().date()

    def end_of(self, day: date) -> datetime:
        """Return the last moment of `day` in the machine's time zone, in UTC."""
        # Without a zone Python takes the machine's, with the summer time of that very day.
        return datetime.combine(day, time.max).astimezone(UTC)


class FixedClock:
    """A clock that stands still until it is moved: for a dossier "as of" a date, for the sample data and for tests.

    Attributes:
        moment: at which it stands.
        zone: the zone in which `today` is reckoned.
    """

    __slots__ = ("moment", "zone")

    def __init__(self, moment: datetime, zone: tzinfo = UTC) -> None:
        """Stand at an aware moment, in any zone.

        Raises:
            ValueError: `moment` has no time zone, so it is no moment at all.
        """
        if moment.tzinfo is None:
            raise ValueError("a fixed clock needs a moment with a time zone")
        self.moment = moment
        self.zone = zone

    @classmethod
    def on(cls, day: date) -> FixedClock:
        """Return a clock that stands at noon UTC of `day`."""
        return cls(datetime.combine(day, time(12), tzinfo=UTC))

    def now(self) -> datetime:
        """Return the moment at which the clock stands, in UTC."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Return the date of that moment in the clock's zone."""
        return self.moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """Return the last moment of `day` in the clock's zone, in UTC."""
        return datetime.combine(day, time.max, tzinfo=self.zone).astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move the clock by `step`."""
        self.moment += step
