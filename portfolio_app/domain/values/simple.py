"""Text, yes or no, and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.values.base import UNREADABLE, ColumnKind, Plain, ValueProblem, ValueType

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", ""})
_AROUND = re.compile(r"^\s*(?:€|EUR\b)|(?:€|\bEUR|%|[.,](?:-{1,2}|–|—))\s*$", re.IGNORECASE)
"""What people write around an amount: the sign of the currency, a dash for no cents, a per cent sign."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _without_control_characters(words: str) -> str:
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class ShortText(ValueType[str]):
    """One line of text of at most `longest` characters."""

    longest: int = 300

    def empty(self) -> str:
        """Return no text."""
        return ""

    def parse(self, words: str, language: Language) -> str:  # noqa: ARG002
        """Return the words on one line."""
        return " ".join(_without_control_characters(words).split())

    def show(self, value: str, language: Language) -> str:  # noqa: ARG002
        """Return the text itself."""
        return value

    def problem(self, value: str) -> Text | None:
        """Return what is wrong: too long, or more than one line."""
        if len(value) > self.longest:
            return Text(
                "Deze tekst is te lang: {n} tekens, hoogstens {limit}.",
                "This text is too long: {n} characters, at most {limit}.",
            ).fill(n=len(value), limit=self.longest)
        if _CONTROL.search(value) or "\n" in value:
            return Text(
                "Deze tekst moet op één regel staan, zonder stuurtekens.",
                "This text must fit on one line, without control characters.",
            )
        return None

    def fits(self, value: object) -> bool:
        """Tell whether it is text."""
        return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class LongText(ValueType[str]):
    """Text of several paragraphs, plain with simple marks; at most `longest` characters."""

    longest: int = 100_000

    def empty(self) -> str:
        """Return no text."""
        return ""

    def parse(self, words: str, language: Language) -> str:  # noqa: ARG002
        """Return the words with their line breaks."""
        return _without_control_characters(words).strip()

    def show(self, value: str, language: Language) -> str:  # noqa: ARG002
        """Return the text itself."""
        return value

    def problem(self, value: str) -> Text | None:
        """Return what is wrong: too long, or control characters."""
        if len(value) > self.longest:
            return Text(
                "Deze tekst is te lang: {n} tekens, hoogstens {limit}.",
                "This text is too long: {n} characters, at most {limit}.",
            ).fill(n=len(value), limit=self.longest)
        if _CONTROL.search(value):
            return Text("Deze tekst bevat stuurtekens.", "This text contains control characters.")
        return None

    def fits(self, value: object) -> bool:
        """Tell whether it is text."""
        return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class YesNo(ValueType[bool]):
    """Yes or no; no until it was said."""

    column: ClassVar[ColumnKind] = "INTEGER"

    def empty(self) -> bool:
        """Return no."""
        return False

    def parse(self, words: str, language: Language) -> bool:  # noqa: ARG002
        """Return yes or no from either language."""
        said = words.strip().lower()
        if said in _YES:
            return True
        if said in _NO:
            return False
        raise ValueProblem(Text("Vul ja of nee in.", "Fill in yes or no."))

    def show(self, value: bool, language: Language) -> str:  # noqa: FBT001 - the value itself
        """Return the word for it."""
        return (Text("ja", "yes") if value else Text("nee", "no")).say(language)

    def from_column(self, stored: str | int | None) -> bool:
        """Return what the column's 0 or 1 stands for."""
        return bool(stored)

    def fits(self, value: object) -> bool:
        """Tell whether it is a truth value."""
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class WholeNumber(ValueType["int | None"]):
    """A whole number between two limits, in `unit`."""

    least: int = 0
    most: int = 1_000_000
    unit: Text = Text("", "")
    column: ClassVar[ColumnKind] = "INTEGER"

    def empty(self) -> int | None:
        """Return no number."""
        return None

    def parse(self, words: str, language: Language) -> int | None:
        """Return the number; thousands separators are understood."""
        number = parse_decimal(without_unit(words, self.unit), language)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValueProblem(Text("Vul een geheel getal in.", "Fill in a whole number."))
        return int(number)

    def show(self, value: int | None, language: Language) -> str:
        """Return the number with its thousands grouped."""
        return "" if value is None else show_decimal(Decimal(value), language)

    def problem(self, value: int | None) -> Text | None:
        """Return what is wrong: outside the limits."""
        return None if value is None else _outside(Decimal(value), Decimal(self.least), Decimal(self.most))

    def fits(self, value: object) -> bool:
        """Tell whether it is a whole number or nothing."""
        return value is None or (isinstance(value, int) and not isinstance(value, bool))


