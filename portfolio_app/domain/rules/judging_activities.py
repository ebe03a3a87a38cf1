"""Judges requirements about activities: what counts, what is carried over or made up afterwards, and shares of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from portfolio_app.domain.rules import reasons
from portfolio_app.domain.rules.activities import RELEASED, Dated, conditions_for
from portfolio_app.domain.rules.case import NOTHING, Case, JudgedTime, Outcome, shortage
from portfolio_app.domain.rules.choices import Measure, Per, ShareOf
from portfolio_app.domain.rules.outlook import last_safe_for_activities
from portfolio_app.domain.rules.periods import ONE_DAY, Period, part_before, parts_of
from portfolio_app.domain.rules.requirements import ActivityRequirement, ShareRequirement, unit_of
from portfolio_app.domain.rules.rule_set import rule_set_for
from portfolio_app.domain.rules.standing import Adjustment, AdjustmentKind, Counted, NotCounted
from portfolio_app.domain.rules.tally import Counter, Tally, all_of, stretch_of

_CENT: Final = Decimal("0.01")
_PERCENT: Final = 100


class ActivityJudge:
    """Judges the activities of one case; keeps the tallies of which a share may be asked."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._tallies: dict[tuple[str, Period], Tally] = {}

    def activities(self, rule: ActivityRequirement, time: JudgedTime) -> Outcome:
        """Judge points, hours, a number of activities, or of stretches of time."""
        tally = self._tally(rule, time)
        carried = self._carried_over(rule, time)
        counted = tally.counted + carried
        planned = tally.planned
        if rule.maximum is not None:
            counted = min(counted, rule.maximum)
            carried = min(carried, counted)
            planned = max(NOTHING, min(planned, rule.maximum - counted))
        if carried:
            carry_over = Adjustment(AdjustmentKind.CARRY_OVER, carried)
            time = replace(time, adjustments=(*time.adjustments, carry_over))
        deadline = self._case.deadline(rule, time)
        short = shortage(time.required, counted)
        return Outcome(
            time=time,
            unit=unit_of(rule),
            counted=counted,
            counts=tally.counts,
            does_not_count=tally.does_not_count,
            most=_most(rule, time.judged),
            last_safe=last_safe_for_activities(rule, short, time.judged, deadline, tally) if short else None,
            carried=carried,
            planned=planned,
            deadline=deadline,
        )

    def share(self, rule: ShareRequirement, time: JudgedTime) -> Outcome | None:
        """Judge a share of what counts for another requirement; None when that is not judged in this time."""
        whole = time.rule_set.requirement(rule.of)
        if not isinstance(whole, ActivityRequirement):
            raise TypeError(f"{rule.id} is a share of {rule.of}, which is no requirement about activities")
        of_whole = self._case.time(time.rule_set, whole, time.part)
        if of_whole is None:
            return None
        tally = self._tally(whole, of_whole)
        counts, does_not_count = self._share_of(rule, of_whole.judged, tally)
        counted = sum((each.amount for each in counts), NOTHING)
        required = _share_required(rule, tally.counted, of_whole.required)
        return Outcome(
            time=replace(of_whole, required=required, adjustments=()),
            unit=rule.unit or unit_of(whole),
            counted=counted,
            counts=counts,
            does_not_count=does_not_count,
            last_safe=of_whole.judged.end if shortage(required, counted) else None,
        )

    def _share_of(self, rule: ShareRequirement, period: Period, tally: Tally) -> tuple[list[Counted], list[NotCounted]]:
        in_whole = {each.id: each for each in tally.counts}
        planned = {each.id for each in tally.does_not_count if each.why is reasons.PLANNED}
        conditions = (RELEASED, *conditions_for(rule.select, self._case.index))
        counts: list[Counted] = []
        does_not_count: list[NotCounted] = []
        for _, activity_id, activity in self._case.index.within(period, rule.select.kinds):
            unmet = [condition.why for condition in conditions if not condition.holds(activity)]
            if activity_id not in in_whole:
                why = reasons.PLANNED if activity_id in planned else reasons.NOT_COUNTED_IN_WHOLE
                does_not_count.append(NotCounted(activity_id, why))
            elif unmet:
                does_not_count.append(NotCounted(activity_id, all_of(unmet)))
            else:
                counts.append(in_whole[activity_id])
        return counts, does_not_count

    def _tally(self, rule: ActivityRequirement, time: JudgedTime) -> Tally:
        key = (rule.id, time.judged)
        if key not in self._tallies:
            activities = [*self._within(rule, time.judged), *self._making_up(rule, time)]
            self._tallies[key] = self._count(rule, time, activities, self._taken_by_period_before(rule, time))
        return self._tallies[key]

    def _within(self, rule: ActivityRequirement, period: Period) -> tuple[Dated, ...]:
        return self._case.index.within(period, rule.select.kinds)

    def _count(
        self,
        rule: ActivityRequirement,
        time: JudgedTime,
        activities: Iterable[Dated],
        taken: frozenset[str] = frozenset(),
    ) -> Tally:
        case = self._case
        return Counter(rule, case.register, time.judged, case.today, case.index, taken).count(activities)

    def _making_up(self, rule: ActivityRequirement, time: JudgedTime) -> list[Dated]:
        """Return the activities after the end that make up for what is short, in their order; no more than needed."""
        last = min(self._case.deadline(rule, time), self._case.today)
        if time.required is None or last <= time.judged.end:
            return []
        own = self._within(rule, time.judged)
        later = self._within(rule, Period(time.judged.end + ONE_DAY, last))
        short = time.required - self._count(rule, time, own).counted - self._carried_over(rule, time)
        if short <= 0 or not later:
            return []
        gained = {each.id: each.amount for each in self._count(rule, time, [*own, *later]).counts}
        used: list[Dated] = []
        for dated in later:
            if short <= 0:
                break
            if dated[1] in gained:
                used.append(dated)
                short -= gained[dated[1]]
        return used

    def _taken_by_period_before(self, rule: ActivityRequirement, time: JudgedTime) -> frozenset[str]:
        """Return what makes up for the period before; that period itself is taken to have begun with a clean slate."""
        before = self._before(rule, time)
        if before is None:
            return frozenset()
        return frozenset(dated[1] for dated in self._making_up(*before))

    def _carried_over(self, rule: ActivityRequirement, time: JudgedTime) -> Decimal:
        """Return what of the surplus of the time before counts again; a surplus is not carried twice."""
        before = None if rule.carry_over is None else self._before(rule, time)
        if before is None or rule.carry_over is None:
            return NOTHING
        earlier_rule, earlier = before
        if earlier.required is None:
            return NOTHING
        own = self._count(earlier_rule, earlier, self._within(earlier_rule, earlier.judged))
        return max(NOTHING, min(rule.carry_over, own.counted - earlier.required))

    def _before(self, rule: ActivityRequirement, time: JudgedTime) -> tuple[ActivityRequirement, JudgedTime] | None:
        """Return the same requirement over the time before, by the rules of that time; None when there was none."""
        case = self._case
        part = part_before(time.part, rule.per)
        if part is None:
            ended = time.part.judged.start - ONE_DAY
            ruled = next((each for each in case.chain if each.period.end == ended), None)
            rule_set = None if ruled is None else ruled.rule_set
            if ruled is None or rule_set is None:
                return None
            (part,) = parts_of(ruled.period, Per.PERIOD, rule_set.period.years)
        elif _is_before(part.judged, case.registered.since):
            return None
        else:
            rule_set = rule_set_for(case.rule_sets, case.register, part.judged.start) or time.rule_set
        earlier_rule = rule_set.requirement(rule.id)
        if not isinstance(earlier_rule, ActivityRequirement):
            return None
        earlier = case.time(rule_set, earlier_rule, part)
        return None if earlier is None else (earlier_rule, earlier)


def _is_before(period: Period, since: date | None) -> bool:
    """Tell whether a time lies before the registration; when that is not known, nothing is carried over from it."""
    return since is None or since > period.end


def _most(rule: ActivityRequirement, period: Period) -> Decimal | None:
    if rule.counting is not Measure.STRETCHES:
        return rule.maximum
    stretches = stretch_of(period.end, rule.stretch_months) - stretch_of(period.start, rule.stretch_months) + 1
    return Decimal(stretches)


def _share_required(rule: ShareRequirement, counted: Decimal, required: Decimal | None) -> Decimal | None:
    """Return the required share in the whole's own unit.

    A share of what counts is one of what is required, as long as that is more: else nothing at all would meet it.
    """
    whole = required
    if rule.basis is ShareOf.COUNTED:
        whole = max(counted, required or NOTHING)
    return None if whole is None else (whole * rule.percent / _PERCENT).quantize(_CENT, ROUND_CEILING)
