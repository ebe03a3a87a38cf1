"""Activities as rules see them: on which day each counts, what it yields, and which conditions it meets."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, EvidenceKind
from portfolio_app.domain.rules import reasons
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.domain.rules.periods import ONE_DAY, Period
from portfolio_app.domain.rules.requirements import ActivityRequirement
from portfolio_app.domain.rules.selecting import EvidenceDemand, Selection
from portfolio_app.domain.snapshot import Snapshot

Dated = tuple[date, str, Activity]
"""The day on which an activity counts, its id, and the activity: sorts by day, and the same way every time."""

Yield = Callable[[Activity], "Decimal | Text"]
"""Tells what an activity gives in the unit in which a requirement is reckoned, or why nothing can be told."""

MINUTES_AN_HOUR: Final = Decimal(60)
_CENT: Final = Decimal("0.01")
_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an activity must be to count.

    Attributes:
        holds: tells whether an activity meets it.
        why: what to say of one that does not.
        in_advance: it can be judged of an activity that is still to come; a signature cannot.
    """

    holds: Callable[[Activity], bool]
    why: Text
    in_advance: bool = True


class ActivityIndex:
    """The activities of a snapshot by year, kind and day.

    All that is done with every activity is to note its year, so that judging a period costs hardly more when there are
    many years beside it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_year: defaultdict[int, list[Activity]] = defaultdict(list)
        self._by_kind: dict[int, dict[object, list[Dated]]] = {}
        self._within: dict[tuple[Period, tuple[ActivityKind, ...]], tuple[Dated, ...]] = {}
        self._evidence: dict[str, Evidence] | None = None
        for activity in snapshot.of(Activity):
            # What took several days counts on the last of them, when it was complete.
            day = activity.end or activity.start
            if day is not None:
                self._by_year[day.year].append(activity)

    def within(self, period: Period, kinds: tuple[ActivityKind, ...]) -> tuple[Dated, ...]:
        """Return the activities of some kinds (empty: of every kind) that count on a day of `period`, by day."""
        if (period, kinds) not in self._within:
            found: list[Dated] = []
            for year in range(period.start.year, period.end.year + 1):
                by_kind = self._kinds_of(year)
                wanted: Iterable[object] = kinds or by_kind
                for kind in wanted:
                    found.extend(_slice(by_kind.get(kind, []), year, period))
            found.sort(key=_day_and_id)
            self._within[period, kinds] = tuple(found)
        return self._within[period, kinds]

    def evidence_of(self, activity: Activity) -> list[Evidence]:
        """Return the pieces of evidence of an activity."""
        if self._evidence is None:
            self._evidence = {evidence.id: evidence for evidence in self._snapshot.of(Evidence)}
        return [self._evidence[each] for each in activity.evidence if each in self._evidence]

    def _kinds_of(self, year: int) -> dict[object, list[Dated]]:
        if year not in self._by_kind:
            kinds: defaultdict[object, list[Dated]] = defaultdict(list)
            for activity in self._by_year.get(year, ()):
                day = activity.end or activity.start
                if day is not None:
                    kinds[activity.activity_kind].append((day, activity.id, activity))
            for dated in kinds.values():
                dated.sort(key=_day_and_id)
            self._by_kind[year] = dict(kinds)
        return self._by_kind[year]


def _slice(dated: list[Dated], year: int, period: Period) -> list[Dated]:
    if period.start <= date(year, 1, 1) and period.end >= date(year, 12, 31):
        return dated
    first = bisect_left(dated, (period.start, ""), key=_day_and_id)
    last = bisect_left(dated, (period.end + ONE_DAY, ""), key=_day_and_id)
    return dated[first:last]


_day_and_id: Final = itemgetter(0, 1)


def is_released(activity: Activity) -> bool:
    """Tell whether the register may see an activity; most carry no choice of their own, which is quick to see."""
    return activity.release is None or activity.released_to.reaches(Audience.REGISTER)


RELEASED: Final = Condition(is_released, reasons.KEPT_PRIVATE)
"""Whatever a register asks, it must be able to see it."""


def minutes_of(activity: Activity, *, net_of_breaks: bool) -> int | None:
    """Return how long an activity took, or None when that cannot be told.

    Clock times tell it only of what began and ended on one day: over several they say nothing of the hours between.
    """
    clock = _clock_minutes(activity)
    if net_of_breaks:
        return clock if activity.net_minutes is None else activity.net_minutes
    return activity.net_minutes if clock is None else clock


def _clock_minutes(activity: Activity) -> int | None:
    start, end = activity.start_time, activity.end_time
    if start is None or end is None or end <= start or _took_several_days(activity):
        return None
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _took_several_days(activity: Activity) -> bool:
    return activity.end is not None and activity.end != activity.start


def yield_for(requirement: ActivityRequirement, register: str) -> Yield:
    """Return what tells the yield of an activity: points, minutes (hours are reckoned in minutes), or one."""
    if requirement.counting is Measure.POINTS:
        return _points_for(requirement, register)
    if requirement.counting is Measure.HOURS:
        return lambda activity: _minutes_or_why(activity, net_of_breaks=requirement.net_of_breaks)
    return lambda _activity: _ONE


def _points_for(requirement: ActivityRequirement, register: str) -> Yield:
    factor = requirement.points_per_hour

    def points(activity: Activity) -> Decimal | Text:
        given = activity.points.get(register)
        if given is not None:
            return given
        if factor is None:
            return reasons.NO_POINTS
        minutes = minutes_of(activity, net_of_breaks=requirement.net_of_breaks)
        if minutes is None:
            return reasons.NO_POINTS_NOR_HOURS
        return (Decimal(minutes) * factor / MINUTES_AN_HOUR).quantize(_CENT)

    return points


def _minutes_or_why(activity: Activity, *, net_of_breaks: bool) -> Decimal | Text:
    minutes = minutes_of(activity, net_of_breaks=net_of_breaks)
    if minutes is None:
        return reasons.NO_HOURS_SEVERAL_DAYS if _took_several_days(activity) else reasons.NO_HOURS
    return Decimal(minutes)


def conditions_for(
    select: Selection, index: ActivityIndex, evidence: Iterable[EvidenceDemand] = (), *, net_of_breaks: bool = True
) -> tuple[Condition, ...]:
    """Return the conditions, besides the kind, that an activity must meet, in the order in which they are told."""
    found: list[Condition] = []
    if select.accredited:
        found.append(Condition(lambda activity: bool(activity.accreditation), reasons.NOT_ACCREDITED))
    if select.competences:
        competences = frozenset(select.competences)
        found.append(
            Condition(lambda activity: not competences.isdisjoint(activity.competences), reasons.OTHER_COMPETENCES)
        )
    if select.laws:
        laws = frozenset(select.laws)
        found.append(Condition(lambda activity: not laws.isdisjoint(activity.laws), reasons.OTHER_LAWS))
    if select.online is not None:
        wanted = select.online
        found.append(
            Condition(lambda activity: activity.online is wanted, reasons.NOT_ONLINE if wanted else reasons.ONLINE)
        )
    if select.least_minutes is not None:
        least = select.least_minutes
        found.append(
            Condition(
                lambda activity: (minutes_of(activity, net_of_breaks=net_of_breaks) or 0) >= least,
                reasons.too_short(least),
            )
        )
    found.extend(_group_conditions(select))
    if select.attendance_signed:
        found.append(Condition(lambda activity: activity.attendance_signed, reasons.NOT_SIGNED, in_advance=False))
    if select.passed:
        found.append(Condition(lambda activity: activity.passed, reasons.NOT_PASSED, in_advance=False))
    for demand in evidence:
        found.extend(_evidence_conditions(demand, index))
    return tuple(found)


def _group_conditions(select: Selection) -> list[Condition]:
    found: list[Condition] = []
    least, most = select.least_participants, select.most_participants
    if least is not None or most is not None:
        known = Condition(lambda activity: activity.participants is not None, reasons.GROUP_UNKNOWN, in_advance=False)
        found.append(known)
    if least is not None:
        smallest = least
        found.append(
            Condition(
                lambda activity: activity.participants is None or activity.participants >= smallest,
                reasons.group_too_small(smallest),
                in_advance=False,
            )
        )
    if most is not None:
        largest = most
        found.append(
            Condition(
                lambda activity: activity.participants is None or activity.participants <= largest,
                reasons.group_too_large(largest),
                in_advance=False,
            )
        )
    return found


def _evidence_conditions(demand: EvidenceDemand, index: ActivityIndex) -> list[Condition]:
    kinds, wanted = frozenset(demand.kinds), frozenset(demand.evidence)

    def fitting(activity: Activity) -> list[Evidence]:
        return [each for each in index.evidence_of(activity) if not wanted or each.evidence_kind in wanted]

    def concerns(activity: Activity) -> bool:
        return not kinds or activity.activity_kind in kinds

    def is_there(activity: Activity) -> bool:
        return not concerns(activity) or bool(fitting(activity))

    def may_be_seen(activity: Activity) -> bool:
        found = fitting(activity) if concerns(activity) else []
        return not found or any(each.released_to.reaches(Audience.REGISTER) for each in found)

    conditions = [Condition(is_there, reasons.NO_EVIDENCE, in_advance=False)]
    if demand.released:
        conditions.append(Condition(may_be_seen, reasons.EVIDENCE_PRIVATE, in_advance=False))
    return conditions


def proves_attendance(activity: Activity, index: ActivityIndex) -> bool:
    """Tell whether an activity's attendance sheet was signed, or evidence of it may be shown to the register."""
    return activity.attendance_signed or any(
        each.evidence_kind is EvidenceKind.ATTENDANCE and each.released_to.reaches(Audience.REGISTER)
        for each in index.evidence_of(activity)
    )
