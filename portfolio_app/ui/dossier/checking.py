"""A check of the document that is being made: it tells how far it is, and stops when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.portfolio import Portfolio

T = TypeVar("T")
_CHECKING: Final = Text("Wordt nagelopen…", "Checking…")


class Checking(QObject):
    """Has a check done for a part of the window, and says in its column how far it is until there is an outcome.

    Args:
        session: does it, on the database thread.
        part: the part of the window; hiding it stops the check.
        column: where the outcome will stand.
    """

    def __init__(self, session: Session, part: QWidget, column: QVBoxLayout) -> None:
        super().__init__(part)
        self._session = session
        self._part = part
        self._column = column
        self._job: Job | None = None
        self._busy = plain_label("")
        part.installEventFilter(self)

    def start(
        self,
        check: Callable[[Portfolio, Job], T],
        show: Callable[[T], None],
        failed: Callable[[VakdossierError], None],
    ) -> None:
        """Check; one that is still busy is stopped. What was found before stays until there is something new."""
        if self._column.count() == 0:
            self._busy = plain_label(self._session.say(_CHECKING), tone="quiet")
            self._column.addWidget(self._busy)

        def done(found: T) -> None:
            self._job = None
            show(found)

        def refused(error: VakdossierError) -> None:
            self._job = None
            failed(error)

        self._job = self._session.export(check, done, owner=self, failed=refused, slot="check")
        self._job.progressed.connect(self._progressed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop a check that nobody waits for any more."""
        if event.type() == QEvent.Type.Hide and self._job is not None:
            self._job.stop()
        return super().eventFilter(watched, event)

    def _progressed(self, stage: Text, done: int, total: int) -> None:
        if total > 1 and shiboken6.isValid(self._busy):
            self._busy.setText(f"{self._session.say(stage)} · {done} / {total}")
