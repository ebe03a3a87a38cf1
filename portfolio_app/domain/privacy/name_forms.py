"""The ways in which a text can write the name of somebody who is known.

A name is taken apart into given names, prefix ("van den") and surname, and put together again in each way that people
use: whole, with initials, surname first, surname alone, glued together as in a file name. The forms are kept as a
tree of words, so that looking for a thousand names costs no more than looking for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from portfolio_app.domain.privacy.common_words import COMMON_WORDS
from portfolio_app.domain.privacy.folding import fold

WORD: Final = re.compile(r"[^\W\d_]+")

_PREFIX_WORDS: Final = """
    van de der den des ter ten te t s von vom zu zum zur la le les el al ben bin ibn abu ait ould da das dos do
    di du del della d l in op aan bij het uit over onder voor uijt af tot mac mc o
"""
PREFIXES: Final = frozenset(_PREFIX_WORDS.split())
_TITLE_WORDS: Final = """
    dhr heer hr mevr mevrouw mw meneer mijnheer mej familie fam mr drs ir ing dr prof bc ba ma msc bsc llm
"""
_NEVER_GIVEN: Final = frozenset({"van", "de", "den", "der", "het", "t", "ten", "ter"})
TITLES: Final = frozenset(_TITLE_WORDS.split())
_LEGAL_WORDS: Final = "bv nv vof bvba gmbh ltd inc stichting vereniging cooperatie maatschap holding groep"
_LEGAL_FORMS: Final = frozenset(_LEGAL_WORDS.split())
_IS_PERSON: Final = re.compile(
    r"\s*(?:(?i:de heer|dhr|heer|mevr|mevrouw|mw|mr|drs|ir|ing|dr|prof)\b\.?\s|(?:[A-Z]\.\s?){1,6}[A-Z]?[a-z])"
)
_MARKS_OF_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.[ ]?)+|[A-Z]{1,4}")


class Telling(IntEnum):
    """How much of a name a form holds, the least first."""

    GIVEN = 1
    SURNAME = 2
    PREFIXED_SURNAME = 3
    INITIALS = 4
    WHOLE = 5
    ORGANISATION = 6
    WHOLE_ORGANISATION = 7
    OWN = 8


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name: its words as compared, how much it tells, and whether it is a common word too."""

    words: tuple[str, ...]
    telling: Telling
    common: bool = False


@dataclass(slots=True)
class _Branch:
    """What may follow after the words so far, and the form that ends here."""

    further: dict[str, _Branch] = field(default_factory=dict)
    form: Form | None = None


class NameForms:
    """Forms of names, found by walking along the words of a text."""

    def __init__(self) -> None:
        self._root = _Branch()

    def add_all(self, forms: Iterable[Form]) -> None:
        """Add forms; of two with the same words the more telling one stays."""
        for form in forms:
            branch = self._root
            for word in form.words:
                branch = branch.further.setdefault(word, _Branch())
            if branch.form is None or branch.form.telling < form.telling:
                branch.form = form

    @property
    def first_words(self) -> Mapping[str, object]:
        """The words that a form can begin with; empty when there are no forms."""
        return self._root.further

    def longest(self, words: Iterator[str]) -> Form | None:
        """Return the longest form that the words begin with."""
        branch = self._root
        found: Form | None = None
        for word in words:
            following = branch.further.get(word)
            if following is None:
                break
            branch = following
            found = branch.form or found
        return found


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart, its words as compared."""

    given: tuple[str, ...]
    initials: tuple[str, ...]
    prefix: tuple[str, ...]
    surname: tuple[str, ...]
    halves: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: plain letters in lower case."""
    return tuple(word.lower() for word in WORD.findall(fold(text).text))


def forms_of_person(name: str) -> Iterator[Form]:
    """Yield the ways to write the name of a person."""
    parts = _taken_apart(name)
    if parts is None:
        return
    for prefix, surname in ((parts.prefix, parts.surname), *parts.halves):
        yield from _with_given(parts, prefix, surname)
        yield from _alone(prefix, surname)
    if parts.given and len(parts.given[0]) > 2:
        yield Form(parts.given[:1], Telling.GIVEN, common=parts.given[0] in COMMON_WORDS)
        if len(parts.given) > 1:
            yield Form(parts.given, Telling.GIVEN)


def forms_of_owner(name: str) -> Iterator[Form]:
    """Yield the ways to write the owner's name that can be nobody else's."""
    parts = _taken_apart(name)
    if parts is not None and (parts.given or parts.initials):
        for form in _with_given(parts, parts.prefix, parts.surname):
            yield Form(form.words, Telling.OWN)


