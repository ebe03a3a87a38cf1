"""The rule engine: rule sets and records in, standings out. Pure: no clock, no files, the same answer every time.

- An activity counts on its last day. What lies after today is planned, and counts in the forecast only.
- What a register may not see does not count for it.
- A year or month is judged whole, unless the rule is in proportion: then only the days of the registration are judged,
  and less is required. An excused absence lowers what is required by its share of the days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.records.person import PeriodBasis, Registration, RegistrationPeriod
from portfolio_app.domain.rules.activities import ActivityIndex
from portfolio_app.domain.rules.case import NOTHING, Case, JudgedTime, Outcome, catch_up_end
from portfolio_app.domain.rules.judging_activities import ActivityJudge
from portfolio_app.domain.rules.judging_others import judge_deliverables, judge_interruption, judge_work
from portfolio_app.domain.rules.outlook import forecast_of
from portfolio_app.domain.rules.periods import ONE_DAY, Period, Registered, RuledPeriod, add_months
from portfolio_app.domain.rules.requirements import (
    ActivityRequirement,
    AnyRequirement,
    InterruptionRequirement,
    ShareRequirement,
    WorkRequirement,
)
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.rules.standing import RegisterStanding, RequirementStanding
from portfolio_app.domain.snapshot import Snapshot


def standings(
    rule_sets: Iterable[RuleSet],
    snapshot: Snapshot,
    today: date,
    register: str | None = None,
    period: Period | None = None,
) -> tuple[RegisterStanding, ...]:
    """Return where somebody stands with each register, by the rules of the period concerned.

    Args:
        rule_sets: all rule sets that there are; which one judges a period is told by the period's start.
        snapshot: all records, not yet filtered for an audience (absences are private).
        today: the day of judgement; what is dated later is planned.
        register: only this register, also when there is no registration with it; None for every register with a
            registration that has not ended.
        period: judge this period; None for the one that holds today.

    Returns:
        One standing per register, in the order of their ids; none for a register without rules for the period.
    """
    return tuple(
        standing
        for case in _cases(tuple(rule_sets), snapshot, today, register)
        if (ruled := case.period_to_judge(period)) is not None
        if (standing := _standing(case, ruled)) is not None
    )


def earlier_standings(
    rule_sets: Iterable[RuleSet], snapshot: Snapshot, today: date, register: str
) -> tuple[RegisterStanding, ...]:
    """Return the standings of the periods before the one that holds `today`, latest first; see `standings`."""
    return tuple(
        standing
        for case in _cases(tuple(rule_sets), snapshot, today, register)
        for ruled in reversed(case.earlier_periods())
        if (standing := _standing(case, ruled)) is not None
    )


def periods_of(rule_sets: Iterable[RuleSet], snapshot: Snapshot, today: date, register: str) -> tuple[RuledPeriod, ...]:
    """Return the periods of the registration with a register, earliest first, until the one that holds `today`."""
    return next((case.chain for case in _cases(tuple(rule_sets), snapshot, today, register)), ())


def _cases(rule_sets: tuple[RuleSet, ...], snapshot: Snapshot, today: date, register: str | None) -> Iterator[Case]:
    known = {rule_set.register for rule_set in rule_sets}
    registrations: dict[str, list[Registration]] = {}
    for registration in snapshot.of(Registration):
        registrations.setdefault(_register_of(registration, known), []).append(registration)
    index = ActivityIndex(snapshot)
    for each in sorted(known if register is None else known & {register}):
        held = registrations.get(each, [])
        if register is not None or any(_in_force(registration, today) for registration in held):
            yield Case(each, rule_sets, snapshot, index, _registered(held, snapshot, today), today)


def _register_of(registration: Registration, known: set[str]) -> str:
    """Return the id of the register; its name may be the id too, when the person chose none from the list."""
    if registration.register:
        return registration.register[0].lower()
    name = registration.register_name.strip().lower()
    return name if name in known else ""


def _in_force(registration: Registration, today: date) -> bool:
    return registration.until is None or registration.until >= today


def _registered(registrations: list[Registration], snapshot: Snapshot, today: date) -> Registered:
    """Return what counts of several registrations: the longest in force, or else the one that ended last."""
    in_order = sorted(registrations, key=lambda each: (each.since or date.min, each.id))
    if not in_order:
        return Registered()
    in_force = [each for each in in_order if _in_force(each, today)]
    chosen = in_force[0] if in_force else max(in_order, key=lambda each: each.until or date.min)
    recorded = (
        Period(each.start, each.end)
        for each in snapshot.of(RegistrationPeriod)
        if each.registration == chosen.id and each.start and each.end and each.start <= each.end
    )
    basis = chosen.period_basis if isinstance(chosen.period_basis, PeriodBasis) else None
    return Registered(chosen.since, chosen.until, basis, tuple(sorted(recorded)))


def _standing(case: Case, ruled: RuledPeriod) -> RegisterStanding | None:
    rule_set, period = ruled.rule_set, ruled.period
    if rule_set is None:
        return None
    early = rule_set.period.early_renewal_months
    return RegisterStanding(
        register=case.register,
        register_name=rule_set.register_name,
        rule_set=rule_set,
        on=case.today,
        period=period,
        requirements=tuple(_requirements(case, rule_set, period)),
        renewal_from=add_months(period.end + ONE_DAY, -early) if early else None,
        catch_up_until=catch_up_end(rule_set, period),
    )


def _requirements(case: Case, rule_set: RuleSet, period: Period) -> Iterator[RequirementStanding]:
    activity_judge = ActivityJudge(case)
    for requirement in rule_set.requirements:
        times = case.times(rule_set, requirement, period)
        for time in times:
            outcome = _judged(case, activity_judge, requirement, time)
            if outcome is not None:
                label = requirement.label
                if len(times) > 1:
                    label = Text("{label} ({part})", "{label} ({part})").fill(label=label, part=time.part.name)
                yield _requirement(case, requirement, label, outcome)


def _judged(case: Case, activity_judge: ActivityJudge, rule: AnyRequirement, time: JudgedTime) -> Outcome | None:
    if isinstance(rule, ActivityRequirement):
        return activity_judge.activities(rule, time)
    if isinstance(rule, ShareRequirement):
        return activity_judge.share(rule, time)
    if isinstance(rule, WorkRequirement):
        return judge_work(case, rule, time)
    if isinstance(rule, InterruptionRequirement):
        return judge_interruption(case, rule, time)
    return judge_deliverables(case, rule, time)


def _requirement(case: Case, rule: AnyRequirement, label: Text, outcome: Outcome) -> RequirementStanding:
    time, counted, required = outcome.time, outcome.counted, outcome.time.required
    short = None
    if required is not None:
        short = max(NOTHING, counted - required if outcome.at_most else required - counted)
    return RequirementStanding(
        id=rule.id + time.part.key,
        requirement=rule.id,
        label=label,
        measure=rule.measure,
        unit=outcome.unit,
        at_most=outcome.at_most,
        period=time.judged,
        required=required,
        counted=counted,
        short=short,
        met=None if short is None else not short,
        last_safe_date=outcome.last_safe,
        forecast=outcome.forecast or forecast_of(outcome, case.today),
        counts=tuple(outcome.counts),
        does_not_count=tuple(outcome.does_not_count),
        adjustments=time.adjustments,
        valid_until=outcome.valid_until,
        remark=rule.remark,
    )
