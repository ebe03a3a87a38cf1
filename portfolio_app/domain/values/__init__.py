"""The kinds of value that a field can hold: how each is typed by a person, shown, stored and checked."""

from portfolio_app.domain.values.base import Plain, ValueProblem, ValueType
from portfolio_app.domain.values.choices import Choice, Choices, Option
from portfolio_app.domain.values.compound import Amounts, Lines, Texts
from portfolio_app.domain.values.dates import (
    CalendarDate,
    ClockTime,
    Duration,
    PartialDate,
    PartialDateValue,
    seen_from,
    show_briefly,
    show_weekday,
)
from portfolio_app.domain.values.links import Codes, CodeScheme, Reference, References
from portfolio_app.domain.values.simple import DecimalNumber, LongText, ShortText, WholeNumber, YesNo

__all__ = [
    "Amounts",
    "CalendarDate",
    "Choice",
    "Choices",
    "ClockTime",
    "CodeScheme",
    "Codes",
    "DecimalNumber",
    "Duration",
    "Lines",
    "LongText",
    "Option",
    "PartialDate",
    "PartialDateValue",
    "Plain",
    "Reference",
    "References",
    "ShortText",
    "Texts",
    "ValueProblem",
    "ValueType",
    "WholeNumber",
    "YesNo",
    "seen_from",
    "show_briefly",
    "show_weekday",
]