def forms_of_organisation(name: str) -> Iterator[Form]:
    """Yield the ways to write the name of an organisation: with and without its legal form; or of who stands for it."""
    if _IS_PERSON.match(fold(name).text):
        yield from forms_of_person(name)
        return
    whole = words_of(name)
    words = words_of(re.sub(r"(?i)\b([bn])\.\s?v\.?", r"\1v", fold(name).text))
    core = tuple(word for word in words if word not in _LEGAL_FORMS)
    for form in {whole, words, core} - {()}:
        if len(form) > 1:
            yield Form(form, Telling.WHOLE_ORGANISATION)
        elif len(form[0]) > 2:
            yield Form(form, Telling.ORGANISATION, common=form[0] in COMMON_WORDS)


def _taken_apart(name: str) -> _Name | None:
    plain = re.sub(r" ?- ?", "-", fold(name).text.strip())
    last, comma, first = plain.partition(",")
    if comma:
        return _surname_first(last, first)
    parts = [part for part in plain.split() if words_of(part)]
    while len(parts) > 1 and (words_of(parts[0])[0] in TITLES or words_of(" ".join(parts[:2])) == ("de", "heer")):
        parts.pop(0)
    if not parts:
        return None
    at = _surname_at(parts)
    given, initials = _given(parts[:at])
    return _named(given, initials, words_of(" ".join(parts[at:])), " ".join(parts[at:]))


def _surname_first(last: str, first: str) -> _Name | None:
    """Take "Vries, Anna de" and "de Vries, A.M." apart."""
    parts = first.split()
    behind: list[str] = []
    while parts and parts[-1].lower().strip("'") in PREFIXES and parts[-1][0].islower():
        behind.insert(0, parts.pop())
    given, initials = _given([part for part in parts if words_of(part) and words_of(part)[0] not in TITLES])
    surname = " ".join([*behind, last])
    return _named(given, initials, words_of(surname), surname) if words_of(surname) else None


def _surname_at(parts: list[str]) -> int:
    """Return at which part the surname begins: the first prefix or double name behind a given name, else the last."""
    if len(parts) > 1 and (parts[0][0].islower() or words_of(parts[0])[0] in _NEVER_GIVEN):
        return 0
    for at, part in enumerate(parts[1:-1], 1):
        if "-" in part or (words_of(part)[0] in PREFIXES and "." not in part):
            return at
    return len(parts) - 1


def _given(parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return given names and initials; the initials of given names are their first letters."""
    if parts and all(_MARKS_OF_INITIALS.fullmatch(part) for part in parts):
        letters = words_of(" ".join(parts))
        return (), tuple(letters) if len(letters) > 1 else tuple("".join(letters))
    given = words_of(" ".join(part for part in parts if not part.startswith("(")))
    return given, tuple(word[0] for word in given)


def _named(given: tuple[str, ...], initials: tuple[str, ...], words: tuple[str, ...], written: str) -> _Name:
    prefix, surname = _split_prefix(words)
    halves = []
    if "-" in written:
        halves = [_split_prefix(words_of(half)) for half in written.split("-") if len("".join(words_of(half))) > 2]
    return _Name(given, initials, prefix, surname, tuple(halves) if len(halves) > 1 else ())


def _split_prefix(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    at = 0
    while at < len(words) - 1 and words[at] in PREFIXES:
        at += 1
    return words[:at], words[at:]


def _with_given(parts: _Name, prefix: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[Form]:
    """Yield the forms that hold a given name or initials beside the surname."""
    full = prefix + surname
    ends = {full, ("".join(full),)} | ({surname} if prefix else set())
    for given in {parts.given, parts.given[:1]} - {()}:
        common = COMMON_WORDS.issuperset(given + surname)
        for end in ends:
            yield Form(given + end, Telling.WHOLE, common=common)
            yield Form(end + given, Telling.WHOLE, common=common)
        yield Form(surname + given + prefix, Telling.WHOLE, common=common)
        yield Form(("".join(given + full),), Telling.WHOLE)
    for initials in _written_initials(parts.initials):
        for end in ends - ({surname} if prefix else set()):
            yield Form(initials + end, Telling.INITIALS)
            yield Form(end + initials, Telling.INITIALS)
        yield Form(surname + initials + prefix, Telling.INITIALS)


def _written_initials(initials: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return "A.M.", "AM" and "A." as words."""
    return {initials, ("".join(initials),), initials[:1]} - {(), ("",)}


def _alone(prefix: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[Form]:
    common = len(surname) == 1 and surname[0] in COMMON_WORDS
    if prefix:
        yield Form(prefix + surname, Telling.PREFIXED_SURNAME, common=common)
        yield Form(("".join(prefix + surname),), Telling.PREFIXED_SURNAME)
    if len(surname) > 1 or len(surname[0]) > 2:
        yield Form(surname, Telling.SURNAME, common=common)
