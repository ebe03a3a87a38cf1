"""The check of a dossier without a portfolio: for whoever was given one, and before anything is unlocked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.verifying.panel import HINT, TITLE, VerifyPanel, Worker
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

_BACK: Final = Text("Terug", "Back")
_NEEDS_NOTHING: Final = Text(
    "U hebt er geen portfolio en geen wachtwoordzin voor nodig.",
    "You do not need a portfolio or a passphrase for this.",
)


class CheckStep(QWidget):
    """Takes a dossier and says whether it is intact.

    Attributes:
        back_asked: go back to where the person came from.
    """

    back_asked = Signal()

    def __init__(self, look: Look, worker: Worker) -> None:
        super().__init__()
        self.panel = VerifyPanel(look, worker)
        self.back_button = push_button(look, _BACK, self.back_asked.emit, icon="arrow-left", role="quiet", flush=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(look.say(TITLE), strong=True, size=1.4))
        column.addWidget(plain_label(look.say(HINT), tone="quiet"))
        column.addWidget(plain_label(look.say(_NEEDS_NOTHING), tone="quiet"))
        column.addSpacing(4)
        column.addWidget(self.panel)
        column.addWidget(self.back_button)
        column.addStretch(1)
        self.setFocusProxy(self.panel)

    def check(self, path: Path, original: Path | None = None) -> None:
        """Check a file, also against the original where that is given, and show the verdict."""
        self.panel.check(path, original)
