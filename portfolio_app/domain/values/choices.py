"""One or several of a fixed set of options."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.options import Option as Option  # noqa: PLC0414 - a choice is of these
from portfolio_app.domain.values.base import JsonColumn, Plain, ValueProblem, ValueType


def _member(options: type[Option], words: str) -> Option:
    said = words.strip().lower()
    for option in options:
        if said in (option.value.lower(), option.label.nl.lower(), option.label.en.lower()):
            return option
    known = ", ".join(option.value for option in options)
    raise ValueProblem(
        Text(
            "“{words}” is geen keuze hier. Kies uit: {known}.", "“{words}” is not a choice here. Choose from: {known}."
        ).fill(words=words[:40], known=known)
    )


def _member_by_key(options: type[Option], key: Plain) -> Option:
    for option in options:
        if option.value == key:
            return option
    raise ValueProblem(Text("“{key}” is geen bekende keuze.", "“{key}” is not a known choice.").fill(key=str(key)[:40]))


@dataclass(frozen=True, slots=True)
class Choice(ValueType["Option | None"]):
    """One of the options, or none yet."""

    options: type[Option]

    def empty(self) -> Option | None:
        """Return no choice."""
        return None

    def parse(self, words: str, language: Language) -> Option | None:  # noqa: ARG002
        """Return the option with that key or label."""
        return _member(self.options, words) if words.strip() else None

    def show(self, value: Option | None, language: Language) -> str:
        """Return the option's label."""
        return "" if value is None else value.label.say(language)

    def to_plain(self, value: Option | None) -> Plain:
        """Return the option's key."""
        return None if value is None else value.value

    def from_plain(self, plain: Plain) -> Option | None:
        """Return the option with that key."""
        return None if plain is None else _member_by_key(self.options, plain)

    def fits(self, value: object) -> bool:
        """Tell whether it is one of the options or nothing."""
        return value is None or isinstance(value, self.options)


@dataclass(frozen=True, slots=True)
class Choices(JsonColumn["tuple[Option, ...]"]):
    """Any number of the options, in the order of their declaration."""

    options: type[Option]

    def empty(self) -> tuple[Option, ...]:
        """Return no choices."""
        return ()

    def parse(self, words: str, language: Language) -> tuple[Option, ...]:  # noqa: ARG002
        """Return the options named, separated by commas or semicolons."""
        named = {_member(self.options, part) for part in words.replace(";", ",").split(",") if part.strip()}
        return tuple(option for option in self.options if option in named)

    def show(self, value: tuple[Option, ...], language: Language) -> str:
        """Return the labels, separated by commas."""
        return ", ".join(option.label.say(language) for option in value)

    def to_plain(self, value: tuple[Option, ...]) -> Plain:
        """Return the list of keys."""
        return [option.value for option in value]

    def from_plain(self, plain: Plain) -> tuple[Option, ...]:
        """Return the options with those keys."""
        if not isinstance(plain, list):
            return self._checked_plain(plain, plain)
        return tuple(_member_by_key(self.options, key) for key in plain)

    def fits(self, value: object) -> bool:
        """Tell whether it is a tuple of options."""
        return isinstance(value, tuple) and all(isinstance(item, self.options) for item in value)
