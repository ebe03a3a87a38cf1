from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Action, Goal
from portfolio_app.storage.errors import NothingToUndoError, RecordMissingError, RecordRefusedError
from portfolio_app.storage.store import Storage
from portfolio_app.storage.vault import Vault, open_vault
from tests.storage.conftest import MakeAction, MakeGoal
from tests.vaults import RIGHT


def add(storage: Storage, *records: Goal | Action) -> None:
    with storage.transaction("add") as unit:
        unit.insert_many(records)


def rename(storage: Storage, record: Goal, name: str) -> None:
    with storage.transaction("change") as unit:
        unit.update(record.with_values(name=name))


def delete(storage: Storage, record_id: str) -> None:
    with storage.transaction("delete") as unit:
        unit.delete(record_id)


def names(storage: Storage) -> list[str]:
    return sorted(record.title("nl") for record in storage.snapshot())


def test_undo_goes_back_step_by_step_and_redo_forth(storage: Storage, goal: MakeGoal) -> None:
    add(storage, goal(name="een"))
    rename(storage, goal(), "twee")
    delete(storage, "doel")
    seen = [names(storage)]
    for _ in range(3):
        storage.undo()
        seen.append(names(storage))
    assert seen == [[], ["twee"], ["een"], []]
    with pytest.raises(NothingToUndoError):
        storage.undo()
    for expected in (["een"], ["twee"], []):
        storage.redo()
        assert names(storage) == expected
    with pytest.raises(NothingToUndoError):
        storage.redo()


def test_something_new_ends_redo_but_not_undo(storage: Storage, goal: MakeGoal) -> None:
    add(storage, goal("een", name="een"))
    add(storage, goal("twee", name="twee"))
    storage.undo()
    add(storage, goal("drie", name="drie"))
    with pytest.raises(NothingToUndoError):
        storage.redo()
    storage.undo()
    storage.undo()
    assert names(storage) == []
    storage.redo()
    assert names(storage) == ["een"]


def test_undo_says_what_it_changed_and_what_it_will_undo(storage: Storage, goal: MakeGoal) -> None:
    assert storage.undoable() is None
    add(storage, goal())
    undoable = storage.undoable()
    assert undoable
    assert (undoable.number, undoable.name) == (1, "add")
    assert undoable.summary == {"added": {"goal": 1}, "subject": {"kind": "goal", "id": "doel"}}
    assert undoable.subject
    assert undoable.subject.say("nl") == "Beter luisteren"
    changes = storage.undo()
    assert (changes.name, changes.ids, changes.operation) == ("undo", {"doel"}, 2)
    assert storage.undoable() is None
    redoable = storage.redoable()
    assert redoable
    assert redoable.reverses == 1
    assert storage.redo().name == "redo"


def test_undo_reaches_over_a_restart(vault: Vault, goal: MakeGoal, clock: FixedClock) -> None:
    add(vault.storage, goal(name="een"))
    rename(vault.storage, goal(), "twee")
    vault.close()
    with open_vault(vault.path, RIGHT, clock) as again:
        again.storage.undo()
        assert names(again.storage) == ["een"]
    with open_vault(vault.path, RIGHT, clock) as again:
        again.storage.redo()
        assert names(again.storage) == ["twee"]


def test_undoing_a_deletion_brings_back_parts_links_and_search(
    storage: Storage, goal: MakeGoal, action: MakeAction
) -> None:
    add(storage, goal(), action())
    delete(storage, "doel")
    assert storage.search("oefenen") == []
    storage.undo()
    assert [hit.id for hit in storage.search("oefenen")] == ["actie"]
    with storage.reading() as now:
        assert [referrer.id for referrer in now.records.referrers("doel")] == ["actie"]


def test_it_is_as_it_was_on_a_date(storage: Storage, goal: MakeGoal, action: MakeAction, clock: FixedClock) -> None:
    def on(day: int) -> list[str]:
        return sorted(record.title("nl") for record in storage.as_of(datetime(2026, 3, day, 12, tzinfo=UTC)))

    add(storage, goal(name="een"))
    clock.advance(timedelta(days=1))
    rename(storage, goal(), "twee")
    add(storage, action())
    clock.advance(timedelta(days=1))
    delete(storage, "doel")
    clock.advance(timedelta(days=1))
    storage.undo()
    assert [on(day) for day in (1, 2, 3, 4, 5)] == [[], ["een"], ["Oefenen", "twee"], [], ["Oefenen", "twee"]]


def test_the_past_is_listed_in_the_usual_order(storage: Storage, goal: MakeGoal, clock: FixedClock) -> None:
    from datetime import date

    add(storage, *(goal(f"g{day}", name=f"g{day}", deadline=date(2026, 5, day)) for day in (3, 9, 1)))
    moment = clock.now()
    clock.advance(timedelta(days=1))
    delete(storage, "g9")
    assert [record.id for record in storage.as_of(moment).of(Goal)] == ["g9", "g3", "g1"]


