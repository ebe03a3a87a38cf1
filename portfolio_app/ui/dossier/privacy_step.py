"""The fourth step: everything that the privacy check found is mended, made unreadable, or released with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.exports import prepare_dossier, review_dossier
from portfolio_app.ui.dossier.findings import Findings
from portfolio_app.ui.dossier.parts import Page
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job

if TYPE_CHECKING:
    from portfolio_app.services.exports import Review
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Staat er niemand te veel in?", "Does it reveal too much about anyone?")
_HINT: Final = Text(
    "Over elke vondst besluit u één keer: pas de tekst zelf aan, laat de vondst onleesbaar maken, of geef haar vrij "
    "met een reden. Uw besluit wordt bewaard.",
    "You decide once about each finding: correct the text itself, have it made unreadable, or release it with a "
    "reason. Your decision is kept.",
)


class PrivacyStep(Page):
    """Shows what the privacy check found and keeps what is decided.

    Attributes:
        counted: how many findings are open.
        request_asked: the field of the request in which something is to be mended.
        findings: what was found.
    """

    counted = Signal(int)
    request_asked = Signal(str)

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._plan = plan
        self.head(_TITLE, _HINT)
        self.findings = Findings(session, self)
        self.findings.counted.connect(self.counted)
        self.findings.request_asked.connect(self.request_asked)
        self.column.addWidget(self.findings)
        self.column.addStretch(1)

    def enter(self) -> None:
        """Check again."""
        request = self._plan.request

        def check(portfolio: Portfolio, job: Job) -> Review:
            return review_dossier(prepare_dossier(portfolio, request), job.report, job.stopped)

        self.findings.show_check(check)
