"""An archive brought into a vault that has something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.records.growth import Action, Goal
from portfolio_app.domain.records.person import Person
from portfolio_app.services.portfolio import Portfolio
from tests.archived_portfolios import NOTHING, bring, everything, goal_values

Open = Callable[[str], Portfolio]


def changed_copy(own: Portfolio) -> None:
    """Let the vault go its own way since the archive was made."""
    (goal,) = own.snapshot().of(Goal)
    own.change(Goal.kind, goal.id, {"name": "Anders"})
    own.delete([own.snapshot().of(Action)[0].id])
    own.add(Goal.kind, goal_values("Alleen hier"))


def test_new_records_are_added_and_others_left_as_they_are(own: Portfolio, archive: Path) -> None:
    changed_copy(own)
    imported = bring(own, archive)
    assert imported.new == {"action": 1}
    assert imported.equal == 2
    assert [(each.title.nl, [label.nl for label in each.fields]) for each in imported.different] == [
        ("Anders", ["Doel"])
    ]
    assert sorted(goal.name for goal in own.snapshot().of(Goal)) == ["Alleen hier", "Anders"]
    assert len(own.snapshot().of(Action)) == 1
    assert own.check().findings == ()


def test_with_replace_the_archive_goes_before(own: Portfolio, archive: Path) -> None:
    changed_copy(own)
    imported = bring(own, archive, replace=True)
    assert imported.replaced
    assert sorted(goal.name for goal in own.snapshot().of(Goal)) == ["Alleen hier", "Nog beter luisteren"]


def test_it_is_one_operation_that_can_be_undone_and_a_backup_was_made(own: Portfolio, archive: Path) -> None:
    changed_copy(own)
    before = list(own.snapshot())
    bring(own, archive, replace=True)
    assert own.history(1)[0].name == "import"
    assert any(own.vault.backups.iterdir())
    own.undo()
    assert list(own.snapshot()) == before


def test_a_dry_run_says_the_same_and_changes_nothing(own: Portfolio, archive: Path, open_new: Open) -> None:
    changed_copy(own)
    before = everything(own)
    rehearsed = bring(own, archive, dry_run=True)
    assert everything(own) == before
    done = bring(own, archive)
    assert (rehearsed.new, rehearsed.equal, rehearsed.different) == (done.new, done.equal, done.different)
    assert not rehearsed.is_kept
    other = open_new("ander")
    assert bring(other, archive, dry_run=True).is_whole
    assert everything(other) == NOTHING
    assert list(other.vault.evidence.files()) == []


def test_without_history_the_records_are_one_operation_also_in_a_new_vault(
    own: Portfolio, archive: Path, open_new: Open
) -> None:
    other = open_new("ander")
    imported = bring(other, archive, with_history=False)
    assert not imported.is_whole
    assert list(other.snapshot()) == list(own.snapshot())
    assert len(other.history()) == 1
    other.undo()
    assert len(other.snapshot()) == 0


def test_the_person_of_the_vault_stays_the_only_one(archive: Path, open_new: Open) -> None:
    other = open_new("ander")
    other.add(Person.kind, {"given_names": "Iemand", "surname": "Anders"})
    other.delete([other.add(Goal.kind, goal_values("Weg")).record.id])
    imported = bring(other, archive)
    assert [each.kind for each in imported.different] == ["person"]
    assert [person.surname for person in other.snapshot().of(Person)] == ["Anders"]
    bring(other, archive, replace=True)
    assert [person.surname for person in other.snapshot().of(Person)] == ["Oosterhaag"]


def test_an_id_of_another_kind_in_the_vault_stops_it_all(archive: Path, open_new: Open) -> None:
    other = open_new("ander")
    with other.vault.storage.transaction("add") as unit:
        unit.insert(Goal(id="certificaat", **goal_values("Zelfde kenmerk")))
    with pytest.raises(WrongUseError, match="certificaat"):
        bring(other, archive)
    assert len(other.snapshot()) == 1


def test_who_was_forgotten_does_not_come_back(own: Portfolio, archive: Path) -> None:
    (goal,) = own.snapshot().of(Goal)
    own.delete([goal.id])
    with own.vault.storage.transaction("erase") as unit:
        unit.erase([goal.id])
    imported = bring(own, archive)
    assert imported.erased == 2  # the goal, and the action that is part of it
    assert own.snapshot().of(Goal) == ()
