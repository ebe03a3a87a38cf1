"""How backups are spoken of in the window."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import CountedText, Language, Text
from portfolio_app.domain.values.dates import show_date
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.storage.backups.manifest import BackupReason

if TYPE_CHECKING:
    from portfolio_app.services.backups import Attempt, PlaceStatus

REASONS: Final = {
    BackupReason.ASKED: Text("op verzoek", "on request"),
    BackupReason.CLOSE: Text("bij het sluiten", "on closing"),
    BackupReason.MIGRATION: Text("vóór een nieuwe versie", "before an update"),
    BackupReason.IMPORT: Text("vóór overnemen", "before importing"),
    BackupReason.RESTORE: Text("vóór terugzetten", "before restoring"),
}
_TODAY: Final = Text("minder dan een dag geleden", "less than a day ago")
_DAYS_AGO: Final = CountedText(Text("{n} dag geleden", "{n} day ago"), Text("{n} dagen geleden", "{n} days ago"))
_NEVER: Final = Text("Nog geen goede reservekopie", "No good backup yet")
_LAST: Final = Text("Laatste goede reservekopie: {age}", "Last good backup: {age}")
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_THOUSAND: Final = 1000


def age(days: int, language: Language) -> str:
    """Return how long ago something was."""
    return _DAYS_AGO.say(days, language) if days else _TODAY.say(language)


def last_good(status: PlaceStatus, language: Language) -> str:
    """Return when the last good backup was made in a place."""
    if status.age_days is None:
        return _NEVER.say(language)
    return _LAST.fill(age=age(status.age_days, language)).say(language)


def moment(when: datetime, language: Language) -> str:
    """Return a day and a time on the person's clock."""
    here = when.astimezone()
    return f"{show_date(here.date(), language)}, {here:%H:%M}"


def size(count: int, language: Language) -> str:
    """Return a number of bytes as people say it."""
    amount, unit = float(count), 0
    while amount >= _THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / _THOUSAND, unit + 1
    return f"{show_decimal(Decimal(str(round(amount, 1 if unit > 1 else 0))), language)} {_UNITS[unit]}"


def came_of(attempts: tuple[Attempt, ...], language: Language) -> str:
    """Return what came of making backups, a line for each place."""
    return "\n".join(_attempt(each).say(language) for each in attempts)


def _attempt(attempt: Attempt) -> Text:
    from portfolio_app.services.backups import Ending

    if not attempt.is_good and attempt.problem is not None:
        said = Text("{problem} {remedy}", "{problem} {remedy}").fill(
            problem=attempt.problem.message, remedy=attempt.problem.remedy
        )
    elif attempt.ending is Ending.UNCHANGED:
        said = Text("er was niets veranderd sinds de laatste.", "nothing has changed since the last one.")
    else:
        said = Text("gemaakt en nagekeken.", "made and checked.")
    line = Text("{place}: {said}", "{place}: {said}").fill(place=attempt.place.label, said=said)
    if attempt.absent_evidence:
        line = Text(
            "{line} {n} bewijsstukken ontbreken of zijn beschadigd.",
            "{line} {n} pieces of evidence are missing or damaged.",
        ).fill(line=line, n=attempt.absent_evidence)
    return line.capitalised()
