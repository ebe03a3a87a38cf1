"""Files that a person drops or pastes anywhere on the window, or chooses there, on their way to who takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from portfolio_app.services.incoming import Incoming
    from portfolio_app.ui.session import Session
    from portfolio_app.ui.workspace import Workspace


class FileEntrance(QObject):
    """Stands at a workspace: what no part of it takes itself, comes to here."""

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = session
        workspace.setAcceptDrops(not session.read_only)
        workspace.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped, or pasted where nothing else takes what is pasted."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self._paste()
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        from portfolio_app.ui.dropped import dropped_files
        from portfolio_app.ui.records.incoming import AS_ACTIVITIES, answer_files

        files = dropped_files(event.mimeData())
        if not files:
            return False
        if isinstance(event, QDragEnterEvent):
            answer_files(event, self._workspace, self._session.look, AS_ACTIVITIES)
        else:
            event.acceptProposedAction()
            self.take_in(files)
        return True

    def _paste(self) -> bool:
        from portfolio_app.ui.records.incoming import pasted

        files = pasted(QGuiApplication.clipboard().mimeData(), self._session)
        if files and not self._session.read_only:
            self.take_in(files)
        return bool(files)

    def choose(self) -> None:
        """Let the person choose files, for whom dropping them is no way."""
        from portfolio_app.ui.forms.linking import choose_evidence

        self.take_in(choose_evidence(self._workspace, self._session))

    def take_in(self, files: Sequence[Incoming]) -> None:
        """Take files in as on the page that is shown, or as activities where that takes none."""
        if files and self._session.is_loaded:
            self._workspace.area_for_files().take_in(files)
