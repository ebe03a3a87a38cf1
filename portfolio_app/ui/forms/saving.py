"""Brings what stands on a form to the vault: a moment after the last key, one write at a time, again when refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio, Saved

_SAVE_AFTER_MS: Final = 1_000
_TRY_AGAIN_AFTER_MS: Final = 5_000


class Saver(QObject):
    """Writes one record of a kind.

    Attributes:
        due: it is time to save what stands on the form.
        saved: the record as it now stands in the vault, and whether it is new there.
        refused: why the vault would not take it.
    """

    due = Signal()
    saved = Signal(object, bool)
    refused = Signal(object)

    def __init__(self, session: Session, kind: RecordKind, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._busy = False
        self._again = False
        self._turn = 0
        self._soon = self._timer(_SAVE_AFTER_MS)
        self._retry = self._timer(_TRY_AGAIN_AFTER_MS)

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the vault."""
        return self._busy

    def soon(self) -> None:
        """Something was typed: it is due a moment after the last of it."""
        self._soon.start()

    def may_write(self) -> bool:
        """Tell whether to write now; while something is on its way it is due again as soon as that has arrived."""
        self._soon.stop()
        self._retry.stop()
        if self._session.read_only:
            return False
        self._again = self._busy
        return not self._busy

    def write(self, record: Record | None, values: Mapping[str, object]) -> None:
        """Change the fields of a record, or add one with these when there is none."""
        kind, turn = self._kind, self._turn
        self._busy = True

        def work(portfolio: Portfolio) -> Saved:
            return portfolio.add(kind, values) if record is None else portfolio.change(kind, record.id, values)

        def done(saved: Saved) -> None:
            if turn == self._turn:
                self._was_saved(saved.record, new=record is None)

        def failed(error: VakdossierError) -> None:
            if turn == self._turn:
                self._was_refused(error)
            else:
                self._session.refused(error)

        self._session.save(work, done, owner=self, failed=failed)

    def begin(self) -> None:
        """Another record is shown: what was due is no longer, and what is on its way does not concern it."""
        self._soon.stop()
        self._retry.stop()
        self._busy = self._again = False
        self._turn += 1

    def _was_saved(self, record: Record, *, new: bool) -> None:
        self._busy = False
        again, self._again = self._again, False
        self.saved.emit(record, new)
        if again:
            self.due.emit()

    def _was_refused(self, error: VakdossierError) -> None:
        self._busy = self._again = False
        self.refused.emit(error)
        if isinstance(error, EnvironmentRefusedError):  # a full disk, a stick that was pulled out: it may be over soon
            self._retry.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.due)
        return timer