def test_what_was_deleted_lies_in_the_bin_and_comes_back_with_its_parts(
    storage: Storage, goal: MakeGoal, action: MakeAction, clock: FixedClock
) -> None:
    add(storage, goal(), action("een"), goal("ander", name="Ander"))
    delete(storage, "doel")
    delete(storage, "ander")
    with storage.reading() as now:
        binned = now.past.bin()
        assert now.past.bin_count() == 2
    assert [(each.entry.record.id, each.name, each.parts) for each in binned] == [
        ("ander", "delete", 0),
        ("doel", "delete", 1),
    ]
    assert {each.entry.deleted_at for each in binned} == {clock.now()}
    with storage.transaction("restore") as unit:
        restored = unit.restore(["doel"])
    assert [record.id for record in restored] == ["doel", "een"]
    assert restored[0] == goal()
    assert {record.id for record in storage.snapshot()} == {"doel", "een"}
    with storage.reading() as now:
        assert [binned.entry.record.id for binned in now.past.bin()] == ["ander"]
        assert [record.id for record in now.records.all(Action)] == ["een"]
    storage.undo()
    with storage.reading() as now:
        assert {binned.entry.record.id for binned in now.past.bin()} == {"doel", "ander"}


def test_a_part_without_its_whole_does_not_come_back_alone(
    storage: Storage, goal: MakeGoal, action: MakeAction
) -> None:
    add(storage, goal(), action("een"))
    delete(storage, "doel")
    with pytest.raises(RecordRefusedError), storage.transaction("restore") as unit:
        unit.restore(["een"])
    assert len(storage.snapshot()) == 0


def test_a_record_has_a_story(storage: Storage, goal: MakeGoal) -> None:
    add(storage, goal(name="een"), goal("ander"))
    rename(storage, goal(), "twee")
    with storage.reading() as now:
        story = [(operation.name, change.action) for operation, change in now.history.changes_to("doel")]
        assert story == [("change", "changed"), ("add", "added")]
        assert [change.id for change in now.history.changes_of(1)] == ["doel", "ander"]
        assert [operation.number for operation in now.history.operations(1)] == [2]
        assert [operation.number for operation in now.history.operations(5, before=2)] == [1]


def test_an_operation_is_called_after_its_subject_also_when_that_is_gone(storage: Storage, goal: MakeGoal) -> None:
    add(storage, goal(name="een"))
    rename(storage, goal(), "twee")
    delete(storage, "doel")
    with storage.reading() as now:
        subjects = [operation.subject for operation in now.history.operations()]
    assert [subject and subject.say("en") for subject in subjects] == ["twee", "twee", "twee"]


def test_erasing_forgets_the_content_and_the_chain_holds(vault: Vault, goal: MakeGoal) -> None:
    storage = vault.storage
    add(storage, goal(name="Geheim van Fenna"), goal("ander", name="Blijft"))
    rename(storage, goal(), "Groot geheim van Fenna")
    with pytest.raises(RecordRefusedError), storage.transaction("erase") as unit:
        unit.erase(["doel"])
    delete(storage, "doel")
    with storage.transaction("erase") as unit:
        unit.erase(["doel"])
    assert unit.change_set.operation == 4
    with storage.reading() as now:
        assert now.past.bin() == []
        assert now.history.first_broken() is None
        assert now.past.explains_everything()
        assert all(change.erased and change.before is None for _, change in now.history.changes_to("doel"))
        assert now.history.operations()[0].name == "erase"
    assert storage.undoable() is None
    with pytest.raises(RecordMissingError), storage.transaction("restore") as unit:
        unit.restore(["doel"])
    connection = vault.connect()
    try:
        stored = str(
            [
                connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
                for table in ("change", "operation", "search", "goal")
            ]
        )
    finally:
        connection.close()
    assert "Fenna" not in stored
    with storage.reading() as now:
        assert now.history.operations()[2].subject is None
    assert "Blijft" in stored
    add(storage, goal("nieuw"))
    storage.undo()
    with pytest.raises(NothingToUndoError):
        storage.undo()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE change SET after = replace(after, 'twee', 'vier') WHERE operation = 2",
        "UPDATE operation SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 2",
        "UPDATE operation SET summary = '{}' WHERE number = 2",
        "UPDATE change SET record_id = 'ander' WHERE operation = 2",
        "DELETE FROM change WHERE operation = 2",
        "UPDATE operation SET changes = 0 WHERE number = 2",
    ],
)
def test_tampering_with_the_past_is_noticed(vault: Vault, goal: MakeGoal, tampering: str) -> None:
    add(vault.storage, goal(name="een"))
    rename(vault.storage, goal(), "twee")
    rename(vault.storage, goal(), "drie")
    connection = vault.connect()
    try:
        connection.execute(tampering)
    finally:
        connection.close()
    with vault.storage.reading() as now:
        assert now.history.first_broken() == 2
