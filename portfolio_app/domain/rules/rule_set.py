"""What a register asks, as data: rule sets with their period, excused absence and requirements.

A rule set is typed, immutable and complete in itself: `portfolio_app.registers.rulesets` makes it from a file that a
person may edit, the engine beside this module judges by it. Nothing here knows the day of today, records or files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.records.person import AbsenceReason, PeriodBasis
from portfolio_app.domain.rules.choices import LONGEST_PERIOD_YEARS, MOST_DAYS, MOST_MONTHS, RuleState
from portfolio_app.domain.rules.declaring import Name, PartOf, PartsOf, Wording, rule
from portfolio_app.domain.rules.requirements import (
    ActivityRequirement,
    AnyRequirement,
    Requirement,
    ShareRequirement,
)
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    PartialDate,
    PartialDateValue,
    ValueProblem,
    WholeNumber,
    YesNo,
)

_MONTHS: Final = WholeNumber(0, MOST_MONTHS, Text("maanden", "months"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """How long a registration lasts.

    Attributes:
        years: 1 to 5.
        basis: calendar years, or from the day of registration; a registration may say otherwise of itself.
        early_renewal_months: how long before the end renewal may be asked for.
        catch_up_months: how long after the end what is short may still be made up.
    """

    years: int = rule(Text("Duur", "Length"), WholeNumber(1, LONGEST_PERIOD_YEARS, Text("jaar", "years")))
    basis: PeriodBasis = rule(Text("Gerekend in", "Counted"), Choice(PeriodBasis), default=PeriodBasis.CALENDAR)
    early_renewal_months: int = rule(
        Text("Verlengen kan vanaf", "Renewal is possible from"),
        _MONTHS,
        default=0,
        hint=Text("Zoveel maanden voor het einde.", "Number of months before the end."),
        told=Text(
            "Verlengen kan vanaf {value} maanden voor het einde.",
            "Renewal is possible from {value} months before the end.",
        ),
    )
    catch_up_months: int = rule(
        Text("Inhalen kan tot", "Catching up is possible until"),
        _MONTHS,
        default=0,
        hint=Text("Zoveel maanden na het einde.", "Number of months after the end."),
        told=Text(
            "Wat tekortkomt, mag tot {value} maanden na het einde worden ingehaald.",
            "A shortfall may be made up until {value} months after the end.",
        ),
    )

    def __post_init__(self) -> None:
        if not 1 <= self.years <= LONGEST_PERIOD_YEARS:
            raise ValueProblem(
                Text("Een periode duurt 1 tot {most} jaar.", "A period has 1 to {most} years.").fill(
                    most=LONGEST_PERIOD_YEARS
                )
            )
        if self.early_renewal_months < 0 or self.catch_up_months < 0:
            raise ValueProblem(Text("Een termijn is niet negatief.", "A window cannot be negative."))


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRule:
    """Which absence lowers a requirement, in proportion to its length and to the share of working time.

    Attributes:
        least_days: a shorter absence lowers nothing; absences that touch are one.
        only_excess: what lowers is the absence beyond the first `least_days`, not the whole.
        reasons: the reasons that are excused; empty means every reason.
        reported: only what was reported to the register.
    """

    least_days: int = rule(
        Text("Ten minste", "At least"),
        WholeNumber(0, MOST_DAYS, Text("dagen", "days")),
        default=0,
        told=Text("Vanaf {value} dagen.", "From {value} days."),
    )
    only_excess: bool = rule(
        Text("Alleen de dagen daarboven", "Only the days beyond"),
        YesNo(),
        default=False,
        told=Text("Alleen de dagen daarboven tellen.", "Only the days beyond that count."),
    )
    reasons: tuple[AbsenceReason, ...] = rule(
        Text("Redenen", "Reasons"),
        Choices(AbsenceReason),
        default=(),
        hint=Text("Niets aangevinkt: elke reden.", "Nothing ticked: every reason."),
        told=Text("Wegens {value}.", "Because of {value}."),
    )
    reported: bool = rule(
        Text("Alleen als het aan het register is gemeld", "Only when it was reported to the register"),
        YesNo(),
        default=False,
        told=Text("Alleen als het aan het register is gemeld.", "Only when it was reported to the register."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """What one register asks of periods that start within its validity.

    Attributes:
        register: id of the register.
        id: stable name of the rule set.
        register_name: how the register is called.
        state: how sure the rules are; `source` and `source_date` say where they come from.
        valid_from: first start of a period that is judged by it; None means since ever.
        valid_until: last start of a period that is judged by it; None means until further notice.
        fictional: an invented register that shows what rules can be.
        absence: which absence is excused; None for none.
    """

    register: str = rule(Text("Register", "Register"), Name(40), given=True)
    id: str = rule(Text("Kenmerk", "Id"), Name(40), given=True)
    register_name: Text = rule(Text("Naam van het register", "Name of the register"), Wording(300), given=True)
    state: RuleState = rule(Text("Hoe zeker", "How certain"), Choice(RuleState), given=True)
    fictional: bool = rule(Text("Verzonnen", "Fictitious"), YesNo(), default=False, given=True)
    name: Text = rule(Text("Naam van deze regels", "Name of these rules"), Wording(300))
    source: Text = rule(
        Text("Waar ze vandaan komen", "Where they come from"),
        Wording(),
        hint=Text(
            "Zoals een reglement, een brief of een bladzijde van het register.",
            "For instance regulations, a letter or a web page of the register.",
        ),
    )
    source_date: PartialDateValue | None = rule(
        Text("Datum van die bron", "Date of that source"), PartialDate(), default=None
    )
    valid_from: date | None = rule(
        Text("Die beginnen vanaf", "Starting from"),
        CalendarDate(),
        default=None,
        group=Text("Voor welke perioden", "For which periods"),
        hint=Text("Leeg: sinds altijd.", "Leave empty for always."),
    )
    valid_until: date | None = rule(
        Text("Die beginnen tot en met", "Starting until"),
        CalendarDate(),
        default=None,
        hint=Text("Leeg: tot nader order.", "Leave empty for until further notice."),
    )
    period: PeriodRule = rule(
        Text("Hoe lang een periode duurt", "How long a period lasts"),
        PartOf(PeriodRule),
        group=Text("Registratieperiode", "Registration period"),
    )
    absence: AbsenceRule | None = rule(
        Text("Afwezigheid kan eisen verlagen", "Absence may lower requirements"),
        PartOf(AbsenceRule, optional=True),
        default=None,
        group=Text("Verschoonde afwezigheid", "Excused absence"),
    )
    requirements: tuple[AnyRequirement, ...] = rule(
        Text("Eisen", "Requirements"), PartsOf(Requirement, Text("eis", "requirement"))
    )

    def __post_init__(self) -> None:
        problem = next(self.problems(), None)
        if problem is not None:
            raise ValueProblem(problem)

    def problems(self) -> Iterator[Text]:
        """Tell what does not go together in it; nothing for a rule set that stands."""
        by_id: dict[str, AnyRequirement] = {}
        for requirement in self.requirements:
            if requirement.id in by_id:
                yield Text("De eis “{id}” staat er twee keer.", "Requirement “{id}” occurs twice.").fill(
                    id=requirement.id
                )
            by_id[requirement.id] = requirement
        for share in self.requirements:
            if isinstance(share, ShareRequirement):
                whole = by_id.get(share.of)
                if not isinstance(whole, ActivityRequirement) or whole.per is not share.per:
                    yield Text(
                        "De eis “{id}” is een aandeel van “{of}”; dat moet een eis over activiteiten zijn, per {per}.",
                        "Requirement “{id}” is a share of “{of}”, which has to be one about activities, per {per}.",
                    ).fill(id=share.id, of=share.of, per=share.per.label)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield Text("De regels gelden tot voor hun begin.", "The rules end before they start.")

    def requirement(self, requirement_id: str) -> AnyRequirement | None:
        """Return the requirement with that id, or None."""
        return next((each for each in self.requirements if each.id == requirement_id), None)

    def judges(self, period_start: date) -> bool:
        """Tell whether a period that starts on that day is judged by it."""
        return (self.valid_from is None or self.valid_from <= period_start) and (
            self.valid_until is None or period_start <= self.valid_until
        )


def rule_set_for(rule_sets: tuple[RuleSet, ...], register: str, period_start: date) -> RuleSet | None:
    """Return the rule set by which `register` judges a period that starts on that day, or None.

    What the person made goes before what comes with the program, invented examples last; of several, the one valid
    since latest.
    """
    fitting = [each for each in rule_sets if each.register == register and each.judges(period_start)]
    return max(
        fitting,
        key=lambda each: (each.state is RuleState.OWN, not each.fictional, each.valid_from or date.min, each.id),
        default=None,
    )
