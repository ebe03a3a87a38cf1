"""How a standing is printed for a person."""

from __future__ import annotations

from portfolio_app.cli.console import Console
from portfolio_app.common.text import Text
from portfolio_app.domain.rules import RegisterStanding, RequirementStanding
from portfolio_app.domain.rules.units import unit_beside
from portfolio_app.domain.values.dates import show_date
from portfolio_app.domain.values.simple import show_decimal


def print_standing(standing: RegisterStanding, console: Console) -> None:
    """Print how one register stands: its period, and a line per requirement with what is short."""
    language = console.language
    console.say(
        Text("{register}, {start} t/m {end}", "{register}, {start} to {end}").fill(
            register=standing.register_name,
            start=show_date(standing.period.start, language),
            end=show_date(standing.period.end, language),
        )
    )
    console.table(
        [
            Text("eis", "requirement").say(language),
            Text("telt", "counted").say(language),
            Text("nodig", "required").say(language),
            Text("stand", "standing").say(language),
        ],
        [
            [
                requirement.label.say(language),
                show_decimal(requirement.counted, language),
                "?" if requirement.required is None else show_decimal(requirement.required, language),
                _verdict(requirement).say(language),
            ]
            for requirement in standing.requirements
        ],
    )
    console.print("")


def _verdict(requirement: RequirementStanding) -> Text:
    if requirement.met:
        return Text("voldaan", "met")
    if requirement.required is None or requirement.short is None:
        return Text("niet bekend: vul in", "not known: fill in")
    short = Text("{n} {unit} tekort", "{n} {unit} short").fill(
        n=Text(show_decimal(requirement.short, "nl"), show_decimal(requirement.short, "en")),
        unit=unit_beside(requirement.short, requirement.unit),
    )
    if requirement.last_safe_date is None:
        return short
    return Text("{short}; uiterlijk {day}", "{short}; by {day}").fill(
        short=short,
        day=Text(show_date(requirement.last_safe_date, "nl"), show_date(requirement.last_safe_date, "en")),
    )
