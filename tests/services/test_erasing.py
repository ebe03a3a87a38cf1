"""Erasing for good: what was deleted is forgotten, with its parts, its versions and the files that only it named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import same_in_both
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.bin import bin_page, bring_back
from portfolio_app.services.erasing import erase
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.spelling.own_words import add_own_word, own_words
from portfolio_app.storage.check import check_vault
from tests.documents import evidence_files as files
from tests.vaults import quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "v.vakdossier", clock).vault, clock) as opened:
        yield opened


def add_goal(portfolio: Portfolio, name: str, evidence: tuple[str, ...] = ()) -> str:
    values = {"name": name, "deadline": date(2030, 1, 1), "status": GoalStatus.PLANNED, "evidence": evidence}
    return portfolio.add(Goal.kind, values).record.id


def stored_words(portfolio: Portfolio) -> str:
    connection = portfolio.vault.connect()
    try:
        return str(
            [
                connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
                for table in ("change", "operation", "search", "goal", "action", "meta")
            ]
        )
    finally:
        connection.close()


def test_nothing_of_it_is_left_and_the_check_finds_nothing_wrong(portfolio: Portfolio) -> None:
    goal = add_goal(portfolio, "Gesprek met Fenna")
    portfolio.add(Action.kind, {"goal": goal, "name": "Fenna bellen", "status": GoalStatus.PLANNED})
    portfolio.change(Goal.kind, goal, {"name": "Tweede gesprek met Fenna"})
    add_goal(portfolio, "Blijft")
    portfolio.delete([goal])
    add_own_word(portfolio, "Fenna")
    erased = erase(portfolio, [goal])
    assert erased.records == 2
    assert erased.problem is None
    assert "Fenna" not in stored_words(portfolio)
    assert own_words(portfolio) == frozenset()
    assert bin_page(portfolio).items == ()
    assert check_vault(portfolio.vault).findings == ()
    for again in (lambda: bring_back(portfolio, [goal]), portfolio.undo, lambda: erase(portfolio, [goal])):
        with pytest.raises(WrongUseError):
            again()


def test_what_is_not_in_the_bin_is_not_erased_nor_anything_with_it(portfolio: Portfolio) -> None:
    gone, there = add_goal(portfolio, "Weg"), add_goal(portfolio, "Hier")
    portfolio.delete([gone])
    for wrong in ([gone, there], [gone, "niemand"]):
        with pytest.raises(WrongUseError):
            erase(portfolio, wrong)
    assert [item.record.id for item in bin_page(portfolio).items] == [gone]


def test_a_file_goes_with_the_last_that_names_it(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(files.certificate("Brief van Fenna"))
    first, second = (portfolio.add_evidence(path).record for _ in range(2))
    assert isinstance(first, Evidence)
    store = portfolio.vault.evidence
    for record, is_last in ((first, False), (second, True)):
        portfolio.delete([record.id])
        assert store.holds(first.sha256)
        erase(portfolio, [record.id])
        assert store.holds(first.sha256) is not is_last
    assert check_vault(portfolio.vault).findings == ()


def test_a_file_that_cannot_be_removed_is_told(
    portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(files.certificate("Brief van Fenna"))
    record = portfolio.add_evidence(path).record
    portfolio.delete([record.id])

    def refuse(_sha256: str) -> None:
        raise EnvironmentRefusedError(same_in_both("vol"))

    monkeypatch.setattr(portfolio.vault.evidence, "remove", refuse)
    problem = erase(portfolio, [record.id]).problem
    assert problem is not None
    assert "1 bleef staan" in problem.say("nl")
    assert bin_page(portfolio).items == ()
