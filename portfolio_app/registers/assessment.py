"""What a self-assessment is done on: the items of a competency profile, in groups, with what each title needs."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.registers.model import (
    CoreCompetence,
    CoreTask,
    ElaboratedCompetence,
    EntryKind,
    Indicator,
    Profile,
    Requirement,
)

Assessable = CoreTask | CoreCompetence | Indicator


@dataclass(frozen=True, slots=True)
class AssessableItem:
    """One item to assess, with what it asks per title: a title that is absent is not asked for it."""

    entry: Assessable
    requirements: tuple[Requirement, ...]

    @property
    def code(self) -> str:
        """The code of the entry."""
        return self.entry.code

    @property
    def kind(self) -> EntryKind:
        """The kind of the entry."""
        return self.entry.kind

    def requirement_of(self, title: str) -> Requirement | None:
        """Return what this item asks of the title with that code, or None when it asks nothing of it."""
        return next((requirement for requirement in self.requirements if requirement.title == title), None)


@dataclass(frozen=True, slots=True)
class AssessableGroup:
    """Items that are shown and scored together.

    Attributes:
        key: `core_task`, `core_competence` or the code of an elaborated competence; stable.
        label: what the group is called.
        text: what it is about.
        note: what to mind when assessing; may be nothing.
        items: in the order of the source.
    """

    key: str
    label: Text
    text: Text
    note: Text
    items: tuple[AssessableItem, ...]


def assessable_groups(profile: Profile) -> tuple[AssessableGroup, ...]:
    """Return the items of `profile`: core tasks, core competences, then the indicators of each elaborated competence.

    The levels of a core task are those that the profile names; the other items are asked of every title of the profile.
    Groups without items are left out.
    """
    every_title = tuple(Requirement(title) for title in profile.titles)
    groups = (
        AssessableGroup(
            key=EntryKind.CORE_TASK.value,
            label=Text("Kerntaken", "Core tasks"),
            text=Text("Wat iemand met deze titel doet.", "What somebody with this title does."),
            note=NO_TEXT,
            items=tuple(AssessableItem(task, task.requirements) for task in profile.core_tasks),
        ),
        AssessableGroup(
            key=EntryKind.CORE_COMPETENCE.value,
            label=Text("Kerncompetenties", "Core competences"),
            text=Text("Wat nodig is om de kerntaken te doen.", "What it takes to do the core tasks."),
            note=NO_TEXT,
            items=tuple(AssessableItem(competence, every_title) for competence in profile.core_competences),
        ),
        *(_indicators_of(competence, every_title) for competence in profile.competences),
    )
    return tuple(group for group in groups if group.items)


def _indicators_of(competence: ElaboratedCompetence, every_title: tuple[Requirement, ...]) -> AssessableGroup:
    return AssessableGroup(
        key=competence.code,
        label=competence.label,
        text=competence.text,
        note=competence.note,
        items=tuple(AssessableItem(indicator, every_title) for indicator in competence.indicators),
    )