@dataclass(frozen=True, slots=True)
class DecimalNumber(ValueType["Decimal | None"]):
    """A number with at most `places` decimals between two limits, in `unit`."""

    places: int = 2
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000)
    unit: Text = Text("", "")
    column: ClassVar[ColumnKind] = "INTEGER"

    def empty(self) -> Decimal | None:
        """Return no number."""
        return None

    def parse(self, words: str, language: Language) -> Decimal | None:
        """Return the number; comma and point are both understood."""
        return parse_decimal(without_unit(words, self.unit), language)

    def show(self, value: Decimal | None, language: Language) -> str:
        """Return the number with the language's decimal sign."""
        return "" if value is None else show_decimal(value, language)

    def to_plain(self, value: Decimal | None) -> Plain:
        """Return the number as text, so that no binary fraction touches it."""
        return None if value is None else plain_decimal(value)

    def from_plain(self, plain: Plain) -> Decimal | None:
        """Return the number that `to_plain` gave; a whole number is understood too."""
        if plain is None:
            return None
        return decimal_from_plain(plain)

    def to_column(self, value: Decimal | None) -> int | None:
        """Return the number in units of the last decimal place, so that the database can sort and add it."""
        return None if value is None else int(value.scaleb(self.places).to_integral_value())

    def from_column(self, stored: str | int | None) -> Decimal | None:
        """Return the number that `to_column` gave."""
        if stored is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,20}", str(stored)):
            raise ValueProblem(UNREADABLE)
        return Decimal(stored).scaleb(-self.places)

    def problem(self, value: Decimal | None) -> Text | None:
        """Return what is wrong: outside the limits, or too many decimals."""
        if value is None:
            return None
        if value != round(value, self.places):
            return Text("Hoogstens {n} cijfers achter de komma.", "At most {n} decimals.").fill(n=self.places)
        return _outside(value, self.least, self.most)

    def fits(self, value: object) -> bool:
        """Tell whether it is a finite decimal number or nothing."""
        return value is None or (isinstance(value, Decimal) and value.is_finite())


def without_unit(words: str, unit: Text) -> str:
    """Return what was typed without the unit behind it, in either language."""
    said = words.strip()
    for name in (unit.nl, unit.en):
        if name and said.casefold().endswith(name.casefold()):
            return said[: -len(name)]
    return said


def parse_decimal(words: str, language: Language) -> Decimal | None:
    """Return the number in `words`, or None when there are none.

    `1234,5`, `1.234,5`, `1,234.5` and `1 234,5` all mean the same, and so does `€ 1.234,50`. A single separator with
    exactly three digits behind it is a thousands separator where the language writes it so, else a decimal sign.

    Raises:
        ValueProblem: it is not a number.
    """
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", _AROUND.sub("", words))
    if not digits:
        return None
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        group = "." if comma > point else ","
    else:
        group = "." if language == "nl" else ","
        one_group = re.fullmatch(rf"[+-]?\d{{1,3}}(\{group}\d{{3}})+", digits)
        group = group if one_group else ""
    if group:
        digits = digits.replace(group, "")
    try:
        if not re.fullmatch(r"[+-]?\d{1,15}([.,]\d{1,9})?", digits):
            raise InvalidOperation
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValueProblem(
            Text(
                "“{words}” is geen getal. Schrijf het als 1250 of 12,5.",
                "“{words}” is not a number. Write it as 1250 or 12.5.",
            ).fill(words=words.strip()[:40])
        ) from None


def show_decimal(value: Decimal, language: Language) -> str:
    """Return the number without needless zeros, thousands grouped, with the language's signs."""
    digits = f"{value.normalize():,f}"
    if language == "nl":
        digits = digits.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return digits


def plain_decimal(value: Decimal) -> str:
    """Return the shortest exact text of the number, never in exponent form."""
    return f"{value.normalize():f}"


def decimal_from_plain(plain: Plain) -> Decimal:
    """Return the number that `plain_decimal` gave; a whole number is understood too.

    Raises:
        ValueProblem: it is no number of at most 15 digits before and 9 behind the point.
    """
    digits = str(plain) if isinstance(plain, (str, int)) and not isinstance(plain, bool) else ""
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", digits):
        raise ValueProblem(
            Text("Dit is geen getal: {words}.", "This is not a number: {words}.").fill(words=repr(plain)[:40])
        )
    return Decimal(digits)


def _outside(value: Decimal, least: Decimal, most: Decimal) -> Text | None:
    if least <= value <= most:
        return None
    return Text("Vul een getal in van {least} tot en met {most}.", "Fill in a number from {least} to {most}.").fill(
        least=plain_decimal(least), most=plain_decimal(most)
    )
