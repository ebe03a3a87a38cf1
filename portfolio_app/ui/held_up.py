"""Telling the person what they wait for, when long work on the database thread stands before what they asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from portfolio_app.common.text import Text
from portfolio_app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from portfolio_app.ui.session import Session
    from portfolio_app.ui.tasks import Job

_WORK: Final = Text("Nog even: eerst wordt dit afgemaakt. {work}…", "One moment: this is finished first. {work}…")
_STOP: Final = Text("Stoppen", "Stop")


class HeldUp(QObject):
    """Says it near the foot of the window until it is over, with a way to stop what listens to that.

    It stands above what is told in passing: an offer to undo is not to go because of it. Work that tells nothing of
    itself is a slow read at most; there is nothing to say of that.

    Attributes:
        toast: where it says so.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.toast = Toast(session.look, parent, storey=1)
        session.held_up.connect(self._tell)

    def _tell(self, job: Job | None) -> None:
        if job is None:
            self.toast.hide()
        elif job.stage is not None:
            offer = (_STOP, job.stop) if job.listens else (None, None)
            self.toast.say(self._session.say(_WORK.fill(work=job.stage)), *offer, stays=True)
