"""The JSON Schema of field values, made from their types: said once for every form in which records leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from portfolio_app.domain.values.base import ValueType
from portfolio_app.domain.values.choices import Choice, Choices, Option
from portfolio_app.domain.values.compound import Amounts, Lines, Texts
from portfolio_app.domain.values.dates import CalendarDate, ClockTime, Duration, PartialDate
from portfolio_app.domain.values.links import Codes, Reference, References
from portfolio_app.domain.values.simple import DecimalNumber, LongText, ShortText, WholeNumber, YesNo

Schema = dict[str, Any]
_Type = TypeVar("_Type", bound=ValueType[Any])

STRING: Final = MappingProxyType({"type": "string"})
ID: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-z][0-9a-z-]{0,39}$"})
DAY: Final = MappingProxyType({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
DECIMAL: Final = MappingProxyType({"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,9})?$"})
COUNT: Final = MappingProxyType({"type": "integer", "minimum": 0})
_CODE: Final = MappingProxyType({"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}$"})


def object_of(properties: Schema, *, required: tuple[str, ...] | None = None, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with these properties and no others; all are required unless it is said."""
    needed = [name for name in properties if name not in optional] if required is None else list(required)
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def list_of(schema: Mapping[str, Any]) -> Schema:
    """Return the schema of a list of such items."""
    return {"type": "array", "items": dict(schema)}


def options(choices: type[Option]) -> Schema:
    """Return the schema of a choice."""
    return {"enum": [option.value for option in choices]}


def value_schema(value_type: ValueType[Any]) -> Schema:
    """Return the schema of the values of a field's type.

    Raises:
        KeyError: a type was declared that this module does not know yet.
    """
    return _VALUES[type(value_type)](value_type)


def _of(value_type: type[_Type], make: Callable[[_Type], Schema]) -> Callable[[ValueType[Any]], Schema]:
    def made(given: ValueType[Any]) -> Schema:
        if not isinstance(given, value_type):
            raise TypeError(f"not a {value_type.__name__}: {given!r}")
        return make(given)

    return made


def _text_up_to(longest: int) -> Schema:
    return {"type": "string", "maxLength": longest}


def _steps(value_type: Texts) -> Schema:
    names = {"pattern": "^[a-z0-9][a-z0-9_.-]{0,39}$"}
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": _text_up_to(value_type.longest),
    }


def _codes(value_type: Codes) -> Schema:
    most = {} if value_type.most is None else {"maxItems": value_type.most}
    return {**list_of(_CODE), **most, "x-schemes": [scheme.value for scheme in value_type.schemes]}


def _link(value_type: Reference) -> Schema:
    return {**ID, "x-kinds": list(value_type.kinds)}


def _links(value_type: References) -> Schema:
    return {**list_of(ID), "x-kinds": list(value_type.kinds)}


_VALUES: Final[Mapping[type[ValueType[Any]], Callable[[ValueType[Any]], Schema]]] = MappingProxyType(
    {
        ShortText: _of(ShortText, lambda t: _text_up_to(t.longest)),
        LongText: _of(LongText, lambda t: _text_up_to(t.longest)),
        YesNo: _of(YesNo, lambda _: {"type": "boolean"}),
        WholeNumber: _of(WholeNumber, lambda t: {"type": "integer", "minimum": t.least, "maximum": t.most}),
        DecimalNumber: _of(DecimalNumber, lambda _: dict(DECIMAL)),
        CalendarDate: _of(CalendarDate, lambda _: dict(DAY)),
        PartialDate: _of(PartialDate, lambda _: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
        ClockTime: _of(ClockTime, lambda _: {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}),
        Duration: _of(
            Duration, lambda t: {"type": "integer", "minimum": 0, "maximum": t.most, "description": "minutes"}
        ),
        Choice: _of(Choice, lambda t: options(t.options)),
        Choices: _of(Choices, lambda t: list_of(options(t.options))),
        Lines: _of(Lines, lambda t: list_of(_text_up_to(t.longest))),
        Texts: _of(Texts, _steps),
        Amounts: _of(Amounts, lambda _: {"type": "object", "additionalProperties": dict(DECIMAL)}),
        Reference: _of(Reference, _link),
        References: _of(References, _links),
        Codes: _of(Codes, _codes),
    }
)
