"""Whatever is done in whatever order, vault, history and search agree with a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.history import ChangeSet
from portfolio_app.storage.vault import open_vault
from tests.vaults import RIGHT, quick_vault

NAMES = st.text("abcdeé -'%\"", max_size=8).map(lambda words: "x" + words)
State = dict[str, Record]


@dataclass(frozen=True)
class Gone:
    """What the bin should know of a record: as it was, what went with it, and who lost a link to it."""

    record: Record
    operation: int
    unlinked: tuple[Record, ...]


class VaultMachine(RuleBasedStateMachine):
    goals = Bundle("goals")
    proofs = Bundle("proofs")

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        self.folder = Path(tempfile.mkdtemp())
        self.vault = quick_vault(self.folder / "v", self.clock).vault
        self.state: State = {}
        self.undo_stack: list[State] = []
        self.redo_stack: list[State] = []
        self.past: list[tuple[datetime, State]] = []
        self.after: list[State] = [{}]
        self.bin: dict[str, Gone] = {}
        self.versions: dict[str, list[tuple[int, Record | None]]] = {}
        self.made = 0

    def teardown(self) -> None:
        assert check_vault(self.vault).findings == ()
        self.vault.close()
        shutil.rmtree(self.folder)

    def becomes(self, state: State, changes: ChangeSet) -> None:
        """Note what a new operation should have done."""
        assert (changes.operation is not None) == (state != self.state)
        if state != self.state:
            self.undo_stack.append(self.state)
            self.redo_stack.clear()
            self.turns_into(state, changes)

    def turns_into(self, state: State, changes: ChangeSet) -> None:
        before, self.state = self.state, state
        self.after.append(state)
        number = len(self.after) - 1
        assert changes.operation == number
        gone = before.keys() - state.keys()
        for record_id in gone:
            unlinked = (
                record
                for record in before.values()
                if record.id in state and record_id in record.evidence and record_id not in state[record.id].evidence
            )
            self.bin[record_id] = Gone(before[record_id], number, tuple(unlinked))
        for record_id in before.keys() | state.keys():
            if before.get(record_id) != state.get(record_id):
                self.versions.setdefault(record_id, []).append((number, state.get(record_id)))
        for record_id in state:
            self.bin.pop(record_id, None)

    def brought_back(self, wanted: list[str]) -> State:
        """Return what the records should be once these came back from the bin."""
        coming = {record_id: self.bin[record_id] for record_id in wanted}
        for record_id, entry in self.bin.items():
            whole = coming.get(getattr(entry.record, "goal", ""))
            if whole is not None and whole.operation == entry.operation:
                coming[record_id] = entry
        state = {**self.state, **{record_id: entry.record for record_id, entry in coming.items()}}
        state = {record_id: alive(record, state) for record_id, record in state.items()}
        for record_id, entry in coming.items():
            for source in entry.unlinked:
                now = state.get(source.id)
                if now is not None and record_id not in now.evidence:
                    evidence = list(now.evidence)
                    evidence.insert(source.evidence.index(record_id), record_id)
                    state[source.id] = now.with_values(evidence=tuple(evidence))
        return state

    @rule(target=goals, name=NAMES)
    def add_goal(self, name: str) -> str:
        self.made += 1
        goal = Goal(id=f"g{self.made}", name=name, deadline=date(2026, 12, 1), status=GoalStatus.PLANNED)
        with self.vault.storage.transaction("add") as unit:
            unit.insert(goal)
        self.becomes({**self.state, goal.id: goal}, unit.change_set)
        return goal.id

    @rule(target=proofs, name=NAMES)
    def add_proof(self, name: str) -> str:
        self.made += 1
        proof = Evidence(id=f"e{self.made}", name=name)
        with self.vault.storage.transaction("add") as unit:
            unit.insert(proof)
        self.becomes({**self.state, proof.id: proof}, unit.change_set)
        return proof.id

    @rule(goal=goals, names=st.lists(NAMES, min_size=1, max_size=3))
    def add_actions(self, goal: str, names: list[str]) -> None:
        if goal not in self.state:
            return
        actions = []
        for name in names:
            self.made += 1
            actions.append(Action(id=f"a{self.made}", goal=goal, name=name, status=GoalStatus.PLANNED))
        with self.vault.storage.transaction("add") as unit:
            unit.insert_many(actions)
        self.becomes({**self.state, **{action.id: action for action in actions}}, unit.change_set)

    @rule(goal=goals, name=NAMES, result=st.sampled_from(["", "klaar", "half"]))
    def change_goal(self, goal: str, name: str, result: str) -> None:
        if goal in self.state:
            self.change(self.state[goal].with_values(name=name, result=result))

    @rule(goal=goals, proof=proofs)
    def link_proof(self, goal: str, proof: str) -> None:
        if goal in self.state and proof in self.state and proof not in self.state[goal].evidence:
            evidence = (proof, *self.state[goal].evidence)
            self.change(self.state[goal].with_values(evidence=evidence))

    def change(self, changed: Record) -> None:
        with self.vault.storage.transaction("change") as unit:
            unit.update(changed)
        self.becomes({**self.state, changed.id: changed}, unit.change_set)

    @rule(record_id=st.one_of(goals, proofs))
    def delete(self, record_id: str) -> None:
        if record_id not in self.state:
            return
        with self.vault.storage.transaction("delete") as unit:
            unit.delete(record_id)
        gone = {record_id} | {each.id for each in self.state.values() if getattr(each, "goal", "") == record_id}
        left = {each.id: each for each in self.state.values() if each.id not in gone}
        self.becomes({each.id: alive(each, left) for each in left.values()}, unit.change_set)

    @rule(wanted=st.lists(st.one_of(goals, proofs), min_size=1, max_size=3, unique=True))
    def bring_back(self, wanted: list[str]) -> None:
        there = [record_id for record_id in wanted if record_id in self.bin]
        if not there:
            return
        expected = self.brought_back(there)
        with self.vault.storage.transaction("restore") as unit:
            unit.restore(there)
        self.becomes(expected, unit.change_set)

    @rule(goal=goals, data=st.data())
    def put_version_back(self, goal: str, data: st.DataObject) -> None:
        version = data.draw(st.sampled_from([record for _, record in self.versions[goal]]))
        if version is None:
            return
        state = self.state if goal in self.state else self.brought_back([goal])
        with self.vault.storage.transaction("revert") as unit:
            unit.revert(version)
        self.becomes({**state, goal: alive(version, state)}, unit.change_set)

    @rule(record_id=st.one_of(goals, proofs))
    def fail_half_way(self, record_id: str) -> None:
        try:
            with self.vault.storage.transaction("fail") as unit:
                if record_id in self.state:
                    unit.delete(record_id)
                elif record_id in self.bin:
                    unit.restore([record_id])
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @precondition(lambda self: self.undo_stack)
    @rule()
    def undo(self) -> None:
        changes = self.vault.storage.undo()
        self.redo_stack.append(self.state)
        self.turns_into(self.undo_stack.pop(), changes)

    @precondition(lambda self: self.redo_stack)
    @rule()
    def redo(self) -> None:
        changes = self.vault.storage.redo()
        self.undo_stack.append(self.state)
        self.turns_into(self.redo_stack.pop(), changes)

    @rule()
    def time_passes(self) -> None:
        self.past.append((self.clock.now(), self.state))
        self.clock.advance(timedelta(hours=1))

    @rule()
    def close_and_open(self) -> None:
        self.vault.close()
        self.vault = open_vault(self.folder / "v", RIGHT, self.clock)

    @precondition(lambda self: self.past)
    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        moment, state = data.draw(st.sampled_from(self.past))
        assert {record.id: record for record in self.vault.storage.as_of(moment)} == state

    @rule(data=st.data())
    def look_back_to_an_operation(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.after) - 1))
        with self.vault.storage.reading() as now:
            then = now.past.after(number)
            assert {record.id: record for record in then} == self.after[number]
            by_kind = {kind: then.of(kind.record_type) for kind in KINDS}
            assert {kind: now.past.of_kind_after(number, kind.record_type) for kind in KINDS} == by_kind
            counted = {kind.key: len(found) for kind, found in by_kind.items() if found}
            assert now.past.counts_after(number) == counted

    @rule(record_id=st.one_of(goals, proofs))
    def look_at_the_versions(self, record_id: str) -> None:
        with self.vault.storage.reading() as now:
            found = [(version.operation.number, version.record) for version in now.past.versions(record_id)]
        assert found[::-1] == self.versions[record_id]

    @invariant()
    def agrees(self) -> None:
        storage = self.vault.storage
        assert {record.id: record for record in storage.snapshot()} == self.state
        assert (storage.undoable() is not None) == bool(self.undo_stack)
        assert (storage.redoable() is not None) == bool(self.redo_stack)
        assert {hit.id for hit in storage.search("x", limit=1000)} == set(self.state)

    @invariant()
    def the_bin_agrees(self) -> None:
        went_along = {
            record_id
            for record_id, entry in self.bin.items()
            for whole in [self.bin.get(getattr(entry.record, "goal", ""))]
            if whole is not None and whole.operation == entry.operation
        }
        with self.vault.storage.reading() as now:
            found = {binned.entry.record.id: binned for binned in now.past.bin(limit=1000)}
            assert now.past.bin_count() == len(found)
        assert {record_id: binned.entry.record for record_id, binned in found.items()} == {
            record_id: entry.record for record_id, entry in self.bin.items() if record_id not in went_along
        }
        assert sum(binned.parts for binned in found.values()) == len(went_along)


def alive(record: Record, state: State) -> Record:
    """Return a record without links to evidence that is not there."""
    return record.with_values(evidence=tuple(target for target in record.evidence if target in state))


TestVaultMachine = VaultMachine.TestCase
TestVaultMachine.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
