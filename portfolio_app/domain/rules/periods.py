"""Stretches of time: periods of a registration, and the years and months in them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from portfolio_app.common.text import NO_TEXT, Text, same_in_both
from portfolio_app.domain.records.person import PeriodBasis
from portfolio_app.domain.rules.choices import Per
from portfolio_app.domain.rules.rule_set import RuleSet, rule_set_for
from portfolio_app.domain.values.dates import MONTHS, show_date

ONE_DAY: Final = timedelta(days=1)
_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` to `end`, both included; never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} – {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def overlap(self, first: date | None, last: date | None) -> Period | None:
        """Return the days of it from `first` to `last` (None: without limit), or None when there are none."""
        start = self.start if first is None else max(self.start, first)
        end = self.end if last is None else min(self.end, last)
        return Period(start, end) if start <= end else None

    def months(self) -> Fraction:
        """Return its length in months: whole months from its first day on, and the rest as part of a month."""
        after = self.end + ONE_DAY
        whole = (after.year - self.start.year) * _MONTHS_A_YEAR + after.month - self.start.month
        if add_months(self.start, whole) > after:
            whole -= 1
        begun = add_months(self.start, whole)
        rest = (after - begun).days
        return Fraction(whole) + (Fraction(rest, (add_months(self.start, whole + 1) - begun).days) if rest else 0)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` months later (or earlier), or the last day of that month when it is shorter.

    Years before 1 and after 9999 become the first and the last day that there is.
    """
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_of(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


@dataclass(frozen=True, slots=True)
class Part:
    """The time over which a requirement is judged.

    Attributes:
        key: what tells it apart in ids; nothing for the whole period.
        name: what tells it apart in labels; nothing for the whole period.
        whole: the time for which the full amount is asked.
        judged: the time in which records count.
    """

    key: str
    name: Text
    whole: Period
    judged: Period


def parts_of(period: Period, per: Per, years: int) -> tuple[Part, ...]:
    """Return the parts of `period` over which a requirement is judged.

    The calendar years of a period that starts or ends within one are whole years here; a rule in proportion cuts them.

    Args:
        period: the registration period.
        per: how it is divided.
        years: how long a period of this rule set is when nothing shortens it.
    """
    if per is Per.PERIOD:
        nominal = min(period.start, add_months(period.end + ONE_DAY, -years * _MONTHS_A_YEAR))
        return (Part("", NO_TEXT, Period(nominal, period.end), period),)
    if per is Per.CALENDAR_YEAR:
        found = [year_of(number) for number in range(period.start.year, period.end.year + 1)]
        return tuple(Part(f"@{year.start.year}", same_in_both(str(year.start.year)), year, year) for year in found)
    step = 1 if per is Per.MONTH else _MONTHS_A_YEAR
    start = period.start.replace(day=1) if per is Per.MONTH else period.start
    return tuple(_stepped(start, period, step, per))


def _stepped(start: date, period: Period, step: int, per: Per) -> list[Part]:
    parts: list[Part] = []
    number = 0
    while (first := add_months(start, number * step)) <= period.end:
        number += 1
        whole = Period(first, add_months(start, number * step) - ONE_DAY)
        if per is Per.MONTH:
            month = MONTHS[first.month - 1]
            name = Text(f"{month.nl} {first.year}", f"{month.en} {first.year}")
            parts.append(Part(f"@{first:%Y-%m}", name, whole, whole))
        else:
            name = Text(
                f"jaar {number}, vanaf {show_date(first, 'nl')}", f"year {number}, from {show_date(first, 'en')}"
            )
            parts.append(Part(f"@{first}", name, whole, whole.overlap(None, period.end) or whole))
    return parts


def part_before(part: Part, per: Per) -> Part | None:
    """Return the year or month before `part`; None for a whole period, which only the chain of periods knows."""
    if per is Per.PERIOD:
        return None
    months = 1 if per is Per.MONTH else _MONTHS_A_YEAR
    before = Period(add_months(part.whole.start, -months), part.whole.start - ONE_DAY)
    return Part("", NO_TEXT, before, before)


@dataclass(frozen=True, slots=True)
class RuledPeriod:
    """A period of a registration and the rule set by which it is judged; None where no rules of its time are known."""

    period: Period
    rule_set: RuleSet | None


@dataclass(frozen=True, slots=True)
class Registered:
    """What the records say of one registration.

    Attributes:
        since: when it began; None when that is not known.
        until: when it ended; None while it lasts.
        basis: from what its periods are reckoned; None leaves that to the rule set.
        recorded: the periods that were noted, earliest first.
    """

    since: date | None = None
    until: date | None = None
    basis: PeriodBasis | None = None
    recorded: tuple[Period, ...] = ()


def chain_of_periods(
    rule_sets: tuple[RuleSet, ...], register: str, registered: Registered, today: date
) -> tuple[RuledPeriod, ...]:
    """Return the periods of a registration, earliest first, up to and with the one that holds `today`.

    Periods that were noted are taken as they are. Where they stop, or when there are none, periods follow from the day
    of registration and the length that the rules of their time give them. After a deregistration no period starts.
    """
    chain = [
        RuledPeriod(period, rule_set_for(rule_sets, register, period.start)) for period in sorted(registered.recorded)
    ]
    if chain:
        start = max(each.period.end for each in chain) + ONE_DAY
    else:
        start = registered.since or date(today.year, 1, 1)
        rules = _rules_at(rule_sets, register, start)
        if rules is not None and _basis(rules, registered) is PeriodBasis.CALENDAR:
            start = date(start.year, 1, 1)
    last = today if registered.until is None else min(today, registered.until)
    while start <= last or not chain:
        rules = _rules_at(rule_sets, register, start)
        if rules is None:
            break
        period = Period(start, _end_of(start, rules, registered))
        chain.append(RuledPeriod(period, rules if rules.judges(start) else None))
        start = period.end + ONE_DAY
    return tuple(chain)


def current_of(chain: tuple[RuledPeriod, ...], today: date) -> int | None:
    """Return the place of the period that holds `today`: of several the one begun last, of none the nearest."""
    holding = [place for place, each in enumerate(chain) if today in each.period]
    if holding:
        return holding[-1]
    begun = [place for place, each in enumerate(chain) if each.period.start <= today]
    if begun:
        return begun[-1]
    return 0 if chain else None


def _rules_at(rule_sets: tuple[RuleSet, ...], register: str, start: date) -> RuleSet | None:
    """Return the rules of that time, or else those known nearest before or after: they say how long the periods are."""
    found = rule_set_for(rule_sets, register, start)
    if found is not None:
        return found
    of_register = sorted(
        (each for each in rule_sets if each.register == register),
        key=lambda each: (each.valid_from or date.min, each.id),
    )
    earlier = [each for each in of_register if each.valid_from is None or each.valid_from <= start]
    return next(iter(earlier[-1:] or of_register), None)


def _basis(rules: RuleSet, registered: Registered) -> PeriodBasis:
    return registered.basis or rules.period.basis


def _end_of(start: date, rules: RuleSet, registered: Registered) -> date:
    if _basis(rules, registered) is PeriodBasis.CALENDAR:
        return date(min(start.year + rules.period.years - 1, date.max.year), 12, 31)
    # Reckoned from the day of registration, so that a start on 29 February does not slide to the 28th for good.
    anchor = registered.since if registered.since and not registered.recorded else start
    elapsed = (start.year - anchor.year) * _MONTHS_A_YEAR
    return add_months(anchor, elapsed + rules.period.years * _MONTHS_A_YEAR) - ONE_DAY
