"""What the pages of the dialog on keys have in common: a heading, a column, a message, and two buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import OpenedVault
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

BACK: Final = Text("Terug", "Back")
_BUSY: Final = Text("Bezig…", "Working…")


class KeyPage(QWidget):
    """One thing that can be done with the keys of an open portfolio.

    Attributes:
        done: it is done; the texts say what the person should know.
        left: the person thought better of it.
    """

    done = Signal(object)
    left = Signal()

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault, title: Text, why: Text) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.opened = opened
        self.vault = opened.unlocked.vault
        self.notice = Notice(look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(plain_label(look.say(title), strong=True, size=1.3))
        self.column.addWidget(plain_label(look.say(why), tone="quiet"))

    def add_foot(self, text: Text, deed: Callable[[], object], *, icon: str = "") -> None:
        """Put the message and the buttons below what was added until now."""
        self._deed_text = text
        self.button = push_button(self.look, text, deed, icon=icon, role="primary")
        self.back = push_button(self.look, BACK, self.left.emit, icon="arrow-left", role="quiet", flush=True)
        self.column.addWidget(self.notice)
        self.column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.button)
        self.column.addLayout(row)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the work is under way, or no longer."""
        self.setEnabled(not busy)
        self.button.setText(self.look.say(_BUSY if busy else self._deed_text))

    def refuse(self, error: VakdossierError) -> None:
        """Show why it was not done."""
        self.set_busy(busy=False)
        self.notice.say(error.say(self.look.language))

    def say(self, words: str) -> None:
        """Show a message; what was typed stays."""
        self.notice.say(words)
