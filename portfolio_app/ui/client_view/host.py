"""Putting the client's screen before the window, and the window back behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.ui.client_view.begin import BeginDialog, Showing
from portfolio_app.ui.client_view.screen import ClientScreen
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.presenting import ShownCv

_NO_VIEW: Final = Text("Geen enkele cv-versie is openbaar.", "None of your CV views is public.")
_MAKE_ONE: Final = Text(
    "Maak bij Curriculum vitae een versie voor cliënten.", "Make a CV view for clients under Curriculum vitae."
)


class ClientView(QObject):
    """Shows the CV to a client in place of the window.

    Attributes:
        refused: an error for the person.
        lock_asked: the vault is to be locked.
        screen: what the client sees now, or None.
    """

    refused = Signal(object)
    lock_asked = Signal()

    def __init__(self, window: QMainWindow) -> None:
        """Show nothing yet; it lasts as long as the window, and holds a vault only while a client looks at it."""
        super().__init__(window)
        self._window = window
        self.screen: ClientScreen | None = None

    @property
    def shown(self) -> bool:
        """Whether a client looks at the screen now."""
        return self.screen is not None

    def begin(self, session: Session) -> None:
        """Ask what is to be shown of the portfolio that is open."""

        def views(portfolio: Portfolio) -> tuple[str, ...]:
            from portfolio_app.services.presenting import views_for_clients

            return views_for_clients(portfolio)

        session.read(views, partial(self._ask, session), owner=session)

    def end(self) -> None:
        """Take the client's screen away and show the window again."""
        screen, self.screen = self.screen, None
        if screen is None:
            return
        self._window.menuBar().setEnabled(True)
        self._window.show()
        self._window.activateWindow()
        screen.let_go()
        if screen.shown.problem is not None:
            self.refused.emit(screen.shown.problem)

    def _ask(self, session: Session, views: tuple[str, ...]) -> None:
        if not views:
            self.refused.emit(WrongUseError(_NO_VIEW, _MAKE_ONE))
            return
        dialog = BeginDialog(session.look, views, self._window, session.sheet_drafts.to_whom)
        dialog.put_off.connect(partial(self._put_off, session))
        dialog.chosen.connect(partial(self._make, session))
        dialog.open()

    def _put_off(self, session: Session, whom: str) -> None:
        session.sheet_drafts.to_whom = whom

    def _make(self, session: Session, showing: Showing) -> None:
        def make(portfolio: Portfolio, job: Job) -> ShownCv:
            from portfolio_app.services.presenting import cv_for_client, note_shown

            shown = cv_for_client(portfolio, showing.view, job.report, job.stopped)
            note_shown(portfolio, shown, showing.recipient)
            return shown

        session.sheet_drafts.to_whom = ""
        session.export(make, lambda shown: self._show(session, shown, showing), owner=session)

    def _show(self, session: Session, shown: ShownCv, showing: Showing) -> None:
        session.outgoing_changed()
        self.screen = ClientScreen(session, shown, showing)
        self.screen.left.connect(self.end)
        self.screen.lock_asked.connect(self.lock_asked)
        self._window.menuBar().setEnabled(False)
        self.screen.setGeometry(self._window.screen().geometry())  # where no window manager does so
        self.screen.showFullScreen()
        self.screen.activateWindow()
        self._window.hide()
