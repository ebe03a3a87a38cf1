"""Whatever a person does with a portfolio in whatever order, it agrees with plain dictionaries.

Below the services this is tried in `tests/storage/test_stateful.py`; here it is the deeds of the kill harness, on
records of every kind with links, parts, files and codes, drawn from the declarations.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from portfolio_app.common.clock import FixedClock
from portfolio_app.documents.evidence.intake import EvidenceFacts, inspect
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import Reference, References
from tests.reliability.deeds import Deed
from tests.reliability.foretelling import after
from tests.reliability.harness import new_vault
from tests.reliability.model import Plain, as_kept, record_of
from tests.reliability.performing import Desk, perform
from tests.strategies import records

_WITHOUT_FILES = [kind for kind in KINDS if kind.key not in ("evidence", "outgoing")]


class IntakeInThisProcess:
    """Looks at our own files without a process of its own for each example."""

    def inspect(self, content: bytes, *, name: str = "") -> EvidenceFacts:
        return inspect(content, name=name)

    def close(self) -> None:
        """End nothing."""


class PortfolioMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model = new_vault(self.folder)
        clock = FixedClock(self.model.moment)
        self.desk = Desk(self.folder / "vault.vakdossier", self.folder / "out", clock, self.model.passphrase)

    def teardown(self) -> None:
        try:
            findings = self.desk.portfolio.check().findings
            assert [each.message.en for each in findings if each.is_serious or each.place != "evidence"] == []
            assert all(self.desk.portfolio.vault.evidence.is_good(sha256) for sha256 in self.model.evidence)
        finally:
            self.desk.portfolio.close()
            shutil.rmtree(self.folder)

    def do(self, name: str, **detail: object) -> None:
        self.desk.portfolio.__dict__.setdefault("intake", IntakeInThisProcess())
        deed = Deed(name, self.model.moment + timedelta(seconds=40), detail)
        self.model = after(deed, perform(deed, self.desk), self.model)

    def drawn(self, data: st.DataObject, kind: RecordKind, record_id: str) -> Plain | None:
        """The fields of a record that can be saved now; None when what it must link to is not there."""
        ids = self.model.kept.ids()
        record = data.draw(records(kind, record_id=record_id))
        for spec in kind.fields:
            if isinstance(spec.type, Reference | References):
                targets = [target for key in spec.type.kinds for target in ids.get(key, []) if target != record_id]
                if not targets:
                    continue
                chosen = data.draw(st.lists(st.sampled_from(targets), unique=True, max_size=2))
                link = tuple(chosen) if isinstance(spec.type, References) else (chosen or targets)[0]
                record = record.with_values(**{spec.name: link})
        return None if record.problems() else record.to_plain()

    def one_of_them(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.model.kept.records)))

    @rule(data=st.data(), kind=st.sampled_from(_WITHOUT_FILES))
    def add(self, data: st.DataObject, kind: RecordKind) -> None:
        if kind.singleton and self.model.kept.ids().get(kind.key):
            return
        values = self.drawn(data, kind, f"r{self.model.made}")
        if values is not None:
            self.do("add", kind=kind.key, id=f"r{self.model.made}", values=values)

    @precondition(lambda self: self.model.kept.records)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        record_id = self.one_of_them(data)
        before = record_of(self.model.kept.records, record_id)
        values = self.drawn(data, before.kind, record_id)
        if values is not None and before.kind.key != "evidence":
            self.do("change", id=record_id, values=values)

    @precondition(lambda self: self.model.kept.records)
    @rule(data=st.data(), how_many=st.integers(1, 3))
    def delete(self, data: st.DataObject, how_many: int) -> None:
        self.do("delete", ids=[self.one_of_them(data) for _ in range(how_many)])

    @precondition(lambda self: self.model.deletion is self.model.kept)
    @rule()
    def bring_back(self) -> None:
        gone = self.model.kept.undo[-1].keys() - self.model.kept.records.keys()
        self.do("bring back", ids=sorted(gone))

    @precondition(lambda self: self.model.backups)
    @rule()
    def swap(self) -> None:
        self.do("swap")

    @precondition(lambda self: self.model.kept.records)
    @rule(data=st.data(), content=st.integers(0, 3))
    def attach(self, data: st.DataObject, content: int) -> None:
        """Now and then the same file to more than one record."""
        self.do("attach", owner=self.one_of_them(data), id=f"r{self.model.made}", content=content, size=500)

    @precondition(lambda self: self.model.kept.undo)
    @rule()
    def undo(self) -> None:
        self.do("undo")

    @precondition(lambda self: self.model.kept.redo)
    @rule()
    def redo(self) -> None:
        self.do("redo")

    @rule()
    def reopen(self) -> None:
        self.do("reopen")

    @rule()
    def change_the_passphrase(self) -> None:
        self.do("passphrase", new=f"zin {self.model.made}")

    @rule()
    def back_up(self) -> None:
        self.do("back up", even_unchanged=True)

    @precondition(lambda self: self.model.backups)
    @rule()
    def restore(self) -> None:
        name = f"terug-{self.model.made}"
        self.do("restore", to=name)
        shutil.rmtree(self.folder / "out" / name)
        self.model = replace(self.model, restored={})

    @precondition(lambda self: self.model.kept.records)
    @rule()
    def archive(self) -> None:
        self.do("archive", file="archief-1.zip")

    @precondition(lambda self: self.model.archives)
    @rule()
    def take_over_from_the_archive(self) -> None:
        self.do("import", file="archief-1.zip")

    @invariant()
    def agrees(self) -> None:
        portfolio, kept = self.desk.portfolio, self.model.kept
        assert as_kept(portfolio.snapshot()) == kept.records
        counted = {key: len(ids) for key, ids in kept.ids().items()}
        assert {key: count for key, count in portfolio.counts().items() if count} == counted
        assert (portfolio.vault.storage.undoable() is not None) == bool(kept.undo)
        assert (portfolio.vault.storage.redoable() is not None) == bool(kept.redo)
        assert len(portfolio.history(10_000)) == kept.operations


TestPortfolioMachine = PortfolioMachine.TestCase
TestPortfolioMachine.settings = settings(max_examples=12, stateful_step_count=25)
