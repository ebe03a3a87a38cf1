"""What every step of getting started has: a heading, an explanation, and a place for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.services.getting_started import FirstSteps
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice


class Step(QWidget):
    """One step.

    Attributes:
        name: what it is called in the list of steps.
        saved: what the step is for has been done; the next step may be shown.
    """

    saved = Signal()
    name: Text

    def __init__(self, session: Session, name: Text, explanation: Text) -> None:
        super().__init__()
        self.name = name
        self.session = session
        self.notice = Notice(session.look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(plain_label(session.say(name), strong=True, size=1.4))
        self.column.addWidget(plain_label(session.say(explanation), tone="quiet"))
        self.column.addSpacing(6)
        self.column.addWidget(self.notice)

    def show_steps(self, found: FirstSteps) -> None:
        """Show what is there already; what the person is typing stays."""

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether there is nothing to be done here any more."""
        raise NotImplementedError

    def save(self) -> None:
        """Keep what was typed, and emit `saved`; what is wrong is shown in the step."""
        self.saved.emit()

    def refuse(self, error: VakdossierError) -> None:
        """Show what could not be done."""
        self.notice.say(error.say(self.session.look.language))
