"""A change of many records at once as the person sees it: how far it is, and a way to stop, after which none is so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_STOP: Final = Text("Stoppen", "Stop")
_STOPPING: Final = Text("Wordt gestopt…", "Stopping…")
_NOTHING_YET: Final = Text(
    "Alles wordt in één keer bewaard. Stopt u nu, dan verandert er niets.",
    "Everything is saved in one go. If you stop now, nothing changes.",
)
_SHOWN_AFTER_MS: Final = 400
"""What is done sooner shows nothing but its outcome."""
_WIDTH: Final = 440

Work = Callable[["Portfolio", Job], "ChangeSet"]
"""Changes records in one step, on the database thread; tells the job how far it is and asks it whether to stop."""


def change_many(
    session: Session,
    title: Text,
    work: Work,
    then: Callable[[ChangeSet], None],
    parent: QWidget,
    failed: Callable[[], None] | None = None,
) -> None:
    """Change records on the database thread, and tell everybody what changed.

    Args:
        session: the open portfolio.
        title: what is being done.
        work: does it, in one step.
        then: called with what changed; not when it was stopped or refused.
        parent: what the progress is shown before.
        failed: called when it was stopped or refused; the person is told of that here.
    """
    dialog = ChangingDialog(session, title, parent)

    def done(changes: ChangeSet) -> None:
        dialog.end()
        then(changes)
        session.changed.emit(changes)

    def refused(error: VakdossierError) -> None:
        from portfolio_app.services.progress import StoppedError

        dialog.end()
        if failed is not None:
            failed()
        if isinstance(error, StoppedError):
            session.said.emit(session.say(error.message), None, None)
        else:
            session.refused(error)

    dialog.follow(session.export(work, done, owner=session, failed=refused))


class ChangingDialog(Dialog):
    """How far a change of many records is; it comes up only when that takes a while."""

    def __init__(self, session: Session, title: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        look = session.look
        self.setWindowTitle(look.say(title))
        self.setMinimumWidth(_WIDTH)
        self.words = plain_label(look.say(title), self, strong=True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(look.say(title))
        self.stop = push_button(look, _STOP, self.reject, icon="x")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for part in (self.words, self.bar, plain_label(look.say(_NOTHING_YET), self, tone="quiet")):
            column.addWidget(part)
        column.addLayout(foot)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_AFTER_MS)
        self._soon.timeout.connect(self.open)

    def follow(self, job: Job) -> None:
        """Show how far a job is, when it is still under way a moment from now."""
        self._job = job
        job.progressed.connect(self._progressed)
        self._soon.start()

    def end(self) -> None:
        """Go: the work has ended."""
        self._job = None
        self._soon.stop()
        self.accept()
        self.deleteLater()

    def reject(self) -> None:
        """Ask the work to stop, and stand here until it has."""
        if self._job is not None:
            self._job.stop()
            self.stop.setEnabled(False)
            self.words.setText(self._session.say(_STOPPING))

    def _progressed(self, stage: Text, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.stop.isEnabled():
            self.words.setText(f"{self._session.say(stage)} · {done} / {total}")
