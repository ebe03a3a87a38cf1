"""What the register data say, as immutable objects: everything that has a code is an `Entry`.

A code is unique over all registers together, stable over the years (records link to it), and starts with the prefix
of its register (`RNVC.KT01`, `RSC.P1`); only a register itself goes by its id (`rnvc`). Lists keep the order of the
source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from portfolio_app.common.text import NO_TEXT, Text, same_in_both


class EntryKind(StrEnum):
    """What an entry is; the values are stable, they stand in JSON."""

    REGISTER = "register"
    TITLE = "title"
    DOCUMENT = "document"
    PROFILE = "profile"
    REMARK = "remark"
    CORE_TASK = "core_task"
    CORE_COMPETENCE = "core_competence"
    CONTEXT_TERM = "context_term"
    ELABORATED_COMPETENCE = "elaborated_competence"
    BEHAVIOUR = "behaviour"
    REQUIRED = "required"
    LAW_LIST = "law_list"
    LAW = "law"
    CONDUCT_CODE = "conduct_code"
    DEPARTURE = "departure"
    DECLARATION = "declaration"
    CHAPTER = "chapter"
    PROVISION = "provision"


class PeriodStart(StrEnum):
    """When a registration period begins."""

    CALENDAR = "calendar"
    ANNIVERSARY = "anniversary"


class Certainty(StrEnum):
    """How sure a rule is: stated by the register, not verified, or set by the user."""

    STATED = "stated"
    UNVERIFIED = "unverified"
    OWN = "own"


class LevelScale(StrEnum):
    """What a level measures: how wide somebody works, in which role, on which tier of management."""

    SCOPE = "scope"
    ROLE = "role"
    TIER = "tier"


class LawForm(StrEnum):
    """What sort of rule an entry of a law list is."""

    ACT = "act"
    DECREE = "decree"
    REGULATION = "regulation"
    POLICY_RULE = "policy-rule"
    GUIDELINE = "guideline"
    STANDARD = "standard"
    FRAMEWORK = "framework"


class RevisionState(StrEnum):
    """Whether a version of a document was adopted or stayed a draft."""

    ADOPTED = "adopted"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class SourceReference:
    """Where in a source document the matter stands.

    Attributes:
        document: code of the document.
        section: id of the section within that document.
        item: which item of the section, as counted there ("3", "a"); empty for the section as a whole.
    """

    document: str
    section: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Anything of a register that has a code.

    Attributes:
        register: id of the register that it belongs to.
        code: the stable code.
        label: short name.
        text: what it says, in our own words.
        source: where it comes from, when it comes from a document.
    """

    register: str
    code: str
    label: Text
    text: Text = NO_TEXT
    source: SourceReference | None = None

    @property
    def kind(self) -> EntryKind:
        """What this entry is."""
        raise NotImplementedError

    def parts(self) -> tuple[Entry, ...]:
        """Return the entries directly inside this one, in the order of the source."""
        return ()

    def walk(self) -> Iterator[Entry]:
        """Yield this entry and all that is inside it, depth first, in the order of the source."""
        yield self
        for part in self.parts():
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class _FixedKind(Entry):
    """An entry whose class says its kind."""

    KIND: ClassVar[EntryKind]

    @property
    def kind(self) -> EntryKind:
        """What this entry is."""
        return self.KIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(_FixedKind):
    """Something that the source says about a profile or code as a whole."""

    KIND = EntryKind.REMARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(_FixedKind):
    """A title that a register grants; `name` is how it is written behind a person's name."""

    KIND = EntryKind.TITLE

    name: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a source document."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of a document's history; `date` is year, year-month or full date in ISO form."""

    version: str
    state: RevisionState
    date: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(_FixedKind):
    """A source document of a register.

    Attributes:
        language: language in which it is written.
        version: as the document names it; empty when it bears none.
        adopted: when it was adopted, as precisely as it says (`2018`, `2018-05`, `2018-05-14`); empty when unknown.
        sections: what a reference can point at.
        history: newest first, as far as the document tells.
    """

    KIND = EntryKind.DOCUMENT

    language: str
    version: str = ""
    adopted: str = ""
    sections: tuple[Section, ...]
    history: tuple[Revision, ...] = ()

    def section(self, section_id: str) -> Section | None:
        """Return the section with that id."""
        return next((section for section in self.sections if section.id == section_id), None)


@dataclass(frozen=True, slots=True)
class PeriodDefault:
    """What a registration period is unless a rule set or the user says otherwise; `years` is 1 to 10."""

    years: int
    start: PeriodStart
    state: Certainty
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(_FixedKind):
    """A register: its `code` is its id, `name` its short name, `prefix` how the codes of its entries begin."""

    KIND = EntryKind.REGISTER

    name: str
    prefix: str
    period: PeriodDefault
    titles: tuple[Title, ...]
    documents: tuple[Document, ...]

    @property
    def id(self) -> str:
        """The id under which the person and the commands know this register."""
        return self.code

    def parts(self) -> tuple[Entry, ...]:
        """Return titles and documents."""
        return (*self.titles, *self.documents)


