"""The overview as data: it survives being kept, and what cannot be read is made anew."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.services.board import Board, board_as_text, board_from_text
from portfolio_app.services.fiction import fictional_portfolio
from portfolio_app.services.lists import narrowed
from portfolio_app.services.operations import OperationName
from portfolio_app.services.overview import make_board
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.unlocking import unlock
from portfolio_app.storage.kept import BOARD
from portfolio_app.storage.repository import ListQuery
from tests.vaults import RIGHT, quick_vault

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the fictional portfolio, of which the board was made once."""
    clock = FixedClock.on(TODAY)
    made = quick_vault(tmp_path_factory.mktemp("board") / "proef.vakdossier", clock)
    with Portfolio(made.vault, clock) as portfolio:
        portfolio.add_many(list(fictional_portfolio(1, TODAY).records), OperationName.SAMPLE)
        make_board(portfolio, TODAY)
    return made.vault.path


def the_board(vault: Path) -> Board:
    unlocked = unlock(vault, RIGHT, FixedClock.on(TODAY), read_only=True)
    try:
        assert unlocked.kept_board is not None
        return unlocked.kept_board.board
    finally:
        unlocked.close()


def test_it_answers_the_three_questions(filled: Path) -> None:
    board = the_board(filled)
    assert board.name
    assert board.steps
    assert all(step.day is None or step.day >= TODAY for step in board.soon)
    assert [step.day for step in board.soon] == sorted(step.day for step in board.soon if step.day)
    assert {card.register for card in board.cards} >= {"rnvc", "rsc"}
    assert {picture.form for picture in board.pictures} == {"bars", "radar", "timeline"}


def test_every_picture_has_words_and_whole_rows(filled: Path) -> None:
    for picture in the_board(filled).pictures:
        assert picture.description.nl != picture.description.en
        assert all(len(row.values) == len(picture.labels) for row in picture.series)
        assert all(0 <= each.lane < len(picture.labels) and each.start <= each.end for each in picture.stretches)


def test_what_is_kept_is_what_was_made(filled: Path) -> None:
    board = the_board(filled)
    assert board_from_text(board_as_text(board)) == board


@pytest.mark.parametrize(
    "words",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"format":1,"board":{"is":"Board"}}',
        '{"format":1,"board":{"is":"Path","value":"x"}}',
        '{"format":1,"board":{"is":"day","value":"gisteren"}}',
        '{"format":1,"board":[]}',
        '{"format":1,',
    ],
)
def test_what_was_not_written_so_is_not_read(words: str) -> None:
    assert board_from_text(words) is None


def test_another_format_is_not_read(filled: Path) -> None:
    body = json.loads(board_as_text(the_board(filled)))
    assert board_from_text(json.dumps({**body, "format": body["format"] + 1})) is None


def test_a_change_since_is_told(tmp_path: Path) -> None:
    clock = FixedClock.on(TODAY)
    made = quick_vault(tmp_path / "proef.vakdossier", clock)
    with Portfolio(made.vault, clock) as portfolio:
        records = list(fictional_portfolio(1, TODAY).records)
        portfolio.add_many(records, OperationName.SAMPLE)
        make_board(portfolio, TODAY)
    with unlock(made.vault.path, RIGHT, clock).portfolio as portfolio:
        goal = next(record for record in records if record.kind.key == "goal")
        portfolio.delete([goal.id])
    unlocked = unlock(made.vault.path, RIGHT, clock)
    try:
        assert unlocked.kept_board is not None
        assert unlocked.kept_board.changed_since
    finally:
        unlocked.close()


def test_who_is_erased_is_not_kept(tmp_path: Path) -> None:
    clock = FixedClock.on(TODAY)
    made = quick_vault(tmp_path / "proef.vakdossier", clock)
    with Portfolio(made.vault, clock) as portfolio:
        records = list(fictional_portfolio(1, TODAY).records)
        portfolio.add_many(records, OperationName.SAMPLE)
        make_board(portfolio, TODAY)
        member = next(record for record in records if record.kind.key == "membership")
        portfolio.delete([member.id])
        assert portfolio.vault.storage.kept(BOARD) is not None
        with portfolio.vault.storage.transaction("erase") as unit:
            unit.erase([member.id])
        assert portfolio.vault.storage.kept(BOARD) is None


def test_a_vault_for_reading_only_is_not_written(filled: Path) -> None:
    before = (filled / "portfolio.db").read_bytes()
    unlocked = unlock(filled, RIGHT, FixedClock.on(TODAY), read_only=True)
    with unlocked.portfolio as portfolio:
        board = make_board(portfolio, date(2026, 7, 1))
    assert board.day == date(2026, 7, 1)
    assert (filled / "portfolio.db").read_bytes() == before


def test_an_empty_portfolio_says_what_to_do_first(tmp_path: Path) -> None:
    clock = FixedClock.on(TODAY)
    made = quick_vault(tmp_path / "leeg.vakdossier", clock)
    with Portfolio(made.vault, clock) as portfolio:
        board = make_board(portfolio, TODAY)
    assert board.is_empty
    assert [step.target.key for step in board.steps] == ["person", "registration", "position", "activity"]
    assert not board.cards
    assert not board.pictures


def test_what_is_late_beyond_the_first_few_leads_to_just_that(tmp_path: Path) -> None:
    clock = FixedClock.on(TODAY)
    made = quick_vault(tmp_path / "proef.vakdossier", clock)
    with Portfolio(made.vault, clock) as portfolio:
        days = [date(2026, 1, 1 + number) for number in range(8)]
        planned = GoalStatus.PLANNED
        goals = [Goal(id=f"goal-{day.day}", name="Doel", deadline=day, status=planned) for day in days]
        later = Goal(id="later", name="Later", deadline=date(2026, 9, 1), status=planned)
        portfolio.add_many([*goals, later], OperationName.SAMPLE)
        steps = make_board(portfolio, TODAY).steps
        (more,) = [step for step in steps if step.text.nl == "Nog 5 te laat: Ontwikkeldoelen"]
        query = ListQuery()
        for field, keys in more.target.facets().items():
            query = narrowed(query, field, keys)
        listed = portfolio.records(Goal.kind, query).records
        told = {step.target.record for step in steps if step.target.record.startswith("goal-")}
        assert {record.id for record in listed} == {goal.id for goal in goals} - told
        assert len(listed) == 5
