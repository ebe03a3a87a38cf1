"""Which rule set judges which periods of a register: where two hold at once, and where none does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portfolio_app.common.text import LANGUAGES, Text
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.domain.rules.periods import ONE_DAY
from portfolio_app.domain.rules.rule_set import RuleSet, rule_set_for
from portfolio_app.domain.values.dates import show_date

_GAP = Text(
    "Perioden die beginnen van {first} tot en met {last} beoordeelt geen enkele regel.",
    "No rules judge periods that start from {first} until {last}.",
)
_END = Text("Perioden die beginnen vanaf {first} beoordeelt geen enkele regel.", "No rules judge periods from {first}.")
_BOTH = Text(
    "“{loser}” en “{winner}” gelden allebei {when}; “{winner}” gaat voor.",
    "“{loser}” and “{winner}” both apply {when}; “{winner}” takes precedence.",
)
_FROM = Text("vanaf {first}", "from {first}")
_UNTIL = Text("tot en met {last}", "until {last}")
_BETWEEN = Text("van {first} tot en met {last}", "from {first} until {last}")
_EVER = Text("voor alle perioden", "for all periods")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same rules may judge the periods that start then.

    Attributes:
        first, last: the days, both included; None where there is no end to it.
        holding: the rule sets that hold then.
        judging: the one of them that judges; None when none holds.
    """

    first: date | None
    last: date | None
    holding: tuple[RuleSet, ...]
    judging: RuleSet | None

    @property
    def when(self) -> Text:
        """The days in words."""
        pattern = {
            (False, False): _EVER,
            (True, False): _FROM,
            (False, True): _UNTIL,
            (True, True): _BETWEEN,
        }[self.first is not None, self.last is not None]
        return pattern.fill(first=_day(self.first), last=_day(self.last))


def stretches_of(rule_sets: tuple[RuleSet, ...], register: str) -> tuple[Stretch, ...]:
    """Return all days there are, divided where the rules of a register change, earliest first."""
    of_register = [each for each in rule_sets if each.register == register]
    starts = {each.valid_from for each in of_register if each.valid_from}
    starts |= {each.valid_until + ONE_DAY for each in of_register if each.valid_until and each.valid_until < date.max}
    found: list[Stretch] = []
    for first, after in pairwise([None, *sorted(starts), None]):
        day = first or (after - ONE_DAY if after else date.min)
        holding = tuple(each for each in of_register if each.judges(day))
        last = after - ONE_DAY if after else None
        found.append(Stretch(first, last, holding, rule_set_for(rule_sets, register, day)))
    return tuple(found)


def validity_problems(rule_sets: tuple[RuleSet, ...], register: str) -> tuple[Text, ...]:
    """Return in sentences where rules of the person's own hold at once, and where no rules hold any more.

    That there are no rules for the time before the first ones is usual, and so it is that rules of the person's own
    hold in place of those of the program.
    """
    found: list[Text] = []
    stretches = stretches_of(rule_sets, register)
    for number, each in enumerate(stretches):
        own = [rules for rules in each.holding if rules.state is RuleState.OWN and not rules.fictional]
        if len(own) > 1 and each.judging is not None:
            found.extend(
                _BOTH.fill(loser=rules.name, winner=each.judging.name, when=each.when)
                for rules in own
                if rules is not each.judging
            )
        if each.judging is None and any(before.judging for before in stretches[:number]):
            pattern = _END if each.last is None else _GAP
            found.append(pattern.fill(first=_day(each.first), last=_day(each.last)))
    return tuple(found)


def _day(day: date | None) -> Text | str:
    return "" if day is None else Text(*(show_date(day, language) for language in LANGUAGES))
