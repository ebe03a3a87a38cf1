"""How far somebody is with the first steps of a portfolio, told by what is in it: nothing has to be remembered."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.evidence_files import ALL_ENDINGS
from portfolio_app.domain.records.person import Person, Registration

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_MOST_FILES = 2_000


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What is there already.

    Attributes:
        person: the person, or None.
        registers: ids of the registers of which there is a registration.
        counts: how many records there are, by key of their kind.
        second_place: the folder for backups besides the vault, or None.
    """

    person: Person | None
    registers: frozenset[str]
    counts: Mapping[str, int]
    second_place: Path | None

    @property
    def brought(self) -> bool:
        """Whether there is anything besides the person and the registrations."""
        mine = {Person.kind.key, Registration.kind.key}
        return any(number for key, number in self.counts.items() if key not in mine)


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """A registration to be added: the register's id and name, since when, and the number there."""

    register: str
    name: str
    since: date
    number: str = ""


def first_steps(portfolio: Portfolio) -> FirstSteps:
    """Return how far the owner is."""
    from portfolio_app.services.backups import Backups

    people = [each for each in portfolio.records(Person.kind).records if isinstance(each, Person)]
    registrations = portfolio.records(Registration.kind).records
    registers = {code for each in registrations if isinstance(each, Registration) for code in each.register}
    place = Backups(portfolio.vault, portfolio.clock).second_place
    return FirstSteps(people[0] if people else None, frozenset(registers), portfolio.counts(), place)


def save_person(portfolio: Portfolio, values: Mapping[str, object]) -> None:
    """Keep the person's own details: in the record that there is, or in a new one.

    Raises:
        WrongUseError: a name is missing, or a value does not fit.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    people = portfolio.records(Person.kind).records
    if people:
        portfolio.change(Person.kind, people[0].id, values)
    else:
        portfolio.add(Person.kind, values)


def add_registrations(portfolio: Portfolio, wanted: Sequence[NewRegistration]) -> None:
    """Add registrations; a register of which there is one already is left as it is.

    Raises:
        WrongUseError: a value does not fit.
        EnvironmentRefusedError: it could not be written; those before it are there.
    """
    there = first_steps(portfolio).registers
    for each in wanted:
        if each.register not in there:
            values = {
                "register": (each.register,),
                "register_name": each.name,
                "since": each.since,
                "number": each.number,
            }
            portfolio.add(Registration.kind, values)


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the files in `folder` and the folders within that may be evidence, by name; links are not followed.

    Raises:
        WrongUseError: there are too many to be a folder of certificates.
    """
    found: list[Path] = []
    for at, _folders, names in os.walk(folder):  # `Path.walk` came with Python 3.12
        found += [Path(at) / name for name in names if Path(name).suffix.lower() in ALL_ENDINGS]
        if len(found) > _MOST_FILES:
            raise WrongUseError(
                Text("In deze map staan te veel bestanden.", "There are too many files in this folder."),
                Text("Kies de map met uw certificaten.", "Choose the folder with your certificates."),
            )
    return tuple(sorted(path for path in found if not path.is_symlink()))
