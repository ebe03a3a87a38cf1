"""Names of people: of those whom the vault knows, and of anybody whom a text addresses by title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found
from portfolio_app.domain.privacy.name_forms import PREFIXES, WORD, Form, NameForms, Telling

_MOST_WORDS: Final = 12
_REACH: Final = 40
_NEXT_WORD: Final = re.compile(r"[ .,'\-_/\t\r\n]{1,4}([^\W\d_]+)")
_TITLE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:dhr|heer|hr|mevr|mevrouw|mw|meneer|mijnheer|mej|fam|familie|werknemer|werkneemster|cli[e]nt[e]?|betrokkene|"
    r"collega|mr|mrs|ms)\.?[ ]{1,2}(?:[A-Z]\.[ ]?){0,4}$",
    re.IGNORECASE,
)
_ENDS_SENTENCE: Final = re.compile(r"(?:^|[.!?:\n•*\-–\"'(]\s{0,4})$")
_TITLED: Final = re.compile(
    r"(?<!\w)(?:[Dd]hr\.?|[Dd]e heer|[Hh]eer|[Mm]evr\.?|[Mm]evrouw|[Mm]w\.?|[Mm]eneer|[Mm]ijnheer|[Ff]am\.|[Ff]amilie)"
    r"(?: en (?:mevrouw|mevr\.?|mw\.?|dhr\.?|de heer))? {1,2}"
    r"(?P<name>(?:[A-Z]\.? ?){0,4}(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Tt]e|'t|[Ee]l|[Ii]n|[Oo]p) ){0,3}"
    r"[A-Z][a-z']{1,25}"
    r"(?:-(?:(?:van|de|der|den) ){0,2}[A-Z][a-z]{1,25}| (?:(?:van|de|der|den|el) ){0,2}[A-Z][a-z]{2,25})?)"
)
_ROLE_WORDS: Final = """
    Voorzitter Minister Staatssecretaris Rechter Directeur Burgemeester Notaris President Justitia
"""
_ROLES: Final = frozenset(_ROLE_WORDS.split())

_WHOLE: Final = Text("De naam van iemand uit uw toestemmingen.", "The name of somebody in your permissions.")
_INITIALS: Final = Text(
    "Voorletters en achternaam van iemand uit uw toestemmingen.",
    "Initials and surname of somebody in your permissions.",
)
_SURNAME: Final = Text("De achternaam van iemand uit uw toestemmingen.", "The surname of somebody in your permissions.")
_WORDLIKE: Final = Text(
    "Een gewoon woord dat ook de naam is van iemand uit uw toestemmingen.",
    "A common word that is also the name of somebody in your permissions.",
)
_GIVEN: Final = Text("De voornaam van iemand uit uw toestemmingen.", "The given name of somebody in your permissions.")
_ORGANISATION: Final = Text(
    "De naam van een organisatie uit uw toestemmingen.", "The name of an organisation in your permissions."
)
_OWN: Final = Text("Uw eigen naam.", "Your own name.")
_BY_ITSELF: Final = MappingProxyType(
    {
        Telling.OWN: (Confidence.CERTAIN, _OWN),
        Telling.WHOLE: (Confidence.CERTAIN, _WHOLE),
        Telling.INITIALS: (Confidence.LIKELY, _INITIALS),
        Telling.WHOLE_ORGANISATION: (Confidence.CERTAIN, _ORGANISATION),
    }
)
_BEHIND_TITLE: Final = MappingProxyType(
    {
        Telling.GIVEN: (Confidence.LIKELY, _GIVEN),
        Telling.SURNAME: (Confidence.CERTAIN, _SURNAME),
        Telling.PREFIXED_SURNAME: (Confidence.CERTAIN, _SURNAME),
    }
)
_ADDRESSED: Final = Text(
    "Een naam achter een aanspreekvorm, van iemand die niet in uw toestemmingen staat.",
    "A name behind a form of address, of somebody who is not in your permissions.",
)


def find_known_names(text: str, forms: NameForms) -> Iterator[Found]:
    """Yield the mentions in folded `text` of the names in `forms`, in order; of several at one place the longest."""
    first_words = forms.first_words
    if not first_words:
        return
    done = 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < done or word[0].lower() not in first_words:
            continue
        followed = tuple(_followed(text, word))
        form = forms.longest(each.lower() for each, _ in followed)
        if form is None:
            continue
        end = followed[len(form.words) - 1][1]
        judged = _judge(text, start, end, form)
        if judged is not None:
            yield Found(start, end, *judged, own=form.telling is Telling.OWN)
            done = end


def find_titled_names(text: str) -> Iterator[Found]:
    """Yield the names in folded `text` that stand behind "mevrouw", "dhr." and the like, in order."""
    for titled in _TITLED.finditer(text):
        name = titled["name"]
        if not _ROLES.intersection(name.split()):
            yield Found(titled.start("name"), titled.end("name"), Confidence.POSSIBLE, _ADDRESSED)


def _followed(text: str, word: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield a word and those after it, each with its end, while only what can part a name stands between them."""
    yield word[0], word.end()
    for _ in range(_MOST_WORDS):
        following = _NEXT_WORD.match(text, word.end())
        if following is None:
            return
        word = following
        yield word[1], word.end()


def _judge(text: str, start: int, end: int, form: Form) -> tuple[Confidence, Text] | None:
    """Return how sure it is that the words name somebody, and why; None when they are plain words."""
    capital = _is_capitalised(text[start:end], form)
    if form.common and not capital:
        return None
    if form.telling in _BY_ITSELF:
        return _BY_ITSELF[form.telling]
    if form.telling is Telling.ORGANISATION:
        return (Confidence.POSSIBLE, _WORDLIKE) if form.common else (Confidence.LIKELY, _ORGANISATION)
    if capital and _TITLE_BEFORE.search(text[max(0, start - _REACH) : start]):
        return _BEHIND_TITLE[form.telling]
    if form.telling is Telling.GIVEN:
        return (Confidence.POSSIBLE, _GIVEN) if capital and not form.common else None
    return _judge_surname(text, start, form, capital=capital)


def _judge_surname(text: str, start: int, form: Form, *, capital: bool) -> tuple[Confidence, Text]:
    """Return how sure it is that a surname names somebody: a common word is surest in a sentence, behind a prefix."""
    if not form.common:
        return (Confidence.LIKELY if capital else Confidence.POSSIBLE), _SURNAME
    begins_sentence = _ENDS_SENTENCE.search(text[max(0, start - 6) : start]) is not None
    if form.telling is Telling.PREFIXED_SURNAME and not begins_sentence:
        return Confidence.LIKELY, _SURNAME
    return Confidence.POSSIBLE, _WORDLIKE


def _is_capitalised(written: str, form: Form) -> bool:
    """Tell whether the words that carry the name begin with a capital; prefixes may be small."""
    carrying = [word for word in WORD.findall(written) if word.lower() not in PREFIXES or len(form.words) == 1]
    return all(word[0].isupper() for word in carrying)
