"""What the amounts of requirements are called, beside one and beside more."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import Deliverable, Measure

UNITS: Final[Mapping[Measure, Text]] = MappingProxyType(
    {
        Measure.POINTS: Measure.POINTS.label,
        Measure.HOURS: Measure.HOURS.label,
        Measure.COUNT: Text("activiteiten", "activities"),
        Measure.STRETCHES: Text("tijdvakken", "stretches"),
        Measure.WORKING_HOURS: Measure.HOURS.label,
        Measure.INTERRUPTION: Text("maanden", "months"),
    }
)
"""What each measure counts, where that is not its name."""

_ONE_OF: Final[Mapping[Text, Text]] = MappingProxyType(
    {
        UNITS[Measure.POINTS]: Text("punt", "point"),
        UNITS[Measure.HOURS]: Text("uur", "hour"),
        UNITS[Measure.COUNT]: Text("activiteit", "activity"),
        UNITS[Measure.STRETCHES]: Text("tijdvak", "stretch"),
        UNITS[Measure.INTERRUPTION]: Text("maand", "month"),
        Deliverable.REFLECTION.label: Text("reflectieverslag", "reflection report"),
        Deliverable.ATTENDANCE.label: Text("getekende presentie", "signed attendance sheet"),
        Deliverable.ASSESSMENT.label: Text("competentiemeting", "competence assessment"),
        Deliverable.PLAN.label: Text("ontwikkelplan", "development goal"),
        Deliverable.ADHERENCE.label: Text("verklaring van naleving", "adherence declaration"),
        Deliverable.LAW_REVIEW.label: Text("nagelopen wet", "law reviewed"),
    }
)
"""Units of which one is called otherwise than more are; a word that a rule brings itself may be among them."""


def unit_beside(amount: Decimal, unit: Text) -> Text:
    """Return `unit` as it stands beside `amount`: beside 1 in the singular, where that is known."""
    return _ONE_OF.get(unit, unit) if amount == 1 else unit


def has_singular(unit: Text) -> bool:
    """Tell whether it is known what one of `unit` is called."""
    return unit in _ONE_OF
