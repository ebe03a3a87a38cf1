"""The words that the person added: they stand in the vault, for many of them are names of people."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.documents.spelling.limits import LONGEST_WORD
from portfolio_app.storage.kept import OWN_WORDS

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_LOG: Final = logging.getLogger(__name__)
MOST_WORDS: Final = 5_000
_FULL: Final = Text(
    "Er passen niet meer dan {most} eigen woorden in.", "You can have at most {most} words of your own."
)
_FULL_HOW: Final = Text("Haal bij Instellingen, Spelling woorden weg.", "Remove words under Settings, Spelling.")
_READ_ONLY: Final = Text(
    "Het portfolio is alleen-lezen geopend: er kan geen woord bij.",
    "The portfolio is open read-only: no word can be added.",
)


def own_words(portfolio: Portfolio) -> frozenset[str]:
    """Return the words.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    kept = portfolio.vault.storage.kept(OWN_WORDS)
    try:
        found = json.loads(kept) if kept else []
    except ValueError:
        _LOG.warning("the words of one's own cannot be understood")
        return frozenset()
    return frozenset(word for word in found if isinstance(word, str)) if isinstance(found, list) else frozenset()


def add_own_word(portfolio: Portfolio, word: str) -> frozenset[str]:
    """Add a word and return all.

    Raises:
        WrongUseError: there are too many, or the vault is open for reading only.
        EnvironmentRefusedError: the system refused; nothing was added.
    """
    return add_own_words(portfolio, frozenset((word,)))


def add_own_words(portfolio: Portfolio, new: frozenset[str]) -> frozenset[str]:
    """Add words, all or none of them, and return all that there are.

    Raises:
        WrongUseError: there are too many, or the vault is open for reading only.
        EnvironmentRefusedError: the system refused; nothing was added.
    """
    if portfolio.vault.read_only:
        raise WrongUseError(_READ_ONLY)
    words = own_words(portfolio) | {word[:LONGEST_WORD] for word in new}
    if len(words) > MOST_WORDS:
        raise WrongUseError(_FULL.fill(most=MOST_WORDS), _FULL_HOW)
    return _kept(portfolio, words)


def remove_own_words(portfolio: Portfolio, words: frozenset[str]) -> frozenset[str]:
    """Remove words and return what is left.

    Raises:
        EnvironmentRefusedError: the system refused; nothing was removed.
    """
    return _kept(portfolio, own_words(portfolio) - words)


def _kept(portfolio: Portfolio, words: frozenset[str]) -> frozenset[str]:
    portfolio.keep(OWN_WORDS, json.dumps(sorted(words), ensure_ascii=False))
    return words
