"""How hard a passphrase is to guess, and what would make it harder; no rules of what signs it must hold.

What is reckoned is the work of somebody who stole the folder of a vault and guesses as people do: leaked passwords,
words and names in Dutch and English, keys in a row, repetitions, dates, and letters that were replaced by digits. The
`zxcvbn` package finds those; what they are worth together is reckoned here, because its own sum is made for one short
password: with a space between two words it takes the whole for random letters. A word that stands in no list is taken
for one of a large dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from math import log10
from typing import Any, Final

from portfolio_app.common.resources import resource
from portfolio_app.common.text import NO_TEXT, Text


class Strength(IntEnum):
    """How long a passphrase withstands ten thousand guesses a second, which our slow derivation leaves a rich thief."""

    VERY_WEAK = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4

    @property
    def label(self) -> Text:
        """What it is called."""
        return _LABELS[self]

    @property
    def meaning(self) -> Text:
        """What it means for somebody who has to guess."""
        return _MEANINGS[self]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a passphrase is worth.

    Attributes:
        guesses: the decimal logarithm of how many are needed.
        advice: what makes it weak and what to do about it, the most important first; empty when it is good.
    """

    strength: Strength
    guesses: float
    advice: tuple[Text, ...] = ()


_LABELS: Final = {
    Strength.VERY_WEAK: Text("Heel zwak", "Very weak"),
    Strength.WEAK: Text("Zwak", "Weak"),
    Strength.FAIR: Text("Redelijk", "Fair"),
    Strength.GOOD: Text("Goed", "Good"),
    Strength.STRONG: Text("Sterk", "Strong"),
}
_MEANINGS: Final = {
    Strength.VERY_WEAK: Text("binnen een dag te raden", "can be guessed within a day"),
    Strength.WEAK: Text("binnen enkele weken te raden", "can be guessed within weeks"),
    Strength.FAIR: Text("in maanden of jaren te raden", "can be guessed in months or years"),
    Strength.GOOD: Text("in eeuwen te raden", "can be guessed in centuries"),
    Strength.STRONG: Text("niet te raden", "practically cannot be guessed"),
}
_UP_TO: Final = ((9.0, Strength.VERY_WEAK), (10.5, Strength.WEAK), (13.0, Strength.FAIR), (16.0, Strength.GOOD))

_LONGEST: Final = 48
"""Signs that are looked at; what is that long is strong, or a repetition."""

_LETTER_LIKE: Final = frozenset("4@8({[<369!|17105$+%2")
_MOST_LETTER_LIKE: Final = 6

_SEPARATORS: Final = frozenset(" -_.,;:/")
_SEPARATOR_GUESSES: Final = 2.0
_LOWER, _UPPER, _DIGIT, _OTHER = 20.0, 26.0, 10.0, 30.0
_UNLISTED_WORD: Final = 1e5
_LONG_UNLISTED_WORD: Final = 1e6
_LONG_WORD: Final = 9
_WORD: Final = re.compile(r"[^\W\d_]{3,24}")
_SPOKEN: Final = re.compile(
    r"(?!.*[^aeiouyàâäèéêëïîôöûü]{5})(?!.*[aeiouy]{5})(?=.*[aeiouyàâäèéêëïîôöûü]).*", re.IGNORECASE
)

_ADVICE: Final = {
    "leaked": Text(
        "Dit komt voor in lijsten van buitgemaakte wachtwoorden; die worden het eerst geprobeerd.",
        "This is in lists of stolen passwords; those are tried first.",
    ),
    "favourite": Text("Dit kiezen veel mensen als wachtwoord.", "Many people use this as a password."),
    "known": Text(
        "Dit lijkt op de naam van uw portfolio, die iedereen kan zien.",
        "This resembles the name of your portfolio, which everyone can see.",
    ),
    "names": Text("Namen worden vroeg geprobeerd.", "Names are tried early on."),
    "spatial": Text(
        "Toetsen die naast elkaar liggen zijn snel geraden.", "Keys that are next to each other are quickly guessed."
    ),
    "repeat": Text("Herhalen maakt het nauwelijks moeilijker.", "Repetition hardly makes it harder."),
    "sequence": Text(
        "Reeksen als abc of 6543 zijn snel geraden.", "Sequences such as abc or 6543 are quickly guessed."
    ),
    "date": Text("Data en jaartallen worden vroeg geprobeerd.", "Dates and years are tried early on."),
    "l33t": Text(
        "Cijfers en tekens in plaats van letters, zoals een 0 voor de o, helpen nauwelijks.",
        "Digits and symbols instead of letters, such as a 0 for the o, hardly help.",
    ),
    "reversed": Text("Achterstevoren schrijven helpt nauwelijks.", "Writing it backwards hardly helps."),
}
_MORE_WORDS: Final = Text(
    "Voeg een of twee woorden toe die niets met de rest te maken hebben.",
    "Add one or two words unrelated to the rest.",
)
_FOUR_WORDS: Final = Text(
    "Neem vier of meer woorden die niets met elkaar te maken hebben: goed te onthouden en niet te raden.",
    "Use four or more unrelated words: easy to remember and hard to guess.",
)
_MOST_ADVICE: Final = 2


