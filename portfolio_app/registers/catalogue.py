"""All register data together, found by code, by scheme and by register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeVar

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.registers.assessment import AssessableGroup, assessable_groups
from portfolio_app.registers.model import ConductCode, Document, Entry, EntryKind, LawList, Profile, Register, Title

_OfDocument = TypeVar("_OfDocument", Profile, LawList, ConductCode)

SCHEMES: Final[Mapping[str, tuple[EntryKind, ...]]] = MappingProxyType(
    {
        # Every kind is a scheme of its own; these are the schemes that hold more than one kind.
        **{kind.value: (kind,) for kind in EntryKind},
        "competence": (EntryKind.CORE_COMPETENCE, EntryKind.CONTEXT_TERM, EntryKind.ELABORATED_COMPETENCE),
        "indicator": (EntryKind.BEHAVIOUR, EntryKind.REQUIRED),
        "assessable": (
            EntryKind.CORE_TASK,
            EntryKind.CORE_COMPETENCE,
            EntryKind.BEHAVIOUR,
            EntryKind.REQUIRED,
        ),
    }
)

_VERSIONED: Final = Text("{document} ({version})", "{document} ({version})")
_PLACE: Final = Text("{document}, {section}", "{document}, {section}")


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that the program knows, with their profiles, law lists and codes of conduct; immutable.

    The loader makes it and sees to it that every code is unique and every reference leads somewhere.
    """

    registers: tuple[Register, ...]
    profiles: tuple[Profile, ...] = ()
    law_lists: tuple[LawList, ...] = ()
    conduct_codes: tuple[ConductCode, ...] = ()
    _entries: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_entries", MappingProxyType({entry.code: entry for entry in self._walk()}))

    def find(self, code: str) -> Entry | None:
        """Return the entry with that code (for a register: its id), or None."""
        return self._entries.get(code)

    def entry(self, code: str) -> Entry:
        """Return the entry with that code (for a register: its id).

        Raises:
            WrongUseError: no register has it.
        """
        found = self.find(code)
        if found is None:
            raise WrongUseError(
                Text("Geen register kent de code “{code}”.", "No register knows the code “{code}”.").fill(
                    code=code[:80]
                ),
                Text("Kies een code uit de lijst van registers.", "Choose a code from the list of registers."),
            )
        return found

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._entries

    def describe(self, code: str) -> Text:
        """Return the short name of what has that code.

        Raises:
            WrongUseError: no register has it.
        """
        return self.entry(code).label

    def cite(self, code: str) -> Text:
        """Return where in the source it stands: document, section, item; nothing for what comes from no document.

        Raises:
            WrongUseError: no register has it.
        """
        source = self.entry(code).source
        if source is None:
            return NO_TEXT
        document = self.document(source.document)
        section = document.section(source.section)
        if section is None:
            raise AssertionError(f"the loader let a dangling section through: {source!r}")
        named = document.label
        if document.version:
            named = _VERSIONED.fill(document=named, version=document.version)
        place = _PLACE.fill(document=named, section=section.title)
        if not source.item:
            return place
        return Text("{place}, onderdeel {item}", "{place}, item {item}").fill(place=place, item=source.item)

    def document(self, code: str) -> Document:
        """Return the source document with that code.

        Raises:
            WrongUseError: no register has it.
        """
        entry = self.entry(code)
        if not isinstance(entry, Document):
            raise WrongUseError(
                Text("“{code}” is geen brondocument.", "“{code}” is not a source document.").fill(code=code)
            )
        return entry

    def codes(self, scheme: str, register: str | None = None) -> tuple[str, ...]:
        """Return the codes of a scheme, in the order of the source; those of one register when its id is given.

        Args:
            scheme: a kind of entry (`core_task`, `provision`, `law`, `title`, `register`, `conduct_code` …), or one of
                `competence` (core competences, context terms, elaborated competences), `indicator` (examples of
                behaviour and required level), `assessable` (core tasks, core competences, indicators).
            register: id of a register.

        Raises:
            WrongUseError: no such scheme or register.
        """
        return tuple(entry.code for entry in self.entries(scheme, register))

    def entries(self, scheme: str, register: str | None = None) -> tuple[Entry, ...]:
        """Return the entries of a scheme, as `codes` does.

        Raises:
            WrongUseError: no such scheme or register.
        """
        if scheme not in SCHEMES:
            raise WrongUseError(
                Text(
                    "Er is geen lijst “{scheme}”; wel: {known}.", "There is no list “{scheme}”; there are: {known}."
                ).fill(scheme=scheme[:80], known=", ".join(sorted(SCHEMES)))
            )
        if register is not None:
            self.register(register)
        kinds = SCHEMES[scheme]
        return tuple(
            entry for entry in self._entries.values() if entry.kind in kinds and register in (None, entry.register)
        )

    def every_entry(self) -> tuple[Entry, ...]:
        """Return all entries of all registers."""
        return tuple(self._entries.values())

    def register(self, register: str) -> Register:
        """Return the register with that id.

        Raises:
            WrongUseError: there is none.
        """
        found = next((known for known in self.registers if known.id == register), None)
        if found is None:
            raise WrongUseError(
                Text(
                    "Er is geen register “{id}”; wel: {known}.", "There is no register “{id}”; there are: {known}."
                ).fill(id=register[:80], known=", ".join(known.id for known in self.registers))
            )
        return found

    def title(self, name: str, register: str | None = None) -> Title | None:
        """Return the title with that code or name (`RNVC.Rccm`, `Rccm`; case does not matter), or None."""
        wanted = name.casefold()
        return next(
            (
                title
                for known in self.registers
                if register in (None, known.id)
                for title in known.titles
                if wanted in (title.code.casefold(), title.name.casefold())
            ),
            None,
        )

    def profile_of(self, register: str) -> Profile | None:
        """Return the newest profile of the register with that id, or None."""
        return self._newest(self.profiles, register)

    def laws_of(self, register: str) -> LawList | None:
        """Return the newest law list of the register with that id, or None."""
        return self._newest(self.law_lists, register)

    def conduct_code_of(self, register: str) -> ConductCode | None:
        """Return the newest code of conduct of the register with that id, or None."""
        return self._newest(self.conduct_codes, register)

    def assessment_of(self, register: str) -> tuple[AssessableGroup, ...]:
        """Return what a self-assessment by the newest profile of the register is done on; empty without a profile."""
        profile = self.profile_of(register)
        return () if profile is None else assessable_groups(profile)

    def _newest(self, of_documents: tuple[_OfDocument, ...], register: str) -> _OfDocument | None:
        newest: _OfDocument | None = None
        adopted = ""
        for item in of_documents:
            # ISO dates of any precision sort as text; of two without a date the one that was loaded last is the newer.
            its_adopted = self.document(item.document).adopted
            if item.register == register and its_adopted >= adopted:
                newest, adopted = item, its_adopted
        return newest

    def _walk(self) -> Iterator[Entry]:
        for top in (*self.registers, *self.profiles, *self.law_lists, *self.conduct_codes):
            yield from top.walk()
