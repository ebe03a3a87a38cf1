"""The pictures of the overview as values and words: hours per year, competences, career."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.records.career import Education, Position
from portfolio_app.domain.records.growth import (
    HIGHEST_SCORE,
    SUFFICIENT_SCORE,
    Assessment,
    AssessmentKind,
    Score,
)
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values.dates import PartialDateValue
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import ElaboratedCompetence
from portfolio_app.services.board import Picture, Stretch, ValueRow

_HOURS: Final = Text("Uren per jaar", "Hours per year")
_HOURS_UNIT: Final = Text("uur", "hours")
_OTHER: Final = Text("overige soorten", "other kinds")
_HOURS_SAID: Final = Text("Netto-uren scholing en intervisie per jaar en per soort.", "Net hours per year and kind.")
_YEAR_SAID: Final = Text("{year}: {hours} uur", "{year}: {hours} hours")
_RADAR: Final = Text("Competenties", "Competences")
_BEFORE: Final = Text("Eerder ({day})", "Before ({day})")
_NOW: Final = Text("Nu ({day})", "Now ({day})")
_REQUIRED: Final = Text("Vereist", "Required")
_RADAR_SAID: Final = Text(
    "Gemiddelde score per competentie op een schaal tot {highest}; vereist is {sufficient}.",
    "Mean score per competence on a scale of 1 to {highest}; {sufficient} is required.",
)
_AXIS_SAID: Final = Text("{axis}: {score}", "{axis}: {score}")
_NO_SCORE: Final = Text("geen score", "no score")
_TIMELINE: Final = Text("Loopbaan", "Career")
_WORK: Final = Text("Werk", "Work")
_STUDY: Final = Text("Opleiding", "Education")
_REGISTERED: Final = Text("Registraties", "Registrations")
_TIMELINE_SAID: Final = Text(
    "Werk, opleidingen en registraties in de tijd.", "Work, education and registrations over time."
)
_SPAN_SAID: Final = Text("{label}: {first} tot {last}", "{label}: {first} to {last}")
_TODAY: Final = Text("nu", "now")

_MOST_YEARS: Final = 8
_MOST_SERIES: Final = 6
_MOST_STRETCHES: Final = 8
_FEWEST_AXES: Final = 3


def pictures_of(snapshot: Snapshot, registers: Registers, today: date) -> tuple[Picture, ...]:
    """Return the pictures for which there is something to show."""
    found = (_hours(snapshot, today), _radar(snapshot, registers, today), _career(snapshot, registers, today))
    return tuple(each for each in found if each is not None)


# Hours


def _hours(snapshot: Snapshot, today: date) -> Picture | None:
    minutes: Counter[tuple[int, str]] = Counter()
    for each in snapshot.of(Activity):
        day = each.end or each.start
        if day is not None and day <= today and each.net_minutes and isinstance(each.activity_kind, ActivityKind):
            minutes[day.year, each.activity_kind.value] += each.net_minutes
    if not minutes:
        return None
    last = max(year for year, _ in minutes)
    first = max(min(year for year, _ in minutes), last - _MOST_YEARS + 1)
    years = range(first, last + 1)
    totals = Counter[str]()
    for (year, kind), amount in minutes.items():
        if year in years:
            totals[kind] += amount
    largest = [kind for kind, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))]
    named = largest if len(largest) <= _MOST_SERIES else largest[: _MOST_SERIES - 1]
    rows = [
        ValueRow(kind.label.capitalised(), tuple(minutes[year, kind.value] / 60 for year in years))
        for kind in ActivityKind
        if kind.value in named
    ]
    if others := largest[len(named) :]:
        sums = tuple(sum(minutes[year, kind] for kind in others) / 60 for year in years)
        rows.append(ValueRow(_OTHER.capitalised(), sums))
    per_year = {year: sum(row.values[at] or 0 for row in rows) for at, year in enumerate(years)}
    said = [_YEAR_SAID.fill(year=year, hours=_decimal(hours)) for year, hours in per_year.items()]
    return Picture(
        "bars",
        _HOURS,
        _sentences(_HOURS_SAID, said),
        tuple(same_in_both(str(year)) for year in years),
        tuple(rows),
        unit=_HOURS_UNIT,
    )


# Competences


def _radar(snapshot: Snapshot, registers: Registers, today: date) -> Picture | None:
    profile = next(
        (
            found
            for each in snapshot.of(Registration)
            if each.register and (found := registers.profile_of(each.register[0])) is not None
        ),
        None,
    )
    if profile is None:
        return None
    done = sorted(
        (
            each
            for each in snapshot.of(Assessment)
            if each.assessed_on is not None
            and each.assessed_on <= today
            and each.assessment_kind is AssessmentKind.SELF
            and snapshot.referring_to(each.id, Score)
        ),
        key=lambda each: (each.assessed_on or today, each.id),
    )
    if not done:
        return None
    shown = done[-1:] if len(done) == 1 else [done[-2], done[-1]]
    scores = [_scores(snapshot, each) for each in shown]
    axes = [each for each in profile.competences if any(_mean(each, known) is not None for known in scores)]
    if len(axes) < _FEWEST_AXES:
        return None
    rows = [ValueRow(_REQUIRED, (float(SUFFICIENT_SCORE),) * len(axes))]
    for label, each, known in zip((_BEFORE, _NOW)[-len(shown) :], shown, scores, strict=True):
        day = same_in_both(f"{each.assessed_on:%m-%Y}")
        rows.append(ValueRow(label.fill(day=day), tuple(_mean(axis, known) for axis in axes)))
    latest = rows[-1].values
    said = [
        _AXIS_SAID.fill(axis=axis.label, score=_NO_SCORE if score is None else _decimal(score))
        for axis, score in zip(axes, latest, strict=True)
    ]
    opening = _RADAR_SAID.fill(highest=HIGHEST_SCORE, sufficient=SUFFICIENT_SCORE)
    return Picture(
        "radar",
        _RADAR,
        _sentences(opening, said),
        tuple(axis.label for axis in axes),
        tuple(rows),
        maximum=float(HIGHEST_SCORE),
    )


def _scores(snapshot: Snapshot, assessment: Assessment) -> dict[str, int]:
    return {
        each.item[0]: each.score
        for each in snapshot.referring_to(assessment.id, Score)
        if each.item and each.score is not None and each.assessment == assessment.id
    }


def _mean(competence: ElaboratedCompetence, scores: dict[str, int]) -> float | None:
    known = [scores[each.code] for each in competence.indicators if each.code in scores]
    return sum(known) / len(known) if known else None


# Career


def _career(snapshot: Snapshot, registers: Registers, today: date) -> Picture | None:
    now = _as_years(today)
    work = [
        (Text(each.role, each.role_en or each.role), _begin(each.start), _until(each.end, now))
        for each in snapshot.of(Position)
        if each.role
    ]
    study = [
        (Text(each.programme, each.programme_en or each.programme), _begin(each.start), _until(each.end, now))
        for each in snapshot.of(Education)
        if each.programme
    ]
    registered = [
        (_register_name(each, registers), _as_years(each.since), _as_years(each.until) if each.until else now)
        for each in snapshot.of(Registration)
        if each.since is not None
    ]
    lanes = [(label, _latest(found)) for label, found in ((_WORK, work), (_STUDY, study), (_REGISTERED, registered))]
    lanes = [(label, found) for label, found in lanes if found]
    if not lanes:
        return None
    stretches = tuple(
        Stretch(lane, label, start, end) for lane, (_, found) in enumerate(lanes) for label, start, end in found
    )
    said = [
        _SPAN_SAID.fill(label=each.label, first=int(each.start), last=_TODAY if each.end >= now else int(each.end))
        for each in stretches
    ]
    labels = tuple(label for label, _ in lanes)
    return Picture("timeline", _TIMELINE, _sentences(_TIMELINE_SAID, said), labels, stretches=stretches)


_Found = tuple[Text, float | None, float]


def _latest(found: Iterable[_Found]) -> list[tuple[Text, float, float]]:
    """Return the stretches with a known beginning, at most so many of the latest, in order of time."""
    known = [(label, start, max(end, start)) for label, start, end in found if start is not None and label]
    return sorted(known, key=lambda each: (each[1], each[2], each[0].nl))[-_MOST_STRETCHES:]


def _register_name(registration: Registration, registers: Registers) -> Text:
    entry = registers.find(registration.register[0]) if registration.register else None
    if entry is None:
        return same_in_both(registration.register_name or ", ".join(registration.register))
    return entry.label


def _begin(day: PartialDateValue | None) -> float | None:
    return _as_years(day.first_day) if day is not None else None


def _until(day: PartialDateValue | None, now: float) -> float:
    return _as_years(day.last_day) if day is not None else now


def _as_years(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


# Words


def _decimal(value: float) -> Text:
    shown = f"{value:.1f}".removesuffix(".0")
    return Text(shown.replace(".", ","), shown)


def _sentences(opening: Text, said: Sequence[Text]) -> Text:
    return Text(
        f"{opening.nl} {'; '.join(each.nl for each in said)}.", f"{opening.en} {'; '.join(each.en for each in said)}."
    )