@dataclass(frozen=True, slots=True)
class Level:
    """A level at which a core task is done; `id` is unique within its profile."""

    id: str
    scale: LevelScale
    label: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """That a title asks something, at which levels; no levels means that the source names none."""

    title: str
    levels: tuple[Level, ...] = ()

    def describe(self) -> Text:
        """Return the levels in words; nothing when there are none."""
        if not self.levels:
            return NO_TEXT
        return Text(
            " en ".join(level.label.nl for level in self.levels), " and ".join(level.label.en for level in self.levels)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreTask(_FixedKind):
    """A core task: which titles have it at which level, and the codes of the core competences that it names."""

    KIND = EntryKind.CORE_TASK

    requirements: tuple[Requirement, ...]
    competences: tuple[str, ...]

    def requirement_of(self, title: str) -> Requirement | None:
        """Return what this task asks of the title with that code; None when the title does not have the task."""
        return next((requirement for requirement in self.requirements if requirement.title == title), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreCompetence(_FixedKind):
    """One of the competences that the core tasks name."""

    KIND = EntryKind.CORE_COMPETENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextTerm(_FixedKind):
    """A term for the context in which the core competences are used."""

    KIND = EntryKind.CONTEXT_TERM


class IndicatorKind(StrEnum):
    """Whether an indicator is an example of behaviour or part of the required level."""

    BEHAVIOUR = "behaviour"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """One thing that can be seen of a competence, and so be assessed."""

    indicator: IndicatorKind

    @property
    def kind(self) -> EntryKind:
        """What this entry is: the two kinds of indicator are two kinds of entry."""
        return EntryKind(self.indicator.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElaboratedCompetence(_FixedKind):
    """A competence with definition (`text`), indicators and a note."""

    KIND = EntryKind.ELABORATED_COMPETENCE

    note: Text
    behaviour: tuple[Indicator, ...]
    required: tuple[Indicator, ...]

    def parts(self) -> tuple[Entry, ...]:
        """Return the indicators: examples of behaviour, then the required level."""
        return self.indicators

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Examples of behaviour, then the required level."""
        return (*self.behaviour, *self.required)


@dataclass(frozen=True, slots=True)
class EntryLevel:
    """The education that registration asks at least."""

    id: str
    label: Text
    text: Text
    source: SourceReference


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(_FixedKind):
    """A competency profile; `titles` are the codes of the titles that it is about."""

    KIND = EntryKind.PROFILE

    document: str
    titles: tuple[str, ...]
    entry_level: EntryLevel | None
    levels: tuple[Level, ...]
    remarks: tuple[Remark, ...]
    core_tasks: tuple[CoreTask, ...]
    core_competences: tuple[CoreCompetence, ...]
    context_terms: tuple[ContextTerm, ...]
    competences: tuple[ElaboratedCompetence, ...]

    def parts(self) -> tuple[Entry, ...]:
        """Return all entries of the profile in the order of the source."""
        return (
            *self.remarks,
            *self.core_tasks,
            *self.core_competences,
            *self.context_terms,
            *self.competences,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawEntry(_FixedKind):
    """A law or guideline to keep up with.

    Attributes:
        form: what sort of rule it is.
        official: full official name; these are Dutch rules, so their name is Dutch.
        abbreviation: how colleagues shorten it; empty when they do not.
        titles: codes of the titles that it is asked of; empty means every title.
    """

    KIND = EntryKind.LAW

    form: LawForm
    official: str
    abbreviation: str = ""
    titles: tuple[str, ...] = ()

    @property
    def short(self) -> Text:
        """The abbreviation, or the label where there is none."""
        return same_in_both(self.abbreviation) if self.abbreviation else self.label

    def concerns(self, title: str) -> bool:
        """Tell whether a holder of the title with that code has to keep up with it."""
        return not self.titles or title in self.titles


@dataclass(frozen=True, slots=True, kw_only=True)
class LawList(_FixedKind):
    """The laws and guidelines that a register wants its members to keep up with."""

    KIND = EntryKind.LAW_LIST

    document: str
    laws: tuple[LawEntry, ...]

    def parts(self) -> tuple[Entry, ...]:
        """Return the laws."""
        return self.laws


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(_FixedKind):
    """A point of departure of a code of conduct: what the code assumes, not what it asks."""

    KIND = EntryKind.DEPARTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(_FixedKind):
    """The declaration by which somebody adheres to a code of conduct."""

    KIND = EntryKind.DECLARATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(_FixedKind):
    """One thing that a code of conduct asks; `chapter` is the code of its chapter."""

    KIND = EntryKind.PROVISION

    chapter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(_FixedKind):
    """A chapter of a code of conduct."""

    KIND = EntryKind.CHAPTER

    provisions: tuple[Provision, ...]

    def parts(self) -> tuple[Entry, ...]:
        """Return the provisions."""
        return self.provisions


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductCode(_FixedKind):
    """A code of conduct: points of departure, declaration of adherence, and provisions by chapter."""

    KIND = EntryKind.CONDUCT_CODE

    document: str
    remarks: tuple[Remark, ...]
    departures: tuple[Departure, ...]
    declaration: Declaration | None
    chapters: tuple[Chapter, ...]

    def parts(self) -> tuple[Entry, ...]:
        """Return all entries of the code in the order of the source."""
        declaration = () if self.declaration is None else (self.declaration,)
        return (*self.remarks, *self.departures, *declaration, *self.chapters)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """All provisions, in the order of the document."""
        return tuple(provision for chapter in self.chapters for provision in chapter.provisions)
