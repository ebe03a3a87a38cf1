"""How the parts of a rule set are declared: each field with what it holds, its label, its help and its sentence.

The declaration is the one place where a field of a rule is described. What files of rules may hold, what is written
into them, the form in which a person edits them and the words in which they are told all derive from it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from portfolio_app.common.text import NO_TEXT, Language, Text, same_in_both
from portfolio_app.domain.values import Choice, Option, Plain, ShortText, ValueProblem, ValueType, WholeNumber

_SPEC: Final = "vakdossier.rule"
_NOTHING: Final = dataclasses.MISSING


@dataclass(frozen=True, slots=True)
class PartOf:
    """A field that holds one value of another declared type; an optional one may be left out."""

    type: type[Any]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PartsOf:
    """A field that holds any number of values of another declared type; `one` is what a single one is called."""

    type: type[Any]
    one: Text


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field of a rule set, of a requirement, or of a part of one.

    Attributes:
        name: the dataclass field, and the key in a file.
        type: what it holds.
        default: what it is when nothing was said; `dataclasses.MISSING` when something has to be said.
        told: the sentence that says what it means when it is not as usual; `{value}` and `{unit}` are filled in.
        only_for: the variants of a requirement for which it says something; empty means all.
        group: the heading under which a form shows it; the field that starts a group carries it.
        given: the program gives it, so no form asks for it.
        decides: its value is the variant of its requirement.
    """

    name: str
    label: Text
    type: ValueType[Any] | PartOf | PartsOf
    default: Any = _NOTHING
    hint: Text = NO_TEXT
    told: Text = NO_TEXT
    only_for: tuple[Option, ...] = ()
    group: Text = NO_TEXT
    given: bool = False
    decides: bool = False

    @property
    def required(self) -> bool:
        """Whether something has to be said."""
        return self.default is _NOTHING

    def concerns(self, variant: Option | None) -> bool:
        """Tell whether it says something of a requirement of that variant."""
        return not self.only_for or variant in self.only_for


def rule(  # noqa: PLR0913 - a declaration, always called by name
    label: Text,
    holds: ValueType[Any] | PartOf | PartsOf,
    *,
    default: object = _NOTHING,
    hint: Text = NO_TEXT,
    told: Text = NO_TEXT,
    only_for: tuple[Option, ...] = (),
    group: Text = NO_TEXT,
    given: bool = False,
    decides: bool = False,
) -> Any:  # noqa: ANN401 - as `dataclasses.field`
    """Declare a field; see `RuleField`. The name is the attribute's."""
    spec = RuleField("", label, holds, default, hint, told, only_for, group, given, decides)
    if default is _NOTHING:
        return dataclasses.field(metadata={_SPEC: spec})
    return dataclasses.field(default=default, metadata={_SPEC: spec})


def fields_of(declared: type[Any]) -> tuple[RuleField, ...]:
    """Return the fields of a declared type, in the order of the declaration.

    Raises:
        TypeError: a field of it is not declared.
    """
    return _fields_of(declared)  # type: ignore[arg-type] # every class can be hashed


@cache
def _fields_of(declared: type[Any]) -> tuple[RuleField, ...]:
    members = dataclasses.fields(declared)
    undeclared = [member.name for member in members if _SPEC not in member.metadata]
    if undeclared:
        raise TypeError(f"{declared.__name__}: not declared: {undeclared}")
    return tuple(dataclasses.replace(member.metadata[_SPEC], name=member.name) for member in members)


@dataclass(frozen=True, slots=True)
class Wording(ValueType[Text]):
    """One line of text in both languages, of at most `longest` characters each."""

    longest: int = 4000

    def empty(self) -> Text:
        """Return no text."""
        return NO_TEXT

    def parse(self, words: str, language: Language) -> Text:
        """Return what was typed, for both languages."""
        return same_in_both(ShortText(self.longest).parse(words, language))

    def show(self, value: Text, language: Language) -> str:
        """Return the wording in a language."""
        return value.say(language)

    def to_plain(self, value: Text) -> Plain:
        """Return the wordings by language."""
        return {"nl": value.nl, "en": value.en} if value else None

    def from_plain(self, plain: Plain) -> Text:
        """Return the text with those wordings."""
        if plain is None:
            return NO_TEXT
        if (
            isinstance(plain, dict)
            and plain.keys() == {"nl", "en"}
            and all(isinstance(each, str) for each in plain.values())
        ):
            return Text(plain["nl"], plain["en"])
        return self._checked_plain(plain, plain)

    def problem(self, value: Text) -> Text | None:
        """Return what is wrong with either wording."""
        line = ShortText(self.longest)
        return line.problem(value.nl) or line.problem(value.en)

    def fits(self, value: object) -> bool:
        """Tell whether it is a text in both languages."""
        return isinstance(value, Text)


@dataclass(frozen=True, slots=True)
class Name(ShortText):
    """The id of something of a rule set, or of another requirement that one builds on."""


@dataclass(frozen=True, slots=True)
class EitherWay(ValueType["bool | None"]):
    """Yes, no, or either; each has a wording of its own."""

    yes: Text
    no: Text

    def empty(self) -> bool | None:
        """Return either."""
        return None

    def parse(self, words: str, language: Language) -> bool | None:
        """Return what the words say."""
        said = words.strip().casefold()
        for value in (True, False):
            if said == self.show(value, language).casefold():
                return value
        if said:
            raise ValueProblem(
                Text("Kies “{yes}” of “{no}”.", "Choose “{yes}” or “{no}”.").fill(yes=self.yes, no=self.no)
            )
        return None

    def show(self, value: bool | None, language: Language) -> str:  # noqa: FBT001 - the value itself
        """Return the wording of it."""
        return "" if value is None else (self.yes if value else self.no).say(language)

    def fits(self, value: object) -> bool:
        """Tell whether it is yes, no or either."""
        return value is None or isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Among(Choice):
    """One of some members of a set of options."""

    members: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberAmong(WholeNumber):
    """One of a few whole numbers."""

    members: tuple[int, ...] = ()

    def problem(self, value: int | None) -> Text | None:
        """Return what is wrong: none of them."""
        if value is None or value in self.members:
            return None
        return Text("Kies uit: {members}.", "Choose from: {members}.").fill(members=", ".join(map(str, self.members)))
