"""What the strip above a permission says in words: how it stands, what comes next, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import Language, Text, within_a_sentence
from portfolio_app.domain.permission_course import Course, Moment
from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.values.dates import show_date
from portfolio_app.ui.board.cards import distance_in_words

_VALID: Final = Text("Geldig sinds {since}, {until}.", "Valid since {since}, {until}.")
_UNTIL: Final = Text("tot en met {day} ({distance})", "until {day} ({distance})")
_NO_END: Final = Text("zonder laatste dag", "with no end date")
_REQUESTED: Final = Text(
    "Nog niet gegeven en niet geweigerd. Deel nog niets.", "Not yet given or refused. Do not share anything yet."
)
_REFUSED: Final = Text("Geweigerd op {since}. Deel niets.", "Refused on {since}. Do not share anything.")
_WITHDRAWN: Final = Text(
    "Ingetrokken op {since}. Deel niets meer.", "Withdrawn on {since}. Do not share anything any more."
)
_EXPIRED: Final = Text(
    "Verlopen sinds {since}. Deel niets meer.", "Expired since {since}. Do not share anything any more."
)
_ENDED: Final = Text(
    "Beëindigd op {since}. Geheimhouding blijft gelden.", "Ended on {since}. Confidentiality still applies."
)
_NO_PERMISSION_NEEDED: Final = Text(
    "Grond: {ground}. Daarvoor is geen toestemming nodig; leg wel vast wat u deelt.",
    "Legal basis: {ground}. That needs no permission, but do record what you share.",
)
_TEACHES: Final = Text(
    "Leg hier vast wanneer de toestemming is gegeven of geweigerd. "
    "Zo blijft te zien of u op een dag mocht delen, ook nadat ze is ingetrokken of verlopen.",
    "Record here when the permission was given or refused. That shows on which days you were allowed to share, "
    "even after it was withdrawn or expired.",
)
_NEXT: Final = Text("Hierna: {what}.", "Next: {what}.")
_ONE_AHEAD: Final = Text("{what} op {day} ({distance})", "{what} on {day} ({distance})")
_DOUBT: Final = Text("{what} op {day}: {doubt}.", "{what} on {day}: {doubt}.")
_RENEWED: Final = Text(
    "Vernieuwd op {day}, maar “Geldig tot en met” is nog {until}. Pas die dag aan.",
    "Renewed on {day}, but “Valid until” is still {until}. Change that date.",
)
_WITH: Final = Text("{what} met {about}", "{what} with {about}")
_TODAY: Final = Text("Vandaag", "Today")

_SAID: Final = {
    PermissionState.REQUESTED: _REQUESTED,
    PermissionState.REFUSED: _REFUSED,
    PermissionState.WITHDRAWN: _WITHDRAWN,
    PermissionState.EXPIRED: _EXPIRED,
    PermissionState.ENDED: _ENDED,
}


def state_of(course: Course, language: Language) -> str:
    """Return in a word or two how the permission stands."""
    label = course.state.label
    if course.asks_nobody and course.state is PermissionState.REQUESTED and course.permission.ground is not None:
        label = course.permission.ground.label
    return label.capitalised().say(language)


def explained(course: Course, language: Language) -> str:
    """Return in a sentence how the permission stands and since when."""
    permission = course.permission
    since = show_date(course.since, language) if course.since is not None else ""
    if course.state is PermissionState.VALID:
        until = _NO_END
        if permission.valid_until is not None:
            distance = distance_in_words(permission.valid_until, course.today)
            until = _UNTIL.fill(day=show_date(permission.valid_until, language), distance=distance)
        return _VALID.fill(since=since, until=until).say(language)
    if course.state is PermissionState.REQUESTED and course.asks_nobody and permission.ground is not None:
        return _NO_PERMISSION_NEEDED.fill(ground=permission.ground.label).say(language)
    return _SAID[course.state].fill(since=since).say(language)


def lesson(course: Course, language: Language) -> str:
    """Return what is told where nothing happened yet; nothing where something did."""
    return "" if course.has_history or course.asks_nobody else _TEACHES.say(language)


def what_comes(course: Course, language: Language) -> str:
    """Return what is to come and when; nothing when nothing is."""
    if not course.ahead:
        return ""
    said = [
        _ONE_AHEAD.fill(
            what=within_a_sentence(moment.label.say(language)),
            day=show_date(moment.day, language),
            distance=distance_in_words(moment.day, course.today),
        ).say(language)
        for moment in course.ahead
        if not (moment.sign == "valid_until" and course.state is PermissionState.VALID)
    ]
    return _NEXT.fill(what="; ".join(said)).say(language) if said else ""


def warning(course: Course, language: Language) -> str:
    """Return what is wrong with the permission as a whole; nothing when nothing is."""
    until = course.permission.valid_until
    if course.renewed_on is None or until is None:
        return ""
    return _RENEWED.fill(day=show_date(course.renewed_on, language), until=show_date(until, language)).say(language)


def _doubts(course: Course, language: Language) -> Iterator[str]:
    """Yield what is wrong with single moments, a sentence each."""
    for moment in course.behind:
        if moment.doubt:
            day = show_date(moment.day, language)
            yield _DOUBT.fill(what=named(moment, language), day=day, doubt=moment.doubt).say(language)


def named(moment: Moment, language: Language) -> str:
    """Return what a moment is, with whom where that is known."""
    return (_WITH.fill(what=moment.label, about=moment.about) if moment.about else moment.label).say(language)


def told(course: Course, moment: Moment, language: Language) -> str:
    """Return one moment as a screen reader says it."""
    parts = (named(moment, language), show_date(moment.day, language), note_on(course, moment, language))
    return ", ".join(part for part in parts if part)


def note_on(course: Course, moment: Moment, language: Language) -> str:
    """Return what is wrong with a moment, or how far off it is; nothing for what is over and well."""
    if moment.day > course.today:
        return distance_in_words(moment.day, course.today).say(language)
    return moment.doubt.say(language)


def today_of(course: Course, language: Language) -> tuple[str, str]:
    """Return what stands at the day of today: the word, and the date."""
    return _TODAY.say(language), show_date(course.today, language)


def whole_story(course: Course, language: Language) -> str:
    """Return all that the strip shows, in sentences, for whoever does not see it."""
    behind = "; ".join(told(course, moment, language) for moment in course.behind)
    parts = (
        explained(course, language),
        warning(course, language),
        f"{behind}." if behind else lesson(course, language),
        *_doubts(course, language),
        what_comes(course, language),
    )
    return " ".join(part for part in parts if part)
