"""Work in pieces: how much is done in a turn, and what happens to it when somebody cannot wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import repeat

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from tests.ui.driver import PATIENCE_MS

_AN_HOUR = 3_600_000.0


class Bench:
    """Pieces that note that they were done, and the work on them."""

    def __init__(
        self, pieces: Iterable[Wait | Callable[[], object]], turn_ms: float, owner: QObject | None = None
    ) -> None:
        self.pieces = pieces
        self.done: list[int] = []
        self.after_turn: list[int] = []
        self.owner = QObject() if owner is None else owner
        self.work = InTurns(self.owner, self._work, turn_ms)
        self.work.turned.connect(lambda: self.after_turn.append(len(self.done)))

    def _work(self) -> Pieces:
        for number, piece in enumerate(self.pieces):
            self.done.append(number)
            if isinstance(piece, Wait):
                yield piece
            else:
                piece()
                yield Wait.IF_LATE


def wait_for(qtbot: QtBot, bench: Bench) -> None:
    qtbot.waitUntil(lambda: not bench.work.is_going, timeout=PATIENCE_MS)


def test_nothing_is_done_before_the_next_turn(qtbot: QtBot) -> None:
    bench = Bench([Wait.IF_LATE] * 3, _AN_HOUR)
    bench.work.start()
    assert bench.done == []
    assert bench.work.is_going
    wait_for(qtbot, bench)
    assert bench.done == [0, 1, 2]


def test_a_turn_that_is_over_begins_no_other_piece(qtbot: QtBot) -> None:
    bench = Bench([Wait.IF_LATE] * 4, 0)
    bench.work.start()
    wait_for(qtbot, bench)
    assert bench.after_turn == [1, 2, 3, 4, 4]


def test_what_takes_a_turn_waits_for_one(qtbot: QtBot) -> None:
    bench = Bench([Wait.IF_LATE, Wait.ALWAYS, Wait.IF_LATE, Wait.IF_LATE], _AN_HOUR)
    bench.work.start()
    wait_for(qtbot, bench)
    assert bench.after_turn == [2, 4]


def test_whoever_cannot_wait_gets_what_is_left(qtbot: QtBot) -> None:
    bench = Bench([Wait.ALWAYS] * 99, 0)
    with qtbot.waitSignal(bench.work.turned, timeout=PATIENCE_MS):
        bench.work.start()
    assert bench.work.is_going
    bench.work.finish()
    assert bench.done == list(range(99))
    assert not bench.work.is_going


def test_what_was_not_begun_can_be_done_at_once(qapp: object) -> None:
    bench = Bench([Wait.IF_LATE, Wait.ALWAYS], 0)
    bench.work.finish()
    assert bench.done == [0, 1]
    bench.work.finish()
    assert bench.done == [0, 1, 0, 1]


def test_starting_again_goes_on_and_restarting_begins_anew(qapp: object) -> None:
    bench = Bench([], 0)
    bench.pieces = [Wait.IF_LATE, bench.work.start, Wait.IF_LATE]
    bench.work.finish()
    assert bench.done == [0, 1, 2]
    again = Bench([], 0)
    again.pieces = [partial(setattr, again, "pieces", [Wait.IF_LATE] * 2), again.work.restart, Wait.IF_LATE]
    again.work.start()
    again.work.finish()
    assert again.done == [0, 1]
    assert again.work.is_going
    again.work.finish()
    assert again.done == [0, 1, 0, 1]


def test_a_piece_may_stop_the_work(qtbot: QtBot) -> None:
    bench = Bench([], _AN_HOUR)
    bench.pieces = [Wait.IF_LATE, bench.work.stop, Wait.IF_LATE]
    bench.work.start()
    wait_for(qtbot, bench)
    qtbot.wait(1)
    assert bench.done == [0, 1]


def test_what_failed_is_told_once_and_not_tried_at_every_turn(qtbot: QtBot) -> None:
    def fail() -> None:
        raise LookupError

    bench = Bench([Wait.IF_LATE, fail, Wait.IF_LATE], _AN_HOUR)
    with pytest.raises(LookupError):
        bench.work.finish()
    assert bench.done == [0, 1]
    assert not bench.work.is_going
    with qtbot.captureExceptions() as caught:
        bench.work.start()
        wait_for(qtbot, bench)
        qtbot.wait(1)
    assert [kind for kind, _problem, _trace in caught] == [LookupError]


def test_work_ends_with_its_owner(qtbot: QtBot) -> None:
    owner = QObject()
    bench = Bench(repeat(Wait.IF_LATE), 0, owner)
    with qtbot.waitSignal(bench.work.turned, timeout=PATIENCE_MS):
        bench.work.start()
    with qtbot.waitSignal(owner.destroyed, timeout=PATIENCE_MS):
        owner.deleteLater()
    done = len(bench.done)
    qtbot.wait(1)
    assert len(bench.done) == done
