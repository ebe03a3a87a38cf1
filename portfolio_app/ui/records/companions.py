"""What stands above the form of some kinds: the whole that a record belongs to, at a glance."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.ui.session import Session


class Companion(QWidget):
    """Stands above the form; reads for itself what it shows, and again when that changes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def show_record(self, record: Record) -> None:
        """Show what belongs to a record that stands in the vault; called again when the record was changed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing: the record is new."""
        raise NotImplementedError


def companion_for(session: Session, kind: RecordKind, parent: QWidget) -> Companion | None:
    """Return what stands above the form of a kind; None for most kinds."""
    if kind.key in ("permission", "permission_event", "exchange"):
        from portfolio_app.ui.permissions.strip import PermissionStrip

        return PermissionStrip(session, parent)
    if kind.key == "assessment":
        from portfolio_app.ui.assessing.card import ScoresCard

        return ScoresCard(session, parent)
    return None
