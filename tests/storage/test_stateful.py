"""Whatever is done in whatever order, vault, history and search agree with a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.vault import open_vault
from tests.vaults import RIGHT, quick_vault

NAMES = st.text("abcdeé -'%\"", max_size=8).map(lambda words: "x" + words)
State = dict[str, Record]


class VaultMachine(RuleBasedStateMachine):
    goals = Bundle("goals")

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        self.folder = Path(tempfile.mkdtemp())
        self.vault = quick_vault(self.folder / "v", self.clock).vault
        self.state: State = {}
        self.undo_stack: list[State] = []
        self.redo_stack: list[State] = []
        self.past: list[tuple[datetime, State]] = []
        self.made = 0

    def teardown(self) -> None:
        assert check_vault(self.vault).findings == ()
        self.vault.close()
        shutil.rmtree(self.folder)

    def becomes(self, state: State) -> None:
        if state != self.state:
            self.undo_stack.append(self.state)
            self.redo_stack.clear()
            self.state = state

    @rule(target=goals, name=NAMES)
    def add_goal(self, name: str) -> str:
        self.made += 1
        goal = Goal(id=f"g{self.made}", name=name, deadline=date(2026, 12, 1), status=GoalStatus.PLANNED)
        with self.vault.storage.transaction("add") as unit:
            unit.insert(goal)
        self.becomes({**self.state, goal.id: goal})
        return goal.id

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
        self.becomes({**self.state, **{action.id: action for action in actions}})

    @rule(goal=goals, name=NAMES, result=st.sampled_from(["", "klaar", "half"]))
    def change_goal(self, goal: str, name: str, result: str) -> None:
        if goal not in self.state:
            return
        changed = self.state[goal].with_values(name=name, result=result)
        with self.vault.storage.transaction("change") as unit:
            unit.update(changed)
        self.becomes({**self.state, goal: changed})

    @rule(goal=goals)
    def delete_goal(self, goal: str) -> None:
        if goal not in self.state:
            return
        with self.vault.storage.transaction("delete") as unit:
            unit.delete(goal)
        gone = {goal} | {record.id for record in self.state.values() if getattr(record, "goal", "") == goal}
        self.becomes({record_id: record for record_id, record in self.state.items() if record_id not in gone})

    @rule(goal=goals)
    def fail_half_way(self, goal: str) -> None:
        try:
            with self.vault.storage.transaction("fail") as unit:
                if goal in self.state:
                    unit.delete(goal)
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @precondition(lambda self: self.undo_stack)
    @rule()
    def undo(self) -> None:
        self.vault.storage.undo()
        self.redo_stack.append(self.state)
        self.state = self.undo_stack.pop()

    @precondition(lambda self: self.redo_stack)
    @rule()
    def redo(self) -> None:
        self.vault.storage.redo()
        self.undo_stack.append(self.state)
        self.state = self.redo_stack.pop()

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

    @invariant()
    def agrees(self) -> None:
        storage = self.vault.storage
        assert {record.id: record for record in storage.snapshot()} == self.state
        assert (storage.undoable() is not None) == bool(self.undo_stack)
        assert (storage.redoable() is not None) == bool(self.redo_stack)
        assert {hit.id for hit in storage.search("x", limit=1000)} == set(self.state)


TestVaultMachine = VaultMachine.TestCase
TestVaultMachine.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
