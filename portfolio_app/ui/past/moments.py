"""Moments of the past on the person's own calendar, and what was done in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.values.dates import show_date

if TYPE_CHECKING:
    from portfolio_app.storage.history import Operation
    from portfolio_app.ui.session import Session

_TODAY: Final = Text("Vandaag, {day}", "Today, {day}")
_YESTERDAY: Final = Text("Gisteren, {day}", "Yesterday, {day}")
_AT: Final = Text("{day}, {time}", "{day}, {time}")

ICONS: Final = {
    "add": "plus",
    "attach": "paperclip",
    "delete": "trash-2",
    "export": "file-output",
    "import": "upload",
    "redo": "redo-2",
    "repair": "shield-check",
    "restore": "archive-restore",
    "revert": "history",
    "sample": "copy",
    "undo": "undo-2",
}
"""The icon of each operation; `notebook-pen` for any other."""


def icon_of(operation: str) -> str:
    """Return the name of the icon of an operation."""
    return ICONS.get(operation, "notebook-pen")


def day_heading(session: Session, day: date) -> str:
    """Return a day as the heading of what was done on it."""
    shown = show_date(day, session.look.language)
    today = session.today()
    if day == today:
        return session.say(_TODAY.fill(day=shown))
    return session.say(_YESTERDAY.fill(day=shown)) if day == today - timedelta(days=1) else shown


def local_day(moment: datetime) -> date:
    """Return the day of a moment where the person is."""
    return moment.astimezone().date()


def clock_time(moment: datetime) -> str:
    """Return the time of a moment where the person is."""
    return f"{moment.astimezone():%H:%M}"


def moment_words(session: Session, moment: datetime) -> str:
    """Return day and time of a moment where the person is."""
    day = show_date(local_day(moment), session.look.language)
    return session.say(_AT.fill(day=day, time=clock_time(moment)))


def deed_words(session: Session, operation: Operation) -> str:
    """Return what an operation did and to what, in a few words."""
    from portfolio_app.services.operations import operation_label

    done = session.say(operation_label(operation.name).capitalised())
    subject, language = operation.subject, session.look.language
    named = session.readable(subject.say(language), subject.kind) if subject else ""
    return f"{done}: {named}" if named else done
