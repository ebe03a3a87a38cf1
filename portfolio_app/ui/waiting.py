"""What was asked before the records of an opened vault are loaded; it is done as soon as they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from portfolio_app.ui.session import Session


class Waiting(QObject):
    """Keeps deeds that need more than the overview of last time."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._deeds: list[Callable[[], object]] = []
        session.loaded.connect(self._do_them)

    def takes(self, deed: Callable[[], object]) -> bool:
        """Keep a deed and return true; return false when it need not wait, and leave it to the caller."""
        if self._session.is_loaded:
            return False
        self._deeds.append(deed)
        return True

    def _do_them(self) -> None:
        deeds, self._deeds = self._deeds, []
        for deed in deeds:
            deed()
