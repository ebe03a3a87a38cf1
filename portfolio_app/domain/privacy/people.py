"""Whose names and details the check knows: the people of the vault, and its owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from portfolio_app.domain.privacy.folding import fold
from portfolio_app.domain.privacy.name_forms import NameForms, forms_of_organisation, forms_of_owner, forms_of_person
from portfolio_app.domain.privacy.phone import national_form


class KnownPeople:
    """The people and organisations whose names may not leave by accident.

    Args:
        people: full names as they were written down: "Anna de Vries", "A.M. de Vries", "Vries, Anna de".
        organisations: names of organisations.
    """

    def __init__(self, people: Iterable[str] = (), organisations: Iterable[str] = ()) -> None:
        self.people: Final = tuple(people)
        self.organisations: Final = tuple(organisations)

    @cached_property
    def forms(self) -> NameForms:
        """The ways in which a text can name them, by their first word."""
        forms = NameForms()
        for name in self.people:
            forms.add_all(forms_of_person(name))
        for name in self.organisations:
            forms.add_all(forms_of_organisation(name))
        return forms


@dataclass(frozen=True)
class OwnDetails:
    """What the portfolio's owner shows of themselves; it is listed, but it is no hit.

    Attributes:
        names: every way in which the owner's full name is written.
        emails: the owner's addresses.
        phones: the owner's numbers, written in any way.
        addresses: street with number, postcode, each by itself.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @cached_property
    def forms(self) -> NameForms:
        """The ways in which a text can name the owner and nobody else."""
        forms = NameForms()
        for name in self.names:
            forms.add_all(forms_of_owner(name))
        return forms

    def has_email(self, found: str) -> bool:
        """Tell whether an e-mail address is the owner's."""
        return found.casefold() in {fold(own.strip()).text.casefold() for own in self.emails}

    def has_phone(self, found: str) -> bool:
        """Tell whether a telephone number is the owner's, however it is written."""
        return national_form(found) in {national_form(fold(own).text) for own in self.phones if own.strip()}

    def has_address(self, found: str) -> bool:
        """Tell whether an address is made of parts of the owner's only."""
        rest = _bare(found)
        if not any(part and part in rest for part in map(_bare, self.addresses)):
            return False
        for part in sorted(map(_bare, self.addresses), key=len, reverse=True):
            rest = rest.replace(part, "") if part else rest
        return not rest


NOBODY: Final = KnownPeople()
NO_DETAILS: Final = OwnDetails()


def _bare(words: str) -> str:
    return "".join(char for char in fold(words).text.casefold() if char.isalnum())
