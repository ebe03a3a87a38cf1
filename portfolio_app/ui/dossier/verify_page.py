"""The check of a dossier in an open portfolio, which can also take over what is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from portfolio_app.ui.dossier.parts import Page
from portfolio_app.ui.dossier.take_over import TakeOverCard
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.verifying.panel import HINT, SLOT, TITLE, AskedCheck, VerifyPanel


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

    def _work(self, asked: AskedCheck) -> Job:
        return self.session.export(
            lambda portfolio, job: asked.check(job, portfolio.clock),
            asked.then,
            owner=asked.owner,
            failed=asked.failed,
            slot=SLOT,
        )
