"""Values made of several parts: lists of lines, texts per step, amounts per register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.values.base import JsonColumn, Plain, ValueProblem
from portfolio_app.domain.values.simple import (
    LongText,
    ShortText,
    decimal_from_plain,
    parse_decimal,
    plain_decimal,
    show_decimal,
)

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
_STEP: Final = re.compile(r"([a-z0-9][a-z0-9_.-]{0,39}): *(.*)")
_FURTHER_LINE: Final = re.compile(r"(?<=\n)(?= |[a-z0-9][a-z0-9_.-]{0,39}:)")


def _checked_key(words: str) -> str:
    key = words.strip().lower()
    if not _KEY.fullmatch(key):
        raise ValueProblem(
            Text("“{words}” kan hier geen naam zijn.", "“{words}” cannot be a name here.").fill(words=words[:40])
        )
    return key


@dataclass(frozen=True, slots=True)
class Lines(JsonColumn["tuple[str, ...]"]):
    """A list of short lines, such as the recipients of data."""

    longest: int = 300

    def empty(self) -> tuple[str, ...]:
        """Return no lines."""
        return ()

    def parse(self, words: str, language: Language) -> tuple[str, ...]:
        """Return the lines, separated by line breaks or semicolons."""
        line = ShortText(self.longest)
        return tuple(part for part in (line.parse(raw, language) for raw in re.split(r"[;\r\n]+", words)) if part)

    def show(self, value: tuple[str, ...], language: Language) -> str:  # noqa: ARG002
        """Return the lines, separated by semicolons."""
        return "; ".join(value)

    def to_plain(self, value: tuple[str, ...]) -> Plain:
        """Return the list of lines."""
        return list(value)

    def from_plain(self, plain: Plain) -> tuple[str, ...]:
        """Return the lines."""
        if isinstance(plain, list):
            return self._checked_plain(plain, tuple(plain))
        return self._checked_plain(plain, plain)

    def problem(self, value: tuple[str, ...]) -> Text | None:
        """Return what is wrong with the first line that does not fit."""
        line = ShortText(self.longest)
        return next((problem for problem in map(line.problem, value) if problem), None)

    def fits(self, value: object) -> bool:
        """Tell whether it is a tuple of texts."""
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


@dataclass(frozen=True, slots=True)
class Texts(JsonColumn["Mapping[str, str]"]):
    """A text per named step, such as the steps of a reflection; steps without text are left out."""

    longest: int = 100_000

    def empty(self) -> Mapping[str, str]:
        """Return no texts."""
        return {}

    def parse(self, words: str, language: Language) -> Mapping[str, str]:
        """Return the texts from lines that start with `step:`; further lines belong to the step above.

        A further line that would itself start a step has a space before it, which is taken off.
        """
        texts: dict[str, str] = {}
        step = ""
        for line in LongText().parse(words, language).split("\n"):
            head = _STEP.match(line)
            if head:
                step = head[1]
                texts[step] = head[2]
            elif step:
                texts[step] += "\n" + line.removeprefix(" ")
            elif line.strip():
                raise ValueProblem(
                    Text(
                        "Schrijf elke stap als “naam: tekst”, op een eigen regel.",
                        "Write each step as “name: text”, each on its own line.",
                    )
                )
        cleaned = {key: LongText(self.longest).parse(text, language) for key, text in texts.items()}
        return {key: text for key, text in cleaned.items() if text}

    def show(self, value: Mapping[str, str], language: Language) -> str:  # noqa: ARG002
        """Return the steps as `step: text` lines; whoever knows the model shows its labels instead."""
        return "\n".join(f"{key}: {_FURTHER_LINE.sub(' ', text)}" for key, text in value.items())

    def to_plain(self, value: Mapping[str, str]) -> Plain:
        """Return the texts by step."""
        return {key: text for key, text in value.items() if text}

    def from_plain(self, plain: Plain) -> Mapping[str, str]:
        """Return the texts by step."""
        return dict(self._checked_plain(plain, plain))

    def problem(self, value: Mapping[str, str]) -> Text | None:
        """Return what is wrong with the first text that does not fit."""
        text = LongText(self.longest)
        return next((problem for problem in map(text.problem, value.values()) if problem), None)

    def fits(self, value: object) -> bool:
        """Tell whether it is texts by step."""
        return isinstance(value, Mapping) and all(
            isinstance(key, str) and _KEY.fullmatch(key) and isinstance(text, str) for key, text in value.items()
        )


@dataclass(frozen=True, slots=True)
class Amounts(JsonColumn["Mapping[str, Decimal]"]):
    """An amount per register, such as the points that each gives for an activity."""

    places: int = 2
    most: Decimal = Decimal(100_000)

    def empty(self) -> Mapping[str, Decimal]:
        """Return no amounts."""
        return {}

    def parse(self, words: str, language: Language) -> Mapping[str, Decimal]:
        """Return the amounts from `rnvc=4; rsc=3,5`."""
        amounts: dict[str, Decimal] = {}
        for part in re.split(r"[;\r\n]+", words):
            if not part.strip():
                continue
            register, sign, amount = part.partition("=")
            number = parse_decimal(amount, language)
            if not sign or number is None:
                raise ValueProblem(Text("Schrijf punten als “rnvc=4; rsc=3,5”.", "Write points as “rnvc=4; rsc=3.5”."))
            amounts[_checked_key(register)] = number
        return amounts

    def show(self, value: Mapping[str, Decimal], language: Language) -> str:
        """Return the amounts as `rnvc=4; rsc=3,5`."""
        return "; ".join(f"{register}={show_decimal(amount, language)}" for register, amount in sorted(value.items()))

    def to_plain(self, value: Mapping[str, Decimal]) -> Plain:
        """Return the amounts by register, as text."""
        return {register: plain_decimal(amount) for register, amount in sorted(value.items())}

    def from_plain(self, plain: Plain) -> Mapping[str, Decimal]:
        """Return the amounts by register."""
        if not isinstance(plain, dict):
            return self._checked_plain(plain, plain)
        amounts = {key: decimal_from_plain(amount) for key, amount in plain.items()}
        return self._checked_plain(plain, amounts)

    def problem(self, value: Mapping[str, Decimal]) -> Text | None:
        """Return what is wrong: an amount outside the limits or with too many decimals."""
        for amount in value.values():
            if not 0 <= amount <= self.most or amount != round(amount, self.places):
                return Text(
                    "Vul een aantal in van 0 tot en met {most}, met hoogstens {places} decimalen.",
                    "Fill in an amount from 0 to {most}, with at most {places} decimals.",
                ).fill(most=self.most, places=self.places)
        return None

    def fits(self, value: object) -> bool:
        """Tell whether it is amounts by register."""
        return isinstance(value, Mapping) and all(
            isinstance(key, str) and _KEY.fullmatch(key) and isinstance(amount, Decimal) and amount.is_finite()
            for key, amount in value.items()
        )
