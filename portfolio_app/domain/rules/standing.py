"""What the engine finds: where somebody stands with each requirement of each register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.rules.choices import Measure, RuleState
from portfolio_app.domain.rules.periods import Period
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.values import Option


class Counted(NamedTuple):
    """A record that counts, with how much; `why` says why that is less than the `full` amount, where it is."""

    id: str
    amount: Decimal
    full: Decimal
    why: Text = NO_TEXT


class NotCounted(NamedTuple):
    """A record that was considered and does not count, and why. The wording never quotes the record."""

    id: str
    why: Text


class AdjustmentKind(Option):
    """What changed the amount required or counted, besides records."""

    PRO_RATA = "pro_rata", "naar rato van de registratie", "in proportion to the registration"
    ABSENCE = "absence", "verschoonde afwezigheid", "excused absence"
    CARRY_OVER = "carry_over", "meegenomen uit de tijd ervoor", "carried over from the previous stretch"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What was taken off the required amount (negative), or what was added to the counted one (positive)."""

    kind: AdjustmentKind
    amount: Decimal

    @property
    def private(self) -> bool:
        """Whether it tells something that no document may show: that somebody was absent."""
        return self.kind is AdjustmentKind.ABSENCE


class Outlook(Option):
    """Whether a requirement is going to be met."""

    MET = "met", "behaald", "met"
    PLANNED = "planned", "gehaald met wat gepland staat", "met with what is planned"
    ON_PACE = "on_pace", "gehaald in dit tempo", "met at this pace"
    BEHIND = "behind", "in dit tempo niet gehaald", "not met at this pace"
    OPEN = "open", "nog niet te zeggen", "too early to tell"
    TOO_LATE = "too_late", "niet meer te halen", "can no longer be met"
    MISSED = "missed", "niet gehaald", "not met"
    UNKNOWN = "unknown", "niet bekend: vul het aantal in", "not known: fill in the number"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected.

    Attributes:
        planned: what is dated after today and will count.
        expected: the amount at the end of the time at the pace up to today, or with what is planned if that is more;
            None when it cannot be told.
    """

    outlook: Outlook
    planned: Decimal = Decimal(0)
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementStanding:
    """Where somebody stands with one requirement over one stretch of time.

    Attributes:
        id: the requirement's id, with the time it is about when that is not the whole period: `intervisie@2026`.
        requirement: the requirement's own id.
        unit: what the amounts are.
        at_most: the required amount is a maximum, and `short` is what exceeds it.
        period: the time that is judged, both days included.
        required: None when the register's number is not known.
        met: None when that cannot be told, since the number is not known.
        last_safe_date: the last day on which the next step can still be taken in time; past when it is too late; None
            when nothing needs to be done (see `portfolio_app.domain.rules.outlook`).
        valid_until: the day until which what counts now stays good, for what runs out.
    """

    id: str
    requirement: str
    label: Text
    measure: Measure
    unit: Text
    at_most: bool
    period: Period
    required: Decimal | None
    counted: Decimal
    short: Decimal | None
    met: bool | None
    last_safe_date: date | None
    forecast: Forecast
    counts: tuple[Counted, ...]
    does_not_count: tuple[NotCounted, ...]
    adjustments: tuple[Adjustment, ...] = ()
    valid_until: date | None = None
    remark: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStanding:
    """Where somebody stands with one register in one period.

    Attributes:
        on: the day on which this was the standing.
        period: the period that is judged, both days included.
        renewal_from: the first day on which renewal may be asked for.
        catch_up_until: the last day on which what is short may still be made up; None without such a window.
    """

    register: str
    register_name: Text
    rule_set: RuleSet
    on: date
    period: Period
    requirements: tuple[RequirementStanding, ...]
    renewal_from: date | None = None
    catch_up_until: date | None = None

    @property
    def state(self) -> RuleState:
        """How sure the rules are."""
        return self.rule_set.state

    @property
    def met(self) -> bool | None:
        """Whether all requirements are met; None when one of them cannot be told and none is short."""
        outcomes = {each.met for each in self.requirements}
        if False in outcomes:
            return False
        return None if None in outcomes else True

    def requirement(self, standing_id: str) -> RequirementStanding | None:
        """Return the standing with that id (`intervisie@2026`), or None."""
        return next((each for each in self.requirements if each.id == standing_id), None)
