"""What other rules would make of the records as they are now: told before they are saved, or done away with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import NO_TEXT, CountedText, Text
from portfolio_app.domain.rules import RegisterStanding, RuledPeriod, periods_of, standings
from portfolio_app.domain.rules.periods import current_of
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.rules.validity import validity_problems
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.board import Tone
from portfolio_app.services.register_cards import amounts_now, day_text, sign_of

_PERIOD = Text("{first} t/m {last}", "{first} to {last}")
_SAME = Text(
    "Uw huidige periode, {period}, wordt beoordeeld door “{name}”.", "“{name}” judges {period}, your current one."
)
_OTHER = Text(
    "Uw huidige periode, {period}, wordt nu beoordeeld door “{before}”, en dan door “{after}”.",
    "Your current period, {period}, is now judged by “{before}”, and then by “{after}”.",
)
_NONE_AFTER = Text(
    "Uw huidige periode, {period}, wordt nu beoordeeld door “{before}”, en dan door geen enkele regel.",
    "Your current period, {period}, is now judged by “{before}”, and then by no rules at all.",
)
_NONE_BEFORE = Text(
    "Uw huidige periode, {period}, wordt nu door geen enkele regel beoordeeld, en dan door “{after}”.",
    "Your current period, {period}, is now judged by no rules at all, and then by “{after}”.",
)
_NEITHER = Text("Deze regels beoordelen uw huidige periode niet.", "These rules do not judge your current period.")
_OTHER_PERIOD = Text(
    "Uw huidige periode is dan {after}, en niet meer {before}.",
    "Your current period is then {after}, no longer {before}.",
)
_EARLIER = CountedText(
    Text("Ook {n} eerdere periode wordt dan anders beoordeeld.", "{n} earlier period is then judged differently."),
    Text(
        "Ook {n} eerdere perioden worden dan anders beoordeeld.", "{n} earlier periods are then judged differently too."
    ),
)
_NOT_ASKED = Text("niet gevraagd", "not required")


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One requirement now and by the other rules: how much counts of how much, and how it looks then.

    Attributes:
        icon, tone: of the outlook by the other rules.
        outlook: the same in words; nothing when it is no longer asked.
    """

    label: Text
    before: Text
    after: Text
    icon: str
    tone: Tone
    outlook: Text

    @property
    def changed(self) -> bool:
        """Whether the other rules make a difference."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Trial:
    """What other rules would make of it.

    Attributes:
        judged: which rules judge which period, in sentences.
        lines: the requirements.
        problems: where the rules of the register would hold at once, and where none would.
    """

    judged: tuple[Text, ...]
    lines: tuple[TrialLine, ...]
    problems: tuple[Text, ...]


def with_rules(rule_sets: Sequence[RuleSet], other: RuleSet) -> tuple[RuleSet, ...]:
    """Return the rule sets with one more, in place of one with the same id."""
    return (*(each for each in rule_sets if each.id != other.id), other)


def try_rules(
    before: tuple[RuleSet, ...], after: tuple[RuleSet, ...], snapshot: Snapshot, today: date, register: str
) -> Trial:
    """Return what other rules would make of the records.

    Args:
        before: all rule sets as they are.
        after: all rule sets as they would be.
        snapshot: all records.
        today: the day of judgement.
        register: the register concerned.
    """
    now, then = (next(iter(standings(rules, snapshot, today, register)), None) for rules in (before, after))
    return Trial(
        judged=tuple(_judged(before, after, snapshot, today, register)),
        lines=tuple(_lines(now, then)),
        problems=validity_problems(after, register),
    )


def _judged(
    before: tuple[RuleSet, ...], after: tuple[RuleSet, ...], snapshot: Snapshot, today: date, register: str
) -> Iterator[Text]:
    now, then = (periods_of(rules, snapshot, today, register) for rules in (before, after))
    current, next_one = _current(now, today), _current(then, today)
    if current is not None and next_one is not None and current.period != next_one.period:
        yield _OTHER_PERIOD.fill(before=_period(current), after=_period(next_one))
    yield _which(current, next_one)
    rules_then = {each.period: each.rule_set for each in then}
    others = [
        each for each in now if each is not current and _asks(rules_then.get(each.period)) != _asks(each.rule_set)
    ]
    if others:
        yield _EARLIER.of(len(others))


def _asks(rule_set: RuleSet | None) -> object:
    """Return what decides how rules judge, which their names and sources do not."""
    return rule_set and (rule_set.requirements, rule_set.period, rule_set.absence)


def _which(current: RuledPeriod | None, next_one: RuledPeriod | None) -> Text:
    ruled = next_one or current
    before = current.rule_set if current is not None else None
    after = next_one.rule_set if next_one is not None else None
    if ruled is None or (before is None and after is None):
        return _NEITHER
    period = _period(ruled)
    if after is None:
        return _NONE_AFTER.fill(period=period, before=before.name if before else "")
    if before is None:
        return _NONE_BEFORE.fill(period=period, after=after.name)
    if before.id == after.id:
        return _SAME.fill(period=period, name=after.name)
    return _OTHER.fill(period=period, before=before.name, after=after.name)


def _current(chain: tuple[RuledPeriod, ...], today: date) -> RuledPeriod | None:
    place = current_of(chain, today)
    return None if place is None else chain[place]


def _period(ruled: RuledPeriod) -> Text:
    return _PERIOD.fill(first=day_text(ruled.period.start), last=day_text(ruled.period.end))


def _lines(now: RegisterStanding | None, then: RegisterStanding | None) -> Iterator[TrialLine]:
    before = amounts_now(now) if now is not None else {}
    after = amounts_now(then) if then is not None else {}
    for requirement, (standing, words) in after.items():
        icon, tone = sign_of(standing)
        old = before[requirement][1] if requirement in before else _NOT_ASKED
        yield TrialLine(standing.label, old, words, icon, tone, standing.forecast.outlook.label)
    for requirement, (standing, words) in before.items():
        if requirement not in after:
            yield TrialLine(standing.label, words, _NOT_ASKED, "circle-dashed", "quiet", NO_TEXT)
