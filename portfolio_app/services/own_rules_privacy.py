"""Words of one's own in registers and rules: they stand in dossiers, so nothing about anybody may be in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.privacy import check_text

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio


class PersonalDataError(WrongUseError):
    """Something about somebody stands in a text of one's own; `wording` is the whole of that text."""

    def __init__(self, message: Text, remedy: Text, wording: str) -> None:
        """Tell what stands there, and what to do about it."""
        super().__init__(message, remedy)
        self.wording = wording


_FOUND: Final = Text(
    "“{words}” lijkt een persoonsgegeven: {kind}. Wat hier staat, komt in dossiers.",
    "“{words}” looks like personal data: {kind}. What you write here appears in dossiers.",
)
_REMEDY: Final = Text("Laat het weg, of schrijf het anders.", "Leave it out, or write it differently.")
_MOST_SHOWN: Final = 60


def refuse_personal_data(portfolio: Portfolio, thing: object) -> None:
    """Refuse a rule set or a register in whose words something about somebody stands.

    Raises:
        PersonalDataError: there is; shows it, and names the text.
    """
    from portfolio_app.services.scanning import people_of

    people = people_of(portfolio.snapshot())
    for words in dict.fromkeys(wordings_of(thing)):
        hits = check_text(words, people.known, people.own)
        if hits:
            found = _FOUND.fill(words=hits[0].text[:_MOST_SHOWN], kind=hits[0].kind.label)
            raise PersonalDataError(found, _REMEDY, words)


def wordings_of(thing: object) -> Iterator[str]:
    """Yield all words in both languages that stand anywhere in a thing made of dataclasses."""
    if isinstance(thing, Text):
        yield from (thing.nl, thing.en)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from wordings_of(each)
    elif is_dataclass(thing):
        for spec in fields(thing):
            yield from wordings_of(getattr(thing, spec.name))
