"""Text that a person reads, in both languages of the product.

Both languages are compulsory arguments, so a missing translation is an error of the type checker and the constructor,
not an unfinished string that somebody notices later. Labels, helps, errors and document texts all use this one type.
"""

from __future__ import annotations

from typing import Final, Literal

from portfolio_app.common.value import Value

Language = Literal["nl", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")


class Text(Value):
    """One message in Dutch and in English."""

    nl: str
    en: str

    def __post_init__(self) -> None:
        if bool(self.nl) != bool(self.en):
            raise ValueError(f"a text needs both languages: {self!r}")

    def say(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.nl if language == "nl" else self.en

    def fill(self, **values: object) -> Text:
        """Return the text with `{name}` places filled in; a value that is itself a Text is said in each language."""

        def filled(pattern: str, language: Language) -> str:
            return pattern.format(
                **{name: value.say(language) if isinstance(value, Text) else value for name, value in values.items()}
            )

        return Text(filled(self.nl, "nl"), filled(self.en, "en"))

    def capitalised(self) -> Text:
        """Return the text with a capital letter first; all else stays as it is."""
        return Text(capitalised(self.nl), capitalised(self.en))

    def within_a_sentence(self) -> Text:
        """Return the text with a small letter first, unless it begins with an abbreviation."""
        return Text(within_a_sentence(self.nl), within_a_sentence(self.en))

    def __bool__(self) -> bool:
        return bool(self.nl)


NO_TEXT: Final = Text("", "")


def same_in_both(words: str) -> Text:
    """Return a Text for words that need no translation: a name, a code, what the user typed."""
    return Text(words, words)


class CountedText(Value):
    """A message whose wording depends on a number; `{n}` stands for it."""

    one: Text
    many: Text

    def of(self, number: int, **values: object) -> Text:
        """Return the message for `number`, with any other `{name}` places filled in as well."""
        return (self.one if number == 1 else self.many).fill(n=number, **values)

    def say(self, number: int, language: Language) -> str:
        """Return the wording for `number` in `language`."""
        return self.of(number).say(language)


def capitalised(words: str) -> str:
    """Return words with a capital letter first; all else stays as it is."""
    return words[:1].upper() + words[1:]


def within_a_sentence(words: str) -> str:
    """Return words with a small letter first, unless they begin with an abbreviation; all else stays as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
