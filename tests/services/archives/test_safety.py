"""What comes out of an archive is looked at like any file: evidence by the intake, register files by the loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_app.common.resources import resource
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.archives import export_archive
from portfolio_app.services.own_shelf import Shelf, shelf_of
from portfolio_app.services.portfolio import Portfolio
from tests.archive_files import members_of
from tests.archived_portfolios import add_evidence, bring
from tests.documents.evidence_files import changed

Open = Callable[[str], Portfolio]
RULES = resource("registers", "rules", "voorbeeld-a.toml").read_bytes().replace(b'id = "voorbeeld-a', b'id = "mijn-a')


def looked_at(portfolio: Portfolio) -> Portfolio:
    """Let the real intake look at what comes in."""
    del portfolio.__dict__["intake"]
    return portfolio


@pytest.mark.parametrize("with_history", [True, False])
def test_evidence_that_the_intake_refuses_is_left_out_by_name(
    open_new: Open, tmp_path: Path, with_history: bool
) -> None:
    own = open_new("eigen")
    add_evidence(own, "goed", "certificaat.pdf", changed(lambda _pdf: None))
    add_evidence(own, "slecht", "virus.pdf", b"MZ\x90\x00 this program cannot be run in DOS mode")
    export_archive(own, tmp_path / "a.zip")
    new = looked_at(open_new("nieuw"))
    rehearsed = bring(new, tmp_path / "a.zip", dry_run=True, with_history=with_history)
    imported = bring(new, tmp_path / "a.zip", with_history=with_history)
    for each in (rehearsed, imported):
        (refused,) = each.refused_evidence
        assert "virus.pdf" in refused.nl
        assert each.evidence == 1
    assert {record.id for record in new.snapshot().of(Evidence)} == {"goed", "slecht"}
    held = {record.id: new.vault.evidence.holds(record.sha256) for record in new.snapshot().of(Evidence)}
    assert held == {"goed": True, "slecht": False}
    assert [finding.place for finding in new.check().findings] == ["evidence"]


def test_register_files_of_ones_own_go_along_and_come_back(open_new: Open, tmp_path: Path) -> None:
    own = open_new("eigen")
    assert own.own_registers is not None
    own.own_registers.mkdir()
    (own.own_registers / "mijn.toml").write_bytes(RULES)
    (own.own_registers / "kapot.toml").write_bytes(b"[[[")
    export_archive(own, tmp_path / "a.zip")
    assert members_of(tmp_path / "a.zip")["registers/own/mijn.toml"] == RULES
    new = open_new("nieuw")
    before = len(new.rule_sets)
    bring(new, tmp_path / "a.zip", dry_run=True)
    assert shelf_of(new.vault) == Shelf()
    imported = bring(new, tmp_path / "a.zip")
    assert imported.registers == ("mijn.toml",)
    assert len(imported.refused_registers) == 1
    assert "kapot.toml" in imported.refused_registers[0].nl
    shelf = shelf_of(new.vault)
    assert shelf is not None
    assert dict(shelf.files) == {"mijn.toml": RULES.decode()}
    assert len(new.rule_sets) == before + 1
    assert bring(new, tmp_path / "a.zip").registers == ()