def judge(passphrase: str, known: Iterable[str] = ()) -> Judgement:
    """Return how hard it is to guess `passphrase`; takes some milliseconds, the first time about 0.1 s.

    Args:
        passphrase: as it was typed.
        known: words that anybody can see, such as the name of the portfolio.
    """
    looked_at = passphrase[:_LONGEST]
    if not looked_at:
        return Judgement(Strength.VERY_WEAK, 0.0, (_FOUR_WORDS,))
    seen = tuple(word.lower() for name in known for word in (name, *re.split(r"[\W_]+", name)) if len(word) > 2)
    guesses, parts = _cheapest_reading(looked_at, seen)
    strength = next((level for limit, level in _UP_TO if guesses < limit), Strength.STRONG)
    return Judgement(strength, guesses, _advice(strength, parts, looked_at))


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a passphrase from `start` up to `end`, its guesses, and why it takes no more than that."""

    start: int
    end: int
    guesses: float
    reasons: tuple[str, ...] = ()


def _cheapest_reading(passphrase: str, known: tuple[str, ...]) -> tuple[float, tuple[_Part, ...]]:
    """Return the parts that together take the fewest guesses, and the logarithm of that number."""
    ending: dict[int, list[_Part]] = {}
    for part in (*_patterns(passphrase, known), *_words(passphrase), *_signs(passphrase)):
        ending.setdefault(part.end, []).append(part)
    best: list[tuple[float, tuple[_Part, ...]]] = [(0.0, ())]
    for end in range(1, len(passphrase) + 1):
        readings = [(best[part.start][0] + log10(part.guesses), part) for part in ending[end]]
        cost, last = min(readings, key=lambda reading: reading[0])
        best.append((cost, (*best[last.start][1], last)))
    return best[-1]


def _signs(passphrase: str) -> Iterable[_Part]:
    """Yield each sign by itself, for what fits nothing else."""
    for at, sign in enumerate(passphrase):
        if sign in _SEPARATORS:
            yield _Part(at, at + 1, _SEPARATOR_GUESSES)
        elif sign.isdigit():
            yield _Part(at, at + 1, _DIGIT)
        elif sign.isalpha():
            yield _Part(at, at + 1, _UPPER if sign.isupper() else _LOWER)
        else:
            yield _Part(at, at + 1, _OTHER)


def _words(passphrase: str) -> Iterable[_Part]:
    """Yield what looks like a word in whatever list."""
    for found in _WORD.finditer(passphrase):
        if _SPOKEN.fullmatch(found[0]):
            guesses = _UNLISTED_WORD if len(found[0]) <= _LONG_WORD else _LONG_UNLISTED_WORD
            yield _Part(found.start(), found.end(), guesses)


def _patterns(passphrase: str, known: tuple[str, ...]) -> Iterable[_Part]:
    """Yield what those who guess try first."""
    from zxcvbn import matching
    from zxcvbn.scoring import estimate_guesses

    matchers: list[Callable[..., list[Any]]] = [
        matching.dictionary_match,
        matching.reverse_dictionary_match,
        matching.spatial_match,
        matching.repeat_match,
        matching.sequence_match,
        matching.regex_match,
        matching.date_match,
    ]
    # It tries all that the signs may stand for: with many of them that takes seconds and finds nothing.
    if len(set(passphrase) & _LETTER_LIKE) <= _MOST_LETTER_LIKE:
        matchers.append(matching.l33t_match)
    dictionaries = {**matching.RANKED_DICTIONARIES, **_dutch_words(), "known": dict.fromkeys(known, 1)}
    for match in chain.from_iterable(find(passphrase, _ranked_dictionaries=dictionaries) for find in matchers):
        guesses = max(float(estimate_guesses(match, passphrase)), 1.0)
        yield _Part(match["i"], match["j"] + 1, guesses, _reasons(match))


def _reasons(match: Mapping[str, Any]) -> tuple[str, ...]:
    pattern = match["pattern"]
    if pattern == "dictionary":
        dictionary = match["dictionary_name"]
        sources = {"passwords": "leaked", "known": "known", "dutch favourites": "favourite"}
        source = "names" if dictionary.endswith("names") else sources.get(dictionary)
        flags = ("l33t" if match["l33t"] else None, "reversed" if match["reversed"] else None)
        return tuple(reason for reason in (source, *flags) if reason)
    return ("date",) if pattern == "regex" else (str(pattern),)


def _advice(strength: Strength, parts: tuple[_Part, ...], passphrase: str) -> tuple[Text, ...]:
    if strength >= Strength.GOOD:
        return ()
    longest_first = sorted(parts, key=lambda part: part.start - part.end)
    # Of a few signs in a whole sentence nothing need be said.
    telling = (part for part in longest_first if (part.end - part.start) * 4 >= len(passphrase))
    reasons = dict.fromkeys(reason for part in telling for reason in part.reasons)
    told = [_ADVICE[reason] for reason in reasons if _ADVICE.get(reason, NO_TEXT)]
    return (*told[: _MOST_ADVICE - 1], _FOUR_WORDS if strength is Strength.VERY_WEAK else _MORE_WORDS)


@lru_cache(maxsize=1)
def _dutch_words() -> dict[str, dict[str, int]]:
    """Return lists of Dutch words, each word with its rank, the likeliest first."""
    lists: dict[str, dict[str, int]] = {}
    ranks: dict[str, int] = {}
    for line in resource("passphrases", "dutch.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            ranks = lists.setdefault(f"dutch {line[1:].strip()}", {})
        else:
            for word in line.split():
                ranks.setdefault(word, len(ranks) + 1)
    return lists
