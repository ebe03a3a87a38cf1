"""What the fields of a rule set choose from, and the limits that hold for all of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from portfolio_app.domain.values import DecimalNumber, Option

LONGEST_PERIOD_YEARS: Final = 5
STRETCHES: Final = (1, 2, 3, 4, 6, 12)
"""The lengths in months that divide a year evenly."""
MOST_MONTHS: Final = 120
MOST_DAYS: Final = 3660

AMOUNT: Final = DecimalNumber(most=Decimal(100_000))

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def is_rule_id(words: str) -> bool:
    """Tell whether `words` may name a register, a rule set or a requirement."""
    return _ID.fullmatch(words) is not None


class RuleState(Option):
    """How sure a rule set is."""

    STATED = "stated", "door het register gesteld", "stated by the register"
    UNVERIFIED = "unverified", "niet nagegaan", "unverified"
    OWN = "own", "zelf opgesteld", "self-made"


class Measure(Option):
    """What a requirement counts."""

    POINTS = "points", "punten", "points"
    HOURS = "hours", "uren", "hours"
    COUNT = "count", "aantal", "number"
    STRETCHES = "stretches", "tijdvakken met een activiteit", "stretches of time with an activity"
    SHARE = "share", "aandeel", "share"
    WORKING_HOURS = "working_hours", "werkuren", "working hours"
    INTERRUPTION = "interruption", "onderbreking", "interruption"
    DELIVERABLE = "deliverable", "stukken", "deliverables"


ACTIVITY_MEASURES: Final = (Measure.POINTS, Measure.HOURS, Measure.COUNT, Measure.STRETCHES)


class Per(Option):
    """Over what time a requirement is judged; each such time gets a standing of its own."""

    PERIOD = "period", "registratieperiode", "registration period"
    CALENDAR_YEAR = "calendar_year", "kalenderjaar", "calendar year"
    REGISTRATION_YEAR = "registration_year", "registratiejaar", "registration year"
    MONTH = "month", "maand", "month"


class Deliverable(Option):
    """What besides activities and work a register wants to see."""

    REFLECTION = "reflection", "reflectieverslagen", "reflection reports"
    FEEDBACK = "feedback", "feedback van anderen", "feedback from others"
    CV = "cv", "actueel cv", "current CV"
    ATTENDANCE = "attendance", "getekende presentie", "signed attendance sheets"
    ASSESSMENT = "assessment", "competentiemetingen", "competence assessments"
    PLAN = "plan", "ontwikkelplan", "development goals"
    ADHERENCE = "adherence", "verklaring van naleving", "adherence declarations"
    LAW_REVIEW = "law_review", "nagelopen wetten", "laws reviewed"


class ShareOf(Option):
    """Of what a required share is taken."""

    COUNTED = "counted", "van wat meetelt", "of what counts"
    REQUIRED = "required", "van wat vereist is", "of what is required"
