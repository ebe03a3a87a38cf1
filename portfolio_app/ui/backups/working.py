"""Long work in a corner of a page: how far it is, and a way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable

_STOP: Final = Text("Stoppen", "Stop")
_STOPPING: Final = Text("Wordt gestopt…", "Stopping…")
_BUSY: Final = Text("Bezig…", "Working…")


class WorkPanel(QWidget):
    """Shows a job while it runs, and what came of it afterwards."""

    def __init__(self, look: Look, name: Text) -> None:
        """Stay hidden; `name` is what a screen reader says of the bar."""
        super().__init__()
        self._look = look
        self._job: Job | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(look.say(name))
        self._words = selectable(plain_label(""))
        self.stop_button = push_button(look, _STOP, self.stop, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.stop_button)
        column.addLayout(row)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    def watch(self, job: Job, words: str = "") -> None:
        """Show how far `job` is; it says `words` until that is known."""
        self._job = job
        job.progressed.connect(self._progressed)
        self._bar.setRange(0, 0)
        self._words.setText(words or self._look.say(_BUSY))
        self._bar.show()
        self.stop_button.setEnabled(True)
        self.stop_button.show()
        self.show()

    def stop(self) -> None:
        """Ask the job to stop."""
        if self._job is not None:
            self._job.stop()
            self.stop_button.setEnabled(False)
            self._words.setText(self._look.say(_STOPPING))

    def end(self, words: str = "") -> None:
        """The job has ended; say what came of it, or go away."""
        self._job = None
        self._bar.hide()
        self.stop_button.hide()
        self._words.setText(words)
        self.setVisible(bool(words))

    def _progressed(self, stage: Text, done: int, total: int) -> None:
        if self._job is None or not self.stop_button.isEnabled():
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        counted = f" · {done} / {total}" if total > 1 else ""
        self._words.setText(f"{self._look.say(stage)}{counted}")
