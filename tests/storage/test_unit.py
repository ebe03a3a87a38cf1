from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.career import Education
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.permission import Exchange, Ground, Permission
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.values import ValueProblem
from portfolio_app.domain.values.dates import PartialDateValue
from portfolio_app.storage.driver import driver_module
from portfolio_app.storage.errors import (
    ChangedSinceError,
    RecordMissingError,
    RecordRefusedError,
    VaultReadOnlyError,
)
from portfolio_app.storage.past import in_order
from portfolio_app.storage.repository import ListQuery, Referrer, Where
from portfolio_app.storage.store import Storage
from portfolio_app.storage.vault import Vault, open_vault
from tests.storage.conftest import MakeAction, MakeActivity, MakeEvidence, MakeGoal
from tests.vaults import RIGHT


def count(storage: Storage) -> int:
    return len(storage.snapshot())


def test_an_operation_says_what_it_changed(storage: Storage, goal: MakeGoal, action: MakeAction) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal())
        unit.insert(action())
        with pytest.raises(RuntimeError):
            _ = unit.change_set
    assert unit.change_set.operation == 1
    assert unit.change_set.kinds == {"goal", "action"}
    assert unit.change_set.ids == {"doel", "actie"}
    assert [change.action for change in unit.change_set.changes] == ["added", "added"]
    with storage.transaction("change") as unit:
        assert unit.update(goal(name="Beter vragen", result="Gelukt"))
    (change,) = unit.change_set.changes
    assert (change.before, change.after) == (
        {"name": "Beter luisteren", "result": None},
        {"name": "Beter vragen", "result": "Gelukt"},
    )


def test_what_changes_nothing_is_no_operation(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal())
    with storage.transaction("change") as unit:
        assert not unit.update(goal())
    assert unit.change_set.operation is None
    assert unit.change_set.changes == ()
    with storage.reading() as now:
        assert len(now.history.operations()) == 1
        assert now.records.state("doel").revision == 1


def test_nothing_is_kept_when_the_block_fails(storage: Storage, goal: MakeGoal) -> None:
    with pytest.raises(ZeroDivisionError), storage.transaction("add") as unit:  # noqa: PT012 - what comes before matters
        unit.insert(goal())
        assert unit.records.find("doel") is not None
        raise ZeroDivisionError
    assert count(storage) == 0
    assert storage.search("luisteren") == []
    with pytest.raises(RuntimeError):
        _ = unit.change_set
    with storage.reading() as now:
        assert now.history.operations() == []


