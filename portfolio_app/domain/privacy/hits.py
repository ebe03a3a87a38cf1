"""What the privacy check finds in a text: where, of what kind, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.common.text import Text
from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.values.choices import Option


class Confidence(Option):
    """How sure the check is that it found personal data."""

    CERTAIN = "certain", "zeker", "certain"
    LIKELY = "likely", "waarschijnlijk", "likely"
    POSSIBLE = "possible", "mogelijk", "possible"

    def reaches(self, least: Confidence) -> bool:
        """Tell whether this is at least as sure as `least`."""
        return _SUREST_FIRST.index(self) <= _SUREST_FIRST.index(least)


_SUREST_FIRST = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data in a text.

    Attributes:
        kind: what sort of data.
        text: the characters found, `text[start:end]` of the text that was checked.
        start: where it begins, in characters from the start of the text.
        end: where it ends; the character at `end` is not part of it.
        confidence: how sure the check is.
        explanation: why it is taken for personal data, one sentence.
    """

    kind: HitKind
    text: str
    start: int
    end: int
    confidence: Confidence
    explanation: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What a detector found in the folded text; `own` when it belongs to the portfolio's owner."""

    start: int
    end: int
    confidence: Confidence
    explanation: Text
    own: bool = False
