"""The other thread: order, errors, stopping, and nobody called who has gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from portfolio_app.common.errors import VakdossierError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.services.progress import StoppedError
from portfolio_app.ui.tasks import Job, Tasks
from tests.ui.driver import PATIENCE_MS

REFUSAL = WrongUseError(Text("Nee.", "No."))


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.end()


def test_result_comes_back_on_the_window_thread(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[tuple[int, int]] = []
    tasks.run(threading.get_ident, lambda there: found.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
    assert found[0][0] != threading.get_ident()
    assert found[0][1] == threading.get_ident()


def test_operations_run_one_by_one_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[int] = []
    for number in range(50):
        tasks.run(lambda number=number: number, found.append)
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert found == list(range(50))


def test_refusal_goes_to_who_asked_or_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise REFUSAL

    mine: list[VakdossierError] = []
    tasks.run(refuse, lambda _: None, failed=mine.append)
    with qtbot.waitSignal(tasks.refused, timeout=PATIENCE_MS) as told:
        tasks.run(refuse, lambda _: None)
    assert mine == [REFUSAL]
    assert told.args == [REFUSAL]


def test_mistake_of_the_program_is_told_apart(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.broken, timeout=PATIENCE_MS) as told:
        tasks.run(lambda: 1 / 0, lambda _: None)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_nobody_is_called_who_has_gone(tasks: Tasks, qtbot: QtBot) -> None:
    called: list[object] = []
    gate = threading.Event()
    owner = QObject()
    tasks.run(gate.wait, called.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert called == []


def test_refused_write_of_who_has_gone_is_still_told(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    owner = QObject()

    def refuse() -> None:
        gate.wait()
        raise REFUSAL

    with qtbot.waitSignal(tasks.refused, timeout=PATIENCE_MS):
        tasks.run(refuse, lambda _: None, owner=owner, failed=lambda _: None)
        import shiboken6

        shiboken6.delete(owner)
        gate.set()


def test_newer_question_puts_the_older_out_of_date(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []
    answers: list[str] = []
    owner = QObject()

    def first() -> str:
        gate.wait()
        return "first"

    def second() -> str:
        done.append("second")
        return "second"

    tasks.run(first, answers.append, owner=owner, slot="list")
    tasks.run(second, answers.append, owner=owner, slot="list")
    tasks.run(lambda: "third", answers.append, owner=owner, slot="list")
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert answers == ["third"]
    assert done == []


def test_long_work_reports_and_can_be_stopped(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[tuple[str, int, int]] = []
    listening, started = threading.Event(), threading.Event()

    def work(job: Job) -> str:
        listening.wait()
        job.report(Text("bezig", "busy"), 1, 3)
        started.set()
        while not job.stopped():
            pass
        raise REFUSAL

    ended: list[VakdossierError] = []
    job = tasks.run_reporting(work, lambda _: None, failed=ended.append)
    job.progressed.connect(lambda stage, done, total: told.append((stage.nl, done, total)))
    listening.set()
    started.wait()
    job.stop()
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE_MS)
    assert told == [("bezig", 1, 3)]


def test_work_that_is_stopped_before_it_began_is_told_to_who_waits_for_it(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    begun: list[Job] = []
    told: list[VakdossierError] = []
    tasks.run(gate.wait, lambda _done: None)
    job = tasks.run_reporting(begun.append, lambda _done: None, failed=told.append)
    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert [type(error) for error in told] == [StoppedError]
    assert begun == []


def test_what_was_finished_although_it_was_stopped_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []

    def work(_job: Job) -> str:
        gate.wait()
        return "written"

    job = tasks.run_reporting(work, done.append)
    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert done in (["written"], [])  # skipped when it had not begun, told when it had


def test_who_holds_up_others_for_longer_than_a_moment_is_told_until_it_ends(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Job | None] = []
    tasks.held_up.connect(told.append)
    going = threading.Event()

    def work(job: Job) -> None:
        job.report(Text("lezen", "reading"), 0, 2)
        while not job.stopped():
            going.set()
        raise StoppedError

    tasks._patience.setInterval(0)
    job = tasks.run_reporting(work, lambda _: None, failed=lambda _: None)
    going.wait()
    qtbot.wait(20)
    assert told == [], "who waits for nobody is not told of themselves"
    answers: list[int] = []
    tasks.run(lambda: 1, answers.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == [job]
    assert job.listens
    assert job.stage == Text("lezen", "reading")
    job.stop()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE_MS)
    assert told == [job, None]
    assert answers == [1]


def test_work_that_cannot_be_stopped_does_not_listen(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Job | None] = []
    tasks.held_up.connect(told.append)
    tasks._patience.setInterval(0)
    gate = threading.Event()
    tasks.run(gate.wait, lambda _: None)
    tasks.run(lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told[0] is not None
    assert not told[0].listens
    assert told[0].stage is None
    gate.set()
    qtbot.waitUntil(lambda: told[-1] is None and tasks.idle, timeout=PATIENCE_MS)
