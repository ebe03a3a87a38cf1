"""Amounts of requirements in words, as a person reads them: in tenths, with the unit beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.units import unit_beside
from portfolio_app.domain.values.simple import show_decimal

if TYPE_CHECKING:
    from portfolio_app.domain.rules.standing import RequirementStanding

AMOUNT: Final = Text("{n} {unit}", "{n} {unit}")
AT_MOST: Final = Text("hoogstens {n} {unit}", "at most {n} {unit}")
_OF: Final = Text("{there} van {n} {unit}", "{there} of {n} {unit}")
_OF_AT_MOST: Final = Text("{there} van hoogstens {n} {unit}", "{there} of at most {n} {unit}")


def tenths(amount: Decimal) -> Text:
    """Return an amount in tenths, as each language writes it."""
    shown = round(amount, 1)
    return Text(show_decimal(shown, "nl"), show_decimal(shown, "en"))


def fill_amount(pattern: Text, amount: Decimal, unit: Text, **others: Text) -> Text:
    """Fill in an amount as `{n}` and the unit that fits it as `{unit}`, and the `others` by their names."""
    return pattern.fill(n=tenths(amount), unit=unit_beside(round(amount, 1), unit), **others)


def counted_words(standing: RequirementStanding) -> Text:
    """Return how much counts, of how much is required where that is known."""
    if standing.required is None:
        return fill_amount(AMOUNT, standing.counted, standing.unit)
    pattern = _OF_AT_MOST if standing.at_most else _OF
    return fill_amount(pattern, standing.required, standing.unit, there=tenths(standing.counted))
