"""Which characters the typeface can show, and what is done about those it cannot.

A character that cannot be drawn is never left out silently and never becomes a black square. Three things happen, in
this order:

1. What has no ink of its own (controls, joiners, direction marks, variation selectors, soft hyphens) is dropped.
2. What is only another form of characters that the typeface has (ligatures, circled or full-width letters) is drawn as
   those.
3. The rest is missing: the writer refuses before anything is written, or, when the caller says so after telling the
   person, draws the name of the character between square brackets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text

_SPACES: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_INKLESS_CATEGORIES: Final = frozenset({"Cc", "Cf"})
_SHOWN_AT_MOST: Final = 20


def _has_no_ink(char: str) -> bool:
    selects_variation = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selects_variation or unicodedata.category(char) in _INKLESS_CATEGORIES


def describe(char: str) -> str:
    """Return a character with its code and name, such as `U+1F600 GRINNING FACE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


class MissingGlyphs(WrongUseError):  # noqa: N818 - named for what it is about, as the interface promises
    """The text holds characters that no bundled typeface can show.

    Attributes:
        characters: each missing character once, in order of its code.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        listed = ", ".join(describe(char) for char in self.characters[:_SHOWN_AT_MOST])
        more = "" if len(self.characters) <= _SHOWN_AT_MOST else " …"
        super().__init__(
            Text(
                "De tekst bevat tekens die het lettertype niet kan tonen: {listed}.",
                "The text contains characters that the typeface cannot show: {listed}.",
            ).fill(listed=listed + more),
            Text(
                "Vervang deze tekens, of laat in het document hun naam tussen haken zetten.",
                "Replace these characters, or let the document show their names between brackets.",
            ),
        )


class Repertoire:
    """The characters of one document held against the characters of the typeface."""

    def __init__(self, covered: AbstractSet[int]) -> None:
        self._covered = covered
        self._replacements: dict[int, str] = {}

    def take_in(self, text_characters: Iterable[str]) -> tuple[str, ...]:
        """Note the characters that a document uses; return those that cannot be shown at all."""
        missing = []
        for char in text_characters:
            code = ord(char)
            if code in self._replacements or char in _SPACES or (code in self._covered and not _has_no_ink(char)):
                continue
            stand_in = self._stand_in(char)
            if stand_in is None:
                missing.append(char)
            else:
                self._replacements[code] = stand_in
        return tuple(sorted(missing))

    def name_missing(self, missing: Iterable[str]) -> None:
        """Let each of these characters be drawn as its name between brackets."""
        for char in missing:
            self._replacements[ord(char)] = f"[{describe(char)}]"

    def drawable(self, word: str) -> str:
        """Return `word` with only characters that the typeface has."""
        if word.isascii() and word.isprintable():
            return word
        if not unicodedata.is_normalized("NFC", word):
            composed = unicodedata.normalize("NFC", word)
            if not self.take_in(set(composed)):
                word = composed
        # What was not checked before, such as the reason of a refusal, is named rather than lost.
        self.name_missing(self.take_in(word))
        return word.translate(self._replacements) if self._replacements else word

    def _stand_in(self, char: str) -> str | None:
        if _has_no_ink(char):
            return ""
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and all(ord(part) in self._covered for part in plain):
            return plain
        return None
