"""The check of a dossier in an open portfolio, which can also take over what is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from portfolio_app.common.clock import Clock
from portfolio_app.ui.dossier.parts import Page
from portfolio_app.ui.dossier.take_over import TakeOverCard
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.verifying.panel import HINT, TITLE, VerifyPanel

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.verifying import Report


class VerifyPage(Page):
    """Takes a dossier and says what became of it; what is in one can be taken over."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.head(TITLE, HINT)
        self.panel = VerifyPanel(self.look, self._work)
        self.take_over = TakeOverCard(session)
        self.panel.begun.connect(lambda: self.take_over.offer(None))
        self.panel.checked.connect(self.take_over.offer)
        self.column.addWidget(self.panel)
        self.column.addWidget(self.take_over)
        self.column.addStretch(1)

    def _work(
        self,
        check: Callable[[Job, Clock], Report],
        then: Callable[[Report], None],
        *,
        owner: QObject,
        failed: Callable[[VakdossierError], None],
    ) -> Job:
        return self.session.export(
            lambda portfolio, job: check(job, portfolio.clock), then, owner=owner, failed=failed, slot="verify"
        )