def test_a_write_outside_its_transaction_is_a_mistake_of_ours(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        pass
    for write in (
        lambda: unit.insert(goal()),
        lambda: unit.update(goal()),
        lambda: unit.delete("doel"),
        lambda: unit.restore(["doel"]),
        lambda: unit.erase(["doel"]),
    ):
        with pytest.raises(RuntimeError):
            write()


def test_a_transaction_within_a_transaction_is_a_mistake_of_ours(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("outer") as outer:
        outer.insert(goal())
        with pytest.raises(RuntimeError), storage.transaction("inner"):
            pass
    assert count(storage) == 1


def test_what_is_not_complete_is_refused_by_field(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        with pytest.raises(RecordRefusedError) as refused:
            unit.insert(goal(name=""))
        assert Goal.kind.field("name").label.nl in refused.value.say("nl")
        with pytest.raises(RecordRefusedError):
            unit.insert(goal(deadline="2026-12-01"))
        unit.insert(goal())
        with pytest.raises(RecordRefusedError):
            unit.update(goal(name=""))
    assert count(storage) == 1


def test_an_id_is_given_once(storage: Storage, goal: MakeGoal, activity: MakeActivity) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal("zelfde"))
        with pytest.raises(RecordRefusedError):
            unit.insert(activity("zelfde"))
        with pytest.raises(RecordRefusedError):
            unit.insert_many([goal("twee"), goal("twee")])
    assert count(storage) == 1


def test_of_some_kinds_there_is_one(storage: Storage) -> None:
    person = Person(id="ik", given_names="Fenna", surname="de Vries")
    with storage.transaction("add") as unit:
        with pytest.raises(RecordRefusedError):
            unit.insert_many([person, Person(id="ook", given_names="Daan", surname="Bakker")])
        unit.insert(person)
        with pytest.raises(RecordRefusedError):
            unit.insert(Person(id="ander", given_names="Daan", surname="Bakker"))
    with storage.reading() as now:
        assert now.records.only(Person) == person
        assert now.records.only(Goal) is None


def test_records_may_link_to_each_other_in_any_order(storage: Storage, goal: MakeGoal, action: MakeAction) -> None:
    with storage.transaction("add") as unit:
        unit.insert(action())
        unit.insert(goal())
    with storage.reading() as now:
        assert now.records.referrers("doel") == [Referrer("action", "actie", "goal")]


@pytest.mark.parametrize("target", ["nergens", "cursus"])
def test_a_link_must_lead_to_a_record_of_the_right_kind(
    storage: Storage, action: MakeAction, activity: MakeActivity, target: str
) -> None:
    with pytest.raises(RecordRefusedError) as refused, storage.transaction("add") as unit:  # noqa: PT012 - what comes before matters
        unit.insert(activity())
        unit.insert(action(goal=target))
    assert Action.kind.field("goal").label.nl in refused.value.say("nl")
    assert count(storage) == 0


def test_updating_follows_the_links(storage: Storage, activity: MakeActivity, evidence: MakeEvidence) -> None:
    with storage.transaction("add") as unit:
        unit.insert_many([activity(), evidence("een"), evidence("twee"), evidence("drie")])
    with storage.transaction("change") as unit:
        unit.update(activity(evidence=("drie", "een")))
    with storage.transaction("change") as unit:
        unit.update(activity(evidence=("twee", "drie")))
    with storage.reading() as now:
        assert now.records.referrers("een") == []
        assert now.records.referrers("drie") == [Referrer("activity", "cursus", "evidence")]
        assert now.records.get(Activity, "cursus").evidence == ("twee", "drie")
        assert [a.id for a in now.records.all(Activity, ListQuery(linked_to="twee"))] == ["cursus"]
        assert now.records.all(Activity, ListQuery(linked_to="een")) == []


def test_somebody_elses_change_is_not_overwritten(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal())
    with storage.transaction("change") as unit:
        unit.update(goal(name="Van een ander"), revision=1)
    with pytest.raises(ChangedSinceError), storage.transaction("change") as unit:
        unit.update(goal(name="Van mij"), revision=1)
    with storage.reading() as now:
        assert now.records.get(Goal, "doel").name == "Van een ander"


def test_a_record_knows_when_it_was_made_and_changed(storage: Storage, goal: MakeGoal, clock: FixedClock) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal())
    clock.advance(timedelta(hours=3))
    with storage.transaction("change") as unit:
        unit.update(goal(name="Beter vragen"))
    with storage.reading() as now:
        state = now.records.state("doel")
    assert state.created_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert state.changed_at == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    assert (state.kind, state.revision) == (Goal.kind, 2)


def test_what_is_not_there_is_said_to_be_missing(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        for refused in (
            lambda: unit.update(goal()),
            lambda: unit.delete("doel"),
            lambda: unit.restore(["doel"]),
            lambda: unit.records.get(Goal, "doel"),
            lambda: unit.records.state("doel"),
        ):
            with pytest.raises(RecordMissingError):
                refused()
        assert unit.records.find("doel") is None
        unit.insert(goal())
        with pytest.raises(RecordMissingError):
            unit.records.get(Activity, "doel")


def test_parts_go_with_their_whole(storage: Storage, goal: MakeGoal, action: MakeAction) -> None:
    with storage.transaction("add") as unit:
        unit.insert_many([goal(), action("een"), action("twee"), goal("ander"), action("drie", goal="ander")])
    with storage.transaction("delete") as unit:
        unit.delete("doel")
    assert unit.change_set.ids == {"doel", "een", "twee"}
    assert {record.id for record in storage.snapshot()} == {"ander", "drie"}
    with storage.reading() as now:
        assert now.history.operations(1)[0].summary["subject"]["id"] == "doel"


def test_links_to_what_is_deleted_are_taken_out(
    storage: Storage, activity: MakeActivity, evidence: MakeEvidence
) -> None:
    with storage.transaction("add") as unit:
        unit.insert_many([evidence("een"), evidence("twee"), activity(evidence=("een", "twee"))])
    with storage.transaction("delete") as unit:
        unit.delete("een")
    assert unit.change_set.kinds == {"evidence", "activity"}
    with storage.reading() as now:
        assert now.records.get(Activity, "cursus").evidence == ("twee",)
    storage.undo()
    with storage.reading() as now:
        assert now.records.get(Activity, "cursus").evidence == ("een", "twee")


def test_what_another_record_cannot_be_without_is_not_deleted(storage: Storage) -> None:
    permission = _filled_permission()
    exchange = _filled_exchange(permission.id)
    with storage.transaction("add") as unit:
        unit.insert_many([permission, exchange])
    with pytest.raises(RecordRefusedError) as refused, storage.transaction("delete") as unit:
        unit.delete(permission.id)
    assert Exchange.kind.label.nl in refused.value.say("nl")
    assert count(storage) == 2
    with storage.transaction("delete") as unit:
        unit.delete(exchange.id)
        unit.delete(permission.id)
    assert count(storage) == 0


def _filled_permission() -> Permission:
    from hypothesis import find

    from tests.strategies import records

    return find(records(Permission.kind, record_id="akkoord"), lambda record: not record.problems())  # type: ignore[return-value]


def _filled_exchange(permission: str) -> Exchange:
    from hypothesis import find

    from tests.strategies import records

    def linked(record: object) -> Exchange:
        assert isinstance(record, Exchange)
        return record.with_values(permission=permission, ground=Ground.CONSENT)

    return linked(find(records(Exchange.kind, record_id="uitwisseling"), lambda record: not linked(record).problems()))


def test_what_goes_on_is_later_than_all_that_ended(storage: Storage) -> None:
    ends = {
        "klaar": PartialDateValue(2020),
        "laatst": PartialDateValue(2024),
        "bezig": None,
        "eerst": PartialDateValue(2012),
    }
    made = [Education(id=name, programme=name, start=PartialDateValue(2011), end=end) for name, end in ends.items()]
    with storage.transaction("add") as unit:
        unit.insert_many(made)
    latest_first = ["bezig", "laatst", "klaar", "eerst"]
    with storage.reading() as now:
        assert [each.id for each in now.records.all(Education)] == latest_first
        upward = ListQuery(order=("end",))
        assert [each.id for each in now.records.all(Education, upward)] == latest_first[::-1]
    assert [each.id for each in in_order(Education.kind, made)] == latest_first
    assert [each.id for each in in_order(Education.kind, made, ("end",))] == latest_first[::-1]


def test_a_list_is_filtered_ordered_and_paged(storage: Storage, activity: MakeActivity) -> None:
    made = [
        activity(f"a{number}", name=f"Cursus {'Één' if number % 2 else 'twee'} {number}", start=date(2026, 1, number))
        for number in range(1, 21)
    ]
    with storage.transaction("add") as unit:
        unit.insert_many(made)
    with storage.reading() as now:

        def ids(**query: object) -> list[str]:
            return [record.id for record in now.records.all(Activity, ListQuery(**query))]  # type: ignore[arg-type]

        newest_first = [f"a{number}" for number in range(20, 0, -1)]
        assert ids() == newest_first
        assert ids(limit=3) == newest_first[:3]
        assert ids(limit=3, offset=18) == newest_first[18:]
        assert ids(order=("start",)) == newest_first[::-1]
        assert ids(words="een") == [f"a{number}" for number in range(19, 0, -2)]
        assert ids(words="een 1", limit=2) == ["a19", "a17"]
        assert ids(words="( %") == []
        january = (Where("start", "at least", date(2026, 1, 5)), Where("start", "at most", date(2026, 1, 7)))
        assert ids(where=january) == ["a7", "a6", "a5"]
        assert ids(where=(Where("name", "is", "Cursus twee 4"),)) == ["a4"]
        assert len(ids(where=(Where("name", "is not", "Cursus twee 4"),))) == 19
        assert ids(where=(Where("start", "one of", [date(2026, 1, 2), date(2026, 1, 9)]),)) == ["a9", "a2"]
        assert len(ids(where=(Where("notes", "is", ""),))) == 20
        assert now.records.count(Activity.kind, ListQuery(words="een", limit=3)) == 10
        assert now.records.counts() == {"activity": 20}
        assert now.records.rows(Activity.kind, ["start", "name"], ListQuery(limit=1)) == [
            ("a20", date(2026, 1, 20), "Cursus twee 20")
        ]
        assert now.records.rows(Goal.kind, ["name"]) == []
        for wrong in ({"order": ("nergens",)}, {"where": (Where("nergens", "is", 1),)}):
            with pytest.raises(ValueProblem):
                ids(**wrong)


def test_reading_sees_one_moment(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal())
    seen: list[int] = []

    def read() -> None:
        with storage.reading() as now:
            seen.append(len(now.records.all(Goal)))

    with storage.transaction("add") as unit:
        unit.insert(goal("tweede"))
        other = threading.Thread(target=read)
        other.start()
        other.join()
    read()
    assert seen == [1, 2]


def test_writers_in_two_threads_take_turns(storage: Storage, goal: MakeGoal) -> None:
    errors: list[BaseException] = []

    def write(start: int) -> None:
        try:
            for number in range(start, start + 15):
                with storage.transaction("add") as unit:
                    unit.insert(goal(f"g{number}"))
        except BaseException as error:  # noqa: BLE001 - for the test to see
            errors.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count(storage) == 45
    with storage.reading() as now:
        assert now.history.first_broken() is None


def test_reading_only_reads(vault: Vault, goal: MakeGoal, clock: FixedClock) -> None:
    with vault.storage.transaction("add") as unit:
        unit.insert(goal())
    with open_vault(vault.path, RIGHT, clock, read_only=True) as reader:
        assert [record.id for record in reader.storage.snapshot()] == ["doel"]
        assert reader.storage.search("luister")
        for write in (reader.storage.undo, reader.storage.rebuild_search):
            with pytest.raises(VaultReadOnlyError):
                write()
        with pytest.raises(VaultReadOnlyError), reader.storage.transaction("add"):
            pass


def test_nobodys_words_stand_in_an_error(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(name="Fenna de Vries helpen"))
    with pytest.raises(driver_module().IntegrityError) as refused, storage.transaction("add") as unit:
        unit._rows.insert([goal(name="Fenna de Vries helpen", status=GoalStatus.PLANNED)])
    assert "Fenna" not in str(refused.value)
