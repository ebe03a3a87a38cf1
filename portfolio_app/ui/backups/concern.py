"""The line above the overview that tells what is wrong with the backups, until it no longer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.portfolio import Portfolio

_TO_BACKUPS: Final = Text("Naar reservekopieën", "Go to the backups")
_LOOK_AFTER_MS: Final = 1_200
"""What the person came for is read first."""


class ConcernBar(QWidget):
    """Says what worries about the backups and about this opening; not there when nothing does, or on other pages.

    Attributes:
        asked: the person wants to see the backups.
    """

    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = False
        self.button = push_button(session.look, _TO_BACKUPS, self.asked.emit, icon="archive")
        self._notice = Notice(session.look, button=self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 14, 28, 0)
        self._others = Notice(session.look, icon="info")
        column.setSpacing(8)
        column.addWidget(self._notice)
        column.addWidget(self._others)
        self.hide()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_LOOK_AFTER_MS)
        self._delay.timeout.connect(self.read)
        session.loaded.connect(self._delay.start)
        if session.is_loaded:
            self._delay.start()

    @property
    def words(self) -> str:
        """What it says about the backups."""
        return self._notice.words

    def show_here(self, *, wanted: bool) -> None:
        """Let it be seen on this page, or not."""
        self._wanted = wanted
        self.setVisible(wanted and not (self._notice.isHidden() and self._others.isHidden()))

    def read(self) -> None:
        """Look how the backups stand."""

        def read(portfolio: Portfolio) -> tuple[Text | None, tuple[Text, ...]]:
            from portfolio_app.services.backup_concern import backup_concern

            return backup_concern(portfolio), portfolio.notices

        self._session.read(read, lambda found: self.say(*found), owner=self, slot="concern", failed=self._failed)

    def say(self, concern: Text | None, notices: tuple[Text, ...] = ()) -> None:
        """Say what worries about the backups, and what else there is to know."""
        self._others.say("\n".join(map(self._session.say, notices)))
        self._notice.say(self._session.say(concern) if concern is not None else "")
        self.show_here(wanted=self._wanted)

    def _failed(self, error: VakdossierError) -> None:
        self._notice.say(error.say(self._session.look.language))
        self.show_here(wanted=self._wanted)
