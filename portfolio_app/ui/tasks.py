"""The one thread that does what may take time: unlocking, reading, writing, exporting.

The window hands it operations; each runs alone, in the order in which it came, and its result comes back on the
window's own thread. The window itself never waits.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer, Signal, Slot

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text

T = TypeVar("T")


class Job(QObject):
    """One operation on its way: tells how far it is, and can be stopped.

    Attributes:
        progressed: stage, items done, items in all; emitted on the window's thread.
        stage: what it is doing; None before it told.
        listens: it asked whether to stop, so it is of use to ask it to.
    """

    progressed = Signal(object, int, int)

    def __init__(self, operation: Callable[[], Any]) -> None:
        super().__init__()
        self._operation: Callable[[], Any] | None = operation
        self._stopped = False
        self.stage: Text | None = None
        self.listens = False

    def stop(self) -> None:
        """Ask it to stop; one that waits is skipped, one that runs is told when it asks."""
        self._stopped = True

    def stopped(self) -> bool:
        """Tell whether it was asked to stop; the `cancelled` of the services."""
        self.listens = True
        return self._stopped

    def report(self, stage: Text, done: int, total: int) -> None:
        """Tell how far it is; the `progress` of the services, called on the other thread."""
        self.stage = stage
        self.progressed.emit(stage, done, total)

    def perform(self) -> Any:
        """Do the work, once; called on the other thread."""
        self.listens = False  # it was not the work that asked until now
        operation, self._operation = self._operation, None
        return operation() if operation is not None else None


class _Outcome(NamedTuple):
    job: Job
    result: Any = None
    error: BaseException | None = None
    skipped: bool = False


class _Waiting(NamedTuple):
    then: Callable[[Any], None]
    failed: Callable[[VakdossierError], None] | None
    owner: QObject | None
    slot: str

    @property
    def has_gone(self) -> bool:
        return self.owner is not None and not shiboken6.isValid(self.owner)


_END: Final = None
_MOMENT_MS: Final = 500
"""So long one waits without wondering why."""


class _Thread(QThread):
    job_ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def run(self) -> None:
        while (job := self.jobs.get()) is not _END:
            if job.stopped():
                outcome = _Outcome(job, skipped=True)
            else:
                try:
                    outcome = _Outcome(job, job.perform())
                except Exception as error:  # noqa: BLE001 - whatever it is, the window decides what to say of it
                    outcome = _Outcome(job, error=error)
            self.job_ended.emit(outcome)
            del outcome, job


class Tasks(QObject):
    """Runs operations on the other thread and hands back what they give.

    Attributes:
        refused: an error for the person that nobody else takes (`VakdossierError`).
        broken: a mistake of the program (any other exception).
        held_up: the `Job` for which other work has been waiting for longer than a moment; None when it has ended.
    """

    refused = Signal(object)
    broken = Signal(object)
    held_up = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = _Thread()
        self._thread.job_ended.connect(self._take)
        self._waiting: dict[Job, _Waiting] = {}
        self._ended = False
        self._told: Job | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_MOMENT_MS)
        self._patience.timeout.connect(self._tell_held_up)
        self._thread.start()

    def run(
        self,
        operation: Callable[[], T],
        then: Callable[[T], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[VakdossierError], None] | None = None,
        slot: str = "",
    ) -> Job:
        """Run `operation` on the other thread and call `then` with its result on this one.

        Args:
            operation: touches no widget.
            then: called with the result, unless `owner` is gone by then.
            owner: the object that asked; when it is deleted nobody is called, but an error is still told to the window.
            failed: called with an error for the person, also that of work that was stopped before it began
                (`StoppedError`); without it `refused` tells the whole window, but not that it was stopped so early.
            slot: an earlier job of the same owner and slot is out of date: it is skipped, or its result thrown away.
        """
        self._stop_earlier(owner, slot)
        return self._queue(Job(operation), _Waiting(then, failed, owner, slot))

    def run_reporting(
        self,
        operation: Callable[[Job], T],
        then: Callable[[T], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[VakdossierError], None] | None = None,
        slot: str = "",
    ) -> Job:
        """Run an operation that is handed its own job, to report how far it is and to ask whether to stop."""
        self._stop_earlier(owner, slot)
        job = Job(lambda: operation(job))
        return self._queue(job, _Waiting(then, failed, owner, slot))

    @property
    def idle(self) -> bool:
        """Whether nothing waits or runs."""
        return not self._waiting

    def end(self) -> None:
        """Let what is queued finish and end the thread; nobody is called any more, but what failed is in the log."""
        self._ended = True
        self._thread.jobs.put(_END)
        self._thread.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._waiting.clear()

    def _stop_earlier(self, owner: QObject | None, slot: str) -> None:
        if slot:
            for other, waiting in self._waiting.items():
                if waiting.slot == slot and waiting.owner is owner:
                    other.stop()

    def _queue(self, job: Job, waiting: _Waiting) -> Job:
        self._waiting[job] = waiting
        self._thread.jobs.put(job)
        if len(self._waiting) > 1 and not self._patience.isActive() and self._told is None:
            self._patience.start()
        return job

    def _tell_held_up(self) -> None:
        """Tell who holds up the others: what runs is what came first."""
        if len(self._waiting) > 1:
            self._told = next(iter(self._waiting))
            self.held_up.emit(self._told)

    def _note_end(self, job: Job) -> None:
        """Give what runs now its own moment."""
        if self._told is job:
            self._told = None
            self.held_up.emit(None)
        if len(self._waiting) > 1:
            self._patience.start()
        else:
            self._patience.stop()

    @Slot(object)
    def _take(self, outcome: _Outcome) -> None:
        waiting = self._waiting.pop(outcome.job, None)
        if self._ended and outcome.error is not None:
            from portfolio_app.ui.mistakes import log_mistake

            log_mistake(outcome.error)
        if waiting is None or self._ended:
            return
        self._note_end(outcome.job)
        out_of_date = bool(waiting.slot) and (waiting.has_gone or outcome.job.stopped())
        if outcome.skipped and not out_of_date:
            self._tell_stopped(waiting)
        elif not out_of_date:
            self._hand_over(outcome, waiting)

    @staticmethod
    def _tell_stopped(waiting: _Waiting) -> None:
        """Tell who waits for it that work was stopped before it began, as work tells that was stopped halfway."""
        from portfolio_app.services.progress import StoppedError

        if waiting.failed is not None and not waiting.has_gone:
            waiting.failed(StoppedError())

    def _hand_over(self, outcome: _Outcome, waiting: _Waiting) -> None:
        if outcome.error is None:
            if not waiting.has_gone:
                waiting.then(outcome.result)
        elif isinstance(outcome.error, VakdossierError):
            refuse = self.refused.emit if waiting.has_gone or waiting.failed is None else waiting.failed
            refuse(outcome.error)
        else:
            self.broken.emit(outcome.error)
