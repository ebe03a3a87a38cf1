"""What a topic of the help is, and how it is found."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.common.text import Language, Text
from portfolio_app.ui.matching import NOT, WHOLE, fit, folded


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Attributes:
        key: the page or dialog that it is about, by its own key.
        title: a question or a name.
        answers: each a heading (may be empty) and its words, in plain text.
        icon: name of an icon.
    """

    key: str
    title: Text
    answers: tuple[tuple[Text, Text], ...]
    icon: str = "circle-help"

    def found_by(self, typed: str, language: Language) -> int:
        """Return how well `typed` fits, 0 when it does not: in the title best, then in a heading, then in the words."""
        degree = fit(typed, self.title.say(language))
        if degree != NOT:
            return degree + 2 * WHOLE
        for heading, _words in self.answers:
            degree = fit(typed, heading.say(language))
            if degree != NOT:
                return degree + WHOLE
        words = folded(" ".join(text.say(language) for _, text in self.answers))
        return 1 if all(part in words for part in folded(typed).split()) else NOT
