"""Which room of the portfolio asks for attention, said in a few words: for the navigation of the window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.fields import Area
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.rules.standing import Outlook, RegisterStanding, RequirementStanding
from portfolio_app.services.board import RoomNote
from portfolio_app.services.reminders import Reminder

SOON: Final = timedelta(days=60)

_LATE: Final = {
    Area.CV: CountedText(Text("{n} verlopen", "{n} expired"), Text("{n} verlopen", "{n} expired")),
    Area.PLAN: CountedText(Text("{n} over tijd", "{n} overdue"), Text("{n} over tijd", "{n} overdue")),
    Area.LAW: CountedText(Text("{n} over tijd", "{n} overdue"), Text("{n} over tijd", "{n} overdue")),
    Area.PERMISSIONS: CountedText(Text("{n} verlopen", "{n} expired"), Text("{n} verlopen", "{n} expired")),
}
_SOON: Final = {
    Area.CV: CountedText(
        Text("{n} verloopt binnenkort", "{n} expires soon"), Text("{n} verlopen binnenkort", "{n} expire soon")
    ),
    Area.PLAN: CountedText(Text("{n} binnenkort", "{n} due soon"), Text("{n} binnenkort", "{n} due soon")),
    Area.LAW: CountedText(Text("{n} binnenkort", "{n} due soon"), Text("{n} binnenkort", "{n} due soon")),
    Area.PERMISSIONS: CountedText(
        Text("{n} loopt binnenkort af", "{n} expires soon"), Text("{n} lopen binnenkort af", "{n} expire soon")
    ),
}
_SHORT: Final = CountedText(
    Text("{n} eis dreigt tekort", "{n} requirement at risk"),
    Text("{n} eisen dreigen tekort", "{n} requirements at risk"),
)
_AT_RISK: Final = (Outlook.BEHIND, Outlook.TOO_LATE, Outlook.MISSED)


def attention(
    reminders: Iterable[Reminder], standings: Iterable[RegisterStanding], today: date
) -> tuple[RoomNote, ...]:
    """Return what asks for attention on `today`, what is late first; at most two for one room."""
    late: dict[Area, int] = {}
    soon: dict[Area, int] = {}
    for each in reminders:
        area = kind_called(each.kind).area
        if each.day < today:
            late[area] = late.get(area, 0) + 1
        elif each.day <= today + SOON:
            soon[area] = soon.get(area, 0) + 1
    short = sum(_is_at_risk(requirement, today) for standing in standings for requirement in standing.requirements)
    found = [
        *(
            RoomNote(area.value, _counted(_LATE[area], number), late=True)
            for area, number in late.items()
            if area in _LATE
        ),
        *(
            RoomNote(area.value, _counted(_SOON[area], number), late=False)
            for area, number in soon.items()
            if area in _SOON
        ),
    ]
    if short:
        found.append(RoomNote(Area.EDUCATION.value, _counted(_SHORT, short), late=False))
    return tuple(found)


def _is_at_risk(requirement: RequirementStanding, today: date) -> bool:
    return (
        requirement.met is False
        and requirement.period.start <= today <= requirement.period.end
        and requirement.forecast.outlook in _AT_RISK
    )


def _counted(text: CountedText, number: int) -> Text:
    return Text(text.say(number, "nl"), text.say(number, "en"))
