"""Where the overview comes from: that of last time first, then that of now, anew after every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from portfolio_app.services.board import Board
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_AFTER_CHANGE_MS: Final = 500


class BoardSource(QObject):
    """Makes the board on the database thread.

    Attributes:
        board: the newest board; None until there is one.
        is_kept: `board` was kept an earlier time; it may not be shown as if it were of now.
        changed_since: and since then the vault was changed.
        is_of_now: `board` takes account of everything in the vault.
        made: there is a new board.
        failed: an error; the board stays as it was.
    """

    made = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        """Take what was kept last; `begin` makes a new one."""
        super().__init__(parent)
        self._session = session
        kept = session.unlocked.kept_board
        self.board: Board | None = kept.board if kept is not None else None
        self.is_kept = kept is not None
        self.changed_since = kept is not None and kept.changed_since
        self.is_of_now = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_AFTER_CHANGE_MS)
        self._delay.timeout.connect(self.begin)
        session.changed.connect(self._changed)

    def begin(self) -> None:
        """Make the board of now."""
        self._delay.stop()
        today = self._session.today()

        def make(portfolio: Portfolio) -> Board:
            from portfolio_app.services.overview import make_board

            return make_board(portfolio, today)

        self._session.read(make, self._take, owner=self, slot="board", failed=self.failed.emit)

    def _changed(self) -> None:
        self.is_of_now = False
        self._delay.start()

    def _take(self, board: Board) -> None:
        self.board = board
        self.is_kept = self.changed_since = False
        self.is_of_now = not self._delay.isActive()
        self.made.emit()
